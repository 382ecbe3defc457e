"""Who acts: people, units with their communes, roles, sessions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Unit(Base):
    """A body of the State or the Front; its kind, parent and name are dated (UnitVersion)."""

    __tablename__ = "unit"

    id = id_column()
    code: Mapped[str] = mapped_column(String(40), unique=True)


class UnitVersion(Base):
    """What a unit was in a span of time (NĐ 40/2025: Cục QLTT tỉnh became Chi cục under Sở Công Thương)."""

    __tablename__ = "unit_version"
    __table_args__ = (UniqueConstraint("unit_id", "valid_from"),)

    id = id_column()
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(30))  # cuc, chi_cuc, doi, so_cong_thuong, so_nnmt, mttq, ...
    name: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class UnitArea(Base):
    """A commune (or a whole province) that a unit is responsible for."""

    __tablename__ = "unit_area"
    __table_args__ = (UniqueConstraint("admin_unit_id", "unit_id", "valid_from"),)

    id = id_column()
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    admin_unit_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class User(Base):
    """Somebody who signs in. The name is an official's working name, shown to colleagues."""

    __tablename__ = "user_account"

    id = id_column()
    login: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)  # encrypted under the person key
    totp_last_step: Mapped[int] = mapped_column(Integer, default=0)  # a code once used is refused again
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    must_change: Mapped[bool] = mapped_column(Boolean, default=False)  # the password is a first one, for one sign-in
    failed_count: Mapped[int] = mapped_column(Integer, default=0)
    wait_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Membership(Base):
    """A person's role in a unit, in time."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "unit_id", "role", "valid_from"),)

    id = id_column()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(30))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class RoleRight(Base):
    """That a role in a kind of unit may do an action; dated, so that a reform is data."""

    __tablename__ = "role_right"
    __table_args__ = (UniqueConstraint("role", "unit_kind", "action", "valid_from"),)

    id = id_column()
    role: Mapped[str] = mapped_column(String(30))
    unit_kind: Mapped[str] = mapped_column(String(30))
    action: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class PersonalAccess(Base):
    """That a role may read a field of a reporter, and what must happen first; dated."""

    __tablename__ = "personal_access"
    __table_args__ = (UniqueConstraint("field", "role", "valid_from"),)

    id = id_column()
    field: Mapped[str] = mapped_column(String(20))  # phone, email, name
    role: Mapped[str] = mapped_column(String(30))
    needs: Mapped[str] = mapped_column(String(20))  # reason, second_person
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class SignInSession(Base):
    """A signed-in browser; the cookie's value is stored only as a hash."""

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_user", "user_id"),)

    id = id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    form_token: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    agent: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    totp_passed: Mapped[bool] = mapped_column(Boolean, default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
