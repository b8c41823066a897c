"""Show answers beside therapy, and the immunotherapy panel, as tables that a person can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmkg.cli.tables import evidence, head, in_words, missing, print_end, print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.answer import Option
from pmkg.model.immunotherapy import ImmunotherapyPanel, MarkerState, PanelMarker
from pmkg.model.other_evidence import Finding, GeneDiseaseValidity, OtherAnswer

_FINDINGS = ("Tier", "Significance", "Disease", "Because", "Profile", "Match", "For", "Against", "Conditions", "Notes")
_VALIDITY = ("Gene", "Disease", "Validity", "Inheritance", "Date", "Alterations", "State")
_MARKERS = ("Marker", "State", "Tied to", "Found", "Notes", "Sensitivity", "Resistance", "Other tumor types")
_SHOWN = 4
"""Options shown for one marker; the others are counted, and all are in the JSON."""


def print_findings(answer: OtherAnswer) -> None:
    """Print findings, and for predisposition the validity of gene and disease below them."""
    out = console()
    print_line(out, head(answer.tumor, answer.release))
    none = "No finding: nothing in this release speaks of what was given."
    print_table(out, _FINDINGS, [_finding(item) for item in answer.findings], none)
    if answer.validity:
        print_line(out, "Validity of gene and disease (ClinGen)")
        print_table(out, _VALIDITY, [_validity(item) for item in answer.validity])
    print_end(out, answer.warnings)


def print_panel(panel: ImmunotherapyPanel) -> None:
    """Print each marker with its state, then what speaks for and against checkpoint inhibitors, then contradictions."""
    out = console()
    print_line(out, head(panel.tumor, panel.release))
    print_table(out, _MARKERS, [_marker(item) for item in panel.markers])
    for marker in panel.markers:
        if marker.state is MarkerState.PRESENT:
            print_line(out, f"{marker.name}: {marker.meaning} ({', '.join(marker.citations)})")
    labels = {marker.id: marker.name for marker in panel.markers}
    for item in panel.contradictions:
        sources = f" ({', '.join(item.citations)})" if item.citations else ""
        text = f"Side by side: {labels[item.response]} (response), {labels[item.opposed]} ({item.side.lower()}): {item.note}"
        print_line(out, text + sources)
    for name, options in (
        ("Other sensitivity", panel.other_sensitivity),
        ("Other resistance", panel.other_resistance),
        ("Other, of other tumor types", panel.other_elsewhere),
    ):
        if options:
            print_line(out, f"{name}: {_options(options)}")
    print_end(out, panel.warnings)


def _finding(item: Finding) -> tuple[str, ...]:
    words = f" ({', '.join(item.words)})" if item.words else ""
    return (
        f"{item.tier or '-'}{'' if item.status == 'MATCHED' else ' (undecided)'}",
        in_words(item.significance) + words,
        item.disease_label,
        ", ".join(item.because),
        item.profile + missing(item.missing_tests),
        f"{in_words(item.tumor_match)}, {in_words(item.variant_match)}",
        evidence(item.supporting),
        evidence(item.against),
        "; ".join(item.conditions),
        "; ".join(item.notes),
    )


def _validity(item: GeneDiseaseValidity) -> tuple[str, ...]:
    return (
        item.symbol,
        item.disease_label,
        item.classification,
        "; ".join((item.inheritance, *item.notes)),
        item.date,
        "; ".join(item.variants),
        item.status.lower() + missing(item.missing_tests),
    )


def _marker(item: PanelMarker) -> tuple[str, ...]:
    return (
        item.name,
        in_words(item.state) + missing(item.missing),
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
        yield f"({in_words(option.effect)})"
    if option.status != "MATCHED":
        yield f"(undecided{missing(option.missing_tests)})"
    remarks = (*option.conditions, *option.notes)
    if remarks:
        yield f"({'; '.join(remarks)})"
    yield f"[for: {evidence(option.supporting) or 'none'}"
    yield f"against: {evidence(option.against) or 'none'}]"
