"""Start a server, wait until it answers, end it and everything it started."""

import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

# Below the range from which the system takes ports for outgoing connections, and low enough for
# servers that open a second port 10000 higher.
PORTS = range(20000, 22700)


def need(program: str, *more_places: str) -> str:
    """The path of a program. Where it is missing the test is skipped; under CI=true that is a failure."""
    found = shutil.which(program) or next((place for place in more_places if Path(place).exists()), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{program} is not installed; `make setup` installs it")
    pytest.skip(f"{program} is not installed; `make setup` says how")


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    for port in random.sample(PORTS, 200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("no free port")


def answers(port: int) -> bool:
    """Whether something listens on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(ready: Callable[[], bool], what: str, *, seconds: float = 150) -> None:
    """Ask again and again; fail with a sentence when the time is over."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(0.05)


@contextmanager
def running(
    command: list[str], log: Path, *, how: signal.Signals = signal.SIGTERM, **options
) -> Iterator[subprocess.Popen]:
    """A process group of its own, ended with everything it started; its output goes to the log."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, **options)
    try:
        yield process
    finally:
        end(process, how)


def end(process: subprocess.Popen, how: signal.Signals = signal.SIGTERM) -> None:
    """Ask the server to end; what is left of its group after ten seconds, or at once, is killed."""
    if how != signal.SIGKILL:
        process.send_signal(how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)
