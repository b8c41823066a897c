"""Show an answer as a table that a person can read."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pmkg.cli.terminal import console
from pmkg.model.answer import Answer, EvidenceItem, Option

SHOWN = 40
"""Options shown on a terminal; all are in the JSON, and all are shown where the output is no terminal."""
_STATEMENT = "For professionals. This informs a decision and does not make it; it is no medical device."


def print_answer(answer: Answer) -> None:
    """Print the options as a table, then the tests to consider and the warnings."""
    out = console()
    print_beginning(answer, out)
    shown = answer.options[:SHOWN] if sys.stdout.isatty() else answer.options
    if shown:
        out.print(_table(shown))
    print_end(answer, len(shown), out)


def print_beginning(answer: Answer, out: Console) -> None:
    """Print what an answer is about, and whether it has no option."""
    tumor = f"{answer.tumor.label} ({answer.tumor.oncotree or answer.tumor.id})" if answer.tumor.id else "not resolved"
    out.print(Text(f"Tumor type: {tumor}    Release: {answer.release}"))
    if not answer.options:
        out.print(Text("No option: nothing in this release applies to what was given."))


def print_end(answer: Answer, shown: int, out: Console) -> None:
    """Print what stands below the options: how many are not shown, the tests to consider, the warnings."""
    if shown < len(answer.options):
        out.print(Text(f"... and {len(answer.options) - shown} more; --json prints all"))
    for test in answer.tests_to_consider:
        out.print(Text(f"Test to consider: {test.test} (decides {test.decides} options)"))
    for item in answer.warnings:
        near = f"; near: {', '.join(item.suggestions)}" if item.suggestions else ""
        out.print(Text(f"{item.code}: {item.message}{near}", style="yellow"))
    out.print(Text(_STATEMENT, style="dim"))


def _table(options: tuple[Option, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("Tier", "Effect", "Regimen", "Because", "Profile", "Match", "For", "Against", "Conditions"):
        table.add_column(name, overflow="fold")
    for option in options:
        table.add_row(*(Text(cell) for cell in _cells(option)))
    return table


def _cells(option: Option) -> tuple[str, ...]:
    state = "" if option.status == "MATCHED" else " (undecided)"
    missing = f"; missing: {', '.join(option.missing_tests)}" if option.missing_tests else ""
    return (
        f"{option.tier or '-'}{state}",
        option.effect.lower().replace("_", " "),
        option.regimen.label,
        ", ".join(option.because),
        option.profile + missing,
        f"{option.tumor_match.lower().replace('_', ' ')}, {option.variant_match.lower()}",
        _evidence(option.supporting),
        _evidence(option.against),
        "; ".join(option.conditions),
    )


def _evidence(items: tuple[EvidenceItem, ...]) -> str:
    return ", ".join(f"{item.evidence} ({', '.join(_support(item))})" for item in items)


def _support(item: EvidenceItem) -> Iterator[str]:
    """Give the level, and the publication where there is one; longer citations stand in the JSON."""
    yield item.level
    if item.citation.startswith("PMID:"):
        yield item.citation
    if item.conflict:
        yield "contradicts itself"
