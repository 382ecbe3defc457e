"""How a figure is said, added and hidden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.words import QUALIFIERS
from reports.figures import Figure, add, combine, guard_small, say, say_guarded
from reports.scope import Scope, whole_months


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(9_579_251_216, "đồng", "uoc"), "ước tính 9.579.251.216 đồng"),
        (Figure(697, "vụ"), "697 vụ"),
        (Figure(5000, "người", "hon"), "hơn 5.000 người"),
        (Figure(6_000_000, "lượt", "gan"), "gần 6.000.000 lượt"),
        (Figure(0, "phản ánh"), "0 phản ánh"),
    ],
)
def test_a_figure_is_said_with_its_qualifier_and_unit(figure, words):
    assert say(figure) == words


@pytest.mark.parametrize(
    ("qualifiers", "together"),
    [
        ([], ""),
        (["", ""], ""),
        (["", "hon"], "hon"),
        (["hon", "hon"], "hon"),
        (["tren", "hon"], "hon"),
        (["tren"], "tren"),
        (["hon", "gan"], "khoang"),
        (["khoang", "gan"], "khoang"),
        (["khoang", ""], "khoang"),
        (["uoc", ""], "uoc"),
        (["hon", "uoc"], "uoc"),
    ],
)
def test_the_qualifier_of_a_sum_follows_from_its_parts(qualifiers, together):
    assert combine(qualifiers) == together


@given(st.lists(st.tuples(st.integers(0, 10**12), st.sampled_from(["", *QUALIFIERS])), min_size=1))
def test_a_sum_is_exact_only_when_every_part_is_and_an_estimate_when_one_part_is(parts):
    whole = add([Figure(value, "đồng", qualifier) for value, qualifier in parts])
    assert whole.value == sum(value for value, _ in parts)
    assert (whole.qualifier == "") == all(qualifier == "" for _, qualifier in parts)
    if any(qualifier == "uoc" for _, qualifier in parts):
        assert whole.qualifier == "uoc"


def test_figures_of_different_units_are_not_added():
    with pytest.raises(ValueError, match="different units"):
        add([Figure(1, "vụ"), Figure(1, "đồng")])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"a": 0, "b": 7}, {"a": "exact", "b": "exact"}),
        ({"a": 3, "b": 7, "c": 9}, {"a": "small", "b": "withheld", "c": "exact"}),
        ({"a": 3, "b": 1, "c": 9}, {"a": "small", "b": "small", "c": "exact"}),
        ({"a": 4}, {"a": "small"}),
        ({}, {}),
    ],
)
def test_small_counts_cannot_be_read_nor_worked_out(values, told):
    assert guard_small(values) == told


@given(st.dictionaries(st.text(), st.integers(0, 50), min_size=2))
def test_the_whole_never_gives_a_hidden_count_away(values):
    told = guard_small(values)
    hidden = [key for key in values if told[key] != "exact"]
    assert all(told[key] == "small" for key in values if 0 < values[key] < 5)
    assert len(hidden) != 1 or all(values[key] == 0 for key in values if key not in hidden)


def test_hidden_counts_are_said_in_words():
    figure = Figure(3, "phản ánh")
    assert say_guarded(figure, "small") == "<5 phản ánh"
    assert say_guarded(figure, "withheld") == "không nêu"
    assert say_guarded(figure, "exact") == "3 phản ánh"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 1, 1), date(2026, 11, 24), (date(2026, 1, 1), date(2026, 10, 31))),
        (date(2026, 1, 2), date(2026, 3, 31), (date(2026, 2, 1), date(2026, 3, 31))),
        (date(2025, 12, 15), date(2026, 1, 31), (date(2026, 1, 1), date(2026, 1, 31))),
        (date(2026, 10, 1), date(2026, 10, 30), None),
        (date(2026, 11, 1), date(2026, 11, 30), None),
        (date(2026, 11, 24), date(2026, 11, 24), None),
    ],
)
def test_reports_are_told_to_everybody_by_whole_months_that_are_over(first, last, told):
    months = whole_months(Scope(first, last), date(2026, 11, 24))
    assert (months and (months.from_day, months.to_day)) == told
