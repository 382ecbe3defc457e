"""The rows behind a figure: as many as it counts, or summing to it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from reports.queries import (
    assessments,
    behind_campaign,
    books,
    cases,
    chain,
    codes,
    disputes,
    enforcement,
    events,
    issuing,
    lists,
    outlets,
    ratings,
    register,
    selling,
    traces,
    warnings,
)
from reports.queries.behind_campaign import event_rows as _event_rows
from reports.queries.keeping import Found
from reports.queries.keeping import keep_all as _all
from reports.queries.keeping import keep_equal as _equal
from reports.scope import Scope


@dataclass(frozen=True)
class Behind:
    """Rows with their columns; `amount` names the column that is summed, empty where rows are counted."""

    rows: list
    columns: list[str]
    amount: str = ""
    mean: Callable[[list], int] | None = None

    @property
    def value(self) -> int:
        """The figure that the rows give."""
        if self.mean:
            return self.mean(self.rows)
        return sum(getattr(row, self.amount) for row in self.rows) if self.amount else len(self.rows)


def rows_behind(session: Session, scope: Scope, row_id: str) -> Behind:
    """The rows behind an indicator in a scope. Raises NotFound for an id that nothing counts."""
    whole, _dot, part = row_id.partition(".")
    find = FAMILIES.get(whole, _event_rows)
    select, keep, amount = find(scope, row_id, part)
    result = session.execute(select)
    columns = [name for name in result.keys() if name not in HIDDEN]  # noqa: SIM118 - a result is no dict
    mean = outlets.mean_share if row_id == "C4.share" else books.MEANS.get(row_id)
    rows = [row for row in result if keep(row)]
    if rows and "is_per_unit" in result.keys():  # noqa: SIM118 - a result is no dict
        mean = events.whole_of
    return Behind(rows, columns, amount, mean)


HIDDEN = {
    "slug", "producer_id", "complaint_id", "kind_name_en", "potential", "place_code",
    "position", "is_per_unit", "counting", "product_id", "local_qualifier",
}  # fmt: skip


def _codes(scope: Scope, row_id: str, part: str) -> Found:
    split, _dot, value = part.partition(".")
    if split == "state":
        return codes.ranges_issued(scope), _equal("state", value), "count"
    if split == "level":
        return issuing.labels_issued(scope), _equal("level", value.removeprefix("level-")), "count"
    keep = _equal("kind", part) if part else _all
    return codes.ranges_issued(scope), keep, "count"


def _served(scope: Scope, row_id: str, part: str) -> Found:
    if part.startswith("codes."):
        return codes.ranges_issued(scope), _equal("producer_kind", part.removeprefix("codes.")), "count"
    if part == "requests" or part.startswith("requests."):
        state = part.removeprefix("requests").removeprefix(".request-")
        return issuing.requests_sent(scope), _equal("state", state) if state else _all, ""
    return codes.producers_served(scope), _equal("producer_kind", part) if part else _all, ""


def _scans(scope: Scope, row_id: str, part: str) -> Found:
    if part == "claimed":
        return issuing.codes_opened(scope), _all, ""
    return codes.scans_counted(scope), _equal("verdict", part) if part else _all, "count"


def _traces(scope: Scope, row_id: str, part: str) -> Found:
    if row_id not in traces.COUNTED:
        raise NotFound(lazy("Không có chỉ số này."))
    return traces.COUNTED[row_id][0](scope), _all, ""


def _products(scope: Scope, row_id: str, part: str) -> Found:
    def keep(row) -> bool:
        stars = register.star_part((row.stars, row.potential))
        return part in ("", stars, row.kind.replace("_", "-"))

    return register.recognised_products(scope), keep, ""


def _producers(scope: Scope, row_id: str, part: str) -> Found:
    return register.recognised_producers(scope), _equal("kind", part) if part else _all, ""


def _applications(scope: Scope, row_id: str, part: str) -> Found:
    state = assessments.PREFIX.replace("_", "-") + part
    return assessments.applications_filed(scope), _equal("state", state) if part else _all, ""


def _sale_points(scope: Scope, row_id: str, part: str) -> Found:
    return register.sale_points(scope, register.SALE_POINTS[row_id]), _all, ""


def _inspections(scope: Scope, row_id: str, part: str) -> Found:
    if part in ("decisions", "imposed"):
        return enforcement.decisions(scope), _all, "amount" if part == "imposed" else ""
    keep = {
        "": _all,
        "violation": _equal("outcome", "violation"),
        "linked": lambda row: row.complaint_id is not None,
    }.get(part, _equal("source", part))
    return enforcement.inspections(scope), keep, ""


def _money(scope: Scope, row_id: str, part: str) -> Found:
    kinds = [kind for key, kind in enforcement.MONEY.items() if row_id in ("E2", key, key.partition(".")[0])]
    return enforcement.money_rows(scope, *kinds), _all, "amount"


def _cases(scope: Scope, row_id: str, part: str) -> Found:
    if row_id == disputes.HELPED:
        return disputes.reports_helped(scope), _all, ""
    if row_id.startswith(ratings.RATED):
        return ratings.reports_rated(scope), ratings.keep_score(row_id), ""
    if row_id in chain.ROWS:
        return chain.ROWS[row_id][0](scope), _all, chain.ROWS[row_id][1]
    if part == "inspected":
        return cases.reports_inspected(scope), _all, ""
    column, _dot, value = part.partition(".")
    columns = {"kind": "kind", "outcome": "outcome", "place": "place_code"}
    empty = {"outcome": cases.OPEN, "place": cases.NOWHERE}.get(column)

    def keep(row) -> bool:
        found = getattr(row, columns[column]) or empty
        return str(found).replace("_", "-") == value

    return cases.reports_filed(scope), keep if part else _all, ""


def _channels(scope: Scope, row_id: str, part: str) -> Found:
    return cases.reports_filed(scope), _equal("channel", part) if part else _all, ""


def _sheets(scope: Scope, row_id: str, part: str) -> Found:
    """A list of the register, whole or one part of it."""
    known = lists.SHEETS | selling.SHEETS
    whole = row_id if row_id in known else row_id.partition(".")[0]
    sheet = known.get(whole)
    if sheet is None or (part and whole != row_id and not sheet.column):
        raise NotFound(lazy("Không có chỉ số này."))
    return sheet.rows(scope), _all if whole == row_id else _equal(sheet.column, part), ""


def _exchanges(scope: Scope, row_id: str, part: str) -> Found:
    if row_id in selling.SHEETS:
        return _sheets(scope, row_id, part)
    return selling.exchanges(scope), _all, "local" if part == "province" else "value"


def _exchange_links(scope: Scope, row_id: str, part: str) -> Found:
    return selling.linked(scope), _all, "value" if part else ""


def _warnings(scope: Scope, row_id: str, part: str) -> Found:
    if row_id in warnings.UNITS:
        return warnings.notices(scope, row_id), _all, "value"
    if row_id in warnings.COUNTS:
        return warnings.rounds(scope), _all, warnings.COUNTS[row_id]
    return _event_rows(scope, row_id, part)


def _outlets(scope: Scope, row_id: str, part: str) -> Found:
    """Places and what is written down about them; other parts of B5, C4 and C6 are those of activities."""
    simple = {
        "A4.producers": outlets.members, "A11": outlets.ready, "C3": outlets.modern_listings, "C7": outlets.management,
        "C4.surveyed": outlets.surveys, "C4.share": outlets.surveys, "C6.works": outlets.works,
    }  # fmt: skip
    if row_id in simple:
        return simple[row_id](scope), _all, ""
    if row_id == "A11.listed":
        return outlets.ready(scope, True), _all, ""
    if row_id == "C6.works-money":
        return outlets.works(scope), _all, "amount"
    if row_id.startswith("C6.works-"):
        return outlets.works(scope, row_id.removeprefix("C6.works-")), _all, ""
    whole = next((each for each in outlets.LAYERS_OF if row_id == each or row_id.startswith(each + ".")), None)
    if whole is None:
        return _event_rows(scope, row_id, part)
    piece = row_id.removeprefix(whole).lstrip(".")
    column = "place_code" if whole in ("B8", "C8") else "kind"
    return outlets.places(scope, whole), _equal(column, piece) if piece else _all, ""


FAMILIES = {
    **dict.fromkeys(("A4", "A11", "B5", "B8", "C3", "C4", "C5", "C6", "C7", "C8"), _outlets),
    "A1": _codes,
    "A2": _served,
    "A9": _scans,
    "A5": _exchanges,
    "A6": _exchange_links,
    **dict.fromkeys(("A7", "A8", "A12", "A13", "A14", "A16", "A17", "A18", "A19", "A20", "A22", "A25"), _sheets),
    "A10": _traces,
    "B1": _products,
    "B2": _producers,
    "B3": _sale_points,
    "B4": _applications,
    "C1": _sale_points,
    "E1": _inspections,
    **dict.fromkeys(("E2", "E3", "E4", "E5", "E6"), _money),
    "E8": _channels,
    "E7": disputes.find_rows,
    "E9": disputes.find_rows,
    "E11": _cases,
    **behind_campaign.FAMILIES,
    **dict.fromkeys(warnings.UNITS, _warnings),
}
