"""OCOP recognitions: recorded as the decision says, withdrawn by another decision."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.passports import rewrite_passports
from registry.models import Recognition, RecognitionEvent
from registry.ocop import check_scores, recogniser_level, stars_for, valid_until
from registry.queries import find_revocation, get_product, get_recognition, list_bands, score_limits
from registry.queries.recognitions import OCOP

POTENTIAL_FIVE = 900  # tenths; scored by the province, waiting for the centre


def recognise_product(
    session: Session, *, product_id: UUID, issued_on: date, recogniser_name: str, stars: int | None = None,
    scores: tuple[int, int, int] | None = None, decision_number: str = "", recogniser_level: str = "",
    is_potential_five: bool = False, generated: str = "", source: str = "", actor: Actor, now: datetime,
) -> Recognition:  # fmt: skip
    """Record the decision that recognises a product, good for the months that its rules give.

    `scores` are parts A, B and C in tenths; `stars` None with no scores where the source does not say.
    Raises BadInput for a part above its limit, for stars that the sum does not give, and for fewer than three.
    """
    product = get_product(session, product_id)
    if issued_on > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{issued_on:%d/%m/%Y}"), field="issued_on")
    limits = score_limits(session, issued_on)
    stars = _stars(session, stars, scores, issued_on, limits, is_potential_five)
    a, b, c = scores or (None, None, None)
    recognition = Recognition(
        product_id=product.id, scheme=OCOP, stars=stars, is_potential_five=is_potential_five,
        score_a=a, score_b=b, score_c=c, decision_number=clean_text(decision_number),
        recogniser_level=recogniser_level or _level(stars, issued_on),
        recogniser_name=clean_text(recogniser_name), issued_on=issued_on,
        valid_until=valid_until(issued_on, limits["months"]), recorded_at=now, generated=generated, source=source,
    )  # fmt: skip
    session.add(recognition)
    session.flush()
    facts = {"recognition": str(recognition.id), "stars": stars, "issued_on": issued_on}
    audit.append(session, stream=f"product:{product.id}", kind="ocop.recognised", actor=actor, at=now, facts=facts)
    rewrite_passports(session, product, now)
    return recognition


def revoke_recognition(
    session: Session, *, recognition_id: UUID, on: date, reason: str, decision_number: str = "",
    actor: Actor, now: datetime,
) -> RecognitionEvent:  # fmt: skip
    """Withdraw a recognition by decision from a day on. Raises Conflict when it was withdrawn before."""
    recognition = get_recognition(session, recognition_id)
    if find_revocation(session, recognition_id):
        raise Conflict(lazy("Chứng nhận này đã bị thu hồi."))
    if on < recognition.issued_on:
        raise BadInput(lazy("Ngày thu hồi %(sent)s trước ngày cấp", sent=f"{on:%d/%m/%Y}"), field="on")
    event = RecognitionEvent(
        recognition_id=recognition.id, seq=1, kind="revoked", on=on, reason=clean_text(reason),
        decision_number=clean_text(decision_number), actor=str(actor)[:60], at=now,
    )  # fmt: skip
    session.add(event)
    session.flush()
    facts = {"recognition": str(recognition.id), "on": on}
    stream = f"product:{recognition.product_id}"
    audit.append(session, stream=stream, kind="ocop.revoked", actor=actor, at=now, facts=facts)
    rewrite_passports(session, get_product(session, recognition.product_id), now)
    return event


def _stars(session, stars, scores, on: date, limits, is_potential_five: bool) -> int | None:
    """The stars of the decision, which the scores must bear out: a potential five is a four until the centre signs."""
    if scores is None:
        if stars is not None and stars not in (3, 4, 5):
            raise BadInput(lazy("Chỉ cấp chứng nhận từ 3 đến 5 sao, không phải %(sent)s", sent=stars), field="stars")
        return stars
    total = check_scores(*scores, limits)
    earned = stars_for(total, list_bands(session, on))
    if is_potential_five and total < POTENTIAL_FIVE:
        raise BadInput(lazy("Tiềm năng 5 sao cần từ 90 điểm trở lên"), field="is_potential_five")
    earned = 4 if is_potential_five else earned
    if earned < 3:
        raise BadInput(
            lazy("Tổng điểm này được %(sent)s sao; chỉ cấp chứng nhận từ 3 sao", sent=earned), field="score_a"
        )
    if stars is not None and stars != earned:
        raise BadInput(
            lazy("Tổng điểm này được %(earned)s sao, không phải %(sent)s", earned=earned, sent=stars), field="stars"
        )
    return earned


def _level(stars: int | None, on: date) -> str:
    return recogniser_level(stars, on) if stars else ""
