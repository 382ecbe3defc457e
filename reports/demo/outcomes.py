"""Two reports of the sample that are one case, marks of likeness for all, and the file of one inspection."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions import outcomes
from complaints.actions.grouping import join_cases
from complaints.actions.marking import list_marks, write_marks
from complaints.models import Complaint, Inspection
from core.actor import SYSTEM

STEPS = (
    ("violation_minutes", {"number": "01/BB (mẫu)"}),
    ("sample_taken", {"sample": "M1", "body": "Đội giữ (mẫu)"}),
    ("sample_sealed", {"sample": "M1"}),
    ("sample_sent", {"sample": "M1", "body": "Phòng giám định (mẫu)"}),
)


def load_outcomes(session: Session, now: datetime) -> None:
    """Marks of every report, the case of the two newest ones of one unit, and records of their inspection."""
    by = {"actor": SYSTEM, "now": now}
    reports = session.scalars(select(Complaint).order_by(Complaint.filed_at.desc())).all()
    for report in reports:
        write_marks(session, report.id, list_marks(session, report))
    first = reports[0]
    alike = [each for each in reports if each.unit_id == first.unit_id][:2]
    if len(alike) == 2:
        join_cases(session, complaint_ids=[each.id for each in alike], reason="Cùng loại hàng, cùng địa bàn (mẫu)",
                   title="Hàng nghi giả ở chợ (mẫu)", is_sample=True, **by)  # fmt: skip
    inspected = select(Inspection).where(Inspection.complaint_id.is_not(None), Inspection.outcome == "violation")
    inspection = session.scalars(inspected.order_by(Inspection.inspected_on)).first()
    if inspection:
        _fill_file(session, inspection, by)


def _fill_file(session: Session, inspection: Inspection, by: dict) -> None:
    act = {"session": session, "inspection_id": inspection.id, **by}
    outcomes.name_team(**act, head="Đội trưởng (mẫu)", members="Kiểm tra viên (mẫu)")
    for kind, words in STEPS:
        outcomes.add_record(**act, kind=kind, on=inspection.inspected_on, **words)
    outcomes.add_goods(**act, name="Hàng tạm giữ (mẫu)", quantity=24_000, measure="hộp", treatment="held",
                       on=inspection.inspected_on)  # fmt: skip
