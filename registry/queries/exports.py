"""The register as tables for files: the columns are the import's, so that a file taken out comes in as "same"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from areas.models import COMMUNE, AdminUnit
from core.text import fold, format_date
from registry.imports.columns import COLUMNS, headings
from registry.imports.scope import Scope
from registry.models import Certificate, Lot, Producer, Product
from registry.products import ORIGIN_BASES, PRODUCER_KINDS
from registry.queries import list_kinds
from registry.queries.external_codes import list_systems
from registry.queries.import_places import place_cells
from registry.queries.imports import PIECE, bases_of, external_of, open_gtins

ROWS = {"producers": Producer, "products": Product, "certificates": Certificate, "lots": Lot}


@dataclass(frozen=True)
class Chosen:
    """What is taken out; an empty field asks nothing. `words` are found in products' and producers' names, `place`
    in the names of the producer's commune and province."""

    words: str = ""
    kind_code: str = ""
    state: str = ""
    place: str = ""


def export_rows(session: Session, kind: str, scope: Scope, chosen: Chosen = Chosen()) -> Iterator[list[str]]:
    """The heading row, then the rows of the scope in the order they were written, a piece at a time."""
    yield headings(kind)
    names = [column.field for column in COLUMNS[kind]]
    write, last = _Writer(session, scope), None
    while piece := _piece(session, kind, scope, chosen, last):
        for cells in getattr(write, kind)(piece):
            yield [_words(cells.get(name)) for name in names]
        last = piece[-1][0].id
        session.expunge_all()


def count_export(session: Session, kind: str, scope: Scope, chosen: Chosen) -> int:
    """How many rows would be taken out."""
    return session.scalar(select(func.count()).select_from(_fitting(kind, scope, chosen).subquery())) or 0


def _piece(session: Session, kind: str, scope: Scope, chosen: Chosen, last: UUID | None) -> Sequence[Any]:
    model, query = ROWS[kind], _fitting(kind, scope, chosen)
    if last is not None:
        query = query.where(model.id > last)
    return session.execute(query.order_by(model.id).limit(PIECE)).all()


def _fitting(kind: str, scope: Scope, chosen: Chosen) -> Select:
    query = _query(kind)
    if scope.commune_ids is not None:
        query = query.where(Producer.commune_id.in_(scope.commune_ids))
    if scope.producer_id is not None:
        query = query.where(Producer.id == scope.producer_id)
    goods = Producer if kind == "producers" else Product
    for word in fold(chosen.words).split():
        query = query.where(goods.folded.contains(word, autoescape=True))
    if chosen.kind_code and kind != "producers":
        query = query.where(Product.kind_code == chosen.kind_code)
    if chosen.state:
        query = query.where(goods.state == chosen.state)
    for word in fold(chosen.place).split():
        query = query.where(Producer.commune_id.in_(_communes_named(word)))
    return query


def _communes_named(word: str) -> Select:
    """Communes, of any day, whose own name or whose province's holds the word."""
    province = aliased(AdminUnit)
    query = select(AdminUnit.id).outerjoin(province, province.id == AdminUnit.parent_id)
    holds = [unit.folded.contains(word, autoescape=True) for unit in (AdminUnit, province)]
    return query.where(AdminUnit.level == COMMUNE, or_(*holds))


def _query(kind: str) -> Select:
    if kind == "producers":
        return select(Producer)
    if kind == "products":
        return select(Product, Producer).join(Producer, Producer.id == Product.producer_id)
    model = ROWS[kind]
    query = select(model, Product).join(Product, Product.id == model.product_id)
    return query.join(Producer, Producer.id == Product.producer_id)


class _Writer:
    """Cells of the rows of each kind, by field."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self.session = session
        self.kinds = {kind.code: kind.name for kind in list_kinds(session)}
        self.systems = {row.code: row.name for row in list_systems(session, scope.on)}

    def producers(self, piece: Sequence) -> Iterator[dict]:
        ids = {row[0].commune_id for row in piece}
        query = select(AdminUnit).where(AdminUnit.id.in_(ids)).options(joinedload(AdminUnit.parent))
        units = {unit.id: unit for unit in self.session.scalars(query)}
        for (row,) in piece:
            commune, province = place_cells(units[row.commune_id])
            yield _plain(row) | {"kind": PRODUCER_KINDS[row.kind], "commune": commune, "province": province}

    def products(self, piece: Sequence) -> Iterator[dict]:
        ids = [row[0].id for row in piece]
        gtins, bases, codes = (found(self.session, ids) for found in (open_gtins, bases_of, external_of))
        for row, producer in piece:
            more = {
                "kind_code": self.kinds[row.kind_code], "producer": producer.name,
                "producer_tax_code": producer.tax_code, "gtin": gtins.get(row.id),
            }  # fmt: skip
            basis = next(iter(bases.get(row.id, ())), None)
            if basis:
                more |= {"basis": ORIGIN_BASES[basis.basis], "basis_on": basis.dated, "evidence": basis.evidence}
            code = next((code for code in codes.get(row.id, {}).values() if code.system_code in self.systems), None)
            if code:
                more |= {"system": self.systems[code.system_code], "external_code": code.code, "external_url": code.url}
            yield _plain(row) | more

    def certificates(self, piece: Sequence) -> Iterator[dict]:
        return ({**_plain(row), "product": product.code} for row, product in piece)

    def lots(self, piece: Sequence) -> Iterator[dict]:
        return ({**_plain(row), "product": product.code} for row, product in piece)


def _plain(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _words(value: Any) -> str:
    if value is None:
        return ""
    return format_date(value) if hasattr(value, "year") else str(value)


def template_sheets(session: Session, kind: str, scope: Scope) -> list[tuple[str, list[list[str]]]]:
    """The template: needed headings alone; what else may stand there; the lists that cells choose from."""
    columns = [["Cột", "Cần có", "Ghi thế nào"]]
    columns += [[each.heading, "cần" if each.is_needed else "", str(each.hint)] for each in COLUMNS[kind]]
    lists = [["Danh sách", "Mã", "Tên"]]
    lists += [["Loại hình", code, str(name)] for code, name in PRODUCER_KINDS.items()]
    lists += [["Loại hàng", row.code, row.name] for row in list_kinds(session)]
    lists += [["Hệ thống khác", row.code, row.name] for row in list_systems(session, scope.on)]
    return [("Mẫu", [headings(kind, needed_only=True)]), ("Các cột", columns), ("Danh sách", lists)]
