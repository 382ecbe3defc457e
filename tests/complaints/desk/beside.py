"""What tests write and read beside a running demo."""

from sqlalchemy import select

from complaints.models import Complaint
from core.db import committing, db
from tests.complaints.public.phones import looking_into
from tests.factories.complaints import make_report

LIKE = {"tn": "PA-2611-0001", "vl": "PA-2611-0002"}


def new_case(site, goods: str, *, where: str = "tn") -> str:
    """A report that has just come in where the first team of a province works; its number."""
    with looking_into(site), committing() as session:
        like = session.scalars(select(Complaint).where(Complaint.number == LIKE[where])).one()
        return make_report(session, commune_id=like.commune_id, goods_name=goods)[0].number


def read(site, query) -> list:
    """Rows as the running site has them now."""
    with looking_into(site):
        return list(db.session.scalars(query).all())
