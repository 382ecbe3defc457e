"""Lists of the register on the last day of the period: marks, badges, trusted places, industrial goods, key kinds."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from registry.models import (
    BadgeScheme,
    BrandRight,
    BrandUse,
    IndustrialGood,
    KeyKind,
    Producer,
    Product,
    ProductKind,
    Recognition,
    RecognitionEvent,
    TrustedPlace,
)
from registry.products import SEEN
from registry.queries.lists import trusted_on
from registry.queries.recognitions import OCOP
from registry.queries.rules import holds
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, stands_inside
from reports.scope import Scope

OF_PRODUCT = (Product.name.label("product"), Producer.name.label("producer"), AdminUnit.full_name.label("place"))


@dataclass(frozen=True)
class Sheet:
    """How a row of the outline is counted: its rows, their unit, the column that its parts split by."""

    rows: Callable[[Scope], Select]
    unit: str
    column: str = ""


def marks(scope: Scope) -> Select:
    """Marks and geographical indications protected on the last day that a product of the register carries."""
    day = scope.to_day
    held = (BrandRight.granted_on <= day) & or_(BrandRight.valid_until.is_(None), BrandRight.valid_until >= day)
    used = (
        select(BrandUse.brand_right_id)
        .join(Product, Product.id == BrandUse.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Product.state.in_(SEEN), stands_inside(scope, Producer.commune_id))
    )
    columns = BrandRight.name.label("name"), BrandRight.kind.label("kind"), BrandRight.number.label("number")
    return select(*columns).where(held, BrandRight.id.in_(used)).order_by(BrandRight.name)


def badges(scope: Scope, *schemes: str) -> Select:
    """Badges of the schemes in force on the last day."""
    day = scope.to_day
    withdrawn = select(RecognitionEvent.recognition_id).where(
        RecognitionEvent.kind == "revoked", RecognitionEvent.on <= day
    )
    scheme = and_(
        BadgeScheme.code == Recognition.scheme, BadgeScheme.level == Recognition.recogniser_level,
        BadgeScheme.valid_from <= Recognition.issued_on,
        or_(BadgeScheme.valid_to.is_(None), BadgeScheme.valid_to >= Recognition.issued_on),
    )  # fmt: skip
    return (
        select(
            *OF_PRODUCT, BadgeScheme.name.label("kind_name"), Recognition.scheme.label("scheme"),
            Recognition.recogniser_level.label("level"), Recognition.issued_on.label("issued_on"),
            Recognition.valid_until.label("valid_until"),
        )
        .select_from(Recognition)
        .join(BadgeScheme, scheme)
        .join(Product, Product.id == Recognition.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .join(AdminUnit, AdminUnit.id == Producer.commune_id)
        .where(
            Recognition.scheme != OCOP, Recognition.scheme.in_(schemes), Recognition.issued_on <= day,
            or_(Recognition.valid_until.is_(None), Recognition.valid_until >= day),
            Recognition.id.not_in(withdrawn), Product.state.in_(SEEN), stands_inside(scope, Producer.commune_id),
        )
        .order_by(Product.name, Recognition.issued_on)
    )  # fmt: skip


def trusted(scope: Scope) -> Select:
    """Exemplary enterprises and trusted places of the last day."""
    columns = TrustedPlace.name.label("name"), TrustedPlace.kind.label("kind"), TrustedPlace.voucher.label("voucher")
    found = trusted_on(scope.to_day).with_only_columns(*columns, AdminUnit.full_name.label("place"))
    found = found.join(AdminUnit, AdminUnit.id == TrustedPlace.commune_id)
    return found.where(stands_inside(scope, TrustedPlace.commune_id)).order_by(TrustedPlace.name)


def industrial(scope: Scope) -> Select:
    """Industrial goods that were published or proposed by the last day."""
    day, good = scope.to_day, IndustrialGood
    is_published = good.published_on <= day
    state = case((is_published, "published"), else_="proposed").label("state")
    columns = good.hs_code.label("number"), good.name.label("name"), good.maker.label("producer"), state
    wanted = or_(is_published, good.proposed_on <= day), stands_inside(scope, good.province_id)
    return select(*columns).where(*wanted).order_by(good.hs_code, good.name)


def key_kinds(scope: Scope, rank: str) -> Select:
    """Kinds of goods that a decision or document names key or special on the last day."""
    return (
        select(
            ProductKind.name.label("name"), AdminUnit.full_name.label("place"), KeyKind.issuer.label("source"),
            KeyKind.decision_number.label("number"),
        )
        .select_from(KeyKind)
        .join(ProductKind, ProductKind.code == KeyKind.kind_code)
        .join(AdminUnit, AdminUnit.id == KeyKind.province_id)
        .where(KeyKind.rank == rank, holds(KeyKind, scope.to_day), stands_inside(scope, KeyKind.province_id))
        .order_by(ProductKind.name)
    )  # fmt: skip


def key_products(scope: Scope, rank: str) -> Select:
    """Products of the register of such a kind, made in that province."""
    named = (KeyKind.kind_code == Product.kind_code) & (KeyKind.province_id == AdminUnit.parent_id)
    return (
        select(*OF_PRODUCT)
        .distinct()
        .select_from(Product)
        .join(Producer, Producer.id == Product.producer_id)
        .join(AdminUnit, AdminUnit.id == Producer.commune_id)
        .join(KeyKind, named)
        .where(KeyKind.rank == rank, holds(KeyKind, scope.to_day), Product.state.in_(SEEN))
        .where(stands_inside(scope, Producer.commune_id))
        .order_by(Product.name)
    )


SHEETS = {
    "A12": Sheet(industrial, "mặt hàng", "state"),
    "A13": Sheet(marks, "nhãn hiệu", "kind"),
    "A14": Sheet(trusted, "địa chỉ", "kind"),
    "A16": Sheet(lambda scope: badges(scope, "favourite"), "sản phẩm"),
    "A17": Sheet(lambda scope: badges(scope, "cnnt"), "sản phẩm", "level"),
    "A18": Sheet(lambda scope: badges(scope, "new_technology", "new_product"), "sản phẩm", "scheme"),
    "A19": Sheet(lambda scope: key_kinds(scope, "speciality"), "loại hàng"),
    "A19.products": Sheet(lambda scope: key_products(scope, "speciality"), "sản phẩm"),
    "A25": Sheet(lambda scope: key_kinds(scope, "key"), "loại hàng"),
    "A25.products": Sheet(lambda scope: key_products(scope, "key"), "sản phẩm"),
}
"""Id -> how it is counted."""

ALWAYS = {"A12": ("published", "proposed")}


def count_lists(session: Session, scope: Scope) -> list[Counted]:
    """Every sheet whole and by its parts."""
    return [each for row_id, sheet in SHEETS.items() for each in count_sheet(session, scope, row_id, sheet)]


def count_sheet(session: Session, scope: Scope, row_id: str, sheet: Sheet) -> list[Counted]:
    """One sheet: the whole, then each part that there is."""
    rows = sheet.rows(scope)
    if not sheet.column:
        return [Counted(row_id, len(session.execute(rows).all()), sheet.unit)]
    parts = dict.fromkeys(ALWAYS.get(row_id, ()), 0) | count_by(session, rows, sheet.column)
    whole = [Counted(row_id, sum(parts.values()), sheet.unit)]
    return whole + [Counted(part_id(row_id, part), count, sheet.unit, part=part) for part, count in parts.items()]
