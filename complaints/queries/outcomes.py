"""The file of an inspection beside its decisions and money, and what producers are asked."""

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from complaints.models import (
    CaseGroup,
    Complaint,
    GoodsPhoto,
    GoodsQuestion,
    GroupMember,
    InspectionCase,
    InspectionEffect,
    InspectionGoods,
    InspectionRecord,
    InspectionTeam,
)
from complaints.outcomes import standing
from complaints.queries.queue import Desk, visible
from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.models import Product, ProductGtin

MOST = 200


@dataclass(frozen=True)
class Outcomes:
    """Everything added to an inspection; `hidden` counts reports that the officer does not see."""

    cases: list[Complaint]
    hidden: int
    team: InspectionTeam | None
    records: list[InspectionRecord]
    goods: list[InspectionGoods]
    effects: list[InspectionEffect]
    questions: list[tuple[GoodsQuestion, str]]

    @property
    def standing_records(self) -> set[int]:
        """The numbers of the records that hold."""
        return {row.seq for row in standing(self.records)}

    @property
    def standing_goods(self) -> set[int]:
        """The numbers of the rows of goods that hold."""
        return {row.seq for row in standing(self.goods)}


def get_outcomes(session: Session, inspection_id: UUID, desk: Desk) -> Outcomes:
    """What was added to an inspection: seven statements."""
    query = select(Complaint, visible(desk)).join(InspectionCase, InspectionCase.complaint_id == Complaint.id)
    query = query.where(InspectionCase.inspection_id == inspection_id).order_by(Complaint.filed_at)
    found = session.execute(query).all()
    cases = [case for case, is_visible in found if is_visible]
    team = _rows(session, InspectionTeam, inspection_id)
    asked = select(GoodsQuestion, Product.name).join(Product, Product.id == GoodsQuestion.product_id)
    asked = asked.where(GoodsQuestion.inspection_id == inspection_id).order_by(GoodsQuestion.asked_at)
    return Outcomes(
        cases, len(found) - len(cases), team[-1] if team else None, _rows(session, InspectionRecord, inspection_id),
        _rows(session, InspectionGoods, inspection_id), _rows(session, InspectionEffect, inspection_id),
        [(row[0], row[1]) for row in session.execute(asked)],
    )  # fmt: skip


def find_cases_by_number(session: Session, desk: Desk, number: str) -> list[UUID]:
    """A report by its number, or every visible report of a case by the case's. Raises BadInput."""
    number = number.strip().upper()
    query = select(Complaint.id).outerjoin(
        GroupMember, (GroupMember.complaint_id == Complaint.id) & GroupMember.left_at.is_(None)
    ).outerjoin(CaseGroup, CaseGroup.id == GroupMember.group_id)  # fmt: skip
    query = query.where(visible(desk), or_(Complaint.number == number, CaseGroup.number == number))
    found = list(session.scalars(query.limit(MOST * 5)))
    if not found:
        text = lazy("Đơn vị của bạn không có phản ánh hay vụ số “%(number)s”", number=number[:30])
        raise BadInput(text, field="number")
    return found


def find_product(session: Session, words: str, field: str) -> UUID:
    """A registered product by its own code or a GTIN. Raises BadInput."""
    code = words.replace(" ", "").replace("-", "")
    query = select(Product.id).outerjoin(ProductGtin, ProductGtin.product_id == Product.id)
    query = query.where(or_(func.upper(Product.code) == code.upper(), ProductGtin.gtin == code.zfill(14)[:14]))
    found = session.scalars(query).first()
    if found is None:
        raise BadInput(lazy("Không có sản phẩm đăng ký với mã “%(sent)s”", sent=words[:40]), field=field)
    return found


def list_questions(session: Session, producer_id: UUID) -> list[tuple[GoodsQuestion, str]]:
    """What a producer was asked, unanswered first: one statement."""
    query = select(GoodsQuestion, Product.name).join(Product, Product.id == GoodsQuestion.product_id)
    query = query.where(GoodsQuestion.producer_id == producer_id)
    query = query.order_by(GoodsQuestion.answered_at.is_not(None), GoodsQuestion.due_on).limit(MOST)
    return [(row[0], row[1]) for row in session.execute(query)]


def get_question(session: Session, question_id: UUID, producer_id: UUID) -> tuple[GoodsQuestion, str, list[GoodsPhoto]]:
    """A producer's own question with the product's name and its photos. Raises NotFound."""
    query = select(GoodsQuestion, Product.name).join(Product, Product.id == GoodsQuestion.product_id)
    query = query.where(GoodsQuestion.id == question_id, GoodsQuestion.producer_id == producer_id)
    found = session.execute(query).first()
    if found is None:
        raise NotFound(lazy("Không có câu hỏi này."))
    photos = select(GoodsPhoto).filter_by(question_id=question_id).order_by(GoodsPhoto.position)
    return found[0], found[1], list(session.scalars(photos))


def list_group_cases(session: Session, complaint_id: UUID, unit_ids: Set[UUID]) -> list[UUID]:
    """The reports of the same case that lie with the units, this one among them."""
    mine = select(GroupMember.group_id).filter_by(complaint_id=complaint_id, left_at=None)
    query = select(GroupMember.complaint_id).join(Complaint, Complaint.id == GroupMember.complaint_id)
    query = query.where(GroupMember.group_id.in_(mine), GroupMember.left_at.is_(None))
    return [complaint_id, *session.scalars(query.where(Complaint.unit_id.in_(unit_ids)))]


def _rows(session: Session, model: type, inspection_id: UUID) -> list:
    return list(session.scalars(select(model).filter_by(inspection_id=inspection_id).order_by(model.seq)))
