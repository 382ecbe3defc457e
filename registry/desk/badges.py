"""Officers' desk: badges outside OCOP, trademarks and geographical indications of a product."""

from uuid import UUID

from flask import Response

from accounts.guards import requires
from core import clock
from core.db import session
from core.i18n import lazy, shown_language
from core.pages import page
from registry.actions import badges as actions
from registry.badges import MARK_KINDS
from registry.desk.forming import answer_form
from registry.desk.frame import blueprint, by, inside
from registry.models import BadgeScheme
from registry.queries.badges import get_badge, list_badges, list_marks, list_schemes
from registry.schemas.lists import BadgeEndForm, BadgeForm, MarkForm


@blueprint.get("/products/<uuid:product_id>/badges")
@requires("products.read")
def badges(product_id: UUID) -> Response:
    """Every badge and mark of a product, also those past their day."""
    found = inside(product_id)
    return page("registry/desk_badges.html", style="desk", product=found, badges=list_badges(session(), product_id),
                rights=list_marks(session(), product_id), mark_kinds=MARK_KINDS, today=clock.today())  # fmt: skip


@blueprint.route("/products/<uuid:product_id>/badges/new", methods=["GET", "POST"])
@requires("lists.record")
def award_badge(product_id: UUID) -> Response:
    """Record the decision that gives the badge."""
    found = inside(product_id)

    def write(current, values: dict) -> object:
        scheme, _dot, level = values.pop("scheme").partition(".")
        return actions.award_badge(current, product_id=product_id, scheme=scheme, level=level, **values, **by())

    choices = {"scheme": [(_key(row), say_scheme(row)) for row in list_schemes(session(), clock.today())]}
    hints = {"valid_until": lazy("Để trống thì tính theo thời hạn của danh hiệu")}
    return answer_form(BadgeForm, write, heading=lazy("Ghi danh hiệu"), choices=choices, hints=hints,
                       **_back(product_id, found.name))  # fmt: skip


@blueprint.route("/products/<uuid:product_id>/badges/<uuid:badge_id>/withdraw", methods=["GET", "POST"])
@requires("lists.record")
def withdraw_badge(product_id: UUID, badge_id: UUID) -> Response:
    """Record the decision that takes the badge away."""
    found, badge = inside(product_id), get_badge(session(), product_id, badge_id)
    return answer_form(
        BadgeEndForm,
        lambda current, values: actions.withdraw_badge(
            current, product_id=product_id, recognition_id=badge_id, **values, **by()),
        heading=lazy("Ghi quyết định thu hồi"), told=say_scheme(badge.scheme), **_back(product_id, found.name),
    )  # fmt: skip


@blueprint.route("/products/<uuid:product_id>/marks/new", methods=["GET", "POST"])
@requires("lists.record")
def record_mark(product_id: UUID) -> Response:
    """Record a trademark or geographical indication that the product carries."""
    found = inside(product_id)
    return answer_form(
        MarkForm,
        lambda current, values: actions.record_mark(current, product_id=product_id, **values, **by()),
        heading=lazy("Ghi nhãn hiệu, chỉ dẫn địa lý"), choices={"kind": list(MARK_KINDS.items())},
        hints={"valid_until": lazy("Để trống nếu bảo hộ không thời hạn")}, **_back(product_id, found.name),
    )  # fmt: skip


def say_scheme(row: BadgeScheme) -> str:
    """The badge with its level in the reader's language."""
    end = "_en" if shown_language() == "en" else ""
    name, level = getattr(row, f"name{end}"), getattr(row, f"level_name{end}")
    return f"{name}, {level}" if level else name


def _key(row: BadgeScheme) -> str:
    return f"{row.code}.{row.level}" if row.level else row.code


def _back(product_id: UUID, name: str) -> dict[str, str]:
    return {"back": f"/desk/products/{product_id}/badges", "back_words": name}
