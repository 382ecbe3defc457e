"""Where a scan was: said by the person, else read off an imported table; never an address kept."""

import zlib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import clock
from core.config import settings
from core.db import committing
from qr import journal
from qr.actions.folding import fold_scans
from qr.addresses import AddressTable, BadAddressTable, read_table
from qr.models import Scan, ScanDay
from tests.factories.qr import NOW, make_goods
from tests.statements import statements_of

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile"}
HEAD = "network,province\n"
TABLE = "network,province\n127.0.0.0/8,19\n127.0.0.0/24,01\n2402:800::/32,79\n"


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


def fold() -> None:
    with committing() as current:
        fold_scans(current, folder=Path(settings().journal_dir), now=clock.now())


def places(session) -> list[tuple]:
    return [(scan.province_code, scan.province_source) for scan in session.scalars(select(Scan))]


def say(client, goods, province="19", **headers):
    return client.post("/scan-place", data={"code": goods.item(), "province": province}, headers=BROWSER | headers)


def test_what_a_person_says_goes_to_the_scan_and_adds_none(client, session):
    goods = make_goods(session)
    client.get(goods.item(), headers=BROWSER)
    answer = say(client, goods)
    assert answer.status_code == 200 and "Đã ghi: Thái Nguyên" in answer.get_data(as_text=True)
    assert f'href="{goods.item()}"' in answer.get_data(as_text=True)
    fold()
    assert places(session) == [("19", "said")]
    assert [(row.province_code, row.count) for row in session.scalars(select(ScanDay))] == [("19", 1)]


def test_it_may_come_after_the_scan_was_folded_and_the_first_word_stands(client, session):
    goods = make_goods(session)
    client.get(goods.item(), headers=BROWSER)
    fold()
    say(client, goods)
    say(client, goods, "01")
    fold()
    session.expire_all()
    assert places(session) == [("19", "said")]
    counts = {row.province_code: row.count for row in session.scalars(select(ScanDay))}
    assert counts == {None: 0, "19": 1}


def test_it_is_a_scan_of_its_own_when_the_page_was_never_counted(client, session):
    say(client, make_goods(session))
    fold()
    assert places(session) == [("19", "said")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"province": "19"}, "Quét lại tem"),
        ({"code": "http://x/\x00", "province": "19"}, "Quét lại tem"),
        ({"code": "/c/7k3m9q2xw4pd", "province": "19"}, "Không tìm thấy mã này"),
        ({"code": "GOODS", "province": "99"}, "Chọn một tỉnh"),
        ({"code": "GOODS", "province": "1\uff19"}, "Chọn một tỉnh"),
        ({"code": "GOODS"}, "Chọn một tỉnh"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(client, session, data, told):
    goods = make_goods(session)
    answer = client.post("/scan-place", data=data | {"code": data.get("code", "").replace("GOODS", goods.item())})
    assert answer.status_code == 422 and told in answer.get_data(as_text=True)
    fold()
    assert places(session) == []


def test_another_site_cannot_say_it_and_a_program_is_not_heard(client, session):
    goods = make_goods(session)
    assert say(client, goods, Origin="https://elsewhere.example").status_code == 403
    assert say(client, goods, **{"User-Agent": "curl/8"}).status_code == 200
    fold()
    assert places(session) == []


def test_saying_it_reads_once_and_writes_nothing(client, session):
    goods = make_goods(session)
    say(client, goods)
    assert [each.split()[0] for each in statements_of(lambda: say(client, goods))] == ["SELECT"]


def test_the_form_stands_on_known_codes_and_not_on_unknown_ones(client, session):
    goods = make_goods(session)
    assert 'action="/scan-place"' in client.get(goods.item(), headers=BROWSER).get_data(as_text=True)
    assert 'action="/scan-place"' not in client.get("/c/7k3m9q2xw4pd", headers=BROWSER).get_data(as_text=True)


def test_a_table_that_cannot_be_read_stops_the_start(app_on, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("network,province\n1.0.0.0/8,Hà Nội\n")
    with pytest.raises(BadAddressTable, match="line 2"):
        app_on(address_table=str(path))


def test_the_smallest_network_that_holds_an_address_counts():
    table = AddressTable()
    for line in TABLE.splitlines()[1:]:
        table.add(*line.split(","))
    cases = {"127.0.0.9": "01", "127.9.9.9": "19", "8.8.8.8": "", "2402:800::1": "79", "2001::1": "", "": "", "x": ""}
    assert {address: table.find(address) for address in cases} == cases


@pytest.mark.parametrize(
    "text", ["net,place\n1.0.0.0/8,19\n", HEAD + "1.0.0.1/8,19\n", HEAD + "1.0.0.0/8,HN\n", "\xff"]
)
def test_a_table_that_cannot_be_read_is_named(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BadAddressTable, match=r"table\.csv"):
        read_table(path)


def test_lines_of_before_still_read(session):
    old = b"29000000\tV1\titem\t\tabc\t\t\t0\t7"
    record = journal.decode(b"%08x\t%s\n" % (zlib.crc32(old), old))
    assert record == journal.ScanRecord(29000000, "V1", "item", "", "abc", None, None, 0, 7)
    assert journal.decode(journal.encode(record)) == record


def test_a_table_gives_the_province_on_both_ways_to_a_page_which_is_not_counted_aloud(client, session, monkeypatch):
    monkeypatch.setattr("qr.public.recording.table_at", lambda _path: type("T", (), {"find": lambda *_: "19"})())
    monkeypatch.setattr("qr.public.front.table_at", lambda _path: type("T", (), {"find": lambda *_: "19"})())
    goods = make_goods(session)
    client.get(goods.item(), headers=BROWSER)
    client.get(goods.item(goods.serials[1]), headers=BROWSER)  # this one from the held page
    fold()
    assert places(session) == [("19", "table")] * 2
    assert session.scalars(select(ScanDay.province_code)).all() == [None]
    assert session.scalar(select(func.sum(ScanDay.count))) == 2
    assert b"127.0.0" not in b"".join(path.read_bytes() for path in Path(settings().journal_dir).glob("*"))


def test_the_command_says_what_a_table_holds(app, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    told = app.test_cli_runner().invoke(args=["qr", "addresses", str(path), "--find", "127.0.0.1"])
    assert told.output == "3 networks\n127.0.0.1: 01\n"
    path.write_text(TABLE + "x,19\n")
    told = app.test_cli_runner().invoke(args=["qr", "addresses", str(path)])
    assert told.exit_code == 1 and "line 5" in told.output
