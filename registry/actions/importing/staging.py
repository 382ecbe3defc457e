"""A file brought in: cut into pieces, read piece by piece into lines with a verdict. The register is not touched."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import IO
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from core import jobs, storage
from core.clock import legal_date
from core.db import new_id
from core.errors import Conflict
from core.i18n import keep, lazy
from core.sheets import open_sheets
from core.sheets.rows import refuse
from registry.actions.importing.papers import match_certificates, match_lots
from registry.actions.importing.producers import match_producers
from registry.actions.importing.products import match_products
from registry.imports.files import Line, find_table, read_lines, read_values
from registry.imports.scope import Scope
from registry.models import ImportBatch, ImportLine
from registry.queries import communes_of_unit
from registry.queries.imports import find_matches

PIECE = 500  # lines of one transaction: short enough that other writers hardly wait

MATCH: dict[str, Callable[[Session, Scope, list[Line]], None]] = {
    "producers": match_producers,
    "products": match_products,
    "certificates": match_certificates,
    "lots": match_lots,
}


def cut_file(kind: str, data: IO[bytes], name: str) -> dict:
    """Read the file once, row by row, and keep it in pieces in the file store; nothing is in the database yet.

    The values of an `ImportBatch` to be. Raises BadInput (field "file") for what is no file of this kind.
    """
    table = find_table(kind, open_sheets(data, name))
    batch_id, lines, parts = new_id(), read_lines(table), 0
    count = 0
    while piece := list(islice(lines, PIECE)):
        rows = [[line.number, line.given, line.faults] for line in piece]
        storage.put(_key(batch_id, parts), json.dumps(rows, ensure_ascii=False).encode())
        count, parts = count + len(piece), parts + 1
    if not count:
        raise refuse(lazy("Tệp có tiêu đề cột nhưng không có dòng nào"))
    columns = [column.field for column in table.columns.values()]
    return {
        "id": batch_id, "kind": kind, "file_name": name[:200], "columns": json.dumps(columns), "parts": parts,
        "lines": count, "notes": json.dumps([keep(note) for note in table.sheet.notes], ensure_ascii=False),
    }  # fmt: skip


def begin_import(
    session: Session, *, cut: dict, unit_id: UUID | None = None, producer_id: UUID | None = None,
    user_id: UUID | None = None, may_approve: bool = False, is_sample: bool = False, in_background: bool = True,
    now: datetime,
) -> ImportBatch:  # fmt: skip
    """The file is there; its lines are read in the background, or by whoever calls `check_part`."""
    batch = ImportBatch(
        **cut, state="reading", unit_id=unit_id, producer_id=producer_id, user_id=user_id, may_approve=may_approve,
        is_sample=is_sample, created_at=now, parts_done=0, new_count=0, changed_count=0, same_count=0, wrong_count=0,
        fault="",
    )  # fmt: skip
    session.add(batch)
    session.flush()
    if in_background:
        jobs.enqueue(session, kind="imports.check", payload={"batch": batch.id, "part": 0}, run_at=now,
                     family_id=batch.id)  # fmt: skip
    return batch


def check_part(session: Session, batch: ImportBatch, now: datetime) -> None:
    """Read the next piece: its lines get their verdicts. A piece is done with its count or not at all."""
    lines = load_part(batch, batch.parts_done)
    scope = scope_of(session, batch, now)
    judge(session, batch, scope, lines)
    session.execute(insert(ImportLine), [_row(batch.id, line) for line in lines])
    for line in lines:
        name = f"{line.verdict}_count"
        setattr(batch, name, getattr(batch, name) + 1)
    batch.parts_done += 1
    if batch.parts_done == batch.parts:
        batch.state, batch.checked_at = "ready", now
    session.flush()


def judge(session: Session, batch: ImportBatch, scope: Scope, lines: list[Line]) -> None:
    """What each line would do; a row that stands twice in the file is wrong the second time."""
    for line in lines:
        read_values(batch.kind, line)
    MATCH[batch.kind](session, scope, lines)
    for line in lines:
        line.match, line.number_match = _hash(line.match), _hash(line.number_match)
    for name, numbers in (("match", False), ("number_match", True)):
        seen = find_matches(session, batch.id, {getattr(line, name) for line in lines} - {""}, numbers=numbers)
        for line in lines:
            key = getattr(line, name)
            if key and seen.setdefault(key, line.number) < line.number:
                line.wrong("", lazy("Trùng với dòng %(line)s của tệp", line=seen[key]))


def scope_of(session: Session, batch: ImportBatch, now: datetime) -> Scope:
    """Whose register the file may touch, as the rights are now."""
    on = legal_date(now)
    communes = communes_of_unit(session, batch.unit_id, on) if batch.unit_id else None
    return Scope(on, communes, batch.producer_id, batch.may_approve, batch.is_sample)


def cancel_import(session: Session, *, batch: ImportBatch, now: datetime) -> None:
    """The file is left alone; its lines are removed. Raises Conflict once it is being published."""
    if batch.state not in ("reading", "ready"):
        raise Conflict(lazy("Tệp này đang ghi hoặc đã ghi vào sổ nên không hủy được."))
    batch.state = "cancelled"
    session.execute(delete(ImportLine).where(ImportLine.batch_id == batch.id))
    jobs.enqueue(session, kind="imports.clear", payload={"batch": batch.id}, run_at=now, family_id=batch.id)


def load_part(batch: ImportBatch, number: int) -> list[Line]:
    """The lines of a piece as they were cut."""
    rows = json.loads(storage.get(_key(batch.id, number)))
    return [Line(line, given, faults=[tuple(fault) for fault in faults]) for line, given, faults in rows]


def clear_parts(batch: ImportBatch) -> None:
    """The pieces are no longer needed."""
    for number in range(batch.parts):
        if storage.exists(_key(batch.id, number)):
            storage.delete(_key(batch.id, number))


def _key(batch_id: UUID, number: int) -> str:
    return f"imports/{batch_id}/{number:05}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def _row(batch_id: UUID, line: Line) -> dict:
    told = {"changes": line.changes, "faults": line.faults}
    return {
        "batch_id": batch_id, "line": line.number, "verdict": line.verdict, "match": line.match,
        "number": line.number_match, "target_id": line.target.id if line.target is not None else None,
        "given": json.dumps(line.given, ensure_ascii=False), "told": json.dumps(told, ensure_ascii=False),
    }  # fmt: skip
