"""kill -9 while reports are being sent: whoever saw a receipt has a case, and nobody has two."""

import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from complaints.models import Complaint
from complaints.queries.tracking import find_by_code
from core import audit
from core.config import read_settings
from core.db import db
from tests.complaints.public.walk import Reporter
from tests.factories.accounts import make_unit
from tests.factories.complaints import picture, province
from tests.faults.browsing import PatientBrowser
from tests.installation import build_app, close
from tests.services.site import Site, new_site

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "3"))
CITIZENS = 3

pytestmark = pytest.mark.faults


@dataclass
class Crowd:
    """Citizens who report again and again until told to stop, each remembering the codes shown to them."""

    url: str
    codes: list[str] = field(default_factory=list)
    repeats: int = 0
    faults: list[BaseException] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self.report, args=(number,)) for number in range(CITIZENS)]
        for thread in threads:
            thread.start()
        return threads

    def report(self, number: int) -> None:
        """One citizen's doing."""
        try:
            while not self.stop.is_set():
                browser = PatientBrowser(self.url)
                reporter = Reporter(browser)
                reporter.walk(photos=[(picture(), "anh.jpg")], seller=f"Sạp {number}, chợ Mẫu")
                reporter.send()
                assert reporter.code, f"{reporter.status} without a receipt: {reporter.page[:2000]}"
                self.codes.append(reporter.code)
                self.repeats += browser.repeats
        except BaseException as fault:
            self.faults.append(fault)


@pytest.fixture
def served(tmp_path, template_database) -> Iterator[Site]:
    """A site whose province has a unit that takes reports."""
    site = new_site(tmp_path / "site", template_database)
    application = build_app(read_settings(site.environment))
    with application.app_context():
        make_unit(db.session, kind="chi_cuc", areas=[province(db.session).id])
        db.session.commit()
    close(application)
    site.start()
    yield site
    site.stop()


def test_a_killed_server_loses_no_report_and_doubles_none(served):
    crowd = Crowd(served.url)
    threads = crowd.start()
    for _round in range(ROUNDS):
        time.sleep(random.uniform(0.5, 2.5))
        served.kill()
        served.start()
    crowd.stop.set()
    for thread in threads:
        thread.join()
    served.stop()
    assert crowd.faults == []
    assert crowd.codes and crowd.repeats, "no receipt, or no request was cut off: the test showed nothing"
    check_cases(served, crowd.codes)


def check_cases(site: Site, codes: list[str]) -> None:
    """Every code opens a case of its own, there is no other case, and the chain holds."""
    application = build_app(read_settings(site.environment))
    with application.app_context():
        cases = [find_by_code(db.session(), code) for code in codes]
        assert all(isinstance(case, Complaint) for case in cases)
        assert len({case.id for case in cases}) == len(codes)
        assert db.session.scalar(select(func.count()).select_from(Complaint)) == len(codes)
        assert audit.verify(db.session()) == []
    close(application)
    with sqlite3.connect(site.folder / "site.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_receipt_of_a_case_that_is_gone_is_noticed(served):
    """The check above does see a lost report."""
    crowd = Crowd(served.url)
    crowd.stop.set()
    with pytest.raises(AssertionError):
        check_cases(served, ["22222-22222-2222"])


def test_the_server_ends_cleanly_when_asked(served):
    process = served.process
    served.stop()
    assert process.returncode == 0


def test_a_web_process_that_dies_is_started_anew(served):
    """Only the worker process of granian is killed; its parent brings another."""
    parent = served.process.pid
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        os.kill(int(child), 9)
    browser = PatientBrowser(served.url)
    assert browser.get("/healthz").status_code == 200
