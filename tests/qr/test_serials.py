"""The permutation, the serials around it and the product codes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr import crockford, serials
from registry.codes import check_character, make_product_code

DOCS = Path(__file__).parents[2] / "docs" / "serials.md"
KEY = bytes(range(16))

numbers = st.integers(0, serials.CAPACITY - 1)
keys = st.binary(min_size=16, max_size=16)
bodies = st.text(crockford.ALPHABET, min_size=7, max_size=7)


def rows_of(cells: int) -> list[tuple[str, ...]]:
    """The table rows of the document whose first cell is code, with that many cells."""
    lines = [line for line in DOCS.read_text().splitlines() if line.startswith("| `")]
    found = [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in lines]
    return [row for row in found if len(row) == cells]


@pytest.mark.parametrize(("key", "generation", "number", "serial"), rows_of(4))
def test_the_documented_vectors_hold_both_ways(key, generation, number, serial):
    secret = bytes.fromhex(key)
    assert serials.make_serial(secret, int(generation), int(number)) == serial
    assert serials.open_serial({int(generation): secret}, serial) == (int(generation), int(number))


@pytest.mark.parametrize(("body", "code"), [row for row in rows_of(2) if len(row[0]) == 7])
def test_the_documented_product_codes_hold(body, code):
    assert body + check_character(body) == code
    assert serials.check_product_code(code) == code


def test_the_document_has_vectors_for_both_key_lengths_and_both_ends():
    assert {len(row[0]) for row in rows_of(4)} == {32, 64}
    assert {row[2] for row in rows_of(4)} >= {"0", str(serials.CAPACITY - 1)}


@given(keys, numbers, st.integers(0, 31))
def test_a_serial_opens_to_the_number_it_was_made_from(key, number, generation):
    serial = serials.make_serial(key, generation, number)
    assert serials.is_serial(serial)
    assert serials.open_serial({generation: key}, serial) == (generation, number)


@given(keys, numbers)
def test_every_serial_that_can_be_written_opens_to_one_number_and_back(key, bits):
    """The other way round: with the test above this makes the map a bijection on 55 bits."""
    serial = "0" + crockford.encode(bits, 11)
    opened = serials.open_serial({0: key}, serial)
    assert opened is not None
    assert serials.make_serial(key, 0, opened.number) == serial


def test_neighbours_in_the_counter_look_unrelated():
    made = [serials.make_serial(KEY, 0, number)[1:] for number in range(2000)]
    assert len(set(made)) == 2000
    first_letters = [serial[0] for serial in made]
    assert min(first_letters.count(letter) for letter in crockford.ALPHABET) > 30


def test_half_of_the_bits_change_with_one_bit_of_the_number():
    changed = []
    for number in range(400):
        one, other = (crockford.decode(serials.make_serial(KEY, 0, n)[1:]) for n in (number, number ^ 1))
        changed.append((one ^ other).bit_count())
    assert 25 < sum(changed) / len(changed) < 30


@pytest.mark.parametrize("number", [-1, serials.CAPACITY])
def test_a_number_outside_55_bits_is_refused(number):
    with pytest.raises(ValueError, match="55 bits"):
        serials.make_serial(KEY, 0, number)


def test_a_generation_beyond_one_character_is_refused():
    with pytest.raises(ValueError, match="generation 32"):
        serials.make_serial(KEY, 32, 0)


@pytest.mark.parametrize("text", ["", "0" * 11, "0" * 13, "u" * 12, "à" * 12, "0000 0000 000"])
def test_what_is_no_serial_does_not_open(text):
    assert serials.open_serial({0: KEY}, text) is None


def test_a_serial_of_an_unknown_generation_does_not_open():
    assert serials.open_serial({0: KEY}, serials.make_serial(KEY, 5, 1)) is None


@pytest.mark.parametrize(
    "typed", ["7K3M-9Q2X-W4PD", " 7k3m 9q2x w4pd ", "7k3m9q2xw4pd", "7k3m–9q2x–w4pd", "7k3m\u00a09q2xw4pd"]
)
def test_spaces_dashes_and_capitals_do_not_matter(typed):
    assert serials.normalize_serial(typed) == "7k3m9q2xw4pd"


def test_letters_that_look_like_digits_are_read_as_digits():
    assert serials.normalize_serial("OoIiLl") == "001111"


def test_a_serial_is_printed_in_groups_of_four():
    assert serials.format_serial("7k3m9q2xw4pd") == "7k3m 9q2x w4pd"


def test_a_new_product_code_checks_and_is_not_the_last_one():
    codes = {make_product_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(serials.check_product_code(code.upper()) == code for code in codes)


@given(bodies, st.integers(0, 7), st.sampled_from(crockford.ALPHABET))
def test_a_product_code_with_one_wrong_character_is_found(body, place, letter):
    code = body + check_character(body)
    wrong = code[:place] + letter + code[place + 1 :]
    assert (serials.check_product_code(wrong) is None) == (wrong != code)


@given(bodies, st.integers(0, 7), st.integers(0, 7))
def test_a_product_code_with_two_characters_exchanged_is_found(body, one, other):
    code = list(body + check_character(body))
    code[one], code[other] = code[other], code[one]
    changed = "".join(code)
    if changed != body + check_character(body):
        assert serials.check_product_code(changed) is None


@pytest.mark.parametrize("text", ["", "7k3m9q2", "7k3m9q2mm", "ữ" * 8, "7k3m9q2n"])
def test_what_is_no_product_code_is_refused(text):
    assert serials.check_product_code(text) is None
