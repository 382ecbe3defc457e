"""The forms and the file of sampling."""

from collections.abc import Iterator
from typing import IO, Any

from core.errors import BadInput
from core.fields import Choice, Day, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from core.sheets import BadCell, open_sheets
from core.sheets import Row as Line
from core.text import fold
from registry.sampling import COLUMNS, FAILED, PASSED

VERDICTS = {fold(PASSED): True, fold(FAILED): False}


class RoundForm(FormSchema):
    number = Text(lazy("Kỳ"), most=40, required=True)
    announced_on = Day(lazy("Ngày thông báo"), required=True)
    authority = Text(lazy("Cơ quan"), most=150, required=True)
    province = Row(lazy("Tỉnh, thành phố"), required=True)
    goods = Text(lazy("Loại hàng"), required=True)
    taken = WholeNumber(lazy("Số mẫu"), least=1, most=100_000, required=True)
    passed = WholeNumber(lazy("Số mẫu đạt"), most=100_000, required=True)
    failed = WholeNumber(lazy("Số mẫu không đạt"), most=100_000, required=True)
    decision_number = Text(lazy("Số quyết định"), most=80)
    version = WholeNumber(lazy("Phiên bản"), least=0)


class SampleForm(FormSchema):
    goods = Text(COLUMNS["goods"][0], most=200, required=True)
    taken_at = Text(COLUMNS["taken_at"][0], most=200)
    parameter = Text(COLUMNS["parameter"][0], most=150)
    result = Text(COLUMNS["result"][0], most=100)
    most = Text(COLUMNS["most"][0], most=100)
    is_passed = Choice(COLUMNS["is_passed"][0], ("passed", "failed"), required=True)
    trader = Text(COLUMNS["trader"][0], most=200)
    decision_number = Text(COLUMNS["decision_number"][0], most=80)
    legal_ground = Text(COLUMNS["legal_ground"][0], most=200)


def read_samples(data: IO[bytes], name: str) -> list[dict[str, Any]]:
    """The samples of a CSV or XLSX file whose first line names the columns, in any order.

    Raises BadInput (field "file") that names the line, the column and what was sent.
    """
    lines = (line for line in open_sheets(data, name)[0].read() if not line.is_empty)
    first = next(lines, None)
    known = {fold(str(label)): field for field, (label, _most) in COLUMNS.items()}
    heads = [fold(cell) for cell in first.cells] if first else []
    places = {known[head]: place for place, head in enumerate(heads) if head in known}
    for needed in ("goods", "is_passed"):
        if needed not in places:
            raise _refuse(lazy("Dòng đầu của tệp thiếu cột “%(label)s”", label=COLUMNS[needed][0]))
    return list(_samples(lines, places))


def _samples(lines: Iterator[Line], places: dict[str, int]) -> Iterator[dict[str, Any]]:
    for line in lines:
        values = {field: line.cells[place] if place < len(line.cells) else "" for field, place in places.items()}
        for field, value in values.items():
            _check_cell(line.number, field, value)
        verdict = VERDICTS.get(fold(values["is_passed"]))
        if verdict is None:
            raise _at(line.number, "is_passed", lazy("cần là “đạt” hoặc “không đạt”, không phải “%(sent)s”",
                                                     sent=values["is_passed"][:40]))  # fmt: skip
        yield {**dict.fromkeys(COLUMNS, ""), **values, "is_passed": verdict}


def _check_cell(number: int, field: str, value: str) -> None:
    most = COLUMNS[field][1]
    if isinstance(value, BadCell):
        raise _at(number, field, value.why)
    if len(value) > most:
        raise _at(number, field, lazy("dài %(long)s ký tự, tối đa %(most)s", long=len(value), most=most))
    if field == "goods" and not value:
        raise _at(number, field, lazy("để trống; ghi tên mẫu hàng"))


def _at(number: int, field: str, why: object) -> BadInput:
    return _refuse(lazy("Dòng %(number)s, cột “%(label)s”: %(why)s", number=number, label=COLUMNS[field][0], why=why))


def _refuse(sentence: object) -> BadInput:
    return BadInput(sentence, field="file")
