"""What an EPCIS 2.0 document must look like: required and known fields by kind of event, and their shapes. Pure.

Our own table after the standard (GS1 EPCIS 2.0, sections 7 and 10). Fields of others carry a prefix.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core.errors import BadInput
from core.i18n import lazy
from registry.epc import is_uri

ZONE = re.compile(r"[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00")
HASH_ID = re.compile(r"ni:///sha-256;[0-9a-f]{64}\?ver=CBV2\.0(?:\.\d)?")  # CBV 2.0, section 8.9


def is_event_id(sent: Any) -> bool:
    """A URI; one that is a hash of the event has the form that the CBV gives it."""
    return is_uri(sent) and (not sent.lower().startswith("ni:") or bool(HASH_ID.fullmatch(sent)))


def is_instant(sent: Any) -> bool:
    """An instant with its zone."""
    try:
        return datetime.fromisoformat(sent).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _is_text(sent: Any) -> bool:
    return isinstance(sent, str) and bool(sent)


def _is_node(sent: Any) -> bool:
    return isinstance(sent, dict)


def _is_place(sent: Any) -> bool:
    return isinstance(sent, dict) and is_uri(sent.get("id"))


def _list_of(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda sent: isinstance(sent, list) and all(check(each) for each in sent)


def _node_of(needed: str, check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda sent: isinstance(sent, dict) and check(sent.get(needed))


def _is_context(sent: Any) -> bool:
    return all(isinstance(each, str | dict) for each in (sent if isinstance(sent, list) else [sent]))


def _is_declaration(sent: Any) -> bool:
    ids = sent.get("correctiveEventIDs", []) if isinstance(sent, dict) else None
    return ids is not None and is_instant(sent.get("declarationTime")) and _list_of(is_event_id)(ids)


def _is_lasting(sent: Any) -> bool:
    return isinstance(sent, dict) and bool(sent) and all(
        key in ("set", "unset") and _list_of(_is_text)(words) for key, words in sent.items()
    )  # fmt: skip


URIS, NODES = _list_of(is_uri), _list_of(_is_node)
SHAPES: dict[str, Callable[[Any], bool]] = {
    "type": _is_text, "@context": _is_context, "eventID": is_event_id, "eventTime": is_instant,
    "recordTime": is_instant, "eventTimeZoneOffset": lambda sent: _is_text(sent) and bool(ZONE.fullmatch(sent)),
    "errorDeclaration": _is_declaration, "certificationInfo": lambda sent: is_uri(sent) or URIS(sent),
    "action": _is_text, "bizStep": _is_text, "disposition": _is_text, "persistentDisposition": _is_lasting,
    "readPoint": _is_place, "bizLocation": _is_place, "sourceList": NODES, "destinationList": NODES,
    "bizTransactionList": _list_of(_node_of("bizTransaction", is_uri)),
    "sensorElementList": _list_of(_node_of("sensorReport", NODES)),
    "epcList": URIS, "quantityList": NODES, "ilmd": _is_node, "parentID": is_uri, "childEPCs": URIS,
    "childQuantityList": NODES, "inputEPCList": URIS, "inputQuantityList": NODES, "outputEPCList": URIS,
    "outputQuantityList": NODES, "transformationID": is_uri,
}  # fmt: skip
OF_ALL = {
    "type", "@context", "eventID", "eventTime", "recordTime", "eventTimeZoneOffset", "errorDeclaration",
    "certificationInfo", "bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation", "sourceList",
    "destinationList", "bizTransactionList", "sensorElementList",
}  # fmt: skip
OF_KIND: dict[str, set[str]] = {
    "ObjectEvent": {"action", "epcList", "quantityList", "ilmd"},
    "AggregationEvent": {"action", "parentID", "childEPCs", "childQuantityList"},
    "AssociationEvent": {"action", "parentID", "childEPCs", "childQuantityList"},
    "TransactionEvent": {"action", "parentID", "epcList", "quantityList"},
    "TransformationEvent": {
        "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID", "ilmd",
    },
}  # fmt: skip
NEEDED = ("type", "eventTime", "eventTimeZoneOffset")
NEEDED_OF_KIND = {
    "ObjectEvent": ("action",), "AggregationEvent": ("action",), "AssociationEvent": ("action", "parentID"),
    "TransactionEvent": ("action", "bizTransactionList"), "TransformationEvent": (),
}  # fmt: skip
DOCUMENT: dict[str, Callable[[Any], bool]] = {
    "@context": _is_context, "type": _is_text, "schemaVersion": _is_text, "creationDate": is_instant,
    "epcisBody": _is_node,
}  # fmt: skip
DOCUMENT_MAY = {"id", "epcisHeader", "sender", "receiver", "instanceIdentifier"}


def check_document(document: Mapping[str, Any]) -> None:
    """Every field that the standard requires of an EPCISDocument, and no unknown one. Raises BadInput."""
    for field, fits in DOCUMENT.items():
        if field not in document:
            raise BadInput(lazy("Thiếu mục bắt buộc của EPCIS 2.0"), field=field)
        if not fits(document[field]):
            raise BadInput(lazy("Không đúng dạng của EPCIS 2.0"), field=field)
    _refuse_unknown(document, DOCUMENT.keys() | DOCUMENT_MAY)


def check_event(event: Mapping[str, Any]) -> None:
    """Required fields, fields that its kind knows, and the shape of each. Raises BadInput with the field."""
    kind = event["type"]
    for field in (*NEEDED, *NEEDED_OF_KIND[kind]):
        if event.get(field) in (None, ""):
            raise BadInput(lazy("Thiếu mục bắt buộc của EPCIS 2.0"), field=field)
    _refuse_unknown(event, OF_ALL | OF_KIND[kind])
    for field, sent in event.items():
        if field in SHAPES and not SHAPES[field](sent):
            raise BadInput(lazy("Không đúng dạng của EPCIS 2.0"), field=field)
    if kind == "ObjectEvent" and "ilmd" in event and event["action"] != "ADD":
        raise BadInput(lazy("Chỉ sự kiện ADD có ilmd"), field="ilmd")
    _check_transformation(event)


def _check_transformation(event: Mapping[str, Any]) -> None:
    """Both sides, unless a transformationID joins several events."""
    if event["type"] != "TransformationEvent" or event.get("transformationID"):
        return
    for side in ("input", "output"):
        if not event.get(f"{side}EPCList") and not event.get(f"{side}QuantityList"):
            raise BadInput(lazy("Cần cả hàng vào và hàng ra, hoặc transformationID"), field=f"{side}EPCList")


def _refuse_unknown(sent: Mapping[str, Any], known: set[str]) -> None:
    for field in sent:
        if field not in known and ":" not in field:
            raise BadInput(lazy("EPCIS 2.0 không có mục này ở đây; mục mở rộng cần tiền tố"), field=field[:40])
