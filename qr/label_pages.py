"""What the pages about printing show and do, for officers and for producers alike."""

from uuid import UUID

from accounts.guards import signed_in
from core import clock
from core.actor import SYSTEM, Actor
from core.config import settings
from core.db import committing, session
from core.errors import BadInput, Conflict, DomainError
from core.forms import Errors, read_form
from core.http import see_other, send_pieces
from core.i18n import _, lazy
from core.pages import page
from qr.actions.codes import mark_printed
from qr.actions.labelling import Order, ask_labels, cancel_labels, draw_number, make_order_job, resume_labels
from qr.label_desk import Desk, refusal
from qr.label_files import file_of
from qr.labels.documents import MEDIA_TYPES
from qr.labels.fitting import comma, fit_code
from qr.labels.printers import DPIS, Printer
from qr.labels.sheets import ROLLS, SHEETS
from qr.labels.symbols import make_symbol
from qr.models import LabelJob, SharedIssue
from qr.queries.batches import LabelledLot
from qr.queries.label_jobs import as_printer, get_label_job, get_rule, has_good_check, list_printers, make_part
from qr.queries.labels import Wording
from qr.schemas.labels import OrderForm

FORM_WORDS = (
    ("pdf", lazy("PDF để in")),
    ("zip", lazy("ZIP: từng mã PNG và SVG")),
    ("csv", lazy("CSV: danh sách đường dẫn cho nhà in")),
    ("zpl", lazy("ZPL cho máy in tem cuộn")),
)
ECC_WORDS = (
    ("M", lazy("M: sửa được khoảng 15 %, mã nhỏ nhất")),
    ("Q", lazy("Q: khoảng 25 %, cho tem dễ bẩn, dễ trầy")),
    ("H", lazy("H: khoảng 30 %, mã lớn nhất")),
)
STATES = {
    "waiting": (lazy("Đang chờ"), "grey"),
    "running": (lazy("Đang vẽ"), "warn"),
    "done": (lazy("Xong"), "ok"),
    "cancelled": (lazy("Đã hủy"), "grey"),
    "failed": (lazy("Dừng giữa chừng"), "bad"),
    "gone": (lazy("Tệp đã xóa theo hạn giữ"), "grey"),
}


Codes = UUID | SharedIssue
"""What labels are printed for: a batch of single codes by its id, or labels with one code of a lot or product."""


def order_page(desk: Desk, labelled: LabelledLot, codes: Codes, values: dict, errors: Errors):
    """The form for printing, with what each paper and printer would make of this code."""
    with_sizes = _sample_link(labelled, codes)
    batch_id = codes if isinstance(codes, UUID) else None
    return page(
        "qr/print.html",
        style="desk",
        status=422 if errors else 200,
        base=desk.base,
        labelled=labelled,
        batch_id=batch_id,
        action=f"{desk.base}/codes/{batch_id or f'shared/{codes.id}'}/labels",
        values=values,
        errors=errors,
        forms_of=FORM_WORDS,
        levels=ECC_WORDS,
        sheets=[(key, sheet.name) for key, sheet in SHEETS.items()],
        dpis=DPIS,
        printers=[(row.id, row.name) for row in list_printers(session(), **desk.owner())],
        sizes=list_sizes(with_sizes, values.get("ecc") or "M"),
        is_checked=bool(batch_id) and has_good_check(session(), batch_id),
        link_length=len(with_sizes),
    )


def list_sizes(link: str, level: str) -> list[tuple[str, list[str]]]:
    """Each paper with the side of the code in mm by printer; "" where the code does not fit."""
    modules = make_symbol(link, level if level in ("M", "Q", "H") else "M").outer
    return [(sheet.name, [_side(modules, sheet, dpi) for dpi in DPIS]) for sheet in SHEETS.values()]


def _side(modules: int, sheet, dpi: int) -> str:
    try:
        fit = fit_code(modules, room=min(sheet.label_width, sheet.label_height) - 2 * sheet.edge, dpi=dpi)
    except BadInput:
        return ""
    return _("%(side)s mm, ô %(module)s mm", side=comma(fit.side), module=comma(fit.module, 2))


def _sample_link(labelled: LabelledLot, codes: Codes) -> str:
    order = Order(labelled.lot.id, "csv", "3x8", "M", **_what(codes))
    asked = make_order_job(session(), order, actor=SYSTEM, now=clock.now())
    asked.part_size = 1
    labels = make_part(session(), asked, 0, public_url=settings().public_url)
    return labels[0].link if labels else settings().public_url


def read_order(desk: Desk, labelled: LabelledLot, codes: Codes, values: dict) -> Order:
    """The order that the form means. Raises BadInput with the field that is wrong."""
    _check_name(values["name"], labelled.name)
    if values["form"] == "zpl" and values["sheet"] not in ROLLS:
        raise BadInput(_("ZPL là cho máy in cuộn: chọn một khổ cuộn, như 50 × 30 mm."), field="sheet")
    printer = Printer(int(values["dpi"]))
    if values["printer"]:
        rows = [row for row in list_printers(session(), **desk.owner()) if row.id == values["printer"]]
        if not rows:
            raise BadInput(_("Chọn “Máy in đã đo” trong danh sách."), field="printer")
        printer = as_printer(rows[0])
    wording = Wording(values["name"], values["khmer"], bool(values["capitals"]))
    return Order(
        labelled.lot.id,
        values["form"],
        values["sheet"],
        values["ecc"],
        printer,
        wording,
        **_what(codes),
    )


def _what(codes: Codes) -> dict:
    if isinstance(codes, UUID):
        return {"batch_id": codes}
    return {"level": codes.level, "count": codes.count}


def _check_name(short: str, name: str) -> None:
    """A shorter name may leave words out, never add any: a label says nothing that the register does not say."""
    words = iter(name.replace(",", " ").casefold().split())
    if not all(word in words for word in short.replace(",", " ").casefold().split()):
        text = _(
            "“%(short)s” có chữ không có trong tên đã đăng ký “%(name)s”, hoặc khác thứ tự. Chỉ bỏ bớt chữ.",
            short=short,
            name=name,
        )
        raise BadInput(text, field="name")


def print_order(order: Order, *, trial: bool, actor: Actor) -> LabelJob | tuple[bytes, str]:
    """A few labels, or one page on trial, at once as (document, form); many as a job.

    Raises BadInput before anything is stored when the first label does not fit.
    """
    now = clock.now()
    asked = make_order_job(session(), order, actor=actor, now=now)
    at_once = get_rule(session(), "at_once", clock.today())
    if trial:
        asked.part_size = asked.count = SHEETS[asked.sheet].count
    if asked.count <= at_once:
        asked.part_size = asked.count
        data = draw_number(session(), asked, 0)
        if order.batch_id:
            with committing() as current:  # only now: drawing takes long, and nobody else could write meanwhile
                mark_printed(current, batch_id=order.batch_id, actor=actor, now=now)
        return data, order.form
    size, asked.part_size = asked.part_size, 1
    draw_number(session(), asked, 0)
    asked.part_size = size
    with committing() as current:
        return ask_labels(current, asked=asked, actor=actor, now=now)


def job_page(desk: Desk, job: LabelJob, errors: Errors | None = None):
    """How far a job is; it asks for itself again while it runs."""
    answer = page(
        "qr/print_job.html",
        style="desk",
        base=desk.base,
        job=job,
        labelled=desk.own_lot(job.lot_id),
        states=STATES,
        sheet=SHEETS[job.sheet],
        fault=_fault(job),
        errors=errors or {},
        form=dict(FORM_WORDS)[job.form],
        media_type=MEDIA_TYPES[job.form],
    )
    if job.state in ("waiting", "running"):
        answer.headers["Refresh"] = "3"
    return answer


def _fault(job: LabelJob) -> str:
    if job.fault == "disk":
        return _(
            "Máy chủ hết chỗ lưu tệp nên dừng ở đây. Những tem đã vẽ vẫn còn, không tem nào bị lặp hay thiếu. Khi "
            "người quản trị đã dọn chỗ, bấm “Vẽ tiếp”."
        )
    return job.fault


def jobs_page(desk: Desk, jobs: list, codes: tuple[list, list] | None = None):
    """What was printed lately, and the ways to lots, printers and checks."""
    return page("qr/print_jobs.html", style="desk", base=desk.base, jobs=jobs, codes=codes, states=STATES)


def send_order(desk: Desk, labelled: LabelledLot, codes: Codes):
    """The form that was sent, as a document or as a job."""
    values, errors = read_form(OrderForm)
    if errors:
        return order_page(desk, labelled, codes, values, errors)
    try:
        order = read_order(desk, labelled, codes, values)
        made = print_order(order, trial=bool(values["trial"]), actor=signed_in().actor)
    except DomainError as refused:
        return order_page(desk, labelled, codes, values, refusal(refused, "sheet"))
    if isinstance(made, LabelJob):
        return see_other(f"{desk.base}/labels/jobs/{made.id}")
    data, form = made
    return send_pieces(data, MEDIA_TYPES[form], f"tem-{order.batch_id or labelled.lot.id}.{form}")


def get_own_job(desk: Desk, job_id: UUID) -> LabelJob:
    """A job about an own lot; others are not there."""
    job = get_label_job(session(), job_id)
    desk.own_lot(job.lot_id)
    return job


def change_job(desk: Desk, job_id: UUID, step: str):
    """Stop it for good, or go on after a failure."""
    get_own_job(desk, job_id)
    act = {"cancel": cancel_labels, "resume": resume_labels}[step]
    with committing() as current:
        act(current, job_id=job_id, actor=signed_in().actor, now=clock.now())
    return see_other(f"{desk.base}/labels/jobs/{job_id}")


def send_job_file(desk: Desk, job_id: UUID):
    """The whole document of a finished job."""
    job = get_own_job(desk, job_id)
    if job.state != "done":
        raise Conflict(lazy("Tệp chưa xong, hoặc không còn giữ."))
    pieces, media_type, ending = file_of(job)
    return send_pieces(pieces, media_type, f"tem-{job.id}.{ending}")
