"""Measure in a real browser how long after a click the first option of an answer is painted.

The pages have to be built (``make ui``) and Chromium to be there; where they are not, it is said and nothing is measured.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.commands import PMKG, CommandFailed
from benchmarks.figures import Figure, p50
from benchmarks.whole_commands import free_port, is_ready

FIRST_ANSWER = 1.5
"""Seconds after a click within which the first option is there."""

_UI = Path(__file__).parents[1] / "ui"
_CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
_PATIENCE = 60.0


def measure_first_answer(home: Path, rounds: int) -> Iterator[Figure]:
    """Open a case in a fresh browser, ask for its options, and wait for the first of them."""
    needed = {"node": shutil.which("node"), _CHROMIUM: shutil.which(_CHROMIUM), "ui/dist": (_UI / "dist").is_dir()}
    missing = [name for name, there in needed.items() if not there]
    if missing:
        print(f"the first answer was not measured: {', '.join(missing)} not here", file=sys.stderr)
        return
    for case, spent in _rounds(home, rounds).items():
        name = f"first option painted after a click, {case}"
        yield Figure("first-answer", f"{name}: not asked before", spent[0], "s", FIRST_ANSWER)
        yield Figure("first-answer", f"{name}: again", p50(spent[1:] or spent), "s", FIRST_ANSWER)


def _rounds(home: Path, rounds: int) -> dict[str, list[float]]:
    """Serve a home, and give the seconds of every round by case."""
    port = free_port()
    server = subprocess.Popen(
        [*PMKG, "serve", "--port", str(port), "--home", str(home)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        begun = time.monotonic()
        while not is_ready(port):
            if time.monotonic() - begun > _PATIENCE:
                raise CommandFailed(f"the server was not ready within {_PATIENCE:g} s")
            time.sleep(0.05)
        script = ["node", "browser/first-answer.mjs", f"http://127.0.0.1:{port}", str(rounds)]
        done = subprocess.run(script, cwd=_UI, capture_output=True, text=True, check=False)
    finally:
        server.terminate()
        server.wait()
    if done.returncode != 0:
        raise CommandFailed(f"the browser failed: {done.stderr[-2000:]}")
    told: dict[str, list[float]] = json.loads(done.stdout)
    return told
