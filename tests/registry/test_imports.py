"""Files of the register: what each line would do, and nothing half brought in."""

import json

import pytest
from sqlalchemy import func, select

from core import audit, clock
from core.actor import Actor
from core.db import new_id
from core.errors import BadInput, Conflict
from core.i18n import say_kept
from registry.actions.importing.publishing import confirm_import
from registry.actions.products import change_product
from registry.models import Certificate, ExternalCode, ImportLine, Lot, Passport, Producer, Product, ProductVersion
from registry.queries import Wanted, list_events, search_products
from registry.queries.imports import list_import_lines
from tests.factories.imports import BLOCKS, FILLED, HOME, PRODUCERS, PRODUCTS, bring_in, publish, stage
from tests.factories.registry import make_lot, make_producer, make_product


def faults(session, batch) -> dict[int, list[tuple[str, str]]]:
    return {
        row.line: [(field, say_kept(sentence)) for field, _sent, sentence in json.loads(row.told)["faults"]]
        for row in list_import_lines(session, batch.id, verdict="wrong")
    }


def counts(batch):
    return batch.new_count, batch.changed_count, batch.same_count, batch.wrong_count


FOUR = [PRODUCERS, *([f"Hợp tác xã {name}", "Hợp tác xã", *HOME] for name in ("Một", "Hai", "Ba", "Bốn"))]


def test_producers_come_in_whole_and_the_same_file_again_says_same(session):
    batch = bring_in(session, "producers", FOUR)
    assert counts(batch) == (4, 0, 0, 0)
    found = session.scalars(select(Producer).order_by(Producer.created_at)).all()
    assert [row.state for row in found] == ["approved"] * 4
    assert len({row.slug for row in found}) == 4
    assert counts(stage(session, "producers", FOUR)) == (0, 0, 4, 0)
    assert audit.verify(session) == []


def test_nothing_is_in_the_register_before_it_is_published(session):
    stage(session, "producers", FOUR)
    assert session.scalar(select(func.count()).select_from(Producer)) == 0


def test_headings_are_read_in_any_case_without_accents_and_below_a_title(session):
    rows = [["DANH SÁCH CƠ SỞ"], [], ["", "TEN CO SO", "loai hinh *", "Xa phuong", "TỈNH, THÀNH PHỐ", "Ghi chú riêng"]]
    batch = stage(session, "producers", [*rows, ["1", "Cơ sở A", "ho kinh doanh", "Tân Cương", "Thái Nguyên", "x"]])
    assert counts(batch) == (1, 0, 0, 0)
    assert list_import_lines(session, batch.id)[0].line == 4


def test_a_file_without_a_needed_column_is_refused_and_names_it(session):
    with pytest.raises(BadInput, match="Thiếu: Xã, phường, Tỉnh, thành phố"):
        stage(session, "producers", [["Tên cơ sở", "Loại hình"], ["A", "Hợp tác xã"]])


def test_each_wrong_cell_says_which_line_what_was_sent_and_what_would_do(session):
    batch = stage(session, "producers", [
        [*PRODUCERS, "Mã số thuế"],
        ["Cơ sở A", "Tập đoàn", *HOME, ""],
        ["", "Hợp tác xã", *HOME, ""],
        ["Cơ sở B", "Hợp tác xã", "xã Không Có", "tỉnh Thái Nguyên", ""],
        ["Cơ sở C", "Hợp tác xã", *HOME, "100233488"],
        ["Cơ sở D", "Hợp tác xã", *HOME, "=1+1"],
        ["Cơ sở E", "Hợp tác xã", *HOME, "0100233480"],
        ["Cơ sở G", "Hợp tác xã", *HOME, "0100233488"],
        ["Cơ sở H", "Hợp tác xã", *HOME, "0100233488"],
    ])  # fmt: skip
    found = faults(session, batch)
    assert "Tập đoàn" in found[2][0][1] and "Hợp tác xã" in found[2][0][1]
    assert found[3] == [("name", "Ghi “Tên cơ sở”")]
    assert "xã Không Có" in found[4][0][1]
    assert "bỏ số 0 ở đầu" in found[5][0][1]
    assert found[6][0][1].startswith("E6: Ô là công thức")
    assert "0100233480" in found[7][0][1]
    assert found[9] == [("", "Trùng với dòng 8 của tệp")]
    assert counts(batch) == (1, 0, 0, 7)
    with pytest.raises(Conflict, match="còn 7 dòng sai"):
        confirm_import(session, batch=batch, now=clock.now())


def test_a_product_that_is_whole_is_public_and_one_that_is_not_stays_a_draft(session):
    make_producer(session, name="Hợp tác xã Một")
    bring_in(session, "products", [
        [*PRODUCTS, *BLOCKS, "Mã GTIN"],
        ["Chè một", "che", "Hợp tác xã Một", *FILLED, "8935049501404"],
        ["Chè hai", "Chè", "hop tac xa mot", "", "", "", "", "", ""],
    ])  # fmt: skip
    one, two = session.scalars(select(Product).order_by(Product.name.desc())).all()
    assert (one.state, two.state) == ("approved", "draft")
    assert [event.state for event in list_events(session, one.id)] == ["draft", "submitted", "approved"]
    passports = {row.code: row for row in session.scalars(select(Passport))}
    assert (passports[one.code].is_public, passports[one.code].gtin) == (True, "08935049501404")
    assert not passports[two.code].is_public and passports[two.code].gtin is None
    assert search_products(session, Wanted(words="che mot"), on=clock.today())[1] == 1
    assert audit.verify(session) == []


def test_a_changed_line_shows_old_and_new_and_leaves_a_version(session):
    product = make_product(session, name="Chè búp")
    name = session.get(Producer, product.producer_id).name
    rows = [[*PRODUCTS, "Giá niêm yết", "Quy cách"], ["Chè búp", "che", name, "180.000", "hộp 200 g"]]
    batch = stage(session, "products", rows)
    told = json.loads(list_import_lines(session, batch.id)[0].told)["changes"]
    assert told == [["pack", "", "hộp 200 g"], ["listed_price", "150000", "180000"]]
    publish(session, batch)
    product = session.get(Product, product.id)
    assert (product.listed_price, product.pack, product.standard) == (180_000, "hộp 200 g", "TCVN 9740:2013")
    last = session.scalar(select(ProductVersion).order_by(ProductVersion.seq.desc()))
    assert last.seq == product.version
    assert json.loads(last.changes) == {"pack": ["", "hộp 200 g"], "listed_price": [150_000, 180_000]}
    body = json.loads(session.scalar(select(Passport)).body)
    assert body["listed_price"] == 180_000
    assert counts(stage(session, "products", rows)) == (0, 0, 1, 0)


def test_a_draft_that_a_second_file_completes_becomes_public(session):
    make_producer(session, name="Hợp tác xã Một")
    bring_in(session, "products", [PRODUCTS, ["Chè một", "che", "Hợp tác xã Một"]])
    rows = [[*PRODUCTS, *BLOCKS], ["Chè một", "che", "Hợp tác xã Một", *FILLED]]
    bring_in(session, "products", rows)
    assert session.scalar(select(Product)).state == "approved"
    assert counts(stage(session, "products", rows)) == (0, 0, 1, 0)


def test_a_file_of_an_officer_does_not_approve_what_the_producer_has_not_sent_in(session):
    product = make_product(session, name="Chè búp", state="draft")
    own = Actor("producer", new_id(), "producer")
    change_product(session, product_id=product.id, compare_hint="nắp vặn", actor=own, now=clock.now())
    rows = [[*PRODUCTS, "Quy cách"], ["Chè búp", "che", session.get(Producer, product.producer_id).name, "hộp 200 g"]]
    batch = bring_in(session, "products", rows)
    assert counts(batch) == (0, 1, 0, 0)
    product = session.get(Product, product.id)
    assert (product.state, product.pack) == ("draft", "hộp 200 g")
    assert [event.state for event in list_events(session, product.id)] == ["draft"]
    assert not session.scalar(select(Passport)).is_public


def test_links_of_other_systems_come_in_with_the_file(session):
    make_producer(session, name="Hợp tác xã Một")
    head = [*PRODUCTS, "Hệ thống khác", "Mã ở hệ thống khác", "Đường dẫn ở hệ thống khác"]
    good = ["Chè một", "che", "Hợp tác xã Một", "tea_site", "CHE-1", "https://thainguyentea.gov.vn/1"]
    batch = stage(session, "products", [head, [*good[:5], "https://example.com/1"], [*good[:3], "", "CHE-1", ""]])
    assert [field for rows in faults(session, batch).values() for field, _ in rows] == ["external_url", "system"]
    bring_in(session, "products", [head, good])
    assert session.scalar(select(ExternalCode)).url == "https://thainguyentea.gov.vn/1"
    assert counts(stage(session, "products", [head, good])) == (0, 0, 1, 0)


def test_certificates_and_lots_find_their_product_by_code_or_gtin(session):
    product = make_product(session)
    head = ["Mã sản phẩm", "Tên chứng nhận", "Số chứng nhận", "Ngày cấp"]
    rows = [head, [product.code.upper(), "VietGAP", "1", "01/02/2026"]]
    bring_in(session, "certificates", rows)
    assert session.scalar(select(Certificate)).name == "VietGAP"
    assert counts(stage(session, "certificates", rows)) == (0, 0, 1, 0)
    lots = [["Mã sản phẩm", "Số lô", "Ngày sản xuất", "Hạn dùng"], [product.code, "TC-1", "01/09/2026", "01/09/2028"]]
    bring_in(session, "lots", lots)
    lot = session.scalar(select(Lot))
    assert (lot.number, lot.listed_price) == ("TC-1", 150_000)
    passport = session.scalar(select(Passport).filter_by(lot_id=lot.id))
    assert passport.expires_on == lot.expires_on and json.loads(passport.body)["certificates"][0]["name"] == "VietGAP"
    lots[1][3] = "01/10/2028"
    batch = bring_in(session, "lots", lots)
    assert counts(batch) == (0, 1, 0, 0)
    passport = session.scalar(select(Passport).filter_by(lot_id=lot.id))
    assert f"{passport.expires_on:%d/%m/%Y}" == "01/10/2028" and '"2028-10-01"' in passport.body
    assert audit.verify(session) == []


def test_wrong_lots_and_numbers_are_told(session):
    product = make_product(session)
    make_lot(session, product, number="TC-1")
    batch = stage(session, "lots", [
        ["Mã sản phẩm", "Số lô", "Ngày sản xuất", "Hạn dùng"],
        [product.code, "Lô 1", "01/09/2026", ""],
        [product.code, "TC-2", "01/09/2099", ""],
        [product.code, "TC-3", "01/09/2026", "01/08/2026"],
        ["khongco1", "TC-4", "01/09/2026", ""],
        ["8.93505E+12", "TC-5", "01/09/2026", ""],
        [product.code, "tc-6", "hôm qua", ""],
    ])  # fmt: skip
    assert [rows[0][0] for rows in faults(session, batch).values()] == [
        "number", "made_on", "expires_on", "product", "product", "made_on"
    ]  # fmt: skip


def test_a_gtin_of_another_product_and_one_that_names_no_goods_are_wrong(session):
    make_producer(session, name="Hợp tác xã Một")
    head = [*PRODUCTS, "Mã GTIN"]
    bring_in(session, "products", [head, ["Chè một", "che", "Hợp tác xã Một", "8935049501404"]])
    batch = stage(session, "products", [
        [*head, "Mã sản phẩm"],
        ["Chè hai", "che", "Hợp tác xã Một", "2001234567893", ""],
        ["Chè ba", "che", "Hợp tác xã Một", "9520000000004", ""],
        ["Chè bốn", "che", "Hợp tác xã Một", "8935049501403", ""],
        ["Chè năm", "che", "Hợp tác xã Một", "", "zzzzzzzz"],
    ])  # fmt: skip
    told = faults(session, batch)
    assert [rows[0][0] for rows in told.values()] == ["gtin", "gtin", "gtin", "code"]
    assert "893 với GS1 Việt Nam" in told[2][0][1] and "không đoán thay" in told[4][0][1]


def test_what_changed_in_the_register_since_stops_the_whole_file(session):
    batch = stage(session, "producers", FOUR)
    make_producer(session, name="Hợp tác xã Ba")
    with pytest.raises(Conflict, match="dòng 4"):
        publish(session, batch)
    assert [row.name for row in session.scalars(select(Producer))] == ["Hợp tác xã Ba"]


def test_lines_of_a_file_stay_bounded_by_their_batch(session):
    first, second = stage(session, "producers", FOUR), stage(session, "producers", FOUR)
    assert counts(second) == (4, 0, 0, 0)
    assert session.scalar(select(func.count()).select_from(ImportLine).filter_by(batch_id=first.id)) == 4
