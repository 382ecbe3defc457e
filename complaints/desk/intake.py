"""Keying in what came by telephone, at a counter, by post; and the facts of a formal đơn tố cáo."""


from uuid import UUID

from flask import Response, request

from accounts.guards import requires, signed_in
from complaints.actions.arrival import Paper
from complaints.actions.filing import tracking_code
from complaints.actions.handing_in import PETITION, hand_in_report
from complaints.desk.arrival import channel_words
from complaints.desk.frame import blueprint, refused
from complaints.drafts import Answers
from complaints.kinds import PLACE_KINDS
from complaints.models import Complaint
from complaints.queries.arrival import find_communes, list_channels
from complaints.queries.filing import list_kinds
from complaints.schemas.intake import GoodsForm, IntakeForm, PetitionForm
from complaints.tracking import format_code
from core import clock
from core.db import committing, session
from core.forms import Errors, new_form_key, read_form, sent_form_key, typed_words
from core.i18n import _, shown_language
from core.pages import page

USUAL = {"mttq": "mttq", "mttq_xa": "mttq", "chuyen_vien": "so_counter", "tiep_nhan": "qltt_counter"}


@blueprint.route("/reports/new", methods=["GET", "POST"])
@requires("reports.handin")
def new_report() -> Response:
    """A report of somebody else: the channel by which it came stands beside it."""
    return _take(IntakeForm, "intake.html")


@blueprint.route("/denunciations/new", methods=["GET", "POST"])
@requires("petitions.record")
def new_petition() -> Response:
    """Register number, day and facts about goods of a formal đơn; the paper stays where it is."""
    return _take(PetitionForm, "petition.html")


def _take(form: type[GoodsForm], template: str) -> Response:
    if request.method == "GET":
        return _form(template, {"channel": USUAL.get(signed_in().role, "hotline"), "place": "shop"}, {}, new_form_key())
    values, errors = read_form(form)
    if form is PetitionForm and request.files:
        errors = errors or {"details": [_("Không nhận tên, địa chỉ hay bản chụp của đơn. Chỉ ghi thông tin về hàng")]}
    if not errors:
        errors = _check(values)
    made: list[tuple[Complaint, str]] = []
    if not errors:
        errors = refused(lambda: made.append(_save(values)), {}, "kind")
    if errors:
        return _form(template, typed_words(), errors, sent_form_key())
    complaint, code = made[0]
    return page("complaints/desk/handed_over.html", style="desk", case=complaint, code=format_code(code),
                is_petition=form is PetitionForm)  # fmt: skip


def _save(values: dict) -> tuple[Complaint, str]:
    paper = Paper(signed_in().user_id, values.get("external_ref", ""), values["received_on"],
                  values.get("register_number", ""), values.get("file_place", ""))  # fmt: skip
    answers = Answers(
        kind_code=values["kind"], place_kind=values["place"], commune_id=values["commune_id"],
        place_as_written=values["commune"], phone=values.get("phone", ""), email=values.get("email", ""),
        **{name: values[name] for name in ("goods_name", "seller", "online_address", "details", "price")},
    )  # fmt: skip
    with committing() as current:
        complaint, _code = hand_in_report(
            current, answers=answers, channel=values.get("channel", PETITION), paper=paper,
            form_key=sent_form_key(), actor=signed_in().actor, now=clock.now(),
        )  # fmt: skip
    return complaint, tracking_code(session(), sent_form_key())


def _check(values: dict) -> Errors:
    """The commune that the words mean: one, or the list of those that they may mean."""
    today = clock.today()
    if values["kind"] not in [code for code, _words, _sign in list_kinds(session(), today, "vi")]:
        return {"kind": [_("Chọn một vấn đề của món hàng")]}
    units = find_communes(session(), values["commune"], today) if values["commune"] else {}
    values["commune_id"] = UUID(next(iter(units))) if len(units) == 1 else None
    if values["commune"] and not units:
        return {"commune": [_("Không có xã, phường tên “%(name)s”. Thử gõ tên cũ", name=values["commune"])]}
    if len(units) > 1:
        names = "; ".join(list(units.values())[:6])
        return {"commune": [_("Trùng tên: %(names)s. Ghi cả tên tỉnh", names=names)]}
    return {}


def _form(template: str, values: dict, errors: Errors, form_key: str) -> Response:
    today = clock.today()
    words = channel_words(today)
    kinds = [(code, name) for code, name, _sign in list_kinds(session(), today, shown_language())]
    return page(
        f"complaints/desk/{template}", style="desk", status=422 if errors else 200, values=values, errors=errors,
        form_key=form_key, kinds=kinds, places=list(PLACE_KINDS.items()),
        channels=[(row.code, words[row.code]) for row in list_channels(session(), today, by_staff=True)],
    )  # fmt: skip
