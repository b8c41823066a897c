"""What the tables of every answer share: the head, rows, evidence, what is missing, warnings, and what this is not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pmkg.model.answer import EvidenceItem
from pmkg.model.signature import Notice, Tumor

T = TypeVar("T")

SHOWN = 40
"""Rows shown on a terminal; all are in the JSON, and all are shown where the output is no terminal."""
STATEMENT = "For professionals. This informs a decision and does not make it; it is no medical device."


def print_table(out: Console, heads: Iterable[str], rows: Sequence[Sequence[str]], none: str = "") -> None:
    """Print rows under their heads, as many as a terminal takes; where there is no row, say ``none`` instead."""
    if not rows:
        print_line(out, none)
        return
    shown = shown_of(rows)
    print_whole(out, heads, shown)
    print_rest(out, len(rows) - len(shown))


def print_whole(out: Console, heads: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    """Print all rows under their heads."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in heads:
        table.add_column(name, overflow="fold")
    for cells in rows:
        table.add_row(*(Text(cell) for cell in cells))
    out.print(table)


def shown_of(rows: Sequence[T]) -> Sequence[T]:
    """Give the rows that fit a terminal, and all of them elsewhere."""
    return rows[:SHOWN] if sys.stdout.isatty() else rows


def print_rest(out: Console, count: int) -> None:
    """Say how many rows a terminal does not show."""
    print_line(out, f"... and {count} more; --json prints all" if count else "")


def print_line(out: Console, text: str) -> None:
    """Print a line, where there is one to print."""
    if text:
        out.print(Text(text))


def print_end(out: Console, warnings: Iterable[Notice] = ()) -> None:
    """Print the warnings with what is near, and what this software is not."""
    for item in warnings:
        near = f"; near: {', '.join(item.suggestions)}" if item.suggestions else ""
        out.print(Text(f"{item.code}: {item.message}{near}", style="yellow"))
    out.print(Text(STATEMENT, style="dim"))


def head(tumor: Tumor, release: str) -> str:
    """Say which tumor type and which release an answer is about.

    >>> head(Tumor(None, "Breast", ""), "2026.1")
    'Tumor type: not resolved    Release: 2026.1'
    """
    label = f"{tumor.label} ({tumor.oncotree or tumor.id})" if tumor.id else "not resolved"
    return f"Tumor type: {label}    Release: {release}"


def in_words(value: StrEnum | str) -> str:
    """Write a word of the model as people do.

    >>> in_words("TUMOR_AGNOSTIC")
    'tumor agnostic'
    """
    return value.lower().replace("_", " ")


def evidence(items: Iterable[EvidenceItem]) -> str:
    """List statements with what they weigh."""
    return ", ".join(f"{item.evidence} ({', '.join(_support(item))})" for item in items)


def _support(item: EvidenceItem) -> Iterator[str]:
    """Give the level, and the publication where there is one; longer citations stand in the JSON."""
    yield item.level
    if item.citation.startswith("PMID:"):
        yield item.citation
    if item.conflict:
        yield "contradicts itself"


def missing(tests: Sequence[str]) -> str:
    """Name the tests that would decide, to be put behind what they decide."""
    return f"; missing: {', '.join(tests)}" if tests else ""
