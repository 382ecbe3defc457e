"""Files: a folder on one machine, any S3 when outgrown, by STORAGE_URL."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import obstore
from flask import current_app
from obstore.store import LocalStore, S3Store

from core.config import settings


def put(key: str, data: bytes) -> None:
    """Keep bytes under a key such as `evidence/<case>/<id>`."""
    obstore.put(_store(), key, data)


def get(key: str) -> bytes:
    """The bytes under a key. Raises FileNotFoundError."""
    return bytes(obstore.get(_store(), key).bytes())


def reader() -> Callable[[str], bytes]:
    """`get` for an answer that is given out piece by piece, when the request is over."""
    store = _store()
    return lambda key: bytes(obstore.get(store, key).bytes())


def exists(key: str) -> bool:
    """Whether there is something under the key."""
    try:
        obstore.head(_store(), key)
    except FileNotFoundError:
        return False
    return True


def delete(key: str) -> None:
    """Remove what is under the key."""
    obstore.delete(_store(), key)


def list_under(folder: str) -> list[str]:
    """The keys of everything in a folder, in no order."""
    return [str(each["path"]) for found in obstore.list(_store(), prefix=folder) for each in found]


def delete_under(folder: str) -> None:
    """Remove everything in a folder; nothing there is no error."""
    for key in list_under(folder):
        delete(key)


def free_megabytes() -> int:
    """Free room where files are kept, or, with files in S3, where the server itself writes."""
    parts = urlsplit(settings().storage_url)
    folder = Path(parts.path if parts.scheme == "file" else settings().journal_dir)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free // 1024**2


def _store():
    store = current_app.extensions.get("storage")
    if store is None:
        store = current_app.extensions["storage"] = open_store(settings().storage_url)
    return store


def open_store(url: str):
    """A store by its address: file:///folder or s3://bucket?endpoint=http://...&region=...&key=...&secret=..."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        Path(parts.path).mkdir(parents=True, exist_ok=True)
        return LocalStore(parts.path)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return S3Store(
        parts.netloc,
        endpoint=options.get("endpoint"),
        region=options.get("region", "us-east-1"),
        access_key_id=options.get("key"),
        secret_access_key=options.get("secret"),
        client_options={"allow_http": True},
        virtual_hosted_style_request=False,
    )
