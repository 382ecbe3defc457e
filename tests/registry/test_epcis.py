"""The EPCIS 2.0 interface: capture, query, and what it never tells."""

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from sqlalchemy import select

from core import clock
from core.actor import SYSTEM
from registry import actions
from registry.actions.captures import end_key, list_keys, make_key
from registry.models import TraceCorrection, TraceEvent
from tests.factories.registry import make_lot, make_producer, make_product
from tests.factories.traces import BUYER, step, tea_journey

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
PRIVATE = (
    BUYER.name, BUYER.address, BUYER.tax_code, "53.7", "11.3", "4.1", "sourceList", "destinationList", 'quantity"',
    "bí mật",
)  # fmt: skip
LOT = "https://id.gs1.org/01/08930000000002/10/TC-11"


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def maker(session):
    """A producer with a lot that has a GTIN, and its key."""
    producer = make_producer(session)
    product = make_product(session, producer=producer)
    actions.add_gtin(session, product_id=product.id, gtin="8930000000002", **BY)
    lot = make_lot(session, product, number="TC-11")
    key = make_key(session, producer_id=producer.id, label="máy", **BY)
    session.commit()
    return producer, product, lot, {"X-API-Key": key}


def shipping(**changes) -> dict:
    return {
        "type": "ObjectEvent", "eventID": "urn:uuid:6a1f3a3e-0d0f-4f0e-8f0a-3f7a5d1c0a01",
        "eventTime": "2026-11-20T07:15:00.000+07:00", "eventTimeZoneOffset": "+07:00", "action": "OBSERVE",
        "bizStep": "shipping", "disposition": "in_transit", "readPoint": {"id": "https://id.gs1.org/414/8930000000010"},
        "quantityList": [{"epcClass": LOT, "quantity": 4.125, "uom": "KGM"}],
        "destinationList": [{"type": "owning_party", "destination": "https://id.gs1.org/417/8930000000027"}],
        "bizTransactionList": [{"type": "inv", "bizTransaction": "urn:uuid:bi-mat"}], "ext:note": "bí mật",
    } | changes  # fmt: skip


def document(*events) -> dict:
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"], "type": "EPCISDocument",
        "schemaVersion": "2.0", "creationDate": "2026-11-20T00:00:00Z", "epcisBody": {"eventList": list(events)},
    }  # fmt: skip


def events_in(response) -> list[dict]:
    return response.json["epcisBody"]["queryResults"]["resultsBody"]["eventList"]


def test_what_was_captured_comes_back_whole_to_its_sender(client, maker):
    sent = client.post("/epcis/v2/capture", json=document(shipping()), headers=maker[3])
    assert sent.status_code == 202 and sent.json["success"] is True
    assert client.get(sent.headers["Location"], headers=maker[3]).json["count"] == 1
    (back,) = events_in(client.get("/epcis/v2/events", headers=maker[3]))
    assert datetime.fromisoformat(back.pop("eventTime")) == datetime.fromisoformat("2026-11-20T07:15:00+07:00")
    expected = shipping()
    expected.pop("eventTime")
    assert {key: value for key, value in back.items() if key in expected} == expected


def test_the_same_document_again_changes_nothing(session, client, maker):
    for _ in range(2):
        assert client.post("/epcis/v2/capture", json=document(shipping()), headers=maker[3]).json["success"]
    assert len(session.scalars(select(TraceEvent)).all()) == 1
    other = document(shipping(bizStep="storing"))
    refused = client.post("/epcis/v2/capture", json=other, headers=maker[3])
    assert refused.json["success"] is False and "mang mã" in refused.json["errors"][0]["title"]


def test_one_wrong_event_keeps_the_whole_document_out(session, client, maker):
    future = shipping(eventID="urn:uuid:2", eventTime="2027-01-01T00:00:00+07:00")
    answer = client.post("/epcis/v2/capture", json=document(shipping(), future), headers=maker[3])
    assert answer.json["success"] is False and answer.json["errors"][0]["event"] == 1
    assert session.scalars(select(TraceEvent)).all() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "Event"}, "type"), ({"eventTime": "2026-11-20"}, "eventTime"), ({"eventTime": None}, "eventTime"),
        ({"eventTimeZoneOffset": "7"}, "eventTimeZoneOffset"), ({"action": "MOVE"}, "action"),
        ({"bizStep": "selling tea"}, "bizStep"), ({"bizStep": 5}, "bizStep"), ({"disposition": "nice"}, "disposition"),
        ({"quantityList": []}, "epcList"), ({"quantityList": {}}, "quantityList"),
        ({"quantityList": [{"epcClass": "x"}]}, "quantityList.epcClass"),
        ({"quantityList": [{"epcClass": "urn:a:b", "quantity": -1}]}, "quantityList.quantity"),
        ({"quantityList": [{"epcClass": "urn:a:b", "quantity": 1, "uom": "kilo"}]}, "quantityList.uom"),
        ({"readPoint": "here"}, "readPoint"), ({"eventID": "one"}, "eventID"), ({"sourceList": [{}]}, "sourceList"),
        ({"type": "AggregationEvent", "action": "ADD", "childEPCs": ["urn:a:b"]}, "quantityList"),
        ({"kho": 1}, "kho"), ({"errorDeclaration": {"reason": "did_not_occur"}}, "errorDeclaration"),
        ({"type": "TransactionEvent", "bizTransactionList": []}, "bizTransactionList"),
        ({"ext:owner": {"id": "019123456789"}}, "ext:owner.id"), ({"ext:owner": 19123456789}, None),
    ],
)  # fmt: skip
def test_a_wrong_event_is_refused_with_its_field(session, client, maker, change, field):
    answer = client.post("/epcis/v2/capture", json=document(shipping(**change)), headers=maker[3])
    if field is None:
        assert answer.status_code == 202
        return
    assert answer.status_code == 400 and answer.content_type == "application/problem+json"
    assert answer.json["detail"] == field and answer.json["type"] == "epcisException:ValidationException"
    assert session.scalars(select(TraceEvent)).all() == []


@pytest.mark.parametrize(
    "body", ["", "[]", "1", '{"type":"EPCISDocument"}', '{"type":"EPCISDocument","epcisBody":[]}', "\x00"]
)
def test_what_is_no_document_is_refused(client, maker, body):
    answer = client.post("/epcis/v2/capture", data=body, headers=maker[3])
    assert answer.status_code == 400 and answer.json["title"]
    assert client.post("/epcis/v2/events", data=body, headers=maker[3]).status_code == 400


def test_capturing_needs_a_key_that_opens(session, client, maker):
    producer, _product, _lot, key = maker
    assert client.post("/epcis/v2/capture", json=document(shipping())).status_code == 401
    assert client.get("/epcis/v2/events", headers={"Authorization": "Bearer khong"}).status_code == 401
    end_key(session, key_id=list_keys(session, producer.id)[0].id, producer_id=producer.id, **BY)
    session.commit()
    assert client.post("/epcis/v2/events", json=shipping(), headers=key).status_code == 401


def test_somebody_elses_lot_cannot_be_made_by_a_key(session, client, maker):
    stranger = make_producer(session)
    key = {"Authorization": f"Bearer {make_key(session, producer_id=stranger.id, label='a', **BY)}"}
    session.commit()
    made = shipping(action="ADD", bizStep="commissioning")
    assert client.post("/epcis/v2/events", json=made, headers=key).status_code == 403
    seen = client.post("/epcis/v2/events", json=shipping(bizStep="receiving"), headers=key)
    assert seen.status_code == 201
    assert events_in(client.get("/epcis/v2/events")) == []
    assert client.get(seen.headers["Location"]).status_code == 404
    assert client.get(seen.headers["Location"], headers=key).status_code == 200


def test_everybody_reads_steps_and_nothing_private(session, client, maker):
    _producer, _product, lot, key = maker
    tea_journey(session, lot)
    session.commit()
    client.post("/epcis/v2/capture", json=document(shipping()), headers=key)
    answer = client.get("/epcis/v2/events")
    assert [each["bizStep"] for each in events_in(answer)] == [
        "commissioning", "creating_class_instance", "packing", "shipping", "shipping"
    ]  # fmt: skip
    text = json.dumps(answer.json, ensure_ascii=False)
    assert [private for private in PRIVATE if private in text] == []
    assert "/01/08930000000002/10/TC-11" in text


def test_questions_are_answered_by_field_and_page(session, client, maker):
    _producer, _product, lot, _key = maker
    tea_journey(session, lot)
    other = make_lot(session, make_product(session), number="X1")
    step(session, other, "hai", 9)
    session.commit()
    count = {
        f"MATCH_anyEPC={LOT}": 4, "MATCH_outputEPC=urn:epc:class:lgtin:893000000.0000.TC-11": 1,
        "EQ_bizStep=shipping|packing": 2, "EQ_bizStep=https://ref.gs1.org/cbv/BizStep-packing": 1,
        "eventType=TransformationEvent": 1, "GE_eventTime=2026-09-04T00:00:00Z": 2,
        "LT_eventTime=2026-09-02T00:00:00%2B07:00": 1, "EQ_action=ADD": 2, "MATCH_epc=urn:khong:co": 0,
    }  # fmt: skip
    assert {query: len(events_in(client.get(f"/epcis/v2/events?{query}"))) for query in count} == count
    seen, address = [], "/epcis/v2/events?perPage=2"
    while address and len(seen) < 10:
        answer = client.get(address)
        seen += [each["eventID"] for each in events_in(answer)]
        link = answer.headers.get("Link", "")
        address = link[1 : link.index(">")].split("localhost", 1)[-1] if link else ""
        address = "/epcis" + address.split("/epcis", 1)[1] if address else ""
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    "query",
    ["EQ_color=red", "perPage=0", "perPage=x", "nextPageToken=zz", "GE_eventTime=qua", "eventType=x", "EQ_action=GO"],
)
def test_a_question_that_is_not_understood_is_refused(client, query):
    answer = client.get(f"/epcis/v2/events?{query}")
    assert answer.status_code == 400 and answer.json["detail"] == query.split("=")[0]


def test_an_error_declaration_marks_the_event_and_takes_it_from_the_public(session, client, maker):
    client.post("/epcis/v2/events", json=shipping(), headers=maker[3])
    declared = shipping(errorDeclaration={"declarationTime": "2026-11-21T00:00:00Z", "reason": "did_not_occur"})
    assert client.post("/epcis/v2/events", json=declared, headers=maker[3]).status_code == 201
    assert session.scalars(select(TraceCorrection)).one().reason == "did_not_occur"
    assert events_in(client.get("/epcis/v2/events")) == []
    (back,) = events_in(client.get("/epcis/v2/events", headers=maker[3]))
    assert back["errorDeclaration"]["reason"] == "did_not_occur"


def test_a_declaration_names_the_event_that_puts_it_right_in_any_order(session, client, maker):
    wrong, right = shipping(), shipping(eventID="urn:uuid:dung", disposition="in_progress")
    declared = wrong | {
        "errorDeclaration": {
            "declarationTime": "2026-11-21T00:00:00Z", "reason": "incorrect_data",
            "correctiveEventIDs": ["urn:uuid:dung"],
        }
    }  # fmt: skip
    early = client.post("/epcis/v2/events", json=declared, headers=maker[3])
    assert early.status_code == 400 and early.json["detail"] == "errorDeclaration.correctiveEventIDs"
    for _again in range(2):
        assert client.post("/epcis/v2/capture", json=document(declared, right), headers=maker[3]).json["success"]
    back = {each["eventID"]: each for each in events_in(client.get("/epcis/v2/events", headers=maker[3]))}
    assert back[wrong["eventID"]]["errorDeclaration"]["correctiveEventIDs"] == ["urn:uuid:dung"]
    declared["errorDeclaration"]["reason"] = "did_not_occur"
    assert client.post("/epcis/v2/events", json=declared, headers=maker[3]).status_code == 409


def test_words_of_goods_and_partners_come_out_in_our_own_terms_to_their_recorder_alone(session, client, maker):
    tea_journey(session, maker[2])
    session.commit()
    answer = client.get("/epcis/v2/events", headers=maker[3])
    assert answer.json["@context"][1]["cg"].endswith("/epcis/v2/terms#")
    by_step = {each["bizStep"]: each for each in events_in(answer)}
    made, sent = by_step["creating_class_instance"], by_step["shipping"]
    assert made["cg:goods"] == [{"cg:epc": made["inputQuantityList"][0]["epcClass"], "cg:name": "chè búp tươi"}]
    (partner,) = sent["cg:partners"]
    assert partner["cg:name"] == BUYER.name and partner["cg:party"] == sent["destinationList"][0]["destination"]
    assert by_step["commissioning"]["cg:note"] == "đồi nhà"
    assert "cg:goods" not in json.dumps(client.get("/epcis/v2/events").json)
    told = {each["@id"] for each in client.get("/epcis/v2/terms").json["@graph"]}
    assert {"cg:goods", "cg:partners", "cg:name", "cg:epc", "cg:party", "cg:note", "cg:place"} <= told


def test_an_event_may_be_named_by_the_hash_of_the_cbv(client, maker):
    name = "ni:///sha-256;" + "0123456789abcdef" * 4 + "?ver=CBV2.0"
    sent = client.post("/epcis/v2/events", json=shipping(eventID=name), headers=maker[3])
    assert sent.status_code == 201 and sent.json["eventID"] == name
    for address in (sent.headers["Location"], f"/epcis/v2/events/{name}"):
        assert client.get(address).json["epcisBody"]["eventList"][0]["eventID"] == name
    goods = client.get(f"/epcis/v2/epcs/{quote(LOT, safe='')}/events")
    assert [each["eventID"] for each in events_in(goods)] == [name]


def test_prefixes_of_a_document_stay_with_its_events(client, maker):
    sent = document(shipping())
    sent["@context"].append({"ext": "https://may.example/ext#"})
    client.post("/epcis/v2/capture", json=sent, headers=maker[3])
    (back,) = events_in(client.get("/epcis/v2/events", headers=maker[3]))
    assert back["@context"] == [{"ext": "https://may.example/ext#"}] and back["ext:note"] == "bí mật"


def test_a_producer_makes_and_ends_keys(session, officer_client):
    browser, producer = officer_client("producer", unit_kind="producer"), make_producer(session)
    actions.add_member(session, producer_id=producer.id, user_id=browser.user.id, **BY)
    session.commit()
    page = browser.post("/producer/epcis-keys", data={"token": browser.form_token, "label": "Kho chè"})
    assert "chỉ hiện một lần" in page.get_data(as_text=True)
    key = list_keys(session, producer.id)[0]
    assert key.key_hash not in page.get_data(as_text=True)
    assert browser.post("/producer/epcis-keys", data={"token": browser.form_token}).status_code == 422
    browser.post(f"/producer/epcis-keys/{key.id}/end", data={"token": browser.form_token})
    session.expire_all()
    assert list_keys(session, producer.id) == [] and clock.now() == NOW
