"""Every product is found by every word of its name, producer and place, however typed, on both databases."""

import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import given

from core import clock
from core.db import db
from core.text import fold, sort_key
from registry import queries
from registry.actions.searching import index_products, index_register
from registry.models import Certificate, Product, ProductSearch
from registry.queries import Wanted
from registry.queries.finding import count_found, find_numbers, list_certificate_names, suggest_products
from registry.queries.places import place_words, today_words
from registry.searching import asked_words, name_key, words_of
from tests.factories.registry import make_producer, make_product, recognise
from tests.installation import set_up

NAMES = ("Cà phê Đắk Lắk", "Trà hoa vàng Quy Hoá", "Miến dong (loại 1)", "Mật ong U Minh Hạ", "Bưởi da xanh 5 Roi",
         "Nước mắm Phú Quốc", "Gạo ST25", "Chè Shan tuyết Ea H’Leo", "Kẹo dừa Bến Tre – hộp 250g",
         "ខ្មែរ អង្ករ")  # fmt: skip
ODD = ("\x00", "che\x00", "' OR 1=1", '"', "a* NOT b", "che & !che", "x" * 100_000, "%", "___", "🍵", "NEAR(a b)")
WORDS = st.text(st.sampled_from("aăâbcdđeêghoôơpuưyáạảãà 19-"), min_size=1, max_size=12)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def register(request, app_on, tmp_path):
    """A database of each kind with a few products."""
    app = app_on()
    if request.param == "postgresql":
        app = app_on(database_url=request.getfixturevalue("postgres_url"))
    else:
        set_up(app)
    with app.app_context():
        for name in NAMES:
            make_product(db.session(), name=name, producer=make_producer(db.session(), name=f"Cơ sở {name[::-1]} Đức"))
        db.session.commit()
        yield db.session()


def ways_of_typing(word: str) -> set[str]:
    """A word as people type it: both tone styles, other case, decomposed, without accents."""
    new_style = word.replace("oá", "óa").replace("óa", "oá")
    return {word, new_style, word.upper(), unicodedata.normalize("NFD", word), fold(word), word.replace("đ", "d")}


def found_by(session, words: str) -> set:
    numbers = find_numbers(session, Wanted(words=words), on=clock.today(), limit=None)
    query = session.query(ProductSearch.product_id).filter(ProductSearch.number.in_(numbers))
    return {product_id for (product_id,) in query}


def texts_of(session, product: Product) -> list[str]:
    producer = queries.get_producer(session, product.producer_id)
    place = today_words(session, [producer.commune_id], clock.today())[producer.commune_id]
    return [product.name, producer.name, place, place_words(session, producer.commune_id)]


def ways_to_ask(session) -> list[tuple[Product, str]]:
    """Every word of every product's name, producer and place in every way of typing, and each beginning of it."""
    asked = []
    for product in session.query(Product).order_by(Product.name).all():
        for word in sorted({word for text in texts_of(session, product) for word in text.split() if words_of(word)}):
            whole = words_of(word)[0]
            typed = ways_of_typing(word) | {whole[:length] for length in range(1, len(whole) + 1)}
            asked += [(product, each) for each in sorted(typed)]
    return asked


def test_a_word_and_its_beginnings_find_the_product(register):
    asked = ways_to_ask(register)
    for product, typed in asked[::11]:  # all of them in test-full
        assert product.id in found_by(register, typed), (product.name, typed)
    assert len(asked) > 500


@pytest.mark.full
def test_each_word_and_each_beginning_finds_the_product(register):
    for product, typed in ways_to_ask(register):
        assert product.id in found_by(register, typed), (product.name, typed)


def test_whole_names_and_words_in_another_order_find_it(register):
    for product in register.query(Product).all():
        turned = " ".join(reversed(product.name.split()))
        assert product.id in found_by(register, product.name) & found_by(register, turned)


def test_dak_lak_without_accents_finds_all_of_dak_lak(register):
    ways = ("ĐẮK LẮK", "Đăk Lăk", "Đắk Lắk")
    extra = [make_product(register, name=f"Hạt điều {word} {n}") for n, word in enumerate(ways)]
    register.commit()
    wanted = {product.id for product in register.query(Product) if "dak lak" in fold(product.name)}
    assert len(wanted) == len(extra) + 1
    for typed in ("dak lak", "Đắk Lắk", "DAK LAK", "lắk đắk", unicodedata.normalize("NFD", "Đắk Lắk")):
        assert found_by(register, typed) == wanted


def test_odd_words_are_answered_like_others(register):
    for typed in ODD:
        assert isinstance(found_by(register, typed), set)
        assert isinstance(find_numbers(register, Wanted(words=typed), on=clock.today()), list)


def test_a_page_by_the_short_way_is_a_part_of_all_that_is_found(register):
    for typed in ("xa", "xã", "co so duc", "mat ong xa", "co so gao st", "thanh", "tinh mat", "pho ho xa", "khong co",
                  "mat ong tran", "mat ong huyen"):
        whole = find_numbers(register, Wanted(words=typed), on=clock.today(), limit=None)
        pages = [find_numbers(register, Wanted(words=typed), on=clock.today(), offset=at, limit=4) for at in (0, 4, 8)]
        assert [number for page in pages for number in page] == whole[:12], typed
        assert count_found(register, Wanted(words=typed), on=clock.today()) == len(whole)


def test_filters_and_orders_are_the_same_on_both_databases(register):
    products = {product.name: product for product in register.query(Product).all()}
    honey = products["Mật ong U Minh Hạ"]
    recognise(register, honey)
    register.add(Certificate(product_id=honey.id, name="VietGAP"))
    register.commit()
    on = clock.today()

    def names(sort="", **wanted):
        return [row.name for row in queries.search_products(register, Wanted(**wanted), on=on, sort=sort)[0]]

    assert names(stars=4) == names(certificate="VietGAP") == names(words="mat ong", stars=4) == [honey.name]
    assert list_certificate_names(register, on) == ["VietGAP"]
    assert names("stars")[0] == honey.name
    assert names("name") == sorted(NAMES, key=sort_key)
    assert names() == list(reversed(NAMES)) and set(names("price")) == set(NAMES)
    assert [row.name for row in suggest_products(register, "ca ph", on=on)] == ["Cà phê Đắk Lắk"]


def test_the_index_is_what_a_fresh_writing_would_give(register):
    ids = [product.id for product in register.query(Product)]
    assert index_products(register, ids, clock.now()) == 0
    row = register.query(ProductSearch).first()
    row.words = "khac"
    register.flush()
    index_register(register, {}, clock.now())
    register.expire_all()
    assert row.words != "khac"


@given(WORDS, WORDS)
def test_keys_sort_as_the_alphabet_does(one, other):
    assert (name_key(one) < name_key(other)) == (sort_key(one) < sort_key(other))
    assert (name_key(one) == name_key(other)) == (sort_key(one) == sort_key(other))


def test_names_stand_in_the_order_of_the_vietnamese_alphabet():
    in_order = ["an", "àn", "ản", "ãn", "án", "ạn", "ăn", "ân", "bò", "cam 2", "cam 10", "dê", "đá", "em",
                "ên", "ong", "ông", "ơn", "ung", "ưng", "ya"]  # fmt: skip
    assert sorted(set(in_order), key=name_key) == in_order


def test_a_word_that_begins_another_asks_nothing_more():
    assert asked_words("ch chè Chè che!") == ["che"]
    assert asked_words("Đắk-Lắk, 250g") == ["dak", "lak", "250g"]
