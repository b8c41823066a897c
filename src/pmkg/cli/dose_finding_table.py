"""Show the dose finding of drugs given together as a table, apart from the evidence and named as what it is."""

from __future__ import annotations

from collections.abc import Iterator

from pmkg.cli.tables import print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.dose_finding import TOXICITY_DATA, DoseFindingStudy, ToleratedDose, Toxicity
from pmkg.model.regimen_search import RegimenSearch

_HEADS = (
    "Asked or regimen",
    "Set",
    "Drugs as named",
    "Reported in",
    "Population",
    "Dose-limiting toxicities (patients of treated at the levels where seen)",
    "Tolerated or recommended doses",
)


def print_dose_finding(found: RegimenSearch) -> None:
    """Print the studies of the asked drugs together, then those of each other combination found."""
    rows = list(_rows(found))
    if rows or len(found.drugs) > 1:
        out = console()
        print_line(out, f"Dose finding. {TOXICITY_DATA}")
        print_table(out, _HEADS, rows, "No publication in this release.")


def _rows(found: RegimenSearch) -> Iterator[tuple[str, ...]]:
    together = {drug.id for drug in found.drugs}
    for study in found.dose_finding:
        yield ("asked", *_cells(study))
    for row in found.regimens:
        if {drug.id for drug in row.regimen.drugs} != together:
            for study in row.dose_finding:
                yield (row.regimen.label, *_cells(study))


def _cells(study: DoseFindingStudy) -> tuple[str, ...]:
    partners = f" with {', '.join(drug.label for drug in study.partners)}" if study.partners else ""
    unresolved = f"; not resolved: {', '.join(study.unresolved)}" if study.unresolved else ""
    registered = [trial.partition(":")[2] for trial in study.trials] or [study.registered]
    return (
        f"{study.relation.lower()}{partners}{unresolved}",
        " + ".join(study.named),
        ", ".join(text for text in (study.publication, *registered) if text),
        study.population,
        "; ".join(_toxicity(item) for item in study.toxicities) or "not recorded",
        "; ".join(_dose(dose) for dose in study.tolerated) or "not recorded",
    )


def _toxicity(item: Toxicity) -> str:
    grade = f" grade {item.grade}" if item.grade else ""
    levels = list(dict.fromkeys(report.level for report in item.reports if report.level))
    where = f" (level {', '.join(levels)})" if levels else ""
    return f"{item.toxicity}{grade}: {_patients(item)}{where}"


def _patients(item: Toxicity) -> str:
    if item.patients is None:
        return "number not given"
    if item.treated is None:
        return "1 patient" if item.patients == 1 else f"{item.patients} patients"
    return f"{item.patients} of {item.treated}"


def _dose(dose: ToleratedDose) -> str:
    amount = " ".join(text for text in (dose.drug, dose.value, dose.unit, dose.schedule) if text)
    return f"{amount} ({dose.note})" if dose.note else amount
