"""Run every measurement and write docs/benchmarks.md."""

import importlib
import os
import sys
import tempfile
from pathlib import Path

from bench import scans
from bench.figures import Figure

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure, print, write; exit 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_FOLDER"] = folder
        site, codes, folding = (importlib.import_module(f"bench.{name}") for name in ("site", "codes", "folding"))
        paths = site.prepare()  # bench.site reads the folder when it is imported
        figures = [*scans.measure_scans(paths, Path(folder)), *codes.measure_page(paths[0]), codes.issue()]
        figures += [*codes.measure_labels(), codes.measure_forged(paths), *folding.measure_folding(Path(folder))]
        figures += importlib.import_module("bench.labels").measure_many()
        figures += importlib.import_module("bench.search").measure_search(Path(folder))
        figures += importlib.import_module("bench.queue").measure_queue(Path(folder))
        figures += importlib.import_module("bench.slow_network").measure_slow_network(Path(folder))
    text = table(figures)
    (ROOT / "docs" / "benchmarks.md").write_text(text)
    print(text)
    sys.exit(0 if all(figure.holds for figure in figures) else 1)


def table(figures: list[Figure]) -> str:
    """The document."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {os.cpu_count()} cores, Python {sys.version.split()[0]}. Ratios of one run",
        "compare; rates of different runs do not. Medians of "
        f"{scans.ROUNDS} interleaved rounds of {scans.SECONDS} s, granian with one worker and one thread.",
        "",
        "| what | measured | beside | goal | met |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {f.name} | {f.value} | {f.yardstick} | {f.goal} | {'yes' if f.holds else 'NO'} |" for f in figures]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
