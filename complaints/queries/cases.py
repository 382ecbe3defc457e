"""One report as officers see it: facts, photos, history, messages, inspections. No contact data."""

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import User
from areas.models import AdminUnit
from complaints.models import Complaint, ComplaintEvent, ComplaintKind, Evidence, Inspection, InspectionCase, Message
from core.errors import NotFound
from core.i18n import lazy


@dataclass(frozen=True)
class CaseFile:
    """Everything on the page of a case; `names` gives people's names by the actor texts of steps."""

    complaint: Complaint
    kind: ComplaintKind
    commune: AdminUnit | None
    events: list[ComplaintEvent]
    messages: list[Message]
    photos: list[Evidence]
    inspections: list[Inspection]
    names: dict[str, str]


def get_case(session: Session, complaint_id: UUID, unit_ids: Set[UUID]) -> Complaint:
    """The report, if it lies with one of the units. Raises NotFound, also when it lies elsewhere."""
    query = select(Complaint).where(Complaint.id == complaint_id, Complaint.unit_id.in_(unit_ids))
    found = session.scalars(query).first()
    if found is None:
        raise NotFound(lazy("Không có phản ánh này ở đơn vị của bạn."))
    return found


def get_case_file(session: Session, complaint_id: UUID, unit_ids: Set[UUID]) -> CaseFile:
    """The report with all that belongs to it: six statements, whatever its length. Raises NotFound."""
    query = select(Complaint, ComplaintKind, AdminUnit).where(
        Complaint.id == complaint_id, Complaint.unit_id.in_(unit_ids)
    )
    query = query.join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    found = session.execute(query.outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)).first()
    if found is None:
        raise NotFound(lazy("Không có phản ánh này ở đơn vị của bạn."))
    complaint, kind, commune = found
    events = _list(session, ComplaintEvent, complaint_id, ComplaintEvent.seq)
    messages = _list(session, Message, complaint_id, Message.at)
    photos = _list(session, Evidence, complaint_id, Evidence.position)
    under = select(InspectionCase.inspection_id).filter_by(complaint_id=complaint_id)
    rows = select(Inspection).where(Inspection.id.in_(under)).order_by(Inspection.inspected_on)
    inspections = list(session.scalars(rows))
    actors = {step.actor for step in (*events, *messages)} | {f"officer:{complaint.officer_id}"}
    names = list_names(session, actors)
    return CaseFile(complaint, kind, commune, events, messages, photos, inspections, names)


def get_photo(session: Session, complaint_id: UUID, photo_id: UUID, unit_ids: Set[UUID]) -> Evidence:
    """A photo of a report that lies with one of the units and has a clean copy. Raises NotFound."""
    query = select(Evidence).join(Complaint, Complaint.id == Evidence.complaint_id)
    query = query.where(Evidence.complaint_id == complaint_id, Evidence.id == photo_id)
    found = session.scalars(query.where(Complaint.unit_id.in_(unit_ids))).first()
    if found is None or not found.clean_key:
        raise NotFound(lazy("Không có ảnh này."))
    return found


def list_names(session: Session, actors: Set[str]) -> dict[str, str]:
    """The names of officers by the text of an actor, officer:<id>."""
    ids = [UUID(actor.partition(":")[2]) for actor in actors if actor.startswith("officer:") and len(actor) == 44]
    rows = session.execute(select(User.id, User.display_name).where(User.id.in_(ids)))
    return {f"officer:{user_id}": name for user_id, name in rows}


def _list(session: Session, model: type, complaint_id: UUID, order) -> list:
    return list(session.scalars(select(model).filter_by(complaint_id=complaint_id).order_by(order)))
