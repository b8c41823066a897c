"""Write match lists of trials as CSV: a line per patient, trial and arm, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from pmkg.model.trial_answer import NO_EVIDENCE, ArmMatch, CriterionState, TrialAnswer, TrialMatch

COLUMNS = (
    "signature",
    "release",
    "asOfDate",
    "trial",
    "title",
    "phase",
    "status",
    "statusDate",
    "eligibility",
    "offered",
    "arm",
    "armStatus",
    "armEligibility",
    "armOffered",
    "drugs",
    "evidenceFor",
    "evidenceAgainst",
    "because",
    "notMet",
    "missingFacts",
    "toCheckByPerson",
    "url",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def trials_to_csv(answers: Iterable[TrialAnswer]) -> str:
    """Give answers as CSV (RFC 4180), with a header.

    A cell that a spreadsheet would take for a formula has an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for answer in answers:
        for trial in answer.trials:
            for row in _rows(answer, trial):
                writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _rows(answer: TrialAnswer, trial: TrialMatch) -> Iterator[tuple[object, ...]]:
    head = (
        answer.id,
        answer.release,
        answer.as_of_date,
        trial.trial.local,
        trial.title,
        trial.phase,
        trial.status.recruitment,
        trial.status.date,
        trial.eligibility,
        _flag(trial.offered),
    )
    tail = ("; ".join(trial.missing), len(trial.to_check), trial.url)
    for arm in trial.arms:
        yield (*head, *_arm(trial, arm), *tail)
    if not trial.arms:
        yield (*head, "", "", "", "", "", 0, 0, "; ".join(trial.because), "", *tail)


def _arm(trial: TrialMatch, arm: ArmMatch) -> tuple[object, ...]:
    evidence = trial.evidence.get(arm.id, NO_EVIDENCE)
    failed = (item.text for item in arm.criteria if item.state is CriterionState.NOT_MET)
    return (
        arm.label,
        arm.recruitment,
        arm.eligibility,
        _flag(arm.offered),
        " + ".join(drug.label for drug in arm.drugs),
        evidence.supporting,
        evidence.against,
        "; ".join(trial.because),
        "; ".join(failed),
    )


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
