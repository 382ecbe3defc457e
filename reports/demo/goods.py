"""Goods on sale today, with lots and codes: one item of each verdict, dated from the hour of loading."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code
from core.actor import SYSTEM
from core.clock import legal_date
from qr import actions as codes
from registry import actions as register
from registry.actions.passports import passports_together
from registry.models import Product
from reports.demo.facts import read_facts
from reports.demo.identifiers import sample_gtin, sample_phone, sample_tax_code
from reports.demo.people import People

FIRST_NUMBER = 1000  # tax codes, telephones and GTINs of these goods begin here
SCORES = {3: (230, 160, 220), 4: (300, 190, 270), 5: (360, 230, 320)}
REASON = "bản mẫu"


def load_goods(session: Session, people: People, now: datetime) -> None:
    """Producers, products, recognitions, lots and codes of data/products.json."""
    facts = read_facts("products")
    for place, goods in enumerate(facts["products"]):
        producer = _load_producer(session, people, goods, place, facts, now)
        with passports_together(session, now):
            product = _load_product(session, goods, producer, place, facts, now)
        for lot in goods["lots"]:
            _load_lot(session, product, goods, lot, now)
        if goods.get("ended"):
            register.end_product(session, product_id=product.id, reason=REASON, actor=SYSTEM, now=now)


def _load_producer(session, people: People, goods: dict, place: int, facts: dict, now: datetime) -> UUID:
    today = legal_date(now)
    homes = people.communes[goods["province"]]
    commune = (
        get_unit_by_code(session, goods["commune"], today) if "commune" in goods else homes[place * 3 % len(homes)]
    )
    province = people.provinces[goods["province"]]
    producer = register.register_producer(
        session, kind="hop_tac_xa" if place % 2 else "ho_kinh_doanh", name=f"Cơ sở mẫu {place + 1:02}",
        commune_id=commune.id, tax_code=sample_tax_code(200 + place), public_phone=sample_phone(FIRST_NUMBER + place),
        address=f"{commune.full_name}, {province.full_name.lower()}", is_sample=True, generated=facts["generated"],
        actor=SYSTEM, now=now,
    )  # fmt: skip
    register.approve_producer(session, producer_id=producer.id, actor=SYSTEM, now=now)
    if place == 0:
        register.add_member(session, producer_id=producer.id, user_id=people.actors["coso"].id, actor=SYSTEM, now=now)
    return producer.id


def _load_product(session, goods: dict, producer_id: UUID, place: int, facts: dict, now: datetime) -> Product:
    province = read_facts("people")["provinces"][goods["province"]]["name"]
    product = register.register_product(
        session, producer_id=producer_id, name=goods["name"], kind_code=goods["kind"], ocop_group=goods["group"],
        listed_price=goods["price"], pack=goods["pack"], standard="Tiêu chuẩn cơ sở (mẫu)",
        origin=f"tỉnh {province} (mẫu)", materials_origin=f"tỉnh {province} (mẫu)", is_sample=True,
        source=goods.get("source", ""), generated=facts["generated"], actor=SYSTEM, now=now,
    )  # fmt: skip
    step = {"product_id": product.id, "actor": SYSTEM, "now": now}
    if goods["group"] is None:
        evidence = "Tờ khai của cơ sở (mẫu)"
        register.state_origin_basis(session, basis="declaration", dated=legal_date(now), evidence=evidence, **step)
    register.submit_product(session, **step)
    register.approve_product(session, **step)
    if not goods.get("no_gtin"):
        register.add_gtin(session, gtin=sample_gtin(FIRST_NUMBER + place), **step)
    if goods.get("stars"):
        _recognise(session, goods, step, facts, now)
    return product


def _recognise(session, goods: dict, step: dict, facts: dict, now: datetime) -> None:
    issued_on = legal_date(now) - timedelta(days=goods.get("recognised", 150))
    recognition = register.recognise_product(
        session, issued_on=issued_on, stars=goods["stars"], scores=SCORES[goods["stars"]],
        recogniser_name="UBND tỉnh (mẫu)", generated=facts["generated"], **step,
    )  # fmt: skip
    if "revoked" in goods:
        on = legal_date(now) - timedelta(days=goods["revoked"])
        register.revoke_recognition(session, recognition_id=recognition.id, on=on, reason=REASON, actor=SYSTEM, now=now)


def _load_lot(session, product: Product, goods: dict, lot: dict, now: datetime) -> None:
    made_on = legal_date(now) - timedelta(days=lot["age"])
    row = register.register_lot(
        session, product_id=product.id, number=lot["number"], made_on=made_on,
        expires_on=made_on + timedelta(days=goods["shelf"]), quantity=lot["codes"], is_sample=True,
        generated="số lô, ngày, số lượng", actor=SYSTEM, now=now,
    )  # fmt: skip
    options = lot.get("options", {})
    batch = codes.issue_codes(session, lot_id=row.id, count=lot["codes"], **options, actor=SYSTEM, now=now)
    step = {"batch_id": batch.batch_id, "actor": SYSTEM, "now": now}
    codes.mark_printed(session, **step)
    if lot["state"] != "printed":
        codes.activate_codes(session, **step)
    change = {"void": codes.void_codes, "stolen": codes.report_stolen, "blocked": codes.block_codes}.get(lot["state"])
    if change:
        change(session, reason=REASON, **step)
    if lot.get("recall"):
        register.recall_lot(
            session, product_id=product.id, lot_id=row.id, reason="chai bị hở nắp (mẫu)",
            authority="Chi cục QLTT (mẫu)", actor=SYSTEM, now=now,
        )  # fmt: skip
