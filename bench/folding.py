"""Recording scans and folding their journal, beside one insert that SQLite commits for each."""

import random
import sqlite3
import time
from pathlib import Path

from bench.figures import Figure
from bench.site import FOLDER
from core import clock
from core.db import committing
from qr.actions.folding import fold_scans
from qr.journal import Journal, list_files, write_line
from qr.links import Level
from qr.models import CodeRange, ScanDay
from qr.scans import Scanned, line_of
from qr.serials import Opened
from qr.verdict import State
from tests.installation import build_app, close, settings_in

RECORDS, TIMES = 1_000_000, 3_000


def measure_folding(folder: Path) -> list[Figure]:
    """One scan into the journal; a million records of it into scans, day rows and scores."""
    return [measure_recording(folder), *fold_a_million(folder)]


def measure_recording(folder: Path) -> Figure:
    """The least of five rounds of each."""
    journal, now = Journal(folder / "bench-journal"), clock.now()
    scanned = Scanned(State.V1, Level.ITEM, "0" * 32, "1" * 32)
    database = sqlite3.connect(folder / "insert.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE scan (minute, verdict, level, device, network, product, lot, generation, number)")

    def record(number: int) -> None:
        journal.append_line(line_of(scanned, Opened(0, number), device="d" * 32, network="n" * 32, now=now))

    def insert(number: int) -> None:
        row = (29_000_000, "V1", "item", "d" * 32, "n" * 32, "0" * 32, "1" * 32, 0, number)
        database.execute("INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    ours, theirs = cost_of(record), cost_of(insert)
    journal.close()
    database.close()
    value, beside = f"{ours / theirs:.2f}", f"{ours * 1e6:.1f} : {theirs * 1e6:.1f} us CPU"
    return Figure("Recording a scan : autocommitted SQLite insert", value, beside, "<= 0.2", ours / theirs <= 0.2)


def cost_of(call) -> float:
    """CPU seconds of one call."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for number in range(TIMES):
            call(number)
        best = min(best, (time.process_time() - start) / TIMES)
    return best


def fold_a_million(folder: Path) -> list[Figure]:
    """Every record is counted once; the rate of folding beside the rate of scanning."""
    application = build_app(settings_in(FOLDER))
    journal = folder / "million"
    with application.app_context():
        with committing() as current:
            batch = current.query(CodeRange).order_by(CodeRange.first_number.desc()).first()
            before = sum(row.count for row in current.query(ScanDay))
        write_journal(journal, batch)
        start = time.process_time()
        while list_files(journal):
            with committing() as current:
                fold_scans(current, folder=journal, now=clock.now())
        took = time.process_time() - start
        with committing() as current:
            counted = sum(row.count for row in current.query(ScanDay)) - before
    close(application)
    name = f"Folding {RECORDS:,} journal records, counted {counted:,}"
    return [Figure(name, f"{RECORDS / took:,.0f} per CPU s", f"{took:.0f} s", "all counted", counted == RECORDS)]


def write_journal(folder: Path, batch: CodeRange) -> None:
    """A journal of phones that each scan one code, half of them with our cookie."""
    folder.mkdir()
    made, minute = random.Random(1), str(int(clock.now().timestamp()) // 60)
    product, lot = batch.product_id.hex, batch.lot_id.hex if batch.lot_id else ""
    with (folder / "1-999999999.scans").open("wb") as file:
        for number in range(RECORDS):
            device, network = f"{made.getrandbits(128):032x}", f"{made.getrandbits(128):032x}"
            code = str(batch.first_number + number)
            sent = ("V1", "item", device if number % 2 else "", network, product, lot, str(batch.generation), code, "")
            file.write(write_line(False, minute, *sent))
