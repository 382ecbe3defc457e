"""Pictures and papers, read."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import CampaignFile
from core.errors import NotFound
from core.i18n import lazy


def list_files(session: Session, owner_id: UUID) -> list[CampaignFile]:
    """The files beside something, in the order they came."""
    query = select(CampaignFile).where(CampaignFile.owner_id == owner_id)
    return list(session.scalars(query.order_by(CampaignFile.position)))


def get_file(session: Session, owner_id: UUID, position: int) -> CampaignFile:
    """One of them. Raises NotFound."""
    query = select(CampaignFile).where(CampaignFile.owner_id == owner_id, CampaignFile.position == position)
    row = session.scalars(query).first()
    if row is None:
        raise NotFound(lazy("Không có tệp này."))
    return row
