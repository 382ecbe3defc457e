"""Checking the audit: every byte of its rows is as it was written, and none was taken away or put in."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import String, and_, or_, select, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.audit_rows import ROOTS, START, AuditEntry, AuditHead, AuditRoot, mark_head
from core.keys import Key, keys_of

Check = Callable[[Session], Iterable[str]]


def readable(session: Session, check: Check) -> list[str]:
    """What a check finds; rows that cannot even be read are a fault like any other."""
    faults: list[str] = []
    try:
        for fault in check(session):
            faults.append(fault)
    except (SQLAlchemyError, ValueError, KeyError, TypeError) as error:
        session.rollback()
        faults.append(f"a row cannot be read: {type(error).__name__}: {str(error).splitlines()[0][:200]}")
    return faults


def root_until(session: Session, until: datetime) -> tuple[int, str]:
    """How many streams had begun at an instant, and the hash over their last steps then.

    Of the roots' own stream those before the instant count: the root of the instant is not yet a step.
    """
    heads: dict[str, str] = {}
    before = or_(AuditEntry.at < until, and_(AuditEntry.at == until, AuditEntry.stream != ROOTS))
    steps = select(AuditEntry.stream, AuditEntry.seq, AuditEntry.hash).where(before)
    for stream, seq, digest in session.execute(steps.order_by(AuditEntry.stream, AuditEntry.seq)):
        heads[stream] = f"{stream} {seq} {digest}"
    whole = "\n".join(heads[stream] for stream in sorted(heads))
    return len(heads), hashlib.sha256(whole.encode()).hexdigest()


def signed_words(until: datetime, count: int, digest: str) -> bytes:
    """What the key of the roots signs."""
    return f"{until.isoformat()}|{count}|{digest}".encode()


def verify_chains(session: Session) -> Iterable[str]:
    """Each stream from its first step to its head."""
    ends: dict[str, tuple[int, str]] = {}
    broken: set[str] = set()
    columns = (AuditEntry.stream, AuditEntry.seq, type_coerce(AuditEntry.at, String).label("at"), AuditEntry.kind,
               AuditEntry.text, AuditEntry.hash)  # fmt: skip
    for entry in session.execute(select(*columns).order_by(AuditEntry.stream, AuditEntry.seq)):
        seq, previous = ends.get(entry.stream, (0, START))
        fault = _fault_of(entry, seq + 1, previous)
        if fault and entry.stream not in broken:
            broken.add(entry.stream)
            yield f"{entry.stream} #{entry.seq}: {fault}"
        ends[entry.stream] = (entry.seq, entry.hash)
    yield from _verify_heads(session, ends)


def _verify_heads(session: Session, ends: Mapping[str, tuple[int, str]]) -> Iterable[str]:
    keys, heads = keys_of(session, "audit"), set()
    columns = (AuditHead.stream, AuditHead.seq, AuditHead.hash, AuditHead.key_number, AuditHead.mark)
    for head in session.execute(select(*columns)):
        heads.add(head.stream)
        if ends.get(head.stream) != (head.seq, head.hash):
            yield f"{head.stream}: the stream ends at {ends.get(head.stream, (0,))[0]}, its head says {head.seq}"
        key = keys.get(head.key_number)
        if key is None or head.mark != mark_head(key.secret, head.stream, head.seq, head.hash):
            yield f"{head.stream}: the mark on its head is wrong"
    for stream in ends.keys() - heads:
        yield f"{stream}: the stream has no head"


def _fault_of(entry, seq: int, previous: str) -> str:
    if hashlib.sha256(entry.text.encode()).hexdigest() != entry.hash:
        return "the text does not give the hash"
    step = json.loads(entry.text)
    stored = (entry.stream, entry.seq, entry.kind)
    if (step["stream"], step["seq"], step["kind"]) != stored or not _is_instant(entry.at, step["at"]):
        return "the columns differ from the text"
    if (entry.seq, step["previous"]) != (seq, previous):
        return f"step {seq} is missing or was replaced"
    return ""


def _is_instant(stored: object, told: str) -> bool:
    return spell_instant(stored) == spell_instant(datetime.fromisoformat(told))


def spell_instant(stored: object) -> str:
    """An instant in the letters in which SQLite keeps it; of what it kept as text every letter counts."""
    return stored.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if isinstance(stored, datetime) else str(stored)


def verify_required(session: Session, required: Mapping[str, Callable]) -> Iterable[str]:
    """Rows that must have a stream have one."""
    streams = set(session.scalars(select(AuditHead.stream)))
    for prefix, list_ids in required.items():
        for wanted in list_ids(session):
            if f"{prefix}:{wanted}" not in streams:
                yield f"{prefix}:{wanted}: the whole stream is missing"


def verify_roots(session: Session) -> Iterable[str]:
    """The signed roots still fit the steps, and none of them is gone."""
    keys, found = keys_of(session, "root"), set()
    columns = (AuditRoot.until, AuditRoot.streams, AuditRoot.root, AuditRoot.key_number, AuditRoot.signature)
    for root in session.execute(select(*columns).order_by(AuditRoot.until)):
        name = f"root of {root.until.isoformat()}"
        found.add(root.until.isoformat())
        count, digest = root_until(session, root.until)
        if (count, digest) != (root.streams, root.root):
            yield f"{name}: {root.streams} streams were sealed, now {count} or changed"
        if not _is_signed(keys.get(root.key_number), root.signature, signed_words(root.until, root.streams, root.root)):
            yield f"{name}: the signature is wrong"
    for text in session.scalars(select(AuditEntry.text).filter_by(stream=ROOTS).order_by(AuditEntry.seq)):
        until = json.loads(text)["facts"]["until"]
        if until not in found:
            yield f"root of {until}: it was sealed and is gone"


def _is_signed(key: Key | None, signature: str, text: bytes) -> bool:
    """Ed25519 is deterministic, so signing again and comparing needs no public key at hand."""
    return key is not None and hmac.compare_digest(key.private().sign(text).hex().encode(), signature.encode())
