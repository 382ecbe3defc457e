"""The shape of EPCIS 2.0 documents: what is required, what is known, what each field holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from registry.epcis import read_document, read_event
from registry.epcis_shape import NEEDED, NEEDED_OF_KIND, OF_KIND, check_document, check_event, is_event_id

TIME = {"eventTime": "2026-11-20T07:15:00+07:00", "eventTimeZoneOffset": "+07:00"}
QUANTITY = [{"epcClass": "urn:a:b", "quantity": 1}]
GOODS = {
    "ObjectEvent": {"action": "ADD", "epcList": ["urn:a:b"]},
    "AggregationEvent": {"action": "ADD", "parentID": "urn:a:p", "childEPCs": ["urn:a:b"]},
    "AssociationEvent": {"action": "ADD", "parentID": "urn:a:p", "childQuantityList": QUANTITY},
    "TransactionEvent": {
        "action": "ADD", "epcList": ["urn:a:b"], "bizTransactionList": [{"bizTransaction": "urn:a:c"}],
    },
    "TransformationEvent": {"inputEPCList": ["urn:a:b"], "outputQuantityList": QUANTITY},
}  # fmt: skip
WHOLE = {
    "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
    "schemaVersion": "2.0", "creationDate": "2026-11-20T00:00:00Z",
    "epcisBody": {"eventList": [{"type": "ObjectEvent"} | TIME | GOODS["ObjectEvent"]]},
}  # fmt: skip
HASH = "ni:///sha-256;" + "a1" * 32 + "?ver=CBV2.0"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3), max_leaves=8,
)  # fmt: skip


def event_of(kind: str, **changes) -> dict:
    return {"type": kind} | TIME | GOODS[kind] | changes


@pytest.mark.parametrize("kind", GOODS)
def test_the_shortest_event_of_each_kind_is_taken(kind):
    assert read_event(event_of(kind)).kind == kind


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in GOODS for field in (*NEEDED, *NEEDED_OF_KIND[kind])]
)
def test_what_is_required_is_asked_for_by_name(kind, field):
    event = event_of(kind)
    del event[field]
    with pytest.raises(BadInput) as refused:
        read_event(event)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in GOODS for field in sorted(set().union(*OF_KIND.values()) - OF_KIND[kind])],
)
def test_a_field_of_another_kind_is_refused(kind, field):
    with pytest.raises(BadInput) as refused:
        check_event(event_of(kind, **{field: ["urn:a:b"]}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("eventID", "one"), ("eventID", "ni:///sha-256;12?ver=CBV2.0"), ("eventID", 5), ("recordTime", "hôm qua"),
        ("eventTimeZoneOffset", "+14:30"), ("eventTimeZoneOffset", "Z"), ("eventTime", "2026-11-20T07:15:00"),
        ("errorDeclaration", {}), ("errorDeclaration", {"declarationTime": "x"}), ("errorDeclaration", []),
        ("errorDeclaration", {"declarationTime": "2026-11-20T00:00:00Z", "correctiveEventIDs": "urn:a:b"}),
        ("persistentDisposition", {"keep": []}), ("readPoint", {"name": "kho"}), ("bizLocation", "kho"),
        ("bizTransactionList", [{"type": "inv"}]), ("sensorElementList", [{}]), ("sensorElementList", {}),
        ("ilmd", []), ("epcList", "urn:a:b"), ("epcList", [1]), ("quantityList", ["urn:a:b"]), ("@context", None),
        ("certificationInfo", 1), ("kho", "x"), ("note", "không có tiền tố"),
    ],
)  # fmt: skip
def test_each_field_has_its_shape(field, wrong):
    with pytest.raises(BadInput) as refused:
        check_event(event_of("ObjectEvent", **{field: wrong}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "more",
    [
        {"eventID": HASH}, {"ilmd": {"ext:a": 1}}, {"ext:note": "x"}, {"recordTime": "2026-11-20T00:00:00Z"},
        {"persistentDisposition": {"set": ["completeness_verified"]}}, {"sensorElementList": [{"sensorReport": [{}]}]},
        {"certificationInfo": ["https://a.vn/c"]}, {"@context": [{"ext": "https://a.vn/"}]},
        {"errorDeclaration": {"declarationTime": "2026-11-20T00:00:00Z", "correctiveEventIDs": [HASH]}},
    ],
)  # fmt: skip
def test_what_the_standard_allows_is_taken(more):
    check_event(event_of("ObjectEvent", **more))


def test_a_transformation_has_both_sides_or_an_id_that_joins_them():
    one_side = {"type": "TransformationEvent", **TIME, "inputEPCList": ["urn:a:b"]}
    with pytest.raises(BadInput) as refused:
        check_event(one_side)
    assert refused.value.field == "outputEPCList"
    check_event(one_side | {"transformationID": "urn:a:t"})
    with pytest.raises(BadInput):
        check_event(event_of("ObjectEvent", action="OBSERVE", ilmd={}))


@pytest.mark.parametrize("field", ["@context", "schemaVersion", "creationDate", "epcisBody"])
def test_a_document_has_every_field_that_the_standard_requires(field):
    check_document(WHOLE)
    for changed in ({key: value for key, value in WHOLE.items() if key != field}, WHOLE | {field: None}):
        with pytest.raises(BadInput) as refused:
            read_document(changed)
        assert refused.value.field == field
    with pytest.raises(BadInput):
        read_document(WHOLE | {"schemaVersion": "1.2"})


@given(st.sampled_from(sorted(GOODS)), st.dictionaries(st.sampled_from(sorted(set().union(*OF_KIND.values()))), VALUES))
def test_nothing_that_is_sent_breaks_the_reading(kind, changes):
    for read in (read_event, lambda event: read_document(WHOLE | {"epcisBody": {"eventList": [event]}})):
        try:
            read(event_of(kind, **changes))
        except BadInput as refused:
            assert refused.field is not None


@pytest.mark.parametrize(
    ("sent", "is_one"),
    [(HASH, True), (HASH.replace("CBV2.0", "CBV2.0.0"), True), (HASH.upper(), False), (HASH[:-9], False),
     ("urn:uuid:1", True), ("https://a.vn/e/1", True), ("", False), (None, False)],
)  # fmt: skip
def test_an_event_id_is_a_uri_or_the_hash_of_the_cbv(sent, is_one):
    assert is_event_id(sent) is is_one
