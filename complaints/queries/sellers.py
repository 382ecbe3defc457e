"""Reports by seller: stays on the desk, and counts only what lies with the officer's own units."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from complaints.models import Complaint
from complaints.queries.sight import hidden_from
from complaints.workflow import CLOSED
from core.text import fold
from registry.models import OnlineSeller, Platform, Product, TrustedPlace
from registry.queries.lists import find_trusted_of
from registry.shop_addresses import address_key

UPHELD = "violation"
ONLINE = "online"


@dataclass
class SellerCases:
    """A seller of the register with the reports about it, newest first."""

    seller: OnlineSeller
    platform: str
    cases: list[Complaint] = field(default_factory=list)

    @property
    def upheld(self) -> int:
        """How many of them ended with a violation found."""
        return sum(case.outcome == UPHELD for case in self.cases)

    @property
    def still_open(self) -> int:
        """How many are not closed."""
        return sum(case.state != CLOSED for case in self.cases)


def list_seller_cases(session: Session, unit_ids: Set[UUID], officer_id: UUID | None = None) -> list[SellerCases]:
    """Sellers that the units' reports are about, most reported first: two statements, whatever there is.

    A report is about a seller when it gives the shop's address, or the seller's very name for a purchase online.
    """
    query = select(OnlineSeller, Platform.name).join(Platform, Platform.id == OnlineSeller.platform_id)
    known = [SellerCases(row[0], row[1]) for row in session.execute(query)]
    by_key = {each.seller.url_key: each for each in known}
    by_name = {each.seller.folded: each for each in known}
    told = or_(Complaint.online_address != "", Complaint.place_kind == ONLINE)
    query = select(Complaint).where(Complaint.unit_id.in_(unit_ids), told)
    if officer_id:
        query = query.where(~hidden_from(officer_id))
    query = query.order_by(Complaint.filed_at.desc())
    for case in session.scalars(query):
        found = _by_address(by_key, case.online_address) or by_name.get(fold(case.seller))
        if found:
            found.cases.append(case)
    return sorted((each for each in known if each.cases), key=lambda each: (-len(each.cases), each.seller.folded))


def _by_address(by_key: dict[str, SellerCases], address: str) -> SellerCases | None:
    """The seller whose shop the address is, or lies under."""
    key = address_key(address) if address else ""
    while key:
        if key in by_key:
            return by_key[key]
        key = key.rpartition("/")[0]
    return None


def list_trusted_about(session: Session, case: Complaint, on: date) -> list[TrustedPlace]:
    """The trusted places that a report may be about: of the product's producer, or of the seller's name there."""
    product = session.get(Product, case.product_id) if case.product_id else None
    communes = {case.commune_id} if case.commune_id else set()
    producer_id = product.producer_id if product else None
    return find_trusted_of(session, on, producer_id=producer_id, seller=case.seller, commune_ids=communes)
