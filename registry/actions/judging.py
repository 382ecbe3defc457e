"""The commune's report on its part of the criteria, and the sheets of the provincial council's members."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotAllowed
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.assessing import add_event, move, needed, take
from registry.assessing import STATES, require_change
from registry.models import (
    Criterion,
    OcopApplication,
    OcopAssessment,
    OcopConflict,
    OcopPoint,
    OcopRemark,
    OcopSheet,
    ProducerMember,
    Product,
)
from registry.ocop import points_text
from registry.queries.assessing import find_assessment, find_sheet, get_application, points_of
from registry.queries.criteria import list_criteria, rules_on
from registry.queries.rules import holds


def receive_application(
    session: Session, *, application_id: UUID, version: int, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """The commune has the file on its desk."""
    return move(session, take(session, application_id, version), "receive", actor, now)


def report_commune(
    session: Session, *, application_id: UUID, version: int, remarks: dict[str, str], points: dict[UUID, int],
    conclusion: str, actor: Actor, now: datetime,
) -> OcopAssessment:  # fmt: skip
    """The commune's report: words on each topic, points on each criterion that is its own, a conclusion.

    Raises BadInput naming the topic or criterion that is missing or above its most.
    """
    application = take(session, application_id, version)
    if application.state != "commune_check":
        raise Conflict(lazy("Hồ sơ đang ở bước “%(state)s” nên xã không ghi báo cáo được.",
                            state=STATES[application.state]))  # fmt: skip
    own = [each for each in list_criteria(session, application.criteria_set_id) if each.by_commune]
    kept = check_points(own, points, is_whole=True)
    words = _topic_words(session, remarks, now)
    before = find_assessment(session, application.id)
    report = OcopAssessment(
        application_id=application.id, seq=before.seq + 1 if before else 1, at=now, actor=str(actor)[:60],
        conclusion=needed(conclusion, lazy("Kết luận của xã")),
    )  # fmt: skip
    session.add(report)
    session.flush()
    session.add_all(OcopRemark(assessment_id=report.id, topic=topic, text=text) for topic, text in words)
    session.add_all(
        OcopRemark(assessment_id=report.id, criterion_id=key, points=value) for key, value in kept.items()
    )
    application.version += 1
    add_event(session, application, "report", application.state, actor, now)
    return report


def forward_application(
    session: Session, *, application_id: UUID, version: int, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """The commune sends file and report to the province. Raises BadInput before it has reported."""
    application = take(session, application_id, version)
    require_change(application.state, "forward")
    if find_assessment(session, application.id) is None:
        raise BadInput(lazy("Ghi báo cáo đánh giá của xã trước khi chuyển"), field="step")
    return move(session, application, "forward", actor, now)


def save_sheet(
    session: Session, *, application_id: UUID, user_id: UUID, points: dict[UUID, int], note: str = "",
    is_sent: bool = False, actor: Actor, now: datetime,
) -> OcopSheet:  # fmt: skip
    """A member's own sheet, kept or sent; once sent it is locked.

    Raises NotAllowed for members of the producer and those with a declared conflict, Conflict for a sent sheet
    or outside the council's turn, BadInput for points above a criterion's most or, when sending, missing ones.
    """
    application = get_application(session, application_id)
    session.refresh(application, with_for_update=True)
    _refuse_partial(session, application, user_id, now)
    if application.state != "council":
        raise Conflict(lazy("Hồ sơ đang ở bước “%(state)s” nên chưa chấm được.", state=STATES[application.state]))
    kept = check_points(list_criteria(session, application.criteria_set_id), points, is_whole=is_sent)
    sheet = find_sheet(session, application.id, user_id) or OcopSheet(application_id=application.id, user_id=user_id)
    if sheet.sent_at is not None:
        raise Conflict(lazy("Phiếu này đã gửi nên không sửa được."))
    sheet.note, sheet.sent_at = clean_text(note, lines=True), now if is_sent else None
    session.add(sheet)
    session.flush()
    session.execute(delete(OcopPoint).where(OcopPoint.sheet_id == sheet.id))
    session.add_all(OcopPoint(sheet_id=sheet.id, criterion_id=key, points=value) for key, value in kept.items())
    session.flush()
    if is_sent:
        facts = {"sheet": str(sheet.id), "points": sum(kept.values())}
        audit.append(session, stream=f"ocop:{application.id}", kind="ocop.sheet", actor=actor, at=now, facts=facts)
    return sheet


def check_points(criteria: list[Criterion], points: dict[UUID, int], *, is_whole: bool) -> dict[UUID, int]:
    """The points that belong to the criteria, in tenths. Raises BadInput naming the first wrong one."""
    for each in criteria:
        value = points.get(each.id)
        if value is None and is_whole:
            raise BadInput(lazy("Ghi điểm tiêu chí %(number)s", number=each.number), field=f"p-{each.id}")
        if value is not None and not 0 <= value <= each.most:
            raise BadInput(
                lazy("Điểm tiêu chí %(number)s cần từ 0 đến %(most)s, không phải %(sent)s",
                     number=each.number, most=points_text(each.most), sent=points_text(value)),
                field=f"p-{each.id}",
            )  # fmt: skip
    return {each.id: points[each.id] for each in criteria if points.get(each.id) is not None}


def is_partial(session: Session, application: OcopApplication, user_id: UUID, now: datetime) -> bool:
    """Whether the person declared a conflict of interest or belongs to the producer."""
    declared = select(OcopConflict.id).filter_by(application_id=application.id, user_id=user_id)
    belongs = (
        select(func.count())
        .select_from(ProducerMember)
        .join(Product, Product.producer_id == ProducerMember.producer_id)
        .where(Product.id == application.product_id, ProducerMember.user_id == user_id)
        .where(holds(ProducerMember, legal_date(now)))
    )
    return bool(session.scalar(declared) or session.scalar(belongs))


def _refuse_partial(session: Session, application: OcopApplication, user_id: UUID, now: datetime) -> None:
    if is_partial(session, application, user_id, now):
        raise NotAllowed(lazy("Bạn có liên quan đến cơ sở này nên không chấm được hồ sơ."))


def own_points(session: Session, application_id: UUID, user_id: UUID) -> tuple[OcopSheet | None, dict[UUID, int]]:
    """A member's sheet with its points."""
    sheet = find_sheet(session, application_id, user_id)
    return sheet, points_of(session, sheet.id) if sheet else {}


def _topic_words(session: Session, remarks: dict[str, str], now: datetime) -> list[tuple[str, str]]:
    """Topic and words for each topic of the day. Raises BadInput naming the topic left empty."""
    found = []
    for key, topic in rules_on(session, legal_date(now), "topic").items():
        text = clean_text(remarks.get(key, ""), lines=True)
        if not text:
            raise BadInput(lazy("Ghi nhận xét về “%(topic)s”", topic=topic), field=f"topic-{key}")
        found.append((topic, text))
    return found
