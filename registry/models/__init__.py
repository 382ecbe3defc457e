"""The registry's tables, by subject."""

from registry.models.applications import Application, ApplicationTerm, ChangeProposal, FieldNote, FormDraft, SignUp
from registry.models.assessing import (
    OcopApplication,
    OcopAssessment,
    OcopConflict,
    OcopEvent,
    OcopPaper,
    OcopPoint,
    OcopRemark,
    OcopReminder,
    OcopSheet,
)
from registry.models.badges import BadgeScheme, BrandRight, BrandUse, KeyKind
from registry.models.criteria import CriteriaSet, Criterion, OcopRule
from registry.models.external_codes import ExternalCode, ExternalSystem
from registry.models.imports import ImportBatch, ImportLine
from registry.models.listings import Listing, ProductCapacity
from registry.models.lists import IndustrialGood, TrustedPlace
from registry.models.lots import Lot, Recall
from registry.models.notices import ProducerContact, ProducerNotice
from registry.models.passports import Passport
from registry.models.pictures import Picture
from registry.models.places import MarketChange, MarketWork, PlaceKind, PlaceMember, SalePoint, ShareSurvey
from registry.models.producers import Producer, ProducerMember
from registry.models.products import Certificate, OriginBasis, Product, ProductEvent, ProductGtin, ProductKind
from registry.models.recognitions import OcopGroup, Recognition, RecognitionEvent, ScoreLimit, StarBand
from registry.models.search import ProductSearch
from registry.models.selling import ExchangeCount, ExchangeLink, OnlineSeller, Platform, ShopLink
from registry.models.subscriptions import WarningMail, WarningSubscriber
from registry.models.traces import (
    RecallProposal,
    TraceCapture,
    TraceCorrection,
    TraceEvent,
    TraceItem,
    TraceKey,
    TraceParty,
    TraceStep,
    TraceUnit,
)
from registry.models.versions import ProducerVersion, ProductVersion
from registry.models.warnings import Comparison, PublicWarning, Sample, SamplingRound
from registry.models.withdrawals import WithdrawalProposal

__all__ = [
    "Application",
    "ApplicationTerm",
    "BadgeScheme",
    "BrandRight",
    "BrandUse",
    "Certificate",
    "ChangeProposal",
    "Comparison",
    "CriteriaSet",
    "Criterion",
    "ExchangeCount",
    "ExchangeLink",
    "ExternalCode",
    "ExternalSystem",
    "FieldNote",
    "FormDraft",
    "ImportBatch",
    "ImportLine",
    "IndustrialGood",
    "KeyKind",
    "Listing",
    "Lot",
    "MarketChange",
    "MarketWork",
    "OcopApplication",
    "OcopAssessment",
    "OcopConflict",
    "OcopEvent",
    "OcopGroup",
    "OcopPaper",
    "OcopPoint",
    "OcopRemark",
    "OcopReminder",
    "OcopRule",
    "OcopSheet",
    "OnlineSeller",
    "OriginBasis",
    "Passport",
    "Picture",
    "PlaceKind",
    "PlaceMember",
    "Platform",
    "Producer",
    "ProducerContact",
    "ProducerMember",
    "ProducerNotice",
    "ProducerVersion",
    "Product",
    "ProductCapacity",
    "ProductEvent",
    "ProductGtin",
    "ProductKind",
    "ProductSearch",
    "ProductVersion",
    "PublicWarning",
    "Recall",
    "RecallProposal",
    "Recognition",
    "RecognitionEvent",
    "SalePoint",
    "Sample",
    "SamplingRound",
    "ScoreLimit",
    "ShareSurvey",
    "ShopLink",
    "SignUp",
    "StarBand",
    "TraceCapture",
    "TraceCorrection",
    "TraceEvent",
    "TraceItem",
    "TraceKey",
    "TraceParty",
    "TraceStep",
    "TraceUnit",
    "TrustedPlace",
    "WarningMail",
    "WarningSubscriber",
    "WithdrawalProposal",
]
