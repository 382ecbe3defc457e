"""The two documents' registers: a year of enforcement, and the OCOP register of a former province."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from areas.models import AdminUnit
from areas.queries import get_unit_by_code, list_communes
from complaints.actions.imports import (
    ImportedDecision,
    ImportedInspection,
    ImportedMoney,
    import_inspections,
)
from core.actor import SYSTEM
from registry import actions as register
from registry.actions.passports import passports_together
from reports.demo.enforcement import InspectionRow, inspection_rows
from reports.demo.facts import read_facts
from reports.demo.identifiers import sample_gtin, sample_phone, sample_tax_code
from reports.demo.ocop import ProducerRow, ProductRow, producer_rows, product_rows
from reports.demo.people import People, is_named

TWO_TIERS = date(2025, 7, 1)
SIGNERS = {3: ("huyen", "UBND huyện (mẫu)"), 4: ("tinh", "UBND tỉnh Trà Vinh"), 5: ("trung_uong", "Bộ NN và PTNT")}
NOT_SAID = ("tinh", "nguồn không ghi cơ quan công nhận")


def load_enforcement(session: Session, people: People, now: datetime) -> None:
    """Thái Nguyên's inspections, decisions and money of 2025."""
    facts = read_facts("enforcement-2025")
    before = _communes(session, facts["place"], date(2025, 1, 1))
    since = _communes(session, facts["place"], TWO_TIERS)
    rows = inspection_rows(facts, sorted(before), sorted(since))
    teams = [unit for code, unit in sorted(people.units.items()) if code.startswith("tn-doi-")]
    imported = [
        _imported(row, before if row.on < TWO_TIERS else since, teams[row.position % len(teams)], facts) for row in rows
    ]
    import_inspections(session, rows=imported, actor=SYSTEM, now=now)


def _communes(session: Session, province: str, on: date) -> dict[str, AdminUnit]:
    place = get_unit_by_code(session, province, on)
    return {unit.code: unit for unit in list_communes(session, place.id, on) if not is_named(unit)}


def _imported(row: InspectionRow, communes: dict[str, AdminUnit], unit_id: UUID, facts: dict) -> ImportedInspection:
    decision = row.decided_on and ImportedDecision(row.decided_on, row.fine_imposed, violation_code=row.violation)
    return ImportedInspection(
        number=f"MAU-2025-{row.position:04}", unit_id=unit_id, source=row.ground, inspected_on=row.on,
        commune_id=communes[row.commune].id, outcome="violation" if decision else "none", party=row.party,
        decision=decision or None, is_sample=True, generated=", ".join(facts["generated_fields"]),
        money=[ImportedMoney(part.kind, part.amount, part.on, part.is_estimated) for part in row.money],
        source_document=facts["source"],
    )  # fmt: skip


def load_register(session: Session, now: datetime) -> None:
    """Trà Vinh's 184 OCOP products, their 118 producers and the 6 shops, as of June 2023."""
    facts = read_facts("ocop-2023")
    as_of = date.fromisoformat(facts["as_of"])
    communes = {unit.code: unit for unit in list_communes(session, _province(session, facts, as_of).id, as_of)}
    homes = sorted(code for code, unit in communes.items() if not is_named(unit))
    producers = {
        row.position: _load_producer(session, row, communes[row.commune], facts, now)
        for row in producer_rows(facts, homes)
    }
    with passports_together(session, now):
        for row in product_rows(facts):
            _load_product(session, row, producers[row.producer], facts, now)
    for shop in facts["shops"]:
        _load_shop(session, shop, facts, now)


def _province(session: Session, facts: dict, on: date) -> AdminUnit:
    return get_unit_by_code(session, facts["place"], on)


def _load_producer(session, row: ProducerRow, commune: AdminUnit, facts: dict, now: datetime) -> UUID:
    producer = register.register_producer(
        session, kind=row.kind, name=row.name, commune_id=commune.id, tax_code=sample_tax_code(row.position),
        address=row.address or f"{commune.full_name}, tỉnh Trà Vinh", public_phone=sample_phone(row.position),
        is_sample=True, source=facts["source"], generated=", ".join(facts["generated_fields"]),
        actor=SYSTEM, now=now,
    )  # fmt: skip
    register.approve_producer(session, producer_id=producer.id, actor=SYSTEM, now=now)
    return producer.id


def _load_product(session, row: ProductRow, producer_id: UUID, facts: dict, now: datetime) -> None:
    generated = ", ".join(facts["generated_fields"])
    product = register.register_product(
        session, producer_id=producer_id, name=row.name, kind_code=row.kind, ocop_group=row.group,
        listed_price=20_000 + 5_000 * (row.position % 40), standard="Tiêu chuẩn cơ sở (mẫu)",
        origin="tỉnh Trà Vinh (mẫu)", materials_origin="tỉnh Trà Vinh (mẫu)", is_sample=True,
        source=row.source or facts["source"], generated=generated, actor=SYSTEM, now=now,
    )  # fmt: skip
    step = {"product_id": product.id, "actor": SYSTEM, "now": now}
    register.submit_product(session, **step)
    register.approve_product(session, **step)
    if row.position % 3 == 0:  # many small producers have no GTIN; the others get codes of our own
        register.add_gtin(session, gtin=sample_gtin(row.position), **step)
    level, signer = SIGNERS.get(row.stars or 0, NOT_SAID)
    register.recognise_product(
        session, issued_on=row.decided_on, stars=row.stars, recogniser_level=level, recogniser_name=signer,
        scores=tuple(row.points.values()) if row.points else None, generated=generated,
        source=facts["source"], **step,
    )  # fmt: skip


def _load_shop(session, shop: dict, facts: dict, now: datetime) -> None:
    commune = get_unit_by_code(session, shop["commune"], TWO_TIERS)
    register.open_sale_point(
        session, kind="ocop_shop", name=shop["name"], address=shop["written"], commune_id=commune.id,
        known_on=date.fromisoformat(facts["as_of"]), resolution_note=shop["why"], source=facts["source"],
        is_sample=True, actor=SYSTEM, now=now,
    )  # fmt: skip
