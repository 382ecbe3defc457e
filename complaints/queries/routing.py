"""Reading the routing table, what it says of a report, and who holds a report by the place of sale."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts.models import UnitVersion
from accounts.queries import holds, list_units, list_units_below, unit_for, unit_on
from complaints.models import CaseRoute, Complaint, ComplaintKind, GoodsKind, RoutingRule, RoutingTable, ViolationKind
from complaints.routing import CONDUCT, OWN_KINDS, Facts, GoodsWords, guess_goods, looks_urgent
from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.models import Product

ABOVE_KINDS = ("chi_cuc", "so_cong_thuong", "cuc", "quan_tri")


def unit_of_place(
    session: Session, *, kind_code: str, commune_id: UUID | None, province_id: UUID | None, on: date
) -> tuple[UnitVersion, UUID | None]:
    """The unit that holds a report, by where the goods were sold; and whose officer it is about, if so.

    The Đội of the commune, else the Chi cục of the province, else that of the default authority; of the
    conduct of an officer the unit above that one, which its own team cannot see.
    """
    unit = unit_for(session, commune_id=commune_id, province_id=province_id, on=on)
    if kind_code != CONDUCT:
        return unit, None
    return unit_above(session, unit, on), unit.unit_id


def unit_above(session: Session, unit: UnitVersion, on: date) -> UnitVersion:
    """The unit that a unit answers to. Raises NotFound when no other unit is declared at all."""
    if unit.parent_id:
        return unit_on(session, unit.parent_id, on)
    below = list_units_below(session, unit.unit_id, on)
    others = [each for each in list_units(session, on, kinds=ABOVE_KINDS) if each.unit_id not in below]
    if not others:
        raise NotFound(lazy("Chưa khai báo đơn vị cấp trên của %(unit)s.", unit=unit.name))
    return min(others, key=lambda each: ABOVE_KINDS.index(each.kind))


def list_rules(session: Session, on: date) -> list[RoutingRule]:
    """The rows of the table in force on a day, in their order: one statement."""
    query = select(RoutingRule).join(RoutingTable, RoutingTable.id == RoutingRule.table_id)
    query = query.where(RoutingTable.valid_from.is_not(None), holds(RoutingTable, on))
    return list(session.scalars(query.order_by(RoutingRule.position)))


def list_table_rules(session: Session, table_id: UUID) -> list[RoutingRule]:
    """The rows of one table, in their order."""
    return list(session.scalars(select(RoutingRule).filter_by(table_id=table_id).order_by(RoutingRule.position)))


def list_tables(session: Session) -> list[RoutingTable]:
    """Every table there was and will be, the newest first, a draft before all."""
    rows = session.scalars(select(RoutingTable).where(RoutingTable.valid_from.is_not(None)))
    drafts = session.scalars(select(RoutingTable).where(RoutingTable.valid_from.is_(None)))
    return [*drafts, *sorted(rows, key=lambda each: each.valid_from, reverse=True)]


def find_draft_table(session: Session) -> RoutingTable | None:
    """The table that an administrator is working at."""
    return session.scalars(select(RoutingTable).where(RoutingTable.valid_from.is_(None))).first()


def get_draft_table(session: Session) -> RoutingTable:
    """The draft. Raises NotFound when there is none."""
    found = find_draft_table(session)
    if found is None:
        raise NotFound(lazy("Chưa có bảng nháp; bấm “Sửa bảng” để tạo."))
    return found


def list_goods_kinds(session: Session, on: date) -> list[GoodsKind]:
    """The kinds of goods on a day, in the order of the list."""
    return list(session.scalars(select(GoodsKind).where(holds(GoodsKind, on)).order_by(GoodsKind.position)))


def goods_words(kinds: list[GoodsKind]) -> list[GoodsWords]:
    """The words of the kinds, as the pure rule reads them."""
    return [GoodsWords(kind.code, tuple(word for word in kind.words.split(",") if word)) for kind in kinds]


def name_kinds(session: Session, on: date) -> dict[str, str]:
    """What the table may be about, by code: citizens' buttons, our own kinds, legal kinds of the day."""
    plain = {kind.code: kind.name for kind in session.scalars(select(ComplaintKind).order_by(ComplaintKind.position))}
    own = {code: str(words) for code, words in OWN_KINDS.items()}
    return plain | own | {kind.code: f"{kind.code}: {kind.name}" for kind in list_violations(session, on)}


def list_violations(session: Session, on: date) -> list[ViolationKind]:
    """The legal kinds of violation in force on a day."""
    query = select(ViolationKind).where(ViolationKind.valid_from <= on)
    query = query.where(or_(ViolationKind.valid_to.is_(None), ViolationKind.valid_to >= on))
    return list(session.scalars(query.order_by(ViolationKind.valid_from, ViolationKind.code)))


def facts_of(session: Session, complaint: Complaint, words: list[GoodsWords]) -> Facts:
    """What the table asks of a report as it came in: goods and danger are guessed from its words."""
    product = session.get(Product, complaint.product_id) if complaint.product_id else None
    name = f"{complaint.goods_name} {product.name if product else ''}"
    return Facts(
        kind=complaint.kind_code, goods=guess_goods(name, words), place=complaint.place_kind,
        is_urgent=looks_urgent(complaint.details),
    )  # fmt: skip


def find_route(session: Session, complaint_id: UUID) -> CaseRoute | None:
    """What the table or an officer last said of a report."""
    rows = select(CaseRoute).filter_by(complaint_id=complaint_id).order_by(CaseRoute.seq.desc())
    return session.scalars(rows).first()


def refuse_own_team(session: Session, complaint_id: UUID, unit: UnitVersion, on: date) -> None:
    """Raises BadInput when the report is about an officer of this unit or of one under it."""
    route = find_route(session, complaint_id)
    if route is None or route.against_unit_id is None:
        return
    if unit.unit_id in list_units_below(session, route.against_unit_id, on):
        raise BadInput(lazy("Phản ánh này nói về người của %(unit)s; chọn đơn vị khác", unit=unit.name), field="unit")
