"""Reports of citizens: counts, kinds, places and outcomes, never who or what they wrote."""

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from areas.models import AdminUnit
from complaints.models import Complaint, ComplaintKind, InspectionCase
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, happened_inside, in_instants
from reports.scope import Scope

UNIT = "phản ánh"
OPEN = "open"
NOWHERE = "none"


def reports_filed(scope: Scope) -> Select:
    """One row per report filed in the period about a place inside; without a commune its province counts."""
    province = aliased(AdminUnit)
    return (
        select(
            Complaint.number.label("number"),
            Complaint.filed_at.label("filed_at"),
            Complaint.kind_code.label("kind"),
            ComplaintKind.name.label("kind_name"),
            ComplaintKind.name_en.label("kind_name_en"),
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
    return reports_filed(scope).where(exists().where(InspectionCase.complaint_id == Complaint.id))


def count_cases(session: Session, scope: Scope) -> list[Counted]:
    """E11 by kind, outcome and commune, and E8 by channel."""
    rows = reports_filed(scope)
    kinds = count_by(session, rows, "kind", "kind_name", "kind_name_en")
    inspected = sum(count_by(session, reports_inspected(scope), "kind").values())
    found = [Counted("E11", sum(kinds.values()), UNIT), Counted("E11.inspected", inspected, UNIT)]
    found += [
        Counted(part_id("E11.kind", kind), count, UNIT, part=kind, names=(name, name_en))
        for (kind, name, name_en), count in sorted(kinds.items())
    ]
    outcomes = count_by(session, rows, "outcome")
    found += [
        Counted(part_id("E11.outcome", outcome or OPEN), count, UNIT, part=outcome or OPEN)
        for outcome, count in sorted(outcomes.items())
    ]
    return found + _by_place(session, rows) + _by_channel(session, rows)


def _by_place(session: Session, rows: Select) -> list[Counted]:
    places = count_by(session, rows, "place_code", "place")
    return [
        Counted(part_id("E11.place", code or NOWHERE), count, UNIT, part=code or NOWHERE, names=(name or "", ""))
        for (code, name), count in sorted(places.items(), key=lambda item: item[0][0] or "")
    ]


def _by_channel(session: Session, rows: Select) -> list[Counted]:
    channels = sorted(count_by(session, rows, "channel").items())
    return [Counted(part_id("E8", channel), count, UNIT, part=channel) for channel, count in channels]
