"""Addresses made of names: readable, and never given twice."""

from collections.abc import Sequence
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import new_id
from core.text import slugify

LONGEST = 200
RESERVED = {"suggest", "feed", "mail"}  # pages of ours that stand beside rows at /products/ and /warnings/


def free_slug(session: Session, model: type, name: str, fallback: str) -> str:
    """The name as a part of an address, with a number behind where it is taken."""
    stem = slugify(name)[:LONGEST].strip("-") or fallback
    taken = RESERVED | set(session.scalars(select(model.slug).where(model.slug.like(f"{stem}%"))))
    if stem not in taken:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)


def free_slugs(session: Session, model: type, names: Sequence[str], fallback: str) -> list[str]:
    """One for each of many names by one query; where a name is taken, a random tail stands behind."""
    stems = [slugify(name)[:LONGEST].strip("-") or fallback for name in names]
    taken = set(session.scalars(select(model.slug).where(model.slug.in_(set(stems)))))
    slugs = []
    for stem in stems:
        slugs.append(f"{stem}-{new_id().hex[-8:]}" if stem in taken else stem)
        taken.add(stem)
    return slugs
