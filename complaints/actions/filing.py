"""Filing a report: everything about it in one transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from areas.queries import get_unit
from complaints.actions.arrival import Paper, record_arrival
from complaints.actions.marking import ask_marks
from complaints.actions.moderation import mark_report
from complaints.actions.numbers import REPORTS, next_number
from complaints.actions.photos import add_evidence
from complaints.actions.routing import route_new_case
from complaints.actions.steps import add_step, assign
from complaints.contacts import read_phone
from complaints.drafts import Answers
from complaints.models import Complaint, ComplaintKind
from complaints.queries.filing import find_sent
from complaints.queries.routing import unit_of_place
from complaints.queries.terms import ANSWER, promise
from complaints.searching import words_of
from complaints.tracking import hash_code, hash_form_key, make_code
from complaints.workflow import RECEIVED
from core.actor import CITIZEN, Actor
from core.clock import legal_date
from core.errors import BadInput
from core.i18n import lazy
from core.keys import current_key
from core.personal import store_person
from qr.actions.signals import record_signal

COLUMNS = (
    "kind_code", "product_id", "lot_id", "code_path", "verdict", "goods_name", "place_kind", "commune_id",
    "province_id", "place_as_written", "seller", "online_address", "details", "bought_on", "price",
)  # fmt: skip


def file_complaint(
    session: Session, *, answers: Answers, form_key: str, now: datetime, actor: Actor = CITIZEN,
    channel: str = "web", language: str = "vi", is_sample: bool = False,
    marks: tuple[str, ...] = (), paper: Paper | None = None,
) -> tuple[Complaint, str]:  # fmt: skip
    """Take a report: case, number, contact, photos, routing, first step and audit stand or fall together.

    Returns the case and its tracking code. A form key that was used before gives the case and the code
    of then. Photos must already lie in the store. Raises BadInput for an unknown kind.
    """
    code = tracking_code(session, form_key)
    sent = find_sent(session, form_key)
    if sent is not None:
        return sent, code
    if session.get(ComplaintKind, answers.kind_code) is None:
        raise BadInput(lazy("Chọn một vấn đề của món hàng"), field="kind")
    complaint, against = _new_case(session, answers, form_key, code, now)
    complaint.channel, complaint.language = channel, language
    complaint.is_sample = is_sample
    complaint.search_words = words_of(complaint)
    session.add(complaint)
    session.flush()
    record_arrival(session, complaint, answers, paper=paper, now=now)
    photos = add_evidence(session, complaint_id=complaint.id, photos=answers.photos, now=now)
    assign(session, complaint, unit_id=complaint.unit_id, officer_id=None, actor=actor, now=now)
    facts = {
        "number": complaint.number, "problem": complaint.kind_code, "unit": str(complaint.unit_id),
        "photos": [photo.received_hash for photo in answers.photos[:photos]], "channel": channel, "held": list(marks),
        "aim": answers.aim, "helper": answers.helper,
    }  # fmt: skip
    add_step(session, complaint, kind="filed", actor=actor, now=now, facts=facts)
    route_new_case(session, complaint, now=now, against_unit_id=against)
    record_signal(
        session, report_id=complaint.id, product_id=answers.product_id, code_path=answers.code_path,
        kind=answers.kind_code, verdict=answers.verdict, has_photo=bool(photos), now=now,
    )  # fmt: skip
    mark_report(session, complaint, marks=marks, now=now)
    ask_marks(session, complaint, now)
    return complaint, code


def tracking_code(session: Session, form_key: str) -> str:
    """The code that belongs to a form key."""
    return make_code(current_key(session, "intake").secret, form_key)


def _new_case(session: Session, answers: Answers, form_key: str, code: str, now: datetime):
    on = legal_date(now)
    values = {name: getattr(answers, name) for name in COLUMNS}
    if answers.commune_id and not answers.province_id:
        values["province_id"] = get_unit(session, answers.commune_id).parent_id
    unit, against = unit_of_place(
        session, kind_code=answers.kind_code, commune_id=answers.commune_id, province_id=values["province_id"], on=on
    )
    complaint = Complaint(
        **values,
        number=next_number(session, REPORTS, on),
        form_key=hash_form_key(current_key(session, "intake").secret, form_key),
        tracking_hash=hash_code(current_key(session, "pepper").secret, code),
        filed_at=now,
        state=RECEIVED,
        unit_id=unit.unit_id,
        promised_on=promise(session, step=ANSWER, filed_at=now, kind=answers.kind_code),
        person_id=_keep_contact(session, answers, now),
    )
    return complaint, against


def _keep_contact(session: Session, answers: Answers, now: datetime):
    values = answers.contact
    if not values:
        return None
    if "phone" in values:
        values["phone"] = read_phone(values["phone"])
    return store_person(session, values=values, now=now)
