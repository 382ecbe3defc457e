"""The forms of periodic returns, and the file that a unit fills in instead."""

from collections.abc import Sequence
from typing import IO, Any

from marshmallow import ValidationError

from campaign.actions.returns import Given, Item
from campaign.models import ReturnItem
from campaign.words import QUALIFIERS, list_rows, list_usual_items, say_item
from core.errors import BadInput
from core.fields import Choice, Day, Text, WholeNumber
from core.forms import Errors, FormSchema
from core.i18n import lazy
from core.sheets import BadCell, open_sheets
from core.text import fold

FREE = 5
"""How many figures may be asked that are not among the usual ones."""

COLUMNS = {
    "number": lazy("Số thứ tự"),
    "name": lazy("Nội dung"),
    "unit": lazy("Đơn vị tính"),
    "qualifier": lazy("Chữ đi kèm"),
    "value": lazy("Giá trị"),
    "as_of": lazy("Tính đến ngày"),
    "joint": lazy("Trong đó làm chung, đơn vị khác đã tính"),
    "last_qualifier": lazy("Chữ đi kèm cùng kỳ"),
    "last_value": lazy("Cùng kỳ năm trước"),
    "note": lazy("Ghi chú"),
}
FIELDS = tuple(name for name in COLUMNS if name not in ("number", "name", "unit"))


class _AskingFields(FormSchema):
    title = Text(lazy("Tên kỳ báo cáo"), most=250, required=True)
    from_day = Day(lazy("Từ ngày"), required=True)
    to_day = Day(lazy("Đến ngày"), required=True)
    due_on = Day(lazy("Hạn nộp"), required=True)
    note = Text(lazy("Hướng dẫn"), most=2000, lines=True)


def _free_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for n in range(1, FREE + 1):
        fields[f"row_{n}"] = Choice(lazy("Dòng thêm %(n)s", n=n), tuple(list_rows()))
        fields[f"label_{n}"] = Text(lazy("Nội dung thêm %(n)s", n=n), most=250)
        fields[f"measure_{n}"] = Text(lazy("Số đo thêm %(n)s", n=n), most=100)
        fields[f"unit_{n}"] = Text(lazy("Đơn vị tính thêm %(n)s", n=n), most=40)
    return fields


AskingForm = type("AskingForm", (_AskingFields,), _free_fields())
"""What is asked of whom: title, days, the usual figures ticked, up to FREE others."""


class ChangeForm(FormSchema):
    title = Text(lazy("Tên kỳ báo cáo"), most=250, required=True)
    due_on = Day(lazy("Hạn nộp"), required=True)
    note = Text(lazy("Hướng dẫn"), most=2000, lines=True)
    version = WholeNumber(lazy("Phiên bản"), required=True)


class BackForm(FormSchema):
    reason = Text(lazy("Lý do trả lại"), most=500, lines=True, required=True)


def read_items(values: dict[str, Any], ticked: Sequence[str]) -> list[Item]:
    """The figures asked for; each free one takes its words out of `values`."""
    usual = list_usual_items()
    items = [Item(*usual[each]) for each in ticked if each in usual]
    for n in range(1, FREE + 1):
        row_id, label, measure, unit = (values.pop(f"{name}_{n}") for name in ("row", "label", "measure", "unit"))
        if row_id:
            items.append(Item(row_id, measure, unit, label))
    return items


def value_fields(n: int) -> dict[str, Any]:
    """The fields of one line of a return."""
    return {
        "value": WholeNumber(lazy("Giá trị của dòng %(n)s", n=n), most=10**15),
        "qualifier": Choice(lazy("Chữ đi kèm của dòng %(n)s", n=n), tuple(QUALIFIERS)),
        "as_of": Day(lazy("Ngày chốt số của dòng %(n)s", n=n)),
        "joint": WholeNumber(lazy("Phần làm chung của dòng %(n)s", n=n), most=10**15),
        "last_value": WholeNumber(lazy("Cùng kỳ năm trước của dòng %(n)s", n=n), most=10**15),
        "last_qualifier": Choice(lazy("Chữ đi kèm cùng kỳ của dòng %(n)s", n=n), tuple(QUALIFIERS)),
        "note": Text(lazy("Ghi chú của dòng %(n)s", n=n), most=300),
    }


def read_given(items: Sequence[ReturnItem], words: dict[str, Any]) -> tuple[dict, Errors]:
    """What was typed for each item, by its id, and what is wrong by field (`value_1` ...)."""
    given, errors = {}, {}
    for item in items:
        n, told = item.position, {}
        for name, field in value_fields(n).items():
            try:
                told[name] = field.deserialize(words.get(f"{name}_{n}"))
            except ValidationError as error:
                errors[f"{name}_{n}"] = [str(text) for text in error.messages]
        if not errors:
            given[item.id] = Given(**told | {"joint": told["joint"] or 0})
    return given, errors


def read_file(data: IO[bytes], name: str, items: Sequence[ReturnItem]) -> dict[str, str]:
    """The words of a filled file as the form would send them.

    Raises BadInput (field "file") that names the line and what was sent.
    """
    lines = (line for line in open_sheets(data, name)[0].read() if not line.is_empty)
    first = next(lines, None)
    known = {fold(str(label)): field for field, label in COLUMNS.items()}
    places = {known[fold(cell)]: at for at, cell in enumerate(first.cells if first else []) if fold(cell) in known}
    for needed in ("number", "value"):
        if needed not in places:
            raise _refuse(lazy("Dòng đầu của tệp thiếu cột “%(label)s”", label=COLUMNS[needed]))
    wanted, words = {str(item.position) for item in items}, {}
    for line in lines:
        cells = {field: line.cells[at] if at < len(line.cells) else "" for field, at in places.items()}
        _check_line(line.number, cells, wanted)
        words |= {f"{field}_{cells['number']}": cells[field] for field in FIELDS if field in cells}
    return words


def _check_line(number: int, cells: dict[str, str], wanted: set[str]) -> None:
    for cell in cells.values():
        if isinstance(cell, BadCell):
            raise _refuse(lazy("Dòng %(number)s: %(why)s", number=number, why=cell.why))
    if cells["number"] not in wanted:
        raise _refuse(lazy("Dòng %(number)s: số thứ tự “%(sent)s” không có trong mẫu; tải lại mẫu rồi điền",
                           number=number, sent=cells["number"][:20]))  # fmt: skip
    wanted.discard(cells["number"])
    for field in ("qualifier", "last_qualifier"):
        cells[field] = _qualifier(number, cells.get(field, ""))


def _qualifier(number: int, sent: str) -> str:
    by_word = {fold(str(word)): key for key, word in QUALIFIERS.items()} | {"uoc": "uoc", "uoc dat": "uoc"}
    if sent and fold(sent) not in by_word:
        raise _refuse(lazy("Dòng %(number)s: chữ đi kèm “%(sent)s” không có trong: trên, hơn, gần, khoảng, ước tính",
                           number=number, sent=sent[:20]))  # fmt: skip
    return by_word.get(fold(sent), "")


def file_rows(items: Sequence[ReturnItem], words: dict[str, Any]) -> list[list[str]]:
    """The file of a return: headings, then a line for each item with what is written so far."""
    rows = [[str(label) for label in COLUMNS.values()]]
    for item in items:
        name = item.label or say_item(item.indicator, item.measure)
        told = {field: str(words.get(f"{field}_{item.position}") or "") for field in FIELDS}
        told |= {field: str(QUALIFIERS[told[field]]) for field in ("qualifier", "last_qualifier") if told[field]}
        rows.append([str(item.position), name, item.unit, *(told[field] for field in FIELDS)])
    return rows


def _refuse(sentence: object) -> BadInput:
    return BadInput(sentence, field="file")
