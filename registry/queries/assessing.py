"""Reading OCOP applications: queues, one file with all that belongs to it, who may not see it."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.assessing import ENDED
from registry.models import (
    CriteriaSet,
    Criterion,
    OcopApplication,
    OcopAssessment,
    OcopConflict,
    OcopEvent,
    OcopPaper,
    OcopPoint,
    OcopRemark,
    OcopSheet,
    Producer,
    ProducerMember,
    Product,
    Recognition,
)
from registry.queries.criteria import list_criteria
from registry.queries.rules import holds


@dataclass
class ApplicationFile:
    """An application with its product, producer, criteria, papers and steps."""

    application: OcopApplication
    product: Product
    producer: Producer
    criteria_set: CriteriaSet
    criteria: list[Criterion]
    papers: list[OcopPaper]
    events: list[OcopEvent]
    previous: Recognition | None = None
    assessment: OcopAssessment | None = None
    remarks: list[OcopRemark] = field(default_factory=list)

    @property
    def is_in_time(self) -> bool:
        """Whether a re-assessment was filed while the earlier certificate was still good."""
        filed = self.application.filed_on
        return bool(self.previous and filed and filed <= self.previous.valid_until)


def get_application(session: Session, application_id: UUID) -> OcopApplication:
    """The application. Raises NotFound."""
    found = session.get(OcopApplication, application_id)
    if found is None:
        raise NotFound(lazy("Không có hồ sơ này."))
    return found


def visible(user_id: UUID, commune_ids: Set[UUID], on: date) -> Select:
    """Applications with product and producer that an officer may see.

    Those of the unit's communes once they are filed; hidden from whoever declared a conflict of interest and
    from whoever belongs to the producer.
    """
    has_conflict = exists().where(OcopConflict.application_id == OcopApplication.id, OcopConflict.user_id == user_id)
    is_own = exists().where(
        ProducerMember.producer_id == Producer.id, ProducerMember.user_id == user_id, holds(ProducerMember, on)
    )
    return (
        select(OcopApplication, Product, Producer)
        .join(Product, Product.id == OcopApplication.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(OcopApplication.filed_on.is_not(None), Producer.commune_id.in_(commune_ids), ~has_conflict, ~is_own)
    )


def list_queue_of(session: Session, query: Select, states: Set[str], *, offset: int = 0, limit: int = 50) -> list:
    """Rows of `visible` in some states: those due first stand first."""
    query = query.where(OcopApplication.state.in_(states))
    ordered = query.order_by(OcopApplication.due_on.is_(None), OcopApplication.due_on, OcopApplication.id)
    return list(session.execute(ordered.offset(offset).limit(limit)))


def count_states(session: Session, query: Select) -> dict[str, int]:
    """How many rows of `visible` stand in each state."""
    found = query.with_only_columns(OcopApplication.state).subquery()
    return dict(session.execute(select(found.c.state, func.count()).group_by(found.c.state)).all())


def get_file_inside(
    session: Session, application_id: UUID, *, user_id: UUID, commune_ids: Set[UUID], on: date
) -> ApplicationFile:
    """The whole file for an officer. Raises NotFound for files outside the unit or hidden from the officer."""
    query = visible(user_id, commune_ids, on).where(OcopApplication.id == application_id)
    if session.execute(query).first() is None:
        raise NotFound(lazy("Không có hồ sơ này trong địa bàn của đơn vị bạn."))
    return get_file(session, application_id)


def get_file(session: Session, application_id: UUID) -> ApplicationFile:
    """The whole file, whoever asks. Raises NotFound."""
    found = get_application(session, application_id)
    product = session.get_one(Product, found.product_id)
    assessment = find_assessment(session, found.id)
    return ApplicationFile(
        application=found, product=product, producer=session.get_one(Producer, product.producer_id),
        criteria_set=session.get_one(CriteriaSet, found.criteria_set_id),
        criteria=list_criteria(session, found.criteria_set_id), papers=list_ocop_papers(session, found.id),
        events=list_ocop_events(session, found.id),
        previous=session.get(Recognition, found.previous_id) if found.previous_id else None,
        assessment=assessment, remarks=_list_remarks(session, assessment) if assessment else [],
    )  # fmt: skip


def list_ocop_events(session: Session, application_id: UUID) -> list[OcopEvent]:
    """The steps of an application in their order."""
    return list(session.scalars(select(OcopEvent).filter_by(application_id=application_id).order_by(OcopEvent.seq)))


def list_ocop_papers(session: Session, application_id: UUID) -> list[OcopPaper]:
    """The papers of an application in the order they came."""
    query = select(OcopPaper).filter_by(application_id=application_id)
    return list(session.scalars(query.order_by(OcopPaper.added_at, OcopPaper.id)))


def get_ocop_paper(session: Session, application_id: UUID, paper_id: UUID) -> OcopPaper:
    """A paper of that application. Raises NotFound."""
    found = session.scalars(select(OcopPaper).filter_by(id=paper_id, application_id=application_id)).first()
    if found is None:
        raise NotFound(lazy("Hồ sơ không có giấy tờ này."))
    return found


def find_assessment(session: Session, application_id: UUID) -> OcopAssessment | None:
    """The commune's newest report."""
    query = select(OcopAssessment).filter_by(application_id=application_id).order_by(OcopAssessment.seq.desc())
    return session.scalars(query).first()


def _list_remarks(session: Session, assessment: OcopAssessment) -> list[OcopRemark]:
    return list(session.scalars(select(OcopRemark).filter_by(assessment_id=assessment.id).order_by(OcopRemark.id)))


def list_applications_of(session: Session, producer_id: UUID) -> list:
    """A producer's applications with their products, newest first."""
    query = select(OcopApplication, Product).join(Product, Product.id == OcopApplication.product_id)
    query = query.where(Product.producer_id == producer_id)
    return list(session.execute(query.order_by(OcopApplication.created_at.desc(), OcopApplication.id.desc())))


def find_open_application(session: Session, product_id: UUID) -> OcopApplication | None:
    """A product's application that has not ended."""
    query = select(OcopApplication).where(
        OcopApplication.product_id == product_id, OcopApplication.state.not_in(ENDED)
    )
    return session.scalars(query).first()


def find_sheet(session: Session, application_id: UUID, user_id: UUID) -> OcopSheet | None:
    """A member's own sheet."""
    return session.scalars(select(OcopSheet).filter_by(application_id=application_id, user_id=user_id)).first()


def points_of(session: Session, sheet_id: UUID) -> dict[UUID, int]:
    """The points of a sheet by criterion, in tenths."""
    query = select(OcopPoint.criterion_id, OcopPoint.points).where(OcopPoint.sheet_id == sheet_id)
    return dict(session.execute(query).all())


def sheet_totals(session: Session, application_id: UUID) -> list[tuple[int, int, int]]:
    """Parts A, B and C of each sent sheet, but for those of the producer's people and of declared conflicts."""
    judged = or_(
        exists().where(OcopConflict.application_id == application_id, OcopConflict.user_id == OcopSheet.user_id),
        exists()
        .where(OcopApplication.id == application_id, Product.id == OcopApplication.product_id)
        .where(ProducerMember.producer_id == Product.producer_id, ProducerMember.user_id == OcopSheet.user_id),
    )
    query = (
        select(OcopSheet.id, Criterion.part, func.sum(OcopPoint.points))
        .join(OcopPoint, OcopPoint.sheet_id == OcopSheet.id)
        .join(Criterion, Criterion.id == OcopPoint.criterion_id)
        .where(OcopSheet.application_id == application_id, OcopSheet.sent_at.is_not(None), ~judged)
        .group_by(OcopSheet.id, Criterion.part)
    )
    sheets: dict[UUID, dict[str, int]] = {}
    for sheet_id, part, total in session.execute(query):
        sheets.setdefault(sheet_id, {})[part] = int(total)
    return [(parts.get("A", 0), parts.get("B", 0), parts.get("C", 0)) for _id, parts in sorted(sheets.items())]


def count_sheets(session: Session, application_id: UUID) -> tuple[int, int]:
    """How many members began a sheet and how many sent it."""
    query = select(func.count(), func.count(OcopSheet.sent_at)).where(OcopSheet.application_id == application_id)
    begun, sent = session.execute(query).one()
    return begun, sent
