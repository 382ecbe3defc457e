"""Every field of every form that a person can reach is sent bad values: each is answered, none breaks us."""

import io
import os
import shutil
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from accounts.models import User
from core.db import db
from core.limits import limiter
from registry.identifiers import echo
from registry.public.sign_up import TRAP
from tests.factories.accounts import form_token, sign_in
from tests.installation import build_app, close, set_up, settings_in
from tests.journeys.crawl import Form, rule_of, some_of, walk

WHOLE = os.environ.get("HYPOTHESIS_PROFILE") == "full"
TRIED: set[tuple[str, str]] = set()
"""Fields that somebody has tried already: without WHOLE, the next person who reaches the same form leaves them."""
BAD = [
    "x" * 20_000,
    "\x00",
    "a\x00b\x1b[31m\x07",
    "\u202egnp.exe",
    "<script>alert(1)</script>\"'><b>",
    "'; DROP TABLE product; --",
    "%s%n{0}${7*7}",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "-1",
    "0",
    "99999999999999999999999999",
    "1e309",
    "-inf",
    "１２３",
    "٣٤",
    "31/02/2026",
    "32/13/2026",
    "01/01/0001",
    "31/12/9999",
    "2026-11-24T25:61:00Z",
    "00000000-0000-0000-0000-000000000000",
    "không phải số",
    "🏷️🦆" * 40,
    "\ud7ff\ufffd\ufffe",
    " \t\r\n ",
    "Ắ" * 300,
    "http://[::1",
    "javascript:alert(1)",
    "a@b@c",
    "0" * 12,
]
FILES = [b"", b"\x00" * 64, b"<svg onload=alert(1)>", b"PK\x03\x04" + b"\x00" * 200, b"%PDF-1.7", b"\xff\xd8\xff"]
PEOPLE = ["", "coso", "congthuong.tn", "nongnghiep.tn", "lanhdao.tn",
          "tiepnhan.tn", "mattran.tn", "quantri"]  # fmt: skip
STARTS = {
    "": ["/", "/map", "/warnings", "/complaints/new", "/complaints/track", "/producer/sign-up"],
    "coso": ["/producer"],
}


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory) -> Path:
    """An installation with the demo, made once and copied for each person."""
    folder = tmp_path_factory.mktemp("walked")
    application = build_app(settings_in(folder))
    set_up(application)
    assert application.test_cli_runner().invoke(args=["demo", "load"]).exit_code == 0
    close(application)
    return folder


@pytest.fixture
def walker(demo_folder, tmp_path, request, monkeypatch):
    """The application and a browser of one person of the demo."""
    shutil.copytree(demo_folder, tmp_path / "copy")
    app = build_app(settings_in(tmp_path / "copy"))
    monkeypatch.setattr(limiter, "enabled", False)
    client = app.test_client()
    with app.app_context():
        if request.param:
            user = db.session.scalars(select(User).filter_by(login=request.param)).one()
            sign_in(db.session(), client, user)
            client.form_token = form_token(db.session(), client)
        db.session.commit()
    yield app, client, request.param
    close(app)


def try_form(app, client, form: Form) -> list[str]:
    """Send every bad value in every field, the others as they stand; what went wrong, in words."""
    faults = []
    kind = rule_of(app, form.action, form.method)
    seen = set() if WHOLE else {name for rule, name in TRIED if rule == kind}
    TRIED.update((kind, name) for name in (*form.typed, *form.chosen, *form.files))
    for name in (name for name in (*form.typed, *form.chosen) if name not in seen):
        for bad in BAD if WHOLE else some_of(BAD, f"{kind}{name}", 2):
            faults += told(form, name, bad, send(client, form, {name: bad}))
    for name in (name for name in form.files if name not in seen):
        for data in FILES if WHOLE else some_of(FILES, f"{kind}{name}", 2):
            answer = send(client, form, {name: (io.BytesIO(data), "a\u202e.png")})
            faults += told(form, name, "", answer)
    return faults


def send(client, form: Form, changed: dict):
    """The form with some fields changed; by GET they stand in the address."""
    values = {**form.values, **changed}
    if form.method == "GET":
        return client.get(form.action.split("?")[0], query_string=values)
    kind = "multipart/form-data" if form.files else "application/x-www-form-urlencoded"
    return client.post(form.action, data=values, content_type=kind)


def told(form: Form, name: str, bad: str, answer) -> list[str]:
    """What is wrong with the answer to a bad value."""
    at = f"{form.page} -> {form.method} {form.action} {name}={bad[:30]!r}"
    if answer.status_code >= 500:
        return [f"{at}: {answer.status_code}"]
    text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    if "<script>alert(1)" in text or "<svg onload" in text:
        return [f"{at}: sent back unescaped"]
    plain = bad.strip()
    # What may be a person's number stands on no page; the trap of the sign-up is a field that no person sees.
    is_hidden = name == TRAP or (name == "tax_code" and echo(plain) != plain)
    is_typed_back = answer.status_code != 422 or name not in form.typed or is_hidden or plain in unescape(text)
    if 0 < len(plain) < 200 and plain.isprintable() and "password" not in name and not is_typed_back:
        return [f"{at}: what was typed is gone"]
    return []


@pytest.mark.parametrize("walker", PEOPLE, indirect=True, ids=[who or "anybody" for who in PEOPLE])
def test_no_bad_value_in_any_field_breaks_a_form(walker):
    app, client, who = walker
    forms = walk(app, client, STARTS.get(who, ["/desk"]))
    assert forms, "no form was reached"
    faults = [fault for form in forms.values() for fault in try_form(app, client, form)]
    assert faults == []
