"""S3: SeaweedFS from its wheel, one server per test process, with keys that it checks."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.services.processes import answers, free_port, need, running, wait_until

ACCESS, SECRET = "testaccess", "testsecretkey"  # of a server that lives for one test run


@dataclass(frozen=True)
class S3:
    """A running S3 server and the keys that open it."""

    endpoint: str
    access_key: str = ACCESS
    secret_key: str = SECRET

    def url(self, bucket: str) -> str:
        """STORAGE_URL for a bucket."""
        keys = f"key={self.access_key}&secret={self.secret_key}"
        return f"s3://{bucket}?endpoint={quote(self.endpoint, safe='')}&region=us-east-1&{keys}"


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory) -> Iterator[S3]:
    """A running SeaweedFS with its S3 gate."""
    weed = need("weed", str(Path(sys.executable).parent / "weed"))
    folder = tmp_path_factory.mktemp("s3")
    keys = [{"accessKey": ACCESS, "secretKey": SECRET}]
    rights = {"identities": [{"name": "test", "credentials": keys, "actions": ["Admin"]}]}
    (folder / "s3.json").write_text(json.dumps(rights))
    ports = {name: free_port() for name in ("master.port", "volume.port", "filer.port", "s3.port")}
    command = [weed, "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"]
    # Doors that nobody uses here would listen on fixed ports, in each other's way; and nothing is told outside.
    command += ["-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"]
    command += [f"-{name}={port}" for name, port in ports.items()] + [f"-s3.config={folder}/s3.json"]
    with running(command, folder / "log", how=signal.SIGKILL, env={**os.environ, "HOME": str(folder)}):
        wait_until(lambda: answers(ports["s3.port"]), f"SeaweedFS answering (see {folder}/log)")
        yield S3(f"http://127.0.0.1:{ports['s3.port']}")


@pytest.fixture
def s3(s3_server) -> S3:
    """S3 for a test; make a bucket of your own with `new_bucket_name`."""
    return s3_server


def new_bucket_name() -> str:
    """A name no other test uses."""
    return f"test-{uuid4().hex[:12]}"
