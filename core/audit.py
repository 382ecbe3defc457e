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
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, Text, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.actor import Actor
from core.db import Base, UtcDateTime, id_column
from core.keys import current_key, keys_of

START = "0" * 64


class AuditEntry(Base):
    """One step of one stream."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("stream", "seq"),)

    id = id_column()
    stream: Mapped[str] = mapped_column(String(60))
    seq: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    text: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """Where a stream ends."""

    __tablename__ = "audit_head"

    stream: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))
    key_number: Mapped[int] = mapped_column(Integer)
    mark: Mapped[str] = mapped_column(String(64))


class AuditRoot(Base):
    """The signed root over all heads at an instant; published, so that nobody can rewrite the past."""

    __tablename__ = "audit_root"

    id = id_column()
    until: Mapped[datetime] = mapped_column(UtcDateTime, unique=True)
    streams: Mapped[int] = mapped_column(Integer)
    root: Mapped[str] = mapped_column(String(64))
    key_number: Mapped[int] = mapped_column(Integer)
    signature: Mapped[str] = mapped_column(String(128))


required: dict[str, Callable[[Session], Iterable[UUID]]] = {}
"""Prefix of streams -> the ids that must each have one; rooms add theirs at import."""


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


def mark_head(secret: bytes, stream: str, seq: int, digest: str) -> str:
    """The mark that whoever can only write to the database cannot make."""
    return hmac.new(secret, f"{stream}|{seq}|{digest}".encode(), "sha256").hexdigest()


def list_entries(session: Session, stream: str) -> list[AuditEntry]:
    """The steps of a stream in order."""
    return list(session.scalars(select(AuditEntry).filter_by(stream=stream).order_by(AuditEntry.seq)))


def seal(session: Session, *, now: datetime) -> AuditRoot:
    """Sign the root over all heads as they stand; run once a day."""
    count, digest = root_until(session, now)
    key = current_key(session, "root")
    signed = key.private().sign(f"{now.isoformat()}|{count}|{digest}".encode()).hex()
    root = AuditRoot(until=now, streams=count, root=digest, key_number=key.number, signature=signed)
    session.add(root)
    session.flush()
    return root


def root_until(session: Session, until: datetime) -> tuple[int, str]:
    """How many streams had begun at an instant, and the hash over their last steps then."""
    heads: dict[str, str] = {}
    steps = select(AuditEntry.stream, AuditEntry.seq, AuditEntry.hash).where(AuditEntry.at <= until)
    for stream, seq, digest in session.execute(steps.order_by(AuditEntry.stream, AuditEntry.seq)):
        heads[stream] = f"{stream} {seq} {digest}"
    whole = "\n".join(heads[stream] for stream in sorted(heads))
    return len(heads), hashlib.sha256(whole.encode()).hexdigest()


def verify(session: Session) -> list[str]:
    """What is wrong, one sentence each; an empty list when every byte is as it was written."""
    return [*_verify_chains(session), *_verify_required(session), *_verify_roots(session)]


def _verify_chains(session: Session) -> Iterable[str]:
    keys = keys_of(session, "audit")
    heads = {head.stream: head for head in session.scalars(select(AuditHead))}
    ends: dict[str, tuple[int, str]] = {}
    broken: set[str] = set()
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.stream, AuditEntry.seq)):
        seq, previous = ends.get(entry.stream, (0, START))
        fault = _fault_of(entry, seq + 1, previous)
        if fault and entry.stream not in broken:
            broken.add(entry.stream)
            yield f"{entry.stream} #{entry.seq}: {fault}"
        ends[entry.stream] = (entry.seq, entry.hash)
    for stream, head in heads.items():
        if ends.get(stream) != (head.seq, head.hash):
            yield f"{stream}: the stream ends at {ends.get(stream, (0,))[0]}, its head says {head.seq}"
        key = keys.get(head.key_number)
        if key is None or head.mark != mark_head(key.secret, stream, head.seq, head.hash):
            yield f"{stream}: the mark on its head is wrong"
    for stream in ends.keys() - heads.keys():
        yield f"{stream}: the stream has no head"


def _fault_of(entry: AuditEntry, seq: int, previous: str) -> str:
    if hashlib.sha256(entry.text.encode()).hexdigest() != entry.hash:
        return "the text does not give the hash"
    step = json.loads(entry.text)
    stored = (entry.stream, entry.seq, entry.at.isoformat(), entry.kind)
    if (step["stream"], step["seq"], step["at"], step["kind"]) != stored:
        return "the columns differ from the text"
    if (entry.seq, step["previous"]) != (seq, previous):
        return f"step {seq} is missing or was replaced"
    return ""


def _verify_required(session: Session) -> Iterable[str]:
    streams = set(session.scalars(select(AuditHead.stream)))
    for prefix, list_ids in required.items():
        for wanted in list_ids(session):
            if f"{prefix}:{wanted}" not in streams:
                yield f"{prefix}:{wanted}: the whole stream is missing"


def _verify_roots(session: Session) -> Iterable[str]:
    keys = keys_of(session, "root")
    for root in session.scalars(select(AuditRoot).order_by(AuditRoot.until)):
        count, digest = root_until(session, root.until)
        if (count, digest) != (root.streams, root.root):
            yield f"root of {root.until.isoformat()}: {root.streams} streams were sealed, now {count} or changed"
        signed = f"{root.until.isoformat()}|{root.streams}|{root.root}".encode()
        if not _is_signed(keys.get(root.key_number), root.signature, signed):
            yield f"root of {root.until.isoformat()}: the signature is wrong"


def _is_signed(key, signature: str, text: bytes) -> bool:
    """Ed25519 is deterministic, so signing again and comparing needs no public key at hand."""
    return key is not None and hmac.compare_digest(key.private().sign(text).hex(), signature)
