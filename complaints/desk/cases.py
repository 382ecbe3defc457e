"""The page of a case and its photos."""

from uuid import UUID

from flask import Response, make_response, request

from accounts.access import needs_in
from accounts.guards import requires, signed_in
from accounts.queries import list_units
from accounts.queries.access import list_access
from complaints.actions.handling import QLTT
from complaints.deadlines import say_left
from complaints.desk.arrival import list_arrival
from complaints.desk.frame import blueprint, unit_ids
from complaints.kinds import PLACE_KINDS
from complaints.queries.cases import CaseFile, get_case_file, get_photo
from complaints.queries.sellers import list_trusted_about
from complaints.queries.standing import find_standing, list_reply_texts
from complaints.queries.uploads import count_coming
from complaints.signals import say_verdict
from complaints.step_words import STEP_WORDS
from complaints.workflow import CLOSED, OUTCOMES, REVIEWING, STATES, list_steps
from core import clock, personal, storage
from core.db import session
from core.errors import NotFound
from core.forms import Errors
from core.i18n import _, lazy
from core.pages import page
from notifications.models import OutboxMessage

SEEN_WORDS = {
    "desk": lazy("chỉ cơ quan"),
    "reporter": lazy("cơ quan và người phản ánh"),
    "all": lazy("mọi người: đã có cảnh báo công khai"),
}
CHANNEL_WORDS = {"email": lazy("thư điện tử"), "sms": lazy("tin nhắn"), "zalo": lazy("Zalo"), "console": lazy("thử")}
CONTACT_WORDS = {"phone": lazy("Số điện thoại"), "email": lazy("Thư điện tử")}


@blueprint.get("/cases/<uuid:case_id>")
@requires("cases.read")
def case(case_id: UUID) -> Response:
    """What was reported and what was done with it."""
    return case_page(case_id, start_words(request.args.get("words", "")), {})


@blueprint.get("/cases/<uuid:case_id>/photos/<uuid:photo_id>")
@requires("cases.read")
def photo(case_id: UUID, photo_id: UUID) -> Response:
    """The clean copy of a photo; never the original."""
    found = get_photo(session(), case_id, photo_id, unit_ids())
    try:
        data = storage.get(found.clean_key)
    except FileNotFoundError:
        raise NotFound(lazy("Không có ảnh này.")) from None
    response = make_response(data)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def case_page(
    case_id: UUID, values: dict, errors: Errors, *, status: int = 200, conflict: bool = False,
    contact: tuple | None = None,
) -> Response:  # fmt: skip
    """The page of a case; with the words of a form that was refused, in their place."""
    officer, now = signed_in(), clock.now()
    file = get_case_file(session(), case_id, unit_ids())
    steps, units = list_steps(file.complaint.state, officer.rights), other_units(file)
    open_steps = [step for step in steps if step.is_open and step.state == REVIEWING]
    may_close = any(step.state == CLOSED and step.is_open for step in steps)
    errors = move_errors(errors, {"to_state": bool(open_steps), "outcome": may_close, "unit": bool(units)})
    return page(
        "complaints/desk/case.html", style="desk", status=status, file=file, case=file.complaint, values=values,
        errors=errors, conflict=conflict, contact=contact, steps=steps, states=STATES, results=OUTCOMES.items(),
        may_close=may_close, open_steps=open_steps, left=say_left(file.complaint.promised_on, now),
        facts=list_facts(file) + list_arrival(file.complaint), contacts=readable_contacts(file),
        standing=list_standing(file), starts=list_reply_texts(session(), clock.today()),
        contact_words=CONTACT_WORDS, units=units, event_words=STEP_WORDS,
        coming=count_coming(session(), file.complaint, len(file.photos), now),
        trusted=list_trusted_about(session(), file.complaint, clock.legal_date(now)),
    )  # fmt: skip


def start_words(code: str) -> dict[str, str]:
    """The words of a text to start from, in the field of the message."""
    found = [row.text for row in list_reply_texts(session(), clock.today()) if row.code == code]
    return {"message_text": found[0]} if found else {}


def list_standing(file: CaseFile) -> list[tuple]:
    """State, outcome, delivery and who may read: four things, each by itself; and the legal kind."""
    case, standing = file.complaint, find_standing(session(), file.complaint, file.inspections, clock.today())
    return [
        (_("Trạng thái"), STATES[case.state]),
        (_("Kết quả"), OUTCOMES.get(case.outcome, _("chưa có"))),
        (_("Tin báo"), say_delivery(case.person_id is not None, standing.message)),
        (_("Ai đọc được"), SEEN_WORDS[standing.seen_by]),
        (_("Hành vi theo luật"), standing.violation or _("chưa xác định")),
    ]


def say_delivery(has_contact: bool, message: OutboxMessage | None) -> str:
    """Whether the last news has left, and how."""
    if not has_contact:
        return _("không để lại liên hệ, đọc ở trang theo dõi")
    if message is None:
        return _("chưa có tin nào")
    how = CHANNEL_WORDS.get(message.channel, message.channel)
    if message.sent_at is None:
        return _("%(how)s: chờ gửi", how=how)
    return _("%(how)s: đã gửi %(at)s", how=how, at=clock.format_moment(message.sent_at))


FORM_OF = {
    "to_state": "to_state", "state_note": "to_state", "state_public": "to_state", "outcome": "outcome",
    "answer": "outcome", "unit": "unit", "move_reason": "unit",
}  # fmt: skip


def move_errors(errors: Errors, shown: dict[str, bool]) -> Errors:
    """Errors of a form that the page no longer offers stand at the note, which it always has."""
    return {name if shown.get(FORM_OF.get(name, ""), True) else "note_text": texts for name, texts in errors.items()}


def list_facts(file: CaseFile) -> list[tuple]:
    """What the reporter said, as rows of label and value."""
    case = file.complaint
    return [
        (_("Món hàng"), case.goods_name),
        (_("Mã cho thấy"), say_verdict(case.verdict, case.code_path, case.place_kind)),
        (_("Địa chỉ trên tem"), case.code_path),
        (_("Nơi bán"), PLACE_KINDS.get(case.place_kind, case.place_kind)),
        (_("Người bán"), case.seller),
        (_("Xã, phường"), file.commune.full_name if file.commune else _("chưa rõ")),
        (_("Địa chỉ như người dân viết"), case.place_as_written),
        (_("Trên mạng"), case.online_address),
    ]


def readable_contacts(file: CaseFile) -> list[str]:
    """The kinds of contact that this officer may open and that the reporter gave."""
    officer = signed_in()
    if file.complaint.person_id is None or not officer.may("contact.reveal"):
        return []
    given = personal.list_fields(session(), file.complaint.person_id)
    rows = list_access(session(), clock.today())
    return [name for name in CONTACT_WORDS if name in given and needs_in(rows, name, officer.role) == "reason"]


def other_units(file: CaseFile) -> list[tuple]:
    """The units that the case can be handed to, for officers who may."""
    if not signed_in().may("cases.move") or file.complaint.state == CLOSED:
        return []
    units = list_units(session(), clock.today(), kinds=QLTT)
    return [(str(unit.unit_id), unit.name) for unit in units if unit.unit_id != file.complaint.unit_id]
