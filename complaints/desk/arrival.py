"""How a report came, in words for the page of a case."""

from complaints.kinds import AIMS, ASKED, HELPERS
from complaints.models import Complaint, MoneyRequest
from complaints.queries.arrival import find_arrival, list_channels
from core.clock import legal_date
from core.db import session
from core.i18n import _, shown_language
from core.text import format_date


def channel_words(on) -> dict[str, str]:
    """Channels of a day in the reader's language."""
    english = shown_language() == "en"
    return {row.code: row.name_en if english else row.name for row in list_channels(session(), on)}


def list_arrival(case: Complaint) -> list[tuple]:
    """Channel, aim, helper, the clerk's book, the exact place: labels and values, empty ones left out."""
    arrival, money = find_arrival(session(), case.id), session().get(MoneyRequest, case.id)
    rows = [(_("Kênh nhận"), channel_words(legal_date(case.filed_at)).get(case.channel, case.channel))]
    if arrival is not None:
        rows += [
            (_("Người báo muốn"), str(AIMS[arrival.aim])),
            (_("Người khai giúp"), str(HELPERS.get(arrival.helper, ""))),
            (_("Số của kênh"), arrival.external_ref),
            (_("Ngày nhận"), format_date(arrival.received_on) if arrival.received_on else ""),
            (_("Số vào sổ đơn tố cáo"), arrival.register_number),
            (_("Đơn giấy nằm ở"), arrival.file_place),
            (_("Mua từ ngày"), format_date(arrival.bought_from) if arrival.bought_from else ""),
            (_("Vị trí người báo đồng ý lưu"), f"{arrival.lat}, {arrival.lon}" if arrival.lat is not None else ""),
        ]
    if money is not None:
        rows.append((_("Đã yêu cầu người bán"), str(ASKED[money.asked])))
    return [row for row in rows if row[1]]
