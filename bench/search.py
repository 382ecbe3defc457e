"""Search over 100,000 products beside a scan of the same words with LIKE, in turns in one run."""

import random
import statistics
import time
from pathlib import Path

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app import create_app
from areas.queries import list_communes, list_provinces
from bench.figures import Figure
from core import clock
from core.db import committing, db, new_id
from core.text import fold
from registry.actions.searching import index_products
from registry.models import Producer, Product, ProductSearch
from registry.queries import Wanted
from registry.queries.finding import count_found, find_numbers
from registry.searching import asked_words
from tests.installation import close, set_up, settings_in

PRODUCTS, PRODUCERS, ROUNDS = 100_000, 4_000, 5
GOODS = ("chè cà phê", "mật ong", "miến dong", "gạo nếp", "bưởi da xanh", "nước mắm", "hạt điều", "trà hoa vàng",
         "kẹo dừa", "rượu ngô")  # fmt: skip
TRAITS = ("đặc sản", "hữu cơ", "truyền thống", "thượng hạng", "sấy lạnh", "Shan tuyết", "nguyên chất", "hộp quà",
          "xuất khẩu", "gia đình")  # fmt: skip
NAMES = ("Minh Đức", "Tân Cương", "Hòa Bình", "Thành Công", "An Phú", "Đắk Lắk", "Sông Hồng", "Tây Bắc", "Mường Lò",
         "Việt Hương")  # fmt: skip
QUERIES = [
    f"{goods} {other}" for goods in ("mat ong", "nuoc mam", "tra hoa", "chè")
    for other in ("huu co", "dak lak", "thai nguyen", "minh duc")
]  # fmt: skip
QUERIES += ["dak lak", "Đắk Lắk", "bac giang", "keo dua ben tre", "gao nep tay", "ruou ngo ha noi", "ca phe thuong"]


def measure_search(folder: Path) -> list[Figure]:
    """The p99 of a page of 24, unranked, as a part of the p99 of the scan; both find the same products."""
    settings = settings_in(folder, database_url=f"sqlite:///{folder}/search.sqlite3")
    set_up(create_app(settings))
    application = create_app(settings)
    with application.app_context():
        _fill()
        session, on = db.session(), clock.today()
        same = all(_indexed(session, words) == _scanned(session, words) for words in QUERIES)
        ours, counts, scans = [], [], []
        for words in QUERIES:  # statements are compiled and pages of the file read before anything is measured
            find_numbers(session, Wanted(words=words), on=on)
            count_found(session, Wanted(words=words), on=on)
        for _ in range(ROUNDS):
            for words in QUERIES:
                ours.append(_took(lambda words=words: find_numbers(session, Wanted(words=words), on=on)))
                counts.append(_took(lambda words=words: count_found(session, Wanted(words=words), on=on)))
                scans.append(_took(lambda words=words: _scan(session, words)))
    close(application)
    ratio = _p99(ours) / _p99(scans)
    return [
        Figure("Search of 100,000 products finds what the scan finds", f"{len(QUERIES)} queries", "LIKE", "all", same),
        Figure("Search p99 : LIKE scan p99, unranked", f"{ratio:.3f}",
               f"{_p99(ours) * 1000:.2f} ms : {_p99(scans) * 1000:.1f} ms CPU", "<= 0.030", ratio <= 0.03),
        Figure("Counting what was found, up to 1,001, p99", f"{_p99(counts) * 1000:.2f} ms CPU", "-", "-", True),
    ]  # fmt: skip


def _fill() -> None:
    draw, now = random.Random(1), clock.now()
    with committing() as session:
        communes = [each.id for province in list_provinces(session) for each in list_communes(session, province.id)]
        makers = [(new_id(), f"Hợp tác xã {draw.choice(NAMES)} {n}") for n in range(PRODUCERS)]
        session.execute(insert(Producer), [
            {"id": maker, "kind": "hop_tac_xa", "name": name, "folded": fold(name), "slug": f"co-so-{n}",
             "commune_id": draw.choice(communes), "state": "approved", "created_at": now}
            for n, (maker, name) in enumerate(makers)])  # fmt: skip
        session.execute(insert(Product), [_product(n, draw, makers, now) for n in range(PRODUCTS)])
        index_products(session, session.scalars(select(Product.id)).all(), now)
        session.execute(text("INSERT INTO product_words(product_words) VALUES ('optimize')"))
        session.execute(text("ANALYZE"))


def _product(number: int, draw: random.Random, makers: list, now) -> dict:
    maker, maker_name = draw.choice(makers)
    name = f"{draw.choice(GOODS)} {draw.choice(TRAITS)} {draw.choice(NAMES)} {number}"
    return {
        "id": new_id(), "producer_id": maker, "code": f"{number:08d}", "name": name, "slug": f"san-pham-{number}",
        "folded": fold(f"{name} {maker_name}"), "kind_code": "che", "state": "approved", "created_at": now,
    }  # fmt: skip


def _scan(session: Session, words: str) -> int:
    wanted = [ProductSearch.words.like(f"%{word}%") for word in asked_words(words)]
    return session.scalar(select(func.count()).select_from(ProductSearch).where(*wanted))


def _indexed(session: Session, words: str) -> set[int]:
    return set(find_numbers(session, Wanted(words=words), on=clock.today(), limit=None))


def _scanned(session: Session, words: str) -> set[int]:
    """Every row whose folded text has each word at the beginning of a word."""
    wanted = [(" " + ProductSearch.words).like(f"% {word}%") for word in asked_words(words)]
    return set(session.scalars(select(ProductSearch.number).where(*wanted)))


def _took(call) -> float:
    """CPU seconds: what other programs do meanwhile does not count."""
    start = time.process_time()
    call()
    return time.process_time() - start


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]
