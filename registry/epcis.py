"""EPCIS 2.0 events in JSON: read with a fault that names its field. Pure.

What we do not judge (business transactions, sensors, extensions) is kept as it came and given back.
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.i18n import lazy
from core.reference import read_rows
from registry.epc import is_uri
from registry.epcis_shape import check_document, check_event
from registry.tracing import ACTIONS, EVENT_TYPES, EventDraft, ItemDraft, PartyDraft, has_personal_number, scale_amount

WORDS = Path(__file__).parent / "data" / "cbv.csv"
CBV = "https://ref.gs1.org/cbv/"
MOST_EVENTS, MOST_ITEMS = 200, 200
_UNIT = re.compile(r"[A-Z0-9]{2,3}")

# kind of event -> (role, list of single goods, list of quantities)
EPC_LISTS = {
    "ObjectEvent": (("epc", "epcList", "quantityList"),),
    "TransactionEvent": (("epc", "epcList", "quantityList"),),
    "AggregationEvent": (("child", "childEPCs", "childQuantityList"),),
    "AssociationEvent": (("child", "childEPCs", "childQuantityList"),),
    "TransformationEvent": (
        ("input", "inputEPCList", "inputQuantityList"),
        ("output", "outputEPCList", "outputQuantityList"),
    ),
}
TAKEN = {
    *("type", "eventID", "eventTime", "eventTimeZoneOffset", "recordTime", "action", "bizStep", "disposition"),
    *("readPoint", "bizLocation", "sourceList", "destinationList", "parentID", "errorDeclaration"),
    *("epcList", "quantityList", "childEPCs", "childQuantityList"),
    *("inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList"),
}


def read_document(document: Any) -> list[dict]:
    """The events of an EPCISDocument, or of a bare event. Raises BadInput."""
    if not isinstance(document, dict):
        raise _fault("", lazy("Cần một tài liệu JSON"))
    if document.get("type") in EVENT_TYPES:
        return [document]
    if document.get("type") != "EPCISDocument":
        raise _fault("type", lazy("Cần “EPCISDocument” hoặc một loại sự kiện của EPCIS 2.0"))
    check_document(document)
    if document["schemaVersion"] not in ("2.0", "2.0.0", "2.0.1"):
        raise _fault("schemaVersion", lazy("Chỉ nhận EPCIS 2.0"))
    events = document["epcisBody"].get("eventList")
    if not isinstance(events, list) or not events or not all(isinstance(each, dict) for each in events):
        raise _fault("epcisBody.eventList", lazy("Cần danh sách sự kiện"))
    if len(events) > MOST_EVENTS:
        raise _fault("epcisBody.eventList", lazy("Mỗi lần gửi tối đa %(most)s sự kiện", most=MOST_EVENTS))
    return [_with_prefixes(event, document["@context"]) for event in events]


def read_event(event: dict) -> EventDraft:
    """One event; goods stay as EPCs, to be found in the register later. Raises BadInput with the field."""
    kind = event.get("type")
    if kind not in EVENT_TYPES:
        raise _fault("type", lazy("Không có loại sự kiện “%(sent)s”.", sent=str(kind)[:40]))
    _refuse_personal(event)
    check_event(event)
    action = event.get("action", "")
    if kind != "TransformationEvent" and action not in ACTIONS:
        raise _fault("action", lazy("Cần ADD, OBSERVE hoặc DELETE"))
    zone, event_id = event["eventTimeZoneOffset"], event.get("eventID", "")
    return EventDraft(
        kind=kind, action="" if kind == "TransformationEvent" else action, zone_offset=zone, event_id=event_id,
        happened_at=read_instant(event.get("eventTime"), "eventTime"), items=_items(event, kind, action),
        biz_step=read_word(event.get("bizStep", ""), "BizStep", "bizStep"),
        disposition=read_word(event.get("disposition", ""), "Disp", "disposition"),
        read_point=_place(event, "readPoint"), biz_location=_place(event, "bizLocation"),
        parties=(*_parties(event, "source"), *_parties(event, "destination")),
        extra=_rest(event),
    )  # fmt: skip


def _with_prefixes(event: dict, context: Any) -> dict:
    """The event with the prefixes that its document declares, so that its extensions keep their meaning."""
    own = [each for each in (context if isinstance(context, list) else [context]) if isinstance(each, dict)]
    return event if not own or "@context" in event else event | {"@context": own}


def read_instant(sent: Any, field: str) -> datetime:
    """An instant with its zone, "2026-11-24T07:00:00+07:00" or ending in Z. Raises BadInput."""
    try:
        found = datetime.fromisoformat(sent)
        found.utctimetuple()
    except (TypeError, ValueError, OverflowError):
        found = None
    if found is None or found.tzinfo is None or not 2000 <= found.year <= 2200:
        raise _fault(field, lazy("Cần thời điểm có múi giờ như 2026-11-24T07:00:00+07:00"))
    return found


def read_word(sent: Any, kind: str, field: str) -> str:
    """A word of the CBV by its short name (its URI and URN mean the same), or another's URI. Raises BadInput."""
    text = sent if isinstance(sent, str) else "?"
    urn = {"BizStep": "urn:epcglobal:cbv:bizstep:", "Disp": "urn:epcglobal:cbv:disp:"}[kind]
    for prefix in (f"{CBV}{kind}-", urn, f"cbv:{kind}-"):
        text = text.removeprefix(prefix)
    if text and text not in cbv_words(kind) and not (is_uri(text) and len(text) <= 150):
        raise _fault(field, lazy("“%(sent)s” không có trong CBV 2.0 và không phải URI", sent=text[:40]))
    return text


@cache
def cbv_words(kind: str) -> frozenset[str]:
    """The words of the Core Business Vocabulary: kind BizStep or Disp."""
    return frozenset(row["value"] for row in read_rows(WORDS) if row["kind"] == kind)


def _items(event: dict, kind: str, action: str) -> tuple[ItemDraft, ...]:
    found = []
    if parent := event.get("parentID"):
        found.append(ItemDraft("parent", epc=_epc(parent, "parentID")))
    for role, singles, quantities in EPC_LISTS[kind]:
        found += [ItemDraft(role, epc=_epc(each, singles)) for each in _list(event, singles)]
        found += [_quantity(role, each, quantities) for each in _list(event, quantities)]
    if not found or len(found) > MOST_ITEMS:
        raise _fault(EPC_LISTS[kind][0][1], lazy("Cần từ 1 đến %(most)s mã hàng", most=MOST_ITEMS))
    if kind in ("AggregationEvent", "AssociationEvent") and action != "OBSERVE" and not event.get("parentID"):
        raise _fault("parentID", lazy("Sự kiện này cần mã của kiện chứa"))
    if kind == "TransactionEvent" and not _list(event, "bizTransactionList"):
        raise _fault("bizTransactionList", lazy("Sự kiện giao dịch cần chứng từ"))
    return tuple(found)


def _quantity(role: str, sent: Any, field: str) -> ItemDraft:
    if not isinstance(sent, dict):
        raise _fault(field, lazy("Cần epcClass, quantity và uom"))
    unit = sent.get("uom", "")
    if unit and not (isinstance(unit, str) and _UNIT.fullmatch(unit)):
        raise _fault(f"{field}.uom", lazy("Cần mã đơn vị UN/CEFACT như KGM"))
    amount = None
    if sent.get("quantity") is not None:
        try:
            amount = scale_amount(sent["quantity"])
        except (ValueError, ArithmeticError):
            raise _fault(f"{field}.quantity", lazy("Cần số lớn hơn 0, tối đa ba chữ số lẻ")) from None
    unit = (unit or "H87") if amount else ""  # EPCIS: no unit means a count of pieces
    return ItemDraft(role, epc=_epc(sent.get("epcClass"), f"{field}.epcClass"), amount=amount, unit=unit)


def _parties(event: dict, role: str) -> list[PartyDraft]:
    found = []
    for each in _list(event, f"{role}List"):
        uri, kind = (each.get(role), each.get("type")) if isinstance(each, dict) else (None, None)
        if not isinstance(uri, str) or not is_uri(uri) or not isinstance(kind, str) or len(kind) > 100:
            raise _fault(f"{role}List", lazy("Cần type và %(role)s là URI", role=role))
        found.append(PartyDraft(role, kind=kind.rsplit("-", 1)[-1].rsplit(":", 1)[-1][:30], party_uri=uri))
    return found


def _place(event: dict, field: str) -> str:
    sent = event.get(field)
    if sent is None:
        return ""
    if not isinstance(sent, dict) or not is_uri(sent.get("id")):
        raise _fault(field, lazy("Cần id là URI của nơi"))
    return sent["id"]


def _list(event: dict, field: str) -> list:
    sent = event.get(field, [])
    if not isinstance(sent, list):
        raise _fault(field, lazy("Cần một danh sách"))
    return sent


def _epc(sent: Any, field: str) -> str:
    if not is_uri(sent):
        raise _fault(field, lazy("Cần mã hàng là URI, tối đa 255 ký tự"))
    return sent


def _rest(event: dict) -> str:
    rest = {key: value for key, value in event.items() if key not in TAKEN}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else ""
    if len(text) > 20_000:
        raise _fault("", lazy("Phần mở rộng của sự kiện dài quá 20.000 ký tự"))
    return text


def _refuse_personal(value: Any, field: str = "") -> None:
    """Personal identity numbers never go into events, wherever they are written."""
    if isinstance(value, dict):
        for key, each in value.items():
            _refuse_personal(each, f"{field}.{key}".lstrip("."))
    elif isinstance(value, list):
        for each in value:
            _refuse_personal(each, field)
    elif isinstance(value, str | int) and has_personal_number(str(value)):
        raise _fault(field, lazy("Có dãy 12 chữ số giống số định danh cá nhân; bỏ số đó đi rồi gửi lại"))
    elif isinstance(value, str) and "\x00" in value:
        raise _fault(field, lazy("Có ký tự không dùng được"))


def _fault(field: str, text: object) -> BadInput:
    return BadInput(text, field=field)
