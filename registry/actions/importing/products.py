"""Lines of products: matched by code, then GTIN, then name and producer."""

from sqlalchemy.orm import Session

from core.errors import BadInput
from core.i18n import lazy
from core.text import fold
from registry.actions.importing.comparing import compare, words
from registry.external_codes import check_external
from registry.gtin import check_gtin
from registry.imports.files import Line
from registry.imports.scope import Scope
from registry.models import ExternalCode, OriginBasis, Producer, Product
from registry.products import EDITABLE
from registry.queries import list_groups, list_kinds
from registry.queries.external_codes import list_systems
from registry.queries.imports import (
    bases_of,
    external_of,
    open_gtins,
    producers_by_name,
    producers_by_tax_code,
    products_by_code,
    products_by_gtin,
    products_by_name,
    written_by_producers,
)

PLAIN = (
    "name", "kind_code", "ocop_group", "pack", "description", "standard", "listed_price", "origin",
    "materials_origin", "compare_hint",
)  # fmt: skip


def match_products(session: Session, scope: Scope, lines: list[Line]) -> None:
    """Find the standing product of each line, what would change, and what is wrong."""
    lists = _Lists(session, scope)
    for line in lines:
        _read_lists(line, lists)
        _read_gtin(line, scope)
    _find_producers(session, scope, lines)
    by_code = products_by_code(session, {line.values.get("code", "").lower() for line in lines})
    by_gtin = products_by_gtin(session, {line.number_match for line in lines})
    folded = {_folded(line): line for line in lines if "owner" in line.values}
    by_name = products_by_name(session, set(folded))
    for line in lines:
        if not line.faults:
            _match(line, by_code, by_gtin, by_name)
    _compare(session, scope, [line for line in lines if line.target is not None])


class _Lists:
    """The lists that cells choose from, read once for a piece of a file."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self.kinds = {fold(key): row.code for row in list_kinds(session) for key in (row.code, row.name)}
        self.groups = {row.number for row in list_groups(session, scope.on)}
        self.systems = {fold(key): row for row in list_systems(session, scope.on) for key in (row.code, row.name)}


def _read_lists(line: Line, lists: _Lists) -> None:
    values = line.values
    if "kind_code" in values:
        code = lists.kinds.get(fold(values["kind_code"]))
        if code is None:
            line.wrong("kind_code", lazy("Không có loại hàng “%(sent)s”; xem trang “Danh sách” trong tệp mẫu",
                                         sent=values["kind_code"][:40]))  # fmt: skip
        values["kind_code"] = code
    if values.get("ocop_group"):
        values["ocop_group"] = int(values["ocop_group"])
        if values["ocop_group"] not in lists.groups:
            line.wrong("ocop_group", lazy("Không có nhóm OCOP “%(sent)s”", sent=values["ocop_group"]))
    basis = [name for name in ("basis", "basis_on", "evidence") if not values.get(name)]
    if 0 < len(basis) < 3:
        line.wrong(basis[0], lazy("Căn cứ sản xuất tại Việt Nam cần đủ ba cột: căn cứ, ngày, bằng chứng"))
    _read_external(line, lists)


def _read_external(line: Line, lists: _Lists) -> None:
    values = line.values
    code, url = values.get("external_code", ""), values.get("external_url", "")
    if not values.get("system"):
        if code or url:
            line.wrong("system", lazy("Ghi “Hệ thống khác” của mã hoặc đường dẫn này"))
        return
    system = lists.systems.get(fold(values["system"]))
    if system is None:
        line.wrong("system", lazy("Không có hệ thống “%(sent)s”; xem trang “Danh sách” trong tệp mẫu",
                                  sent=values["system"][:40]))  # fmt: skip
        return
    values["system_code"] = system.code
    try:
        check_external(system.name, system.hosts, code, url)
    except BadInput as refused:
        line.wrong(refused.field or "external_code", refused)


def _read_gtin(line: Line, scope: Scope) -> None:
    if not line.values.get("gtin"):
        line.values.pop("gtin", None)
        return
    try:
        line.values["gtin"] = check_gtin(line.values["gtin"], is_sample=scope.is_sample, on=scope.on)
        line.number_match = line.values["gtin"]
    except BadInput as refused:
        line.wrong("gtin", refused)


def _find_producers(session: Session, scope: Scope, lines: list[Line]) -> None:
    """Each line's producer among those of the scope, by tax code, else by name."""
    by_code = producers_by_tax_code(session, {line.values.get("producer_tax_code", "") for line in lines})
    by_name = producers_by_name(session, {fold(line.values.get("producer", "")) for line in lines})
    for line in lines:
        name, code = line.values.get("producer"), line.values.get("producer_tax_code")
        if not name:
            continue
        found = [by_code[code]] if code and code in by_code else [] if code else by_name.get(fold(name), [])
        inside = [row for row in found if scope.holds(row)]
        if len(inside) == 1:
            line.values["owner"] = inside[0]
        elif inside:
            line.wrong("producer_tax_code", lazy("Có %(count)s cơ sở tên “%(sent)s”; ghi mã số thuế của cơ sở",
                                                 count=len(inside), sent=name[:60]))  # fmt: skip
        else:
            line.wrong("producer", lazy("Không có cơ sở “%(sent)s” trong địa bàn của bạn; nhập cơ sở trước",
                                        sent=name[:60]))  # fmt: skip


def _folded(line: Line) -> str:
    return fold(f"{line.values.get('name', '')} {line.values['owner'].name}")


def _match(line: Line, by_code: dict, by_gtin: dict, by_name: dict) -> None:
    values, owner = line.values, line.values["owner"]
    code = values.get("code", "").lower()
    named = by_gtin.get(line.number_match)
    if code and code not in by_code:
        line.wrong("code", lazy("Không có sản phẩm mã “%(sent)s”; để trống nếu là sản phẩm mới", sent=code))
        return
    found = by_code.get(code) or named or by_name.get((owner.id, _folded(line)))
    if found is not None and found.producer_id != owner.id:
        line.wrong("code" if code else "gtin", lazy("Mã này là của một sản phẩm ở cơ sở khác"))
        return
    if named is not None and found is not None and named.id != found.id:
        line.wrong("gtin", lazy("Mã GTIN “%(sent)s” đã là của sản phẩm khác", sent=values["gtin"]))
        return
    line.target = found
    line.match = str(found.id) if found else f"{owner.id}|{_folded(line)}"


def _compare(session: Session, scope: Scope, lines: list[Line]) -> None:
    ids = [line.target.id for line in lines]
    gtins, bases, externals = open_gtins(session, ids), bases_of(session, ids), external_of(session, ids)
    written = written_by_producers(session, ids)  # what the producer writes is approved when the producer sends it in
    for line in lines:
        product = line.target
        compare(line, product, PLAIN)
        _compare_gtin(line, gtins.get(product.id, ""))
        _compare_basis(line, bases.get(product.id, []))
        _compare_external(line, externals.get(product.id, {}))
        has_basis = bool(bases.get(product.id))
        ready = is_ready(scope, product, line.values["owner"], line.values, has_basis)
        if line.changes and ready and product.id not in written:
            line.changes.append(("state", "", "approved"))
        if line.changes:
            _check_rights(line, scope, product)


def _compare_gtin(line: Line, held: str) -> None:
    if "gtin" in line.values and held != line.values["gtin"]:
        line.changes.append(("gtin", held, line.values["gtin"]))


def _compare_basis(line: Line, held: list[OriginBasis]) -> None:
    if not line.values.get("basis"):
        return
    given = (line.values["basis"], line.values["basis_on"], line.values["evidence"])
    rows = [(row.basis, row.dated, row.evidence) for row in held]
    if given not in rows:
        line.changes.append(("basis", _joined(rows[0]) if rows else "", _joined(given)))


def _compare_external(line: Line, held: dict[str, ExternalCode]) -> None:
    if "system_code" not in line.values:
        return
    row = held.get(line.values["system_code"])
    given = (line.values.get("external_code", ""), line.values.get("external_url", ""))
    if row is None or (row.code, row.url) != given:
        line.changes.append(("external_code", f"{row.code} {row.url}".strip() if row else "", " ".join(given).strip()))


def _joined(values: tuple) -> str:
    return "; ".join(map(words, values))


def is_ready(scope: Scope, product: Product | None, owner: Producer, values: dict, has_basis: bool) -> bool:
    """Whether the product may be public with this file: the officer may approve, nothing that buyers need lacks."""
    if not scope.may_approve or owner.state != "approved" or (product is not None and product.state != "draft"):
        return False

    def held(name: str) -> bool:
        return values.get(name, getattr(product, name, None)) not in (None, "")

    blocks = all(map(held, ("standard", "listed_price", "origin", "materials_origin")))
    return blocks and (held("ocop_group") or has_basis or bool(values.get("basis")))


def _check_rights(line: Line, scope: Scope, product: Product) -> None:
    if product.state == "ended":
        line.wrong("name", lazy("Sản phẩm đã kết thúc đăng ký nên không sửa được"))
    elif not scope.may_approve and product.state not in EDITABLE:
        line.wrong("name", lazy("Sản phẩm đã gửi duyệt nên không sửa bằng tệp được; gửi đề nghị sửa ở trang sản phẩm"))
