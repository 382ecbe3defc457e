"""The registry's tables, by subject."""

from registry.models.lots import Lot, Recall
from registry.models.passports import Passport
from registry.models.places import SalePoint
from registry.models.producers import Producer, ProducerMember
from registry.models.products import Certificate, OriginBasis, Product, ProductEvent, ProductGtin, ProductKind
from registry.models.recognitions import OcopGroup, Recognition, RecognitionEvent, ScoreLimit, StarBand

__all__ = [
    "Certificate",
    "Lot",
    "OcopGroup",
    "OriginBasis",
    "Passport",
    "Producer",
    "ProducerMember",
    "Product",
    "ProductEvent",
    "ProductGtin",
    "ProductKind",
    "Recall",
    "Recognition",
    "RecognitionEvent",
    "SalePoint",
    "ScoreLimit",
    "StarBand",
]
