"""EPCIS 2.0 events written as JSON-LD: whole for officers and their recorder, or what everybody may read. Pure."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from registry.epcis import CBV, EPC_LISTS, cbv_words
from registry.tracing import amount_number

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

TERMS = {
    "goods": ("Hàng ghi bằng chữ", "Goods named in words"),
    "partners": ("Bên giao hoặc bên nhận ghi bằng chữ", "Source or destination named in words"),
    "epc": ("Mã của hàng trong sự kiện này", "The name of the goods in this event"),
    "party": ("Mã của bên giao, bên nhận trong sự kiện này", "The name of the source or destination in this event"),
    "name": ("Tên", "Name"),
    "address": ("Địa chỉ", "Address"),
    "taxCode": ("Mã số thuế của cơ sở", "Tax number of a business"),
    "place": ("Chỗ làm ghi bằng chữ", "The place in words"),
    "note": ("Ghi thêm", "Note"),
}
"""Our own words in events: Vietnamese, English."""


def write_event(
    row: Any, names: Mapping[UUID, str], *, place: str = "", shown: Collection[UUID] | None = None
) -> dict[str, Any]:
    """One recorded event. `names`: our link of each lot; `place`: the link of its commune.

    `shown` None gives all; else the public part: these lots alone, no quantity, partner, exact place or extension.
    """
    event = row.event
    zone = datetime.strptime(event.zone_offset, "%z").tzinfo
    body: dict[str, Any] = json.loads(event.extra) if event.extra and shown is None else {}
    body |= {
        "type": event.kind, "eventID": event.event_id, "eventTime": event.happened_at.astimezone(zone).isoformat(),
        "eventTimeZoneOffset": event.zone_offset, "recordTime": _utc(event.recorded_at),
    }  # fmt: skip
    body |= {key: value for key, value in (
        ("action", event.action), ("bizStep", event.biz_step), ("disposition", event.disposition)
    ) if value}  # fmt: skip
    location = event.biz_location if shown is None and event.biz_location else place
    if location:
        body["bizLocation"] = {"id": location}
    body |= _goods(row, names, shown)
    if shown is None:
        body |= _private(row, names)
    return body


def write_document(events: list[dict], now: datetime, *, terms: str, query: str = "") -> dict[str, Any]:
    """An EPCISDocument, or with `query` the answer to a query of that name.

    `terms` is the address of our own words, which carry the prefix cg.
    """
    head = {"@context": [CONTEXT, {"cg": terms}], "schemaVersion": "2.0", "creationDate": _utc(now)}
    if not query:
        return {**head, "type": "EPCISDocument", "epcisBody": {"eventList": events}}
    results = {"queryName": query, "resultsBody": {"eventList": events}}
    return {**head, "type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}}


def full_word(kind: str, word: str) -> str:
    """The URI of a CBV word; another's URI as it is."""
    return f"{CBV}{kind}-{word}" if word in cbv_words(kind) else word


def _goods(row: Any, names: Mapping[UUID, str], shown: Collection[UUID] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lists = {role: (singles, quantities) for role, singles, quantities in EPC_LISTS[row.event.kind]}
    for item in row.items:
        if shown is not None and item.lot_id not in shown:
            continue
        name = item_name(item, names)
        if item.role == "parent":
            found["parentID"] = name
        elif (item.serial and shown is None) or (item.lot_id is None and item.amount is None and not item.words):
            found.setdefault(lists[item.role][0], []).append(name)
        else:
            found.setdefault(lists[item.role][1], []).append({"epcClass": name, **_size(item, shown)})
    if not found and row.event.lot_id and shown is not None and row.event.lot_id in shown:
        found["quantityList"] = [{"epcClass": names[row.event.lot_id]}]
    return found


def item_name(item: Any, names: Mapping[UUID, str]) -> str:
    """The EPC as it was sent, else our link of the lot, else a name of our own for words alone."""
    return item.epc or names.get(item.lot_id) or f"urn:uuid:{item.id}"


def _size(item: Any, shown: Collection[UUID] | None) -> dict[str, Any]:
    if shown is not None or item.amount is None:
        return {}
    size = {"quantity": amount_number(item.amount)}
    return size if item.unit == "H87" else size | {"uom": item.unit}


def _private(row: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if row.event.read_point:
        found["readPoint"] = {"id": row.event.read_point}
    for party in row.parties:
        found.setdefault(f"{party.role}List", []).append({"type": party.kind, party.role: _party_name(party)})
    if row.correction is not None:
        found["errorDeclaration"] = {
            "declarationTime": _utc(row.correction.declared_at),
            "reason": row.correction.reason,
        } | ({"correctiveEventIDs": [row.corrective]} if row.corrective else {})
    return found | _own_words(row, names)


def _own_words(row: Any, names: Mapping[UUID, str]) -> dict[str, Any]:
    """What EPCIS has no field for, in our own terms: goods and partners named in words, place and note."""
    goods = [{"cg:epc": item_name(item, names), "cg:name": item.words} for item in row.items if item.words]
    partners = [
        {"cg:party": _party_name(party)}
        | _filled({"cg:name": party.name, "cg:address": party.address, "cg:taxCode": party.tax_code})
        for party in row.parties if party.name or party.address or party.tax_code
    ]  # fmt: skip
    words = {"cg:goods": goods, "cg:partners": partners, "cg:place": row.event.place_words, "cg:note": row.event.note}
    return _filled(words)


def _filled(words: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in words.items() if value}


def _party_name(party: Any) -> str:
    return party.party_uri or f"urn:uuid:{party.id}"


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
