"""Show disagreements and gaps as tables that a person can read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from pmkg.cli.answer_table import SHOWN
from pmkg.cli.terminal import console
from pmkg.model.agreement import Disagreement, Gap, Position, Silence
from pmkg.model.kinds import Direction
from pmkg.model.signature import Tumor

_STATEMENT = "For professionals. This informs a decision and does not make it; it is no medical device."
_NAMED = 3
"""Other profiles named beside a silence; all are in the JSON."""


def print_disagreements(release: str, rows: Sequence[Disagreement]) -> None:
    """Print both sides of each disagreement, those between strong statements first."""
    cells = [
        (
            row.profile,
            row.regimen.label,
            _tumor(row.tumor),
            *(_position(side) for side in row.sides),
            "between sources" if row.between_sources else "within one source",
        )
        for row in rows
    ]
    heads = ("Profile", "Regimen", "Tumor", "One side", "Other side", "Where")
    _print(f"Disagreements: {len(rows)}    Release: {release}", heads, cells)


def print_gaps(release: str, rows: Sequence[Gap]) -> None:
    """Print who holds tier IA evidence and who is silent."""
    cells = [
        (row.profile, row.regimen.label, _tumor(row.tumor), _position(row.held), _silent(row.silent)) for row in rows
    ]
    _print(f"Gaps: {len(rows)}    Release: {release}", ("Profile", "Regimen", "Tumor", "Held", "Silent"), cells)


def _print(title: str, heads: Iterable[str], rows: Sequence[tuple[str, ...]]) -> None:
    out = console()
    out.print(Text(title))
    if rows:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in heads:
            table.add_column(name, overflow="fold")
        shown = rows[:SHOWN] if sys.stdout.isatty() else rows
        for cells in shown:
            table.add_row(*(Text(cell) for cell in cells))
        out.print(table)
        if len(shown) < len(rows):
            out.print(Text(f"... and {len(rows) - len(shown)} more; --json prints all"))
    else:
        out.print(Text("None in this release."))
    out.print(Text(_STATEMENT, style="dim"))


def _position(item: Position) -> str:
    effect = item.effect.lower().replace("_", " ")
    words = effect if item.direction is Direction.SUPPORTS else f"does not support {effect}"
    voices = (
        f"{voice.source} {', '.join(f'{found.evidence} ({found.level})' for found in voice.evidence)}"
        for voice in item.voices
    )
    return f"{words}: {'; '.join(voices)}"


def _silent(items: Iterable[Silence]) -> str:
    return "; ".join(_silence(item) for item in items)


def _silence(item: Silence) -> str:
    near = [f"{item.elsewhere} in other tumors"] if item.elsewhere else []
    named, more = item.other_profiles[:_NAMED], len(item.other_profiles) - _NAMED
    near += [f"says it of {', '.join(named)}{f' and {more} more profiles' if more > 0 else ''}"] if named else []
    return f"{item.source} ({'; '.join(near)})" if near else item.source


def _tumor(tumor: Tumor) -> str:
    return f"{tumor.label} ({tumor.oncotree})" if tumor.oncotree else tumor.label
