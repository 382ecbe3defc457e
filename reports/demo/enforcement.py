"""Thái Nguyên's enforcement year 2025 as single rows, made from the totals that the report prints.

The counts and the sums are the document's; how they are spread over rows, days and places is generated.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from reports.demo import draw

GROUNDS = {"plan": 240, "sudden": 300, "citizens": 60, "transfer": 20, "team": 55, "online": 22}
VIOLATIONS = {"KRNG": 190, "NL": 90, "HG-đ": 40, "SHTT": 60, "ATTP": 70, "HSD": 55, "NH": 40, "GIA": 20}
TWO_TIERS_SINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class MoneyRow:
    kind: str  # as in complaints: fine_received, confiscated_sold ...
    amount: int  # đồng
    on: date  # received, destroyed, confiscated or ordered
    is_estimated: bool = False


@dataclass
class InspectionRow:
    position: int  # 1..697
    on: date
    commune: str  # code of a unit that existed on that day
    ground: str
    party: str
    violation: str | None = None  # None: nothing found
    decided_on: date | None = None
    fine_imposed: int = 0
    money: list[MoneyRow] = field(default_factory=list)


def inspection_rows(facts: dict, communes_before: list, communes_since: list) -> list[InspectionRow]:
    """The year's inspections, oldest first; those with a decision carry its money.

    `communes_before` and `communes_since` are the codes on either side of 1 July 2025.
    """
    places = range(facts["inspections"])
    rows = [_inspection(facts, place, communes_before, communes_since) for place in places]
    decided = sorted(draw.shuffled("decided", rows)[: facts["decisions"]], key=lambda row: row.position)
    for row in decided:
        row.violation = draw.pick_weighted(f"violation:{row.position}", VIOLATIONS)
        row.decided_on = _later(facts, row.on, f"decided:{row.position}", 7)
    for kind, sums in facts["money"].items():
        _spread(facts, kind, sums, decided)
    return rows


def _inspection(facts, place, before, since) -> InspectionRow:
    first, last = date.fromisoformat(facts["from"]), date.fromisoformat(facts["last_row_on"])
    days = (last - first).days - 40
    on = first + timedelta(days=4 + days * place // facts["inspections"])
    communes = before if on < TWO_TIERS_SINCE else since
    return InspectionRow(
        position=place + 1,
        on=on,
        commune=draw.pick(f"commune:{place}", communes),
        ground=draw.pick_weighted(f"ground:{place}", GROUNDS),
        party=f"Cơ sở kinh doanh (mẫu) {place + 1}",
    )


def _later(facts, day: date, key: str, within: int) -> date:
    """A day one to `within` days after `day`, but not after the last row of the year."""
    return min(day + timedelta(days=1 + draw.number(key, within)), date.fromisoformat(facts["last_row_on"]))


def _spread(facts, kind: str, sums: dict, decided: list[InspectionRow]) -> None:
    bearers = _bearers(kind, decided)[: sums["rows"]]
    amounts = draw.parts(f"amounts:{kind}", sums["total"], sums["rows"], sums["step"])
    for row, amount in zip(bearers, amounts, strict=True):
        if kind == "fine_received":
            row.fine_imposed = amount
        day = row.decided_on
        assert day is not None, "only decisions lead to money"
        if kind not in ("awaiting_disposal", "ordered_destroyed"):
            day = _later(facts, day, f"{kind}:{row.position}", 10)
        row.money.append(MoneyRow(kind, amount, day, sums.get("estimated", False)))


def _bearers(kind: str, decided: list[InspectionRow]) -> list[InspectionRow]:
    """Who bears a kind of money; goods that still wait lie where nothing was sold or destroyed."""
    apart = len(decided) // 10
    mixed = draw.shuffled("bearers", decided)
    if kind == "awaiting_disposal":
        return mixed[:apart]
    return mixed if kind == "fine_received" else draw.shuffled(f"bearers:{kind}", mixed[apart:])
