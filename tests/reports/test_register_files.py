"""Registers as provinces send them: made by the demo maker, brought in by the command, in bounded memory."""

import json
import subprocess
import tracemalloc

import pytest
from sqlalchemy import func, select

from core import audit, clock
from core.db import db
from core.sheets import open_sheets
from registry.actions.importing.staging import begin_import, check_part, cut_file
from registry.models import Producer, Product
from tests.factories.imports import HOME, PRODUCERS, bring_in


def run(app, *args):
    said = app.test_cli_runner().invoke(args=[str(arg) for arg in args])
    assert said.exit_code == 0, said.output
    return said.stdout


def brought(app, kind, file) -> dict:
    return json.loads(run(app, "registry", "import", kind, file, "--format", "json"))


def test_tra_vinhs_register_comes_in_whole_and_twice_is_the_same(app, tmp_path):
    file = tmp_path / "tra-vinh.xlsx"
    run(app, "demo", "register-file", "--of", "tra-vinh", "--out", file)
    assert brought(app, "producers", file)["new"] == 118
    assert brought(app, "products", file)["new"] == 184
    assert brought(app, "producers", file)["same"] == 118
    assert brought(app, "products", file)["same"] == 184
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Product).filter_by(state="approved")) == 184
        assert audit.verify(db.session()) == []


@pytest.mark.parametrize("rows", [600, pytest.param(10_000, marks=pytest.mark.full)])
def test_a_long_register_comes_in(app, tmp_path, rows):
    file = tmp_path / "so.xlsx"
    run(app, "demo", "register-file", "--rows", rows, "--out", file)
    assert brought(app, "producers", file)["new"] == rows // 5
    assert brought(app, "products", file)["new"] == rows
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Producer)) == rows // 5


@pytest.mark.parametrize("rows", [2_000, pytest.param(50_000, marks=pytest.mark.full)])
def test_the_memory_of_a_long_file_does_not_grow_with_its_rows(app, session, tmp_path, rows):
    file = tmp_path / "so.xlsx"
    session.commit()
    run(app, "demo", "register-file", "--rows", rows, "--out", file)
    with file.open("rb") as data:
        tracemalloc.start()
        cut = cut_file("products", data, "so.xlsx")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert cut["lines"] == rows and cut["parts"] == rows // 500
    assert peak < 40_000_000  # the table of texts and one piece, whatever the rows
    batch = begin_import(session, cut=cut, may_approve=True, in_background=False, now=clock.now())
    check_part(session, batch, clock.now())
    assert batch.wrong_count == 500  # their producers are not there: each line says so, and nothing else happens


@pytest.mark.services
def test_another_spreadsheet_program_opens_what_we_write(app, tmp_path, needed_program):
    office = needed_program("soffice")
    run(app, "demo", "register-file", "--rows", 20, "--out", tmp_path / "so.xlsx")
    utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    for form, source in (("ods", "so.xlsx"), ("xlsx:Calc MS Excel 2007 XML", "ods/so.ods"), (utf8, "so.xlsx")):
        folder = tmp_path / ("back" if form.startswith("xlsx") else form[:3])
        call = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form]
        subprocess.run([*call, "--outdir", folder, tmp_path / source], check=True, capture_output=True, timeout=120)
    assert brought(app, "producers", tmp_path / "back" / "so.xlsx")["new"] == 4
    with (tmp_path / "csv" / "so.csv").open("rb") as data:
        assert sum(1 for _row in open_sheets(data, "so.csv")[0].read()) == 5


@pytest.mark.services
def test_files_come_in_on_postgresql_too(app_on, postgres_url):
    application = app_on(database_url=postgres_url)
    with application.app_context():
        session = db.session()
        batch = bring_in(session, "producers", [PRODUCERS, ["Cơ sở A", "Hợp tác xã", *HOME]])
        assert batch.state == "published"
        goods = [["Tên sản phẩm", "Loại hàng", "Tên cơ sở"], ["Chè", "che", "Cơ sở A"]]
        assert bring_in(session, "products", goods).new_count == 1
        assert session.scalar(select(func.count()).select_from(Product)) == 1
