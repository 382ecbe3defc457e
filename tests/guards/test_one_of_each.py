"""Laws 6 and 8: one commit, one clock, one reader of the environment, nothing that listens unseen."""

import ast
from collections.abc import Iterator

from tests.guards.tree import Source, calls, dotted, faults, house

COMMIT_FILE, CLOCK_FILE, ENVIRONMENT_FILE = "core/db.py", "core/clock.py", "core/config.py"
CLOCK_CALLS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}
LISTENERS = ("event.listen", "event.listens_for", "listens_for", "listen")


def commits(source: Source) -> Iterator[str]:
    """A commit, or a transaction of its own, outside core/db.py."""
    for name, call in calls(source):
        if source.path != COMMIT_FILE and name.rsplit(".", 1)[-1] in ("commit", "begin_nested"):
            yield f"{source.path}:{call.lineno} commits by itself; use core.db.committing"


def reads_clock(source: Source) -> Iterator[str]:
    """A look at the clock outside core/clock.py: time is a value that is handed in."""
    for name, call in calls(source):
        if source.path != CLOCK_FILE and name.endswith(CLOCK_CALLS):
            yield f"{source.path}:{call.lineno} reads the clock with {name}; use core.clock"


def reads_environment(source: Source) -> Iterator[str]:
    """A look at the environment outside core/config.py."""
    if source.path == ENVIRONMENT_FILE:
        return
    for node in ast.walk(source.tree):
        names = [dotted(node)] if isinstance(node, ast.Attribute) else []
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            names = [f"os.{alias.name}" for alias in node.names]
        if set(names) & ENVIRONMENT:
            yield f"{source.path}:{node.lineno} reads the environment; use core.config"


def listens(source: Source) -> Iterator[str]:
    """A listener of the ORM or a signal: what happens then stands in no action."""
    if source.path == COMMIT_FILE:
        return
    for name, call in calls(source):
        if name in LISTENERS or name.endswith((".connect_via", "signals.signal")):
            yield f"{source.path}:{call.lineno} listens with {name}; call it from the action"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            if any(name in ("blinker", "flask.signals") for name in names):
                yield f"{source.path}:{node.lineno} uses signals; call it from the action"


def test_only_the_database_file_commits():
    assert faults(commits, house()) == []


def test_a_commit_elsewhere_is_caught():
    assert list(commits(Source("qr/actions.py", "def issue(session):\n    session.commit()\n")))
    assert list(commits(Source("core/jobs.py", "db.session.commit()")))
    assert not list(commits(Source("core/db.py", "current.commit()")))


def test_only_the_clock_reads_the_clock():
    assert faults(reads_clock, house()) == []


def test_a_second_clock_is_caught():
    assert list(reads_clock(Source("qr/actions.py", "seen = datetime.now(UTC)")))
    assert list(reads_clock(Source("qr/actions.py", "import datetime\nday = datetime.date.today()")))
    assert list(reads_clock(Source("core/audit.py", "import time\nat = time.time()")))
    assert not list(reads_clock(Source("qr/actions.py", "day = clock.today()")))


def test_only_the_settings_read_the_environment():
    assert faults(reads_environment, house()) == []


def test_a_second_reader_of_the_environment_is_caught():
    assert list(reads_environment(Source("core/storage.py", "import os\nurl = os.environ['STORAGE_URL']")))
    assert list(reads_environment(Source("core/storage.py", "import os\nurl = os.getenv('STORAGE_URL')")))
    assert list(reads_environment(Source("core/storage.py", "from os import environ")))
    assert not list(reads_environment(Source("core/config.py", "import os\nos.environ")))


def test_nothing_listens_unseen():
    assert faults(listens, house()) == []


def test_a_listener_is_caught():
    assert list(listens(Source("qr/models.py", "@event.listens_for(Code, 'after_insert')\ndef f(*a): ...")))
    assert list(listens(Source("qr/actions.py", "from blinker import signal")))
    assert not list(listens(Source("qr/actions.py", "record_signal(session, now=now)")))
