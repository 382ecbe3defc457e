"""Registers as the files that a province would send: Trà Vinh's of June 2023, and one of any length."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from areas.queries import get_unit_by_code, list_communes, list_successors
from core import clock
from registry.imports.columns import headings
from registry.products import PRODUCER_KINDS
from registry.queries import list_kinds
from registry.queries.import_places import place_cells
from reports.demo import draw
from reports.demo.facts import read_facts
from reports.demo.ocop import producer_rows, product_rows

GOODS_OF_ONE = 5
PRODUCT_HEADINGS = (
    "Tên sản phẩm", "Loại hàng", "Tên cơ sở", "Nhóm OCOP", "Tiêu chuẩn áp dụng", "Giá niêm yết",
    "Xuất xứ sản phẩm", "Xuất xứ nguyên liệu",
)  # fmt: skip
Sheets = list[tuple[str, Iterator[list[str]]]]


def long_register(session: Session, rows: int) -> Sheets:
    """A register of `rows` products and a fifth as many producers, all made up."""
    today = clock.today()
    communes = list_communes(session, get_unit_by_code(session, "19", today).id, today)
    places = [place_cells(unit) for unit in communes]
    kinds = [kind.name for kind in list_kinds(session)]

    def producers() -> Iterator[list[str]]:
        yield headings("producers", needed_only=True)
        for number in range(-(-rows // GOODS_OF_ONE)):
            kind = str(PRODUCER_KINDS[draw.pick(f"kind:{number}", list(PRODUCER_KINDS))])
            yield [f"Cơ sở mẫu {number + 1:05}", kind, *draw.pick(f"place:{number}", places)]

    def products() -> Iterator[list[str]]:
        yield list(PRODUCT_HEADINGS)
        for number in range(rows):
            owner, price = f"Cơ sở mẫu {number // GOODS_OF_ONE + 1:05}", 20_000 + 1000 * draw.number(f"{number}", 300)
            yield _product(f"Sản phẩm mẫu {number + 1:06}", draw.pick(f"goods:{number}", kinds), owner, 2, price)

    return [("Cơ sở", producers()), ("Sản phẩm", products())]


def tra_vinh_register(session: Session) -> Sheets:
    """The 118 producers and 184 products of Trà Vinh's report, at the communes of that time where they live on."""
    facts = read_facts("ocop-2023")
    as_of = date.fromisoformat(facts["as_of"])
    communes = {unit.code: unit for unit in list_communes(session, get_unit_by_code(session, "84", as_of).id, as_of)}
    became = list_successors(session, [unit.id for unit in communes.values()], clock.today())
    owners = producer_rows(facts, sorted(communes))
    kinds = {kind.code: kind.name for kind in list_kinds(session)}

    def producers() -> Iterator[list[str]]:
        yield headings("producers", needed_only=True)
        for row in owners:
            now = became[communes[row.commune].id]  # a commune that became several is named as it is today
            commune, province = place_cells(communes[row.commune] if len(now) == 1 else now[0])
            yield [row.name, str(PRODUCER_KINDS[row.kind]), commune, province]

    def products() -> Iterator[list[str]]:
        yield list(PRODUCT_HEADINGS)
        for row in product_rows(facts):
            yield _product(row.name, kinds[row.kind], owners[row.producer - 1].name, row.group, 50_000)

    return [("Cơ sở", producers()), ("Sản phẩm", products())]


def _product(name: str, kind: str, owner: str, group: int, price: int) -> list[str]:
    return [name, kind, owner, str(group), "Tiêu chuẩn cơ sở (mẫu)", str(price), "trong tỉnh (mẫu)", "trong tỉnh (mẫu)"]
