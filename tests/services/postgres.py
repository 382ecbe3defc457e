"""PostgreSQL: one cluster per test process, one database per test copied from a set-up template."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.services.processes import free_port, need, running, wait_until

BIN = "/usr/lib/postgresql/15/bin"
# Tests throw the data away, so nothing is forced to disk.
FAST = [
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=60",
    "listen_addresses=127.0.0.1",
]


def as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: as root we start it as the `postgres` user."""
    if os.getuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--reset-env"]


@contextmanager
def cluster(log: Path) -> Iterator[str]:
    """A running cluster; its address without a database name."""
    initdb, server = need("initdb", f"{BIN}/initdb"), need("postgres", f"{BIN}/postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path must be short, and open to its user
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    port = free_port()
    data = str(folder / "data")
    make = [*as_postgres(), initdb, "-D", data, "-U", "postgres", "-A", "trust", "-N"]
    subprocess.run([*make, "-E", "UTF8", "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/")
    options = [f"-c{each}" for each in (*FAST, f"unix_socket_directories={folder}")]
    try:
        with running([*as_postgres(), server, "-D", data, "-p", str(port), *options], log, cwd="/"):
            address = f"postgresql://postgres@127.0.0.1:{port}"
            wait_until(lambda: takes_connections(address), f"PostgreSQL answering (see {log})")
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory) -> Iterator[str]:
    """One cluster for all tests of a process."""
    with cluster(tmp_path_factory.mktemp("postgres") / "log") as address:
        yield address


def takes_connections(server: str) -> bool:
    """Whether the cluster has finished starting: its port opens a moment earlier."""
    try:
        psycopg.connect(f"{server}/postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def run_sql(server: str, statement: str) -> None:
    """One statement outside any transaction, on the maintenance database."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def empty_postgres(postgres_server) -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    name = f"test_{uuid4().hex[:12]}"
    run_sql(postgres_server, f"CREATE DATABASE {name}")
    yield f"{postgres_server}/{name}"
    run_sql(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_template(postgres_server, set_up_database) -> str:
    """The name of a database with migrations and reference rows."""
    run_sql(postgres_server, "CREATE DATABASE template_set_up")
    set_up_database(f"{postgres_server}/template_set_up")
    return "template_set_up"


@pytest.fixture
def postgres_url(postgres_server, postgres_template) -> Iterator[str]:
    """The address of a database as after set-up, of this test alone."""
    name = f"test_{uuid4().hex[:12]}"
    run_sql(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield f"{postgres_server}/{name}"
    run_sql(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")
