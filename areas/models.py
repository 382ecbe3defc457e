"""The places of Vietnam and the calendar of its offices, as dated rows.

A code alone names no place: codes are used again (26740 was another commune before 1 July 2025),
so a unit is a code together with a day. Nothing here is ever deleted; a unit that ends gets a `valid_to`.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, id_column

PROVINCE, DISTRICT, COMMUNE = 1, 2, 3

FLAGS = ("dan_toc_thieu_so", "khmer", "mien_nui", "bien_gioi", "khu_cong_nghiep")
CHANGE_KINDS = ("full", "partial", "rename")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class AdminUnit(Base):
    """A province, district (until 30 June 2025) or commune in one spell of one name, kind and parent.

    `valid_to` is the last day inclusive. `parent_id` is the parent's row on the unit's first day;
    a parent that only changes its name or kind later keeps its children through its line
    (`areas.queries.line_ids`). `lat`, `lon` are the centre in degrees (WGS 84), `area_km2` square kilometres.
    """

    __tablename__ = "admin_unit"
    __table_args__ = (
        UniqueConstraint("code", "valid_from", "level"),
        CheckConstraint("level IN (1, 2, 3)", name="level_known"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_in_order"),
        Index("ix_admin_unit_parent_id", "parent_id"),
        Index("ix_admin_unit_level_valid_to_folded", "level", "valid_to", "folded"),
    )

    id: Mapped[UUID] = id_column()
    code: Mapped[str]
    level: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    full_name: Mapped[str]
    slug: Mapped[str]
    folded: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    area_km2: Mapped[float | None]
    source: Mapped[str]

    parent: Mapped["AdminUnit | None"] = relationship(remote_side="AdminUnit.id")


class AdminUnitChange(Base):
    """What became of a unit on a day: all of it (`full`), a part (`partial`), or only its name or kind."""

    __tablename__ = "admin_unit_change"
    __table_args__ = (
        UniqueConstraint("old_id", "new_id"),
        CheckConstraint(_one_of("kind", CHANGE_KINDS), name="kind_known"),
        Index("ix_admin_unit_change_new_id", "new_id"),
    )

    id: Mapped[UUID] = id_column()
    old_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    new_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    kind: Mapped[str]
    on_date: Mapped[date]
    resolution: Mapped[str]


class AdminUnitFlag(Base):
    """A dated mark on a unit that the campaign counts by, with the document that says so."""

    __tablename__ = "admin_unit_flag"
    __table_args__ = (
        UniqueConstraint("unit_id", "flag", "valid_from"),
        CheckConstraint(_one_of("flag", FLAGS), name="flag_known"),
    )

    id: Mapped[UUID] = id_column()
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    flag: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str]


class AreaBoundary(Base):
    """The outline of a unit from a day on: rings as short text (`areas.shapes`), and the box around them.

    A unit may have had several; the newest that is valid on a day is drawn. Degrees in WGS 84.
    """

    __tablename__ = "area_boundary"
    __table_args__ = (
        UniqueConstraint("unit_id", "valid_from"),
        Index("ix_area_boundary_west_east", "west", "east"),
    )

    id: Mapped[UUID] = id_column()
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    west: Mapped[float]
    south: Mapped[float]
    east: Mapped[float]
    north: Mapped[float]
    shape: Mapped[str] = mapped_column(Text)
    source: Mapped[str]


class Holiday(Base):
    """A weekday without work (`off`) or a weekend day worked instead (`working`)."""

    __tablename__ = "holiday"
    __table_args__ = (
        UniqueConstraint("on_date"),
        CheckConstraint(_one_of("kind", ("off", "working")), name="kind_known"),
    )

    id: Mapped[UUID] = id_column()
    on_date: Mapped[date]
    name: Mapped[str]
    kind: Mapped[str]
    source: Mapped[str]


class Authority(Base):
    """Who stands behind the site in a province: controller, hotline, the words at the top of pages."""

    __tablename__ = "authority"
    __table_args__ = (Index("ix_authority_province_id", "province_id"),)

    id: Mapped[UUID] = id_column()
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    name: Mapped[str]
    controller: Mapped[str]
    hotline: Mapped[str]
    header: Mapped[str]
    issuer: Mapped[str]
    short_host: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str]
