"""``pmkg ask regimen-sets``: the smallest sets of regimens that together answer the drivers of a signature."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pmkg.cli.ask import Alterations, SignatureFile, Tumor
from pmkg.cli.home import AsOf, Home, Json, open_release
from pmkg.cli.signature_file import asked_of
from pmkg.cli.terminal import console
from pmkg.model.regimen_sets import OfferedRegimen, RegimenSet, RegimenSets, SetPart

LeastTier = Annotated[str, typer.Option("--tier", help="The least tier of evidence to take: IA, IB, IIC, IID or III.")]
_SHOWN = 5
"""Regimens shown for one part; the others are counted, and all are in the JSON."""


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    app.command("regimen-sets")(regimen_sets)


def regimen_sets(
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    tier: LeastTier = "IIC",
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Find the smallest sets of regimens that together answer every driver, each regimen by evidence of its own."""
    asked = asked_of(tumor, alteration, signature)
    reader = open_release(home, as_of)
    from pmkg.clinic.signature import read_signature
    from pmkg.questions.regimen_sets import RegimenSetQuestion

    answer = RegimenSetQuestion(reader).ask(read_signature(asked, reader), tier)
    if json_output:
        from pmkg.clinic.regimen_sets_json import regimen_sets_to_json

        sys.stdout.write(regimen_sets_to_json(answer).decode() + "\n")
        return
    _print(answer)


def _print(answer: RegimenSets) -> None:
    out = console()
    out.print(Text(f"{answer.tumor.label or 'no tumor type'}, release {answer.release}", style="bold"))
    _table(
        out,
        ("Driver", "Why", "Regimens", "Best tier"),
        [(item.driver, item.why, str(item.regimens), item.tier or "none") for item in answer.drivers],
    )
    for number, found in enumerate(answer.sets, start=1):
        _print_set(out, number, found)
    if answer.more:
        out.print(Text(f"{answer.more} more sets of this size"))
    if answer.uncovered:
        out.print(Text(f"Not answered at tier {answer.least_tier} or better: {', '.join(answer.uncovered)}"))
    if answer.not_drivers:
        out.print(Text(f"Not known to be drivers: {', '.join(answer.not_drivers)}"))
    for notice in answer.warnings:
        out.print(Text(f"{notice.code}: {notice.message}", style="yellow"))
    out.print(Text(answer.caution))
    out.print(Text("For professionals. This informs a decision and does not make it; it is no medical device."))


def _print_set(out: Console, number: int, found: RegimenSet) -> None:
    out.print(Text(f"Set {number} of {len(found.parts)}, tier {found.tier}", style="bold"))
    _table(out, ("Answers", "Any one of", "Against"), [_part(part) for part in found.parts])
    if len(found.parts) > 1:
        together = "; ".join(found.known_together)
        text = (
            f"Given together in this release: {together}"
            if together
            else "No source here speaks of giving them together."
        )
        out.print(Text(text))


def _part(part: SetPart) -> tuple[str, str, str]:
    shown = part.regimens[:_SHOWN]
    lines = [f"{one.label} ({one.tier})" for one in shown]
    if len(part.regimens) > _SHOWN:
        lines.append(f"and {len(part.regimens) - _SHOWN} more")
    return ", ".join(part.drivers), "\n".join(lines), "\n".join(filter(None, map(_against, shown)))


def _against(regimen: OfferedRegimen) -> str:
    told = sorted({f"{option.effect.lower().replace('_', ' ')} by {option.profile}" for option in regimen.opposed})
    return f"{regimen.label}: {'; '.join(told)}" if told else ""


def _table(out: Console, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*columns, box=box.SIMPLE)
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)
