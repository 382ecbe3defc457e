"""Passkeys in Chromium with its virtual authenticator; a challenge is used once."""

import json

import pytest

from accounts.actions.passkeys import begin_passkey_sign_in, sign_in_by_passkey
from accounts.models import PasskeyChallenge
from core import clock
from tests.journeys.people import logins, sign_in
from tests.services.site import new_site

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def local_site(tmp_path_factory, demo_database):
    """The demo under a name instead of a number: a passkey belongs to a name."""
    site = new_site(tmp_path_factory.mktemp("passkeys"), demo_database)
    site.environment["PUBLIC_URL"] = f"http://localhost:{site.port}"
    site.start()
    yield site
    site.stop()


@pytest.fixture
def machine(browser, local_site):
    """A browser with an authenticator inside that knows its owner's finger."""
    context = browser.new_context(base_url=f"http://localhost:{local_site.port}", locale="vi-VN")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page, devtools, made["authenticatorId"]
    context.close()


def leave(page) -> None:
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("heading", name="Đăng nhập").wait_for()


def test_a_key_is_made_opens_without_password_is_not_replayed_and_ends(machine, local_site):
    page, devtools, authenticator = machine
    sign_in(page, logins(local_site)["tiepnhan.tn"])
    page.goto("/desk/security")
    page.get_by_label("Tên khóa").fill("máy thử")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_role("cell", name="máy thử").wait_for()
    leave(page)

    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.url.endswith("/passkey") else None)
    page.get_by_role("button", name="khóa của máy").click()
    page.get_by_role("heading", name="Hôm nay,").wait_for()
    leave(page)

    answer = page.request.post("/desk/sign-in/passkey", data=sent[-1], headers={
        "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{local_site.port}"
    })  # fmt: skip
    assert answer.status == 422 and "Khóa này không mở được" in answer.text()  # the same answer again

    (key,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    devtools.send("WebAuthn.removeCredential", {"authenticatorId": authenticator, "credentialId": key["credentialId"]})
    devtools.send("WebAuthn.addCredential", {"authenticatorId": authenticator, "credential": key | {"signCount": 0}})
    page.goto("/desk/sign-in")
    page.get_by_role("button", name="khóa của máy").click()
    page.get_by_text("Khóa này không mở được").first.wait_for()  # a counter that went back is a copied key


def test_without_the_owner_no_key_opens(machine, local_site):
    page, devtools, authenticator = machine
    sign_in(page, logins(local_site)["kiemtra.tn"])
    page.goto("/desk/security")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_label("Tên khóa").fill("máy lạ")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Không nhận được khóa").first.wait_for()


def test_a_challenge_is_ours_young_and_for_its_purpose(session, freeze):
    options = json.loads(begin_passkey_sign_in(session, now=clock.now()))
    assert options["userVerification"] == "required" and options.get("allowCredentials", []) == []
    for odd in ("", "{}", "[]", "null", "\x00", '{"response": {"clientDataJSON": "e30"}}', "9" * 5000):
        answer = sign_in_by_passkey(session, credential=odd, agent="x", now=clock.now())
        assert (answer.outcome, answer.token) == ("wrong", "")
    assert session.query(PasskeyChallenge).one().used_at is None


@pytest.mark.parametrize("path", ["/desk/security/passkeys", "/desk/sign-in/passkey"])
def test_odd_answers_of_a_browser_are_refused_in_words(officer_client, path):
    officer = officer_client()
    for odd in ("", "{}", "[1]", "x" * 9000):
        assert officer.post(path, data={"name": "máy", "credential": odd}).status_code == 422
