"""Print jobs: many labels part by part, cancelled, failed, taken up again; never a label doubled or missing."""

import csv
import io
import resource
import signal
import zipfile
from datetime import timedelta

import pytest
import zxingcpp
from sqlalchemy import select, update

from core import audit, clock, jobs, storage
from core.actor import SYSTEM
from core.db import committing, db
from qr import actions, label_pages
from qr.actions.labelling import forget_labels, part_key
from qr.actions.shared import issue_shared
from qr.models import CodeRange, LabelJob, LabelRule
from registry.actions.producers import add_member
from tests.factories.accounts import form_token, make_officer, make_unit, sign_in
from tests.factories.qr import NOW, make_goods, place_of_goods
from tests.qr.test_labels import render

BY = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def small_parts(session, freeze):
    """24 labels a part, more than 24 a job."""
    freeze(NOW)
    session.execute(update(LabelRule).where(LabelRule.name.in_(("part", "at_once"))).values(value=24))
    session.commit()


@pytest.fixture
def desk(session, client):
    """Somebody who may issue codes where the goods are: `desk(path, **form)` posts."""
    unit = make_unit(session, kind="so_cong_thuong", areas=[place_of_goods(session).id])
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=unit))
    return lambda path, **data: client.post(path, data={"token": form_token(session, client)} | data)


def ask(desk, session, goods, **form):
    answer = desk(f"/desk/codes/{goods.batch.batch_id}/labels", **form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    session.expire_all()
    return answer.location, session.scalars(select(LabelJob).order_by(LabelJob.asked_at.desc())).first()


def work(session, times: int = 99) -> None:
    """What a worker does, at most so many turns."""
    for _ in range(times):
        if not jobs.run_due(clock.now()):
            break
    session.expire_all()


def links_of(data: bytes) -> list[str]:
    return [row["link"].rsplit("/", 1)[1] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]


def test_many_labels_are_a_job_with_progress_and_come_out_whole_and_in_order(desk, session, client, tmp_path):
    goods = make_goods(session, count=60, state="reserved")
    page, _asked = ask(desk, session, goods, form="pdf", sheet="3x8")
    assert "0 trong 60" in client.get(page).get_data(as_text=True)
    work(session, 1)
    assert "24 trong 60" in client.get(page).get_data(as_text=True)
    assert client.get(page).headers["Refresh"] == "3"
    work(session)
    assert "Tải tệp" in client.get(page).get_data(as_text=True)
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{page}/file").data))
    assert archive.namelist() == [f"tem-{first:07d}-{last:07d}.pdf" for first, last in ((1, 24), (25, 48), (49, 60))]
    read = []
    for name in archive.namelist():
        (image,) = render(archive.read(name), tmp_path)
        read += [code.text.rsplit("/", 1)[1] for code in zxingcpp.read_barcodes(image)]
    assert sorted(read) == sorted(goods.serials)
    assert session.scalars(select(CodeRange.state)).all() == ["printed"]
    assert not [fault for fault in audit.verify(session) if fault.startswith(("labels:", "batch:"))]


def test_a_batch_split_while_it_is_drawn_doubles_and_misses_nothing(desk, session, client):
    goods = make_goods(session, count=60, state="printed")
    page, _ = ask(desk, session, goods, form="csv")
    work(session, 1)
    first = goods.batch.first_number
    with committing() as current:
        for number in (first + 3, first + 30):
            span = actions.Span(number, number)
            actions.void_codes(current, batch_id=goods.batch.batch_id, span=span, reason="in hỏng", **BY)
    work(session)
    found = links_of(client.get(f"{page}/file").data)
    assert found == [serial for place, serial in enumerate(goods.serials) if place != 30]


def test_a_worker_killed_between_drawing_and_counting_draws_the_same_part_again(desk, session, client, monkeypatch):
    goods = make_goods(session, count=60, state="printed")
    page, _asked = ask(desk, session, goods, form="csv")
    put, calls = storage.put, []

    def put_and_die(key: str, data: bytes) -> None:
        put(key, data)
        calls.append(key)
        if len(calls) == 2:
            raise KeyboardInterrupt  # the process is gone: nothing behind this line runs

    monkeypatch.setattr(storage, "put", put_and_die)
    with pytest.raises(KeyboardInterrupt):
        work(session)
    db.session.remove()
    monkeypatch.setattr(storage, "put", put)
    with clock.freeze(NOW + jobs.LEASE + timedelta(minutes=1)):
        work(session)
    assert links_of(client.get(f"{page}/file").data) == goods.serials


def test_two_workers_at_the_same_part_count_it_once(desk, session, client):
    goods = make_goods(session, count=60, state="printed")
    page, asked = ask(desk, session, goods, form="csv")
    for _ in range(2):
        jobs.kinds["labels.part"](db.session(), {"job": str(asked.id), "part": 0}, NOW)
    session.expire_all()
    assert session.get(LabelJob, asked.id).parts_done == 1
    work(session)
    assert links_of(client.get(f"{page}/file").data) == goods.serials


def test_a_disk_that_fills_stops_the_job_in_words_and_it_goes_on_later(desk, session, client, monkeypatch):
    goods = make_goods(session, count=60, state="printed")
    page, asked = ask(desk, session, goods, form="csv")
    work(session, 1)
    put = storage.put

    def put_on_a_full_disk(key: str, data: bytes) -> None:
        """The system itself refuses to write more than 500 bytes into a file."""
        ignored, limits = signal.getsignal(signal.SIGXFSZ), resource.getrlimit(resource.RLIMIT_FSIZE)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
        try:
            put(key, data)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, ignored or signal.SIG_DFL)

    monkeypatch.setattr(storage, "put", put_on_a_full_disk)
    work(session)
    text = client.get(page).get_data(as_text=True)
    assert "Máy chủ hết chỗ lưu tệp" in text and "24 trong 60" in text
    assert not storage.exists(part_key(asked.id, 1))
    assert client.get(f"{page}/file").status_code == 409
    monkeypatch.setattr(storage, "put", put)
    assert desk(f"{page}/resume").status_code == 303
    work(session)
    assert links_of(client.get(f"{page}/file").data) == goods.serials


def test_too_little_room_stops_before_a_file_is_begun(desk, session, client, monkeypatch):
    goods = make_goods(session, count=60, state="printed")
    page, asked = ask(desk, session, goods, form="csv")
    monkeypatch.setattr(storage, "free_megabytes", lambda: 3)
    work(session)
    assert "Máy chủ hết chỗ lưu tệp" in client.get(page).get_data(as_text=True)
    assert not storage.exists(part_key(asked.id, 0))


def test_a_cancelled_job_leaves_no_file_and_is_not_taken_up_again(desk, session, client):
    goods = make_goods(session, count=60, state="reserved")
    page, asked = ask(desk, session, goods, form="csv")
    work(session, 1)
    assert desk(f"{page}/cancel").status_code == 303
    work(session)
    assert not any(storage.exists(part_key(asked.id, number)) for number in range(3))
    assert session.scalars(select(CodeRange.state)).all() == ["reserved"]
    assert desk(f"{page}/resume").status_code == 409 and desk(f"{page}/cancel").status_code == 409


def test_files_go_when_their_time_is_over(desk, session, client):
    goods = make_goods(session, count=30, state="printed")
    page, asked = ask(desk, session, goods, form="zpl", sheet="50x30", dpi="203")
    work(session)
    assert client.get(f"{page}/file").data.count(b"^XA") == 30
    with clock.freeze(NOW + timedelta(days=32)):
        with committing() as current:
            forget_labels(current, {}, clock.now())
        work(session)
    assert not storage.exists(part_key(asked.id, 0))
    assert client.get(f"{page}/file").status_code in (302, 303, 409)


def test_what_does_not_fit_is_refused_before_a_job_is_made(desk, session):
    goods = make_goods(session, count=60, state="printed")
    answer = desk(f"/desk/codes/{goods.batch.batch_id}/labels", form="pdf", sheet="20x30", dpi="203", ecc="H")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "máy in 203 dpi cần 4 chấm (0,50 mm)" in text
    assert session.scalars(select(LabelJob)).all() == []


def test_one_page_on_trial_comes_at_once(desk, session, tmp_path):
    goods = make_goods(session, count=60, state="reserved")
    answer = desk(f"/desk/codes/{goods.batch.batch_id}/labels", form="pdf", sheet="3x8", trial="yes")
    (image,) = render(answer.data, tmp_path)
    assert len(zxingcpp.read_barcodes(image)) == 24


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "Chè mẫu Tân Cương"}, "có chữ không có trong tên đã đăng ký"),
        ({"form": "zpl", "sheet": "3x8"}, "ZPL là cho máy in cuộn"),
        ({"printer": "0190a000-0000-7000-8000-000000000000"}, "Máy in đã đo"),
        ({"sheet": "a4"}, "Khổ tem"),
        ({"dpi": "72"}, "Độ mịn máy in"),
    ],
)
def test_each_wrong_choice_is_told_beside_its_field_and_the_rest_stays(desk, session, form, words):
    goods = make_goods(session, count=2, state="printed")
    answer = desk(f"/desk/codes/{goods.batch.batch_id}/labels", **{"khmer": "តែ"} | form)
    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True) and "តែ" in answer.get_data(as_text=True)


def test_while_labels_are_drawn_others_can_write(desk, session, monkeypatch):
    seen = []

    def draw(*_args, **_how) -> bytes:
        seen.append(bool(db.session().info.get("committing")))
        return b"tem"

    monkeypatch.setattr("qr.actions.labelling.draw_labels", draw)
    few = make_goods(session, count=2, state="printed")
    desk(f"/desk/codes/{few.batch.batch_id}/labels", form="pdf", sheet="3x8")
    ask(desk, session, make_goods(session, count=60, state="printed"), form="pdf")
    work(session)
    assert seen == [False] * 5


def test_a_producer_prints_its_own_lots_and_no_others(session, officer_client):
    goods, other = make_goods(session, count=30), make_goods(session, count=30)
    browser = officer_client("producer", unit_kind="producer")
    add_member(session, producer_id=goods.product.producer_id, user_id=browser.user.id, **BY)
    session.commit()
    assert str(goods.batch.batch_id) in browser.get("/producer/labels").get_data(as_text=True)
    assert browser.get(f"/producer/codes/{goods.batch.batch_id}/labels").status_code == 200
    made = browser.post(f"/producer/codes/{goods.batch.batch_id}/labels", data={"form": "csv"})
    work(session)
    assert links_of(browser.get(f"{made.location}/file").data) == goods.serials
    with committing() as current:
        mine = issue_shared(current, lot_id=goods.lot.id, level="lot", count=3, **BY)
        others = issue_shared(current, lot_id=other.lot.id, level="lot", count=3, **BY)
    assert browser.get(f"/producer/codes/shared/{mine.id}/labels").status_code == 200
    shared = browser.post(f"/producer/codes/shared/{mine.id}/labels", data={"form": "csv"})
    assert links_of(shared.data) == [goods.lot.number] * 3
    assert browser.get(f"/producer/codes/{other.batch.batch_id}/labels").status_code == 404
    assert browser.post(f"/producer/codes/shared/{others.id}/labels").status_code == 404
    unit = make_unit(session, kind="so_cong_thuong", areas=[])
    elsewhere = officer_client("chuyen_vien", unit=unit)
    assert elsewhere.get(made.location.replace("/producer", "/desk")).status_code == 404
    assert elsewhere.get(f"/desk/codes/shared/{mine.id}/labels").status_code == 404


def test_the_table_of_sizes_says_what_fits(desk, session, client):
    goods = make_goods(session, count=2)
    text = client.get(f"/desk/codes/{goods.batch.batch_id}/labels").get_data(as_text=True)
    assert "không vừa" in text and "ô 0,42 mm" in text
    assert len(label_pages.list_sizes("https://ma.example.vn/01/09521234543213/21/7k3m9q2xw4pd", "M")) == 15
