"""A sealed bundle: a ZIP whose comment is the signature over every byte before it.

Nothing is compressed and every date is the same, so that a page with a few lines of script can read it.
The first files are for people (protocol, checker), `manifest.json` names all others with their hashes.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MANIFEST = "manifest.json"
TITLE = b"chinhgoc bundle 1 "
LETTERS = 128
"""Letters of an Ed25519 signature in hex: the last of the file."""


def pack(files: Mapping[str, bytes], about: dict, sign: Callable[[bytes], bytes]) -> bytes:
    """The bundle. `about` is plain JSON for the manifest, `sign` gives 64 bytes."""
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
    ]
    manifest = to_json(about | {"files": listed})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {**files, MANIFEST: manifest}.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
        archive.comment = TITLE + b"0" * LETTERS
    body = out.getvalue()[:-LETTERS]
    return body + sign(words_to_sign(body)).hex().encode()


def words_to_sign(body: bytes) -> bytes:
    """What the signature covers: the hash over all of the file but the signature itself."""
    return TITLE + hashlib.sha256(body).hexdigest().encode()


def check(data: bytes, public_key: bytes) -> list[str]:
    """What is wrong with a bundle, one sentence each; empty when every byte is as it was sealed."""
    faults = [] if is_signed(data, public_key) else ["the signature does not fit the file"]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            faults += [fault for entry in manifest["files"] for fault in _check_file(archive, entry)]
            strangers = {*archive.namelist()} - {MANIFEST} - {entry["name"] for entry in manifest["files"]}
            faults += [f"{name}: not in the manifest" for name in sorted(strangers)]
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, NotImplementedError, EOFError, RuntimeError) as error:
        faults.append(f"the archive cannot be read: {error}")
    return faults


def is_signed(data: bytes, public_key: bytes) -> bool:
    """Whether the signature fits; its letters are lower case, so that not even their case can change."""
    body, signature = data[:-LETTERS], data[-LETTERS:]
    try:
        if bytes.fromhex(signature.decode()).hex().encode() != signature:
            return False
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(signature.decode()), words_to_sign(body))
    except (InvalidSignature, ValueError):
        return False
    return True


def to_json(value: object) -> bytes:
    """Readable JSON, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()


def _check_file(archive: zipfile.ZipFile, entry: dict) -> list[str]:
    try:
        data = archive.read(entry["name"])
    except (KeyError, zipfile.BadZipFile, EOFError):
        return [f"{entry['name']}: missing or broken"]
    if len(data) != entry["size"] or hashlib.sha256(data).hexdigest() != entry["sha256"]:
        return [f"{entry['name']}: changed"]
    return []
