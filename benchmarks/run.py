"""Measure speed and size, print a table, and write the figures as JSON.

    python -m benchmarks.run [--only batch --only ask] [--mirror DIR] [--home DIR] [--every 10] [--out FILE]

Figures are absolute, and relative to a baseline that the same run measured on the same machine. Without ``--home`` a release
of the whole mirror is built first, in a home of its own; that is the measure ``build``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure, machine, speed
from benchmarks.first_answer import measure_first_answer
from benchmarks.growth import measure_growth
from benchmarks.in_process import measure_page, measure_question, measure_reads
from benchmarks.load import measure_load
from benchmarks.trials import measure_trials
from benchmarks.whole_commands import measure_ask, measure_batch, measure_build, measure_serve
from pmkg.ingest.locate import find_mirror

PARTS = ("build", "question", "reads", "ask", "batch", "serve", "page", "first-answer", "load", "trials", "growth")
_RESULTS = Path(__file__).parent / "results"


def options() -> argparse.ArgumentParser:
    """Describe the options."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Measure speed and size")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part; may be given several times")
    parser.add_argument("--mirror", type=Path, help="the sources; by default where pmkg build looks for them")
    parser.add_argument("--home", type=Path, help="use the release at this home instead of building one")
    parser.add_argument("--every", type=int, default=1, help="batch and trials: ask for one tumor of so many")
    parser.add_argument("--rounds", type=int, default=400, help="rounds of what is measured in process")
    parser.add_argument("--starts", type=int, default=7, help="starts of each command that is measured whole")
    parser.add_argument("--seconds", type=int, default=20, help="load: how long each run of load lasts")
    parser.add_argument("--nodes", type=int, default=1_000_000, help="growth: nodes of the larger graph")
    parser.add_argument("--edges", type=int, default=10_000_000, help="growth: edges of the larger graph")
    parser.add_argument("--out", type=Path, help="the JSON; by default in benchmarks/results, by date and commit")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write; give 1 when a bound was missed."""
    given = options().parse_args(arguments)
    about = {"date": datetime.now(UTC).date().isoformat(), "commit": _commit(), "machine": machine()}
    with tempfile.TemporaryDirectory() as folder:
        figures = list(_measure(given, Path(folder)))
    _print(figures)
    out = given.out or _RESULTS / f"{about['date']}-{about['commit']}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    written = {**about, "figures": [figure.plain() for figure in figures]}
    out.write_bytes(orjson.dumps(written, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return int(any(figure.verdict == "MISSED" for figure in figures))


def _measure(given: argparse.Namespace, folder: Path) -> Iterator[Figure]:
    chosen = set(given.only or PARTS)
    home: Path = given.home or folder / "home"
    if given.home is not None:
        chosen.discard("build")
    elif chosen != {"growth"}:
        chosen.add("build")
    mirror = find_mirror(given.mirror) or Path()
    if mirror == Path() and {"build", "batch", "trials"} & chosen:
        sys.exit("no mirror of the sources: give --mirror or set PMKG_MIRROR")
    measures: dict[str, Callable[[], Iterator[Figure]]] = {
        "build": partial(measure_build, mirror, home, folder),
        "question": partial(measure_question, home, given.rounds),
        "reads": partial(measure_reads, home, given.rounds),
        "ask": partial(measure_ask, home, given.starts),
        "batch": partial(measure_batch, mirror, home, folder, given.every),
        "serve": partial(measure_serve, home, given.starts),
        "page": partial(measure_page, home, given.rounds),
        "first-answer": partial(measure_first_answer, home, given.starts),
        "load": partial(measure_load, home, folder, given.seconds),
        "trials": partial(measure_trials, mirror, home, folder, given.every, given.rounds),
        "growth": partial(measure_growth, given.nodes, given.edges),
    }
    for part in PARTS:
        if part in chosen:
            print(f"measuring {part}", file=sys.stderr, flush=True)
            yield Figure(part, "a fixed loop, to compare machines and moments", speed(), "s")
            yield from measures[part]()


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "release"


def _print(figures: list[Figure]) -> None:
    table = Table("part", "figure", "value", "bound", "", "ratio", "over", box=None, pad_edge=False)
    for figure in figures:
        table.add_row(
            figure.part,
            figure.name,
            f"{figure.value:,.4g} {figure.unit}" if figure.value < 10_000 else f"{figure.value:,.0f} {figure.unit}",
            f"{figure.bound:g} {figure.unit}" if figure.bound is not None else "",
            figure.verdict,
            f"{figure.ratio:.3g}" if figure.ratio is not None else "",
            figure.baseline,
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


if __name__ == "__main__":
    sys.exit(main())
