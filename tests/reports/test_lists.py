"""Figures of the lists and of selling online, each with the rows behind it."""

import pytest

from reports.queries.behind import rows_behind
from reports.queries.tally import list_figures

OURS = ("A5", "A6", "A7", "A8", "A12", "A13", "A14", "A16", "A17", "A18", "A19", "A20", "A22", "A25")


def figures(session, scope) -> dict:
    return {line.id: line.figure for line in list_figures(session, scope)}


def test_the_exchange_of_thai_nguyen_says_what_the_document_says(demo_session, scope):
    lines = {line.id: line for line in list_figures(demo_session, scope("2025-01-01", "2025-12-31", "19"))}
    total, local = lines["A5"], lines["A5.province"]
    assert (total.figure.value, total.figure.qualifier, local.figure.value) == (3000, "tren", 2500)
    assert not total.is_generated and not local.is_generated
    assert figures(demo_session, scope("2025-01-01", "2025-11-30", "19"))["A5"].value == 0


@pytest.mark.parametrize("place", ["", "19", "86"])
def test_kinds_that_a_document_names_special_carry_no_sample_tag(demo_session, scope, place):
    lines = {line.id: line for line in list_figures(demo_session, scope("2026-01-01", "2026-12-31", place))}
    assert lines["A19"].figure.value == {"": 8, "19": 7, "86": 1}[place]
    assert not lines["A19"].is_generated
    assert all(lines[row_id].is_generated for row_id in ("A25", "A19.products") if lines[row_id].figure.value)


@pytest.mark.parametrize("place", ["", "19", "86"])
def test_every_figure_of_the_lists_is_the_sum_of_its_rows(demo_session, scope, place):
    whole = scope("2026-01-01", "2026-12-31", place)
    found = figures(demo_session, whole)
    assert set(OURS) <= {row_id.split(".")[0] for row_id in found}
    for row_id, figure in found.items():
        if row_id.split(".")[0] in OURS:
            assert rows_behind(demo_session, whole, row_id).value == figure.value, row_id


def test_the_sample_fills_every_list(demo_session, scope):
    found = figures(demo_session, scope("2026-01-01", "2026-12-31"))
    parts = ("A6.products", "A7.qr", "A8.shopee", "A12.published", "A12.proposed", "A17.tinh", "A5.listed")
    for row_id in (*OURS, *parts):
        assert found[row_id].value > 0, row_id


def test_parts_add_up_to_their_whole(demo_session, scope):
    found = figures(demo_session, scope("2026-01-01", "2026-12-31"))
    for whole in ("A7", "A8", "A12", "A13", "A14", "A17", "A18", "A20"):
        parts = [figure.value for row_id, figure in found.items() if row_id.startswith(f"{whole}.")]
        assert sum(parts) == found[whole].value, whole


def test_a_page_shows_the_rows_behind_each(demo_app, demo_session, scope):
    whole = scope("2026-01-01", "2026-12-31")
    for row_id in ("A5", "A6", "A8.shopee", "A12.proposed", "A20"):
        behind = rows_behind(demo_session, whole, row_id)
        assert behind.rows and not {"tax_code", "address", "person_id"} & set(behind.columns)
