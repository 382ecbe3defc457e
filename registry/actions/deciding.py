"""What the province and the ministry decide on an application, and the certificate that comes of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.assessing import move, needed, take
from registry.actions.notices import notify_producer
from registry.actions.recognitions import recognise_product
from registry.assessing import FIVE, LEAST_CERTIFIED, fits_points, join_sheets, require_change
from registry.models import OcopApplication, Recognition
from registry.ocop import check_scores, points_text
from registry.queries import find_newest_ocop, get_producer, get_product, score_limits
from registry.queries.assessing import sheet_totals
from registry.queries.criteria import rules_on


def ask_supplement(
    session: Session, *, application_id: UUID, version: int, reason: str, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """The commune or the council asks for what is missing; the producer reads the words as they are."""
    application = move(session, take(session, application_id, version), "ask", actor, now, needed(reason))
    _tell(session, application, "Hồ sơ OCOP cần bổ sung", reason, now)
    return application


def decide_application(
    session: Session, *, application_id: UUID, version: int, decision_number: str = "", decided_on: date,
    actor: Actor, now: datetime,
) -> OcopApplication:  # fmt: skip
    """The provincial council's result from its members' sheets.

    Raises BadInput with too few sheets, below three stars (then the file is refused instead) or a day to come.
    """
    application = take(session, application_id, version)
    require_change(application.state, "decide")
    _refuse_later(decided_on, "decided_on", now)
    scores = council_scores(session, application, legal_date(now))
    if sum(scores) < LEAST_CERTIFIED:
        raise BadInput(
            lazy("Hội đồng chấm %(sum)s điểm, dưới 3 sao: ghi “Không công nhận”", sum=points_text(sum(scores))),
            field="step",
        )
    application.score_a, application.score_b, application.score_c = scores
    application.decision_number, application.decided_on = clean_text(decision_number), decided_on
    move(session, application, "decide", actor, now, scores=list(scores), number=application.decision_number)
    _tell(session, application, "Tỉnh đã có kết quả đánh giá OCOP", points_text(sum(scores)), now)
    return application


def council_scores(session: Session, application: OcopApplication, on: date) -> tuple[int, int, int]:
    """Parts A, B and C of the council in tenths. Raises BadInput with fewer sheets than the rule of the day."""
    rules, totals = rules_on(session, on, "sheets"), sheet_totals(session, application.id)
    least = max(int(rules.get("least", 1)), 1)
    if len(totals) < least:
        raise BadInput(
            lazy("Có %(sent)s phiếu đã gửi, cần ít nhất %(least)s", sent=len(totals), least=least), field="step"
        )
    return join_sheets(totals, rules.get("method", "mean"))


def refuse_application(
    session: Session, *, application_id: UUID, version: int, reason: str, actor: Actor, now: datetime
) -> OcopApplication:  # fmt: skip
    """No stars, with the reason."""
    application = move(session, take(session, application_id, version), "refuse", actor, now, needed(reason))
    _tell(session, application, "Hồ sơ OCOP không được công nhận", reason, now)
    return application


def certify_application(
    session: Session, *, application_id: UUID, version: int, issued_on: date, recogniser_name: str,
    actor: Actor, now: datetime,
) -> OcopApplication:  # fmt: skip
    """The province's certificate of three or four stars. Raises BadInput from 90 points on: those are proposed."""
    application = take(session, application_id, version)
    require_change(application.state, "certify")
    scores = final_scores(application)
    if not fits_points("certify", sum(scores), application.central_a is not None):
        raise BadInput(lazy("Từ 90 điểm trở lên tỉnh đề nghị Bộ xét, không tự cấp"), field="step")
    row = _recognise(session, application, scores, issued_on, recogniser_name, application.decision_number, actor, now)
    return _certified(session, application, row, "certify", actor, now)


def propose_application(
    session: Session, *, application_id: UUID, version: int, issued_on: date, recogniser_name: str,
    actor: Actor, now: datetime,
) -> OcopApplication:  # fmt: skip
    """Ninety points or more: recorded as "tiềm năng 5 sao" and sent to the ministry."""
    application = take(session, application_id, version)
    require_change(application.state, "propose")
    scores = final_scores(application)
    if not fits_points("propose", sum(scores), application.central_a is not None):
        raise BadInput(lazy("Dưới 90 điểm hoặc Bộ đã xét: cấp giấy theo điểm, không đề nghị nữa"), field="step")
    row = _recognise(
        session, application, scores, issued_on, recogniser_name, application.decision_number, actor, now,
        is_potential_five=True,
    )  # fmt: skip
    application.recognition_id = row.id
    return move(session, application, "propose", actor, now, recognition=str(row.id))


def record_central(
    session: Session, *, application_id: UUID, version: int, scores: tuple[int, int, int], decision_number: str = "",
    issued_on: date, recogniser_name: str, actor: Actor, now: datetime,
) -> OcopApplication:  # fmt: skip
    """The ministry's result: five stars from 90 points on, else the file is the province's again with these points."""
    application = take(session, application_id, version)
    step = "central_five" if sum(scores) >= FIVE else "central_less"
    require_change(application.state, step)
    check_scores(*scores, score_limits(session, issued_on))
    _refuse_later(issued_on, "issued_on", now)
    application.central_a, application.central_b, application.central_c = scores
    if step == "central_five":
        row = _recognise(session, application, scores, issued_on, recogniser_name, decision_number, actor, now)
        return _certified(session, application, row, step, actor, now)
    move(session, application, step, actor, now, scores=list(scores), number=clean_text(decision_number))
    _tell(session, application, "Bộ đã có kết quả xét 5 sao", points_text(sum(scores)), now)
    return application


def final_scores(application: OcopApplication) -> tuple[int, int, int]:
    """The points that count: the ministry's where it has scored, else the provincial council's."""
    central = (application.central_a, application.central_b, application.central_c)
    return central if None not in central else (application.score_a, application.score_b, application.score_c)


def _recognise(
    session, application: OcopApplication, scores, issued_on: date, name: str, number: str, actor, now: datetime,
    is_potential_five: bool = False,
) -> Recognition:  # fmt: skip
    earliest = [application.decided_on] if application.decided_on else []
    before = find_newest_ocop(session, application.product_id)
    if before is not None:
        earliest.append(before.issued_on)
    if earliest and issued_on < max(earliest):
        raise BadInput(
            lazy("Ngày %(sent)s trước quyết định hoặc giấy trước (%(day)s)", sent=f"{issued_on:%d/%m/%Y}",
                 day=f"{max(earliest):%d/%m/%Y}"), field="issued_on",
        )  # fmt: skip
    return recognise_product(
        session, product_id=application.product_id, issued_on=issued_on, scores=scores, recogniser_name=name,
        decision_number=number, is_potential_five=is_potential_five, actor=actor, now=now,
    )  # fmt: skip


def _certified(session, application: OcopApplication, row: Recognition, step: str, actor, now) -> OcopApplication:
    application.recognition_id = row.id
    move(session, application, step, actor, now, recognition=str(row.id), stars=row.stars)
    told = f"{row.stars} sao, có hiệu lực đến {row.valid_until:%d/%m/%Y}"
    _tell(session, application, "Sản phẩm được công nhận OCOP", told, now)
    return application


def _refuse_later(on: date, field: str, now: datetime) -> None:
    if on > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{on:%d/%m/%Y}"), field=field)


def _tell(session: Session, application: OcopApplication, subject: str, body: str, now: datetime) -> None:
    """News for the producer, in Vietnamese whatever language the officer reads in."""
    product = get_product(session, application.product_id)
    notify_producer(
        session, producer_id=get_producer(session, product.producer_id).id, kind="ocop", subject=subject,
        body=f"{product.name}\n{body}", link=f"/producer/ocop/{application.id}", now=now,
    )  # fmt: skip
