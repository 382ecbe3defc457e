"""All combinations of facts against a table written here by hand: one verdict, the lesser ones as lines in order."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product as every
from types import SimpleNamespace as Case

from sqlalchemy import select

from core.db import db
from qr import words
from qr.links import Level
from qr.models import ScanDay
from qr.verdict import Code, Event, Facts, Lot, Ocop, Pin, Product, Stage, State, judge
from tests.factories.qr import NOW, make_body, make_goods
from tests.qr.test_scan_page import BROWSER
from tests.qr.test_scans import fold

TODAY = date(2026, 11, 24)
THEN = Event(date(2026, 3, 5), "sai nhãn", "Quyết định 12", "Chi cục QLTT")
MADE = date(2026, 11, 2)

# The order of the list of verdict words; each with when it holds, told in the words of the cases below.
TABLE: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("V13", lambda c: c.reach == "down"),
    ("V14", lambda c: c.host == "foreign"),
    ("V8", lambda c: c.product == "none" or (c.level == "lot" and c.lot == "none")),
    ("V2", lambda c: c.product != "none" and (c.signature == "wrong" or (c.level == "item" and c.issued == "no"))),
    ("V5", lambda c: c.recall == "yes"),
    ("V15", lambda c: c.blocked == "yes"),
    ("V16", lambda c: c.stolen == "yes"),
    ("V10", lambda c: c.void == "yes" or c.stage == "void"),
    ("V4", lambda c: c.lot == "expired"),
    ("V3", lambda c: c.copied == "yes"),
    ("V11", lambda c: c.pin == "again"),
    ("V12", lambda c: c.product == "ended"),
    ("V6", lambda c: c.ocop == "revoked"),
    ("V7", lambda c: c.ocop == "over"),
    ("V9", lambda c: c.level == "item" and c.issued == "yes" and c.stage in ("reserved", "printed")),
    ("V1b", lambda c: c.pin == "first"),
    ("V1", lambda c: c.level == "item"),
    ("V1-lot", lambda c: c.level == "lot"),
    ("V1-product", lambda c: c.level == "product"),
)
ALONE = {"V13", "V14", "V8"}
RIGHT = {"V1", "V1b", "V1-lot", "V1-product"}

LOTS = {"none": None, "good": Lot("A", MADE, date(2028, 11, 2)), "expired": Lot("A", MADE, TODAY - timedelta(1))}
OCOPS = {
    "none": None,
    "good": Ocop(4, date(2025, 7, 1), date(2028, 6, 30)),
    "revoked": Ocop(4, date(2025, 7, 1), date(2028, 6, 30), THEN),
    "over": Ocop(3, date(2023, 1, 1), date(2025, 12, 31)),
}
PRODUCTS = {"none": None, "there": Product("Chè"), "ended": Product("Chè", ended=THEN)}
PINS = {"none": None, "first": Pin.FIRST, "again": Pin.AGAIN}
YES = ("no", "yes")

DOMAINS: dict[str, tuple[str, ...]] = {
    "reach": ("up",), "host": ("ours",), "product": ("there", "ended"), "lot": tuple(LOTS), "recall": YES,
    "ocop": tuple(OCOPS), "level": ("item", "lot", "product"), "issued": YES, "signature": ("fine", "wrong"),
    "stage": ("reserved", "printed", "active", "void"), "void": YES, "stolen": YES, "blocked": YES, "copied": YES,
    "pin": tuple(PINS),
}  # fmt: skip
FEW = {
    "reach": ("up", "down"), "host": ("ours", "foreign"), "product": tuple(PRODUCTS), "ocop": ("none",),
    "stage": ("printed", "active"), "blocked": ("no",), "stolen": ("no",), "copied": ("no",), "pin": ("none", "again"),
}  # fmt: skip


def cases(domains: dict[str, tuple[str, ...]]):
    for values in every(*domains.values()):
        yield Case(**dict(zip(domains, values, strict=True)))


def facts_of(case: Case) -> Facts:
    def event(name: str) -> Event | None:
        return THEN if getattr(case, name) == "yes" else None

    code = Code(
        Level(case.level), is_issued=case.issued == "yes", stage=Stage(case.stage), void=event("void"),
        stolen=event("stolen"), blocked=event("blocked"), is_copied=case.copied == "yes", pin=PINS[case.pin],
    )  # fmt: skip
    return Facts(
        TODAY, is_reachable=case.reach == "up", is_tampered=case.signature == "wrong",
        foreign_host="tem.example" if case.host == "foreign" else "", product=PRODUCTS[case.product],
        lot=LOTS[case.lot], ocop=OCOPS[case.ocop], recall=event("recall"), code=code,
    )  # fmt: skip


def expected(case: Case) -> tuple[str, tuple[str, ...]]:
    held = [name for name, holds in TABLE if holds(case)]
    if held[0] in ALONE:
        return held[0], ()
    return held[0], tuple(name for name in held[1:] if name not in RIGHT)


def differences(domains) -> tuple[int, list]:
    count, wrong = 0, []
    for case in cases(domains):
        count += 1
        found = judge(facts_of(case))
        if (found.state.value, tuple(line.value for line in found.lines)) != expected(case):
            wrong.append((case, found))
    return count, wrong[:3]


def test_every_combination_of_facts_has_the_verdict_of_the_table():
    count, wrong = differences(DOMAINS)
    assert count == 110_592 and wrong == []


def test_every_combination_without_network_product_or_own_host_too():
    count, wrong = differences(DOMAINS | FEW)
    assert count == 6_912 and wrong == []


def test_the_table_would_catch_an_order_turned_round(monkeypatch):
    turned = list(TABLE)
    turned[4], turned[5] = turned[5], turned[4]
    monkeypatch.setattr(__import__(__name__, fromlist=["TABLE"]), "TABLE", tuple(turned))
    assert differences(DOMAINS | {"pin": ("none",), "ocop": ("none",)})[1] != []


def test_the_ids_are_the_same_in_rules_words_pages_tallies_and_api(client, session, freeze):
    freeze(NOW)
    assert [name for name, _ in TABLE] == [state.value for state in sorted(State, key=_place)]
    assert set(words.WORDS) == set(State)
    good = make_goods(session)
    old = make_goods(session, body=make_body(recall={"on": "2026-11-01", "reason": "hở nắp"}))
    waiting = make_goods(session, state="printed")
    shown = {
        good.item(): "V1", f"/01/{good.gtin}/10/tc-2611": "V1-lot", f"/01/{good.gtin}": "V1-product",
        old.item(): "V5", waiting.item(): "V9", good.item("7k3m9q2xw4pd"): "V2",
    }  # fmt: skip
    session.commit()
    for path, verdict in shown.items():
        page = client.get(path, headers=BROWSER).get_data(as_text=True)
        assert f'<meta name="verdict" content="{verdict}">' in page
        assert client.get(f"/api/v1/codes{path}").json["verdict"] == verdict
    fold(db.session)
    assert set(session.scalars(select(ScanDay.verdict))) == set(shown.values())


def _place(state: State) -> int:
    return [name for name, _ in TABLE].index(state.value)
