"""kill -9 between every two steps of a report whose photo goes up in pieces: one case, one photo, whole."""

import hashlib
import time
import urllib.error
import urllib.request
from base64 import b64encode

import pytest
from sqlalchemy import select

from complaints.models import Complaint, Evidence
from core import audit, storage
from core.config import read_settings
from core.db import db
from tests.complaints.public.walk import Reporter, hidden_fields
from tests.factories.accounts import make_unit
from tests.factories.complaints import picture, province
from tests.faults.browsing import NO_ANSWER, PatientBrowser
from tests.installation import build_app, close
from tests.services.site import new_site

pytestmark = [pytest.mark.faults, pytest.mark.full]


class Uploader:
    """The script on the phone, over the same cookies as the pages; whatever is cut off is sent again."""

    def __init__(self, browser: PatientBrowser, form_key: str) -> None:
        self.browser, self.key, self.address = browser, form_key, ""

    def send(self, method: str, path: str, data: bytes = b"", **head: str):
        head = {"Form-Key": self.key} | {name.replace("_", "-"): value for name, value in head.items()}
        for _try in range(60):
            request = urllib.request.Request(self.browser.url + path, data or None, head, method=method)
            try:
                with self.browser._opener.open(request, timeout=20) as answer:
                    return answer.headers
            except urllib.error.HTTPError as error:
                with error:
                    if error.code == 409:
                        return error.headers
                    assert error.code == 503, error.code
            except NO_ANSWER:
                pass
            time.sleep(0.3)
        raise TimeoutError(path)

    def announce(self, data: bytes) -> None:
        coded = b64encode(hashlib.sha256(data).hexdigest().encode()).decode()
        head = self.send("POST", "/complaints/uploads", Upload_Length=str(len(data)), Upload_Metadata=f"sha256 {coded}")
        self.address = head["Location"]

    def piece(self, data: bytes, start: int, end: int) -> str:
        kind = "application/offset+octet-stream"
        head = self.send("PATCH", self.address, data[start:end], Upload_Offset=str(start), Content_Type=kind)
        return head.get("Upload-State", "")


@pytest.fixture
def served(tmp_path, template_database):
    site = new_site(tmp_path / "site", template_database)
    application = build_app(read_settings(site.environment))
    with application.app_context():
        make_unit(db.session, kind="chi_cuc", areas=[province(db.session).id])
        db.session.commit()
    close(application)
    site.start()
    yield site
    site.stop()


def test_killed_between_every_two_steps_there_is_one_case_with_one_whole_photo(served):
    data, browser = picture((300, 200)), PatientBrowser(served.url)
    reporter = Reporter(browser)
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    phone = Uploader(browser, hidden_fields(reporter.page)["form_key"])

    def answer(name: str, **fields: str) -> None:
        reporter.open(f"/complaints/new/{name}")
        reporter.press(**fields)

    steps = [
        lambda: phone.announce(data),
        lambda: phone.announce(data),  # the first answer was lost
        lambda: phone.piece(data, 0, 700),
        lambda: answer("place", place="unknown"),
        lambda: phone.piece(data, 0, 700),
        lambda: answer("contact", contact="none"),
        lambda: phone.piece(data, 700, 900),
        lambda: answer("check"),
        lambda: reporter.open("/complaints/receipt"),
        lambda: phone.piece(data, 900, len(data)),
        lambda: phone.piece(data, len(data), len(data)),
    ]
    for step in steps:
        step()
        served.kill()
        served.start()
    served.stop()
    check_one_whole_photo(served, data)


def check_one_whole_photo(served, data: bytes) -> None:
    application = build_app(read_settings(served.environment))
    with application.app_context():
        (case,), (row,) = db.session.scalars(select(Complaint)).all(), db.session.scalars(select(Evidence)).all()
        assert row.complaint_id == case.id and row.received_hash == hashlib.sha256(data).hexdigest()
        assert storage.list_under("uploads") == [] and len(storage.list_under("evidence")) == 2
        assert audit.verify(db.session()) == []
    close(application)
