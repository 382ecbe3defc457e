"""Asking for figures, and what units and the Front do with the returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import ReturnForm, ReturnItem, ReturnStep, ReturnValue, UnitReturn
from campaign.queries.returns import Asked, get_form, get_return, list_items, list_returns, list_values
from campaign.returns import CHANGES, DUE, FROM_REGISTERS, OPEN, STATES
from campaign.words import QUALIFIERS, list_rows
from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict
from core.i18n import lazy

audit.required["return"] = lambda session: session.scalars(select(UnitReturn.id))


@dataclass(frozen=True)
class Item:
    """A figure to ask for; an empty measure is the main figure of the row."""

    row_id: str
    measure: str
    unit: str
    label: str = ""


@dataclass(frozen=True)
class Given:
    """What a unit writes for one item; `value` None is not yet known."""

    value: int | None
    qualifier: str = ""
    as_of: date | None = None
    joint: int = 0
    last_value: int | None = None
    last_qualifier: str = ""
    note: str = ""


def ask_for_returns(
    session: Session, *, title: str, province_id: UUID, unit_id: UUID, from_day: date, to_day: date, due_on: date,
    items: Sequence[Item], unit_ids: Sequence[UUID], note: str = "", source: str = "", is_sample: bool = False,
    actor: Actor, now: datetime,
) -> ReturnForm:  # fmt: skip
    """Ask units of a province for their totals of a period. Raises BadInput naming the field."""
    _check_days(from_day, to_day, due_on)
    _check_items(items)
    if not unit_ids:
        raise BadInput(lazy("Chọn ít nhất một đơn vị phải báo cáo"), field="units")
    form = ReturnForm(
        title=title, province_id=province_id, unit_id=unit_id, from_day=from_day, to_day=to_day, due_on=due_on,
        note=note, source=source, made_at=now, actor=str(actor)[:60], is_sample=is_sample, version=1,
    )  # fmt: skip
    session.add(form)
    session.flush()
    for position, item in enumerate(items, start=1):
        told = {"indicator": item.row_id, "measure": item.measure, "unit": item.unit, "label": item.label}
        session.add(ReturnItem(form_id=form.id, position=position, **told))
    for each in dict.fromkeys(unit_ids):
        _ask_unit(session, form, each, actor, now)
    return form


def change_asking(
    session: Session, *, form_id: UUID, version: int, title: str, due_on: date, note: str,
    unit_ids: Sequence[UUID], actor: Actor, now: datetime,
) -> ReturnForm:  # fmt: skip
    """Another title, day or note, and more units; what was sent stays. Raises Conflict when changed meanwhile."""
    form = get_form(session, form_id)
    if form.version != version:
        raise Conflict(lazy("Người khác vừa sửa kỳ báo cáo này. Bản của họ và bản của bạn ở dưới."))
    _check_days(form.from_day, form.to_day, due_on)
    form.title, form.due_on, form.note, form.version = title, due_on, note, version + 1
    asked = {each.unit_id for each in list_returns(session, form_id)}
    for each in dict.fromkeys(unit_ids):
        if each not in asked:
            _ask_unit(session, form, each, actor, now)
    return form


def write_return(
    session: Session, *, return_id: UUID, version: int, given: dict[UUID, Given], last_source: str,
    is_sent: bool, actor: Actor, now: datetime,
) -> UnitReturn:  # fmt: skip
    """Keep what a unit wrote; sending asks for every item (0 when there was none).

    Raises BadInput whose field is `value_<position>`, Conflict when the return is not open or was changed meanwhile.
    """
    asked = get_return(session, return_id)
    answer = asked.answer
    if answer.state not in OPEN:
        raise Conflict(lazy("Báo cáo này %(state)s nên không sửa được.", state=STATES[answer.state]))
    if answer.version != version:
        raise Conflict(lazy("Người khác trong đơn vị vừa ghi báo cáo này. Bản của họ và bản của bạn ở dưới."))
    items = list_items(session, answer.form_id)
    for item in items:
        _check_given(asked, item, given.get(item.id, Given(None)), is_sent)
    kept = list_values(session, [return_id])[return_id]
    for item in items:
        row = kept.get(item.id) or ReturnValue(return_id=return_id, item_id=item.id)
        session.add(row)
        for name, value in vars(given.get(item.id, Given(None))).items():
            setattr(row, name, value)
    answer.last_source, answer.version = last_source, version + 1
    if is_sent:
        answer.sent_at = answer.sent_at or now
        _step(session, answer, "sent", "", actor, now)
    return answer


def send_back(session: Session, *, return_id: UUID, reason: str, actor: Actor, now: datetime) -> UnitReturn:
    """Give a return back for mending, with the reason; a locked one is opened again."""
    answer = get_return(session, return_id).answer
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do trả lại, để đơn vị biết sửa gì"), field="reason")
    kind = "reopened" if answer.state == "locked" else "back"
    return _step(session, answer, kind, reason, actor, now)


def lock_return(session: Session, *, return_id: UUID, actor: Actor, now: datetime) -> UnitReturn:
    """Accept a return: from now on it changes only when it is opened again with a reason."""
    return _step(session, get_return(session, return_id).answer, "locked", "", actor, now)


def remind_units(session: Session, *, form_id: UUID, actor: Actor, now: datetime) -> int:
    """Remind every unit that has not sent; how many there were."""
    late = [each for each in list_returns(session, form_id) if each.state in OPEN]
    for answer in late:
        add_step(session, answer, "reminded", actor=actor, now=now)
    return len(late)


def add_step(
    session: Session, answer: UnitReturn, kind: str, *, reason: str = "", days: int | None = None,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """One row more in the history of a return, and in the audit."""
    session.add(ReturnStep(return_id=answer.id, kind=kind, at=now, reason=reason, days=days, actor=str(actor)[:60]))
    facts = {"state": answer.state, "version": answer.version, "reason": reason}
    audit.append(session, stream=f"return:{answer.id}", kind=f"return.{kind}", actor=actor, at=now, facts=facts)
    session.flush()


def _step(session: Session, answer: UnitReturn, kind: str, reason: str, actor: Actor, now: datetime) -> UnitReturn:
    state = CHANGES.get((answer.state, kind))
    if state is None:
        raise Conflict(lazy("Báo cáo này %(state)s nên không làm được bước đó.", state=STATES[answer.state]))
    answer.state = state
    add_step(session, answer, kind, reason=reason, actor=actor, now=now)
    return answer


def _ask_unit(session: Session, form: ReturnForm, unit_id: UUID, actor: Actor, now: datetime) -> None:
    answer = UnitReturn(form_id=form.id, unit_id=unit_id, state=DUE, version=1)
    session.add(answer)
    session.flush()
    facts = {"form": str(form.id), "due": str(form.due_on)}
    audit.append(session, stream=f"return:{answer.id}", kind="return.asked", actor=actor, at=now, facts=facts)


def _check_days(from_day: date, to_day: date, due_on: date) -> None:
    if to_day < from_day:
        raise BadInput(lazy("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ."), field="to_day")
    if due_on < from_day:
        raise BadInput(lazy("Hạn nộp phải sau ngày đầu kỳ."), field="due_on")


def _check_items(items: Sequence[Item]) -> None:
    if not items:
        raise BadInput(lazy("Chọn ít nhất một số liệu phải báo cáo"), field="items")
    seen = set()
    for item in items:
        if item.row_id not in list_rows():
            raise BadInput(lazy("Chọn dòng báo cáo trong danh sách."), field="items")
        if item.row_id in FROM_REGISTERS and not item.measure:
            raise BadInput(lazy("Dòng %(row)s được đếm từ sổ nên không hỏi số tổng", row=item.row_id), field="items")
        if not item.unit:
            raise BadInput(lazy("Ghi đơn vị tính của dòng %(row)s", row=item.row_id), field="items")
        if (item.row_id, item.measure, item.label) in seen:
            raise BadInput(lazy("Dòng %(row)s được hỏi hai lần", row=item.row_id), field="items")
        seen.add((item.row_id, item.measure, item.label))


def _check_given(asked: Asked, item: ReturnItem, given: Given, is_sent: bool) -> None:
    place = item.position
    if given.value is None and is_sent:
        raise BadInput(lazy("Dòng %(n)s chưa có số; ghi 0 nếu không phát sinh", n=place), field=f"value_{place}")
    if given.value is not None and given.joint > given.value:
        told = lazy("Dòng %(n)s: phần làm chung %(joint)s lớn hơn tổng %(value)s",
                    n=place, joint=given.joint, value=given.value)  # fmt: skip
        raise BadInput(told, field=f"joint_{place}")
    if given.as_of and not asked.form.from_day <= given.as_of <= asked.form.to_day:
        told = lazy("Dòng %(n)s: ngày chốt số %(day)s nằm ngoài kỳ", n=place, day=f"{given.as_of:%d/%m/%Y}")
        raise BadInput(told, field=f"as_of_{place}")
    for name in ("qualifier", "last_qualifier"):
        if getattr(given, name) and getattr(given, name) not in QUALIFIERS:
            raise BadInput(lazy("Chọn chữ đi kèm số trong danh sách."), field=f"{name}_{place}")
