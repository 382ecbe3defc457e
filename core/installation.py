"""Facts about this installation as a whole: whether its data is a sample."""

from flask import current_app
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.db import Base, session
from core.errors import Conflict
from core.i18n import lazy
from core.pages import facts


class InstallationFact(Base):
    """One fact by name."""

    __tablename__ = "installation_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


def is_sample() -> bool:
    """Whether every page and paper must say "BẢN MẪU". Read once per process."""
    held = current_app.extensions.get("is_sample")
    if held is None:
        found = session.scalars(select(InstallationFact.value).filter_by(name="sample")).first()
        held = current_app.extensions["is_sample"] = found is not None
    return held


def mark_sample(current: Session, *, is_empty: bool) -> None:
    """Say that this database holds sample data from now on. Raises Conflict where there are real rows."""
    if current.get(InstallationFact, "sample"):
        return
    if not is_empty:
        raise Conflict(lazy("Cơ sở dữ liệu này đã có dữ liệu thật; dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống."))
    current.add(InstallationFact(name="sample", value="1"))
    current_app.extensions.pop("is_sample", None)


facts.append(lambda: {"site": {"is_sample": is_sample()}})
