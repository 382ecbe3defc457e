"""Run every measurement and write docs/benchmarks.md."""

import importlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from bench.load import children_of, measure

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, SECONDS = 5, 1.5


def main() -> None:
    """Measure, print, write; exit 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_FOLDER"] = folder
        site, codes = (importlib.import_module(f"bench.{name}") for name in ("site", "codes"))  # read the folder
        paths = site.prepare()
        figures = [*serve_and_measure(paths), *codes.measure_page(paths[0]), *codes.measure_labels(), codes.issue()]
        figures.append(codes.measure_forged(paths))
        figures += importlib.import_module("bench.labels").measure_many()
        figures += importlib.import_module("bench.search").measure_search(Path(folder))
    text = table(figures)
    (ROOT / "docs" / "benchmarks.md").write_text(text)
    print(text)
    sys.exit(0 if all(figure.holds for figure in figures) else 1)


def serve_and_measure(paths: list[str]) -> list[Figure]:
    """Scan page and Flask hello in turns on one granian server."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--workers", "1"]
    command += ["--blocking-threads", "1", "--no-access-log", "--log-level", "error", "--port", str(port)]
    server = subprocess.Popen([*command, "bench.site:build"], cwd=ROOT)
    try:
        wait_for(port)
        pids = children_of(server.pid)
        for kind in (["/hello"], paths):
            measure(port, kind, 0.5, pids)
        rounds = [
            (measure(port, ["/hello"], SECONDS, pids), measure(port, paths, SECONDS, pids)) for _ in range(ROUNDS)
        ]
    finally:
        server.terminate()
        server.wait()
    return ratios(rounds)


def ratios(rounds) -> list[Figure]:
    """The medians over the rounds."""
    rate = statistics.median(scan.rate / hello.rate for hello, scan in rounds)
    cpu = statistics.median(hello.cpu / scan.cpu for hello, scan in rounds)
    scans = statistics.median(scan.rate for _, scan in rounds)
    hellos = statistics.median(hello.rate for hello, _ in rounds)
    cost = statistics.median(scan.cpu for _, scan in rounds)
    return [
        Figure("Scan page, scan recorded", f"{scans:,.0f}/s", f"Flask hello {hellos:,.0f}/s", "-", True),
        Figure(
            "Scan page : Flask hello, requests per second",
            f"{rate:.2f}",
            "same server, same run",
            ">= 0.30",
            rate >= 0.3,
        ),
        Figure("Scan page : Flask hello, CPU per request", f"{cpu:.2f}", f"{cost:,.0f} us a scan", "-", True),
    ]


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    """Until the server accepts connections, 20 seconds at most."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def table(figures: list[Figure]) -> str:
    """The document."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {os.cpu_count()} cores, Python {sys.version.split()[0]}. Ratios of one run",
        "compare; rates of different runs do not. Medians of "
        f"{ROUNDS} interleaved rounds of {SECONDS} s, granian with one worker and one thread, SQLite.",
        "",
        "| what | measured | beside | goal | met |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {f.name} | {f.value} | {f.yardstick} | {f.goal} | {'yes' if f.holds else 'NO'} |" for f in figures]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
