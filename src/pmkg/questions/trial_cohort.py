"""Which patients of a set fit which trials, kept from run to run: only what changed is evaluated again.

A pair of a patient and a trial is settled by the patient's facts, by what the release knows of them, and by the trial's criteria.
Each side has a digest of just that; a pair whose digests are those of the run before keeps its outcome. The result is that of a
full run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.model.signature import Signature
from pmkg.model.trial_answer import Eligibility
from pmkg.questions.matching_trials import TrialQuestion, digest_of


@dataclass(frozen=True, slots=True)
class CohortMatches:
    """Hold the outcome of a run: by patient, the trials that fit or may fit; a trial of the run that is not there does not.

    ``trials`` and ``patients`` hold the digests.
    """

    release: str
    day: str
    trials: Mapping[str, str] = field(default_factory=dict)
    patients: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of_trial(self, trial: Curie) -> dict[str, Eligibility]:
        """Give the patients who fit or may fit a trial."""
        return {patient: Eligibility(found[trial]) for patient, found in sorted(self.matches.items()) if trial in found}


@dataclass(frozen=True, slots=True)
class Change:
    """Tell one pair whose outcome differs from that of the run before; a pair that is new was NOT before."""

    patient: str
    trial: Curie
    before: Eligibility
    after: Eligibility


@dataclass(frozen=True, slots=True)
class CohortRun:
    """Hold a run: its outcome, how many pairs it evaluated, and what changed since the run before."""

    matches: CohortMatches
    evaluated: int
    changes: tuple[Change, ...]


def match_cohort(
    question: TrialQuestion,
    signatures: Iterable[Signature],
    day: date,
    before: CohortMatches | None = None,
    trials: frozenset[Curie] = frozenset(),
) -> CohortRun:
    """Match a set of patients, each with an ``id`` of its own, to all trials about tumors, or to those named.

    Raises :class:`RequestError` where two patients have one id.
    """
    past = before or CohortMatches("", "")
    all_trials = question.trials.keys()
    chosen = trials & all_trials if trials else all_trials - question.of_other_subject
    asked: dict[str, str] = {trial: question.digest(trial) for trial in sorted(chosen)}
    same = {trial for trial, digest in asked.items() if past.trials.get(trial) == digest}
    anew = [Curie(trial) for trial in asked if trial not in same]
    patients: dict[str, str] = {}
    matches: dict[str, dict[str, str]] = {}
    evaluated = 0
    for signature in signatures:
        if signature.id in patients:
            raise RequestError(f"two patients have the id {signature.id!r}; give each its own")
        digest = patients[signature.id] = patient_digest(question, signature, day)
        known = past.patients.get(signature.id) == digest
        wanted = anew if known else [Curie(trial) for trial in asked]
        evaluated += len(wanted)
        found: dict[str, str] = {
            trial: state.value for trial, state in question.eligibilities(signature, day, wanted).items()
        }
        if known:
            found |= {trial: state for trial, state in past.matches.get(signature.id, {}).items() if trial in same}
        matches[signature.id] = {
            trial: state for trial, state in sorted(found.items()) if state != Eligibility.NOT.value
        }
    run = CohortMatches(question.release, day.isoformat(), asked, patients, matches)
    return CohortRun(run, evaluated, tuple(_changes(past, run)))


def patient_digest(question: TrialQuestion, signature: Signature, day: date) -> str:
    """Give a digest of all that a trial can see of a patient on a day."""
    return digest_of(question.facts(signature, day))


def _changes(before: CohortMatches, after: CohortMatches) -> Iterator[Change]:
    for patient in sorted(before.matches.keys() | after.matches.keys()):
        past, now = before.matches.get(patient, {}), after.matches.get(patient, {})
        for trial in sorted(past.keys() | now.keys()):
            was, is_ = (Eligibility(side.get(trial, Eligibility.NOT)) for side in (past, now))
            if was is not is_:
                yield Change(patient, Curie(trial), was, is_)
