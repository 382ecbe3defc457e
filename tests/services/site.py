"""The real server: `flask serve` in a process group of its own, as `make run` starts it."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.installation import MASTER_KEY
from tests.services.processes import end, free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """An installation in a folder: it can be started, killed and started again on the same data."""

    folder: Path
    port: int
    environment: dict[str, str]
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def flask(self, *words: str) -> str:
        """What a command of the installation prints. Raises CalledProcessError when it fails."""
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        options = {"cwd": ROOT, "env": self.environment, "check": True, "capture_output": True}
        return subprocess.run(command, text=True, **options).stdout

    def start(self) -> None:
        """Serve, and return once it answers."""
        command = [sys.executable, "-m", "flask", "--app", "app", "serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(self.is_up, f"the server answering (see {self.folder}/server.log)")

    def is_up(self) -> bool:
        """Whether /healthz answers."""
        if self.process and self.process.poll() is not None:
            raise RuntimeError((self.folder / "server.log").read_text()[-3000:])
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=2).status == 200
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """kill -9, the server and its worker processes at once."""
        self.stop(signal.SIGKILL)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server; SIGTERM lets it finish what it is doing."""
        if self.process:
            end(self.process, how)
            self.process = None


def new_site(folder: Path, database: Path | None = None) -> Site:
    """An installation not yet started; `database` is a set-up SQLite file to copy."""
    folder.mkdir(parents=True, exist_ok=True)
    if database:
        (folder / "site.sqlite3").write_bytes(database.read_bytes())
    port = free_port()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return Site(
        folder,
        port,
        kept
        | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "STORAGE_URL": f"file://{folder}/files",
            "JOURNAL_DIR": f"{folder}/journal",
            "MASTER_KEYS": MASTER_KEY,
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        },
    )


@pytest.fixture
def site(tmp_path, template_database) -> Iterator[Site]:
    """A running installation with reference rows and no demo data."""
    made = new_site(tmp_path / "site", template_database)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory, template_database) -> Path:
    """A SQLite file with the demo loaded by its command, made once."""
    made = new_site(tmp_path_factory.mktemp("demo"), template_database)
    made.flask("demo", "load")
    return made.folder / "site.sqlite3"


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory, demo_database) -> Iterator[Site]:
    """A running installation with the demo, shared by the tests of a process: look, or add; do not clear."""
    made = new_site(tmp_path_factory.mktemp("demo-site"), demo_database)
    made.start()
    yield made
    made.stop()
