"""The scan page by each of its ways beside Flask hello, on the same server in the same run."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure
from bench.load import Round, children_of, measure
from tests.services.postgres import cluster, run_sql
from tests.services.processes import answers, free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, SECONDS = 5, 1.0
WAYS = {"fast": "", "view": "/view", "cold": "/cold", "naive": "/naive"}


def measure_scans(paths: list[str], folder: Path) -> list[Figure]:
    """On SQLite by every way, on PostgreSQL by the fast one."""
    lite = in_turns(paths, [*WAYS])
    found = [
        rate_figure("Scan page in front of Flask, scan recorded, SQLite", lite, "fast", 2.0),
        rate_figure("Scan page in Flask's view, held", lite, "view", 0.5),
        rate_figure("Scan page in Flask's view, made anew (cold lots)", lite, "cold", None),
        ratio_figure("Scan page : naive ORM page with a commit", lite, "fast", "naive", 20),
    ]
    with on_postgres(folder) as database:
        four = in_turns(database, ["fast"], threads=4)
    found.append(rate_figure("Scan page in front of Flask, PostgreSQL, four threads", four, "fast", 0.6))
    return found


def in_turns(paths: list[str], ways: list[str], threads: int = 1) -> dict[str, list[Round]]:
    """Rounds of hello and of each way, one after another on one server."""
    with serving(threads) as (port, pids):
        asked = {"hello": ["/hello"]} | {way: [WAYS[way] + path for path in paths] for way in ways}
        for kind in asked.values():
            measure(port, kind, 0.4, pids)
        rounds: dict[str, list[Round]] = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, kind in asked.items():
                rounds[name].append(measure(port, kind, SECONDS, pids))
        return rounds


@contextmanager
def serving(threads: int) -> Iterator[tuple[int, list[int]]]:
    """The server's port and processes."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--workers", "1"]
    command += ["--blocking-threads", str(threads), "--no-access-log", "--log-level", "error", "--port", str(port)]
    server = subprocess.Popen([*command, "bench.site:build"], cwd=ROOT)
    try:
        wait_until(lambda: answers(port), "the server answering")
        time.sleep(1)
        yield port, children_of(server.pid)
    finally:
        server.terminate()
        server.wait()


@contextmanager
def on_postgres(folder: Path) -> Iterator[list[str]]:
    """The same goods in a PostgreSQL of its own; the addresses of their codes."""
    with cluster(folder / "postgres.log") as address:
        run_sql(address, "CREATE DATABASE bench")
        os.environ["BENCH_DATABASE"] = f"{address}/bench"
        try:
            made = "from bench.site import prepare; prepare()"
            subprocess.run([sys.executable, "-c", made], check=True, cwd=ROOT)
            yield json.loads((folder / "paths.json").read_text())
        finally:
            del os.environ["BENCH_DATABASE"]


def rate_figure(name: str, rounds: dict[str, list[Round]], way: str, goal: float | None) -> Figure:
    """Requests per second of a way as a part of hello's, and what each costs the server."""
    rate = median_of(lambda one, hello: one.rate / hello.rate, rounds[way], rounds["hello"])
    cost = statistics.median(each.cpu for each in rounds[way])
    hello = statistics.median(each.cpu for each in rounds["hello"])
    beside = f"of Flask hello; {cost:.0f} : {hello:.0f} us CPU"
    return Figure(name, f"{rate:.2f}", beside, f">= {goal}" if goal else "-", goal is None or rate >= goal)


def ratio_figure(name: str, rounds: dict[str, list[Round]], way: str, other: str, goal: float) -> Figure:
    """How many times the rate of another way."""
    rate = median_of(lambda one, two: one.rate / two.rate, rounds[way], rounds[other])
    return Figure(name, f"{rate:.0f}x", "same server, same run", f">= {goal}x", rate >= goal)


def median_of(ratio, ones: list[Round], others: list[Round]) -> float:
    return statistics.median(ratio(one, other) for one, other in zip(ones, others, strict=True))
