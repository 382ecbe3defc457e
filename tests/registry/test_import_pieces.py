"""Long files: compared whole, written piece by piece, stopped honestly, said in each language, cleared in time."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from core import audit, clock, jobs
from core.db import committing, db
from registry.actions.importing import clearing, publishing, staging
from registry.actions.importing.staging import load_part
from registry.imports.scope import Scope
from registry.models import Certificate, ImportBatch, Lot, Passport, Producer, Product
from registry.queries.exports import Chosen, count_export, export_rows
from registry.queries.imports import list_import_lines
from tests.complaints.desk.test_doors import count_statements
from tests.factories.accounts import make_unit
from tests.factories.areas import unit
from tests.factories.imports import HOME, PRODUCERS, PRODUCTS, bring_in, stage
from tests.factories.registry import make_producer, make_product
from tests.registry.test_imports_pages import send, work

NAMES = ("Một", "Hai", "Ba", "Bốn", "Năm")
FIVE = [PRODUCERS, *(["Cơ sở " + name, "Hợp tác xã", *HOME] for name in NAMES)]


@pytest.fixture
def desk(session, officer_client):
    home = make_unit(session, kind="so_cong_thuong", areas=[unit(session, "19").id])
    return officer_client("chuyen_vien", unit=home)


@pytest.fixture
def pieces_of_two(monkeypatch):
    monkeypatch.setattr(staging, "PIECE", 2)
    monkeypatch.setattr(publishing, "PIECE", 2)


def held(session) -> ImportBatch:
    session.expire_all()
    return session.scalar(select(ImportBatch).order_by(ImportBatch.created_at.desc()).limit(1))


def names(session) -> set[str]:
    return set(session.scalars(select(Producer.name)))


def confirmed(desk, rows) -> str:
    address = send(desk, rows).location
    work()
    desk.post(f"{address}/publish", data={"token": desk.form_token})
    return address


def test_a_long_file_is_compared_whole_before_its_first_piece_is_written(desk, session, pieces_of_two):
    address = confirmed(desk, FIVE)
    seen = []
    while jobs.run_due(clock.now()):
        batch = held(session)
        seen.append((batch.state, batch.parts_done, len(names(session))))
    assert seen == [
        ("checking", 1, 0), ("checking", 2, 0), ("publishing", 0, 0),
        ("publishing", 1, 2), ("publishing", 2, 4), ("published", 3, 5),
    ]  # fmt: skip
    assert "Mọi dòng đã ghi vào sổ" in desk.get(address).text
    assert audit.verify(session) == []


def test_the_page_says_how_far_the_writing_is(desk, session, pieces_of_two):
    address = confirmed(desk, FIVE)
    assert "đã so 0 trong 3 phần" in desk.get(address).text
    for _ in range(4):
        jobs.run_due(clock.now())
    said = desk.get(address)
    assert "đã ghi 1 trong 3 phần" in said.text and said.headers["Refresh"] == "3"


def test_a_register_that_changed_in_the_last_piece_leaves_the_whole_file_unwritten(desk, session, pieces_of_two):
    address = send(desk, FIVE).location
    work()
    make_producer(session, name="Cơ sở Năm")
    session.commit()
    desk.post(f"{address}/publish", data={"token": desk.form_token})
    work()
    assert names(session) == {"Cơ sở Năm"} and held(session).state == "ready"
    assert "dòng 6" in desk.get(address).text and "Chưa ghi dòng nào" in desk.get(address).text


def test_a_change_in_the_midst_of_the_writing_stops_it_and_says_how_far_it_came(desk, session, pieces_of_two):
    address = confirmed(desk, FIVE)
    for _ in range(4):
        jobs.run_due(clock.now())
    make_producer(session, name="Cơ sở Năm")
    session.commit()
    work()
    assert held(session).state == "stopped" and names(session) == {f"Cơ sở {name}" for name in NAMES}
    said = desk.get(address).text
    assert "dòng 6" in said and "Đã ghi 4 dòng đầu của tệp" in said and "Refresh" not in desk.get(address).headers
    assert desk.post(f"{address}/publish", data={"token": desk.form_token}).status_code == 409
    send(desk, FIVE)
    work()
    assert (held(session).same_count, held(session).new_count) == (5, 0)
    assert audit.verify(session) == []


def test_a_job_that_comes_twice_writes_a_piece_once(desk, session, pieces_of_two):
    confirmed(desk, FIVE)
    batch = held(session)
    for state, part in (("checking", 0), ("publishing", 0), ("publishing", 1)):
        place = {"batch": batch.id, "state": state, "part": part}
        jobs.enqueue(session, kind="imports.publish", payload=place, run_at=clock.now() + timedelta(seconds=1))
    session.commit()
    work()
    while jobs.run_due(clock.now() + timedelta(seconds=2)):
        pass
    assert len(session.scalars(select(Producer)).all()) == 5 and held(session).state == "published"
    assert session.scalars(select(jobs.Job.last_error).where(jobs.Job.last_error.is_not(None))).all() == []


def test_sentences_about_lines_are_said_in_the_readers_language(desk, session):
    rows = [[*PRODUCERS, "Mã số thuế"], ["Cơ sở A", "Tập đoàn", *HOME, "=1+1"], ["", "Hợp tác xã", *HOME, ""]]
    address = send(desk, rows).location
    work()
    vietnamese, english = desk.get(address).text, desk.get(f"{address}?lang=en").text
    assert "không có “Tập đoàn”" in vietnamese and "Ghi “Tên cơ sở”" in vietnamese
    for words in ("không có “Tập đoàn”", "Ghi “Tên cơ sở”", "Ô là công thức"):
        assert words not in english
    assert "Tập đoàn" in english and "E2: " in english
    told = json.loads(list_import_lines(session, held(session).id)[0].told)["faults"]
    assert all(isinstance(sentence, list) for _field, _sent, sentence in told)


def test_pieces_of_old_files_are_cleared_and_their_lines_stay(desk, session, pieces_of_two):
    address = confirmed(desk, FIVE)
    work()
    batch = held(session)
    days = timedelta(days=clearing.days_kept(clock.today()))
    for wait, is_there in ((days - timedelta(hours=1), True), (days + timedelta(hours=1), False)):
        with committing() as current:
            clearing.clear_old_imports(current, {}, batch.created_at + wait)
        if is_there:
            assert load_part(batch, 0)
    with pytest.raises(FileNotFoundError):
        load_part(batch, 0)
    assert "Cơ sở Một" in desk.get(address).text and "imports.clear_old" in jobs.periodic


def test_what_is_not_yet_decided_is_never_cleared(session, pieces_of_two):
    batch = stage(session, "producers", FIVE)
    clearing.clear_old_imports(session, {}, batch.created_at + timedelta(days=900))
    assert load_part(batch, 0)


def test_the_list_of_files_asks_the_same_number_of_statements_whatever_the_files(desk, session):
    send(desk, FIVE)
    few = count_statements(lambda: desk.get("/desk/imports"))
    for _ in range(6):
        send(desk, FIVE)
    assert count_statements(lambda: desk.get("/desk/imports")) <= few


def test_what_is_taken_out_is_chosen_by_words_kind_state_and_place(desk, session):
    make_product(session, name="Chè đinh")
    make_product(session, name="Chè búp", state="draft")
    session.commit()
    wanted = {"q=dinh": 1, "state=draft": 1, "kind=na": 0, "place=tan+cuong": 2, "place=vinh+long": 0}
    for query, count in wanted.items():
        rows = desk.get(f"/desk/exports/products.csv?{query}").get_data(as_text=True)
        assert len(rows.splitlines()) == count + 1, query
    said = desk.get("/desk/exports?q=dinh&place=Tân+Cương").text
    assert "/desk/exports/products.xlsx?q=dinh&amp;place=T%C3%A2n+C%C6%B0%C6%A1ng" in said and 'value="dinh"' in said
    assert "không có dòng nào" in desk.get("/desk/exports?q=%00&kind=zz&state=zz").text
    few = count_statements(lambda: desk.get("/desk/exports"))
    make_product(session)
    session.commit()
    assert count_statements(lambda: desk.get("/desk/exports")) <= few


def passport_statements(session, call) -> int:
    """How many statements about passports a piece of work sends."""
    said = []

    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sum(" passport" in each for each in said)


@pytest.mark.parametrize("kind", ["products", "certificates", "lots", "producers"])
def test_passports_of_a_piece_are_written_together(session, kind):
    owner = make_producer(session, name="Hợp tác xã Một")
    goods = [make_product(session, producer=owner, name=f"Chè {number}") for number in range(6)]
    files = {
        "products": [[*PRODUCTS, "Quy cách"], *([row.name, "che", owner.name, "hộp"] for row in goods)],
        "certificates": [["Mã sản phẩm", "Tên chứng nhận"], *([row.code, "VietGAP"] for row in goods)],
        "lots": [["Mã sản phẩm", "Số lô", "Ngày sản xuất"], *([row.code, "TC-1", "01/09/2026"] for row in goods)],
        "producers": [[*PRODUCERS, "Địa chỉ"], [owner.name, "Hợp tác xã", *HOME, "Xóm 5"]],
    }
    asked = passport_statements(session, lambda: bring_in(session, kind, files[kind]))
    assert asked <= 6  # one to read those held, the writing, whatever the number of products
    session.expire_all()
    bodies = [json.loads(row.body) for row in session.scalars(select(Passport))]
    if kind == "products":
        assert {body["pack"] for body in bodies} == {"hộp"}
    if kind == "certificates":
        assert all(body["certificates"][0]["name"] == "VietGAP" for body in bodies)
        assert len(session.scalars(select(Certificate)).all()) == 6
    if kind == "lots":
        assert len(bodies) == 12 and len(session.scalars(select(Lot)).all()) == 6
        assert {row.version for row in session.scalars(select(Product))} == {row.version for row in goods}


@pytest.mark.services
def test_on_postgresql_files_come_in_change_and_go_out_the_same(app_on, postgres_url):
    with app_on(database_url=postgres_url).app_context():
        current = db.session()
        owner = make_producer(current, name="Hợp tác xã Một")
        rows = [["Chè một", "che", owner.name, "hộp"], ["Chè hai", "che", owner.name, "túi"]]
        bring_in(current, "products", [[*PRODUCTS, "Quy cách"], *rows])
        rows[0][3] = "lon"
        batch = bring_in(current, "products", [[*PRODUCTS, "Quy cách"], *rows])
        assert (batch.changed_count, batch.same_count, batch.state) == (1, 1, "published")
        assert {json.loads(row.body)["pack"] for row in current.scalars(select(Passport))} == {"lon", "túi"}
        scope = Scope(clock.today())
        assert count_export(current, "products", scope, Chosen(place="tan cuong", words="hai")) == 1
        assert len(list(export_rows(current, "products", scope, Chosen(place="vinh long")))) == 1
