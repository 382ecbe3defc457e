"""Addresses made of names: readable, and never given twice."""

from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

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
