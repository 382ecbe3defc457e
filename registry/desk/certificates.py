"""Officers' desk: OCOP certificates on any day, counted, exported, and one printed."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core import clock
from core.db import session
from core.i18n import lazy
from core.pages import page
from core.tables import send_table
from core.text import format_date, sort_key
from registry import queries
from registry.desk.assessing import page_number
from registry.desk.frame import blueprint, communes, inside
from registry.ocop import CLASS_NAMES, STANDINGS
from registry.products import PRODUCER_KINDS
from registry.queries.asking import asked_day, asked_words, read_asked
from registry.queries.showing import show_ocop, show_product
from registry.queries.standing import count_standing, list_standing

ON_A_PAGE = 50
MOST_EXPORTED = 20_000
LEVELS = {"huyen": lazy("Cấp huyện (trước 06/7/2025)"), "tinh": lazy("Cấp tỉnh"), "trung_uong": lazy("Trung ương")}
HEAD = (
    lazy("Sản phẩm"), lazy("Cơ sở"), lazy("Loại hình"), lazy("Nơi"), lazy("Nhóm"), lazy("Hạng"), lazy("Số quyết định"),
    lazy("Cấp ký"), lazy("Cơ quan công nhận"), lazy("Ngày cấp"), lazy("Hiệu lực đến"), lazy("Tình trạng"),
)  # fmt: skip


@blueprint.get("/ocop/certificates")
@requires("ocop.read")
def ocop_certificates() -> Response:
    """Certificates of the unit's communes as they stood on a day, with counts of those that were good."""
    words, number = asked_words(request.args), page_number()
    on = asked_day(words, clock.today())
    asked = read_asked(session(), words, on, communes())
    rows, total = list_standing(session(), on, asked, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    counts = count_standing(session(), on, asked)
    places = queries.today_words(session(), {row.commune_id for row in rows} | set(counts.communes), clock.today())
    return page(
        "registry/ocop_certificates.html", style="desk", rows=rows, total=total, counts=counts, places=places,
        by_place=by_place(counts.communes, places), on=on, values={**words, "on": format_date(on)}, page=number,
        pages=max(-(-total // ON_A_PAGE), 1), base=f"/desk/ocop/certificates?{_kept(words)}page=",
        csv=f"/desk/ocop/certificates.csv?{_kept(words)}", **names(on),
    )  # fmt: skip


@blueprint.get("/ocop/certificates.csv")
@requires("ocop.read")
def ocop_certificates_csv() -> Response:
    """The same list as a file."""
    words = asked_words(request.args)
    on = asked_day(words, clock.today())
    rows, _total = list_standing(
        session(), on, read_asked(session(), words, on, communes()), limit=MOST_EXPORTED
    )  # fmt: skip
    places = queries.today_words(session(), {row.commune_id for row in rows}, clock.today())
    return send_table(f"ocop-{on.isoformat()}", "csv", [("OCOP", [HEAD, *(_cells(row, places) for row in rows)])])


@blueprint.get("/ocop/certificates/<uuid:recognition_id>")
@requires("ocop.read")
def ocop_certificate(recognition_id: UUID) -> Response:
    """The record of one certificate, to be printed; it carries no logo and is not the certificate itself."""
    row = queries.get_recognition(session(), recognition_id)
    found = inside(row.product_id)
    shown = show_product(session(), found, clock.today())
    return page("registry/ocop_certificate.html", level=LEVELS.get(row.recogniser_level, ""),
                **{**shown, "ocop": show_ocop(session(), row, clock.today())})  # fmt: skip


def names(on: date) -> dict[str, Any]:
    """The words of the filters."""
    groups = queries.list_groups(session(), on) or queries.list_groups(session(), clock.today())
    return {"standings": STANDINGS, "class_names": CLASS_NAMES, "levels": LEVELS, "kinds": PRODUCER_KINDS,
            "groups": {each.number: each for each in groups}}  # fmt: skip


def by_place(counts: dict[UUID, int], places: dict[UUID, str]) -> list[tuple[str, int]]:
    """Counts by the commune of today, in the order of the alphabet: former communes are added to what they became."""
    found: dict[str, int] = {}
    for commune_id, count in counts.items():
        found[places[commune_id]] = found.get(places[commune_id], 0) + count
    return sorted(found.items(), key=lambda item: sort_key(item[0]))


def _cells(row, places: dict[UUID, str]) -> tuple:
    stars = CLASS_NAMES["potential"] if row.is_potential_five else CLASS_NAMES[str(row.stars) if row.stars else "none"]
    return (
        row.name, row.producer, PRODUCER_KINDS[row.kind], places[row.commune_id], row.ocop_group, stars,
        row.decision_number, LEVELS.get(row.recogniser_level, ""), row.recogniser_name, format_date(row.issued_on),
        format_date(row.valid_until), STANDINGS[row.standing],
    )  # fmt: skip


def _kept(words: dict[str, str]) -> str:
    kept = {name: value for name, value in words.items() if value}
    return urlencode(kept) + "&" if kept else ""
