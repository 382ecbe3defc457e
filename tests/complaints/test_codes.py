"""Tracking codes: the same for the same form, every slip of one character found, printed in groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.tracking import ALPHABET, LENGTH, CodeFault, format_code, hash_code, make_code, read_code

CODES = st.binary(min_size=1, max_size=40).map(lambda secret: make_code(secret, "key"))


def test_the_alphabet_has_29_characters_and_none_that_look_alike():
    assert len(set(ALPHABET)) == 29 and not set(ALPHABET) & set("01oilau")


@given(CODES)
def test_a_code_reads_back_from_any_way_of_writing(code):
    assert len(code) == LENGTH and read_code(format_code(code)) == code == read_code(code.upper())


@given(CODES, st.integers(0, LENGTH - 1), st.integers(1, 28))
def test_one_wrong_character_is_always_found(code, place, step):
    other = ALPHABET[(ALPHABET.index(code[place]) + step) % 29]
    assert read_code(code[:place] + other + code[place + 1 :]) is CodeFault.CHECK


@given(CODES, st.integers(0, LENGTH - 2))
def test_two_that_changed_places_are_found(code, place):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or read_code(swapped) is CodeFault.CHECK


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_a_fault(text):
    assert isinstance(read_code(text), str)


def test_the_same_form_gives_the_same_code_and_another_key_another():
    assert make_code(b"secret", "form") == make_code(b"secret", "form")
    assert make_code(b"secret", "form") != make_code(b"secret", "other") != make_code(b"else", "other")


@pytest.mark.parametrize("pepper", [b"a", b"b" * 32])
def test_the_hash_can_be_looked_up_and_needs_the_pepper(pepper):
    code = make_code(b"secret", "form")
    assert hash_code(pepper, code) == hash_code(pepper, code) != hash_code(pepper + b"x", code)
    assert len(hash_code(pepper, code)) == 64 and code not in hash_code(pepper, code)
