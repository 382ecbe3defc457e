"""The next decree."""

from datetime import date
from pathlib import Path

import pytest

from areas.queries import count_units, current_successors, label, list_communes
from tests.factories.areas import unit

MERGED = Path(__file__).resolve().parents[3] / "shared" / "vn-data" / "units-merged.csv"
HEAD = "code,level,type,name,full_name,parent,lat,lon,area_km2,old_codes,note\n"
DAY = "2027-01-01"


@pytest.fixture
def run(app, session, tmp_path):
    """Import lines by the command, as an administrator does."""

    def command(lines: str, on: str = DAY):
        file = tmp_path / "units.csv"
        file.write_text(HEAD + lines, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["areas", "import", str(file), "--on", on])

    return command


def test_two_communes_merged_leave_one_row_and_a_trail(run, session):
    a, b = (unit(session, code) for code in ("05503", "05500"))
    result = run(f"05503,2,phuong,Mới,Phường Mới,19,,,,{a.code}|{b.code},Hợp nhất\n")
    assert result.output == "0 new, 1 changed, 0 same, 1 ended, 3353 absent\n"
    session.expire_all()
    after = date(2027, 1, 1)
    assert unit(session, "05503", after).name == "Mới"
    assert a.valid_to == b.valid_to == date(2026, 12, 31)
    for former in (a, b):
        assert [label(each) for each in current_successors(session, former, after)] == ["phường Mới, tỉnh Thái Nguyên"]


def test_a_commune_that_becomes_a_ward_keeps_its_past(run, session):
    before = unit(session, "05503")
    assert run("05503,2,phuong,Tân Cương,Phường Tân Cương,19,,,,,\n").exit_code == 0
    session.expire_all()
    assert count_units(session, 3, date(2027, 1, 1)) == 3321
    assert [each.kind for each in current_successors(session, before, date(2027, 1, 1))] == ["phuong"]


def test_a_province_that_becomes_a_city_keeps_its_communes(run, session):
    assert run("19,1,thanh-pho,Thái Nguyên,Thành phố Thái Nguyên,,,,,,\n").exit_code == 0
    session.expire_all()
    city = unit(session, "19", date(2027, 1, 1))
    assert len(list_communes(session, city.id, date(2027, 1, 1))) == 92


def test_importing_twice_changes_nothing_the_second_time(run):
    line = "05503,2,phuong,Tân Cương,Phường Tân Cương,19,,,,,\n"
    run(line)
    assert run(line).output.startswith("0 new, 0 changed, 1 same, 0 ended")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("5503,2,xa,Tân Cương,Xã Tân Cương,19,,,,,\n", "dòng 2: mã “5503”"),
        ("05503,4,xa,Tân Cương,Xã Tân Cương,19,,,,,\n", "dòng 2: cấp “4”"),
        ("05503,2,huyen,Tân Cương,Xã Tân Cương,19,,,,,\n", "dòng 2: loại “huyen”"),
        ("05503,2,phuong,Tân Cương,Xã Tân Cương,19,,,,,\n", "không bắt đầu bằng"),
        ("05503,2,phuong,Tân Cương,Phường Tân Cương,98,,,,,\n", "dòng 2: không có tỉnh mã 98"),
        ("05503,2,phuong,A,Phường A,19,,,,77777,\n", "dòng 2: không có đơn vị cũ mã 77777"),
        ("05503,2,xa,Tân Cương,Xã Tân Cương,19,912,1,,,\n", "dòng 2: lat “912”"),
        ("05503,2,xa,A,Xã A,19,,,,,\n05503,2,xa,B,Xã B,19,,,,,\n", "dòng 3: mã 05503 có hai lần"),
        ("", "không có đơn vị nào"),
    ],
)
def test_a_bad_file_is_refused_whole_with_its_lines(run, session, line, said):
    result = run("05488,2,phuong,Khác,Phường Khác,19,,,,,\n" * bool(line) + line)
    assert result.exit_code == 1
    assert said.replace("dòng 3", "dòng 4").replace("dòng 2", "dòng 3") in result.output
    assert count_units(session, 3, date(2027, 1, 1)) == 3321
    assert not [each for each in list_communes(session, unit(session, "19").id) if each.name == "Khác"]


def test_a_file_that_is_no_text_is_refused(app, session, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00")
    result = app.test_cli_runner().invoke(args=["areas", "import", str(tmp_path / "x.csv")])
    assert result.exit_code == 1
    assert "not UTF-8" in result.output


@pytest.mark.skipif(not MERGED.exists(), reason="the trial data is not on this machine")
def test_the_whole_list_of_2026_is_already_what_we_have(app, session):
    result = app.test_cli_runner().invoke(args=["areas", "import", str(MERGED), "--on", "2026-11-01"])
    assert result.output == "0 new, 0 changed, 3355 same, 0 ended, 0 absent\n"


def test_a_mark_is_set_with_its_source(app, session):
    runner = app.test_cli_runner()
    args = ["areas", "flag", "29410", "khmer", "--from", "2024-01-01", "--source", "Quyết định thử"]
    assert runner.invoke(args=args).output == "xã Hòa Minh, huyện Châu Thành, tỉnh Trà Vinh: khmer\n"
    assert runner.invoke(args=[*args[:-1], " "]).exit_code == 1
