"""Reading the dated rules and lists: kinds, groups, star bands, score limits."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import BadInput
from core.i18n import lazy
from registry.models import OcopGroup, ProductKind, ScoreLimit, StarBand


def holds(row, on: date):
    """The condition that a dated row holds on a day; both its days are included."""
    return (row.valid_from <= on) & or_(row.valid_to.is_(None), row.valid_to >= on)


def list_kinds(session: Session) -> list[ProductKind]:
    """Kinds of goods by name, "other" last."""
    return list(session.scalars(select(ProductKind).order_by(ProductKind.code == "khac", ProductKind.name)))


def get_kind(session: Session, code: str) -> ProductKind:
    """The kind of goods. Raises BadInput for a code that is not in the list."""
    kind = session.get(ProductKind, code)
    if kind is None:
        raise BadInput(lazy("Không có loại hàng “%(sent)s”; chọn trong danh sách", sent=code[:40]), field="kind_code")
    return kind


def list_groups(session: Session, on: date) -> list[OcopGroup]:
    """The OCOP groups in force on a day."""
    return list(session.scalars(select(OcopGroup).where(holds(OcopGroup, on)).order_by(OcopGroup.number)))


def list_bands(session: Session, on: date) -> list[StarBand]:
    """Which points gave which star on a day, low to high."""
    return list(session.scalars(select(StarBand).where(holds(StarBand, on)).order_by(StarBand.least)))


def score_limits(session: Session, on: date) -> dict[str, int]:
    """The most points of parts A, B and C in tenths, and the months of a certificate ("months"), on a day.

    Raises BadInput where the programme had no rules yet.
    """
    rows = session.execute(select(ScoreLimit.part, ScoreLimit.most).where(holds(ScoreLimit, on)))
    limits = dict(rows.all())
    if not limits:
        raise BadInput(lazy("Ngày này chưa có bộ tiêu chí OCOP"), field="issued_on")
    return limits
