"""Pieces that every family of figures is counted with."""

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from core.db import whole_sum
from reports.scope import Scope


def in_period(scope: Scope, column) -> ColumnElement[bool]:
    """The date lies in the period, both days included."""
    return column.between(scope.from_day, scope.to_day)


def in_instants(scope: Scope, column) -> ColumnElement[bool]:
    """The instant falls on a day of the period, as days are counted in Vietnam."""
    return (column >= scope.starts_at) & (column < scope.ends_before)


def happened_inside(scope: Scope, column) -> ColumnElement[bool]:
    """The unit is one of the place in the period."""
    return column.in_(scope.unit_ids) if scope.unit_ids is not None else true()


def stands_inside(scope: Scope, column) -> ColumnElement[bool]:
    """The unit is one of the place, under whatever name it was written down."""
    return column.in_(scope.stock_ids) if scope.stock_ids is not None else true()


def count_by(session: Session, rows: Select, *columns: str) -> dict:
    """How many rows by the named columns: a key for one column, a tuple of keys for several."""
    found = rows.subquery()
    by = [found.c[column] for column in columns]
    grouped = session.execute(select(*by, func.count()).group_by(*by)).all()
    return {(line[0] if len(columns) == 1 else tuple(line[:-1])): line[-1] for line in grouped}


def sum_by(session: Session, rows: Select, amount: str, column: str) -> dict:
    """The sum of an amount by one column."""
    found = rows.subquery()
    by = found.c[column]
    return {part: total for part, total in session.execute(select(by, whole_sum(found.c[amount])).group_by(by))}  # noqa: C416 - rows are no pairs
