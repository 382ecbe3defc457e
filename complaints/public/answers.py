"""What each page of the report does with its answer."""

from dataclasses import asdict

from flask import Response, request

from areas.queries import label, list_provinces
from complaints.actions.drafts import change_photos, offer_from_photo, save_draft
from complaints.actions.photos import delete_photos
from complaints.drafts import NO_GOODS, NO_MONEY, NO_PLACE, OpenDraft, Photo, change, step_after
from complaints.kinds import AIMS, INSPECT, PLACE_KINDS
from complaints.places import read_point
from complaints.public import showing
from complaints.public.frame import go
from complaints.public.uploads import receive_files
from complaints.queries.arrival import find_communes, find_near
from complaints.queries.filing import find_goods, hash_draft_id, list_kinds
from complaints.schemas.report import AskedForm, DetailsForm, EmailForm, OnlineForm, PhoneForm, ShopForm
from core import clock
from core.db import committing, session
from core.forms import read_form, typed_words
from core.i18n import gettext as _
from core.photo_facts import PhotoFacts

CONTACT_KINDS = ("none", "phone", "email")


def keep(draft: OpenDraft, page: str) -> Response:
    """Write the draft and go on to what follows the page."""
    with committing() as current:
        save_draft(current, draft=draft, now=clock.now())
    return go(f"new/{step_after(draft.answers, page)}")


def answer_kind(draft: OpenDraft) -> Response:
    """The problem; with it the scanned goods, unless they are not the ones."""
    if "drop_goods" in request.form:
        return showing.show("kind", change(draft, **NO_GOODS), {}, goods=None)
    kinds = [code for code, _words, _sign in list_kinds(session, clock.today(), "vi")]
    goods = find_goods(request.form.get("code", ""), clock.today())
    if request.form.get("kind") not in kinds:
        return showing.show("kind", draft, {}, {"kind": [_("Chọn một vấn đề của món hàng")]}, goods=goods)
    known = dict(NO_GOODS)
    if goods:
        known = {"code_path": goods.path, "verdict": goods.verdict, "goods_name": goods.name} | {
            name: value for name, value in asdict(goods).items() if name in ("product_id", "lot_id")
        }
    elif draft.answers.goods_name and not draft.answers.code_path:
        known["goods_name"] = draft.answers.goods_name
    aim = request.form.get("aim", "")
    known["aim"] = aim if aim in AIMS else draft.answers.aim
    if known["aim"] == INSPECT:
        known |= NO_MONEY
    return keep(change(draft, kind_code=request.form["kind"], **known), "kind")


def answer_asked(draft: OpenDraft) -> Response:
    """Money back: what is wanted, and whether the trader was asked; who has not asked is told how."""
    values, errors = read_form(AskedForm)
    if not errors and values["home_id"] not in {unit.id for unit in list_provinces(session, clock.today())}:
        values, errors = typed_words(), {"home_id": [_("Chọn tỉnh, thành phố nơi bạn sống")]}
    if errors:
        return showing.show("asked", draft, values, errors)
    response = keep(change(draft, **values), "asked")
    return go("new/trader") if values["asked"] == "not_yet" else response


def answer_photos(draft: OpenDraft) -> Response:
    """Take photos one by one: what cannot be taken is told, what was taken stays."""
    removed = tuple(photo for photo in draft.answers.photos if str(photo.id) == request.form.get("remove"))
    kept = tuple(photo for photo in draft.answers.photos if photo not in removed)
    added, refusals, facts = receive_files([photo.media for photo in kept])
    draft = _write_photos(draft, added, removed, facts)
    if refusals:
        return showing.show("photos", draft, errors={"photos": refusals})
    if "next" in request.form:
        return go(f"new/{step_after(draft.answers, 'photos')}")
    return showing.show("photos", draft) if "lang" in request.form else go("new/photos")


def _write_photos(
    draft: OpenDraft, added: tuple[Photo, ...], removed: tuple[Photo, ...], facts: PhotoFacts
) -> OpenDraft:
    place = (facts.lat, facts.lon) if facts.lat is not None and facts.lon is not None else None
    with committing() as current:
        draft_hash = hash_draft_id(draft.id)
        written = change_photos(current, draft_hash=draft_hash, add=added, remove=removed)
        offer_from_photo(current, draft_hash=draft_hash, place=place, day=facts.day, now=clock.now())
    delete_photos(session, removed if written else (*added, *removed))
    return change(draft, photos=written.answers.photos) if written else draft


def answer_place(draft: OpenDraft) -> Response:
    """What kind of place."""
    kind = request.form.get("place")
    if kind not in PLACE_KINDS:
        return showing.show("place", draft, errors={"place": [_("Chọn nơi bạn thấy món hàng")]})
    other = NO_PLACE if kind != draft.answers.place_kind else {}
    return keep(change(draft, place_kind=kind, **other), "place")


def answer_shop(draft: OpenDraft) -> Response:
    """Commune and shop: a name that fits several communes comes back as a list to choose from."""
    if request.form.get("near"):
        return answer_near(draft)
    values, errors = read_form(ShopForm)
    if errors:
        return showing.show("shop", draft, values, errors)
    chosen = request.form.get("choice", "")
    units = find_communes(session, values["commune"], clock.today())
    if values["commune"] and not units:
        text = _("Không có xã, phường tên “%(name)s”. Thử gõ tên cũ", name=values["commune"])
        return showing.show("shop", draft, typed_words(), {"commune": [text]})
    if len(units) > 1:
        picked = {unit_id: words for unit_id, words in units.items() if unit_id == chosen}
        if not picked:
            errors = {"choice": [_("Có %(count)s nơi trùng tên. Chọn một nơi", count=len(units))]}
            return showing.show("shop", draft, typed_words(), errors, communes=list(units.items()))
        units = picked
    place = dict(NO_PLACE, seller=values["seller"], place_as_written=values["commune"])
    place["commune_id"] = next(iter(units), None)
    return keep(change(draft, **place), "shop")


def answer_near(draft: OpenDraft) -> Response:
    """The commune where the phone is; the point itself is kept only when the person ticked that."""
    values, _errors = read_form(ShopForm)
    point = read_point(request.form["near"])
    unit = find_near(session, point, clock.today()) if point else None
    if unit is None:
        text = _("Không đọc được vị trí của máy. Ghi tên xã, phường")
        return showing.show("shop", draft, typed_words(), {"commune": [text]})
    place = dict(NO_PLACE, seller=str(values.get("seller", ""))[:300], place_as_written=label(unit), commune_id=unit.id)
    if request.form.get("exact") and point:
        place |= {"lat": point[0], "lon": point[1]}
    return keep(change(draft, **place), "shop")


def answer_online(draft: OpenDraft) -> Response:
    """The link or the account that sells."""
    values, errors = read_form(OnlineForm)
    if errors:
        return showing.show("online", draft, values, errors)
    added, refusals, facts = receive_files([photo.media for photo in draft.answers.photos])
    draft = _write_photos(change(draft, **(NO_PLACE | values)), added, (), facts)
    if refusals:
        return showing.show("online", draft, values, {"screenshot": refusals})
    return keep(change(draft, **(NO_PLACE | values)), "online")


def read_details() -> tuple[dict, dict]:
    """What else is told; a part of the date that cannot be read is an error of the date."""
    values, errors = read_form(DetailsForm)
    for name in [name for name in errors if name.startswith("bought_on_")]:
        errors.setdefault("bought_on", []).extend(errors.pop(name))
    return values, errors


def answer_details(draft: OpenDraft) -> Response:
    """Words, day and price; all may be left out."""
    values, errors = read_details()
    if errors:
        return showing.show("details", draft, values, errors)
    if draft.answers.code_path:
        values.pop("goods_name")
    return keep(change(draft, **values), "details")


def answer_contact(draft: OpenDraft) -> Response:
    """Whether and how the person may be asked."""
    kind = request.form.get("contact")
    if kind not in CONTACT_KINDS:
        return showing.show("contact", draft, errors={"contact": [_("Chọn một cách liên hệ")]})
    other = {"phone": "", "email": ""} if kind != draft.answers.contact_kind else {}
    return keep(change(draft, contact_kind=kind, **other), "contact")


def answer_reach(draft: OpenDraft) -> Response:
    """The phone number or the address."""
    form = EmailForm if draft.answers.contact_kind == "email" else PhoneForm
    values, errors = read_form(form)
    if errors:
        return showing.show("reach", draft, values, errors)
    return keep(change(draft, **values), "reach")
