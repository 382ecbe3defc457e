"""What a product's page shows: gathered once, for buyers, for its producer and for the officer."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from registry import queries
from registry.gtin import is_registered_in_vietnam
from registry.models import Product, ProductKind, Recognition
from registry.ocop import points_text
from registry.passports import generated_fields
from registry.products import PRODUCER_KINDS
from registry.queries.external_codes import find_external_code, list_external_codes
from registry.queries.pictures import list_pictures
from registry.queries.warnings import list_warnings_of

NO_KIND = ProductKind(code="", name="chưa chọn loại hàng", name_en="kind not chosen yet", picture="")
"""Stands in the preview of a draft whose kind is not chosen; the register itself has none without."""
NATIONAL_PORTAL = "national_portal"  # linked there, a product's page is its digital passport (NĐ 37/2026 art. 32)


def show_product(session: Session, product: Product, on: date) -> dict[str, Any]:
    """The product with all that belongs to it on a day, as the templates take it."""
    producer = queries.get_producer(session, product.producer_id)
    groups = {group.number: group for group in queries.list_groups(session, on)}
    gtin = next((row.gtin for row in queries.list_gtins(session, product.id) if row.valid_to is None), None)
    return {
        "product": product,
        "kind": session.get(ProductKind, product.kind_code) or NO_KIND,
        "group": groups.get(product.ocop_group or 0),
        "producer": producer,
        "producer_kind": PRODUCER_KINDS[producer.kind],
        "place": queries.today_words(session, [producer.commune_id], on)[producer.commune_id],
        "gtin": gtin,
        "is_893": bool(gtin) and is_registered_in_vietnam(gtin),
        "ocop": show_ocop(session, queries.find_newest_ocop(session, product.id), on),
        "elsewhere": list_external_codes(session, [product.id], on),
        "portal": find_external_code(session, product.id, NATIONAL_PORTAL, on),
        "certificates": queries.list_certificates(session, product.id),
        "bases": queries.list_origin_bases(session, product.id),
        "lots": queries.list_lots(session, product.id),
        "pictures": list_pictures(session, "product", product.id),
        "recalls": queries.list_open_recalls(session, product.id),
        "warnings": list_warnings_of(session, product.id),
        "generated": generated_fields(product) + generated_fields(producer),
        "today": on,
    }


def show_ocop(session: Session, recognition: Recognition | None, on: date) -> dict[str, Any] | None:
    """A recognition with its state on a day: good, expired or revoked; scores in points."""
    if recognition is None:
        return None
    revoked = queries.find_revocation(session, recognition.id)
    state = "expired" if on > recognition.valid_until else "good"
    if revoked and revoked.on <= on:
        state = "revoked"
    scores = [recognition.score_a, recognition.score_b, recognition.score_c]
    return {
        "row": recognition,
        "state": state,
        "revoked": revoked if state == "revoked" else None,
        "scores": None if None in scores else [points_text(each) for each in (*scores, sum(scores))],
        "generated": generated_fields(recognition),
    }
