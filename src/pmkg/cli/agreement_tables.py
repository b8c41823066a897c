"""Show disagreements and gaps as tables that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmkg.cli.tables import in_words, print_end, print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.agreement import Disagreement, Gap, Position, Silence
from pmkg.model.kinds import Direction
from pmkg.model.signature import Tumor

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
    print_line(out, title)
    print_table(out, heads, rows, "None in this release.")
    print_end(out)


def _position(item: Position) -> str:
    effect = in_words(item.effect)
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
