"""The form in which a survey or quiz is composed."""

from typing import Any

from campaign.actions.surveys import KINDS, QUESTION_KINDS, Question
from core.fields import Choice, Day, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy

PLACES = 10
"""How many questions one form takes."""


class _SurveyFields(FormSchema):
    kind = Choice(lazy("Loại"), tuple(KINDS), required=True)
    title = Text(lazy("Tên"), most=250, required=True)
    intro = Text(lazy("Lời mở đầu"), most=2000, lines=True)
    opens_on = Day(lazy("Mở từ ngày"), required=True)
    closes_on = Day(lazy("Đóng sau ngày"), required=True)


def _question_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for n in range(1, PLACES + 1):
        fields[f"text_{n}"] = Text(lazy("Câu hỏi %(n)s", n=n), most=500)
        fields[f"kind_{n}"] = Choice(lazy("Cách trả lời câu %(n)s", n=n), tuple(QUESTION_KINDS))
        fields[f"choices_{n}"] = Text(lazy("Các lựa chọn của câu %(n)s", n=n), most=3000, lines=True)
        fields[f"right_{n}"] = WholeNumber(lazy("Lựa chọn đúng của câu %(n)s", n=n), most=20)
    return fields


SurveyForm = type("SurveyForm", (_SurveyFields,), _question_fields())
"""A survey with up to PLACES questions."""


def read_questions(values: dict[str, Any]) -> list[Question]:
    """The questions that were written; each takes its words out of `values`."""
    found = []
    for n in range(1, PLACES + 1):
        text, kind, choices, right = (values.pop(f"{name}_{n}") for name in ("text", "kind", "choices", "right"))
        if text:
            found.append(Question(kind, text, tuple(line for line in choices.split("\n") if line), right or None))
    return found
