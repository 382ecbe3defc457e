"""How a figure is said, added and hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures import ESTIMATED, QUALIFIERS, Figure, add, combine, say, say_public


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(9_579_251_216, "đồng", "ước tính"), "ước tính 9.579.251.216 đồng"),
        (Figure(697, "vụ"), "697 vụ"),
        (Figure(5000, "người", "hơn"), "hơn 5.000 người"),
        (Figure(6_000_000, "lượt", "gần"), "gần 6.000.000 lượt"),
        (Figure(0, "phản ánh"), "0 phản ánh"),
    ],
)
def test_a_figure_is_said_with_its_qualifier_and_unit(figure, words):
    assert say(figure) == words


@pytest.mark.parametrize(
    ("qualifiers", "together"),
    [
        ([], None),
        ([None, None], None),
        ([None, "hơn"], "hơn"),
        (["hơn", "hơn"], "hơn"),
        (["trên", "hơn"], "hơn"),
        (["trên"], "trên"),
        (["hơn", "gần"], "khoảng"),
        (["khoảng", "gần"], "khoảng"),
        (["khoảng", None], "khoảng"),
        (["ước", None], "ước tính"),
        (["hơn", "ước tính"], "ước tính"),
    ],
)
def test_the_qualifier_of_a_sum_follows_from_its_parts(qualifiers, together):
    assert combine(qualifiers) == together


@given(st.lists(st.tuples(st.integers(0, 10**12), st.sampled_from([None, *QUALIFIERS])), min_size=1))
def test_a_sum_is_exact_only_when_every_part_is_and_an_estimate_when_one_part_is(parts):
    whole = add([Figure(value, "đồng", qualifier) for value, qualifier in parts])
    assert whole.value == sum(value for value, _ in parts)
    assert (whole.qualifier is None) == all(qualifier is None for _, qualifier in parts)
    if any(qualifier in ESTIMATED for _, qualifier in parts):
        assert whole.qualifier == "ước tính"


def test_figures_of_different_units_are_not_added():
    with pytest.raises(ValueError, match="different units"):
        add([Figure(1, "vụ"), Figure(1, "đồng")])


@pytest.mark.parametrize(("value", "words"), [(0, "0 vụ"), (1, "<5 vụ"), (4, "<5 vụ"), (5, "5 vụ")])
def test_small_counts_are_hidden_from_the_public(value, words):
    assert say_public(Figure(value, "vụ")) == words
