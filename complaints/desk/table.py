"""The administrator's pages of the routing table: what is in force, the draft, the dry run."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions import routing_table as table
from complaints.desk.frame import blueprint, errors_of
from complaints.queries.dry_run import try_table
from complaints.queries.routing import (
    find_draft_table,
    get_draft_table,
    list_goods_kinds,
    list_rules,
    list_table_rules,
    list_tables,
    name_kinds,
)
from complaints.routing import BODIES, PLACES, never_reached
from complaints.schemas.routing import PublishForm, RuleForm
from core import clock
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page

register_desk_tab(85, lazy("Bảng phân công"), "/desk/routing", right="routing.manage")
LISTS = ("kinds", "goods", "places", "notified")


@blueprint.get("/routing")
@requires("routing.manage")
def tables() -> Response:
    """The table in force today and the draft beside it, with what it would have changed."""
    return tables_page({}, {})


@blueprint.post("/routing/draft")
@requires("routing.manage")
def begin() -> Response:
    """Begin a draft from today's table."""
    with committing() as current:
        table.begin_draft(current, actor=signed_in().actor, now=clock.now())
    return redirect(url_for(".tables"), 303)


@blueprint.get("/routing/rules/new")
@requires("routing.manage")
def new_rule() -> Response:
    """The empty form of a row."""
    return rule_page(None, {}, {})


@blueprint.get("/routing/rules/<uuid:rule_id>")
@requires("routing.manage")
def rule(rule_id: UUID) -> Response:
    """The form of a row of the draft."""
    return rule_page(rule_id, _values_of(rule_id), {})


@blueprint.post("/routing/rules/new")
@requires("routing.manage")
def add_rule() -> Response:
    """Add a row before the last."""
    return save(None)


@blueprint.post("/routing/rules/<uuid:rule_id>")
@requires("routing.manage")
def change_rule(rule_id: UUID) -> Response:
    """Change a row of the draft."""
    return save(rule_id)


@blueprint.post("/routing/rules/<uuid:rule_id>/<any(up, down, delete):what>")
@requires("routing.manage")
def arrange(rule_id: UUID, what: str) -> Response:
    """Move a row, or take it out."""

    def act(common: dict) -> None:
        if what == "delete":
            table.delete_rule(**common, rule_id=rule_id)
        else:
            table.move_rule(**common, rule_id=rule_id, up=what == "up")

    return done(act)


@blueprint.post("/routing/drop")
@requires("routing.manage")
def drop() -> Response:
    """Throw the draft away."""
    return done(lambda common: table.drop_draft(**common))


@blueprint.post("/routing/publish")
@requires("routing.manage")
def publish() -> Response:
    """Put the draft in force from a day on."""
    values, errors = read_form(PublishForm)
    if errors:
        return tables_page(values, errors, 422)
    return done(lambda common: table.publish_draft(**common, **values), values)


def save(rule_id: UUID | None) -> Response:
    """Read the row, write it, go back; a refusal shows the form with what was chosen."""
    values, errors = read_form(RuleForm)
    sent = {name: _chosen(name) for name in LISTS}
    if errors:
        return rule_page(rule_id, values | sent, errors, 422)
    values |= sent | {"is_urgent": bool(values["is_urgent"])}
    try:
        with committing() as current:
            table.save_rule(
                current, version=_version(), rule_id=rule_id, values=values, actor=signed_in().actor, now=clock.now()
            )
    except DomainError as error:
        if error.status == 404:
            raise
        return rule_page(rule_id, values, errors_of(error, {}, error.field or "lead"), error.status)
    return redirect(url_for(".tables"), 303)


def done(act: Callable[[dict], object], values: dict | None = None) -> Response:
    """Do it in one commit and go back; a refusal shows the page with its sentence."""
    try:
        with committing() as current:
            act({"session": current, "version": _version(), "actor": signed_in().actor, "now": clock.now()})
    except DomainError as error:
        if error.status == 404:
            raise
        return tables_page(values or {}, errors_of(error, {}, error.field or "note"), error.status)
    return redirect(url_for(".tables"), 303)


def tables_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """Both tables and the dry run."""
    today, draft = clock.today(), find_draft_table(session())
    now_rules = list_rules(session(), today)
    rules = list_table_rules(session(), draft.id) if draft else []
    tried = try_table(session(), today=now_rules, other=rules, on=today) if draft else None
    return page(
        "complaints/routing/tables.html", style="desk", status=status, now_rules=now_rules, draft=draft, rules=rules,
        tried=tried, tables=list_tables(session()), values=values, errors=errors, today=today,
        dead={rules[i].position for i in never_reached(rules)}, **_words(),
    )  # fmt: skip


def rule_page(rule_id: UUID | None, values: dict, errors: Errors, status: int = 200) -> Response:
    """The form of a row."""
    return page(
        "complaints/routing/rule.html", style="desk", status=status, rule_id=rule_id, values=values, errors=errors,
        draft=get_draft_table(session()), **_words(),
    )  # fmt: skip


def _words() -> dict:
    today = clock.today()
    goods = {kind.code: kind.name for kind in list_goods_kinds(session(), today)}
    return {"bodies": BODIES, "places": PLACES, "goods": goods, "kinds": name_kinds(session(), today)}


def _values_of(rule_id: UUID) -> dict:
    draft = get_draft_table(session())
    found = next((each for each in list_table_rules(session(), draft.id) if each.id == rule_id), None)
    if found is None:
        raise NotFound(lazy("Không có dòng này trong bảng nháp."))
    values = {name: getattr(found, name).split() for name in LISTS}
    return values | {name: getattr(found, name) for name in ("lead", "is_urgent", "note", "source")}


def _chosen(name: str) -> list[str]:
    sent = typed_words().get(name) or []
    return [sent] if isinstance(sent, str) else list(sent)


def _version() -> int | None:
    sent = typed_words().get("version", "")
    return int(sent) if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < 10 else None
