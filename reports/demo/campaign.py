"""What the campaign of a sample province holds besides activities: a plan, lines of books, a survey, a vote."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from campaign.actions.books import write_line
from campaign.actions.events import Measured, record_event
from campaign.actions.plans import give_task, make_plan, tell_progress
from campaign.actions.surveys import Question, make_survey, open_survey
from campaign.actions.votes import make_round
from campaign.books import BOOKS
from core.actor import SYSTEM
from core.clock import legal_date
from reports.demo.people import People

NOTE = {"source": "bản mẫu", "note": ""}
QUIZ = (
    Question("one", "Tổng đài tư vấn, hỗ trợ người tiêu dùng là số nào?", ("1800.6838", "113", "114"), 1),
    Question("one", "Ngày Quyền của người tiêu dùng Việt Nam là ngày nào?", ("01/5", "15/3", "02/9"), 2),
)
SURVEY = (
    Question("one", "Anh, chị có ưu tiên mua hàng Việt không?", ("Luôn luôn", "Thường xuyên", "Ít khi")),
    Question("many", "Anh, chị mua hàng Việt ở đâu?", ("Chợ", "Siêu thị", "Cửa hàng", "Trên mạng")),
    Question("text", "Anh, chị mong điều gì ở hàng Việt?"),
)
CANDIDATES = (("Chè mẫu", "Cơ sở mẫu 1"), ("Miến mẫu", "Cơ sở mẫu 2"), ("Mật ong mẫu", "Cơ sở mẫu 3"))


def load_campaign(session: Session, people: People, now: datetime) -> None:
    """The same small set for each province; days count from the hour of loading."""
    for key in people.provinces:
        where = {"province_id": people.provinces[key].id, "unit_id": people.units[f"{key}-mttq"]}
        by = {"is_sample": True, "actor": SYSTEM, "now": now}
        _load_plan(session, people, key, where, by)
        _load_lines(session, people, key, by)
        _load_opinions(session, where, by)
        _load_market(session, people, key, by)


def _load_plan(session: Session, people: People, key: str, where: dict, by: dict) -> None:
    year = legal_date(by["now"]).year
    plan = make_plan(
        session, title=f"Kế hoạch thực hiện Cuộc vận động năm {year} (mẫu)", number="", issuer="Ban Chỉ đạo (mẫu)",
        from_day=date(year, 1, 1), to_day=date(year, 12, 31), **where, **by,
    )  # fmt: skip
    told = {"plan_id": plan.id, "due_on": date(year, 12, 15), "actor": SYSTEM, "now": by["now"]}
    department, commune = (people.units[f"{key}-{unit}"] for unit in ("sct", "xa"))
    task = give_task(
        session, text="Tổ chức các phiên chợ đưa hàng Việt về nông thôn, miền núi", lead_id=department,
        partner_ids=[commune], indicator="D13", unit="phiên chợ", target=3, **told,
    )  # fmt: skip
    give_task(session, text="Tuyên truyền Cuộc vận động ở các khu dân cư", lead_id=commune, **told)
    tell_progress(session, task_id=task.id, unit_id=department, state="doing", percent=40, value=1,
                  text="Đã chọn nơi họp chợ (mẫu).", actor=SYSTEM, now=by["now"])  # fmt: skip


def _load_lines(session: Session, people: People, key: str, by: dict) -> None:
    today = legal_date(by["now"])
    day = today - timedelta(days=20)
    lines = {
        "commitments": {"kind": "law", "name": "Cơ sở kinh doanh mẫu", "address": "", "signed_on": day,
                        "text_version": "mẫu", "occasion": ""},
        "promotions": {"kind": "notified", "name": "Tuần hàng Việt (mẫu)", "trader": "Siêu thị mẫu",
                       "goods": "thực phẩm", "form": "giảm giá", "value": 20_000_000, "home_percent": 90,
                       "received_on": day, "number": "",
                       "starts_on": day, "ends_on": today},
        "funds": {"name": "Ban Chỉ đạo một xã (mẫu)", "year": today.year, "amount": 3_000_000},
    }  # fmt: skip
    where = {"province_id": people.provinces[key].id, "unit_id": people.units[f"{key}-sct"]}
    for book, values in lines.items():
        write_line(session, BOOKS[book], values=values | NOTE, **where, **by)


def _load_opinions(session: Session, where: dict, by: dict) -> None:
    today = legal_date(by["now"])
    days = {"opens_on": today - timedelta(days=5), "closes_on": today + timedelta(days=60)}
    for kind, title, questions in (("survey", "Khảo sát người tiêu dùng (mẫu)", SURVEY),
                                   ("quiz", "Tìm hiểu pháp luật bảo vệ người tiêu dùng (mẫu)", QUIZ)):  # fmt: skip
        survey = make_survey(session, kind=kind, title=title, intro="", questions=questions, **days, **where, **by)
        open_survey(session, survey_id=survey.id, actor=SYSTEM, now=by["now"])
    make_round(
        session, title="Hàng Việt được yêu thích (mẫu)", intro="Bản mẫu: không phải cuộc bình chọn thật.",
        candidates=[(name, maker, None) for name, maker in CANDIDATES], **days, **where, **by,
    )  # fmt: skip


def _load_market(session: Session, people: People, key: str, by: dict) -> None:
    """A market to come, in a commune that no document names."""
    day = legal_date(by["now"]) + timedelta(days=14)
    record_event(
        session, row_id="D13", kind="viet_market", name="Phiên chợ hàng Việt (mẫu)", starts_on=day, ends_on=day,
        unit_id=people.units[f"{key}-sct"], partner_ids=[people.units[f"{key}-xa"]], state="planned",
        province_id=people.provinces[key].id, commune_id=people.communes[key][0].id, place="Sân vận động xã (mẫu)",
        measures=[Measured("phiên chợ", 1, "phiên chợ"), Measured("gian hàng", 30, "gian hàng", "khoang")], **by,
    )  # fmt: skip
