"""Reports of citizens: counts, kinds, places and outcomes, never who or what they wrote."""

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from areas.models import AdminUnit
from complaints.models import Complaint, ComplaintKind, Inspection
from reports.counted import Counted
from reports.queries.shared import count_by, happened_inside, in_instants
from reports.scope import Scope

UNIT = "phản ánh"


def reports_filed(scope: Scope) -> Select:
    """One row per report filed in the period about a place inside; without a commune its province counts."""
    province = aliased(AdminUnit)
    return (
        select(
            Complaint.number.label("number"),
            Complaint.filed_at.label("filed_at"),
            Complaint.kind_code.label("kind"),
            ComplaintKind.name.label("kind_name"),
            Complaint.channel.label("channel"),
            Complaint.state.label("state"),
            Complaint.outcome.label("outcome"),
            AdminUnit.code.label("place_code"),
            AdminUnit.full_name.label("place"),
        )
        .join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
        .outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)
        .outerjoin(province, province.id == Complaint.province_id)
        .where(
            in_instants(scope, Complaint.filed_at),
            or_(
                happened_inside(scope, Complaint.commune_id),
                and_(Complaint.commune_id.is_(None), happened_inside(scope, Complaint.province_id)),
            ),
        )
        .order_by(Complaint.filed_at)
    )


def reports_inspected(scope: Scope) -> Select:
    """Those that led to an inspection."""
    return reports_filed(scope).where(exists().where(Inspection.complaint_id == Complaint.id))


def count_cases(session: Session, scope: Scope) -> list[Counted]:
    """E11 by kind, outcome and commune, and E8 by channel."""
    rows = reports_filed(scope)
    kinds = count_by(session, rows, "kind", "kind_name")
    outcomes = count_by(session, rows, "outcome")
    places = count_by(session, rows, "place_code", "place")
    channels = count_by(session, rows, "channel")
    inspected = sum(count_by(session, reports_inspected(scope), "kind").values())
    found = [Counted("E11", sum(kinds.values()), UNIT), Counted("E11.inspected", inspected, UNIT)]
    found += [Counted(f"E11.kind.{k}", n, UNIT, part=k, part_name=name) for (k, name), n in sorted(kinds.items())]
    found += [
        Counted(f"E11.outcome.{outcome or 'open'}", n, UNIT, part=outcome or "open")
        for outcome, n in sorted(outcomes.items())
    ]
    found += [
        Counted(f"E11.place.{code or 'none'}", n, UNIT, part=code or "none", part_name=name or "")
        for (code, name), n in sorted(places.items(), key=lambda item: item[0][0] or "")
    ]
    return found + [Counted(f"E8.{c}", n, UNIT, part=c) for c, n in sorted(channels.items())]
