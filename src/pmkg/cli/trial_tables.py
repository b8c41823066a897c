"""Show matching trials as tables that a person can read."""

from __future__ import annotations

from collections.abc import Iterator

from pmkg.cli.tables import head, in_words, print_end, print_line, print_table
from pmkg.cli.terminal import console
from pmkg.model.trial_answer import (
    NO_EVIDENCE,
    ArmMatch,
    CriterionState,
    Eligibility,
    TrialAnswer,
    TrialMatch,
)

_TRIALS = (
    "Trial",
    "Status",
    "Phase",
    "Title",
    "Arm",
    "Fits",
    "Drugs",
    "Evidence",
    "Because",
    "Open or not met",
    "To read",
)
_FACTS = ("Missing fact", "Decides alone", "Named by trials")
_SHOWN_FACTS = 15


def print_trials(answer: TrialAnswer) -> None:
    """Print the trials that fit or may fit, a line per arm; those that do not are counted, unless only they were asked for."""
    out = console()
    print_line(out, f"{head(answer.tumor, answer.release)}    Day: {answer.as_of_date}")
    counts = ", ".join(f"{answer.counts.get(one, 0)} {in_words(one)}" for one in Eligibility)
    print_line(out, f"Of all trials: {counts} (--eligibility NOT shows the last, with what speaks against each)")
    if answer.of_other_subject:
        print_line(out, f"{answer.of_other_subject} studies that are not about tumors are left out (--full shows them)")
    taken = [trial for trial in answer.trials if trial.eligibility is not Eligibility.NOT]
    if any(trial.eligibility is Eligibility.ELIGIBLE and trial.to_check for trial in taken):
        print_line(
            out, "Eligible: every coded criterion is met. The lines to read may still exclude; --json gives them."
        )
    rows = [row for trial in taken or answer.trials for row in _rows(trial)]
    print_table(out, _TRIALS, rows, "No trial fits.")
    facts = [(item.fact, str(item.decides), str(item.trials)) for item in answer.missing_facts[:_SHOWN_FACTS]]
    if facts:
        print_table(out, _FACTS, facts)
    print_end(out, answer.warnings)


def _rows(trial: TrialMatch) -> Iterator[tuple[str, ...]]:
    for number, arm in enumerate(trial.arms or (None,)):
        first = number == 0
        yield (
            trial.trial.local if first else "",
            _status(trial) if first else "",
            trial.phase if first else "",
            trial.title if first else "",
            *_arm(trial, arm),
            f"{len(trial.to_check)} lines" if first and trial.to_check else "",
        )


def _status(trial: TrialMatch) -> str:
    words = in_words(trial.status.recruitment) + ("" if trial.offered else ", not offered")
    return f"{words}; {trial.stale}" if trial.stale else words


def _arm(trial: TrialMatch, arm: ArmMatch | None) -> tuple[str, ...]:
    because = ", ".join(trial.because)
    if arm is None:
        return "", in_words(trial.eligibility), "", "", because, "; ".join(trial.missing)
    evidence = trial.evidence.get(arm.id, NO_EVIDENCE)
    shown = f"{evidence.supporting} for, {evidence.against} against" if evidence is not NO_EVIDENCE else ""
    telling = [item for item in arm.criteria if item.state is not CriterionState.MET]
    failed = [item for item in telling if item.state is CriterionState.NOT_MET]
    said = [f"not met: {item.text} ({item.fact})" for item in failed] or [
        f"open: {', '.join(item.missing)}" for item in telling
    ]
    fits = in_words(arm.eligibility) + ("" if arm.offered else f" ({in_words(arm.recruitment)})")
    return arm.label, fits, " + ".join(drug.label for drug in arm.drugs), shown, because, "; ".join(said)
