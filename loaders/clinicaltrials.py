"""Trials of ClinicalTrials.gov, API version 2: their structured fields, and the eligibility text as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.intervention_names import drug_names
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Record, Reference, Rejected
from pmkg.model.source import Files
from pmkg.model.table import document, reading
from pmkg.model.trial import Site
from pmkg.model.trial_criteria import AgeCriterion, Sex, SexCriterion
from pmkg.model.trial_records import Said, SaidAll, SaidArm, SaidCriterion, SaidStep, TrialRecord
from pmkg.model.whole_records import BROKEN

NCT = re.compile(r"NCT\d{8}")
DRUG_TYPES = {"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC"}
AGE = re.compile(r"(\d+(?:\.\d+)?) (Year|Month|Week|Day|Hour|Minute)s?")
PER_YEAR = {"Year": 1.0, "Month": 12.0, "Week": 52.1786, "Day": 365.25, "Hour": 8766.0, "Minute": 525960.0}
_SHOWN = 200

Row = Mapping[str, Any]


def load(files: Files) -> Iterator[Record]:
    """Yield one record per study of the files: lines of one study each, a page of the API, or a single study.

    A study that stands in several files counts once, in the form that says a status. A study or a line that is not in the
    documented form is rejected and the others load; a file of which nothing is makes the source malformed.
    """
    waiting: dict[str, Row] = {}
    seen: set[str] = set()
    for path in files.all("studies"):
        whole = 0
        for place, study in _studies(files, path):
            number = _number(study)
            if not NCT.fullmatch(number):
                yield Rejected(f"{path.name} {place}", "nctId", number or "no nctId", Reason.MALFORMED)
                continue
            whole += 1
            if number in seen:
                continue
            if not study["protocolSection"].get("statusModule"):
                waiting.setdefault(number, study)
                continue
            seen.add(number)
            yield from _trial(study, number)
        if not whole:
            raise MalformedSource(files.source, path.name, "holds no study; fetch it again from the API, version 2")
    for number, study in waiting.items():
        if number not in seen:
            yield from _trial(study, number)


def _studies(files: Files, path: Path) -> Iterator[tuple[str, Any]]:
    """Walk the studies of a file with the place of each; a line that is no JSON is given as it is."""
    if ".jsonl" not in path.name:
        page = document(files, path)
        rows = page["studies"] if isinstance(page, dict) and "studies" in page else [page]
        yield from ((f"study {position}", row) for position, row in enumerate(rows, start=1))
        return
    with reading(files, path) as lines:
        for position, line in enumerate(lines, start=1):
            try:
                yield f"line {position}", json.loads(line) if line.strip() else {}
            except json.JSONDecodeError:
                yield f"line {position}", line[:_SHOWN]


def _number(study: Any) -> str:
    try:
        return str(study["protocolSection"]["identificationModule"]["nctId"])
    except BROKEN:
        return ""


def _trial(study: Row, number: str) -> Iterator[Record]:
    protocol = study["protocolSection"]
    try:
        record = _record(protocol, number)
    except BROKEN as error:
        yield Rejected(number, "record", f"{type(error).__name__}: {error}"[:_SHOWN], Reason.MALFORMED)
        return
    yield record
    eligibility = protocol.get("eligibilityModule") or {}
    for name in ("minimumAge", "maximumAge"):
        text = eligibility.get(name)
        if text is not None and text != "N/A" and not AGE.fullmatch(str(text)):
            yield Rejected(number, name, str(text), Reason.MALFORMED)


def _record(protocol: Row, number: str) -> TrialRecord:
    names = protocol["identificationModule"]
    status = protocol.get("statusModule") or {}
    eligibility = protocol.get("eligibilityModule") or {}
    arms = protocol.get("armsInterventionsModule") or {}
    titles = [str(names[key]).strip() for key in ("briefTitle", "officialTitle", "acronym") if names.get(key)]
    return TrialRecord(
        id=Curie.of("NCT", number),
        record=number,
        title=titles[0] if titles else number,
        other_titles=tuple(dict.fromkeys(titles[1:])),
        status=str(status.get("overallStatus") or ""),
        status_date=_date(status, "lastUpdatePostDateStruct") or str(status.get("statusVerifiedDate") or ""),
        phase="/".join(str(phase) for phase in (protocol.get("designModule") or {}).get("phases") or []),
        sponsor=str(((protocol.get("sponsorCollaboratorsModule") or {}).get("leadSponsor") or {}).get("name") or ""),
        kind=str((protocol.get("designModule") or {}).get("studyType") or ""),
        start_date=_date(status, "startDateStruct"),
        completion_date=_date(status, "completionDateStruct"),
        updated=_date(status, "lastUpdatePostDateStruct"),
        summary=str((protocol.get("descriptionModule") or {}).get("briefSummary") or ""),
        url=f"https://clinicaltrials.gov/study/{number}",
        conditions=tuple(
            Reference(str(name), (), NodeKind.DISEASE)
            for name in (protocol.get("conditionsModule") or {}).get("conditions") or []
        ),
        drugs=tuple(
            dict.fromkeys(drug for row in arms.get("interventions") or [] for drug in _drugs(row["type"], row["name"]))
        ),
        eligibility=tuple(
            line for line in str(eligibility.get("eligibilityCriteria") or "").split("\n") if line.strip()
        ),
        sites=tuple(_site(row) for row in (protocol.get("contactsLocationsModule") or {}).get("locations") or []),
        criteria=SaidAll(tuple(_structured(eligibility))),
        steps=(SaidStep("1", "", SaidAll(), tuple(_arms(arms, number))),),
    )


def _date(status: Row, name: str) -> str:
    return str((status.get(name) or {}).get("date") or "")


def _drugs(kind: str, name: str) -> Iterator[Reference]:
    if kind in DRUG_TYPES:
        yield from (Reference(drug, (), NodeKind.DRUG) for drug in drug_names(name))


def _arms(module: Row, number: str) -> Iterator[SaidArm]:
    """Give the arms with their interventions, which name theirs as "Drug: Carboplatin"."""
    kinds = {str(row["name"]): str(row["type"]) for row in module.get("interventions") or []}
    for position, arm in enumerate(module.get("armGroups") or [], start=1):
        names = [str(name) for name in arm.get("interventionNames") or []]
        bare = [name.partition(": ")[2] for name in names]
        drugs = (drug for name in bare for drug in _drugs(kinds.get(name, ""), name))
        yield SaidArm(
            id=Curie.of("pmkg.arm", f"{number}.registry.{position}"),
            label=str(arm.get("label") or f"arm {position}").strip(),
            description=str(arm.get("description") or ""),
            kind=str(arm.get("type") or ""),
            drugs=tuple(dict.fromkeys(drugs)),
            interventions=tuple(names),
        )


def _site(row: Row) -> Site:
    point = row.get("geoPoint") or {}
    return Site(
        name=str(row.get("facility") or ""),
        city=str(row.get("city") or ""),
        state=str(row.get("state") or ""),
        country=str(row.get("country") or ""),
        status=str(row.get("status") or ""),
        latitude=float(point["lat"]) if "lat" in point else None,
        longitude=float(point["lon"]) if "lon" in point else None,
    )


def _structured(eligibility: Row) -> Iterator[Said]:
    """Give the bounds of age, both inclusive, and the sex that the registry asks for in fields of their own."""
    for name, comparator, words in (("minimumAge", ">=", "minimum age"), ("maximumAge", "<=", "maximum age")):
        found = AGE.fullmatch(str(eligibility.get(name) or ""))
        if found:
            years = round(float(found[1]) / PER_YEAR[found[2]], 4)
            yield _said(AgeCriterion(comparator, years), f"{words} {found[0]}", name)
    sex = str(eligibility.get("sex") or "ALL")
    if sex in ("FEMALE", "MALE"):
        yield _said(SexCriterion(Sex(sex.lower())), f"sex {sex.lower()}", "sex")


def _said(criterion: SaidCriterion, words: str, field: str) -> Said:
    return Said(criterion, words=words, place=f"eligibilityModule.{field}")
