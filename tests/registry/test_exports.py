"""What is taken out comes in as the same; commands; products without a GTIN everywhere."""

import io
import json

import pytest

from core import clock
from core.actor import SYSTEM
from core.sheets import write_csv, write_xlsx
from registry.actions.external_codes import attach_external_code
from registry.actions.importing.staging import begin_import, check_part, cut_file
from registry.actions.papers import add_certificate, add_gtin, state_origin_basis
from registry.imports.columns import COLUMNS, headings
from registry.imports.scope import Scope
from registry.models import Product
from registry.queries.exports import Chosen, export_rows, template_sheets
from tests.factories.imports import HOME, PRODUCERS, csv_file, xlsx_file
from tests.factories.registry import make_lot, make_producer, make_product, recognise


def step():
    return {"actor": SYSTEM, "now": clock.now()}


@pytest.fixture
def register(session):
    """A small register with everything that a file may hold, and a product without a GTIN."""
    producer = make_producer(session, name="=Hợp tác xã", tax_code="0100233488", address="+84, tổ 1", public_phone="-1")
    full = make_product(session, producer=producer, name="@Chè", pack="hộp\n200 g", description="một\nhai")
    plain = make_product(session, producer=producer, name="Chè không mã", ocop_group=None, state="draft")
    add_gtin(session, product_id=full.id, gtin="8935049501404", **step())
    state_origin_basis(session, product_id=plain.id, basis="label", dated=clock.today(), evidence="nhãn", **step())
    attach_external_code(session, product_id=plain.id, system_code="tea_site", code="=1", **step())
    add_certificate(session, product_id=plain.id, name="VietGAP", number="'1", **step())
    make_lot(session, plain, number="TC-1", quantity=10)
    make_producer(session, commune="29254", name="Cơ sở ở Vĩnh Long")
    return producer


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", list(COLUMNS))
def test_what_is_taken_out_comes_in_as_the_same_line_for_line(session, register, kind, form):
    rows = list(export_rows(session, kind, Scope(clock.today())))
    out = io.BytesIO()
    if form == "csv":
        out.write(b"".join(write_csv(rows)))
    else:
        write_xlsx([(kind, rows)], out)
    batch = begin_import(session, cut=cut_file(kind, out, f"so.{form}"), may_approve=True, now=clock.now())
    check_part(session, batch, clock.now())
    assert batch.same_count == batch.lines == len(rows) - 1 > 0


def test_a_filter_and_a_scope_narrow_what_is_taken_out(session, register):
    def taken(kind, scope, **chosen):
        return [row[0] for row in export_rows(session, kind, scope, Chosen(**chosen))][1:]

    everywhere = Scope(clock.today())
    assert taken("products", everywhere, words="khong ma") == ["Chè không mã"]
    assert taken("products", everywhere, state="approved") == ["@Chè"]
    assert taken("products", everywhere, kind_code="na") == []
    assert len(taken("producers", Scope(clock.today(), frozenset({register.commune_id})))) == 1
    assert len(taken("lots", Scope(clock.today(), producer_id=register.id))) == 1


def test_the_template_has_the_needed_columns_only_and_is_itself_readable(session):
    for kind in COLUMNS:
        sheets = dict(template_sheets(session, kind, Scope(clock.today())))
        assert sheets["Mẫu"] == [headings(kind, needed_only=True)]
        assert [row[0] for row in sheets["Các cột"][1:]] == headings(kind)


def test_the_command_brings_in_and_takes_out(app, session, tmp_path):
    session.commit()
    file, out = tmp_path / "so.xlsx", tmp_path / "ra.csv"
    file.write_bytes(xlsx_file([PRODUCERS, ["Cơ sở A", "Hợp tác xã", *HOME]]).getvalue())
    run = app.test_cli_runner().invoke
    said = run(args=["registry", "import", "producers", str(file), "--dry-run", "--format", "json"])
    assert json.loads(said.stdout)["new"] == 1 and json.loads(said.stdout)["state"] == "ready"
    assert run(args=["registry", "import", "producers", str(file)]).exit_code == 0
    said = run(args=["registry", "import", "producers", str(file), "--format", "json"])
    assert json.loads(said.stdout)["same"] == 1
    assert run(args=["registry", "export", "producers", "--out", str(out)]).exit_code == 0
    assert "Cơ sở A,Hợp tác xã,xã Tân Cương" in out.read_text("utf-8-sig")
    file.write_bytes(csv_file([PRODUCERS, ["Cơ sở B", "Tập đoàn", *HOME]]).getvalue())
    said = run(args=["registry", "import", "producers", str(file)])
    assert said.exit_code == 1 and "2: “Loại hình” không có “Tập đoàn”" in said.stdout


def test_a_product_without_a_gtin_is_in_every_list_page_and_file(session, client):
    product = recognise_one(session)
    session.commit()
    for path in ("/products", f"/products/{product.slug}", f"/p/{product.code}", f"/p/{product.code}/l/tc-1"):
        said = client.get(path, headers={"Accept": "text/html"})
        assert said.status_code == 200 and product.name in said.text
    rows = list(export_rows(session, "products", Scope(clock.today())))
    assert product.code in rows[1] and rows[1][rows[0].index("Mã GTIN")] == ""


def recognise_one(session) -> Product:
    product = make_product(session, name="Chè không mã vạch")
    make_lot(session, product, number="TC-1")
    recognise(session, product)
    return product
