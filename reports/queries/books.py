"""Lines of the campaign's own books, in the shape of figures of activities: each line counts once by its day.

A total in a return of the same unit for the same figure and days holds the lines that the unit wrote, as it holds its
event sheets.
"""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, select, true
from sqlalchemy.orm import Session

from campaign.models import (
    CampaignFund,
    CampaignReward,
    FairCheck,
    FairLicence,
    InterAgencyTeam,
    MacroFigure,
    PriceProgramme,
    PublicPurchase,
    ReturnForm,
    ReturnItem,
    ReturnValue,
    SalesPromotion,
    SupervisionRound,
    TraderCommitment,
    UnitReturn,
)
from campaign.returns import COUNTED
from reports.counted import Counted
from reports.queries.shared import in_period
from reports.scope import Scope

MAIN = ""
Part = tuple[str | ColumnElement, str | ColumnElement, str | ColumnElement, int | ColumnElement, ColumnElement | None]
"""Row id, measure (empty: the main figure), unit, value, condition."""


def _kinds(table, words: dict[str, str]):
    return case(words, value=table.kind)


def parts_of(scope: Scope) -> list[tuple[type, ColumnElement, ColumnElement, list[Part]]]:
    """For each book: its table, the first and last day of a line, and the figures that a line gives."""
    check, promo, reward, macro = FairCheck, SalesPromotion, CampaignReward, MacroFigure
    rounds = _kinds(SupervisionRound, {"committee": "H8", "policy": "E25", "promotion": "D24"})
    deals = _kinds(TraderCommitment, {"law": "E14", "real_fake": "E15"})
    signed = _kinds(TraderCommitment, {"law": "bản", "real_fake": "cơ sở"})
    levels = {"central": "khen cấp trung ương", "province": "khen cấp tỉnh", "commune": "khen cấp xã"}
    return [
        (promo, promo.received_on, promo.received_on, [
            ("D23", MAIN, "hồ sơ", 1, promo.kind == "registered"),
            ("D23", "chương trình thông báo khuyến mại", "chương trình", 1, promo.kind == "notified")]),
        (FairLicence, FairLicence.decided_on, FairLicence.decided_on, [
            ("D20", MAIN, "hồ sơ", 1, FairLicence.outcome == "confirmed"),
            ("D20", "hồ sơ không xác nhận", "hồ sơ", 1, FairLicence.outcome == "refused")]),
        (check, check.checked_on, check.checked_on, [
            ("D21", MAIN, "lượt", 1, None),
            ("D21", "lượt không rõ nguồn gốc", "lượt", 1, check.outcome == "no_origin"),
            ("D21", "lượt nhãn không đúng", "lượt", 1, check.outcome == "bad_label")]),
        (TraderCommitment, TraderCommitment.signed_on, TraderCommitment.signed_on, [
            (deals, "bản cam kết đã ký", signed, 1, None)]),
        (SupervisionRound, SupervisionRound.held_on, SupervisionRound.held_on, [(rounds, MAIN, "cuộc", 1, None)]),
        (PriceProgramme, PriceProgramme.starts_on, PriceProgramme.ends_on, [
            ("E28", MAIN, "chương trình", 1, None),
            ("E28", "doanh nghiệp", "doanh nghiệp", PriceProgramme.firms, None)]),
        (InterAgencyTeam, InterAgencyTeam.decided_on, InterAgencyTeam.decided_on, [
            ("E23", MAIN, "đoàn", 1, None),
            ("E23", "vụ đoàn đã kiểm tra", "vụ", func.coalesce(InterAgencyTeam.cases, 0), None)]),
        (reward, reward.on, reward.on, [
            ("H3", MAIN, "tập thể, cá nhân", 1, reward.state == "awarded"),
            ("H3", case(levels, value=reward.level), "tập thể, cá nhân", 1, reward.state == "awarded"),
            ("H3", "đề nghị khen thưởng", "tập thể, cá nhân", 1, reward.state == "proposed")]),
        (macro, macro.from_day, macro.to_day, [
            ("I1", MAIN, "đồng", macro.value, macro.kind == "retail"),
            ("I2", MAIN, "%", macro.value, macro.kind == "home_share")]),
    ]  # fmt: skip


def book_lines(scope: Scope) -> list[Select]:
    """One select for each figure that a book gives."""
    return [_lines(scope, table, days, part) for table, *days, parts in parts_of(scope) for part in parts]


def _lines(scope: Scope, table, days: list, part: Part) -> Select:
    row_id, measure, unit, value, condition = (literal(each) if isinstance(each, str | int) else each for each in part)
    first, last = days
    inside = table.province_id.in_(scope.unit_ids) if scope.unit_ids is not None else true()
    asked = and_(table.withdrawn_reason == "", in_period(scope, last), inside)
    asked = asked if condition is None else and_(asked, condition)
    is_share = (table.kind == "home_share") if table is MacroFigure else false()
    return select(
        row_id.label("row"), table.name.label("event"), first.label("starts_on"), last.label("ends_on"),
        case((measure == "", 1), else_=2).label("position"), measure.label("measure"), value.label("value"),
        unit.label("unit"), (table.qualifier if table is MacroFigure else literal("")).label("qualifier"),
        is_share.label("is_per_unit"), literal("").label("counting"),
    ).where(asked, ~_held(scope, table, days, row_id, measure, unit))  # fmt: skip


def _held(scope: Scope, table, days: list, row_id, measure, unit):
    """That a total of the unit's return holds the line already."""
    return (
        select(ReturnValue.id)
        .join(UnitReturn, UnitReturn.id == ReturnValue.return_id)
        .join(ReturnForm, ReturnForm.id == UnitReturn.form_id)
        .join(ReturnItem, ReturnItem.id == ReturnValue.item_id)
        .where(
            UnitReturn.state.in_(COUNTED), ReturnValue.value.is_not(None), in_period(scope, ReturnForm.to_day),
            UnitReturn.unit_id == table.unit_id, ReturnForm.province_id == table.province_id,
            ReturnItem.indicator == row_id, ReturnItem.measure == measure, ReturnItem.unit == unit,
            ReturnForm.from_day <= days[0], ReturnForm.to_day >= days[1],
        )
        .correlate(table)
        .exists()
    )  # fmt: skip


def funds(scope: Scope) -> Select:
    """What bodies were given in the year of the last day."""
    return _of_year(scope, CampaignFund, CampaignFund.name.label("name"), CampaignFund.amount.label("amount"))


def purchases(scope: Scope) -> Select:
    """What agencies bought in the year of the last day."""
    row = PublicPurchase
    return _of_year(scope, row, row.name.label("name"), row.home_value.label("home"), row.whole_value.label("whole"))


def _of_year(scope: Scope, table, *columns) -> Select:
    inside = table.province_id.in_(scope.stock_ids) if scope.stock_ids is not None else true()
    standing = and_(table.withdrawn_reason == "", table.year == scope.to_day.year, inside)
    return select(*columns, table.source.label("source")).where(standing).order_by(table.name)


def lowest(rows: list) -> int:
    """The least that a body was given."""
    return min(row.amount for row in rows)


def highest(rows: list) -> int:
    """The most that a body was given."""
    return max(row.amount for row in rows)


def home_share(rows: list) -> int:
    """What was made at home of all that was bought, in whole per cent, rounded half up."""
    whole = sum(row.whole for row in rows)
    return (200 * sum(row.home for row in rows) + whole) // (2 * whole) if whole else 0


MEANS = {"G7.lowest": lowest, "G7.highest": highest, "G9.share": home_share}
SUMS = {"G7": ("funds", "amount"), "G9.home": ("purchases", "home"), "G9.whole": ("purchases", "whole")}


def count_books(session: Session, scope: Scope) -> list[Counted]:
    """G7 funds (sum, bodies, least, most) and G9 purchases (agencies, values, share) of the year."""
    days = date(scope.to_day.year, 1, 1), date(scope.to_day.year, 12, 31)
    given, bought = session.execute(funds(scope)).all(), session.execute(purchases(scope)).all()
    figures = []
    if given:
        figures += [("G7", sum(row.amount for row in given), "đồng"), ("G7.bodies", len(given), "đơn vị"),
                    ("G7.lowest", lowest(given), "đồng"), ("G7.highest", highest(given), "đồng")]  # fmt: skip
    if bought:
        figures += [("G9.agencies", len(bought), "đơn vị"), ("G9.home", sum(row.home for row in bought), "đồng"),
                    ("G9.whole", sum(row.whole for row in bought), "đồng"),
                    ("G9.share", home_share(bought), "%")]  # fmt: skip
    return [Counted(row_id, value, unit, days=days) for row_id, value, unit in figures]
