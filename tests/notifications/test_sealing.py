"""The daily root reaches somebody outside, who can check it with the published key."""

from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core import clock, jobs
from core.db import committing
from tests.installation import set_up


@pytest.mark.services
def test_the_root_that_was_sealed_is_mailed_and_verifies_with_the_published_key(app_on, mailbox):
    app = app_on(smtp_url=mailbox.url, audit_mail_to="luu-tru@vi.du, toa-an@vi.du", mail_from="may@vi.du")
    set_up(app)
    with app.app_context():
        for kind in ("audit.seal", "notifications.audit_root"):
            with committing() as current:
                jobs.enqueue(current, kind=kind, payload={}, run_at=clock.now())
            while jobs.run_due(clock.now()):
                pass
    assert sorted(letter["To"] for letter in mailbox.messages) == ["luu-tru@vi.du", "toa-an@vi.du"]
    letter = mailbox.messages[0]
    told = dict(line.split(": ", 1) for line in letter.get_content().strip().splitlines())
    published = app.test_client().get("/.well-known/audit-roots").json
    assert published["roots"][0]["signature"] == told["signature"]
    keys = {key["kid"]: key for key in app.test_client().get("/.well-known/jwks.json").json["keys"]}
    key = Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(keys[told["key"]]["x"] + "="))
    signed = f"{told['until']}|{told['streams']}|{told['root']}".encode()
    key.verify(bytes.fromhex(told["signature"]), signed)


def test_without_a_receiver_or_a_root_nothing_leaves(app):
    with app.app_context():
        with committing() as current:
            jobs.enqueue(current, kind="notifications.audit_root", payload={}, run_at=clock.now())
        assert jobs.run_due(clock.now()) == 1
