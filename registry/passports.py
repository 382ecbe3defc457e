"""The body of a passport: everything a scan page says of a product or a lot, as plain JSON values. Pure.

Rows are handed in; dates become ISO text; what is unknown is "" or None. Keys are a contract with `qr`.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.badges import badge_values


@dataclass(frozen=True)
class Papers:
    """What belongs to a product besides its own row."""

    producer: Any
    place: str  # the producer's commune and province, in words
    picture: str
    ocop: Any = None  # the newest OCOP recognition, good or not
    revoked: Any = None  # the event that withdrew it
    certificates: list[Any] = field(default_factory=list)
    bases: list[Any] = field(default_factory=list)
    badges: list[Any] = field(default_factory=list)  # recognitions outside OCOP
    recalls: list[Any] = field(default_factory=list)  # open ones; lot_id None calls every lot back
    warnings: list[Any] = field(default_factory=list)  # public ones that hold; lot_id None reaches every lot
    journeys: dict[Any, list[Any]] = field(default_factory=dict)  # public steps by lot
    ended: Any = None  # the event that suspended or ended the registration


def write_body(product: Any, papers: Papers, lot: Any = None) -> str:
    """The JSON text of the product's passport, or of the lot's, which holds the product's part too."""
    return json.dumps(body_of(product, papers, lot), ensure_ascii=False, sort_keys=True)


def body_of(product: Any, papers: Papers, lot: Any = None) -> dict[str, Any]:
    """The same as plain values."""
    body = {
        "name": product.name,
        "pack": product.pack,
        "slug": product.slug,
        "kind": product.kind_code,
        "picture": papers.picture,
        "compare_hint": product.compare_hint,
        "is_sample": product.is_sample,
        "generated": generated_fields(product),
        "producer": _producer(papers),
        "ocop": _ocop(papers),
        "badges": [badge_values(row) for row in papers.badges],
        "certificates": [_certificate(row) for row in papers.certificates],
        "origin_bases": [
            {"basis": row.basis, "dated": _day(row.dated), "evidence": row.evidence} for row in papers.bases
        ],
        **_blocks(product),
        "recall": _recall(papers, lot),
        "ended": _ended(papers.ended),
        "warnings": _warnings(papers, lot),
    }
    return body if lot is None else body | {"lot": _lot(lot), "journey": _journey(papers.journeys.get(lot.id, []))}


def generated_fields(row: Any) -> list[str]:
    """The fields of a sample row that were made up."""
    return [name for name in (row.generated or "").split(",") if name]


def _blocks(row: Any) -> dict[str, Any]:
    """The three blocks that must be public: standard, price, origin of the goods and of their materials."""
    return {
        "standard": row.standard,
        "listed_price": row.listed_price,
        "origin": row.origin,
        "materials_origin": row.materials_origin,
    }


def _producer(papers: Papers) -> dict[str, str]:
    producer = papers.producer
    return {
        "name": producer.name,
        "slug": producer.slug,
        "place": papers.place,
        "phone": producer.public_phone,
    }


def _ocop(papers: Papers) -> dict[str, Any] | None:
    found = papers.ocop
    if found is None:
        return None
    return {
        "stars": found.stars,
        "potential_five": found.is_potential_five,
        "issued_on": _day(found.issued_on),
        "valid_until": _day(found.valid_until),
        "decision": found.decision_number,
        "recogniser": found.recogniser_name,
        "revoked": _revoked(papers.revoked),
    }


def _revoked(event: Any) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"on": _day(event.on), "decision": event.decision_number, "reason": event.reason, "authority": ""}


def _certificate(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "number": row.number,
        "issuer": row.issuer,
        "issued_on": _day(row.issued_on),
        "expires_on": _day(row.expires_on),
    }


def _recall(papers: Papers, lot: Any) -> dict[str, Any] | None:
    """The recall that reaches this passport: a lot's own before that of every lot."""
    lot_id = lot.id if lot is not None else None
    reaching = [row for row in papers.recalls if row.lot_id is None or row.lot_id == lot_id]
    if not reaching:
        return None
    row = min(reaching, key=lambda each: (each.lot_id is None, each.on))
    return {"on": _day(row.on), "decision": row.decision_number, "authority": row.authority, "reason": row.reason}


def _warnings(papers: Papers, lot: Any) -> list[str]:
    """One sentence each. A recall is told by its own verdict; advice is no alarm about these goods."""
    lot_id = lot.id if lot is not None else None
    told = [row for row in papers.warnings if row.recall_id is None and row.kind != "advice"]
    return [row.title for row in told if row.lot_id in (None, lot_id)]


def _ended(event: Any) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"on": _day(event.on), "decision": "", "reason": event.reason, "authority": ""}


def _lot(lot: Any) -> dict[str, Any]:
    dates = {"number": lot.number, "made_on": _day(lot.made_on), "expires_on": _day(lot.expires_on)}
    return dates | _blocks(lot)


def _journey(steps: list[Any]) -> list[dict[str, Any]]:
    """Steps, days and communes: what a buyer may read, never who or how much."""
    return [{"name": row.name, "name_en": row.name_en, "on": _day(row.on), "place": row.place} for row in steps]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
