"""Badges, marks, lists, exchanges, shops and sellers of the sample: data/lists.json."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.clock import legal_date
from registry.actions import badges, lists, sellers, selling
from registry.models import Platform, Producer, Product
from reports.demo.facts import read_facts
from reports.demo.identifiers import sample_tax_code
from reports.demo.people import People

GENERATED = "mọi trường"
FIRST_TAX_CODE = 260
NAMED = ("shopee", "tiktok", "sendo", "voso", "buudien")


def load_lists(session: Session, people: People, now: datetime) -> None:
    """Everything of data/lists.json; dates of the sample count back from the hour of loading."""
    facts, by = read_facts("lists"), {"actor": SYSTEM, "now": now}
    goods = _goods(session)
    _load_badges(session, facts, goods, by)
    _load_key_kinds(session, people, facts, by)
    for row in facts["trusted"]:
        _load_trusted(session, people, row, by)
    for row in facts["industrial"]:
        _load_industrial(session, people, row, by)
    exchanges = _load_exchanges(session, people, facts, by)
    _load_shops(session, goods, exchanges, by)
    for place, row in enumerate(facts["sellers"]):
        _load_seller(session, people, row, place, by)


def _goods(session: Session) -> list[tuple[Product, Producer]]:
    """The goods on sale today with their producers, in the order they were loaded."""
    query = select(Product, Producer).join(Producer, Producer.id == Product.producer_id)
    query = query.where(Product.state == "approved", Producer.name.like("Cơ sở mẫu%")).order_by(Producer.name)
    return [(row[0], row[1]) for row in session.execute(query)]


def _ago(by: dict, days: int) -> date:
    return legal_date(by["now"]) - timedelta(days=days)


def _load_badges(session: Session, facts: dict, goods: list, by: dict) -> None:
    for (product, _producer), (scheme, level, days) in zip(goods, facts["badges"], strict=False):
        badges.award_badge(
            session, product_id=product.id, scheme=scheme, level=level, issuer="UBND tỉnh (mẫu)", decision_number="",
            issued_on=_ago(by, days), generated=GENERATED, source="bản mẫu", **by,
        )  # fmt: skip
    for number, (product, _producer) in enumerate(goods[:2]):
        badges.record_mark(
            session, product_id=product.id, kind=("gi", "trademark")[number], name=f"Nhãn hiệu mẫu {number + 1}",
            number=f"MẪU-{number + 1:04}", owner="Chủ sở hữu mẫu", issuer="Cục Sở hữu trí tuệ (mẫu)",
            granted_on=_ago(by, 900), valid_until=None if number == 0 else _ago(by, -2700), source="bản mẫu", **by,
        )  # fmt: skip


def _load_key_kinds(session: Session, people: People, facts: dict, by: dict) -> None:
    for row in facts["specialities"]:
        for kind in row["kinds"]:
            badges.name_key_kind(
                session, kind_code=kind, province_id=people.provinces[row["province"]].id, rank="speciality",
                issuer=row["issuer"], decision_number=row["number"], valid_from=date.fromisoformat(row["from"]),
                is_sample=True, **by,
            )  # fmt: skip
    badges.name_key_kind(
        session, kind_code="che", province_id=people.provinces["tn"].id, rank="key", issuer="UBND tỉnh (mẫu)",
        decision_number="", valid_from=_ago(by, 700), is_sample=True, source="bản mẫu", **by,
    )  # fmt: skip


def _load_trusted(session: Session, people: People, row: dict, by: dict) -> None:
    commune = people.communes[row["province"]][row["place"]]
    place = lists.list_trusted_place(
        session, kind=row["kind"], name=row["name"], address=commune.full_name, commune_id=commune.id,
        voucher="Hội bảo vệ người tiêu dùng (mẫu)", basis="Cam kết bán hàng có nguồn gốc (mẫu)",
        valid_from=_ago(by, 300), valid_to=_ago(by, -430), is_sample=True, source="bản mẫu", **by,
    )  # fmt: skip
    if "withdrawn" in row:
        reason, on = "Cơ quan kiểm tra kết luận có vi phạm (mẫu)", _ago(by, row["withdrawn"])
        lists.withdraw_trusted_place(session, place_id=place.id, reason=reason, on=on, **by)


def _load_industrial(session: Session, people: People, row: dict, by: dict) -> None:
    state = {"proposer": "Sở Công Thương (mẫu)", "proposed_on": _ago(by, 90)}
    if "published" in row:
        state = {"publisher": "Bộ Công Thương (mẫu)", "published_on": _ago(by, row["published"])}
    lists.propose_industrial(
        session, hs_code=row["hs"], name=row["name"], maker=row["maker"], standard=row["standard"],
        province_id=people.provinces[row["province"]].id, is_sample=True, source="bản mẫu", **state, **by,
    )  # fmt: skip


def _load_exchanges(session: Session, people: People, facts: dict, by: dict) -> list[Platform]:
    made = [
        selling.add_exchange(
            session, name=f"Sàn thương mại điện tử tỉnh {name}", hosts=f"san-{key}.example.vn", is_sample=True,
            province_id=people.provinces[key].id, valid_from=date(2021, 1, 1), source="tên miền là mẫu", **by,
        )
        for key, name in (("tn", "Thái Nguyên"), ("vl", "Vĩnh Long"))
    ]  # fmt: skip
    count = {name: value for name, value in facts["exchange"].items() if name != "place"}
    as_of = date.fromisoformat(count.pop("as_of"))
    selling.record_exchange_count(session, platform_id=made[0].id, as_of=as_of, is_sample=True, **count, **by)
    selling.link_exchanges(
        session, platform_id=made[0].id, partner=made[1].name, partner_province_id=people.provinces["vl"].id,
        linked_on=_ago(by, 150), products_shared=120, is_sample=True, source="bản mẫu", **by,
    )  # fmt: skip
    return made


def _load_shops(session: Session, goods: list, exchanges: list[Platform], by: dict) -> None:
    """A stall for each of the first producers, and a page of their product on the exchange; the last one waits."""
    named = {row.code: row for row in session.scalars(select(Platform).where(Platform.code.in_(NAMED)))}
    for number, (product, producer) in enumerate(goods[:6]):
        platform = named[NAMED[number % len(NAMED)]]
        stall = selling.add_shop_link(
            session, producer_id=producer.id, platform_id=platform.id, opened_on=_ago(by, 200 - number),
            url=f"https://{platform.hosts.split()[0]}/gian-hang-mau-khong-co-that-{number + 1}", has_qr=number % 2 == 0,
            is_sample=True, source="bản mẫu", **by,
        )  # fmt: skip
        if number == 5:
            continue
        selling.verify_shop_link(session, link_id=stall.id, **by)
        page = selling.add_shop_link(
            session, producer_id=producer.id, product_id=product.id, platform_id=exchanges[0].id, is_sample=True,
            url=f"https://{exchanges[0].hosts}/san-pham-mau-{number + 1}", opened_on=_ago(by, 100), source="bản mẫu",
            **by,
        )  # fmt: skip
        selling.verify_shop_link(session, link_id=page.id, **by)


def _load_seller(session: Session, people: People, row: dict, place: int, by: dict) -> None:
    commune = people.communes[row["province"]][place * 5]
    platform = session.scalars(select(Platform).filter_by(code=row["platform"])).one()
    sellers.register_seller(
        session, kind=row["kind"], name=row["name"], tax_code=sample_tax_code(FIRST_TAX_CODE + place),
        address=commune.full_name, commune_id=commune.id, platform_id=platform.id, known_on=_ago(by, 120),
        shop_url=f"https://{platform.hosts.split()[0]}/nguoi-ban-mau-khong-co-that-{place + 1}", is_sample=True,
        source="bản mẫu", **by,
    )  # fmt: skip
