"""The audit: one hash chain per stream (a case, a product, a batch, a user), only ever appended.

What is hashed is the stored text itself, so any changed byte is found. A head row per stream,
marked with a key that is not in the database, finds a cut tail; rooms name the rows that must
have a stream, so that a stream removed whole is found too; a signed daily root covers them all.
Personal values are never written here.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.audit_checks import readable, root_until, signed_words, verify_chains, verify_required, verify_roots
from core.audit_rows import ROOTS, START, AuditEntry, AuditHead, AuditRoot, mark_head
from core.keys import current_key, keys_of

__all__ = ["AuditEntry", "AuditHead", "AuditRoot", "append", "begin_streams", "list_entries", "seal", "verify"]

SETTLED = timedelta(minutes=15)
"""What began longer ago than this is committed or gone: the daily root covers the steps until then."""

required: dict[str, Callable[[Session], Iterable[UUID]]] = {}
"""Prefix of streams -> the ids that must each have one; rooms add theirs at import."""

checks: list[Callable[[Session], Iterable[str]]] = []
"""What rooms check besides: that the rows which steps speak of are as they were written."""


def append(
    session: Session, *, stream: str, kind: str, actor: Actor, at: datetime, facts: dict | None = None
) -> AuditEntry:
    """Add one step to a stream, in the transaction of what it tells.

    `stream` is `<kind>:<id>`, `facts` plain JSON values without personal data.
    """
    head = session.get(AuditHead, stream, with_for_update=True)
    seq, previous = (head.seq + 1, head.hash) if head else (1, START)
    text = canonical(stream=stream, seq=seq, at=at, kind=kind, actor=actor, facts=facts, previous=previous)
    digest = hashlib.sha256(text.encode()).hexdigest()
    key = current_key(session, "audit")
    if head is None:
        head = AuditHead(stream=stream)
        session.add(head)
    head.seq, head.hash, head.key_number = seq, digest, key.number
    head.mark = mark_head(key.secret, stream, seq, digest)
    entry = AuditEntry(stream=stream, seq=seq, at=at, kind=kind, text=text, hash=digest)
    session.add(entry)
    session.flush()
    return entry


def begin_streams(session: Session, *, kind: str, actor: Actor, at: datetime, facts: dict[str, dict]) -> None:
    """The first step of many new streams at once: stream -> its facts. For imports."""
    key, entries, heads = current_key(session, "audit"), [], []
    for stream, told in facts.items():
        text = canonical(stream=stream, seq=1, at=at, kind=kind, actor=actor, facts=told, previous=START)
        digest = hashlib.sha256(text.encode()).hexdigest()
        entries.append({"stream": stream, "seq": 1, "at": at, "kind": kind, "text": text, "hash": digest})
        mark = mark_head(key.secret, stream, 1, digest)
        heads.append({"stream": stream, "seq": 1, "hash": digest, "key_number": key.number, "mark": mark})
    if entries:
        session.execute(insert(AuditEntry), entries)
        session.execute(insert(AuditHead), heads)


def canonical(*, stream, seq, at, kind, actor, facts, previous) -> str:
    """The text that is stored and hashed: JSON with sorted keys."""
    step = {
        "stream": stream,
        "seq": seq,
        "at": at.isoformat(),
        "kind": kind,
        "actor": str(actor),
        "label": actor.label,
        "facts": facts or {},
        "previous": previous,
    }
    return json.dumps(step, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def list_entries(session: Session, stream: str) -> list[AuditEntry]:
    """The steps of a stream in order."""
    return list(session.scalars(select(AuditEntry).filter_by(stream=stream).order_by(AuditEntry.seq)))


def seal(session: Session, *, now: datetime, until: datetime | None = None) -> AuditRoot:
    """Sign the root over all streams as they stood at `until` (now, where none is given); run once a day.

    The root is a step of a stream of its own, so that one taken away is missed.
    """
    until = until or now
    count, digest = root_until(session, until)
    key = current_key(session, "root")
    signed = key.private().sign(signed_words(until, count, digest)).hex()
    root = AuditRoot(until=until, streams=count, root=digest, key_number=key.number, signature=signed)
    session.add(root)
    session.flush()
    facts = {"until": until.isoformat(), "streams": count, "root": digest, "signature": signed}
    append(session, stream=ROOTS, kind="audit.sealed", actor=SYSTEM, at=now, facts=facts)
    return root


def mark_row(session: Session, *values: object) -> str:
    """A keyed mark over the columns of a row, to stand among the facts of its step.

    Keyed, because a plain hash of a few words of somebody gives the words away.
    """
    key = current_key(session, "audit")
    return f"{key.number}:{_mark(key.secret, values)}"


def is_marked(session: Session, mark: str, *values: object) -> bool:
    """Whether a row still has the columns that its step was written for."""
    number, _colon, digest = mark.partition(":")
    key = keys_of(session, "audit").get(int(number)) if number.isdecimal() else None
    return key is not None and hmac.compare_digest(_mark(key.secret, values), digest)


def _mark(secret: bytes, values: tuple) -> str:
    text = json.dumps([str(value) for value in values], ensure_ascii=False)
    return hmac.new(secret, text.encode(), "sha256").hexdigest()


def verify(session: Session) -> list[str]:
    """What is wrong, one sentence each; an empty list when every byte is as it was written."""
    parts = [verify_chains, verify_roots, lambda found: verify_required(found, required), *checks]
    return [fault for part in parts for fault in readable(session, part)]
