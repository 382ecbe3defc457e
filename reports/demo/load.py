"""Load the sample data into an empty database, once."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from accounts.models import User
from complaints.models import Complaint, Inspection
from core.installation import InstallationFact, mark_sample
from registry.models import Producer
from reports.demo.assessments import load_assessments
from reports.demo.campaign import load_campaign
from reports.demo.cases import load_cases, load_events
from reports.demo.clones import load_clones
from reports.demo.codes import load_codes
from reports.demo.desk import load_desk
from reports.demo.goods import load_goods
from reports.demo.journeys import load_journeys
from reports.demo.lists import load_lists
from reports.demo.outcomes import load_outcomes
from reports.demo.people import load_people
from reports.demo.places import load_places
from reports.demo.returns import load_returns
from reports.demo.routing import load_bodies
from reports.demo.warnings import load_warnings
from reports.demo.years import load_enforcement, load_register

FILLED_BY_PEOPLE = (Producer, Complaint, Inspection, User)


def load_demo(session: Session, now: datetime) -> bool:
    """Fill the database with the sample; False when it is there already.

    Raises Conflict when the database holds rows of real people.
    """
    if session.get(InstallationFact, "sample"):
        return False
    is_empty = not any(session.scalar(select(exists().select_from(model))) for model in FILLED_BY_PEOPLE)
    mark_sample(session, is_empty=is_empty)
    people = load_people(session, now)
    load_enforcement(session, people, now)
    load_register(session, now)
    load_goods(session, people, now)
    load_places(session, people, now)
    load_journeys(session, now)
    load_clones(session, now)
    load_codes(session, people, now)
    load_lists(session, people, now)
    load_assessments(session, people, now)
    load_warnings(session, people, now)
    load_bodies(session, people, now)
    load_cases(session, people, now)
    load_outcomes(session, now)
    load_events(session, people, now)
    load_returns(session, people, now)
    load_campaign(session, people, now)
    load_desk(session, people, now)
    return True
