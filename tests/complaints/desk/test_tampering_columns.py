"""Every column of every row that the audit seals: one byte changed by hand is found, on SQLite and PostgreSQL."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from complaints.actions.handling import note_case
from complaints.models import ComplaintEvent
from core import audit, clock
from core.actor import SYSTEM
from core.audit import AuditEntry, AuditHead, AuditRoot
from core.db import db
from tests.factories.accounts import make_unit
from tests.factories.complaints import make_report

SEALED = (AuditEntry, AuditHead, AuditRoot, ComplaintEvent)
COLUMNS = [(model, column.name) for model in SEALED for column in model.__table__.columns]


def fill(session) -> UUID:
    """Two cases with steps, a root over them; the id of the second case."""
    make_unit(session, kind="chi_cuc")
    first, other = (make_report(session)[0] for _ in range(2))
    for words in ("một", "hai"):
        note_case(session, complaint_id=first.id, text=words, actor=SYSTEM, now=clock.now())
    audit.seal(session, now=clock.now())
    session.commit()
    return other.id


def flipped(value, other: UUID):
    """A value that differs in one byte; another case for the case's id."""
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    return other if isinstance(value, UUID) else value + 7


def change(session, model, name: str, other: UUID) -> None:
    """Change one column of the last row of a table that is not of the other case."""
    table = model.__table__
    rows = select(table).order_by(*table.primary_key.columns)
    row = [row for row in session.execute(rows).mappings() if row.get("complaint_id") != other][-1]
    where = [column == row[column.name] for column in table.primary_key.columns]
    session.execute(table.update().where(*where).values({name: flipped(row[name], other)}))
    session.expire_all()


def undetected(session, other: UUID) -> list[str]:
    """The columns that can be changed without being found."""
    missed = []
    for model, name in COLUMNS:
        change(session, model, name, other)
        if not audit.verify(session):
            missed.append(f"{model.__tablename__}.{name}")
        session.rollback()
    return missed


def test_no_column_can_change_on_sqlite(session):
    other = fill(session)
    assert audit.verify(session) == [] and undetected(session, other) == [] and audit.verify(session) == []


@pytest.mark.services
def test_no_column_can_change_on_postgresql(app_on, postgres_url):
    with app_on(database_url=postgres_url).app_context():
        session = db.session()
        other = fill(session)
        assert audit.verify(session) == [] and undetected(session, other) == [] and audit.verify(session) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET at = replace(at, 'T', 't') WHERE seq = 2",
        "UPDATE audit_entry SET text = CAST(x'ff00' AS TEXT) WHERE seq = 2",
        "UPDATE audit_entry SET at = 'x' WHERE seq = 2",
        "UPDATE audit_root SET until = 'x'",
        "UPDATE audit_root SET signature = 'ă' || substr(signature, 2)",
        "DELETE FROM audit_root",
        "UPDATE complaint_event SET at = replace(at, 'T', 't') WHERE seq = 2",
        "UPDATE complaint_event SET note = '' WHERE seq = 2",
        "DELETE FROM complaint_event WHERE seq = 2",
        "INSERT INTO complaint_event SELECT complaint_id, 9, kind, '', '', at, actor, note, public FROM complaint_event"
        " WHERE seq = 2",
    ],
)
def test_bytes_that_mean_the_same_or_nothing_are_found_too(session, statement):
    fill(session)
    session.execute(text(statement))
    session.expire_all()
    assert audit.verify(session)
