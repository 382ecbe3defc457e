"""The shape of the form about a clock of the law."""

from complaints.actions.clock_steps import MOST_DAYS, STEP_WORDS
from complaints.schemas.desk import VersionForm
from core.fields import Choice, Day, Text, WholeNumber
from core.i18n import lazy


class ClockForm(VersionForm):
    clock_code = Text(lazy("Thời hạn"), most=30, required=True)
    clock_step = Choice(lazy("Việc đã làm"), list(STEP_WORDS), required=True)
    clock_on = Day(lazy("Ngày ghi trên văn bản"), required=True)
    clock_days = WholeNumber(lazy("Số ngày gia hạn"), most=MOST_DAYS)
    clock_article = Text(lazy("Điều luật cho phép"), most=300)
    clock_note = Text(lazy("Ghi chú"), most=1000, lines=True)
