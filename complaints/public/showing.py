"""The pages of the report as they are shown, first and again."""

from collections.abc import Mapping

from flask import Response, request

from accounts.queries import default_province
from accounts.queries.access import access_sentence
from areas.queries import find_authority, get_unit, label, list_provinces
from complaints.actions.photos import limits
from complaints.drafts import MAX_PHOTOS, Answers, OpenDraft, first_missing, place_in_line, step_before
from complaints.keeping import say_keeping
from complaints.kinds import AIMS, ASKED, INSPECT, ONLINE, PLACE_KINDS, SHOP, STREET, UNKNOWN, WISHES
from complaints.public.frame import RECEIPT, find_own_case, helper
from complaints.public.offers import offered_place
from complaints.queries.arrival import TRADER, find_told_term
from complaints.queries.filing import Goods, find_goods, list_kinds
from complaints.queries.following import list_case_terms
from complaints.schemas.report import BOUGHT
from core import clock
from core.db import session
from core.forms import Errors
from core.i18n import shown_language
from core.pages import page
from core.text import format_date


def show(
    name: str, draft: OpenDraft, values: Mapping | None = None, errors: Errors | None = None, **more: object
) -> Response:
    """One page of the report; with errors it says so in its status."""
    answers = draft.answers
    context = {
        "draft": draft, "answers": answers, "name": name, "values": answer_words(draft) if values is None else values,
        "errors": errors or {}, "line": place_in_line(answers, name), "before": step_before(answers, name),
        "action": f"/complaints/new/{name}", **EXTRAS.get(name, lambda _draft: {})(draft), **more,
    }  # fmt: skip
    response = page(f"complaints/report/{name}.html", style="form", status=422 if errors else 200, **context)
    if answers.helper:  # a phone that others use: its back button must ask us again
        response.headers["Cache-Control"] = "no-store"
    return response


def show_kind(
    form_key: str, goods: Goods | None = None, errors: Errors | None = None, aim: str = INSPECT
) -> Response:
    """The first question before there is a draft."""
    draft = OpenDraft("", form_key, Answers(code_path=goods.path if goods else "", aim=aim, helper=helper()))
    return show("kind", draft, {}, errors, goods=goods)


def show_again(name: str, draft: OpenDraft, typed: Mapping) -> Response:
    """The same page in another language, with what was typed in it."""
    if name == "kind":
        goods = find_goods(request.form.get("code", ""), clock.today())
        return show(name, draft, typed, goods=goods)
    return show(name, draft, typed)


KEPT_WORDS = ("goods_name", "details", "price", "commune", "seller", "online_address")


def show_lost(sent: Mapping | None = None) -> Response:
    """The draft is gone: sent already, too old, or of another browser. What was just typed is not."""
    typed = {name: str((sent or {})[name]) for name in KEPT_WORDS if (sent or {}).get(name)}
    case, kept = find_own_case(RECEIPT)
    return page("complaints/report/lost.html", style="form", status=410, case=case, code=kept.get("code", ""),
                typed=typed)  # fmt: skip


def answer_words(draft: OpenDraft) -> dict[str, object]:
    """The answers as the fields of the forms hold them."""
    answers = draft.answers
    bought = answers.bought_on
    parts = {"day": bought.day, "month": bought.month, "year": bought.year} if bought else {}
    return {
        "seller": answers.seller,
        "commune": answers.place_as_written,
        "commune_id": answers.commune_id or "",
        "online_address": answers.online_address,
        "goods_name": answers.goods_name,
        "details": answers.details,
        "price": "" if answers.price is None else answers.price,
        "bought": "other" if bought else "week" if answers.bought_from else "",
        "aim": answers.aim,
        "wish": answers.wish or "refund",
        "asked": answers.asked,
        "asked_on": format_date(answers.asked_on) if answers.asked_on else "",
        "home_id": answers.home_id or default_province(session, clock.today()) or "",
        "phone": answers.phone,
        "email": answers.email,
        **{f"bought_on_{part}": number for part, number in parts.items()},
    }


def _kind_extras(draft: OpenDraft) -> dict:
    answers = draft.answers
    goods = None
    if answers.code_path:
        goods = Goods(answers.code_path, answers.verdict, answers.goods_name, answers.product_id, answers.lot_id)
    return {
        "kinds": list_kinds(session, clock.today(), shown_language()), "goods": goods, "aims": list(AIMS.items()),
    }  # fmt: skip


def _asked_extras(draft: OpenDraft) -> dict:
    today = clock.today()
    provinces = [(str(unit.id), label(unit)) for unit in list_provinces(session, today)]
    term = find_told_term(session, TRADER, today)
    return {"wishes": list(WISHES.items()), "asked_choices": list(ASKED.items()), "provinces": provinces, "term": term}


def _place_extras(_draft: OpenDraft) -> dict:
    signs = {SHOP: "shop", ONLINE: "online", STREET: "street", UNKNOWN: "unsure"}
    return {"places": [(kind, words, signs[kind]) for kind, words in PLACE_KINDS.items()]}


def _sentence(field: str) -> str:
    return access_sentence(session, field, clock.today())


def _check_extras(draft: OpenDraft) -> dict:
    answers = draft.answers
    kinds = {code: words for code, words, _sign in list_kinds(session, clock.today(), shown_language())}
    commune = get_unit(session, answers.commune_id) if answers.commune_id else None
    return {
        "kind_words": kinds.get(answers.kind_code, ""),
        "place_words": PLACE_KINDS.get(answers.place_kind, ""),
        "commune": label(commune) if commune else answers.place_as_written,
        "missing": first_missing(answers),
        "aim_words": AIMS[answers.aim],
        "asked_words": ASKED.get(answers.asked, ""),
        "authority": find_authority(session, answers.province_id, clock.today()),
        "keeps": say_keeping(list_case_terms(session, clock.today())),
    }


EXTRAS = {
    "kind": _kind_extras,
    "photos": lambda _draft: {"most": MAX_PHOTOS, "limits": limits()},
    "shop": offered_place,
    "asked": _asked_extras,
    "place": _place_extras,
    "details": lambda draft: {"bought": list(BOUGHT.items()), "offered_day": draft.answers.photo_day},
    "contact": lambda _draft: {"sentence": _sentence("phone")},
    "reach": lambda draft: {"sentence": _sentence(draft.answers.contact_kind)},
    "check": _check_extras,
}
