"""Files as people send them, and a file brought through every step."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from sqlalchemy.orm import Session

from core import clock
from core.actor import SYSTEM
from core.sheets import write_csv
from registry.actions.importing.publishing import WORKING, advance_import, confirm_import
from registry.actions.importing.staging import begin_import, check_part, cut_file
from registry.models import ImportBatch

PRODUCERS = ["Tên cơ sở", "Loại hình", "Xã, phường", "Tỉnh, thành phố"]
PRODUCTS = ["Tên sản phẩm", "Loại hàng", "Tên cơ sở"]
BLOCKS = ["Nhóm OCOP", "Tiêu chuẩn áp dụng", "Giá niêm yết", "Xuất xứ sản phẩm", "Xuất xứ nguyên liệu"]
FILLED = ["2", "TCVN 9740:2013", "150000", "xã Tân Cương", "xã Tân Cương"]
HOME = ["xã Tân Cương", "tỉnh Thái Nguyên"]


def xlsx_file(rows: Sequence[Sequence[object]]) -> io.BytesIO:
    """The rows as a workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out


def csv_file(rows: Sequence[Sequence[str]]) -> io.BytesIO:
    """The rows as a CSV in UTF-8."""
    return io.BytesIO(b"".join(write_csv(rows)))


def stage(session: Session, kind: str, rows: Sequence[Sequence[object]], **who) -> ImportBatch:
    """The rows as a file read to its end; nothing of it is in the register."""
    who = {"may_approve": True} | who
    cut = cut_file(kind, xlsx_file(rows), "so.xlsx")
    batch = begin_import(session, cut=cut, now=clock.now(), **who)
    while batch.state == "reading":
        check_part(session, batch, clock.now())
    return batch


def bring_in(session: Session, kind: str, rows: Sequence[Sequence[object]], **who) -> ImportBatch:
    """The rows as a file in the register."""
    batch = stage(session, kind, rows, **who)
    assert not batch.wrong_count
    publish(session, batch)
    return batch


def publish(session: Session, batch: ImportBatch) -> None:
    """Compare every piece again and write it."""
    confirm_import(session, batch=batch, in_background=False, now=clock.now())
    while batch.state in WORKING:
        advance_import(session, batch=batch, actor=SYSTEM, now=clock.now())
