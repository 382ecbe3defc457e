"""OCOP applications of made-up producers, one in every state; numbers of decisions stay blank."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.clock import legal_date
from registry import actions as register
from registry.actions import assessing, deciding, judging, ocop_papers
from registry.actions.criteria import import_criteria, read_criteria
from registry.assessing import STATES
from registry.models import OcopApplication
from registry.queries.criteria import list_criteria, rules_on
from reports.demo.facts import FOLDER
from reports.demo.people import People

GENERATED = "tên, loại hình, nơi, hồ sơ, điểm, ngày"
PERCENT = {"ministry": 94, "refused": 40}
UNIT = {"recogniser_name": "UBND tỉnh (mẫu)"}
MAKER = Actor("producer", None, "producer")


def load_assessments(session: Session, people: People, now: datetime) -> None:
    """The sample criteria and an application in each state, begun some weeks before the loading."""
    with (FOLDER / "criteria-sample.csv").open(encoding="utf-8", newline="") as lines:
        sets = import_criteria(session, sets=read_criteria(session, lines), is_sample=True, actor=SYSTEM, now=now)
    for place, state in enumerate(STATES):
        product_id = _load_product(session, people, place, now)
        application = _begin(session, product_id, sets[0].id, now - timedelta(days=40 + place))
        _bring(session, people, application, state, now - timedelta(days=30 - 2 * place))


def _load_product(session, people: People, place: int, now: datetime) -> UUID:
    commune = people.communes["tn"][0]
    by = {"actor": SYSTEM, "now": now}
    producer = register.register_producer(
        session, kind="hop_tac_xa", name=f"Hợp tác xã mẫu hồ sơ {place + 1:02}", commune_id=commune.id,
        is_sample=True, generated=GENERATED, **by,
    )  # fmt: skip
    register.approve_producer(session, producer_id=producer.id, **by)
    product = register.register_product(
        session, producer_id=producer.id, name=f"Trà mẫu hồ sơ {place + 1:02}", kind_code="do_uong", ocop_group=2,
        listed_price=100_000, standard="Tiêu chuẩn cơ sở (mẫu)", origin="tỉnh Thái Nguyên (mẫu)",
        materials_origin="tỉnh Thái Nguyên (mẫu)", is_sample=True, generated=GENERATED, **by,
    )  # fmt: skip
    register.submit_product(session, product_id=product.id, **by)
    register.approve_product(session, product_id=product.id, **by)
    if place == 0:
        register.add_member(session, producer_id=producer.id, user_id=people.actors["coso.ocop"].id, **by)
    return product.id


def _begin(session, product_id: UUID, set_id: UUID, at: datetime) -> OcopApplication:
    by = {"actor": MAKER, "now": at}
    application = assessing.begin_application(
        session, product_id=product_id, criteria_set_id=set_id, is_sample=True, **by
    )
    for name in ("Đơn đăng ký (mẫu)", "Phiếu kiểm nghiệm (mẫu)"):
        ocop_papers.add_ocop_paper(session, application_id=application.id, name=name, detail="số, ngày để trống", **by)
    return application


def _bring(session, people: People, application: OcopApplication, state: str, now: datetime) -> None:
    """Take the steps that lead to a state, each some hours after the one before."""
    for act in _steps(session, people, application, state):
        if application.state == state:
            return
        by = {"application_id": application.id, "version": application.version, "now": now}
        act(by)
        now += timedelta(hours=3)


def _steps(session, people: People, application: OcopApplication, state: str) -> Iterator:
    """The way of a file, up to where it must turn off for its state."""
    commune, province = people.actors["xa.tn"], people.actors["nongnghiep.tn"]
    yield lambda by: assessing.file_application(session, actor=MAKER, **by)
    if state == "withdrawn":
        yield lambda by: assessing.withdraw_application(session, reason="Cơ sở nộp lại sau (mẫu)", actor=MAKER, **by)
    yield lambda by: judging.receive_application(session, actor=commune, **by)
    if state == "supplement_asked":
        told = "Bổ sung phiếu kiểm nghiệm còn hạn (mẫu)"
        yield lambda by: deciding.ask_supplement(session, reason=told, actor=commune, **by)
    yield lambda by: _report(session, application, commune, by)
    yield lambda by: judging.forward_application(session, actor=commune, **by)
    yield lambda by: _score(session, people, application, PERCENT.get(state, 78), by["now"])
    if state == "refused":
        why = "Hội đồng chấm dưới 50 điểm (mẫu)"
        yield lambda by: deciding.refuse_application(session, reason=why, actor=province, **by)
    yield lambda by: deciding.decide_application(session, decided_on=legal_date(by["now"]), actor=province, **by)
    certify = deciding.propose_application if state == "ministry" else deciding.certify_application
    yield lambda by: certify(session, issued_on=legal_date(by["now"]), actor=province, **UNIT, **by)


def _report(session, application: OcopApplication, actor: Actor, by: dict) -> None:
    topics = rules_on(session, legal_date(by["now"]), "topic")
    own = [each for each in list_criteria(session, application.criteria_set_id) if each.by_commune]
    judging.report_commune(
        session, remarks=dict.fromkeys(topics, "Đúng như hồ sơ (mẫu)"), conclusion="Hồ sơ đủ (mẫu)",
        points={each.id: each.most * 8 // 10 for each in own}, actor=actor, **by,
    )  # fmt: skip


def _score(session, people: People, application: OcopApplication, percent: int, now: datetime) -> None:
    """Three members' sheets, a little apart."""
    criteria = list_criteria(session, application.criteria_set_id)
    for number in (1, 2, 3):
        actor = people.actors[f"hoidong{number}.tn"]
        points = {each.id: each.most * (percent - 1 + number) // 100 for each in criteria}
        judging.save_sheet(session, application_id=application.id, user_id=actor.id, points=points, is_sent=True,
                           actor=actor, now=now)  # fmt: skip
