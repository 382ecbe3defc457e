"""Passkeys (W3C Web Authentication) by py_webauthn: making one, signing in with one.

A passkey asks for the finger, face or PIN of its owner, so that it stands for password and code together.
A challenge is used once; a counter that does not move on is a copied key and is refused.
"""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from sqlalchemy import delete
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts import passwords
from accounts.actions.signing import SignIn
from accounts.models import Passkey, PasskeyChallenge, SignInSession, User
from accounts.queries import find_challenge, find_passkey, list_passkeys
from core import audit
from core.actor import SYSTEM, Actor
from core.config import settings
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy

MOST_KEYS = 10
KEPT = timedelta(hours=1)
MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)
VERIFIED = UserVerificationRequirement.REQUIRED


def begin_passkey(session: Session, *, user: User, now: datetime) -> str:
    """What the browser needs to make a key of its owner, as JSON."""
    mine = list_passkeys(session, user.id)
    options = webauthn.generate_registration_options(
        rp_id=_host(), rp_name=settings().site_header, user_name=user.login, user_id=user.id.bytes,
        user_display_name=user.display_name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(key.credential_id)) for key in mine],
    )  # fmt: skip
    _keep(session, options.challenge, user.id, now)
    return webauthn.options_to_json(options)


def add_passkey(session: Session, *, user_id: UUID, name: str, credential: str, actor: Actor, now: datetime) -> Passkey:
    """Keep the public half of a key that the browser made. Raises BadInput when it cannot be believed."""
    if len(list_passkeys(session, user_id)) >= MOST_KEYS:
        raise Conflict(lazy("Đã có %(most)s khóa; bỏ bớt một khóa trước.", most=MOST_KEYS))
    challenge = _use_challenge(session, credential, user_id, now)
    try:
        if challenge is None:
            raise ValueError("no such challenge")
        made = webauthn.verify_registration_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=_host(), expected_origin=_origin(),
            require_user_verification=True,
        )  # fmt: skip
    except MALFORMED:
        text = lazy("Không nhận được khóa từ trình duyệt; bấm “Thêm khóa” lần nữa")
        raise BadInput(text, field="credential") from None
    key = Passkey(
        user_id=user_id, credential_id=bytes_to_base64url(made.credential_id), public_key=made.credential_public_key,
        sign_count=made.sign_count, name=name, created_at=now,
    )  # fmt: skip
    session.add(key)
    session.flush()
    audit.append(session, stream=f"user:{user_id}", kind="user.passkey_added", actor=actor, at=now)
    return key


def end_passkey(session: Session, *, user_id: UUID, passkey_id: UUID, actor: Actor, now: datetime) -> None:
    """A key of this person opens nothing any more. Raises NotFound for somebody else's."""
    key = session.get(Passkey, passkey_id)
    if key is None or key.user_id != user_id:
        raise NotFound(lazy("Không có khóa này."))
    if key.ended_at is None:
        key.ended_at = now
        audit.append(session, stream=f"user:{user_id}", kind="user.passkey_ended", actor=actor, at=now)


def begin_passkey_sign_in(session: Session, *, now: datetime) -> str:
    """What the browser needs to sign in with whatever key it has, as JSON; it tells nothing about people."""
    options = webauthn.generate_authentication_options(rp_id=_host(), user_verification=VERIFIED)
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.made_at < now - KEPT))
    _keep(session, options.challenge, None, now)
    return webauthn.options_to_json(options)


def sign_in_by_passkey(session: Session, *, credential: str, agent: str, now: datetime) -> SignIn:
    """Open a session for the owner of the key. A refusal is a result, so that it is remembered."""
    challenge = _use_challenge(session, credential, None, now)
    found = find_passkey(session, _credential_id(credential))
    if challenge is None or found is None or not found[1].is_active or found[1].must_change:
        return SignIn("wrong")
    key, user = found
    session.refresh(key, with_for_update=True)
    try:
        seen = webauthn.verify_authentication_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=_host(), expected_origin=_origin(),
            credential_public_key=key.public_key, credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )  # fmt: skip
    except MALFORMED:
        facts = {"what": "passkey"}
        audit.append(session, stream=f"user:{user.id}", kind="user.refused", actor=SYSTEM, at=now, facts=facts)
        return SignIn("wrong")
    key.sign_count, key.used_at, token = seen.new_sign_count, now, passwords.new_token()
    session.add(SignInSession(
        token_hash=passwords.hash_token(token), form_token=passwords.new_token(), user_id=user.id, agent=agent[:60],
        created_at=now, seen_at=now, totp_passed=True,
    ))  # fmt: skip
    actor, facts = Actor("officer", user.id), {"by": "passkey"}
    audit.append(session, stream=f"user:{user.id}", kind="user.signed_in", actor=actor, at=now, facts=facts)
    return SignIn("right", token)


def _keep(session: Session, challenge: bytes, user_id: UUID | None, now: datetime) -> None:
    session.add(PasskeyChallenge(challenge=challenge, user_id=user_id, made_at=now))
    session.flush()


def _use_challenge(session: Session, credential: str, user_id: UUID | None, now: datetime) -> bytes | None:
    """The challenge in what the browser signed, used up from now on; None when it is not ours or was used."""
    try:
        client = parse_client_data_json(base64url_to_bytes(json.loads(credential)["response"]["clientDataJSON"]))
    except MALFORMED:
        return None
    row = find_challenge(session, client.challenge, user_id=user_id, now=now)
    if row is None:
        return None
    row.used_at = now
    session.flush()
    return row.challenge


def _credential_id(credential: str) -> str:
    try:
        return str(json.loads(credential)["id"])[:1400]
    except MALFORMED:
        return ""


def _host() -> str:
    """The name that a key belongs to: our host without its port."""
    return urlsplit(settings().public_url).hostname or "localhost"


def _origin() -> str:
    return settings().public_url.rstrip("/")
