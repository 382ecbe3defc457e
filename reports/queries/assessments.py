"""OCOP applications filed in the period, by where they stood on its last day."""

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from registry.assessing import STATES
from registry.models import OcopApplication, OcopEvent, Producer, Product
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, in_period, stands_inside
from reports.scope import Scope

PREFIX = "ocop_"  # names of parts are shared by all rooms, so ours say whose they are


def applications_filed(scope: Scope) -> Select:
    """One row per application filed in the period, with the stage or result of the last day."""
    last = (
        select(func.max(OcopEvent.seq))
        .where(OcopEvent.application_id == OcopApplication.id, OcopEvent.at < scope.ends_before)
        .correlate(OcopApplication)
        .scalar_subquery()
    )
    return (
        select(
            Product.name.label("product"),
            Producer.name.label("producer"),
            Producer.kind.label("kind"),
            AdminUnit.full_name.label("place"),
            OcopApplication.filed_on.label("day"),
            (literal(PREFIX) + OcopEvent.to_state).label("state"),
        )
        .select_from(OcopApplication)
        .join(OcopEvent, (OcopEvent.application_id == OcopApplication.id) & (OcopEvent.seq == last))
        .join(Product, Product.id == OcopApplication.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .join(AdminUnit, AdminUnit.id == Producer.commune_id)
        .where(in_period(scope, OcopApplication.filed_on), stands_inside(scope, Producer.commune_id))
        .order_by(OcopApplication.filed_on, Product.name, OcopApplication.id)
    )


def count_assessments(session: Session, scope: Scope) -> list[Counted]:
    """B4 and its stages and results in the order of the procedure, those that hold any."""
    counts = count_by(session, applications_filed(scope), "state")
    found = [Counted("B4", sum(counts.values()), "hồ sơ", days=(scope.from_day, scope.to_day))]
    return found + [
        Counted(part_id("B4", state), counts[PREFIX + state], "hồ sơ", part=PREFIX + state)
        for state in STATES
        if PREFIX + state in counts
    ]
