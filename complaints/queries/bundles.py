"""All that a bundle of a report holds: rows as plain values, without contact data and without names of officers."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from complaints.models import (
    Assignment,
    CaseRoute,
    Complaint,
    ComplaintEvent,
    ComplaintKind,
    DecisionReversal,
    DisputeStep,
    Evidence,
    Inspection,
    InspectionCase,
    InspectionEffect,
    InspectionGoods,
    InspectionRecord,
    LegalStep,
    Message,
    MoneyRequest,
    MoneyRow,
    PenaltyDecision,
    ReceivingBody,
    Transfer,
)
from core import audit
from core.audit import AuditRoot

OF_CASE = {
    "events": ComplaintEvent, "messages": Message, "assignments": Assignment, "routes": CaseRoute,
    "transfers": Transfer, "files": Evidence, "money_request": MoneyRequest, "dispute": DisputeStep,
    "legal_steps": LegalStep,
}  # fmt: skip
OF_INSPECTION = {
    "decisions": PenaltyDecision, "money": MoneyRow, "records": InspectionRecord, "goods": InspectionGoods,
    "effects": InspectionEffect, "reversals": DecisionReversal,
}  # fmt: skip
SECRET = {
    "form_key", "tracking_hash", "person_id", "token_hash", "door_hash", "mailbox_id", "sealed_key", "clean_key",
    "trader_mark",
}  # fmt: skip
"""Columns that open something or lead to a person."""


@dataclass(frozen=True)
class CaseRows:
    """A report as plain values, its photos, the steps of its stream and the newest root."""

    complaint: Complaint
    kind: ComplaintKind
    place: str
    events: list[ComplaintEvent]
    photos: list[Evidence]
    parts: dict[str, list[dict]]
    steps: list[dict]
    root: dict


def get_case_rows(session: Session, complaint_id: UUID) -> CaseRows:
    """Every row of a report: a fixed number of statements."""
    query = select(Complaint, ComplaintKind, AdminUnit.full_name).where(Complaint.id == complaint_id)
    query = query.join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    complaint, kind, place = session.execute(query.outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)).one()
    found = {name: _list(session, model, "complaint_id", [complaint_id]) for name, model in OF_CASE.items()}
    parts = {"case": [plain(complaint)]} | {name: list(map(plain, rows)) for name, rows in found.items()}
    parts |= _inspections(session, complaint_id) | {"bodies": _bodies(session, found["transfers"])}
    steps = [{"seq": step.seq, "text": step.text, "hash": step.hash}
             for step in audit.list_entries(session, f"case:{complaint_id}")]  # fmt: skip
    return CaseRows(complaint, kind, place or "", found["events"], found["files"], parts, steps, _root(session))


def plain(row: object) -> dict:
    """The columns of a row as they are stored, without those that open something."""
    return {
        column.key: getattr(row, column.key) for column in inspect(row).mapper.column_attrs if column.key not in SECRET
    }  # fmt: skip


def _inspections(session: Session, complaint_id: UUID) -> dict[str, list[dict]]:
    """Inspections of the report, also those shared with other reports, with all that belongs to them."""
    joined = select(InspectionCase.inspection_id).filter_by(complaint_id=complaint_id)
    query = select(Inspection).where((Inspection.complaint_id == complaint_id) | Inspection.id.in_(joined))
    rows = list(session.scalars(query.order_by(Inspection.inspected_on, Inspection.number)))
    ids = [row.id for row in rows]
    parts = {name: _list(session, model, "inspection_id", ids) for name, model in OF_INSPECTION.items()}
    return {"inspections": list(map(plain, rows))} | {name: list(map(plain, found)) for name, found in parts.items()}


def _bodies(session: Session, transfers: list[Transfer]) -> list[dict]:
    ids = {transfer.body_id for transfer in transfers}
    bodies = session.scalars(select(ReceivingBody).where(ReceivingBody.id.in_(ids)).order_by(ReceivingBody.name))
    return [plain(body) for body in bodies]


def _root(session: Session) -> dict:
    root = session.scalars(select(AuditRoot).order_by(AuditRoot.until.desc())).first()
    return {} if root is None else {
        "until": root.until.isoformat(), "streams": root.streams, "root": root.root,
        "key": f"root-{root.key_number}", "signature": root.signature,
    }  # fmt: skip


def _list(session: Session, model: type, column: str, ids: list[UUID]) -> list:
    keys = inspect(model).primary_key  # type: ignore[union-attr]
    return list(session.scalars(select(model).where(getattr(model, column).in_(ids)).order_by(*keys)))
