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
from registry.models import MarketChange, MarketWork, PlaceMember, SalePoint, ShareSurvey
from registry.places import HOMES, MANAGEMENT, METHODS, QUALIFIERS, WORKS
from registry.queries import get_producer
from registry.queries.places import find_place_kind, get_place

EVERYTHING = 1000  # tenths of a percent
FACTS = {"members": PlaceMember, "share-surveys": ShareSurvey, "works": MarketWork, "management": MarketChange}
"""What may be written about a place, by the word of its address."""


def add_place_member(
    session: Session, *, place_id: UUID, producer_id: UUID, valid_from: date, source: str = "",
    version: int | None = None, actor: Actor, now: datetime,
) -> PlaceMember:  # fmt: skip
    """A producer works in a cluster or village from a day on. Raises BadInput for other places, or where it does.

    Here and below `version` is the place's as the writer read it: Conflict when somebody wrote meanwhile.
    """
    place = _open(session, place_id, version, HOMES, lazy("Chỉ cụm công nghiệp, làng nghề mới có cơ sở bên trong"))
    producer = get_producer(session, producer_id)
    open_one = select(PlaceMember.id).filter_by(place_id=place_id, producer_id=producer.id, valid_to=None)
    if session.scalar(open_one):
        raise BadInput(lazy("Cơ sở này đã có trong nơi này"), field="producer")
    same_day = select(PlaceMember).filter_by(place_id=place_id, producer_id=producer.id, valid_from=valid_from)
    if session.scalar(same_day):
        raise BadInput(lazy("Cơ sở này đã có một lần vào từ ngày đó"), field="valid_from")
    member = PlaceMember(
        place_id=place_id, producer_id=producer.id, valid_from=valid_from, source=clean_text(source)[:300]
    )
    facts = {"producer": str(producer.id), "from": str(valid_from)}
    _add(session, place, member, "sale_point.member_added", facts, actor, now)
    return member


def end_place_member(
    session: Session, *, member_id: UUID, valid_to: date, version: int | None = None, actor: Actor, now: datetime
) -> None:
    """The producer left after this day."""
    member = session.get(PlaceMember, member_id)
    if member is None:
        raise NotFound(lazy("Không có dòng này."))
    place = _open(session, member.place_id, version)
    if member.valid_to is not None:
        raise Conflict(lazy("Cơ sở này đã rời nơi này. Tải lại trang."))
    if valid_to < member.valid_from:
        raise BadInput(lazy("Ngày rời không thể trước ngày vào"), field="valid_to")
    member.valid_to = valid_to
    _add(session, place, member, "sale_point.member_ended", {"producer": str(member.producer_id)}, actor, now)


def record_share(
    session: Session, *, place_id: UUID, surveyed_on: date, method: str, home: int | None = None,
    whole: int | None = None, share_tenths: int | None = None, qualifier: str = "", source: str = "",
    version: int | None = None, actor: Actor, now: datetime,
) -> ShareSurvey:  # fmt: skip
    """The share of Vietnamese goods on a day: counted (lines, or turnover in đồng), or stated in tenths of a percent.

    Raises BadInput where the count and the method do not fit, or the survey stands already.
    """
    place = _open(session, place_id, version, {"supermarket"}, lazy("Chỉ siêu thị mới có tỷ trọng hàng Việt"))
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
    _add(session, place, survey, "sale_point.share_surveyed", facts, actor, now)
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
    fund: str = "", is_day_known: bool = True, source: str = "", version: int | None = None, actor: Actor,
    now: datetime,
) -> MarketWork:  # fmt: skip
    """A market built anew ("new") or repaired ("repair"); đồng, and whose money it was."""
    place = _open(session, place_id, version, {"market"}, lazy("Chỉ chợ mới ghi việc xây, sửa chợ"))
    if kind not in WORKS or qualifier not in QUALIFIERS:
        raise BadInput(lazy("Chọn loại việc trong danh sách"), field="kind")
    work = MarketWork(
        place_id=place_id, kind=kind, amount=amount, qualifier=qualifier, fund=clean_text(fund)[:200],
        done_on=done_on, is_day_known=is_day_known, source=clean_text(source)[:300],
    )  # fmt: skip
    facts = {"kind": kind, "amount": amount, "on": str(done_on)}
    _add(session, place, work, "sale_point.work_recorded", facts, actor, now)
    return work


def record_management(
    session: Session, *, place_id: UUID, before: str, after: str, changed_on: date, decision: str = "",
    version: int | None = None, actor: Actor, now: datetime,
) -> MarketChange:  # fmt: skip
    """A market passed from one management to another. Raises BadInput where both are the same or the day is taken."""
    place = _open(session, place_id, version, {"market"}, lazy("Chỉ chợ mới có mô hình quản lý chợ"))
    if before not in MANAGEMENT or after not in MANAGEMENT or before == after:
        raise BadInput(lazy("Chọn mô hình trước và sau, hai mô hình khác nhau"), field="after")
    if session.scalar(select(MarketChange.id).filter_by(place_id=place_id, changed_on=changed_on)):
        raise BadInput(lazy("Chợ này đã ghi chuyển đổi vào ngày đó"), field="changed_on")
    change = MarketChange(
        place_id=place_id, before=before, after=after, changed_on=changed_on, decision=clean_text(decision)[:200]
    )
    facts = {"before": before, "after": after, "on": str(changed_on)}
    _add(session, place, change, "sale_point.management_changed", facts, actor, now)
    return change


def withdraw_fact(
    session: Session, *, fact: str, fact_id: UUID, reason: str, version: int | None = None, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Take back what was written by mistake; the chain keeps what it said and why. `fact` is a key of FACTS."""
    row = session.get(FACTS[fact], fact_id)
    if row is None:
        raise NotFound(lazy("Không có dòng này."))
    if not clean_text(reason):
        raise BadInput(lazy("Ghi lý do xóa dòng này"), field="reason")
    place = _open(session, row.place_id, version)
    said = {column.key: _plain(getattr(row, column.key)) for column in FACTS[fact].__table__.columns}
    session.delete(row)
    facts = {"fact": fact, "reason": clean_text(reason)[:300], "said": said}
    _tell(session, place, "sale_point.fact_withdrawn", facts, actor, now)


def _open(session: Session, place_id: UUID, version: int | None, layers=None, refusal: object = "") -> SalePoint:
    """The place, held until the commit, if it is of the layers and stands as the writer read it."""
    place = get_place(session, place_id, is_locked=True)
    if version is not None and version != place.version:
        raise Conflict(lazy("Người khác vừa sửa nơi này. Xem bản mới bên dưới rồi gửi lại."))
    kind = find_place_kind(session, place.kind, place.known_on)
    if layers is not None and (kind is None or kind.layer not in layers):
        raise BadInput(refusal, field="place")
    return place


def _add(session: Session, place: SalePoint, row, kind: str, facts: dict, actor: Actor, now: datetime) -> None:
    session.add(row)
    _tell(session, place, kind, facts, actor, now)


def _tell(session: Session, place: SalePoint, kind: str, facts: dict, actor: Actor, now: datetime) -> None:
    place.version += 1
    session.flush()
    facts = {"version": place.version, **facts}
    audit.append(session, stream=f"sale_point:{place.id}", kind=kind, actor=actor, at=now, facts=facts)


def _plain(value: object) -> object:
    return value if isinstance(value, (int, str, type(None))) else str(value)
