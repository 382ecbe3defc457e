"""Officers' desk: a lot traced back and forward on one screen, and what leaves as CSV and EPCIS."""

import csv
import io
import json
from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core import clock
from core.config import settings
from core.db import committing, session
from core.errors import NotFound
from core.i18n import _, lazy
from core.pages import page
from core.personal import reveal
from registry.desk.frame import blueprint, by, communes
from registry.epcis_out import write_document
from registry.models import TraceParty
from registry.queries.epcis import write_events
from registry.queries.timeline import Entry
from registry.queries.traces import KnownLot, get_event, known_lots
from registry.queries.tracing import Trace, trace_lot


@blueprint.get("/lots/<uuid:lot_id>/trace")
@requires("products.read")
def trace(lot_id: UUID) -> Response:
    """What the lot was made of, its own journey, and what was made of it."""
    known = inside_lot(lot_id)
    found = trace_lot(session(), known, communes(), clock.today())
    return page("registry/trace.html", style="desk", known=known, found=found, shown=found.timeline,
                phone_base=f"/desk/lots/{lot_id}/parties/")  # fmt: skip


@blueprint.get("/lots/<uuid:lot_id>/trace/<any(csv,jsonld):form>")
@requires("products.read")
def export_trace(lot_id: UUID, form: str) -> Response:
    """The events of the lot and of those linked with it in the unit's communes, as a table or as EPCIS."""
    known = inside_lot(lot_id)
    found = trace_lot(session(), known, communes(), clock.today())
    body = _csv(found) if form == "csv" else _epcis(found)
    kind = "text/csv; charset=utf-8" if form == "csv" else "application/ld+json"
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="trace-{known.lot.number}.{form}"'
    return response


@blueprint.route("/lots/<uuid:lot_id>/parties/<uuid:party_id>/phone", methods=["GET", "POST"])
@requires("products.approve")
def party_phone(lot_id: UUID, party_id: UUID) -> Response:
    """A partner's telephone: asked for by a press, with its log row committed first."""
    known = inside_lot(lot_id)
    party = session().get(TraceParty, party_id)
    if party is None or party.person_id is None or not get_event(session(), party.event_id).touches(lot_id):
        raise NotFound(lazy("Không có số điện thoại này."))
    phone = None
    if request.method == "POST":
        with committing() as current:
            phone = reveal(current, person_id=party.person_id, field="phone", reason=f"trace:{lot_id}", **by())
    return page("registry/trace_phone.html", style="desk", known=known, party=party, phone=phone)


def inside_lot(lot_id: UUID) -> KnownLot:
    """A lot of a producer in the unit's communes; others are not there."""
    known = known_lots(session(), [lot_id]).get(lot_id)
    if known is None or known.producer.commune_id not in communes():
        raise NotFound(lazy("Không có lô này trong địa bàn của đơn vị bạn."))
    return known


def _csv(found: Trace) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow([_("Lúc"), _("Bước"), _("Nơi"), _("Vai"), _("Hàng"), _("Số lượng"), _("Đối tác"), _("Ghi sai")])
    for entry in found.entries:
        for goods in entry.goods:
            table.writerow([safe_cell(cell) for cell in _cells(entry, goods)])
    return "\ufeff" + out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _cells(entry: Entry, goods) -> list[str]:
    event = entry.recorded.event
    partners = "; ".join(", ".join(filter(None, (p.name, p.address, p.tax_code))) for p in entry.recorded.parties)
    wrong = entry.recorded.correction.reason if entry.recorded.correction else ""
    at = f"{clock.local(event.happened_at):%Y-%m-%d %H:%M}"
    return [at, entry.name, entry.place, goods.role, goods.words, goods.amount, partners, wrong]


def _epcis(found: Trace) -> str:
    base = settings().public_url.rstrip("/")
    rows = [entry.recorded for entry in found.entries]
    events = write_events(session(), rows, base=base, on=clock.today(), whole=True)
    document = write_document(events, clock.now(), terms=f"{base}/epcis/v2/terms#")
    return json.dumps(document, ensure_ascii=False, indent=1)
