"""A console that fits a terminal and cuts nothing elsewhere."""

from __future__ import annotations

import sys

from rich.console import Console

_WIDE = 100_000
"""Columns without a terminal: a table that goes to a file or a pipe is never folded or cut."""


def console(error: bool = False) -> Console:
    """Give a console on standard output (or error)."""
    stream = sys.stderr if error else sys.stdout
    return Console(stderr=error, width=None if stream.isatty() else _WIDE, soft_wrap=False, highlight=False)
