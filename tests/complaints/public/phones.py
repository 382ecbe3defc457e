"""A site whose province takes reports, and phones with scripts that keep what they kept when they are started again."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from complaints.models import Complaint, Evidence
from core import storage
from core.config import read_settings
from core.db import db
from core.keys import keys_of
from tests.factories.accounts import make_unit
from tests.factories.complaints import province
from tests.installation import build_app, close
from tests.services.browser import QUIET
from tests.services.processes import need, wait_until
from tests.services.site import Site, new_site


@pytest.fixture(scope="module")
def reporting_site(tmp_path_factory, template_database) -> Iterator[Site]:
    """A running installation with a unit for Thái Nguyên."""
    made = new_site(tmp_path_factory.mktemp("reporting") / "site", template_database)
    with looking_into(made):
        make_unit(db.session, kind="chi_cuc", areas=[province(db.session).id])
        db.session.commit()
    made.start()
    yield made
    made.stop()


@contextmanager
def looking_into(site: Site) -> Iterator[None]:
    """The site's own database and files, from beside the running server."""
    application = build_app(read_settings(site.environment))
    with application.app_context():
        yield
    close(application)


def stored_files(site: Site, seller: str) -> list[tuple[Evidence, bytes, bytes]]:
    """The files of the one report about a seller: row, opened original, clean copy."""
    with looking_into(site):
        case = db.session.scalars(select(Complaint).filter_by(seller=seller)).one()
        rows = db.session.scalars(select(Evidence).filter_by(complaint_id=case.id).order_by(Evidence.position)).all()
        lock = keys_of(db.session(), "sealed")[0].fernet()
        return [(row, lock.decrypt(storage.get(row.sealed_key)), storage.get(row.clean_key)) for row in rows]


def count_reports(site: Site, seller: str) -> int:
    """How many reports there are about a seller."""
    with looking_into(site):
        return len(db.session.scalars(select(Complaint.id).filter_by(seller=seller)).all())


@pytest.fixture
def phone(playwright, tmp_path) -> Iterator[Callable]:
    """`phone(url)` starts the browser of one and the same phone: what it kept is still there."""
    opened = []

    def start(url: str, script: str = ""):
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / "phone"), executable_path=need("chromium", "/usr/bin/chromium"), args=QUIET, base_url=url,
            viewport={"width": 360, "height": 740}, locale="vi-VN", headless=True,
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(60_000)
        if script:
            context.add_init_script(script)
        page = context.pages[0]
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    yield start
    for context in opened:
        with suppress(Exception):
            context.close()


def kill(folder: Path) -> None:
    """The browser that uses the folder is gone at once, as when the phone takes its memory."""
    process = int(os.readlink(folder / "SingletonLock").rpartition("-")[2])
    os.kill(process, 9)
    wait_until(lambda: not Path(f"/proc/{process}").exists(), "the end of the browser")


def answer_to_photos(page) -> None:
    """Up to the question for photos."""
    page.goto("/complaints/new/kind")
    page.get_by_role("button", name="Nghi hàng giả").click()
    page.wait_for_url("**/new/photos")


def go_on(page) -> None:
    """The button that sends the answer, whatever else the page offers."""
    page.locator("main .buttons button.btn:not(.second):not([type=button])").last.click()


def answer_the_rest(page, seller: str) -> None:
    """From the question for photos to the receipt."""
    go_on(page)
    page.get_by_role("button", name="Cửa hàng").click()
    page.get_by_label("Tên hoặc mô tả nơi bán").fill(seller)
    go_on(page)
    page.wait_for_url("**/new/details")
    go_on(page)
    page.get_by_role("button", name="Không cho biết tên").click()
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.wait_for_url("**/complaints/receipt")


def big_photo(path: Path, size: tuple[int, int] = (4000, 3000)) -> Path:
    """A photo of more than 10 MB of noise, with a place, a day and a turn written in it."""


    image = Image.frombytes("RGB", (size[0] // 2, size[1] // 2), os.urandom(size[0] * size[1] // 4 * 3)).resize(size)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (21.0, 35.0, 39.0), 3: "E", 4: (105.0, 50.0, 53.0)}
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 08:00:00"
    out = BytesIO()
    image.save(out, "JPEG", quality=97, exif=exif.tobytes())
    path.write_bytes(out.getvalue())
    return path
