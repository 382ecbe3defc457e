"""What the sentences of a verdict may speak of, printed."""

from core.text import format_date
from qr.verdict import Event, Facts


def values_of(facts: Facts) -> dict[str, object]:
    """Every value the sentences may speak of, printed; None or "" where it is not known."""
    product, lot, code, ocop = facts.product, facts.lot, facts.code, facts.ocop
    recall = _event("recall", facts.recall)
    values = {
        "name": product and product.name,
        "producer": product and product.producer,
        "phone": product and product.phone,
        "lot": lot and lot.number,
        "host": facts.foreign_host,
        "pin_opened": code.pin_opened,
        "provinces": code.copied_provinces if code.copied_provinces > 1 else None,
        "days": code.copied_days,
        "ocop_until": ocop and ocop.valid_until and format_date(ocop.valid_until),
        "recall_lot": lot and lot.number,
        "product_recall_on": None if lot else recall.get("recall_on"),
    }
    if lot and lot.expires_on:
        values["expired_on"] = format_date(lot.expires_on)
        values["expired_days"] = (facts.today - lot.expires_on).days
    for name, event in (
        ("void", code.void),
        ("stolen", code.stolen),
        ("blocked", code.blocked),
        ("ended", product.ended if product else None),
        ("revoked", ocop.revoked if ocop else None),
    ):
        values |= _event(name, event)
    return values | recall


def _event(name: str, event: Event | None) -> dict[str, object]:
    if event is None:
        return {}
    decision = ", ".join(part for part in (event.decision, event.authority) if part)
    return {
        f"{name}_on": format_date(event.on),
        f"{name}_reason": event.reason.rstrip("."),
        f"{name}_decision": decision,
        f"{name}_by": event.authority,
    }
