"""The servers that tests stand on are there, and tests cannot leave this machine."""

import smtplib
import socket
from uuid import uuid4

import obstore
import psycopg
import pytest
import redis

from core.storage import open_store
from tests.services.processes import need
from tests.services.s3 import new_bucket_name


@pytest.mark.services
def test_postgresql_takes_a_row(empty_postgres):
    with psycopg.connect(empty_postgres) as connection:
        connection.execute("CREATE TABLE word (text text)")
        connection.execute("INSERT INTO word VALUES ('Đắk Lắk')")
        assert connection.execute("SELECT text FROM word").fetchone() == ("Đắk Lắk",)


@pytest.mark.services
def test_redis_keeps_a_word(redis_url):
    server, key = redis.from_url(redis_url), uuid4().hex
    server.set(key, "chè")
    assert server.get(key).decode() == "chè"
    server.close()


@pytest.mark.services
def test_s3_keeps_a_file(s3):
    store = open_store(s3.url(new_bucket_name()))
    obstore.put(store, "evidence/a", b"photo")
    assert bytes(obstore.get(store, "evidence/a").bytes()) == b"photo"


@pytest.mark.services
def test_the_mailbox_keeps_what_is_sent(mailbox):
    with smtplib.SMTP("127.0.0.1", int(mailbox.url.rsplit(":", 1)[1])) as sender:
        sender.sendmail("a@example.vn", ["b@example.vn"], "Subject: Thu\r\n\r\nxin chao")
    assert mailbox.messages[0]["Subject"] == "Thu"


@pytest.mark.browser
def test_chromium_opens_a_page(page):
    page.set_content("<h1>Đồng Nai</h1>")
    assert page.locator("h1").inner_text() == "Đồng Nai"


def test_no_test_leaves_this_machine():
    with socket.socket() as outside, pytest.raises(RuntimeError, match="tried to reach"):
        outside.connect(("192.0.2.1", 80))


def test_a_missing_program_is_a_failure_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        need("no-such-program")
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception):
        need("no-such-program")
