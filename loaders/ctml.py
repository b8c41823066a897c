"""Trials in CTML (MatchMiner's clinical trial markup), in JSON and YAML: their steps, arms and dose levels, with match trees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pmkg.errors import MalformedSource
from pmkg.model.ctml_match import MatchReader
from pmkg.model.curie import Curie
from pmkg.model.intervention_names import drug_names
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.marked_document import Marked, marked_document
from pmkg.model.records import Record, Reference, Rejected
from pmkg.model.source import Files
from pmkg.model.trial import Site
from pmkg.model.trial_records import Said, SaidAll, SaidArm, SaidDose, SaidStep, SaidTree, TrialRecord
from pmkg.model.whole_records import BROKEN

NCT = re.compile(r"NCT\d{8}")
# ClinicalTrials.gov writes the type of an intervention before its name; only these types are drugs
DRUG_TYPES = {"Drug", "Biological", "Combination Product"}
INTERVENTION = re.compile(
    r"(?:Drug|Biological|Combination Product|Procedure|Radiation|Device|Diagnostic Test|Behavioral|Genetic|"
    r"Dietary Supplement|Other): "
)
HEADING = re.compile(
    r"(?:exclude\s*-\s*)?[\s*#\\]*(?:(?:key|main|major)\s+)?(?:inclusion|exclusion)(?:\s+criteria)?\s*:?\s*", re.I
)
_SHOWN = 200
_STEP_KEYS = {"step_code", "step_internal_id", "step_type", "match", "arm"}
_ARM_KEYS = {"arm_code", "arm_description", "arm_internal_id", "arm_suspended", "dose_level", "match"}
_DOSE_KEYS = {"level_code", "level_description", "level_internal_id", "level_suspended", "match"}


def load(files: Files) -> Iterator[Record]:
    """Yield per file its trial, and what of it does not follow the format, with place and line.

    A file that is not whole is rejected and the others load; where none is whole the source is. Names of persons in
    the files are not read.
    """
    broken: list[MalformedSource] = []
    whole = 0
    for path in files.all("trials"):
        try:
            trial = marked_document(files, path)
            if "treatment_list" not in trial.fields:
                raise MalformedSource(files.source, path.name, "has no treatment_list; it is no CTML trial")
        except MalformedSource as error:
            broken.append(error)
            yield Rejected(path.name, "file", str(error)[:_SHOWN], Reason.MALFORMED)
            continue
        whole += 1
        number = trial.get("nct_id").text
        if NCT.fullmatch(number):
            yield from _trial(trial, number, path.name)
        else:
            yield Rejected(path.name, f"line {trial.get('nct_id').line}: nct_id", number, Reason.MALFORMED)
    if broken and not whole:
        raise broken[0]


def _trial(trial: Marked, number: str, name: str) -> Iterator[Record]:
    reader = MatchReader(number)
    try:
        record = _record(trial, number, reader)
    except BROKEN as error:
        yield Rejected(number, "record", f"{name}: {type(error).__name__}: {error}"[:_SHOWN], Reason.MALFORMED)
        return
    yield record
    for rejected in reader.rejected:
        yield Rejected(number, f"{name} {rejected.field}", rejected.text, rejected.reason)


def _record(trial: Marked, number: str, reader: MatchReader) -> TrialRecord:
    titles = [trial.get(key).text for key in ("short_title", "long_title") if trial.get(key).text]
    drugs = (row.get("drug_name").text for row in trial.get("drug_list").many("drug"))
    lines = tuple(_eligibility(trial))
    return TrialRecord(
        id=Curie.of("NCT", number),
        record=number,
        title=titles[0] if titles else number,
        other_titles=tuple(titles[1:]),
        status=trial.get("status").text,
        status_date=trial.get("last_updated").text,
        phase=trial.get("phase").text,
        sponsor=_sponsor(trial),
        kind=trial.get("protocol_type").text,
        start_date=trial.get("study_start_date").text,
        completion_date=trial.get("study_completion_date").text,
        updated=trial.get("last_updated").text,
        summary=trial.get("summary").text,
        url=f"https://clinicaltrials.gov/study/{number}",
        drugs=tuple(_drugs(drugs)),
        eligibility=lines,
        to_check=lines,
        sites=tuple(_site(row) for row in trial.get("site_list").many("site")),
        steps=tuple(_steps(trial, number, reader)),
    )


def _eligibility(trial: Marked) -> Iterator[str]:
    """Give the lines of the free text but those that only head a list."""
    given = trial.get("prior_treatment_requirements")
    for line in given.items or (given,):
        if line.text and not HEADING.fullmatch(line.text):
            yield line.text


def _steps(trial: Marked, number: str, reader: MatchReader) -> Iterator[SaidStep]:
    for position, step in enumerate(trial.get("treatment_list").many("step"), start=1):
        code = step.get("step_code").text or str(position)
        place = f"step {code}"
        criteria: list[SaidTree] = [reader.read(step.get("match"), f"{place} match")]
        criteria.extend(_misplaced(step, _STEP_KEYS, place, reader))
        arms = []
        for count, arm in enumerate(step.many("arm"), start=1):
            if arm.fields and not arm.fields.keys() & _ARM_KEYS:
                # criteria that stand where an arm belongs bind whom nobody can tell: a person reads them
                criteria.append(reader.left_over(arm, f"{place} arm {count}", "this is no arm"))
            elif arm.fields:
                arms.append(_arm(arm, f"{number}.{code}.{count}", f"{place} arm {count}", trial, reader))
        yield SaidStep(code, step.get("step_type").text, SaidAll(tuple(criteria)), tuple(arms))


def _arm(arm: Marked, local: str, place: str, trial: Marked, reader: MatchReader) -> SaidArm:
    criteria = [reader.read(arm.get("match"), f"{place} match"), *_misplaced(arm, _ARM_KEYS, place, reader)]
    levels = list(arm.many("dose_level"))
    # registries have no dose levels: what stands there is then what the arm gives
    given = [level for level in levels if INTERVENTION.match(level.get("level_description").text)]
    doses = [level for level in levels if level not in given or level.get("match").value is not None]
    interventions = tuple(level.get("level_description").text for level in given)
    label = arm.get("arm_code").text or arm.get("arm_description").text or place
    return SaidArm(
        id=Curie.of("pmkg.arm", local),
        label=label,
        description=arm.get("arm_description").text,
        status=arm_status(trial.get("status").text, _flag(arm.get("arm_suspended"))),
        drugs=tuple(_drugs(interventions)),
        interventions=interventions,
        criteria=SaidAll(tuple(criteria)),
        doses=tuple(_dose(level, f"{place} dose {level.get('level_code').text}", trial, reader) for level in doses),
    )


def _dose(level: Marked, place: str, trial: Marked, reader: MatchReader) -> SaidDose:
    criteria = [reader.read(level.get("match"), f"{place} match"), *_misplaced(level, _DOSE_KEYS, place, reader)]
    return SaidDose(
        level.get("level_code").text,
        level.get("level_description").text,
        arm_status(trial.get("status").text, _flag(level.get("level_suspended"))),
        SaidAll(tuple(criteria)),
    )


def _misplaced(value: Marked, keys: set[str], place: str, reader: MatchReader) -> Iterator[Said]:
    """Leave to a person the criteria that stand outside any match; other unknown keys say nothing of eligibility."""
    for key, item in value.fields.items():
        if key not in keys and key in ("and", "or", "not", "genomic", "clinical", "prior_treatment"):
            yield reader.left_over(item, f"{place} {key}", f"{key!r} stands outside any match")


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


def _flag(value: Marked) -> str:
    """Give Y or N; YAML reads an unquoted Yes or No as a truth value."""
    return {"true": "Y", "false": "N"}.get(value.text.casefold(), value.text[:1].upper())


def _drugs(texts: Iterable[str]) -> Iterator[Reference]:
    """Give the drugs; other interventions and comparators are none.

    The intervention's type before a name is left out, and an intervention that names several drugs gives each.
    """
    names: dict[str, None] = {}
    for given in texts:
        kind, mark, text = given.partition(": ")
        if mark and kind not in DRUG_TYPES:
            continue
        names |= dict.fromkeys(drug_names(text if mark else kind))
    for name in names:
        yield Reference(name, kind=NodeKind.DRUG)


def _site(row: Marked) -> Site:
    return Site(
        row.get("site_name").text,
        row.get("city").text,
        row.get("state").text,
        row.get("country").text,
        row.get("site_status").text,
    )


def _sponsor(trial: Marked) -> str:
    sponsors = list(trial.get("sponsor_list").many("sponsor"))
    principal = [row for row in sponsors if row.get("is_principal_sponsor").text == "Y"] or sponsors
    return principal[0].get("sponsor_name").text if principal else ""
