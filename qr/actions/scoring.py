"""Scores of the codes that were just scanned, and the alerts that open from them. No verdict changes here."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.clock import legal_date
from qr.actions.alerting import tell_producers
from qr.clones import RED, Score, score_code
from qr.models import AlertStep, CodeScore
from qr.queries.scoring import Seen, frozen_products, list_scores, list_seen
from qr.serials import Opened

CHUNK = 200
TO_DECIDE = timedelta(hours=1)
"""What an officer has before the alert counts as late."""


def score_codes(session: Session, codes: Collection[Opened], *, weights: dict[str, int], now: datetime) -> None:
    """Count the scores of the codes anew and open alerts where they are due."""
    session.flush()
    ordered = sorted(codes)
    opened = [row for start in range(0, len(ordered), CHUNK)
              for row in _score_chunk(session, ordered[start : start + CHUNK], weights, now)]  # fmt: skip
    tell_producers(session, opened, now=now)


def _score_chunk(session: Session, codes: list[Opened], weights: dict[str, int], now: datetime) -> Iterator[CodeScore]:
    seen, held = list_seen(session, codes, weights), list_scores(session, codes)
    frozen = frozen_products(session, {each.product_id for each in seen.values()}, legal_date(now))
    for code in codes:
        found = seen.get(code)
        score = score_code(found.sightings, weights, found=found.found, reports=found.reports) if found else None
        row = held.get(code)
        if found is None or score is None or not (score.points or row):
            continue
        row = row or _new_row(session, code, found)
        _write(row, score, weights, now)
        if row.product_id not in frozen and is_due(row, weights):
            open_alert(session, row, now=now)
            if row.level == RED:
                yield row


def is_due(row: CodeScore, weights: dict[str, int]) -> bool:
    """Whether the score calls for an alert, or for a graver one than it has."""
    if not row.level or row.state in ("open", "confirmed"):
        return False
    if row.state == "cleared":
        return row.points >= (row.cleared_points or 0) + weights["again"]
    return row.state == "" or row.level == RED


def open_alert(session: Session, row: CodeScore, *, now: datetime) -> None:
    """Red must be decided within the hour, amber is only watched."""
    row.state = "open" if row.level == RED else "watch"
    row.opened_at, row.late_at = now, None
    row.due_at = now + TO_DECIDE if row.state == "open" else None
    row.version += 1
    add_step(session, row, kind=row.state, reason="", actor=SYSTEM, now=now)


def add_step(session: Session, row: CodeScore, *, kind: str, reason: str, actor: Actor, now: datetime) -> None:
    """One more line of the alert's history."""
    key = {"generation": row.generation, "number": row.number}
    seq = session.scalar(select(func.max(AlertStep.seq)).filter_by(**key)) or 0
    session.add(
        AlertStep(
            **key, seq=seq + 1, kind=kind, points=row.points, reason=reason, actor=str(actor), actor_label=actor.label,
            at=now,
        )
    )  # fmt: skip
    session.flush()


def _new_row(session: Session, code: Opened, found: Seen) -> CodeScore:
    row = CodeScore(
        generation=code.generation, number=code.number, product_id=found.product_id, lot_id=found.lot_id, state="",
        version=1,
    )  # fmt: skip
    session.add(row)
    return row


def _write(row: CodeScore, score: Score, weights: dict[str, int], now: datetime) -> None:
    row.points, row.level, row.scored_at = score.points, score.level(weights), now
    row.reasons = json.dumps([[each.kind, each.count, each.points] for each in score.reasons])
    row.said_provinces, row.table_provinces = score.said_provinces, score.table_provinces
    row.devices, row.days, row.looks_viral = score.devices, score.days, score.looks_viral
