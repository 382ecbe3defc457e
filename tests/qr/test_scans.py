"""Scans: who counts, the journal, and folding each line exactly once."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from core import clock
from core.config import settings
from core.db import committing
from core.jobs import enqueue, run_due
from qr import devices, journal
from qr.actions import folding
from qr.actions.folding import fold_scans
from qr.models import JournalOffset, Scan, ScanDay
from tests.factories.qr import NOW, make_goods

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile"}


def folder() -> Path:
    return Path(settings().journal_dir)


def fold(session) -> int:
    with committing() as current:
        return fold_scans(current, folder=folder(), now=clock.now())


def counted(session) -> tuple[int, int]:
    days = session.scalar(select(func.coalesce(func.sum(ScanDay.count), 0)))
    return session.scalar(select(func.count()).select_from(Scan)), days


def test_a_scan_becomes_one_row_and_one_count_without_any_address(client, session, freeze):
    freeze(NOW)
    goods = make_goods(session)
    client.get(goods.item(), headers=BROWSER)
    assert fold(session) == 1
    scan = session.scalars(select(Scan)).one()
    assert (scan.product_id, scan.lot_id, scan.number) == (goods.product.id, goods.lot.id, goods.batch.first_number)
    assert (scan.verdict, scan.level, scan.weight) == ("V1", "item", 1)
    day = session.scalars(select(ScanDay)).one()
    assert (str(day.day), day.count, day.verdict) == ("2026-11-24", 1, "V1")
    written = b"".join(path.read_bytes() for path in folder().glob("*"))
    assert b"127.0.0.1" not in written and goods.serial.encode() not in written


def test_while_a_whole_batch_waits_the_next_folding_follows_at_once(app, session, monkeypatch):
    monkeypatch.setattr(folding, "BATCH", 2)
    journal_of_dead = journal.Journal(folder())
    for _ in range(5):
        journal_of_dead.append(journal.ScanRecord(29000000, "V8", "item", "", ""))
    journal_of_dead.close()
    with committing() as current:
        enqueue(current, kind="qr.fold", payload={}, run_at=NOW)
    assert [run_due(NOW) for _ in range(4)] == [1, 1, 1, 0]
    assert counted(session)[1] == 5


def test_the_same_phone_counts_once_a_day_and_again_after_it(client, session, freeze):
    freeze(NOW)
    goods = make_goods(session)
    for _ in range(3):
        client.get(goods.item(), headers=BROWSER)
    client.get(goods.item(goods.serials[1]), headers=BROWSER)
    fold(session)
    assert counted(session) == (2, 2)
    freeze(NOW + timedelta(hours=23))
    client.get(goods.item(), headers=BROWSER)
    fold(session)
    assert counted(session) == (2, 2)
    freeze(NOW + timedelta(hours=25))
    client.get(goods.item(), headers=BROWSER)
    fold(session)
    assert counted(session) == (3, 3)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", BROWSER),
        ("GET", BROWSER | {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", BROWSER | {"Purpose": "prefetch"}),
        ("GET", BROWSER | {"User-Agent": "facebookexternalhit/1.1"}),
        ("GET", BROWSER | {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("GET", BROWSER | {"User-Agent": "ZaloPC-win32-24v478"}),
        ("GET", BROWSER | {"User-Agent": "curl/8"}),
        ("GET", {"Accept": "*/*"}),
    ],
)
def test_what_is_no_person_adds_nothing(client, session, method, headers):
    goods = make_goods(session)
    client.open(goods.item(), method=method, headers=headers)
    assert fold(session) == 0


def test_unknown_codes_are_counted_by_day_and_kept_nowhere(client, session):
    goods = make_goods(session)
    client.get("/c/7k3m9q2xw4pd", headers=BROWSER)
    client.get(goods.item("7k3m9q2xw4pd"), headers=BROWSER)
    fold(session)
    assert counted(session) == (0, 2)
    assert {row.verdict: row.product_id for row in session.scalars(select(ScanDay))} == {
        "V8": None,
        "V2": goods.product.id,
    }


def test_the_cookie_is_random_first_party_and_bears_no_name(client, session):
    response = client.get(make_goods(session).item(), headers=BROWSER)
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("d=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_a_device_key_hides_what_it_is_made_of():
    network = devices.network_device(b"k" * 32, "10.0.0", BROWSER["User-Agent"])
    assert len(network) == 32 and "10" not in devices.agent_class(BROWSER["User-Agent"])
    assert network == devices.network_device(b"k" * 32, "10.0.0", "Mozilla/5.0 (Android 9) Chrome/99")
    assert network != devices.network_device(b"x" * 32, "10.0.0", BROWSER["User-Agent"])
    assert devices.cookie_device(b"k", "<script>") == ""


records = st.builds(
    journal.ScanRecord,
    st.integers(0, 10**8),
    st.sampled_from(["V1", "V1-lot", "V8"]),
    st.sampled_from(["item", "lot", "product"]),
    st.sampled_from(["", "a" * 32]),
    st.sampled_from(["", "b" * 32]),
    st.none() | st.uuids(),
    st.none() | st.uuids(),
    st.none() | st.integers(0, 31),
    st.none() | st.integers(0, 2**55 - 1),
)


@given(records, st.integers(0, 200))
def test_a_line_reads_back_whole_or_not_at_all(record, cut):
    line = journal.encode(record)
    assert journal.decode(line) == record
    assert journal.decode(line[:cut]) == (record if cut >= len(line) else None)


def test_a_torn_last_line_waits_and_a_damaged_one_is_left_out(session, tmp_path):
    record = journal.ScanRecord(1, "V8", "item", "", "")
    folder().mkdir(parents=True)
    line = journal.encode(record)
    path = folder() / "1-1.scans"
    path.write_bytes(line + b"00000000" + line[8:] + line + line[:9])
    fold(session)
    assert counted(session) == (0, 2)
    path.write_bytes(path.read_bytes() + line[9:])
    fold(session)
    assert counted(session) == (0, 3)


def test_a_living_file_is_kept_a_folded_orphan_is_deleted(session):
    mine = journal.Journal(folder())
    mine.append(journal.ScanRecord(1, "V8", "item", "", ""))
    assert fold(session) == 1
    assert fold(session) == 0
    assert len(journal.list_files(folder())) == 1
    mine.close()
    fold(session)
    assert journal.list_files(folder()) == []
    fold(session)
    assert session.scalar(select(func.count()).select_from(JournalOffset)) == 0


def test_a_fold_that_fails_counts_nothing_and_the_next_one_everything(session):
    mine = journal.Journal(folder())
    for _ in range(5):
        mine.append(journal.ScanRecord(1, "V8", "item", "", ""))
    fold_scans(session, folder=folder(), now=clock.now())
    session.rollback()
    assert counted(session) == (0, 0)
    fold(session)
    fold(session)
    assert counted(session) == (0, 5)
    mine.close()


def test_a_full_file_is_left_for_the_next(session, monkeypatch):
    monkeypatch.setattr(journal, "MAX_BYTES", 100)
    mine = journal.Journal(folder())
    for _ in range(9):
        mine.append(journal.ScanRecord(1, "V8", "item", "", ""))
    assert len(journal.list_files(folder())) > 1
    fold(session)
    assert counted(session) == (0, 9)
    mine.close()


def test_an_application_that_folds_by_command_says_how_many(app, client, session):
    client.get(make_goods(session).item(), headers=BROWSER)
    result = app.test_cli_runner().invoke(args=["qr", "fold"])
    assert result.output == "1 scans folded\n"


WRITER = """
    import sys
    from pathlib import Path
    from qr.journal import Journal, ScanRecord
    mine = Journal(Path(sys.argv[1]))
    number = 0
    while True:
        mine.append(ScanRecord(1, "V8", "item", "", ""))
        number += 1
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
"""


def start_writer(told: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(folder())]
    with told.open("wb") as out:
        return subprocess.Popen(command, stdout=out, cwd=Path(__file__).parents[2])


@pytest.mark.faults
@pytest.mark.parametrize("writers", [3])
def test_killed_writers_lose_and_double_nothing_that_was_acknowledged(session, tmp_path, writers):
    """Each writer acknowledges after its append, as the server answers after its append."""
    running = [start_writer(tmp_path / f"ack-{number}") for number in range(writers)]
    deadline = time.monotonic() + 20
    while any((tmp_path / f"ack-{n}").stat().st_size < 2000 for n in range(writers)) and time.monotonic() < deadline:
        fold(session)  # folding while they write
    for process in running:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    while fold(session):
        pass
    fold(session)
    told = sum(int((tmp_path / f"ack-{n}").read_bytes().split()[-1]) for n in range(writers))
    assert told > 0
    # A writer may be killed between its write and its acknowledgement: one more each, never one less.
    assert told <= counted(session)[1] <= told + writers
    assert journal.list_files(folder()) == []


def test_a_full_disk_costs_the_count_and_never_the_verdict(client, session, freeze, monkeypatch):
    freeze(NOW)
    goods = make_goods(session)
    for _ in range(2):  # the page made anew, then the held one
        monkeypatch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        answer = client.get(goods.item(), headers=BROWSER)
        assert answer.status_code == 200 and "Mã đúng" in answer.get_data(as_text=True)
    monkeypatch.undo()
    assert fold(session) == 0
