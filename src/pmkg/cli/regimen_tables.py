"""Show what defeats a regimen, and regimens found by their members, as tables that a person can read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from pmkg.cli.answer_table import SHOWN
from pmkg.cli.terminal import console
from pmkg.model.kinds import Truth
from pmkg.model.regimen_search import EffectCount, RegimenSearch
from pmkg.model.resistance import Defeat, Driver, Remaining, Resistance

_STATEMENT = "For professionals. This informs a decision and does not make it; it is no medical device."
_STATES = {Truth.PRESENT: "present", Truth.ABSENT: "absent", Truth.UNKNOWN: "not tested"}
_DEFEATS = ("State", "Tier", "Said of", "Effect", "Profile", "Mechanism", "Tumor", "Described", "Evidence", "Notes")


def print_resistance(answer: Resistance) -> None:
    """Print what defeats the regimen, what the patient has first, then the options that remain."""
    out = console()
    tumor = f"{answer.tumor.label} ({answer.tumor.oncotree or answer.tumor.id})" if answer.tumor.id else "not resolved"
    asked = " + ".join(drug.label for drug in answer.drugs)
    out.print(Text(f"What defeats {asked}    Tumor type: {tumor}    Release: {answer.release}"))
    _print_rows(
        _DEFEATS, [_defeat(item) for item in answer.defeated_by], "Nothing in this release is said to defeat it."
    )
    if answer.elsewhere:
        out.print(Text(f"{answer.elsewhere} statements are left out: they exclude this tumor type or its lineage."))
    out.print(Text(f"Matched options without {asked}:"))
    _print_rows(
        ("Tier", "Regimen", "Because", "Profile", "Evidence", "Resisted by", "Notes"),
        [_remaining(item) for item in answer.remaining],
        "None in this release.",
    )
    for notice in answer.warnings:
        out.print(Text(f"{notice.code}: {notice.message}", style="yellow"))
    out.print(Text(_STATEMENT, style="dim"))


def print_regimens(found: RegimenSearch) -> None:
    """Print the regimens, that with most statements first."""
    out = console()
    asked = ", ".join(drug.label for drug in found.drugs)
    out.print(Text(f"Regimens by {found.match.lower()}: {asked}    Release: {found.release}"))
    rows = [
        (
            row.regimen.label,
            row.regimen.operator.lower(),
            ", ".join(drug.label for drug in row.partners),
            "; ".join(_count(count) for count in row.evidence),
            ", ".join(row.sources),
        )
        for row in found.regimens
    ]
    _print_rows(("Regimen", "Operator", "Partners", "Evidence", "Sources"), rows, "None in this release.")
    out.print(Text(_STATEMENT, style="dim"))


def _print_rows(heads: Iterable[str], rows: Sequence[tuple[str, ...]], none: str) -> None:
    out = console()
    if not rows:
        out.print(Text(none))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in heads:
        table.add_column(name, overflow="fold")
    shown = rows[:SHOWN] if sys.stdout.isatty() else rows
    for cells in shown:
        table.add_row(*(Text(cell) for cell in cells))
    out.print(table)
    if len(shown) < len(rows):
        out.print(Text(f"... and {len(rows) - len(shown)} more; --json prints all"))


def _defeat(item: Defeat) -> tuple[str, ...]:
    missing = f"; missing: {', '.join(item.missing_tests)}" if item.missing_tests else ""
    drivers = f"; needs driver {', '.join(_driver(driver) for driver in item.drivers)}" if item.drivers else ""
    evidence = [f"{found.evidence} ({found.level})" for found in item.supporting]
    evidence.extend(f"against: {found.evidence} ({found.level})" for found in item.against)
    return (
        "open" if item.state is Truth.UNKNOWN and item.because else _STATES[item.state],
        item.tier or "-",
        f"{item.regimen.label} ({item.relation.lower()})",
        item.effect.lower().replace("_", " "),
        item.profile + drivers + missing,
        f"{item.mechanism.lower().replace('_', ' ')}: {item.mechanism_reason}",
        item.tumor_match.lower().replace("_", " "),
        f"{_number(item.statements, 'statement')} in {_number(item.publications, 'publication')}",
        ", ".join(evidence),
        "; ".join((*item.conditions, *item.notes)),
    )


def _driver(driver: Driver) -> str:
    return f"{driver.profile} ({_STATES[driver.state]})"


def _remaining(item: Remaining) -> tuple[str, ...]:
    option = item.option
    return (
        option.tier or "-",
        option.regimen.label,
        ", ".join(option.because),
        option.profile,
        ", ".join(f"{found.evidence} ({found.level})" for found in option.supporting),
        ", ".join(item.resisted_by),
        "; ".join((*option.conditions, *option.notes)),
    )


def _count(count: EffectCount) -> str:
    effect = count.effect.lower().replace("_", " ")
    return f"{effect} {count.supporting} for ({_number(count.publications, 'publication')}), {count.against} against"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
