"""Short messages over a gateway: only that there is news, Zalo before SMS, once."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from core import clock, jobs, personal
from core.db import committing, new_id
from notifications.models import OutboxMessage
from notifications.outbox import tell
from tests.installation import set_up


@pytest.fixture
def gateway():
    """A gateway on loopback: `answers` by path, `taken` what came."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.taken.append((self.path, body, self.headers.get("Authorization")))
            self.send_response(self.server.answers.get(self.path, 200))
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.taken, server.answers = [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def build(app_on, gateway, **more):
    base = f"http://127.0.0.1:{gateway.server_port}"
    app = app_on(**{"sms_url": f"{base}/sms", "sms_token": "bi-mat"} | {n: f"{base}{p}" for n, p in more.items()})
    set_up(app)
    return app


def queue(template: str = "case_news", **values: str) -> OutboxMessage | None:
    with committing() as current:
        person = personal.store_person(current, values=values, now=clock.now())
        return tell(
            current, person_id=person, template=template, language="vi", family_id=new_id(), now=clock.now()
        )


def test_a_phone_hears_only_that_there_is_news_and_once(app_on, gateway):
    app = build(app_on, gateway)
    with app.app_context():
        message = queue(phone="0912345678")
        with committing() as current:
            jobs.enqueue(current, kind="notifications.send", payload={"message": str(message.id)}, run_at=clock.now())
        jobs.run_due(clock.now())
    ((path, body, token),) = gateway.taken
    assert (path, body["to"], token) == ("/sms", "0912345678", "Bearer bi-mat")
    assert body["text"].startswith("Có tin mới về phản ánh bạn đã gửi. Mở http") and len(body["text"]) < 160


def test_a_number_without_zalo_gets_an_sms(app_on, gateway):
    app = build(app_on, gateway, zalo_url="/zalo")
    gateway.answers["/zalo"] = 404
    with app.app_context():
        queue(phone="0912345678")
        jobs.run_due(clock.now())
    assert [path for path, _body, _token in gateway.taken] == ["/zalo", "/sms"]


def test_a_gateway_that_fails_is_asked_again_later(app_on, gateway):
    app = build(app_on, gateway)
    gateway.answers["/sms"] = 503
    with app.app_context():
        message = queue(phone="0912345678")
        jobs.run_due(clock.now())
        with committing() as current:
            assert current.get(OutboxMessage, message.id).sent_at is None


def test_without_a_gateway_or_short_words_a_phone_is_not_written_to(app_on, gateway, app):
    with app.app_context():
        assert queue(phone="0912345678") is None
    with build(app_on, gateway).app_context():
        assert queue("producer_code", phone="0912345678") is None
        assert queue(email="a@vi.du", phone="0912345678").channel == "email"
