"""Producers' desk: the own facility, written, mended, sent in; where news may be written to."""

from flask import Response, redirect, request, url_for
from sqlalchemy import select

from accounts.guards import requires, signed_in
from areas.queries import label
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import _, lazy
from core.limits import guess_limit
from core.pages import page
from registry.actions.drafts import drop_draft, save_draft, words_of
from registry.actions.facilities import change_facility, register_own
from registry.actions.notices import confirm_contact, find_contact, set_contact
from registry.actions.producers import HIDDEN
from registry.applications import PRODUCER_EDITABLE
from registry.conflicts import EditConflict
from registry.fields import PRODUCER_FIELDS
from registry.models import Producer, SignUp
from registry.producer.frame import blueprint, by, own_producer
from registry.products import PRODUCER_KINDS
from registry.queries import place_words
from registry.queries.applications import list_notes
from registry.queries.drafts import find_draft
from registry.queries.wording import reader_on
from registry.schemas.desk import ContactCodeForm, ContactForm, FacilityForm, OwnFacilityForm
from registry.schemas.facility import commune_error, facility_of, list_communes, without_person
from registry.sending import Errors, send, send_edit


@blueprint.route("/facility", methods=["GET", "POST"])
@requires("producer.write")
def facility() -> Response:
    """Write the own facility down, or mend it where it came back; "save draft" keeps what was typed."""
    own = own_producer()
    if own and own.state not in PRODUCER_EDITABLE:
        return redirect(url_for(".home"), 303)
    if request.method == "GET":
        return _form(own, _known(own), _notes(own), 200)
    if request.form.get("step") == "draft":
        return _keep()
    opened = _opened()
    values, errors = read_form(OwnFacilityForm if opened else FacilityForm)
    found = list_communes(values.get("commune") or "")
    errors = errors or commune_error(values["commune"], found)
    clash = None
    if not errors:
        values["kind"] = values["kind"] or (opened.kind if opened else "")
        errors, clash = _send(own, values, found[0])
        if not errors and not clash:
            return redirect(url_for(".home"), 303)
    return _form(own, without_person(typed_words()), errors, 409 if clash else 422, clash)


def _notes(own: Producer | None) -> Errors:
    notes = list_notes(session(), producer_id=own.id, kinds=("producer",)) if own else {}
    return {field: [why] for field, why in notes.items()}


def _send(own: Producer | None, values: dict, commune) -> tuple[Errors, EditConflict | None]:
    wanted = facility_of(values, commune)
    user_id = signed_in().user_id

    def write(current) -> None:
        drop_draft(current, owner_id=user_id, form="facility", subject_id=user_id)
        if own is None:
            register_own(current, user_id=user_id, facility=wanted, **by())
        else:
            change_facility(current, producer_id=own.id, facility=wanted, seen=values["seen"], **by())

    return send_edit(write)


def _keep() -> Response:
    user_id, words = signed_in().user_id, typed_words()
    with committing() as current:
        save_draft(current, owner_id=user_id, form="facility", subject_id=user_id, words=words, now=clock.now())
    return redirect(url_for(".home"), 303)


def _known(own: Producer | None) -> dict:
    """What stands in the register, with what was typed last over it."""
    user_id = signed_in().user_id
    words = words_of(find_draft(session(), user_id, "facility", user_id))
    if own is None:
        return words
    held = {name: getattr(own, name) for name in ("kind", "name", "address", "public_phone", "tax_code")}
    return held | {"commune": place_words(session(), own.commune_id)} | words


def _opened() -> SignUp | None:
    return session.scalar(select(SignUp).filter_by(user_id=signed_in().user_id))


def _form(
    own: Producer | None, values: dict, errors: Errors, status: int, clash: EditConflict | None = None
) -> Response:
    opened = None if own else _opened()
    number = (opened.tax_code or HIDDEN) if opened else HIDDEN if own and own.person_id else ""
    found = [label(unit) for unit in list_communes(str(values.get("commune") or ""))] if errors.get("commune") else []
    return page(
        "registry/producer_facility.html", style="desk", status=status, values=values, errors=errors, found=found,
        kinds=list(PRODUCER_KINDS.items()), opened=opened, own=own, number=number, clash=clash, labels=PRODUCER_FIELDS,
        in_words=reader_on(session(), clock.today()), seen=clash.version if clash else own.version if own else "",
    )  # fmt: skip


@blueprint.route("/contact", methods=["GET", "POST"])
@requires("producer.write")
@guess_limit("20/hour")
def contact() -> Response:
    """The e-mail address for news: written here, counts once the code that went there came back."""
    own = own_producer()
    if own is None:
        return redirect(url_for(".facility"), 303)
    values, errors = read_form(ContactForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: set_contact(current, producer_id=own.id, email=values["email"], **by()))
        if not errors:
            return redirect(url_for(".contact"), 303)
    return _contact_page(own, errors)


@blueprint.post("/contact/confirm")
@requires("producer.write")
@guess_limit("20/hour")
def confirm() -> Response:
    """The code that came by letter."""
    own = own_producer()
    if own is None:
        raise NotFound(lazy("Bạn chưa ghi cơ sở nào."))
    values, errors = read_form(ContactCodeForm)
    if not errors:
        with committing() as current:
            is_right = confirm_contact(current, producer_id=own.id, code=values["code"], **by())
        if is_right:
            return redirect(url_for(".contact"), 303)
        errors = {"code": [_("Mã không đúng hoặc đã hết hạn. Xem lại thư, hoặc ghi địa chỉ lần nữa để nhận mã mới.")]}
    return _contact_page(own, errors)


def _contact_page(own: Producer, errors: Errors) -> Response:
    known = find_contact(session(), own.id)
    return page("registry/producer_contact.html", style="desk", status=422 if errors else 200, known=known,
                values=typed_words(), errors=errors)  # fmt: skip
