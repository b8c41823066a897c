"""Trials in CTML (MatchMiner's clinical trial markup): the trials, their arms, and what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import document
from pmkg.model.whole_records import whole_or_rejected

NCT = re.compile(r"NCT\d{8}")
# ClinicalTrials.gov writes the type of an intervention before its name; only these types are drugs
DRUG_TYPES = {"Drug", "Biological", "Combination Product"}
NO_DRUG = re.compile(
    r"placebo|standard of care|standard treatment|\barm\b|observation|chemotherapy$|^rescue|supportive care|^control\b",
    re.I,
)
NOTE = re.compile(r"\s*\([^()]*\)$")
TOGETHER = re.compile(r" \+ | and |, (?=\w)|(?<=[a-z]{4})/(?=[A-Z]?[a-z]{4})")
GROUPS = {"_SOLID_": "solid", "_LIQUID_": "liquid"}

Row = Mapping[str, Any]


def load(files: Files) -> Iterator[Record]:
    """Yield per trial its node, its arms, and its relations to drugs, genes and tumors.

    The match tree of a step or arm is kept as it is (``match``): whether a patient meets it is asked later. Names of
    persons in the files are not read.
    """
    for path in files.all("trials"):
        trial = document(files, path)
        if not isinstance(trial, dict) or "treatment_list" not in trial:
            raise MalformedSource(files.source, path.name, "has no treatment_list; it is no CTML trial")
        number = str(trial.get("nct_id") or "")
        if NCT.fullmatch(number):
            yield from whole_or_rejected(number, _trial(trial, number))
        else:
            yield Rejected(path.name, "nct_id", number, "MALFORMED")


def _trial(trial: Row, number: str) -> Iterator[Record]:
    identifier = Curie.of("NCT", number)
    own = Reference(number, (identifier,), NodeKind.TRIAL)
    titles = [str(trial[name]).strip() for name in ("short_title", "long_title") if trial.get(name)]
    steps = (trial["treatment_list"] or {}).get("step") or []
    properties: dict[str, Value] = {
        "phase": trial.get("phase"),
        "status": trial.get("status"),
        "age_group": trial.get("age"),
        "type": trial.get("protocol_type"),
        "sponsor": _sponsor(trial),
        "start_date": trial.get("study_start_date"),
        "completion_date": trial.get("study_completion_date"),
        "last_updated": trial.get("last_updated"),
        "curated_on": trial.get("curated_on"),
        "sites": len((trial.get("site_list") or {}).get("site") or []),
        "summary": trial.get("summary"),
        "eligibility": [str(line) for line in trial.get("prior_treatment_requirements") or []],
        "steps": [{"step": str(step.get("step_code")), "match": step["match"]} for step in steps if step.get("match")],
        **_groups(steps),
    }
    yield Concept(
        kind=NodeKind.TRIAL,
        id=identifier,
        label=titles[0] if titles else number,
        record=number,
        names=tuple(Name(title, NameRole.EXACT) for title in titles[1:]),
        properties={name: value for name, value in properties.items() if value not in (None, "", [])},
    )
    for drug in _drugs((trial.get("drug_list") or {}).get("drug") or []):
        yield Relation(EdgeKind.STUDIES_DRUG, own, Reference(drug, kind=NodeKind.DRUG), number)
    yield from _criteria(own, [step.get("match") for step in steps], number)
    for step in steps:
        for position, arm in enumerate(step.get("arm") or [], start=1):
            yield from _arm(own, number, step, arm, position, trial.get("status"))


def arm_status(trial: str, suspended: str) -> str:
    """Say whether an arm takes patients: it does not where it is suspended or its trial is not open; "" where unknown.

    >>> arm_status("open to accrual", "N"), arm_status("closed", "N"), arm_status("open to accrual", "")
    ('open', 'closed', '')
    """
    if suspended == "Y":
        return "suspended"
    if trial and not trial.casefold().startswith("open"):
        return "closed"
    return "open" if trial and suspended == "N" else ""


def _arm(
    trial: Reference, number: str, step: Row, arm: Row, position: int, trial_status: str | None
) -> Iterator[Record]:
    record = f"{number} step {step.get('step_code')} arm {position}"
    identifier = Curie.of("pmkg.arm", f"{number}.{step.get('step_code') or 1}.{position}")
    label = str(arm.get("arm_code") or arm.get("arm_description") or f"arm {position}").strip()
    levels = arm.get("dose_level") or []
    properties: dict[str, Value] = {
        "trial": number,
        "step": str(step.get("step_code") or ""),
        "step_type": step.get("step_type"),
        "description": arm.get("arm_description"),
        "status": arm_status(str(trial_status or ""), str(arm.get("arm_suspended") or "")),
        "match": arm.get("match"),
    }
    own = Reference(label, (identifier,), NodeKind.TRIAL_ARM)
    yield Concept(
        kind=NodeKind.TRIAL_ARM,
        id=identifier,
        label=label,
        record=record,
        properties={name: value for name, value in properties.items() if value not in (None, "", [])},
    )
    yield Relation(EdgeKind.HAS_ARM, trial, own, record)
    for drug in _drugs([{"drug_name": level.get("level_description")} for level in levels]):
        yield Relation(EdgeKind.STUDIES_DRUG, own, Reference(drug, kind=NodeKind.DRUG), record)
    yield from _criteria(own, [arm.get("match")], record)


def _drugs(rows: list[Row]) -> tuple[str, ...]:
    """Give the names of drugs; other interventions and comparators are none.

    The intervention's type before a name and the note in brackets behind it (dose, company code) are left out, and an
    intervention that names several drugs gives each.
    """
    names: dict[str, None] = {}
    for row in rows:
        kind, mark, text = str(row.get("drug_name") or "").partition(": ")
        if mark and kind not in DRUG_TYPES:
            continue
        for part in TOGETHER.split(text if mark else kind):
            name = NOTE.sub("", part.strip()).strip()
            if name and not NO_DRUG.search(name):
                names[name] = None
    return tuple(names)


def _criteria(own: Reference, trees: list[Any], record: str) -> Iterator[Relation]:
    genes: dict[str, None] = {}
    tumors: dict[str, None] = {}
    for kind, leaf in _leaves(trees):
        if kind == "genomic" and leaf.get("hugo_symbol"):
            genes[str(leaf["hugo_symbol"]).lstrip("!")] = None
        diagnosis = str(leaf.get("oncotree_primary_diagnosis") or "") if kind == "clinical" else ""
        # a leading "!" takes the tumor out; what a trial excludes is not what it studies
        if diagnosis and not diagnosis.startswith("!") and diagnosis not in GROUPS:
            tumors[diagnosis] = None
    for gene in genes:
        yield Relation(EdgeKind.STUDIES_GENE, own, Reference(gene, kind=NodeKind.GENE), record)
    for tumor in tumors:
        yield Relation(EdgeKind.STUDIES_DISEASE, own, Reference(tumor, kind=NodeKind.DISEASE), record)


def _leaves(tree: Any) -> Iterator[tuple[str, Row]]:
    """Walk a match tree to its genomic and clinical leaves, whatever its shape."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name in ("genomic", "clinical"):
                yield from ((name, value),) if isinstance(value, dict) else ()
            else:
                yield from _leaves(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from _leaves(item)


def _groups(steps: list[Row]) -> dict[str, Value]:
    """Say which of the two groups of all tumors ("_SOLID_", "_LIQUID_") a trial takes."""
    found = {
        GROUPS[diagnosis]
        for _, leaf in _leaves(list(steps))
        if (diagnosis := str(leaf.get("oncotree_primary_diagnosis") or "")) in GROUPS
    }
    return {"tumor_groups": [*sorted(found)]} if found else {}


def _sponsor(trial: Row) -> str:
    sponsors = (trial.get("sponsor_list") or {}).get("sponsor") or []
    principal = [row for row in sponsors if row.get("is_principal_sponsor") == "Y"] or sponsors
    return str(principal[0].get("sponsor_name") or "") if principal else ""
