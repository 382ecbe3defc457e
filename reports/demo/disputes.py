"""Sample requests for money back: refused by the trader, sent on, one of them settled by Sở Công Thương."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from complaints.actions import arrival, disputes
from complaints.models import Complaint
from core.clock import legal_date
from reports.demo.people import People

DAY = timedelta(days=1)


def ask_money_back(session: Session, people: People, complaint: Complaint, report: dict, filed_at: datetime) -> None:
    """The request of a report and what became of it, a day after each other."""
    money, case = report["money"], {"complaint_id": complaint.id}
    arrival.ask_for_money(
        session, wish=money["wish"], asked="asked", asked_on=legal_date(filed_at), now=filed_at,
        home_id=people.provinces[report["province"]].id, **case,
    )  # fmt: skip
    disputes.answer_as_trader(
        session, answer="refuse", words=money["refused"], amount=None, now=filed_at + DAY, **case
    )  # fmt: skip
    arrival.send_to_office(session, now=filed_at + DAY, **case)
    if "minutes" in money:
        _settle(session, people, money, case | {"actor": people.actors[f"congthuong.{report['province']}"]}, filed_at)


def _settle(session: Session, people: People, money: dict, case: dict, filed_at: datetime) -> None:
    sat_at, ended_at, words = filed_at + 4 * DAY, filed_at + 5 * DAY, "Hoàn tiền, người mua trả lại hàng."
    disputes.take_dispute(session, reference=money["reference"], now=filed_at + 2 * DAY, **case)
    disputes.invite_parties(
        session, on=legal_date(sat_at), place=money["place"], words="", now=filed_at + 3 * DAY, **case
    )  # fmt: skip
    disputes.write_session(
        session, on=legal_date(sat_at), minutes_number=money["minutes"], conciliator="", buyer_came=True,
        trader_came=True, result="settled", amount=money["amount"], words=words, now=sat_at, **case,
    )  # fmt: skip
    disputes.end_dispute(session, result="settled", amount=money["amount"], words="", now=ended_at, **case)
