"""What is written down about a place: producers in it, surveys of a supermarket, works and management of a market."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.models import MarketChange, MarketWork, PlaceMember, ShareSurvey
from registry.places import HOMES, MANAGEMENT, METHODS, QUALIFIERS, WORKS
from registry.queries import get_producer
from registry.queries.places import find_place_kind, get_place

EVERYTHING = 1000  # tenths of a percent


def add_place_member(
    session: Session, *, place_id: UUID, producer_id: UUID, valid_from: date, source: str = "",
    actor: Actor, now: datetime,
) -> PlaceMember:  # fmt: skip
    """A producer works in a cluster or village from a day on. Raises BadInput for other places, Conflict if it does."""
    _need_layer(session, place_id, HOMES, lazy("Chỉ cụm công nghiệp, làng nghề mới có cơ sở bên trong"))
    producer = get_producer(session, producer_id)
    open_one = select(PlaceMember.id).filter_by(place_id=place_id, producer_id=producer.id, valid_to=None)
    if session.scalar(open_one):
        raise Conflict(lazy("Cơ sở này đã có trong nơi này."))
    same_day = select(PlaceMember).filter_by(place_id=place_id, producer_id=producer.id, valid_from=valid_from)
    if session.scalar(same_day):
        raise BadInput(lazy("Cơ sở này đã có một lần vào từ ngày đó"), field="valid_from")
    member = PlaceMember(
        place_id=place_id, producer_id=producer.id, valid_from=valid_from, source=clean_text(source)[:300]
    )
    facts = {"producer": str(producer.id), "from": str(valid_from)}
    _add(session, member, "sale_point.member_added", facts, actor, now)
    return member


def end_place_member(session: Session, *, member_id: UUID, valid_to: date, actor: Actor, now: datetime) -> None:
    """The producer left after this day."""
    member = session.get(PlaceMember, member_id)
    if member is None:
        raise NotFound(lazy("Không có dòng này."))
    if member.valid_to is not None:
        raise Conflict(lazy("Cơ sở này đã rời nơi này. Tải lại trang."))
    if valid_to < member.valid_from:
        raise BadInput(lazy("Ngày rời không thể trước ngày vào"), field="valid_to")
    member.valid_to = valid_to
    _add(session, member, "sale_point.member_ended", {"producer": str(member.producer_id)}, actor, now)


def record_share(
    session: Session, *, place_id: UUID, surveyed_on: date, method: str, home: int | None = None,
    whole: int | None = None, share_tenths: int | None = None, qualifier: str = "", source: str = "",
    actor: Actor, now: datetime,
) -> ShareSurvey:  # fmt: skip
    """The share of Vietnamese goods on a day: counted (lines, or turnover in đồng), or stated in tenths of a percent.

    Raises BadInput where the count and the method do not fit, or the survey stands already.
    """
    _need_layer(session, place_id, {"supermarket"}, lazy("Chỉ siêu thị mới có tỷ trọng hàng Việt"))
    if method not in METHODS or qualifier not in QUALIFIERS:
        raise BadInput(lazy("Chọn cách khảo sát trong danh sách"), field="method")
    is_stated = method == "stated"
    survey = ShareSurvey(
        place_id=place_id, surveyed_on=surveyed_on, method=method, home=None if is_stated else home,
        whole=None if is_stated else whole, qualifier=qualifier, source=clean_text(source)[:300],
        share_tenths=_stated(share_tenths) if is_stated else _counted(home, whole),
    )  # fmt: skip
    same = select(ShareSurvey.id).filter_by(place_id=place_id, surveyed_on=surveyed_on, method=method)
    if session.scalar(same):
        raise BadInput(lazy("Khảo sát của ngày này theo cách này đã có"), field="surveyed_on")
    facts = {"on": str(surveyed_on), "method": method, "tenths": survey.share_tenths}
    _add(session, survey, "sale_point.share_surveyed", facts, actor, now)
    return survey


def _stated(share_tenths: int | None) -> int:
    if share_tenths is None or not 0 <= share_tenths <= EVERYTHING:
        raise BadInput(lazy("Ghi tỷ trọng từ 0 đến 100 phần trăm"), field="share")
    return share_tenths


def _counted(home: int | None, whole: int | None) -> int:
    if home is None or not whole or home > whole:
        raise BadInput(lazy("Ghi số hàng Việt và tổng số; hàng Việt không thể nhiều hơn tổng số"), field="home")
    return (home * EVERYTHING * 2 + whole) // (whole * 2)


def record_work(
    session: Session, *, place_id: UUID, kind: str, done_on: date, amount: int | None = None, qualifier: str = "",
    fund: str = "", is_day_known: bool = True, source: str = "", actor: Actor, now: datetime,
) -> MarketWork:  # fmt: skip
    """A market built anew ("new") or repaired ("repair"); đồng, and whose money it was."""
    _need_layer(session, place_id, {"market"}, lazy("Chỉ chợ mới ghi việc xây, sửa chợ"))
    if kind not in WORKS or qualifier not in QUALIFIERS:
        raise BadInput(lazy("Chọn loại việc trong danh sách"), field="kind")
    work = MarketWork(
        place_id=place_id, kind=kind, amount=amount, qualifier=qualifier, fund=clean_text(fund)[:200],
        done_on=done_on, is_day_known=is_day_known, source=clean_text(source)[:300],
    )  # fmt: skip
    _add(session, work, "sale_point.work_recorded", {"kind": kind, "amount": amount, "on": str(done_on)}, actor, now)
    return work


def record_management(
    session: Session, *, place_id: UUID, before: str, after: str, changed_on: date, decision: str = "",
    actor: Actor, now: datetime,
) -> MarketChange:  # fmt: skip
    """A market passed from one management to another. Raises BadInput where both are the same or the day is taken."""
    _need_layer(session, place_id, {"market"}, lazy("Chỉ chợ mới có mô hình quản lý chợ"))
    if before not in MANAGEMENT or after not in MANAGEMENT or before == after:
        raise BadInput(lazy("Chọn mô hình trước và sau, hai mô hình khác nhau"), field="after")
    if session.scalar(select(MarketChange.id).filter_by(place_id=place_id, changed_on=changed_on)):
        raise BadInput(lazy("Chợ này đã ghi chuyển đổi vào ngày đó"), field="changed_on")
    change = MarketChange(
        place_id=place_id, before=before, after=after, changed_on=changed_on, decision=clean_text(decision)[:200]
    )
    facts = {"before": before, "after": after, "on": str(changed_on)}
    _add(session, change, "sale_point.management_changed", facts, actor, now)
    return change


def _need_layer(session: Session, place_id: UUID, layers, refusal: object) -> None:
    place = get_place(session, place_id)
    kind = find_place_kind(session, place.kind, place.known_on)
    if kind is None or kind.layer not in layers:
        raise BadInput(refusal, field="place")


def _add(session: Session, row, kind: str, facts: dict, actor: Actor, now: datetime) -> None:
    session.add(row)
    session.flush()
    audit.append(session, stream=f"sale_point:{row.place_id}", kind=kind, actor=actor, at=now, facts=facts)
