"""One underlying row more or less: exactly its figure and its sums change, each in its own sentence of the paper."""

from datetime import date

import pytest
from sqlalchemy import select

from campaign.models import CampaignEvent, EventMeasure, ReturnForm, ReturnItem, ReturnValue, UnitReturn
from complaints.bookkeeping import PAID_TO_BUDGET
from complaints.models import Inspection, MoneyRow, PenaltyDecision
from registry.models import Recognition
from reports.queries.official import write_paper
from reports.queries.places import open_scope

PAPERS = {
    "19": ("annual", date(2025, 1, 1), date(2025, 12, 31), "front"),
    "84": ("half-year", date(2023, 1, 1), date(2023, 6, 30), "board"),
}
SUMS = {
    "E3.fines": {"E3", "E2"}, "E3.sales": {"E3", "E2"}, "E3.other": {"E3", "E2"}, "E4": {"E2"}, "E5": {"E2"},
    "E6": {"E2"}, "C6.new": {"C6"}, "C6.repaired": {"C6"},
}  # fmt: skip
"""What a figure is a part of."""


@pytest.fixture
def site(demo_session):
    """The demo; what a test changes in it is taken back before the test ends."""
    return demo_session


def read(session, place: str) -> tuple[dict[str, int], dict[str, str]]:
    """Figures by id, and sentences by the ids that they name."""
    form, first, last, issuer = PAPERS[place]
    paper = write_paper(session, open_scope(session, first, last, place), form=form, issuer=issuer)
    written = [one for part in paper.parts for one in part.written]
    return {key: line.figure.value for key, line in paper.lines.items()}, {" ".join(w.named): w.text for w in written}


def changed_by(session, place: str, change) -> tuple[set[str], set[str], set[str]]:
    """Do it, read the paper, take it back: ids that changed, sentences that changed, sentences that name those ids."""
    figures, sentences = read(session, place)
    with session.begin_nested() as tried:
        change()
        session.flush()
        then, told = read(session, place)
        tried.rollback()
    session.expire_all()
    ids = {key for key in figures.keys() | then.keys() if figures.get(key, 0) != then.get(key, 0)}
    differ = {names for names in sentences.keys() | told.keys() if sentences.get(names) != told.get(names)}
    naming = {names for names in sentences.keys() | told.keys() if ids & set(names.split())}
    return ids, differ, naming


def rows_of(session, place: str) -> list:
    """Figures of activities and totals of returns that this paper's period and province hold."""
    _form, first, last, _issuer = PAPERS[place]
    province = open_scope(session, first, last, place).stock_ids
    events = select(EventMeasure).join(CampaignEvent, CampaignEvent.id == EventMeasure.event_id)
    events = events.where(CampaignEvent.ends_on.between(first, last), CampaignEvent.province_id.in_(province))
    events = events.where(CampaignEvent.state == "done", EventMeasure.is_per_unit.is_(False))
    totals = select(ReturnValue).join(UnitReturn, UnitReturn.id == ReturnValue.return_id)
    totals = totals.join(ReturnForm, ReturnForm.id == UnitReturn.form_id)
    totals = totals.join(ReturnItem, ReturnItem.id == ReturnValue.item_id)
    totals = totals.where(ReturnForm.to_day.between(first, last), ReturnForm.province_id.in_(province))
    totals = totals.where(ReturnValue.value.is_not(None), ReturnItem.unit.not_like("%/%"))
    return [*session.scalars(events), *session.scalars(totals)]


def check_row(session, place: str, row) -> None:
    """One more in a row: one figure of one indicator, and what it is a part of, in the sentences that name them."""
    def change() -> None:
        row.value += 1

    ids, differ, naming = changed_by(session, place, change)
    wholes = {key for key in ids if not any(key in SUMS.get(other, set()) for other in ids)}
    assert len(wholes) == 1, (row, ids)
    assert ids - wholes <= SUMS.get(next(iter(wholes)), set()) and differ == naming, (ids, differ ^ naming)


@pytest.mark.parametrize("place", PAPERS)
def test_a_row_of_an_activity_or_a_return_changes_its_figure_and_its_sentence_alone(site, place):
    rows = rows_of(site, place)
    assert len(rows) >= 20
    for row in rows[:: max(1, len(rows) // 8)]:
        check_row(site, place, row)


@pytest.mark.full
@pytest.mark.parametrize("place", PAPERS)
def test_every_row_of_an_activity_or_a_return_changes_its_figure_and_its_sentence_alone(site, place):
    for row in rows_of(site, place):
        check_row(site, place, row)


MONEY = {"fine_received": "E3.fines", "confiscated_sold": "E3.sales", "other_received": "E3.other", "destroyed": "E4",
         "ordered_destroyed": "E6"}  # fmt: skip


@pytest.mark.parametrize("kind", MONEY)
def test_one_payment_changes_its_kind_and_the_sums(site, kind):
    row = site.scalars(
        select(MoneyRow).where(MoneyRow.kind == kind, MoneyRow.on.between(date(2025, 1, 1), date(2025, 12, 31)))
    ).first()

    def change() -> None:
        row.amount += 1_234

    ids, differ, naming = changed_by(site, "19", change)
    assert ids == {MONEY[kind]} | SUMS[MONEY[kind]] and differ == naming
    assert len(differ) == (1 if kind in PAID_TO_BUDGET else 2)


def test_one_inspection_less_is_one_less_in_its_sentence(site):
    decided = select(PenaltyDecision.inspection_id)
    row = site.scalars(select(Inspection).where(
        Inspection.id.not_in(decided), Inspection.inspected_on.between(date(2025, 1, 1), date(2025, 12, 31))
    )).first()  # fmt: skip

    def change() -> None:
        row.inspected_on = date(2020, 1, 1)

    ids, differ, naming = changed_by(site, "19", change)
    assert "E1" in ids and all(key.startswith("E1") for key in ids)
    assert differ == naming == {"E1 E1.decisions"}


def test_one_recognition_less_is_one_less_of_its_stars(site):
    row = site.scalars(select(Recognition).where(
        Recognition.stars == 4, Recognition.issued_on < date(2023, 6, 30)
    )).first()  # fmt: skip

    def change() -> None:
        row.issued_on = date(2024, 1, 1)

    ids, differ, naming = changed_by(site, "84", change)
    assert {"B1", "B1.4-star"} <= ids and all(key[:2] in ("B1", "B2") for key in ids)
    assert differ == naming and len(differ) == 1


def test_a_row_of_one_province_changes_nothing_of_the_other(site):
    for place, other in (("19", "84"), ("84", "19")):
        row = rows_of(site, place)[0]

        def change(row=row) -> None:
            row.value += 1

        assert changed_by(site, other, change) == (set(), set(), set())
