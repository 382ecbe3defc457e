"""EPCIS 2.0 query: everybody reads the public part of journeys; a producer's key reads its own events whole."""

from datetime import datetime
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.datastructures import MultiDict

from core import clock
from core.db import session
from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.api.frame import answer, asking_producer, base_url, blueprint, speaks, terms_url
from registry.epcis import cbv_words, read_instant, read_word
from registry.epcis_out import TERMS, write_document
from registry.queries.epcis import ROLES, Asked, find_event, find_events, read_token, write_events
from registry.tracing import ACTIONS, EVENT_TYPES

MOST = 100
EQUAL = {"EQ_bizStep": "biz_step", "EQ_disposition": "disposition", "EQ_action": "action", "EQ_eventID": "event_id"}
SPANS = {
    "GE_eventTime": ("happened_at", "ge"), "LT_eventTime": ("happened_at", "lt"),
    "GE_recordTime": ("recorded_at", "ge"), "LT_recordTime": ("recorded_at", "lt"),
}  # fmt: skip
PAGING = {"perPage", "nextPageToken", "eventType", "lang"}
KNOWN = PAGING | EQUAL.keys() | SPANS.keys() | ROLES.keys()


@blueprint.get("/epcis/v2/events")
@speaks
def events() -> Response:
    """Events by their fields, a page at a time."""
    return _page(read_query(request.args))


@blueprint.get("/epcis/v2/events/<path:event_id>", merge_slashes=False)
@speaks
def event(event_id: str) -> Response:
    """One event by its id; of a hash id (ni:///sha-256;...?ver=CBV2.0) the end may come as a query."""
    producer_id = asking_producer()
    if event_id.startswith("ni:") and "ver" in request.args:
        event_id = f"{event_id}?ver={request.args['ver']}"
    found = find_event(session(), event_id.replace("\x00", ""), producer_id)
    if found is None:
        raise NotFound(lazy("Không có sự kiện này."))
    body = write_events(session(), [found], base=base_url(), on=clock.today(), producer_id=producer_id)[0]
    return answer(write_document([], clock.now(), terms=terms_url()) | {"epcisBody": {"eventList": [body]}})


@blueprint.get("/epcis/v2/terms")
@speaks
def terms() -> Response:
    """Our own words in events, each with what it means."""
    words = [{"@id": f"cg:{name}", "rdfs:comment": {"vi": told[0], "en": told[1]}} for name, told in TERMS.items()]
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    return answer({"@context": {"cg": terms_url(), "rdfs": rdfs}, "@graph": words})


@blueprint.get("/epcis/v2/eventTypes")
@speaks
def event_types() -> Response:
    """The types of events that are taken."""
    return _members(EVENT_TYPES)


@blueprint.get("/epcis/v2/bizSteps")
@speaks
def biz_steps() -> Response:
    """The business steps that are known."""
    return _members(sorted(cbv_words("BizStep")))


@blueprint.get("/epcis/v2/dispositions")
@speaks
def dispositions() -> Response:
    """The dispositions that are known."""
    return _members(sorted(cbv_words("Disp")))


@blueprint.get("/epcis/v2/epcs/<path:epc>/events", merge_slashes=False)
@speaks
def events_of_goods(epc: str) -> Response:
    """The events of a lot or item, by its link or URN."""
    return _page(read_query(MultiDict([*request.args.items(multi=True), ("MATCH_anyEPC", epc)])))


def read_query(args: MultiDict) -> Asked:
    """The query of an address line. Raises BadInput for what is not known: a silent wrong answer would be worse."""
    if unknown := sorted(set(args) - KNOWN):
        raise BadInput(lazy("Không có tham số “%(sent)s”", sent=unknown[0][:40]), field=unknown[0][:40])
    kinds = _words(args, "eventType")
    if wrong := [each for each in kinds if each not in EVENT_TYPES]:
        raise BadInput(lazy("Không có loại sự kiện “%(sent)s”.", sent=wrong[0][:40]), field="eventType")
    token = args.get("nextPageToken", "")
    return Asked(
        kinds=kinds,
        equal={EQUAL[name]: _equal(name, _words(args, name)) for name in EQUAL if name in args},
        epcs={name: _words(args, name) for name in ROLES if name in args},
        spans=tuple((*SPANS[name], _instant(args, name)) for name in SPANS if name in args),
        most=_per_page(args.get("perPage", "30")),
        after=read_token(token) if token else None,
    )


def _equal(name: str, words: tuple[str, ...]) -> tuple[str, ...]:
    if name == "EQ_bizStep":
        return tuple(read_word(word, "BizStep", name) for word in words)
    if name == "EQ_disposition":
        return tuple(read_word(word, "Disp", name) for word in words)
    if name == "EQ_action" and set(words) - set(ACTIONS):
        raise BadInput(lazy("Cần ADD, OBSERVE hoặc DELETE"), field=name)
    return words


def _words(args: MultiDict, name: str) -> tuple[str, ...]:
    """The values of a parameter, joined by "|" as EPCIS writes several in one."""
    sent = [word for text in args.getlist(name) for word in text.replace("\x00", "").split("|") if word]
    return tuple(sent[:50])


def _instant(args: MultiDict, name: str) -> datetime:
    return read_instant(args[name].replace(" ", "+"), name)


def _per_page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise BadInput(lazy("perPage cần là số từ 1 đến %(most)s", most=MOST), field="perPage")
    return min(int(text), MOST)


def _page(asked: Asked) -> Response:
    producer_id = asking_producer()
    found, token = find_events(session(), asked, producer_id)
    bodies = write_events(session(), found, base=base_url(), on=clock.today(), producer_id=producer_id)
    response = answer(write_document(bodies, clock.now(), terms=terms_url(), query="SimpleEventQuery"))
    if token:
        kept = [pair for pair in request.args.items(multi=True) if pair[0] != "nextPageToken"]
        address = f"{base_url()}{request.path}?{urlencode([*kept, ('nextPageToken', token)])}"
        response.headers["Link"] = f'<{address}>; rel="next"'
    response.headers["Vary"] = "Authorization, X-API-Key"
    return response


def _members(words) -> Response:
    return answer({"@set": list(words)})
