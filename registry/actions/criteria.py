"""Criteria sets of OCOP: loaded, imported from CSV, confirmed by an administrator."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict
from core.fields import clean_text, parse_day
from core.i18n import lazy
from core.reference import read_rows, reference
from registry.actions.reference import read_cell
from registry.models import CriteriaSet, Criterion, OcopRule
from registry.ocop import parse_points, points_text
from registry.queries import list_groups, score_limits
from registry.queries.criteria import get_set

DATA = Path(__file__).parents[1] / "data"
HEAD = ("set", "group", "is_frame", "valid_from", "valid_to", "source")
COLUMNS = (*HEAD, "part", "number", "text", "most", "by_commune")
NEEDED = ("set", "valid_from", "source", "part", "number", "text", "most")
LONGEST = {"set": 150, "source": 300, "number": 20, "text": 1000}
DAY = timedelta(days=1)


@dataclass
class ReadSet:
    """A set as a file tells it: its first line and its criteria."""

    head: dict[str, Any]
    lines: list[dict[str, Any]] = field(default_factory=list)


def read_criteria(session: Session, lines: Iterable[str]) -> list[ReadSet]:
    """The sets of a CSV file with the columns of COLUMNS, checked whole.

    Points are written as 4 or 4,5. Raises BadInput whose text names each wrong line and what would do.
    """
    rows = csv.DictReader(lines)
    missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise BadInput(lazy("Tệp thiếu cột %(missing)s; cần các cột %(all)s", missing=", ".join(missing),
                            all=", ".join(COLUMNS)), field="file")  # fmt: skip
    faults: list[str] = []
    sets: dict[tuple, ReadSet] = {}
    for number, row in enumerate(rows, 2):
        try:
            line = _read_line(row)
        except ValueError as wrong:
            faults.append(str(lazy("Dòng %(number)s: %(wrong)s", number=number, wrong=wrong)))
            continue
        sets.setdefault((line["set"], line["valid_from"]), ReadSet(line)).lines.append(line)
    for one in sets.values():
        faults += _faults_of(session, one)
    if not sets and not faults:
        faults = [str(lazy("Tệp không có dòng tiêu chí nào"))]
    if faults:
        raise BadInput("\n".join(faults[:20]), field="file")
    return list(sets.values())


def import_criteria(
    session: Session, *, sets: list[ReadSet], is_sample: bool = False, actor: Actor, now: datetime
) -> list[CriteriaSet]:
    """Add the sets, not yet confirmed; an open earlier set of the same name ends the day before.

    Raises Conflict when a set of that name and first day is there already.
    """
    return [_add_set(session, one, is_sample, actor, now) for one in sets]


def confirm_set(session: Session, *, set_id: UUID, confirmation: str, actor: Actor, now: datetime) -> CriteriaSet:
    """The administrator has compared the set with the official text named in `confirmation`."""
    found, text = get_set(session, set_id), clean_text(confirmation)
    if found.is_confirmed:
        raise Conflict(lazy("Bộ tiêu chí này đã được xác nhận."))
    if not text:
        raise BadInput(lazy("Ghi “Đã đối chiếu với văn bản nào”"), field="confirmation")
    found.is_confirmed, found.confirmed_at, found.confirmation = True, now, text
    facts = {"name": found.name, "from": found.valid_from, "against": text}
    audit.append(session, stream=f"criteria:{found.id}", kind="criteria.confirmed", actor=actor, at=now, facts=facts)
    return found


@reference("registry.criteria")
def load_criteria(session: Session, now: datetime) -> None:
    """Add the rules and sets that are missing; rows that stand are left as an administrator has them."""
    held = {tuple(row) for row in session.execute(select(OcopRule.code, OcopRule.key, OcopRule.valid_from))}
    for row in read_rows(DATA / "ocop_rule.csv"):
        values = {column: read_cell(column, text) for column, text in row.items()}
        if (values["code"], values["key"], values["valid_from"]) not in held:
            session.add(OcopRule(**values))
    known = {tuple(row) for row in session.execute(select(CriteriaSet.name, CriteriaSet.valid_from))}
    with (DATA / "criteria_set.csv").open(encoding="utf-8", newline="") as lines:
        for one in read_criteria(session, lines):
            if (one.head["set"], one.head["valid_from"]) not in known:
                _write_set(session, one, is_sample=False, now=now)
    session.flush()


def _add_set(session: Session, one: ReadSet, is_sample: bool, actor: Actor, now: datetime) -> CriteriaSet:
    same = select(CriteriaSet).filter_by(name=one.head["set"]).order_by(CriteriaSet.valid_from.desc())
    before = session.scalars(same).first()
    if before and before.valid_from >= one.head["valid_from"]:
        raise Conflict(
            lazy("Bộ “%(name)s” đã có từ %(day)s; bộ mới cần ngày bắt đầu sau ngày đó",
                 name=before.name, day=f"{before.valid_from:%d/%m/%Y}"), field="file",
        )  # fmt: skip
    if before and (before.valid_to is None or before.valid_to >= one.head["valid_from"]):
        before.valid_to = one.head["valid_from"] - DAY
    made = _write_set(session, one, is_sample=is_sample, now=now)
    facts = {"name": made.name, "from": made.valid_from, "criteria": len(one.lines), "source": made.source}
    audit.append(session, stream=f"criteria:{made.id}", kind="criteria.imported", actor=actor, at=now, facts=facts)
    return made


def _write_set(session: Session, one: ReadSet, *, is_sample: bool, now: datetime) -> CriteriaSet:
    head = one.head
    made = CriteriaSet(
        name=head["set"], ocop_group=head["group"], is_frame=head["is_frame"], valid_from=head["valid_from"],
        valid_to=head["valid_to"], source=head["source"], is_sample=is_sample, loaded_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    for position, line in enumerate(one.lines, 1):
        values = {name: line[name] for name in ("part", "number", "text", "most", "by_commune")}
        session.add(Criterion(set_id=made.id, position=position, **values))
    return made


def _read_line(row: dict[str, str | None]) -> dict[str, Any]:
    cells = {name: clean_text(row.get(name) or "") for name in COLUMNS}
    for name in NEEDED:
        if not cells[name]:
            raise ValueError(lazy("cột “%(name)s” trống", name=name))
    for name, most in LONGEST.items():
        if len(cells[name]) > most:
            raise ValueError(lazy("cột “%(name)s” dài quá %(most)s ký tự", name=name, most=most))
    if cells["part"] not in ("A", "B", "C"):
        raise ValueError(lazy("phần “%(sent)s” cần là A, B hoặc C", sent=cells["part"][:20]))
    return cells | {
        "group": _read(cells["group"], int, lazy("nhóm “%(sent)s” cần là số")) if cells["group"] else None,
        "valid_from": _read(cells["valid_from"], parse_day, lazy("ngày “%(sent)s” cần như 2023-02-24")),
        "valid_to": _read_open(cells["valid_to"]),
        "most": _read(cells["most"], parse_points, lazy("điểm “%(sent)s” cần là số như 4 hoặc 4,5")),
        "is_frame": cells["is_frame"] == "yes", "by_commune": cells["by_commune"] == "yes",
    }  # fmt: skip


def _read_open(text: str) -> date | None:
    return _read(text, parse_day, lazy("ngày “%(sent)s” cần như 2023-02-24")) if text else None


def _read(text: str, read, told) -> Any:
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        raise ValueError(str(told) % {"sent": text[:40]}) from None


def _faults_of(session: Session, one: ReadSet) -> list[str]:
    """What is wrong with a set as a whole, one sentence each."""
    head, name = one.head, one.head["set"]
    faults = [lazy("Bộ “%(name)s”: dòng nào cũng cần cùng nhóm, ngày và nguồn", name=name)] if _differs(one) else []
    twice = [key for key, count in Counter((line["part"], line["number"]) for line in one.lines).items() if count > 1]
    faults += [lazy("Bộ “%(name)s”: tiêu chí %(part)s %(number)s có hai lần", name=name, part=part, number=number)
               for part, number in twice]  # fmt: skip
    if head["valid_to"] and head["valid_to"] < head["valid_from"]:
        faults.append(lazy("Bộ “%(name)s”: ngày cuối trước ngày bắt đầu", name=name))
    groups = {row.number for row in list_groups(session, head["valid_from"])}
    if head["group"] is not None and head["group"] not in groups:
        faults.append(lazy("Bộ “%(name)s”: không có nhóm %(sent)s vào ngày bắt đầu", name=name, sent=head["group"]))
    try:
        limits = score_limits(session, head["valid_from"])
    except BadInput as refused:
        return [*(str(each) for each in faults), f"{name}: {refused}"]
    for part in "ABC":
        total = sum(line["most"] for line in one.lines if line["part"] == part)
        if total != limits[part]:
            faults.append(
                lazy("Bộ “%(name)s”: phần %(part)s cộng được %(sum)s điểm, cần đúng %(most)s",
                     name=name, part=part, sum=points_text(total), most=points_text(limits[part]))
            )  # fmt: skip
    return [str(each) for each in faults]


def _differs(one: ReadSet) -> bool:
    same = ("group", "is_frame", "valid_from", "valid_to", "source")
    return any(line[name] != one.head[name] for line in one.lines for name in same)
