"""The administrator's work at the routing table: a draft, tried on past reports, then in force from a day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.models import RoutingRule, RoutingTable
from complaints.queries.routing import (
    find_draft_table,
    get_draft_table,
    list_goods_kinds,
    list_rules,
    list_table_rules,
    list_tables,
    name_kinds,
)
from complaints.routing import BODIES, PLACES, is_last
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy

COPIED = ("kinds", "goods", "places", "is_urgent", "lead", "notified", "note", "source", "is_confirmed")


class TableChanged(Conflict):
    """Somebody else changed the draft after this page was opened."""


def begin_draft(session: Session, *, actor: Actor, now: datetime) -> RoutingTable:
    """A draft with the rows of today's table; the one there is when somebody began before."""
    draft = find_draft_table(session)
    if draft is not None:
        return draft
    rules = list_rules(session, legal_date(now))
    draft = RoutingTable(made_at=now, actor=str(actor))
    session.add(draft)
    session.flush()
    for rule in rules:
        copied = {name: getattr(rule, name) for name in COPIED}
        session.add(RoutingRule(table_id=draft.id, position=rule.position, **copied))
    session.flush()
    audit.append(session, stream=f"routing:{draft.id}", kind="routing.begun", actor=actor, at=now)
    return draft


def save_rule(
    session: Session, *, version: int | None, rule_id: UUID | None, values: dict, actor: Actor, now: datetime
) -> RoutingRule:
    """Write a row of the draft; without an id a new one, before the last.

    `values` holds lists of codes for kinds, goods, places and notified. Raises BadInput for a code that is in
    no list, TableChanged when another administrator was faster.
    """
    draft = _lock_draft(session, version)
    _check_codes(session, values, legal_date(now))
    words = {name: " ".join(values[name]) for name in ("kinds", "goods", "places", "notified")}
    rest = {name: values[name] for name in ("is_urgent", "lead", "note", "source")}
    rule = _rule_of(session, draft, rule_id) if rule_id else _add_before_last(session, draft, rest["lead"])
    for name, value in (words | rest).items():
        setattr(rule, name, value)
    rule.is_confirmed = False  # what was changed must be read against the law again
    _changed(session, draft, actor, now, {"row": rule.position} | words | {"lead": rule.lead})
    return rule


def move_rule(
    session: Session, *, version: int | None, rule_id: UUID, up: bool, actor: Actor, now: datetime
) -> RoutingRule:
    """Change the place of a row with its neighbour; at the end nothing happens."""
    draft = _lock_draft(session, version)
    rules = list_table_rules(session, draft.id)
    at = next((i for i, each in enumerate(rules) if each.id == rule_id), None)
    if at is None:
        raise NotFound(lazy("Không có dòng này trong bảng nháp."))
    to = at - 1 if up else at + 1
    if 0 <= to < len(rules):
        rules[at], rules[to] = rules[to], rules[at]
        _number(session, rules)
        _changed(session, draft, actor, now, {"moved": rules[to].position})
    return rules[to] if 0 <= to < len(rules) else rules[at]


def delete_rule(session: Session, *, version: int | None, rule_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a row out of the draft."""
    draft = _lock_draft(session, version)
    rule = _rule_of(session, draft, rule_id)
    session.delete(rule)
    session.flush()
    _number(session, list_table_rules(session, draft.id))
    _changed(session, draft, actor, now, {"deleted": rule.position})


def drop_draft(session: Session, *, version: int | None, actor: Actor, now: datetime) -> None:
    """Throw the draft away; the table in force stays."""
    draft = _lock_draft(session, version)
    for rule in list_table_rules(session, draft.id):
        session.delete(rule)
    session.flush()
    session.delete(draft)
    audit.append(session, stream=f"routing:{draft.id}", kind="routing.dropped", actor=actor, at=now)


def publish_draft(
    session: Session, *, version: int | None, valid_from: date, note: str, actor: Actor, now: datetime
) -> RoutingTable:
    """The draft is in force from a day on, the table before it until the day before.

    Raises BadInput for a day in the past or before a table already published, and when the last row does not
    take every report.
    """
    draft = _lock_draft(session, version)
    if valid_from < legal_date(now):
        raise BadInput(lazy("Bảng chỉ áp dụng từ hôm nay trở đi"), field="valid_from")
    rules = list_table_rules(session, draft.id)
    if not rules or not is_last(rules[-1]):
        raise BadInput(lazy("Dòng cuối phải nhận mọi phản ánh: để trống vấn đề, nhóm hàng, nơi bán"), field="note")
    before = [table for table in list_tables(session) if table.valid_from]
    if any(table.valid_from >= valid_from for table in before):
        raise BadInput(lazy("Đã có bảng áp dụng từ ngày đó; chọn ngày sau đó"), field="valid_from")
    for table in before:
        if table.valid_to is None or table.valid_to >= valid_from:
            table.valid_to = valid_from - timedelta(days=1)
    draft.valid_from, draft.note = valid_from, note
    facts = {"from": valid_from, "rows": len(rules), "note": note}
    audit.append(session, stream=f"routing:{draft.id}", kind="routing.published", actor=actor, at=now, facts=facts)
    session.flush()
    return draft


def _lock_draft(session: Session, version: int | None) -> RoutingTable:
    draft = session.get(RoutingTable, get_draft_table(session).id, with_for_update=True, populate_existing=True)
    if draft is None or (version is not None and draft.version != version):
        raise TableChanged(lazy("Bảng nháp vừa được người khác sửa. Xem lại rồi gửi."))
    return draft


def _rule_of(session: Session, draft: RoutingTable, rule_id: UUID) -> RoutingRule:
    rule = session.get(RoutingRule, rule_id)
    if rule is None or rule.table_id != draft.id:
        raise NotFound(lazy("Không có dòng này trong bảng nháp."))
    return rule


def _add_before_last(session: Session, draft: RoutingTable, lead: str) -> RoutingRule:
    rules = list_table_rules(session, draft.id)
    rule = RoutingRule(table_id=draft.id, position=len(rules) + 1000, lead=lead)
    session.add(rule)
    session.flush()
    at = len(rules) - 1 if rules and is_last(rules[-1]) else len(rules)
    rules.insert(at, rule)
    _number(session, rules)
    return rule


def _number(session: Session, rules: list[RoutingRule]) -> None:
    """Number the rows from 1: first out of the way, because two may not share a place for a moment."""
    for offset in (10_000, 0):
        for position, rule in enumerate(rules, start=1):
            rule.position = offset + position
        session.flush()


def _check_codes(session: Session, values: dict, on: date) -> None:
    known = {
        "kinds": set(name_kinds(session, on)),
        "goods": {kind.code for kind in list_goods_kinds(session, on)},
        "places": set(PLACES),
        "notified": set(BODIES),
    }
    for name, codes in known.items():
        strange = [code for code in values[name] if code not in codes]
        if strange:
            raise BadInput(lazy("Danh sách không có “%(sent)s”", sent=strange[0][:40]), field=name)


def _changed(session: Session, draft: RoutingTable, actor: Actor, now: datetime, facts: dict) -> None:
    draft.made_at, draft.actor = now, str(actor)
    session.flush()
    audit.append(session, stream=f"routing:{draft.id}", kind="routing.changed", actor=actor, at=now, facts=facts)
