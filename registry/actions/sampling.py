"""Rounds of food-safety sampling and their single samples, as the notices give them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from areas.queries import get_unit
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.slugs import free_slug
from registry.models import Sample, SamplingRound
from registry.queries.sampling import get_round, get_sample, list_samples
from registry.sampling import MOST_SAMPLES


def record_round(
    session: Session, *, number: str, announced_on: date, authority: str, province_id: UUID, goods: str, taken: int,
    passed: int, failed: int, decision_number: str = "", source: str = "", is_sample: bool = False,
    actor: Actor, now: datetime,
) -> SamplingRound:  # fmt: skip
    """Keep one notice. Raises BadInput when the counts do not add up, the day has not come, or it is there already."""
    number, authority = clean_text(number), clean_text(authority)
    _check(taken, passed, failed, announced_on, now)
    same = {"province_id": get_unit(session, province_id).id, "authority": authority, "number": number}
    _check_new(session, same)
    row = SamplingRound(
        **same, announced_on=announced_on, goods=clean_text(goods), taken=taken, passed=passed, failed=failed,
        decision_number=clean_text(decision_number), source=clean_text(source), is_sample=is_sample, version=1,
        slug=free_slug(session, SamplingRound, f"{number} {authority}", fallback="ky-lay-mau"),
        recorded_at=now, actor=str(actor)[:60],
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, row, "sampling.recorded", actor, now)
    return row


def change_round(
    session: Session, *, round_id: UUID, version: int, number: str, announced_on: date, authority: str,
    province_id: UUID, goods: str, taken: int, passed: int, failed: int, decision_number: str = "",
    actor: Actor, now: datetime,
) -> SamplingRound:  # fmt: skip
    """The notice written anew. Raises BadInput as recording does, Conflict when somebody changed it meanwhile."""
    row = get_round(session, round_id)
    if row.version != version:
        raise Conflict(lazy("Người khác vừa sửa kỳ này. Bản của họ và bản của bạn ở dưới."))
    _check(taken, passed, failed, announced_on, now)
    same = {"province_id": province_id, "authority": clean_text(authority), "number": clean_text(number)}
    if any(getattr(row, name) != value for name, value in same.items()):
        _check_new(session, same)
    told = {"goods": clean_text(goods), "decision_number": clean_text(decision_number), "announced_on": announced_on}
    for name, value in (same | told | {"taken": taken, "passed": passed, "failed": failed}).items():
        setattr(row, name, value)
    _check_samples(row, list_samples(session, round_id))
    _touch(session, row, "sampling.changed", actor, now)
    return row


def add_sample(session: Session, *, round_id: UUID, actor: Actor, now: datetime, **values: Any) -> Sample:
    """One sample of the round. Raises BadInput when the round has no more samples of this verdict."""
    row, held = get_round(session, round_id), list_samples(session, round_id)
    sample = _sample(row, max((each.position for each in held), default=0) + 1, values)
    _check_samples(row, [*held, sample])
    session.add(sample)
    _touch(session, row, "sampling.sample_added", actor, now)
    return sample


def remove_sample(session: Session, *, round_id: UUID, sample_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a sample out of the round. Raises NotFound."""
    session.delete(get_sample(session, round_id, sample_id))
    _touch(session, get_round(session, round_id), "sampling.sample_removed", actor, now)


def replace_samples(
    session: Session, *, round_id: UUID, rows: Sequence[dict[str, Any]], actor: Actor, now: datetime
) -> None:
    """Every sample of the round by those of a file, all of them or none."""
    row = get_round(session, round_id)
    if len(rows) > MOST_SAMPLES:
        raise BadInput(lazy("Tệp có %(sent)s mẫu, tối đa %(most)s", sent=len(rows), most=MOST_SAMPLES), field="file")
    samples = [_sample(row, place, values) for place, values in enumerate(rows, 1)]
    _check_samples(row, samples, "file")
    session.execute(delete(Sample).where(Sample.round_id == round_id))
    session.add_all(samples)
    _touch(session, row, "sampling.samples_replaced", actor, now)


def _sample(row: SamplingRound, position: int, values: dict[str, Any]) -> Sample:
    told = {name: clean_text(value) if isinstance(value, str) else value for name, value in values.items()}
    return Sample(round_id=row.id, position=position, **told)


def _check(taken: int, passed: int, failed: int, announced_on: date, now: datetime) -> None:
    if passed + failed != taken:
        raise BadInput(
            lazy("Số đạt %(passed)s cộng số không đạt %(failed)s phải bằng số mẫu %(taken)s",
                 passed=passed, failed=failed, taken=taken), field="taken")  # fmt: skip
    if announced_on > legal_date(now):
        raise BadInput(lazy("Ngày %(sent)s chưa tới", sent=f"{announced_on:%d/%m/%Y}"), field="announced_on")


def _check_new(session: Session, same: dict[str, Any]) -> None:
    if session.scalar(select(SamplingRound.id).filter_by(**same)):
        raise BadInput(lazy("Kỳ “%(sent)s” của cơ quan này đã có trong sổ", sent=same["number"]), field="number")


def _check_samples(row: SamplingRound, samples: Sequence[Sample], field: str = "is_passed") -> None:
    """A round lists no more samples of a verdict than its notice counts; it may list fewer."""
    for is_passed, most, word in ((True, row.passed, lazy("đạt")), (False, row.failed, lazy("không đạt"))):
        listed = sum(sample.is_passed is is_passed for sample in samples)
        if listed > most:
            raise BadInput(
                lazy("Thông báo có %(most)s mẫu %(word)s, không thể ghi %(listed)s mẫu",
                     most=most, word=word, listed=listed), field=field)  # fmt: skip


def _touch(session: Session, row: SamplingRound, kind: str, actor: Actor, now: datetime) -> None:
    row.version += 1
    session.flush()
    _record(session, row, kind, actor, now)


def _record(session: Session, row: SamplingRound, kind: str, actor: Actor, now: datetime) -> None:
    """One step in the audit; a trader's name is not in it."""
    facts = {"number": row.number, "taken": row.taken, "passed": row.passed, "failed": row.failed}
    audit.append(session, stream=f"sampling:{row.id}", kind=kind, actor=actor, at=now, facts=facts)


audit.required["sampling"] = lambda session: session.scalars(select(SamplingRound.id))
