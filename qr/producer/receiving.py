"""Producers: goods of another producer received. The code is found here, the register writes what was received."""

from urllib.parse import urlsplit

from flask import Response, redirect, request

from accounts.guards import requires
from core.config import settings
from core.db import session
from core.fields import Text
from core.forms import FormSchema, read_form, typed_words
from core.i18n import _, lazy
from core.pages import page
from qr.producer.frame import blueprint, own_producer
from qr.queries.received import find_received_lot
from qr.received import read_goods
from registry.queries.receipts import list_receipts


class GoodsForm(FormSchema):
    goods = Text(lazy("Mã trên tem"), most=500, required=True)
    number = Text(lazy("Số lô"), most=20)


@blueprint.route("/receiving", methods=["GET", "POST"])
@requires("producer.write")
def receiving() -> Response:
    """Which goods came, by the code on their label; and what was written before."""
    producer = own_producer()
    values, errors = read_form(GoodsForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        link = read_goods(values["goods"], values["number"], host=urlsplit(settings().public_url).netloc)
        known = find_received_lot(session(), link) if link else None
        if known and known.producer.id != producer.id:
            return redirect(f"/producer/lots/{known.lot.id}/receive", 303)
        errors = {"number" if link and not (link.lot or link.serial) else "goods": [_missing(link, known)]}
    return page("qr/producer_receiving.html", style="desk", status=422 if errors else 200, errors=errors,
                values=typed_words() if errors else {}, rows=list_receipts(session(), producer.id),
                done=request.args.get("done", ""))  # fmt: skip


def _missing(link, known) -> str:
    if known is not None:
        return _("Lô này của cơ sở bạn; ghi ở hành trình của lô")
    if link is not None and not (link.lot or link.serial):
        return _("Mã này chỉ nói tên hàng; ghi thêm “Số lô” in trên bao bì")
    return _("Không thấy lô nào của mã “%(sent)s” trong sổ", sent=typed_words().get("goods", "")[:60])
