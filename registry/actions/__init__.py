"""Writing the register. Every action writes its step into the audit and the passports anew."""

from registry.actions.decisions import approve_product, end_product, return_product, suspend_product
from registry.actions.lots import end_recall, recall_lot, register_lot
from registry.actions.papers import add_certificate, add_gtin, state_origin_basis
from registry.actions.passports import rewrite_passports
from registry.actions.places import open_sale_point
from registry.actions.producers import add_member, approve_producer, register_producer
from registry.actions.products import change_product, register_product, submit_product
from registry.actions.recognitions import recognise_product, revoke_recognition
from registry.actions.reference import load_reference

__all__ = [
    "add_certificate",
    "add_gtin",
    "add_member",
    "approve_producer",
    "approve_product",
    "change_product",
    "end_product",
    "end_recall",
    "load_reference",
    "open_sale_point",
    "recall_lot",
    "recognise_product",
    "register_lot",
    "register_producer",
    "register_product",
    "return_product",
    "revoke_recognition",
    "rewrite_passports",
    "state_origin_basis",
    "submit_product",
    "suspend_product",
]
