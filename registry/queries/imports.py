"""Reading files brought in, and the rows of the register that their lines may mean."""

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import (
    Certificate,
    ExternalCode,
    ImportBatch,
    ImportLine,
    Lot,
    OriginBasis,
    Producer,
    Product,
    ProductGtin,
    ProductVersion,
)

PIECE = 500


def get_import(
    session: Session, batch_id: UUID, *, unit_id: UUID | None = None, producer_id: UUID | None = None
) -> ImportBatch:
    """A file of the unit or of the producer. Raises NotFound for others, as if there were none."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None or (batch.unit_id, batch.producer_id) != (unit_id, producer_id):
        raise NotFound(lazy("Không có tệp nhập này."))
    return batch


def get_import_by_id(session: Session, batch_id: UUID) -> ImportBatch:
    """The file, whoever brought it: for the jobs. Raises NotFound."""
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFound(lazy("Không có tệp nhập này."))
    return batch


def list_imports(
    session: Session, *, unit_id: UUID | None = None, producer_id: UUID | None = None, limit: int = 50
) -> list[ImportBatch]:
    """The files of a unit or of a producer, newest first."""
    query = select(ImportBatch).filter_by(unit_id=unit_id, producer_id=producer_id)
    return list(session.scalars(query.order_by(ImportBatch.created_at.desc()).limit(limit)))


def list_import_lines(
    session: Session, batch_id: UUID, *, verdict: str = "", after: int = 0, limit: int = PIECE
) -> list[ImportLine]:
    """The lines of a file behind a line number, in order."""
    query = select(ImportLine).where(ImportLine.batch_id == batch_id, ImportLine.line > after)
    if verdict:
        query = query.where(ImportLine.verdict == verdict)
    return list(session.scalars(query.order_by(ImportLine.line).limit(limit)))


def find_matches(session: Session, batch_id: UUID, keys: Collection[str], *, numbers: bool = False) -> dict[str, int]:
    """Which earlier line of the file holds a key already: key -> line."""
    column = ImportLine.number if numbers else ImportLine.match
    query = select(column, ImportLine.line).where(ImportLine.batch_id == batch_id, column.in_(keys))
    return {key: line for key, line in session.execute(query) if key}


def producers_by_tax_code(session: Session, codes: Collection[str]) -> dict[str, Producer]:
    """The producers that hold the tax codes."""
    rows = session.scalars(select(Producer).where(Producer.tax_code.in_(codes)))
    return {row.tax_code: row for row in rows}


def producers_by_name(session: Session, folded: Collection[str]) -> dict[str, list[Producer]]:
    """The producers of the names, folded."""
    return _grouped((row.folded, row) for row in session.scalars(select(Producer).where(Producer.folded.in_(folded))))


def products_by_code(session: Session, codes: Collection[str]) -> dict[str, Product]:
    """The products that hold the codes of the system."""
    return {row.code: row for row in session.scalars(select(Product).where(Product.code.in_(codes)))}


def products_by_gtin(session: Session, gtins: Collection[str]) -> dict[str, Product]:
    """The products that GTINs name or named."""
    query = select(ProductGtin.gtin, Product).join(Product, Product.id == ProductGtin.product_id)
    return dict(session.execute(query.where(ProductGtin.gtin.in_(gtins))).all())


def products_by_name(session: Session, folded: Collection[str]) -> dict[tuple[UUID, str], Product]:
    """The products by producer and folded name with producer."""
    rows = session.scalars(select(Product).where(Product.folded.in_(folded)).order_by(Product.created_at.desc()))
    return {(row.producer_id, row.folded): row for row in rows}


def producers_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Producer]:
    """The producers by id."""
    return {row.id: row for row in session.scalars(select(Producer).where(Producer.id.in_(ids)))}


def open_gtins(session: Session, product_ids: Collection[UUID]) -> dict[UUID, str]:
    """The GTIN that names each product today."""
    query = select(ProductGtin.product_id, ProductGtin.gtin).where(ProductGtin.valid_to.is_(None))
    return dict(session.execute(query.where(ProductGtin.product_id.in_(product_ids))).all())


def bases_of(session: Session, product_ids: Collection[UUID]) -> dict[UUID, list[OriginBasis]]:
    """The bases of origin of each product, newest first."""
    query = select(OriginBasis).where(OriginBasis.product_id.in_(product_ids)).order_by(OriginBasis.dated.desc())
    return _grouped((row.product_id, row) for row in session.scalars(query))


def external_of(session: Session, product_ids: Collection[UUID]) -> dict[UUID, dict[str, ExternalCode]]:
    """The codes of other systems that still name each product, by system."""
    query = select(ExternalCode).where(ExternalCode.product_id.in_(product_ids), ExternalCode.valid_to.is_(None))
    found: dict[UUID, dict[str, ExternalCode]] = {}
    for row in session.scalars(query.order_by(ExternalCode.valid_from)):
        found.setdefault(row.product_id, {})[row.system_code] = row
    return found


def written_by_producers(session: Session, product_ids: Collection[UUID]) -> set[UUID]:
    """The products in which a producer has written, ever."""
    query = select(ProductVersion.product_id).where(ProductVersion.product_id.in_(product_ids))
    return set(session.scalars(query.where(ProductVersion.actor.startswith("producer:"))))


def lots_of(session: Session, product_ids: Collection[UUID], numbers: Collection[str]) -> dict[tuple[UUID, str], Lot]:
    """The lots of the products by product and number in lower case."""
    query = select(Lot).where(Lot.product_id.in_(product_ids), Lot.number_key.in_(numbers))
    return {(row.product_id, row.number_key): row for row in session.scalars(query)}


def certificates_of(session: Session, product_ids: Collection[UUID]) -> dict[UUID, list[Certificate]]:
    """The certificates of each product."""
    rows = session.scalars(select(Certificate).where(Certificate.product_id.in_(product_ids)))
    return _grouped((row.product_id, row) for row in rows)


def _grouped(pairs: Iterator[tuple]) -> dict:
    found: dict = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found
