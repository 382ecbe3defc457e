"""Places of interest of the sample: made-up markets, supermarkets, clusters, villages, and those of the documents."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from core.actor import SYSTEM
from core.clock import legal_date
from registry.actions.listings import list_product, state_capacity
from registry.actions.place_facts import add_place_member, record_management, record_share, record_work
from registry.actions.places import open_sale_point
from registry.models import Producer, Product, SalePoint
from reports.demo.facts import read_facts
from reports.demo.people import People

PLACES = (
    ("industrial_cluster", "Cụm công nghiệp mẫu",
     {"area_m2": 300_000, "occupancy_tenths": 725, "trade": "cơ khí, chế biến"}),
    ("craft_village", "Làng nghề mẫu", {"trade": "chế biến nông sản"}),
    ("traditional_craft_village", "Làng nghề truyền thống mẫu", {"trade": "đan lát"}),
    ("market", "Chợ mẫu", {}),
    ("supermarket", "Siêu thị mẫu", {"chain": "Chuỗi mẫu"}),
    ("viet_goods_point", "Điểm bán Tự hào hàng Việt Nam mẫu", {}),
    ("fine_goods_point", "Điểm bán Tinh hoa hàng Việt Nam mẫu", {}),
    ("display_lodging", "Điểm trưng bày khách sạn mẫu", {}),
    ("display_tourism", "Điểm trưng bày khu du lịch mẫu", {}),
)  # fmt: skip
GENERATED = "tên, địa chỉ, vị trí, số liệu"


def load_places(session: Session, people: People, now: datetime) -> None:
    """Nine kinds of places in each province, with what is written down about them."""
    for key, communes in people.communes.items():
        made = {kind: _place(session, key, communes[3 + 4 * number], kind, name, facts, now)
                for number, (kind, name, facts) in enumerate(PLACES)}  # fmt: skip
        _tell(session, made, communes, now)
    facts = read_facts("places")
    for row in facts["models"]["rows"]:
        _load_model(session, row, facts["models"], now)
    _load_chains(session, people, facts["chains"], now)


def _load_model(session: Session, row: dict, facts: dict, now: datetime) -> None:
    """A pilot model as the report names it; nothing of it is made up."""
    commune = get_unit_by_code(session, row["commune"], legal_date(now))
    open_sale_point(
        session, kind=row["kind"], name=row["name"], address=row["address"], commune_id=commune.id,
        known_on=date.fromisoformat(facts["as_of"]), trade=row["trade"], decision=row["decision"],
        progress=row["progress"], resolution_note=row["why"], source=facts["source"], is_sample=True, actor=SYSTEM,
        now=now,
    )  # fmt: skip


def _load_chains(session: Session, people: People, facts: dict, now: datetime) -> None:
    """Goods of the sample in each chain that the report names."""
    products = session.scalars(_goods(people.communes[facts["province"]]).limit(len(facts["names"]))).all()
    how = {"from_day": date.fromisoformat(facts["from"]), "source": facts["source"], "actor": SYSTEM, "now": now}
    how |= {"kind": "supermarket", "is_sample": True, "verified": True}
    for chain, product in zip(facts["names"], products, strict=False):
        list_product(session, product_id=product.id, outlet=chain, **how)


def _goods(communes: list):
    """The sample's approved products made in some communes, by name."""
    query = select(Product).join(Producer, Producer.id == Product.producer_id)
    query = query.where(Producer.commune_id.in_([each.id for each in communes]), Product.state == "approved")
    return query.where(Producer.name.like("Cơ sở mẫu%")).order_by(Product.name)


def _place(session, key: str, commune, kind: str, name: str, facts: dict, now: datetime) -> SalePoint:
    return open_sale_point(
        session, kind=kind, name=f"{name} {key.upper()}", address=commune.full_name, commune_id=commune.id,
        known_on=date(2025, 7, 1), lat=commune.lat, lon=commune.lon, is_sample=True, generated=GENERATED,
        source="bản mẫu", actor=SYSTEM, now=now, **facts,
    )  # fmt: skip


def _tell(session: Session, made: dict[str, SalePoint], communes: list, now: datetime) -> None:
    """A survey, works, a change of management; producers and goods of the province."""
    by, today = {"actor": SYSTEM, "now": now}, legal_date(now)
    survey = {"surveyed_on": today - timedelta(days=40), "method": "lines", "home": 9_000, "whole": 10_000}
    market, shop = made["market"].id, made["supermarket"].id
    record_share(session, place_id=shop, **survey, qualifier="khoang", source="bản mẫu", **by)
    record_work(session, place_id=market, kind="repair", done_on=today - timedelta(days=90),
                amount=900_000_000, fund="ngân sách (mẫu)", source="bản mẫu", **by)  # fmt: skip
    changed_on = today - timedelta(days=60)
    record_management(session, place_id=market, before="board", after="cooperative", changed_on=changed_on, **by)
    for number, product in enumerate(session.scalars(_goods(communes).limit(3)).all()):
        home = made["craft_village" if number else "industrial_cluster"].id
        add_place_member(session, place_id=home, producer_id=product.producer_id, valid_from=date(2025, 7, 1), **by)
        place_id = (shop, market, made["viet_goods_point"].id)[number]
        list_product(session, product_id=product.id, place_id=place_id, from_day=date(2025, 8, 1),
                     source="bản mẫu", is_sample=True, verified=True, **by)  # fmt: skip
        state_capacity(session, product_id=product.id, per_month=500 * (number + 1), unit="hộp", **by)
