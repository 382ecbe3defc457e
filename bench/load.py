"""A small load: a few kept-alive connections to loopback, and the CPU time that the server spent."""

import os
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

CONNECTIONS = 16
BROWSER = (
    "Accept: text/html,*/*;q=0.8\r\nAccept-Language: vi\r\nAccept-Encoding: gzip, deflate, br\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile\r\n"
)


@dataclass(frozen=True)
class Round:
    """Requests per second, and microseconds of the server's CPU per request."""

    rate: float
    cpu: float


def measure(port: int, paths: list[str], seconds: float, pids: list[int]) -> Round:
    """Ask for the paths in turn until the time is over; every answer must be 200."""
    requests = cycle([f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{BROWSER}\r\n".encode() for path in paths])
    with _connected(port) as lines:
        before, start, count = cpu_seconds(pids), time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for line in lines:
                line.sendall(next(requests))
            for line in lines:
                _read_answer(line)
            count += len(lines)
        took = time.perf_counter() - start
    return Round(count / took, (cpu_seconds(pids) - before) / count * 1e6)


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of the processes, from /proc."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def children_of(pid: int) -> list[int]:
    """The server and everything it has started."""
    found = [pid]
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((each / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        if parent == pid:
            found += children_of(int(each.name))
    return found


@contextmanager
def _connected(port: int):
    lines = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(CONNECTIONS)]
    try:
        yield lines
    finally:
        for line in lines:
            line.close()


def _read_answer(line: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += line.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"the server answered {head[:80]!r}")
    length = next(
        int(field.split(b":")[1]) for field in head.lower().split(b"\r\n") if field.startswith(b"content-length")
    )
    while len(body) < length:
        body += line.recv(65536)
