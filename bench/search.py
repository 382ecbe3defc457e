"""Search over 100,000 products beside a scan of the same words with LIKE, in turns in one run."""

import random
import statistics
import time
from pathlib import Path

from sqlalchemy import insert, select, text
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

PRODUCTS, PRODUCERS, QUERIES, ROUNDS = 100_000, 4_000, 150, 3
GOODS = (
    "chè đinh", "chè móc câu", "cà phê rang xay", "mật ong hoa nhãn", "miến dong", "gạo nếp cái", "gạo tám",
    "bưởi da xanh", "bưởi đỏ", "cam sành", "nước mắm", "hạt điều rang", "trà hoa vàng", "trà sen", "kẹo dừa",
    "rượu ngô", "rượu cần", "bánh gai", "bánh chưng", "bánh pía", "nem chua", "chả mực", "tôm khô", "cá kho",
    "thịt trâu gác bếp", "lạp sườn", "măng khô", "nấm hương", "mộc nhĩ", "tỏi đen", "hành tím", "tiêu đen",
    "quế thanh", "hồi khô", "sầu riêng", "xoài cát", "thanh long", "vải thiều", "nhãn lồng", "chuối sấy",
    "khoai lang", "bột sắn dây", "tinh bột nghệ", "dầu lạc", "muối tôm", "chiếu cói", "thổ cẩm", "gốm sứ",
)  # fmt: skip
TRAITS = ("đặc sản", "hữu cơ", "truyền thống", "thượng hạng", "sấy lạnh", "Shan tuyết", "nguyên chất", "hộp quà",
          "xuất khẩu", "gia đình")  # fmt: skip
SYLLABLES = (
    "An", "Bảo", "Bình", "Cường", "Châu", "Dung", "Duy", "Đại", "Đạt", "Đức", "Giang", "Hà", "Hải", "Hạnh", "Hiền",
    "Hòa", "Hoàng", "Hồng", "Hùng", "Hương", "Khánh", "Kiên", "Lâm", "Lan", "Linh", "Long", "Mai", "Minh", "Nam",
    "Ngọc", "Nguyên", "Nhân", "Phong", "Phú", "Phúc", "Phương", "Quang", "Quý", "Sơn", "Tâm", "Tân", "Thái", "Thành",
    "Thảo", "Thịnh", "Thủy", "Tiến", "Trường", "Tuấn", "Vân", "Việt", "Vinh", "Xuân", "Yên",
)  # fmt: skip
FEW = 24  # a query with fewer answers than a page makes the scan look at every row


def measure_search(folder: Path) -> list[Figure]:
    """The p99 of a page of 24, unranked, as a part of the p99 of the scan; both find the same products.

    Both sides run the same queries, in turns, for the same page in the same order, through the same session. What
    a query costs is the least CPU time of ROUNDS runs: on a machine with neighbours the rest is theirs. The p99 is
    over the queries, and each has fewer answers than a page, so that the scan cannot stop early.
    """
    settings = settings_in(folder, database_url=f"sqlite:///{folder}/search.sqlite3")
    set_up(create_app(settings))
    application = create_app(settings)
    with application.app_context():
        _fill()
        session, on = db.session(), clock.today()
        queries = _queries(session)
        same = all(_indexed(session, words) == _begun(session, words) for words in queries)
        ways = {
            "search": lambda words: find_numbers(session, Wanted(words=words), on=on, limit=FEW),
            "scan": lambda words: _scan(session, words),
            "count": lambda words: count_found(session, Wanted(words=words), on=on),
        }
        costs = _costs(queries, ways)
    close(application)
    p99 = {name: _p99(times) for name, times in costs.items()}
    ratio = p99["search"] / p99["scan"]
    return [
        Figure("Search of 100,000 products finds what the scan finds", f"{len(queries)} queries", "LIKE", "all", same),
        Figure("Search p99 : LIKE scan p99, unranked", f"{ratio:.3f}",
               f"{p99['search'] * 1000:.2f} ms : {p99['scan'] * 1000:.1f} ms CPU", "<= 0.030", ratio <= 0.03),
        Figure("Counting what was found, p99", f"{p99['count'] * 1000:.2f} ms CPU", "-", "-", True),
    ]  # fmt: skip


def _costs(queries: list[str], ways: dict) -> dict[str, list[float]]:
    """The least CPU seconds of each query by each way; the ways take turns."""
    least: dict[str, dict[str, float]] = {name: dict.fromkeys(queries, 1e9) for name in ways}
    for words in queries:  # statements are compiled and pages of the file read before anything is measured
        for call in ways.values():
            call(words)
    for _ in range(ROUNDS):
        for words in queries:
            for name, call in ways.items():
                least[name][words] = min(least[name][words], _took(lambda call=call, words=words: call(words)))
    return {name: list(times.values()) for name, times in least.items()}


def _queries(session: Session) -> list[str]:
    """Queries with fewer answers than a page and one at least, as people type them, most without accents."""
    draw, found = random.Random(2), dict[str, None]()
    provinces = [unit.name for unit in list_provinces(session)]
    while len(found) < QUERIES:
        goods, brand = draw.choice(GOODS), _brand(draw)
        text = draw.choice([brand, f"{goods} {brand}", f"{brand} {draw.choice(provinces)}",
                            f"{goods} {draw.randrange(100, PRODUCERS)}", f"hop tac xa {brand} {goods}"])  # fmt: skip
        text = fold(text) if draw.random() < 0.7 else text
        if 0 < len(_scan(session, text)) < FEW:
            found[text] = None
    return list(found)


def _brand(draw: random.Random) -> str:
    return f"{draw.choice(SYLLABLES)} {draw.choice(SYLLABLES)}"


def _fill() -> None:
    draw, now = random.Random(1), clock.now()
    with committing() as session:
        communes = [each.id for province in list_provinces(session) for each in list_communes(session, province.id)]
        makers = [(new_id(), f"Hợp tác xã {_brand(draw)} {n}") for n in range(PRODUCERS)]
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
    name = f"{draw.choice(GOODS)} {draw.choice(TRAITS)} {_brand(draw)} {number}"
    return {
        "id": new_id(), "producer_id": maker, "code": f"{number:08d}", "name": name, "slug": f"san-pham-{number}",
        "folded": fold(f"{name} {maker_name}"), "kind_code": "che", "state": "approved", "created_at": now,
    }  # fmt: skip


def _scan(session: Session, words: str) -> list[int]:
    """What a list without an index would ask: every word anywhere in the same folded text, the newest 24."""
    wanted = [ProductSearch.words.like(f"%{word}%") for word in asked_words(words)]
    query = select(ProductSearch.number).where(*wanted).order_by(ProductSearch.number.desc()).limit(FEW)
    return list(session.scalars(query))


def _indexed(session: Session, words: str) -> set[int]:
    return set(find_numbers(session, Wanted(words=words), on=clock.today(), limit=None))


def _begun(session: Session, words: str) -> set[int]:
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
