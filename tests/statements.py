"""What SQLite itself was asked to run: also what goes past SQLAlchemy's engine."""

from collections.abc import Callable

from sqlalchemy import event

from core.db import db
from qr.queries.hot_read import drop

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


def statements_of(call: Callable[[], object]) -> list[str]:
    """The statements of a call, without those that begin and end transactions."""
    said: list[str] = []

    def hear(connection, _record) -> None:
        connection.set_trace_callback(said.append)

    db.session.commit()
    event.listen(db.engine, "connect", hear)
    let_go()  # every connection is opened anew, and heard
    try:
        call()
    finally:
        event.remove(db.engine, "connect", hear)
        let_go()
    return [each for each in said if not each.lstrip().upper().startswith(NOT_COUNTED)]


def let_go() -> None:
    """Close the connections that wait for work."""
    drop()
    db.engine.dispose()
