"""Statements and bytes of a scan page, forged serials a second, labels and their reading, a large batch."""

import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import zxingcpp
from PIL import Image
from pyzbar import pyzbar

from app import create_app
from bench.figures import Figure
from bench.site import FOLDER
from core import clock
from core.actor import SYSTEM
from core.db import committing
from qr.actions import issue_codes
from qr.facts import is_issued
from qr.labels.label import Label
from qr.labels.pdf import draw_sheet
from qr.labels.sheets import SHEETS
from qr.links import parse_link
from qr.queries.lookup import find_code
from qr.serials import format_serial, make_serial
from registry.models import Lot
from tests.installation import close, settings_in
from tests.statements import statements_of

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0"}
LABELS = 480
CODES = 1_000_000
FORGED = 3_000


def measure_page(path: str) -> list[Figure]:
    """What one scan asks of the database and of the network."""
    application = create_app(settings_in(FOLDER))
    client = application.test_client()
    client.get(path, headers=BROWSER)
    with application.app_context():
        count = len(statements_of(lambda: client.get(path, headers=BROWSER)))
    size = len(client.get(path, headers=BROWSER | {"Accept-Encoding": "gzip"}).data)
    close(application)
    return [
        Figure("SQL statements of a scan page", str(count), "-", "<= 1 read", count <= 1),
        Figure("Scan page, gzip", f"{size:,} B", "-", "<= 6,144 B", size <= 6144),
    ]


def measure_forged(paths: list[str]) -> Figure:
    """Refusals of serials that nobody issued, against opening right ones: both are one read."""
    application = create_app(settings_in(FOLDER))
    with application.app_context():
        right = [parse_link(path) for path in paths]
        forged = [replace(link, serial=f"{link.serial[0]}{number:011d}") for number, link in enumerate(right)]
        rates = [_reads_a_second([links[turn % len(links)] for turn in range(FORGED)]) for links in (right, forged)]
    close(application)
    share = rates[1] / rates[0]
    return Figure("Forged serials refused", f"{rates[1]:,.0f} per CPU s", f"{rates[0]:,.0f} right ones",
                  ">= 0.5 of right ones", share >= 0.5)  # fmt: skip


def _reads_a_second(links: list) -> float:
    judged = set()
    start = time.process_time()
    for link in links:
        row, _opened = find_code(link)
        judged.add(is_issued(link, row))
    took = time.process_time() - start
    if len(judged) != 1:
        raise AssertionError("right and forged serials in one measurement")
    return len(links) / took


def measure_labels() -> list[Figure]:
    """Label sheets drawn, and every label of the last page read by two readers."""
    labels = [_label(number) for number in range(LABELS)]
    start = time.process_time()
    pdf = draw_sheet(labels, sheet=SHEETS["3x8"])
    took = time.process_time() - start
    by_zxing, by_zbar = _read_last_page(pdf)
    wanted = {label.link for label in labels[-24:]}
    return [
        Figure("Labels drawn as PDF", f"{LABELS / took:,.0f} per CPU s", f"{len(pdf) // LABELS} B each", "-", True),
        Figure("Labels of a page read by zxing / zbar", f"{len(by_zxing & wanted)} / {len(by_zbar & wanted)} of 24",
               "300 dpi", "all", by_zxing >= wanted and by_zbar >= wanted),
    ]  # fmt: skip


def issue() -> Figure:
    """A million codes: one row."""
    application = create_app(settings_in(FOLDER))
    with application.app_context(), committing() as current:
        lot = current.query(Lot).first()
        start = time.perf_counter()
        issue_codes(current, lot_id=lot.id, count=CODES, actor=SYSTEM, now=clock.now())
        took = (time.perf_counter() - start) * 1000
    close(application)
    return Figure("Issuing 1,000,000 codes", f"{took:.0f} ms", "one row", "<= 1,000 ms", took <= 1000)


def _label(number: int) -> Label:
    serial = make_serial(bytes(16), 0, number)
    link = f"https://ma.example.vn/01/09521234543213/21/{serial}"
    return Label(link, "Chè búp mẫu, hộp 200 g", "ma.example.vn", format_serial(serial), serial, "TC-2611", True)


def _read_last_page(pdf: bytes) -> tuple[set[str], set[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "labels.pdf").write_bytes(pdf)
        last = str(LABELS // 24)
        command = ["pdftoppm", "-r", "300", "-gray", "-png", "-f", last, "-l", last, "labels.pdf", "page"]
        subprocess.run(command, cwd=path, check=True)
        image = Image.open(next(path.glob("page*.png")))
        by_zxing = {code.text for code in zxingcpp.read_barcodes(image)}
        return by_zxing, {code.data.decode() for code in pyzbar.decode(image)}
