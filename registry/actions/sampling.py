"""Rounds of food-safety sampling, as their notices give them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput
from core.fields import clean_text
from core.i18n import lazy
from registry.models import SamplingRound


def record_round(
    session: Session, *, number: str, announced_on: date, authority: str, province_id: UUID, goods: str, taken: int,
    passed: int, failed: int, decision_number: str = "", source: str = "", is_sample: bool = False,
    actor: Actor, now: datetime,
) -> SamplingRound:  # fmt: skip
    """Keep one notice. Raises BadInput when the counts do not add up, the day has not come, or it is there already."""
    number, authority = clean_text(number), clean_text(authority)
    if passed + failed != taken:
        raise BadInput(
            lazy("Số đạt %(passed)s cộng số không đạt %(failed)s phải bằng số mẫu %(taken)s",
                 passed=passed, failed=failed, taken=taken), field="taken")  # fmt: skip
    if announced_on > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{announced_on:%d/%m/%Y}"), field="announced_on")
    same = {"province_id": get_unit(session, province_id).id, "authority": authority, "number": number}
    if session.scalar(select(SamplingRound.id).filter_by(**same)):
        raise BadInput(lazy("Kỳ “%(sent)s” của cơ quan này đã có trong sổ", sent=number), field="number")
    row = SamplingRound(
        **same, announced_on=announced_on, goods=clean_text(goods), taken=taken, passed=passed, failed=failed,
        decision_number=clean_text(decision_number), source=clean_text(source), is_sample=is_sample,
        recorded_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"number": number, "taken": taken, "passed": passed, "failed": failed}
    audit.append(session, stream=f"sampling:{row.id}", kind="sampling.recorded", actor=actor, at=now, facts=facts)
    return row


audit.required["sampling"] = lambda session: session.scalars(select(SamplingRound.id))
