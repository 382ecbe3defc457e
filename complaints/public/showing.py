"""The pages of the report as they are shown, first and again."""

from collections.abc import Mapping

from flask import Response, request

from accounts.queries.access import access_sentence
from areas.queries import find_authority, get_unit, label
from complaints.actions.photos import limits
from complaints.drafts import MAX_PHOTOS, Answers, OpenDraft, first_missing, place_in_line, step_before
from complaints.keeping import say_keeping
from complaints.kinds import ONLINE, PLACE_KINDS, SHOP, STREET, UNKNOWN
from complaints.public.frame import RECEIPT, find_own_case
from complaints.public.offers import offered_place
from complaints.queries.filing import Goods, find_goods, list_kinds
from complaints.queries.following import list_case_terms
from complaints.schemas.report import BOUGHT
from core import clock
from core.db import session
from core.forms import Errors
from core.i18n import shown_language
from core.pages import page


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
    return page(f"complaints/report/{name}.html", style="form", status=422 if errors else 200, **context)


def show_kind(form_key: str, goods: Goods | None = None, errors: Errors | None = None) -> Response:
    """The first question before there is a draft."""
    draft = OpenDraft("", form_key, Answers(code_path=goods.path if goods else ""))
    return show("kind", draft, {}, errors, goods=goods)


def show_again(name: str, draft: OpenDraft, typed: Mapping) -> Response:
    """The same page in another language, with what was typed in it."""
    if name == "kind":
        goods = find_goods(request.form.get("code", ""), clock.today())
        return show(name, draft, typed, goods=goods)
    return show(name, draft, typed)


def show_lost() -> Response:
    """The draft is gone: sent already, too old, or of another browser."""
    case, kept = find_own_case(RECEIPT)
    return page("complaints/report/lost.html", style="form", status=410, case=case, code=kept.get("code", ""))


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
        "bought": "other" if bought else "",
        "phone": answers.phone,
        "email": answers.email,
        **{f"bought_on_{part}": number for part, number in parts.items()},
    }


def _kind_extras(draft: OpenDraft) -> dict:
    answers = draft.answers
    goods = None
    if answers.code_path:
        goods = Goods(answers.code_path, answers.verdict, answers.goods_name, answers.product_id, answers.lot_id)
    return {"kinds": list_kinds(session, clock.today(), shown_language()), "goods": goods}


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
        "authority": find_authority(session, answers.province_id, clock.today()),
        "keeps": say_keeping(list_case_terms(session, clock.today())),
    }


EXTRAS = {
    "kind": _kind_extras,
    "photos": lambda _draft: {"most": MAX_PHOTOS, "limits": limits()},
    "shop": offered_place,
    "place": _place_extras,
    "details": lambda draft: {"bought": list(BOUGHT.items()), "offered_day": draft.answers.photo_day},
    "contact": lambda _draft: {"sentence": _sentence("phone")},
    "reach": lambda draft: {"sentence": _sentence(draft.answers.contact_kind)},
    "check": _check_extras,
}
