"""What a photo says of place and day is offered as an answer and then forgotten; nothing of it reaches the files."""

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from complaints.models import Complaint
from complaints.queries.filing import find_draft
from core import clock
from core.photo_facts import PhotoFacts, read_photo_facts
from tests.factories.complaints import picture


def photo(day: str = "") -> bytes:
    image, exif, out = Image.new("RGB", (60, 40), "red"), Image.Exif(), BytesIO()
    exif[0x8825] = {1: "N", 2: (21.0, 33.0, 0.0), 3: "E", 4: (105.0, 46.0, 0.0)}
    exif.get_ifd(0x8769)[0x9003] = day or clock.today().strftime("%Y:%m:%d 09:00:00")
    image.save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


@pytest.fixture
def shown(reporter):
    """A reporter who has sent such a photo and stands at the question for the shop."""
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    reporter.press(photos=[(photo(), "a.jpg")], next="yes")
    reporter.press(place="shop")
    return reporter


def offered(reporter, session) -> tuple:
    draft = find_draft(session, reporter.client.get_cookie("draft", path="/complaints").value, clock.now())
    return draft.answers.photo_communes, draft.answers.photo_day


def press_offer(reporter, asked_on: str, **fields: str) -> str:
    return reporter.press("/complaints/new/photo-offer", asked_on=asked_on, **fields)


def test_the_place_of_a_photo_becomes_the_answer_by_one_press(shown, session):
    choices = re.findall(r'name="commune" value="([0-9a-f-]{36})">([^<]+)<', shown.page)
    assert "Ảnh có ghi nơi chụp" in shown.page and len(choices) == 3
    page = press_offer(shown, "shop", commune=choices[0][0])
    assert f'value="{choices[0][1]}"' in page and offered(shown, session)[0] == ()
    shown.press(seller="Sạp 12", commune=choices[0][1])
    assert "Ảnh có ghi ngày chụp" in shown.page
    press_offer(shown, "details", day="yes")
    shown.press(
        seller="",
        bought="other",
        **{f"bought_on_{part}": getattr(clock.today(), part) for part in ("day", "month", "year")},
    )
    shown.press(contact="none")
    shown.press("/complaints/new/check")
    case = session.scalars(select(Complaint)).one()
    assert str(case.commune_id) == choices[0][0] and case.bought_on == clock.today()


def test_who_does_not_want_it_has_it_forgotten(shown, session):
    page = press_offer(shown, "shop", drop="yes")
    assert "Ảnh có ghi nơi chụp" not in page and offered(shown, session)[0] == ()


def test_a_place_that_was_not_offered_cannot_be_taken(shown, session):
    press_offer(shown, "shop", commune="00000000-0000-0000-0000-000000000000")
    draft = find_draft(session, shown.client.get_cookie("draft", path="/complaints").value, clock.now())
    assert draft.answers.commune_id is None


@pytest.mark.parametrize("fields", [{}, {"asked_on": "check"}, {"asked_on": "shop", "draft": "x" * 32}])
def test_an_offer_without_a_draft_or_a_question_leads_back(unit, client, fields):
    assert client.post("/complaints/new/photo-offer", data=fields).status_code == 303


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_place_is_read_rounded_from_every_kind(kind):
    facts = read_photo_facts(picture(kind=kind))
    assert (facts.lat, facts.lon) == (21.594, 105.848)


@pytest.mark.parametrize(
    "data", [b"", b"text", b"\xff\xd8\xff\xe1\x00\x10Exif\0\0MM\0*\xff\xff\xff\xff", picture(metadata=False)]
)
def test_nothing_is_offered_from_what_says_nothing(data):
    assert read_photo_facts(data) == PhotoFacts()


def test_a_clock_that_was_never_set_is_not_offered(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    reporter.press(photos=[(photo("1970:01:01 00:00:00"), "a.jpg")], next="yes")
    assert offered(reporter, session)[1] is None
