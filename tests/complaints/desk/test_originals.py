"""Sealed originals at the desk: a reason first, an audit row first, only one's own unit; recordings never shown."""

import re

import pytest
from sqlalchemy import select

from complaints.actions.filing import file_complaint
from complaints.actions.photos import keep_photo
from complaints.drafts import Answers
from complaints.models import Evidence
from core import audit, clock, storage
from tests.complaints.public.recordings import mp4
from tests.factories.accounts import make_unit
from tests.factories.complaints import SECRET_WORDS, picture, province


@pytest.fixture
def unit(session):
    return make_unit(session, kind="chi_cuc", areas=[province(session).id])


@pytest.fixture
def case(session, unit):
    """A report with a photo and a film."""
    files = (keep_photo(session, name="a", data=picture()), keep_photo(session, name="b", data=mp4()))
    answers = Answers(kind_code="fake", place_kind="shop", seller="Sạp", photos=files)
    return file_complaint(session, answers=answers, form_key="k" * 24, now=clock.now())[0]


def files_of(session) -> list[Evidence]:
    return list(session.scalars(select(Evidence).order_by(Evidence.position)))


def test_an_original_is_given_out_after_its_reason_is_in_the_audit(session, officer_client, unit, case):
    desk, (photo, film) = officer_client("lanh_dao", unit=unit), files_of(session)
    address = f"/desk/cases/{case.id}/originals/{film.id}"
    answer = desk.post(address, data={f"reason-{film.id}": "xem tem ở giây thứ ba"})
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].endswith("filename=video-2.mp4")
    assert "sandbox" in answer.headers["Content-Security-Policy"] and answer.headers["Cache-Control"] == "no-store"
    assert answer.get_data()[4:8] == b"ftyp" and SECRET_WORDS not in answer.get_data()
    step = audit.list_entries(session, f"case:{case.id}")[-1]
    assert step.kind == "complaint.opened" and film.received_hash in step.text and "giây thứ ba" in step.text
    page = desk.get(f"/desk/cases/{case.id}").get_data(as_text=True)
    assert "Mở bản gốc niêm phong" in page and f"/photos/{film.id}" not in page and f"/photos/{photo.id}" in page
    assert audit.verify(session) == []


@pytest.mark.parametrize("reason", ["", "  ", "vì", "\n\t"])
def test_without_a_reason_nothing_is_opened_and_the_field_says_so(session, officer_client, unit, case, reason):
    desk, (photo, _film) = officer_client("lanh_dao", unit=unit), files_of(session)
    before = len(audit.list_entries(session, f"case:{case.id}"))
    answer = desk.post(f"/desk/cases/{case.id}/originals/{photo.id}", data={f"reason-{photo.id}": reason})
    assert answer.status_code == 422 and "Ghi lý do mở bản gốc" in answer.get_data(as_text=True)
    assert len(audit.list_entries(session, f"case:{case.id}")) == before


def test_who_may_not_open_and_another_province_get_nothing(session, officer_client, unit, case):
    (photo, _film), address = files_of(session), f"/desk/cases/{case.id}/originals/"
    reason = {f"reason-{photo.id}": "xem kỹ tem"}
    assert officer_client("tiep_nhan", unit=unit).post(f"{address}{photo.id}", data=reason).status_code == 403
    other = make_unit(session, kind="chi_cuc", areas=[province(session, "01").id])
    assert officer_client("lanh_dao", unit=other).post(f"{address}{photo.id}", data=reason).status_code == 404
    mine = officer_client("lanh_dao", unit=unit)
    assert mine.post(f"{address}{case.id}", data={f"reason-{case.id}": "xem kỹ tem"}).status_code == 404


def test_a_photo_whose_clean_copy_is_gone_is_not_shown(session, officer_client, unit, case):
    """Fail closed: the original is never shown in its place."""
    photo, film = files_of(session)
    storage.delete(photo.clean_key)
    desk = officer_client("lanh_dao", unit=unit)
    assert desk.get(f"/desk/cases/{case.id}/photos/{photo.id}").status_code == 404
    assert desk.get(f"/desk/cases/{case.id}/photos/{film.id}").status_code == 404
    assert not re.search(r"<(video|audio)", desk.get(f"/desk/cases/{case.id}").get_data(as_text=True))
