"""Officers' desk: trusted places, industrial goods, key kinds of goods."""

from uuid import UUID

from flask import Response

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import BadInput, NotFound
from core.forms import sent_files
from core.home import register_desk_tab
from core.i18n import lazy, shown_language
from core.pages import page
from registry import queries
from registry.actions import badges as badge_actions
from registry.actions import lists as actions
from registry.badges import RANKS, TRUSTED_KINDS
from registry.desk.forming import answer_form, own_commune
from registry.desk.frame import blueprint, by, communes, own_provinces
from registry.industry import COLUMNS
from registry.queries.badges import list_key_kinds
from registry.queries.lists import (
    WantedGoods,
    get_industrial,
    get_trusted,
    list_trusted,
    list_withdrawn,
    search_industrial,
)
from registry.schemas.lists import FileForm, IndustrialForm, KeyKindForm, PublicationForm, TrustedForm, WithdrawalForm

MOST_BYTES = 2 * 1024 * 1024
ON_A_PAGE = 500
LISTS = {"back": "/desk/lists", "back_words": lazy("Danh sách")}

register_desk_tab(30, lazy("Danh sách"), "/desk/lists", right="lists.record")


@blueprint.get("/lists")
@requires("lists.record")
def lists() -> Response:
    """The three lists that this department keeps, each whole."""
    on, mine = clock.today(), communes()
    trusted = list_trusted(session(), on, commune_ids=mine)
    goods, total = search_industrial(session(), WantedGoods(), limit=ON_A_PAGE)
    return page(
        "registry/desk_lists.html", style="desk", trusted=trusted, kinds=TRUSTED_KINDS, ranks=RANKS, goods=goods,
        total=total, key_kinds=list_key_kinds(session(), on, own_provinces()),
        places=queries.today_words(session(), [place.commune_id for place in trusted], on),
        withdrawn=list_withdrawn(session(), since=on.replace(month=1, day=1), commune_ids=mine),
    )  # fmt: skip


@blueprint.route("/trusted-places/new", methods=["GET", "POST"])
@requires("lists.record")
def new_trusted() -> Response:
    """Put a place on the list of the trusted."""

    def write(current, values: dict) -> object:
        commune = own_commune(values.pop("commune"))
        return actions.list_trusted_place(current, commune_id=commune.id, **values, **by())

    hints = {
        "voucher": lazy("Cơ quan, tổ chức đứng ra giới thiệu"), "basis": lazy("Quyết định, chương trình, cam kết nào"),
        "valid_to": lazy("Để trống nếu chưa định ngày"), "tax_code": lazy("Để cơ sở được nối với sổ sản phẩm"),
    }  # fmt: skip
    return answer_form(TrustedForm, write, heading=lazy("Thêm địa chỉ tin cậy"), hints=hints,
                       choices={"kind": list(TRUSTED_KINDS.items())}, **LISTS)  # fmt: skip


@blueprint.route("/trusted-places/<uuid:place_id>/withdraw", methods=["GET", "POST"])
@requires("lists.record")
def withdraw_trusted(place_id: UUID) -> Response:
    """Take a place off the list; everybody reads the reason."""
    place = get_trusted(session(), place_id, communes())
    return answer_form(
        WithdrawalForm,
        lambda current, values: actions.withdraw_trusted_place(current, place_id=place_id, **values, **by()),
        heading=lazy("Rút khỏi danh sách"), told=place.name, **LISTS,
        hints={"reason": lazy("Mọi người đọc được: ghi kết luận, không ghi có ai phản ánh")},
    )  # fmt: skip


@blueprint.route("/key-kinds/new", methods=["GET", "POST"])
@requires("lists.record")
def new_key_kind() -> Response:
    """Record the decision that names a kind of goods key or special for the province."""
    name = "name_en" if shown_language() == "en" else "name"
    choices = {
        "rank": list(RANKS.items()),
        "kind_code": [(kind.code, getattr(kind, name)) for kind in queries.list_kinds(session())],
    }

    def write(current, values: dict) -> object:
        return badge_actions.name_key_kind(current, province_id=_province(), **values, **by())

    return answer_form(KeyKindForm, write, heading=lazy("Ghi loại hàng chủ lực, đặc sản"), choices=choices, **LISTS)


@blueprint.route("/industrial-goods/new", methods=["GET", "POST"])
@requires("lists.record")
def new_industrial() -> Response:
    """Propose goods for the list, or write down what is on it."""
    hints = {
        "hs_code": lazy("4, 6 hoặc 8 chữ số"), "proposer": lazy("Ghi khi đề nghị đưa vào danh mục"),
        "publisher": lazy("Ghi khi đã công bố, cùng số và ngày quyết định"),
    }  # fmt: skip
    return answer_form(
        IndustrialForm,
        lambda current, values: actions.propose_industrial(current, province_id=_province(), **values, **by()),
        heading=lazy("Thêm hàng công nghiệp trong nước"), hints=hints, **LISTS,
    )  # fmt: skip


@blueprint.route("/industrial-goods/<uuid:good_id>/publish", methods=["GET", "POST"])
@requires("lists.record")
def publish_industrial(good_id: UUID) -> Response:
    """The proposed goods stand in a decision now."""
    good = get_industrial(session(), good_id)
    if good.province_id not in own_provinces():
        raise NotFound(lazy("Không có mặt hàng này trong danh mục."))
    return answer_form(
        PublicationForm,
        lambda current, values: actions.publish_industrial(current, good_id=good_id, **values, **by()),
        heading=lazy("Ghi quyết định công bố"), told=good.name, **LISTS,
    )  # fmt: skip


@blueprint.route("/industrial-goods/import", methods=["GET", "POST"])
@requires("lists.record")
def import_industrial() -> Response:
    """Many lines from a file, all or none."""

    def write(current, _values: dict) -> object:
        files = sent_files("file")
        if not files:
            raise BadInput(lazy("Chọn “Tệp CSV”"), field="file")
        data = files[0].stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise BadInput(lazy("Tệp lớn hơn 2 MB; chia làm nhiều tệp"), field="file")
        return actions.import_industrial(current, data=data, province_id=_province(), **by())

    return answer_form(FileForm, write, heading=lazy("Nhập danh mục từ tệp"), has_file=True,
                       columns=", ".join(COLUMNS), **LISTS)  # fmt: skip


def _province() -> UUID:
    """The one province that the unit answers for."""
    found = own_provinces()
    if len(found) != 1:
        raise BadInput(lazy("Đơn vị của bạn không thuộc một tỉnh."))
    return next(iter(found))
