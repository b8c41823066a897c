"""Show answers beside therapy, and the immunotherapy panel, as tables that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pmkg.cli.terminal import console
from pmkg.model.answer import EvidenceItem, Option
from pmkg.model.immunotherapy import ImmunotherapyPanel, MarkerState, PanelMarker
from pmkg.model.other_evidence import Finding, OtherAnswer
from pmkg.model.signature import Notice, Tumor

_STATEMENT = "For professionals. This informs a decision and does not make it; it is no medical device."
_FINDINGS = ("Tier", "Significance", "Disease", "Because", "Profile", "Match", "For", "Against")
_VALIDITY = ("Gene", "Disease", "Validity", "Inheritance", "Date", "Alterations", "State")
_MARKERS = ("Marker", "State", "Tied to", "Found", "Notes", "Sensitivity", "Resistance", "Other tumor types")
_SHOWN = 4
"""Options shown for one marker; the others are counted, and all are in the JSON."""


def print_findings(answer: OtherAnswer) -> None:
    """Print findings, and for predisposition the validity of gene and disease below them."""
    out = console()
    _head(out, answer.tumor, answer.release)
    if answer.findings:
        out.print(_table(_FINDINGS, map(_finding, answer.findings)))
    else:
        out.print(Text("No finding: nothing in this release speaks of what was given."))
    if answer.validity:
        rows = (
            (
                item.symbol,
                item.disease_label,
                item.classification,
                "; ".join((item.inheritance, *item.notes)),
                item.date,
                "; ".join(item.variants),
                item.status.lower() + _missing(item.missing_tests),
            )
            for item in answer.validity
        )
        out.print(Text("Validity of gene and disease (ClinGen)"))
        out.print(_table(_VALIDITY, rows))
    _foot(out, answer.warnings)


def print_panel(panel: ImmunotherapyPanel) -> None:
    """Print each marker with its state, then what speaks for and against checkpoint inhibitors, then contradictions."""
    out = console()
    _head(out, panel.tumor, panel.release)
    out.print(_table(_MARKERS, map(_marker, panel.markers)))
    for marker in panel.markers:
        if marker.state is MarkerState.PRESENT:
            out.print(Text(f"{marker.name}: {marker.meaning} ({', '.join(marker.citations)})"))
    labels = {marker.id: marker.name for marker in panel.markers}
    for item in panel.contradictions:
        sources = f" ({', '.join(item.citations)})" if item.citations else ""
        text = f"Side by side: {labels[item.response]} (response), {labels[item.opposed]} ({item.side.lower()}): {item.note}"
        out.print(Text(text + sources))
    for name, options in (
        ("Other sensitivity", panel.other_sensitivity),
        ("Other resistance", panel.other_resistance),
        ("Other, of other tumor types", panel.other_elsewhere),
    ):
        if options:
            out.print(Text(f"{name}: {_options(options)}"))
    _foot(out, panel.warnings)


def _head(out: Console, tumor: Tumor, release: str) -> None:
    label = f"{tumor.label} ({tumor.oncotree or tumor.id})" if tumor.id else "not resolved"
    out.print(Text(f"Tumor type: {label}    Release: {release}"))


def _foot(out: Console, warnings: Iterable[Notice]) -> None:
    for item in warnings:
        near = f"; near: {', '.join(item.suggestions)}" if item.suggestions else ""
        out.print(Text(f"{item.code}: {item.message}{near}", style="yellow"))
    out.print(Text(_STATEMENT, style="dim"))


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _finding(item: Finding) -> tuple[str, ...]:
    words = f" ({', '.join(item.words)})" if item.words else ""
    return (
        f"{item.tier or '-'}{'' if item.status == 'MATCHED' else ' (undecided)'}",
        item.significance.lower().replace("_", " ") + words,
        item.disease_label,
        ", ".join(item.because),
        item.profile + _missing(item.missing_tests),
        f"{item.tumor_match.lower().replace('_', ' ')}, {item.variant_match.lower()}",
        _evidence(item.supporting),
        _evidence(item.against),
    )


def _marker(item: PanelMarker) -> tuple[str, ...]:
    return (
        item.name,
        item.state.lower().replace("_", " "),
        item.side.lower(),
        ", ".join(item.findings),
        "; ".join(item.notes),
        _options(item.sensitivity),
        _options(item.resistance),
        _options(item.elsewhere),
    )


def _options(options: Sequence[Option]) -> str:
    shown = "; ".join(" ".join(_words(option)) for option in options[:_SHOWN])
    return shown + (f"; and {len(options) - _SHOWN} more" if len(options) > _SHOWN else "")


def _words(option: Option) -> Iterator[str]:
    yield option.tier or "-"
    yield option.regimen.label
    yield f"for {option.profile}"
    if option.effect != "SENSITIVITY":
        yield f"({option.effect.lower().replace('_', ' ')})"
    if option.status != "MATCHED":
        yield "(undecided)"
    yield f"[for: {_evidence(option.supporting) or 'none'}"
    yield f"against: {_evidence(option.against) or 'none'}]"


def _missing(tests: Sequence[str]) -> str:
    return f"; missing: {', '.join(tests)}" if tests else ""


def _evidence(items: Sequence[EvidenceItem]) -> str:
    return ", ".join(f"{item.evidence} ({item.level})" for item in items)
