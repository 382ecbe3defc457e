"""Criteria sets, council members and applications, as the register's own actions leave them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import User
from core import clock
from core.actor import SYSTEM, Actor
from registry.actions import assessing, deciding, judging, ocop_papers
from registry.actions.criteria import import_criteria, read_criteria
from registry.models import CriteriaSet, OcopApplication, Product
from registry.queries.criteria import list_criteria, list_sets_for, rules_on
from tests.factories.accounts import make_officer
from tests.factories.registry import make_product

COMMUNE, PROVINCE, MINISTRY = (Actor("officer", None, label) for label in ("can_bo_xa", "chuyen_vien", "chuyen_vien"))
MAKER = Actor("producer", None, "producer")
FULL_SET = """set,group,is_frame,valid_from,valid_to,source,part,number,text,most,by_commune
Bộ mẫu: chè,2,no,2026-01-01,,bản mẫu,A,A1,Nguyên liệu địa phương (mẫu),15,yes
Bộ mẫu: chè,2,no,2026-01-01,,bản mẫu,A,A2,Tổ chức sản xuất (mẫu),25,no
Bộ mẫu: chè,2,no,2026-01-01,,bản mẫu,B,B1,Tiếp thị (mẫu),"12,5",no
Bộ mẫu: chè,2,no,2026-01-01,,bản mẫu,B,B2,Câu chuyện (mẫu),"12,5",no
Bộ mẫu: chè,2,no,2026-01-01,,bản mẫu,C,C1,Cảm quan (mẫu),20,no
Bộ mẫu: chè,2,no,2026-01-01,,bản mẫu,C,C2,Tiêu chuẩn (mẫu),15,no
"""


def make_set(session: Session, text: str = FULL_SET) -> CriteriaSet:
    """A full made-up set, marked as a sample."""
    sets = read_criteria(session, text.splitlines())
    return import_criteria(session, sets=sets, is_sample=True, actor=SYSTEM, now=clock.now())[0]


def make_draft(session: Session, product: Product | None = None, *, papers: int = 1) -> OcopApplication:
    """A draft with papers that are only listed."""
    product = product or make_product(session)
    chosen = list_sets_for(session, product.ocop_group, clock.today())[0]
    by = {"actor": MAKER, "now": clock.now()}
    application = assessing.begin_application(session, product_id=product.id, criteria_set_id=chosen.id, **by)
    for number in range(papers):
        ocop_papers.add_ocop_paper(session, application_id=application.id, name=f"Giấy mẫu {number + 1}", **by)
    return application


def make_application(session: Session, product: Product | None = None, *, state: str = "filed") -> OcopApplication:
    """An application brought to a state along the allowed changes: up to "council"."""
    application = make_draft(session, product)
    if state != "draft":
        assessing.file_application(session, **step(application, MAKER))
    if state in ("commune_check", "council"):
        judging.receive_application(session, **step(application, COMMUNE))
    if state == "council":
        report(session, application)
        judging.forward_application(session, **step(application, COMMUNE))
    return application


def step(application: OcopApplication, actor: Actor) -> dict:
    """What every step wants: the application as it stands, who acts and when."""
    return {
        "application_id": application.id, "version": application.version, "actor": actor, "now": clock.now()
    }  # fmt: skip


def report(session: Session, application: OcopApplication, points: int = 100) -> None:
    """The commune's whole report."""
    topics = rules_on(session, clock.today(), "topic")
    own = [each for each in list_criteria(session, application.criteria_set_id) if each.by_commune]
    judging.report_commune(
        session, remarks=dict.fromkeys(topics, "Đúng như hồ sơ (mẫu)"), points={each.id: points for each in own},
        conclusion="Đủ hồ sơ (mẫu)", **step(application, COMMUNE),
    )  # fmt: skip


def make_member(session: Session, unit=None) -> User:
    """A member of the provincial council."""
    return make_officer(session, role="thanh_vien_hoi_dong", unit=unit, unit_kind="hoi_dong_ocop")


def send_sheet(session: Session, application: OcopApplication, member: User, percent: int = 80) -> None:
    """A member's sheet that gives each criterion so many percent of its most, to a tenth below."""
    criteria = list_criteria(session, application.criteria_set_id)
    judging.save_sheet(
        session, application_id=application.id, user_id=member.id, is_sent=True, now=clock.now(),
        points={each.id: each.most * percent // 100 for each in criteria},
        actor=Actor("officer", member.id, "thanh_vien_hoi_dong"),
    )  # fmt: skip


def decide(session: Session, application: OcopApplication, percent: int = 80, members: int = 3) -> None:
    """Three members score alike, the council's result is recorded today."""
    for _number in range(members):
        send_sheet(session, application, make_member(session), percent)
    deciding.decide_application(session, decided_on=clock.today(), **step(application, PROVINCE))


def newest(session: Session) -> OcopApplication:
    """The application begun last."""
    return session.scalars(select(OcopApplication).order_by(OcopApplication.id.desc())).first()
