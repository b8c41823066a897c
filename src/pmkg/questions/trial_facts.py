"""How one patient stands to one criterion of a trial, with the fact that decided it or the one that is missing."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import floor
from typing import Any

from pmkg.model.curie import Curie
from pmkg.model.kinds import Truth
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import leaves
from pmkg.model.signature import Signature
from pmkg.model.trial_answer import CriterionState
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Asked,
    Confidence,
    DiseaseState,
    DiseaseStatusCriterion,
    GenomicCriterion,
    Named,
    PerformanceCriterion,
    PersonCheck,
    PriorTherapyCriterion,
    SexCriterion,
    TumorCriterion,
    TumorGroup,
)
from pmkg.questions.patient import Patient
from pmkg.questions.profiles import evaluate
from pmkg.questions.tumor_context import TumorContext
from pmkg.vocabulary.disease_states import states_that_do_not, states_that_hold

TO_READ = "a person's reading of: "
"""What the name of a fact begins with that no machine can tell."""
_SHOWN = 5
_LONGEST = 80
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}
_DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Held:
    """Hold the state of one criterion, the deciding fact ("" for an unknown one), and the facts that would decide it."""

    state: CriterionState
    fact: str = ""
    missing: tuple[str, ...] = ()


def met(fact: str) -> Held:
    """Say that a fact meets a criterion."""
    return Held(CriterionState.MET, fact)


def not_met(fact: str) -> Held:
    """Say that a fact speaks against a criterion."""
    return Held(CriterionState.NOT_MET, fact)


def unknown(*missing: str) -> Held:
    """Say which facts would decide a criterion."""
    return Held(CriterionState.UNKNOWN, "", missing)


_INVERSE = {CriterionState.MET: CriterionState.NOT_MET, CriterionState.NOT_MET: CriterionState.MET}


@dataclass(frozen=True, slots=True)
class TumorPlace:
    """Hold where the patient's tumor stands in the ontology; ``tissues`` are the labels of those it arises in."""

    context: TumorContext
    label: str
    tissues: frozenset[str]


@dataclass(frozen=True, slots=True)
class TrialPatient:
    """Hold what a trial may ask of one patient on the day of the run; ``members`` are the drugs of each class asked for."""

    patient: Patient
    place: TumorPlace
    day: date
    members: Mapping[Curie, frozenset[Curie]]

    @property
    def signature(self) -> Signature:
        """What is known of the patient."""
        return self.patient.signature


def hold(asked: Asked, patient: TrialPatient) -> Held:
    """Hold one leaf against a patient. One that was read with low confidence stays unknown, whatever the patient has."""
    if asked.confidence is Confidence.LOW:
        return unknown(_to_read(asked.sentence or asked.text))
    outcome = _HOLDS[type(asked.criterion)](asked.criterion, patient)
    if not asked.negated or outcome.state is CriterionState.UNKNOWN:
        return outcome
    return Held(_INVERSE[outcome.state], outcome.fact)


def _genomic(criterion: GenomicCriterion, patient: TrialPatient) -> Held:
    match = evaluate(criterion.profile, patient.patient)
    if match.truth is Truth.PRESENT:
        return met(", ".join(match.because))
    if match.truth is Truth.ABSENT:
        return not_met(_instead(criterion, patient))
    return unknown(*match.missing)


def _instead(criterion: GenomicCriterion, patient: TrialPatient) -> str:
    """Say what the patient has where a profile was looked for and not found."""
    found: dict[str, None] = {}
    tested: dict[str, None] = {}
    for leaf in leaves(criterion.profile):
        for subject in leaf.criterion.subjects:
            labels = [item.label for item in patient.patient.by_gene.get(subject, ())]
            value = patient.signature.markers.get(subject.removeprefix(MARKER))
            found.update(dict.fromkeys(labels if value is None else [f"{subject.removeprefix(MARKER)} {value}"]))
            if not labels and value is None:
                tested[leaf.criterion.test] = None
    if not found:
        return f"tested, not found: {_some(tested)}"
    return _some(found)


def _some(names: Mapping[str, None]) -> str:
    shown = list(names)[:_SHOWN]
    return ", ".join(shown) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _tumor(criterion: TumorCriterion, patient: TrialPatient) -> Held:
    """Hold the tumor type by the closure of eligibility: a type takes all below it, a tissue and a group all in them (rule 26)."""
    place = patient.place
    context = place.context
    if context.tumor is None:
        return unknown("tumor type")
    wanted = {tumor.id for tumor in criterion.tumors}
    if wanted & context.ancestors.keys() or any(_tissue(tumor) in place.tissues for tumor in criterion.tumors):
        return met(place.label)
    open_facts = []
    if criterion.group is TumorGroup.ANY or (criterion.group is not None and criterion.group == context.lineage):
        return met(place.label)
    if criterion.group is not None and not context.lineage:
        open_facts.append(f"whether {place.label} is solid or hematologic")
    if wanted & context.descendants.keys():
        open_facts.append(f"subtype of {place.label}")
    return unknown(*open_facts) if open_facts else not_met(place.label)


def _tissue(tumor: Named) -> str:
    return tumor.label


def _age(criterion: AgeCriterion, patient: TrialPatient) -> Held:
    """Hold the age on the day of the run: completed years against a bound in years, exactly against one in months or days."""
    years = age_on(patient.signature, patient.day)
    if years is None:
        return unknown("age")
    compared = floor(years) if criterion.years == floor(criterion.years) and criterion.years >= 1 else years
    fact = f"age {compared:g} years" if compared == floor(compared) else f"age {compared:.2f} years"
    return met(fact) if _COMPARE[criterion.comparator](compared, criterion.years) else not_met(fact)


def age_on(signature: Signature, day: date) -> float | None:
    """Give the age in years on a day: by the date of birth where it is known, else as the signature states it.

    The fraction of a year counts from the last birthday; somebody born on 29 February turns a year older on 1 March.
    """
    if not signature.birth_date:
        return signature.age_years
    birth = date.fromisoformat(signature.birth_date)
    years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    year = birth.year + years
    leap_day = (birth.month, birth.day) == (2, 29)
    last = date(year, 3, 1) if leap_day and not _is_leap(year) else date(year, birth.month, birth.day)
    return years + min((day - last).days / _DAYS_OF_A_YEAR, 0.999)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _sex(criterion: SexCriterion, patient: TrialPatient) -> Held:
    sex = patient.signature.sex
    if sex not in ("female", "male"):
        return unknown("sex")
    return met(f"sex {sex}") if sex == criterion.sex else not_met(f"sex {sex}")


def _performance(criterion: PerformanceCriterion, patient: TrialPatient) -> Held:
    ecog = patient.signature.ecog
    if ecog is None:
        return unknown("ECOG")
    within = criterion.best <= ecog <= criterion.worst
    return met(f"ECOG {ecog}") if within else not_met(f"ECOG {ecog}")


def _disease_status(criterion: DiseaseStatusCriterion, patient: TrialPatient) -> Held:
    """Hold the state of the disease; a stated state decides those that it implies and those that it excludes."""
    stated = {DiseaseState(state) for state in patient.signature.disease_states}
    treated = patient.signature.prior_therapies or (patient.signature.line_of_therapy or 1) > 1
    holding, excluded = states_that_hold(stated), set(states_that_do_not(stated))
    if treated and DiseaseState.UNTREATED not in holding:
        excluded.add(DiseaseState.UNTREATED)
    meeting = [state for state in criterion.states if state in holding]
    if meeting:
        return met(f"disease {', '.join(sorted(stated))}")
    if all(state in excluded for state in criterion.states):
        return not_met(f"disease {', '.join(sorted(stated))}" if stated else "treated before")
    return unknown("disease status")


def _prior_therapy(criterion: PriorTherapyCriterion, patient: TrialPatient) -> Held:
    """Hold earlier therapies; what is not listed is not known, unless this is the first line of therapy."""
    given = patient.signature.prior_therapies
    for therapy in criterion.therapies:
        members = patient.members.get(therapy.id, frozenset())
        if therapy.id in given or any(drug in members for drug in given):
            return met(criterion.text)
    if patient.signature.line_of_therapy == 1 and not given:
        return not_met("no prior therapy: first line")
    return unknown(criterion.text)


def _person(criterion: PersonCheck, patient: TrialPatient) -> Held:
    return unknown(_to_read(criterion.words))


def _to_read(words: str) -> str:
    """Name the words that a person has to read, shortened: the whole stand with the criterion."""
    return TO_READ + (words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}...")


_HOLDS: dict[type, Callable[[Any, TrialPatient], Held]] = {
    GenomicCriterion: _genomic,
    TumorCriterion: _tumor,
    AgeCriterion: _age,
    SexCriterion: _sex,
    PerformanceCriterion: _performance,
    DiseaseStatusCriterion: _disease_status,
    PriorTherapyCriterion: _prior_therapy,
    PersonCheck: _person,
}
