"""Reading applications: who holds them, when they are due, what must be mended."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from accounts.models import UnitArea, UnitVersion
from accounts.queries import holds
from areas.queries import get_unit, line_ids
from core.errors import NotFound
from core.i18n import lazy
from registry.applications import PROPOSAL_OPEN
from registry.models import Application, ApplicationTerm, ChangeProposal, FieldNote, Producer, Product

TRADE, FARMING = "so_cong_thuong", "so_nnmt"
ON_A_PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """An application in the queue, with what it is about and who holds it."""

    application: Application
    producer: Producer
    product: Product | None


def find_term(session: Session, kind: str, on: date) -> ApplicationTerm | None:
    """The working days for a kind of application on a day."""
    return session.scalar(select(ApplicationTerm).where(ApplicationTerm.kind == kind, holds(ApplicationTerm, on)))


def list_terms(session: Session, on: date) -> list[ApplicationTerm]:
    """The terms in force on a day."""
    return list(session.scalars(select(ApplicationTerm).where(holds(ApplicationTerm, on)).order_by(
        ApplicationTerm.kind)))  # fmt: skip


def find_holder(session: Session, commune_id: UUID, on: date, *, is_ocop: bool) -> UUID | None:
    """The unit that must answer for a commune: for OCOP goods the farming department, else trade's.

    Where only one of the two covers the place it is that one; None where neither does.
    """
    commune = get_unit(session, commune_id)
    area_ids = line_ids(session, commune.id) | (line_ids(session, commune.parent_id) if commune.parent_id else set())
    query = select(UnitVersion.kind, UnitVersion.unit_id).join(UnitArea, UnitArea.unit_id == UnitVersion.unit_id)
    query = query.where(holds(UnitVersion, on), holds(UnitArea, on), UnitArea.admin_unit_id.in_(area_ids))
    found = dict(session.execute(query.where(UnitVersion.kind.in_((TRADE, FARMING)))).all())
    first, second = (FARMING, TRADE) if is_ocop else (TRADE, FARMING)
    return found.get(first) or found.get(second)


def get_application(session: Session, number: str) -> Application:
    """The application by the number of its receipt, as printed or typed. Raises NotFound."""
    plain = "".join(number.split()).replace("-", "").lower()
    found = session.scalar(select(Application).filter_by(number=plain))
    if found is None:
        raise NotFound(lazy("Không có hồ sơ này."))
    return found


def find_open_application(
    session: Session, *, producer_id: UUID, kind: str, product_id: UUID | None = None
) -> Application | None:
    """The application of this kind about this thing that nobody has decided."""
    wanted = {"producer_id": producer_id, "kind": kind, "product_id": product_id, "outcome": ""}
    return session.scalars(select(Application).filter_by(**wanted).order_by(Application.sent_at)).first()


def list_applications_of(session: Session, producer_id: UUID) -> list[Application]:
    """A producer's applications, newest first."""
    return list(session.scalars(select(Application).filter_by(producer_id=producer_id).order_by(
        Application.sent_at.desc(), Application.id)))  # fmt: skip


def list_waiting(
    session: Session, commune_ids: Set[UUID], *, unit_id: UUID | None = None, offset: int = 0, limit: int = ON_A_PAGE
) -> list[Waiting]:
    """Applications of the communes that wait for a decision, the soonest due first."""
    query = _waiting(commune_ids, unit_id).order_by(Application.due_on, Application.sent_at, Application.id)
    return [Waiting(*row) for row in session.execute(query.offset(offset).limit(limit))]


def count_waiting(session: Session, commune_ids: Set[UUID], *, unit_id: UUID | None = None) -> int:
    """How many wait."""
    return session.scalar(select(func.count()).select_from(_waiting(commune_ids, unit_id).subquery())) or 0


def count_late(session: Session, commune_ids: Set[UUID], on: date) -> int:
    """How many were due before a day."""
    late = _waiting(commune_ids, None).where(Application.due_on < on)
    return session.scalar(select(func.count()).select_from(late.subquery())) or 0


def _waiting(commune_ids: Set[UUID], unit_id: UUID | None) -> Select:
    query = (
        select(Application, Producer, Product)
        .join(Producer, Producer.id == Application.producer_id)
        .outerjoin(Product, Product.id == Application.product_id)
        .where(Application.outcome == "", Producer.commune_id.in_(commune_ids))
    )
    return query if unit_id is None else query.where(Application.unit_id == unit_id)


def list_notes(
    session: Session, *, producer_id: UUID, kinds: tuple[str, ...], product_id: UUID | None = None
) -> dict[str, str]:
    """Field -> what the officer wants mended there, of the newest application about this thing if it came back."""
    query = select(Application).filter_by(producer_id=producer_id, product_id=product_id)
    last = session.scalars(
        query.where(Application.kind.in_(kinds)).order_by(Application.sent_at.desc(), Application.id.desc())
    ).first()
    return notes_of(session, last.id) if last and last.outcome == "returned" else {}


def notes_of(session: Session, application_id: UUID) -> dict[str, str]:
    """Field -> why, as one application came back."""
    rows = select(FieldNote.field, FieldNote.reason).filter_by(application_id=application_id).order_by(FieldNote.id)
    return dict(session.execute(rows).all())


def find_proposal(session: Session, *, producer_id: UUID, product_id: UUID | None) -> ChangeProposal | None:
    """The newest change proposed to a product, or to the facility where `product_id` is None."""
    query = select(ChangeProposal).filter_by(producer_id=producer_id, product_id=product_id)
    return session.scalars(query.order_by(ChangeProposal.created_at.desc(), ChangeProposal.id.desc())).first()


def find_open_proposal(session: Session, *, producer_id: UUID, product_id: UUID | None) -> ChangeProposal | None:
    """The newest proposed change where nobody has closed it."""
    found = find_proposal(session, producer_id=producer_id, product_id=product_id)
    return found if found and found.state in PROPOSAL_OPEN else None


def get_proposal(session: Session, proposal_id: UUID) -> ChangeProposal:
    """The proposed change. Raises NotFound."""
    found = session.get(ChangeProposal, proposal_id)
    if found is None:
        raise NotFound(lazy("Không có đề nghị này."))
    return found
