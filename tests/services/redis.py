"""Redis: one server per test process, with a password so that no neighbour can empty it."""

import secrets
from collections.abc import Iterator

import pytest

from tests.services.processes import answers, free_port, need, running, wait_until


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory) -> Iterator[str]:
    """The address of a running Redis, with its password."""
    program, folder = need("redis-server"), tmp_path_factory.mktemp("redis")
    port, password = free_port(), secrets.token_hex(8)
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--requirepass", password]
    with running([*command, "--dir", str(folder), "--save", "", "--appendonly", "no"], folder / "log"):
        wait_until(lambda: answers(port), "Redis answering")
        yield f"redis://:{password}@127.0.0.1:{port}/0"


@pytest.fixture
def redis_url(redis_server) -> str:
    """Redis for a test; keys of other tests may be in it, so use names of your own."""
    return redis_server
