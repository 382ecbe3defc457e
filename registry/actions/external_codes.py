"""Attaching and taking off the codes and links of other systems."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.external_codes import check_external
from registry.models import ExternalCode, ExternalSystem
from registry.queries import get_product
from registry.queries.external_codes import find_external_code, list_systems


def attach_external_code(
    session: Session, *, product_id: UUID, system_code: str, code: str = "", url: str = "", actor: Actor, now: datetime
) -> ExternalCode:
    """How another system calls the product from today on; what it called it before ends.

    Raises BadInput for a system that is not in the list and for a link that is not the system's.
    """
    product, today = get_product(session, product_id), legal_date(now)
    system = _get_system(session, system_code, now)
    code, url = clean_text(code), url.strip()
    check_external(system.name, system.hosts, code, url)
    before = find_external_code(session, product_id, system.code, today)
    if before and (before.code, before.url) == (code, url):
        return before
    if before:
        before.valid_to = today
    row = ExternalCode(product_id=product.id, system_code=system.code, code=code, url=url, valid_from=today)
    session.add(row)
    session.flush()
    facts = {"system": system.code, "code": code, "url": url}
    audit.append(session, stream=f"product:{product.id}", kind="product.external_code_attached", actor=actor, at=now,
                 facts=facts)  # fmt: skip
    return row


def detach_external_code(
    session: Session, *, product_id: UUID, external_code_id: UUID, actor: Actor, now: datetime
) -> None:
    """The code no longer names the product from today on; the row stays. Raises NotFound."""
    row = session.get(ExternalCode, external_code_id)
    if row is None or row.product_id != product_id or row.valid_to is not None:
        raise NotFound(lazy("Sản phẩm không có mã này ở hệ thống khác."))
    row.valid_to = legal_date(now)
    audit.append(session, stream=f"product:{product_id}", kind="product.external_code_detached", actor=actor, at=now,
                 facts={"system": row.system_code, "code": row.code})  # fmt: skip


def _get_system(session: Session, code: str, now: datetime) -> ExternalSystem:
    for system in list_systems(session, legal_date(now)):
        if system.code == code:
            return system
    raise BadInput(lazy("Không có hệ thống “%(sent)s”; chọn trong danh sách", sent=code[:40]), field="system_code")
