"""The verdict of a code for machines, by the ids that pages and tallies use. Asking here counts as no scan."""

from flask import Response, jsonify

from core import clock
from core.errors import Unavailable
from core.http import api_blueprint
from core.i18n import _
from qr import words
from qr.facts import facts_of
from qr.fault_words import FAULTS
from qr.links import Fault, parse_link
from qr.queries.lookup import find_code
from qr.state_words import PROVES
from qr.values import values_of
from qr.verdict import State, judge

blueprint = api_blueprint("qr", __name__)


@blueprint.get("/api/v1/codes/<path:address>")
def verdict(address: str) -> Response:
    """`address` is what is printed: 01/{gtin}/21/{serial}, p/{code}/l/{lot}, c/{serial} ..."""
    link = parse_link(f"/{address}")
    if isinstance(link, Fault):
        return _answer(400, title=str(FAULTS[link]), fault=link)
    try:
        row, _opened = find_code(link)
    except Unavailable:
        return _answer(503, title=_("Chưa kiểm tra được. Hãy thử lại."), verdict=State.V13)
    facts = facts_of(link, row, clock.today())
    found, values = judge(facts), values_of(facts)
    known = found.state is not State.V8
    status = 200 if known else 404
    return _answer(
        status, verdict=found.state, headline=words.headline(found.state, values), lines=list(found.lines),
        level=link.level, proves=str(PROVES[link.level]), product=row.code if known and row else None,
    )  # fmt: skip


def _answer(status: int, **said) -> Response:
    response = jsonify(status=status, **said)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
