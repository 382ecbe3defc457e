"""Flags of units and the authorities behind the site, each a dated row with its source."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import FLAGS, AdminUnitFlag, Authority
from core.actor import Actor
from core.audit import append
from core.errors import BadInput
from core.i18n import lazy


def set_flag(
    session: Session,
    *,
    unit_id: UUID,
    flag: str,
    valid_from: date,
    valid_to: date | None = None,
    source: str,
    actor: Actor,
    now: datetime,
) -> AdminUnitFlag:
    """Mark a unit from a day on; giving the same mark and day again corrects its end and source."""
    if flag not in FLAGS:
        raise BadInput(lazy("Không có dấu “%(flag)s”; dùng một trong: %(flags)s", flag=flag, flags=", ".join(FLAGS)))
    if not source.strip():
        raise BadInput(lazy("Ghi nguồn: văn bản nào nói địa bàn này thuộc diện đó"), field="source")
    if valid_to is not None and valid_to < valid_from:
        raise BadInput(lazy("Ngày cuối đứng trước ngày đầu"), field="valid_to")
    key = {"unit_id": unit_id, "flag": flag, "valid_from": valid_from}
    mark = session.scalar(select(AdminUnitFlag).filter_by(**key)) or AdminUnitFlag(**key)
    mark.valid_to, mark.source = valid_to, source.strip()
    session.add(mark)
    append(
        session,
        stream=f"area:{unit_id}",
        kind="area.flagged",
        actor=actor,
        at=now,
        facts={"flag": flag, "from": str(valid_from), "to": str(valid_to or ""), "source": mark.source},
    )
    return mark


def set_authority(
    session: Session,
    *,
    province_id: UUID | None,
    name: str,
    controller: str,
    hotline: str,
    header: str,
    issuer: str,
    short_host: str,
    source: str,
    valid_from: date,
    is_default: bool = False,
    actor: Actor,
    now: datetime,
) -> Authority:
    """Say who stands behind the site in a province from a day on; the row before ends the day before.

    Without a province it is the row for the whole installation.
    """
    before = select(Authority).where(Authority.province_id == province_id, Authority.valid_to.is_(None))
    for row in session.scalars(before):
        if row.valid_from >= valid_from:
            raise BadInput(lazy("Đã có đơn vị chịu trách nhiệm từ ngày đó hoặc sau đó"), field="valid_from")
        row.valid_to = valid_from - timedelta(days=1)
    words = {"name": name, "controller": controller, "hotline": hotline, "header": header, "issuer": issuer}
    authority = Authority(
        **words,
        province_id=province_id,
        short_host=short_host,
        source=source,
        valid_from=valid_from,
        is_default=is_default,
    )
    session.add(authority)
    session.flush()
    facts = {**words, "from": str(valid_from), "default": is_default}
    stream = f"area:{province_id or 'installation'}"
    append(session, stream=stream, kind="area.authority-set", actor=actor, at=now, facts=facts)
    return authority
