"""Which figures of the sample data a document prints itself, though the rows under them were generated."""

from datetime import date
from functools import cache

from reports.demo.facts import read_facts
from reports.scope import Scope

MONEY_IDS = {
    "fine_received": "E3.fines",
    "confiscated_sold": "E3.sales",
    "other_received": "E3.other",
    "destroyed": "E4",
    "awaiting_disposal": "E5",
    "ordered_destroyed": "E6",
}

PROVINCES = {"tn": "19", "vl": "86"}


def is_documented(row_id: str, value: int, scope: Scope) -> bool:
    """Whether a document gives this very value for the indicator, at this place and time."""
    facts = [*special_kinds()] if row_id == "A19" else [printed_facts().get(row_id)]
    return any(fact is not None and _fits(fact, value, scope) for fact in facts)


def _fits(fact: dict, value: int, scope: Scope) -> bool:
    if fact["value"] != value or scope.place not in ("", fact["place"]):
        return False
    return scope.from_day <= fact["to"] and fact["from"] <= scope.to_day


@cache
def special_kinds() -> tuple[dict, ...]:
    """How many special kinds each document names for its province, and all of them; they stay named."""
    rows = read_facts("lists")["specialities"]
    named = [(len(row["kinds"]), PROVINCES[row["province"]], row["from"]) for row in rows]
    whole = (sum(value for value, _place, _since in named), "", max(since for _value, _place, since in named))
    return tuple(_fact(value, place, since, "9999-12-31") for value, place, since in [*named, whole])


@cache
def printed_facts() -> dict[str, dict]:
    """What the two reports print, by indicator: value, place, from and to."""
    return {**_enforcement(), **_register(), **_exchange(), **_sampling()}


def _sampling() -> dict[str, dict]:
    facts = read_facts("events")
    event = next(each for each in facts["events"] if each["row"] == "E18")
    source = facts["sources"][event["source"]]
    return {"E18": _fact(event["measures"][0][1], source["place"], source["from"], source["to"])}


def _enforcement() -> dict[str, dict]:
    facts = read_facts("enforcement-2025")
    values = {"E1": facts["inspections"], "E1.decisions": facts["decisions"]}
    values |= {"E2": facts["total"], "E3": facts["paid_to_budget"]}
    values |= {MONEY_IDS[kind]: sums["total"] for kind, sums in facts["money"].items()}
    return {row_id: _fact(value, facts["place"], facts["from"], facts["to"]) for row_id, value in values.items()}


def _register() -> dict[str, dict]:
    facts = read_facts("ocop-2023")
    values = {"B1": facts["products"], "B2": facts["producers"], "B3": len(facts["shops"])}
    for stars, count in facts["stars"].items():
        values["B1.stars-not-given" if stars == "not_given" else f"B1.{stars}-star"] = count
    values["B8"] = values["B3"]
    models = [row["kind"] for row in read_facts("places")["models"]["rows"]]
    values |= {"B5.models": len(models)} | {f"B5.models.{kind}": models.count(kind) for kind in models}
    since = facts["recognised_to"]
    return {row_id: _fact(value, facts["place"], since, facts["as_of"]) for row_id, value in values.items()}


def _exchange() -> dict[str, dict]:
    """What the exchange said stands until it says something else."""
    facts = read_facts("lists")["exchange"]
    values = {"A5": facts["total"], "A5.province": facts["local"]}
    return {row_id: _fact(value, facts["place"], facts["as_of"], "9999-12-31") for row_id, value in values.items()}


def _fact(value: int, place: str, from_day: str, to_day: str) -> dict:
    return {
        "value": value,
        "place": place,
        "from": date.fromisoformat(from_day),
        "to": date.fromisoformat(to_day),
    }
