"""Reading codes and links of other systems."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.models import ExternalCode, ExternalSystem
from registry.queries.rules import holds


def list_systems(session: Session, on: date) -> list[ExternalSystem]:
    """The systems that codes may be attached from on a day, by name."""
    return list(session.scalars(select(ExternalSystem).where(holds(ExternalSystem, on)).order_by(ExternalSystem.name)))


def find_system_of(session: Session, host: str, on: date) -> ExternalSystem | None:
    """The known system that a host belongs to on a day; hosts below one of its hosts are its own too."""
    for system in list_systems(session, on):
        if any(host == each or host.endswith(f".{each}") for each in system.hosts.split()):
            return system
    return None


def list_external_codes(
    session: Session, product_ids: Collection[UUID], on: date
) -> list[tuple[ExternalCode, ExternalSystem]]:
    """The codes of the products that hold on a day, each with its system, by the system's name."""
    query = select(ExternalCode, ExternalSystem).join(ExternalSystem, ExternalSystem.code == ExternalCode.system_code)
    query = query.where(ExternalCode.product_id.in_(product_ids), open_on(on))
    return [(row[0], row[1]) for row in session.execute(query.order_by(ExternalSystem.name, ExternalCode.id))]


def find_external_code(session: Session, product_id: UUID, system: str, on: date | None = None) -> ExternalCode | None:
    """How a system calls the product on a day (without one: still calls it); the newest of several."""
    query = select(ExternalCode).filter_by(product_id=product_id, system_code=system)
    query = query.where(open_on(on) if on else ExternalCode.valid_to.is_(None))
    return session.scalars(query.order_by(ExternalCode.valid_from.desc(), ExternalCode.id.desc())).first()


def open_on(on: date):
    """The condition that an attached code holds on a day; it ends on the day before `valid_to`."""
    return (ExternalCode.valid_from <= on) & or_(ExternalCode.valid_to.is_(None), ExternalCode.valid_to > on)
