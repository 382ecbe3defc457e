"""Each mark by itself suggests that two reports are one case, with its reason; without it nothing is suggested."""

import pytest

from complaints.actions.marking import list_marks, write_marks
from complaints.actions.photos import keep_photo
from complaints.queries.grouping import list_alike
from complaints.queries.queue import Desk
from core import clock
from core.db import new_id
from tests.factories.complaints import commune, make_report, picture
from tests.factories.inspections import make_branch_and_teams
from tests.factories.qr import make_goods

STORY = "Mua gói miến ở chợ sáng về luộc thấy nát vụn, mùi chua, nhãn in mờ không có ngày sản xuất"


@pytest.fixture
def desk(session):
    """The desk of a branch that sees every report of the province."""
    branch, team, other = make_branch_and_teams(session)
    return Desk({branch.id, team.id, other.id}, new_id(), clock.today())


def pairs(session) -> dict[str, tuple[dict, dict]]:
    """For each mark two reports that share it alone: other places, other words, other goods."""
    goods, other = make_goods(session), make_goods(session)
    item, again = goods.item(goods.serials[0]), goods.item(goods.serials[1])
    phone = {"contact_kind": "phone", "phone": "0912345678"}
    return {
        "serial": ({"code_path": item}, {"code_path": item}),
        "gtin": (
            {"code_path": item, "product_id": goods.product.id}, {"code_path": again, "product_id": goods.product.id},
        ),
        "link": ({"online_address": "https://shopee.vn/shop-mau"}, {"online_address": "shopee.vn/shop-mau/"}),
        "phone": (phone, phone),
        "brand": ({"goods_name": "Kẹo Dồi Mẫu"}, {"goods_name": "kẹo dồi mẫu"}),
        "place": ({"place_as_written": "12 đường Mẫu, tổ 4"}, {"place_as_written": "12 Đường mẫu, Tổ 4"}),
        "seller": ({"seller": "Sạp 5 chợ Mẫu"}, {"seller": "sap 5 cho mau"}),
        "words": ({"details": STORY}, {"details": f"Xin báo: {STORY}"}),
        "other": ({"code_path": item}, {"code_path": other.item()}),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["serial", "gtin", "link", "phone", "brand", "place", "seller", "words", "other"])
def test_one_mark_that_is_shared_is_the_reason_of_the_suggestion(session, desk, kind):
    alone = {"seller": "", "commune_id": commune(session).id}
    first, second = (marked(session, **(alone | values)) for values in pairs(session)[kind])
    found = [(row.complaint.id, row.kinds) for row in list_alike(session, first, desk, clock.now())]
    if kind == "other":
        assert found == []
        return
    assert [case_id for case_id, _kinds in found] == [second.id] and kind in found[0][1]
    extra = {"serial": {"gtin", "brand"}, "gtin": {"brand"}}.get(kind, set())
    assert set(found[0][1]) <= {kind} | extra


def test_one_photo_in_two_reports_is_the_reason_of_the_suggestion(session, desk):
    shot = picture((400, 300))
    first, second = (
        marked(session, seller="", photos=(keep_photo(session, name="anh.jpg", data=shot),)) for _each in range(2)
    )  # fmt: skip
    assert [(row.complaint.id, row.kinds) for row in list_alike(session, first, desk, clock.now())] == [
        (second.id, ["photo"])
    ]


def marked(session, **answers):
    """A report with its marks, as the job leaves it."""
    report, _code = make_report(session, **answers)
    session.flush()
    write_marks(session, report.id, list_marks(session, report))
    return report
