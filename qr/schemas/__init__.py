"""Forms about batches of codes."""

from core.fields import Choice, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from qr.actions.requests import MOST_ASKED
from qr.state_words import LEVELS


class IssueForm(FormSchema):
    """How many codes, for single items, or labels with the one code of the lot or product."""

    level = Choice(lazy("Mã cho"), tuple(LEVELS), load_default="item")
    count = WholeNumber(lazy("Số lượng mã"), least=1, most=MOST_ASKED, required=True)
    has_pin = Choice(lazy("Mã cào"), ("yes",))
    is_signed = Choice(lazy("Chữ ký trong mã vuông"), ("yes",))


