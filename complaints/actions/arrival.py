"""Writing down how a report came, and taking a request for money back as far as Sở Công Thương."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.steps import add_step, lock_case
from complaints.drafts import Answers
from complaints.kinds import ASKED, INSPECT, WISHES
from complaints.models import Arrival, Complaint, MoneyRequest
from complaints.queries.arrival import office_of, opening_day
from complaints.queries.disputes import new_trader_mark
from core.actor import CITIZEN
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy


@dataclass(frozen=True)
class Paper:
    """What a clerk writes of a report that came by another way; of a đơn tố cáo only number, day and place."""

    filed_by: UUID
    external_ref: str = ""
    received_on: date | None = None
    register_number: str = ""
    file_place: str = ""


def record_arrival(
    session: Session, complaint: Complaint, answers: Answers, *, paper: Paper | None, now: datetime
) -> Arrival:
    """Beside a new report: aim, helper, the clerk's book, the place if the person agreed; money back if asked."""
    arrival = Arrival(
        complaint_id=complaint.id, aim=answers.aim, helper=answers.helper, bought_from=answers.bought_from,
        lat=answers.lat, lon=answers.lon, **(asdict(paper) if paper else {}),
    )  # fmt: skip
    session.add(arrival)
    if answers.aim != INSPECT:
        session.add(MoneyRequest(
            complaint_id=complaint.id, wish=answers.wish or "refund", asked=answers.asked or "not_yet",
            asked_on=answers.asked_on, province_id=answers.home_id,
            opens_on=opening_day(session, asked=answers.asked, asked_on=answers.asked_on, today=legal_date(now)),
            trader_mark=new_trader_mark(session, complaint.id),
        ))  # fmt: skip
    return arrival


def ask_for_money(
    session: Session, *, complaint_id: UUID, wish: str, asked: str, asked_on: date | None, home_id: UUID | None,
    now: datetime,
) -> MoneyRequest:  # fmt: skip
    """What the buyer wants of the trader and whether the trader was asked: written, or changed while it is open.

    Raises BadInput for words of no list, a day in the future or a missing one, Conflict once it was sent on.
    """
    complaint, today = lock_case(session, complaint_id), legal_date(now)
    if wish not in WISHES:
        raise BadInput(lazy("Chọn điều bạn muốn người bán làm"), field="wish")
    if asked not in ASKED:
        raise BadInput(lazy("Chọn đã yêu cầu người bán chưa"), field="asked")
    if asked != "not_yet" and asked_on is None:
        raise BadInput(lazy("Ghi ngày đã yêu cầu người bán"), field="asked_on")
    if asked_on and asked_on > today:
        raise BadInput(lazy("Ngày yêu cầu người bán phải là hôm nay hoặc trước đó"), field="asked_on")
    request = lock_request(session, complaint_id)
    if request is not None and request.requested_at:
        raise Conflict(lazy("Yêu cầu này đã gửi Sở Công Thương."))
    if request is None:
        mark = new_trader_mark(session, complaint_id)
        request = MoneyRequest(complaint_id=complaint_id, wish=wish, asked=asked, trader_mark=mark)
        session.add(request)
        arrival = session.get(Arrival, complaint_id) or Arrival(complaint_id=complaint_id)
        arrival.aim = "both"
        session.add(arrival)
    request.wish, request.asked, request.province_id = wish, asked, home_id
    request.asked_on = asked_on if asked != "not_yet" else None
    request.opens_on = opening_day(session, asked=asked, asked_on=request.asked_on, today=today)
    facts = {"wish": wish, "asked": asked, "asked_on": str(request.asked_on or ""), "opens_on": str(request.opens_on)}
    add_step(session, complaint, kind="money_asked", actor=CITIZEN, now=now, facts=facts)
    return request


def lock_request(session: Session, complaint_id: UUID) -> MoneyRequest | None:
    """The request as it stands, held until the commit, whatever was read of it before."""
    query = select(MoneyRequest).filter_by(complaint_id=complaint_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def send_to_office(session: Session, *, complaint_id: UUID, now: datetime) -> MoneyRequest:
    """The buyer asks Sở Công Thương of where they live for help (Luật 19/2023/QH15 Điều 57 khoản 3).

    Sent twice it is sent once. Raises NotFound without a request, Conflict before its day, BadInput while no
    office is known.
    """
    complaint, today = lock_case(session, complaint_id), legal_date(now)
    request = lock_request(session, complaint_id)
    if request is None:
        raise NotFound(lazy("Phản ánh này không có yêu cầu hoàn tiền."))
    if request.requested_at:
        return request
    if request.opens_on is None:
        raise Conflict(lazy("Hãy yêu cầu người bán trước."), field="asked")
    if request.opens_on > today:
        raise Conflict(lazy("Người bán còn thời gian trả lời đến hết ngày luật định."), field="asked")
    office = office_of(session, request.province_id, today)
    if office is None:
        raise BadInput(lazy("Chọn tỉnh, thành phố nơi bạn sống"), field="home_id")
    request.requested_at, request.unit_id = now, office.unit_id
    facts = {"office": str(office.unit_id), "asked_on": str(request.asked_on or "")}
    add_step(session, complaint, kind="money_sent_on", actor=CITIZEN, now=now, facts=facts)
    return request


def hand_over(session: Session, *, complaint_id: UUID, now: datetime) -> None:
    """The helper's phone has shown the receipt and will not show it again."""
    arrival = session.get(Arrival, complaint_id, with_for_update=True)
    if arrival is not None and arrival.helper and arrival.handed_over_at is None:
        arrival.handed_over_at = now
