"""Nobody outside the desk learns that a place, a seller or a code was reported: not by an answer nor by its work."""

import hashlib
import re

import pytest
from sqlalchemy import event

from complaints.tracking import make_code
from core import clock
from core.db import db
from tests.complaints.public.walk import Reporter
from tests.factories.complaints import commune, make_report
from tests.factories.lists import make_seller, make_trusted
from tests.factories.qr import make_goods

RANDOM = re.compile(r'name="(form_key|draft|key)" value="[^"]*"|data-\w*key="[^"]*"')
SELLER, ADDRESS = "Sạp 12, chợ Mẫu", "https://vi.du/ban-hang"
SKIPPED = ("/metrics", "/static", "/healthz", "/readyz", "/desk", "/producer", "/.well-known/audit")
# metrics need a token; the audit's roots are hashes over all that happened


@pytest.fixture
def goods(session, unit):
    made = make_goods(session)
    make_seller(session)
    make_trusted(session)
    session.commit()
    return made


def public_pages(app, goods) -> list[str]:
    """Every page that opens without an id, and those of the goods, the code, the seller and the place."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    plain = [rule.rule for rule in rules if not rule.rule.startswith(SKIPPED)]
    item = goods.item()
    return [
        *sorted(plain), item, f"/api/v1/codes{item}", f"/complaints/new?code={item}", f"/products/{goods.product.slug}",
        f"/products?q={goods.product.name}", f"/products/suggest?q={goods.product.name[:4]}",
        f"/online-sellers?q={ADDRESS}", f"/trusted-places?q={SELLER}", "/areas?q=Tân Cương",
        "/areas/search?q=Tân Cương", "/statistics?place=19", f"/statistics?place=19&from={clock.today()}",
        "/statistics?place=05503",
    ]  # fmt: skip


def look(client, path: str) -> tuple:
    """Status, headers, words and number of statements of an answer: what a stranger can see or time."""
    made = []

    def count(*_args) -> None:
        made.append(1)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        response = client.get(path, headers={"Accept": "text/html"})
        text = RANDOM.sub("", response.get_data(as_text=True))
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return response.status_code, response.headers.get("ETag"), response.headers.get("Location"), text, len(made)


def report_all(session, goods) -> None:
    """Many reports about the code, the goods, the seller, the place and the address."""
    place = commune(session)
    for number in range(6):
        make_report(
            session, code_path=goods.item(), product_id=goods.product.id, lot_id=goods.lot.id, verdict="V1",
            goods_name=goods.product.name, seller=SELLER, commune_id=place.id, details=f"Lời {number}",
        )  # fmt: skip
        make_report(session, place_kind="online", online_address=ADDRESS, seller="", details=f"Mạng {number}")
    session.commit()


def test_every_public_answer_and_its_work_is_the_same_after_many_reports(app, session, goods, freeze):
    freeze(clock.now())  # some answers say when they were made
    client = app.test_client()
    pages = public_pages(app, goods)
    for path in pages:
        look(client, path)  # caches are filled
    before = {path: look(client, path) for path in pages}
    report_all(session, goods)
    after = {path: look(client, path) for path in pages}
    assert [path for path in pages if before[path] != after[path]] == []
    assert len(pages) > 30 and sum(answer[0] == 200 for answer in before.values()) > 25


def test_who_reports_the_same_again_reads_the_same_pages_as_the_first(unit, app, session, goods):
    first, second = Reporter(app.test_client()), Reporter(app.test_client())
    pages = {}
    for reporter in (first, second):
        reporter.walk(seller=SELLER, details="Hàng này là giả!")
        pages[reporter] = RANDOM.sub("", reporter.page)
        reporter.send()
        code = reporter.code
        assert code
        pages[reporter] += RANDOM.sub("", reporter.page.replace(code, ""))
        page = reporter.open("/complaints/track").replace(code, "")
        pages[reporter] += re.sub(r"\d{2}:\d{2}", "", RANDOM.sub("", page))
    assert strip(pages[first]) == strip(pages[second])


def strip(text: str) -> str:
    """Without hours and without what is random on purpose."""
    return re.sub(r"\d{2}:\d{2}|[A-Za-z0-9_\-]{20,}", "", text)


@pytest.mark.parametrize("typed", ["abc", "", "22222222222222", "x" * 5000])
def test_a_wrong_and_an_unknown_code_cost_the_same_work(unit, app, session, typed, monkeypatch):
    _complaint, code = make_report(session)
    session.commit()
    client, hashed, real = app.test_client(), [], hashlib.scrypt
    client.post("/complaints/track", data={"code": "abc"})  # the keys have been read
    monkeypatch.setattr("complaints.tracking.hashlib.scrypt", lambda *a, **k: hashed.append(1) or real(*a, **k))
    slip = code[:-1] + ("2" if code[-1] != "2" else "3")
    unknown = make_code(b"of another installation", "x")
    work = [(*send_code(client, sent), len(hashed)) for sent in (typed, slip, unknown)]
    assert [each[:2] for each in work] == [work[0][:2]] * 3 and work[0][0] == 422
    assert [each[2] for each in work] == [1, 2, 3]


def send_code(client, code: str) -> tuple[int, int]:
    """Status and number of statements."""
    made: list[int] = []

    def count(*_args) -> None:
        made.append(1)

    event.listen(db.engine, "before_cursor_execute", count)
    status = client.post("/complaints/track", data={"code": code}).status_code
    event.remove(db.engine, "before_cursor_execute", count)
    return status, len(made)
