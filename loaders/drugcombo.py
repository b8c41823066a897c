"""DrugCombo: what phase I publications report of the toxicity and the tolerated doses of drug combinations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import Values, table

_TRIAL = ("PMID", "NCTID", "Trial_Type", "population", "DLT_EVA")
_DRUG = ("PMID", "CombnID", "Drug_Name")
_TOXICITY = ("PMID", "CombnID", "DLT", "Grade", "At_Level", "Observed_Frequency", "Total")
_TOXICITY_NOTES = ("combined_dose_info", "Duration", "Occurence", "Comments")
_TOLERATED = ("PMID", "CombnID", "Drug_Name", "MTD_Value", "MTD_Unit", "Schedule", "Comments")

_ABSENT = frozenset({"", "na", "n/a", "#name?", "not provided"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NCT = re.compile(r"NCT\s?(\d{8})(?!\d)", re.I)
_DATED = re.compile(r"(\d)-(Jan|Feb|Mar|Apr|May)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May")
_RADIATION = re.compile(
    r"(?<!chemo)radiation|\bradio(?:therapy|surgery)\b|brachytherapy"
    r"|\b(?:rt|imrt|wbrt|xrt|3-?d[- ]crt)\b|\b(?:proton|external) beam",
    re.I,
)
"""Forms of radiation; chemoradiation holds drugs that are not named, so it is no such form."""
_DOSES = re.compile(r"(?<=\)),\s*")
_JOINED = re.compile(r"\s*\+\s*|,\s+")
_WORDS = {
    "s-1": "TS-1",
    "folinic acid": "Leucovorin",
    "folfiri": "FOLFIRI Regimen",
    "folfox4": "FOLFOX4 Regimen",
    "folfox6": "FOLFOX6 Regimen",
    "chop therapy": "CHOP Regimen",
}
"""S-1 is listed as TS-1, and DrugBank gives folinic acid as a synonym of leucovorin; a protocol of several drugs is a regimen."""


@dataclass(slots=True)
class _Combination:
    """Gather one combination of one publication: drugs named, then those of the dose levels alone, toxicities, doses."""

    drugs: dict[str, None] = field(default_factory=dict)
    dosed: dict[str, None] = field(default_factory=dict)
    toxicities: list[Value] = field(default_factory=list)
    tolerated: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class _Gathered:
    """Gather what the tables say, by publication and number of the combination, and what could not be read."""

    trials: dict[str, Values] = field(default_factory=dict)
    combinations: dict[tuple[str, str], _Combination] = field(default_factory=lambda: defaultdict(_Combination))
    rejected: list[Rejected] = field(default_factory=list)


def load(files: Files) -> Iterator[Record]:
    """Yield per publication and combination one dose-finding node, and one relation to each drug it was given with.

    A toxicity keeps its dose level and how many patients of how many had it; "4-Mar" in the column of grades is a range that a
    spreadsheet took for a day. Counts of more patients than were treated go to the ledger, and the toxicity is kept without
    them. A drug that stands in the table of dose levels alone belongs to the combination as well. Radiation in any form is
    named Radiation Therapy; the source's own words stay on the edge.
    """
    gathered = _Gathered()
    for name, columns, notes, read in (
        ("trials", _TRIAL, (), _read_trial),
        ("drugs", _DRUG, (), _read_drug),
        ("dose_levels", _DRUG, (), _read_dosed),
        ("toxicities", _TOXICITY, _TOXICITY_NOTES, _read_toxicity),
        ("tolerated", _TOLERATED, (), _read_tolerated),
    ):
        _read(files, name, (*columns, *notes), read, gathered)
    yield from gathered.rejected
    for (pmid, number), combination in sorted(gathered.combinations.items()):
        if combination.drugs:
            yield from _records(pmid, number, gathered.trials.get(pmid, ("",) * len(_TRIAL)), combination)
        else:
            yield Rejected(f"PMID {pmid} combination {number}", "Drug_Name", "", Reason.MALFORMED)


def _read(
    files: Files, name: str, columns: Values, read: Callable[[str, Values, _Gathered], None], gathered: _Gathered
) -> None:
    for row in table(files, files.path(name), columns, delimiter=","):
        if isinstance(row, Rejected):
            gathered.rejected.append(Rejected(f"{name} {row.record}", row.field, row.text, row.reason))
            continue
        place, values = f"{name} row {row[0]}", tuple(_clean(value) for value in row[1])
        if values[0].isdigit():
            read(place, values, gathered)
        else:
            gathered.rejected.append(Rejected(place, "PMID", values[0], Reason.MALFORMED))


def _read_trial(_: str, values: Values, gathered: _Gathered) -> None:
    gathered.trials[values[0]] = values


def _read_drug(place: str, values: Values, gathered: _Gathered) -> None:
    pmid, number, text = values
    parts = [text] if _RADIATION.search(text) else _JOINED.split(text)
    names = [name for part in parts if (name := part.strip(" ,"))]
    if not (number and names):
        gathered.rejected.append(Rejected(place, "Drug_Name", f"PMID {pmid} {text}", Reason.MALFORMED))
    for name in names if number else ():
        gathered.combinations[pmid, number].drugs[name.casefold()] = None


def _read_dosed(_: str, values: Values, gathered: _Gathered) -> None:
    pmid, number, name = values
    if number and name:
        gathered.combinations[pmid, number].dosed[name.casefold()] = None


def _read_toxicity(place: str, values: Values, gathered: _Gathered) -> None:
    pmid, number, name, grade, level, seen, total, doses, *notes = values
    if not (number and name):
        gathered.rejected.append(Rejected(place, "DLT", f"PMID {pmid} {name}", Reason.MALFORMED))
        return
    patients, treated = _count(seen), _count(total)
    if patients is not None and treated is not None and patients > treated:
        text = f"PMID {pmid} {name}: {patients} of {treated} patients"
        gathered.rejected.append(Rejected(place, "Observed_Frequency", text, Reason.SOURCE_CONFLICT))
        patients = treated = None
    found: dict[str, Value] = {
        "toxicity": name,
        "grade": _range(grade),
        "level": _range(level),
        "patients": patients,
        "treated": treated,
        "doses": ", ".join(dict.fromkeys(_DOSES.split(doses))),
        "note": "; ".join(note for note in notes if note),
    }
    gathered.combinations[pmid, number].toxicities.append(_stated(found))


def _read_tolerated(place: str, values: Values, gathered: _Gathered) -> None:
    """Take a tolerated dose; a dose of nothing stands in the table where the study found none, and is no dose."""
    pmid, number, drug, value, unit, schedule, note = values
    if not (number and drug):
        gathered.rejected.append(Rejected(place, "Drug_Name", f"PMID {pmid} {drug}", Reason.MALFORMED))
        return
    if not value.replace(".", "").strip("0"):
        value, unit, note = "", "", note or "no dose given"
    dose = _stated({"drug": drug, "value": value, "unit": unit, "schedule": schedule, "note": note})
    known = gathered.combinations[pmid, number].tolerated
    if dose not in known:
        known.append(dose)


def _records(pmid: str, number: str, trial: Values, combination: _Combination) -> Iterator[Record]:
    _, registered, kind, population, window = trial
    record = f"PMID {pmid} combination {number}"
    trials = [*dict.fromkeys(f"NCT:NCT{digits}" for digits in _NCT.findall(registered))]
    properties: dict[str, Value] = {
        "publication": f"PMID:{pmid}",
        "named": [*combination.drugs],
        "trials": [*trials],
        "registered": "" if trials else registered,
        "trial_type": kind,
        "population": population,
        "window": window,
        "toxicities": combination.toxicities,
        "tolerated": combination.tolerated,
    }
    own = Reference(record, (Curie.of("pmkg.dosefinding", f"{pmid}.{number}"),), NodeKind.DOSE_FINDING)
    label = f"Dose finding of {' + '.join(sorted(combination.drugs))} (PMID:{pmid})"
    yield Concept(NodeKind.DOSE_FINDING, own.ids[0], label, record, properties=properties)
    for name in dict.fromkeys((*combination.drugs, *combination.dosed)):
        drug = Reference(_known_as(name), (), NodeKind.DRUG)
        yield Relation(EdgeKind.STUDIES_DRUG, own, drug, f"{record}: {name}", (f"PMID:{pmid}",), {"name": name})


def _known_as(name: str) -> str:
    return "Radiation Therapy" if _RADIATION.search(name) else _WORDS.get(name.replace("\u2011", "-"), name)


def _clean(text: str) -> str:
    """Drop control characters, which stand for lost hyphens and signs, and the source's words for nothing."""
    plain = " ".join(_CONTROL.sub("", text).split())
    return "" if plain.casefold() in _ABSENT else plain


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _range(text: str) -> str:
    """Undo what a spreadsheet made of a range: "4-Mar" was "3-4"."""
    dated = _DATED.fullmatch(text)
    return f"{_MONTHS.index(dated[2]) + 1}-{dated[1]}" if dated else text.replace(" \u2013 ", "-")


def _stated(facts: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in facts.items() if value not in (None, "")}
