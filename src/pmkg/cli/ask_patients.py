"""``pmkg ask patients``: for trials, which patients of a set fit; run again, only what changed is evaluated."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from pmkg.cli.ask_trials import Day, Trials, day_of
from pmkg.cli.home import AsOf, Home, Json, open_release
from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader

if TYPE_CHECKING:
    from pmkg.clinic.signature import SignatureReader
    from pmkg.questions.trial_cohort import CohortMatches

Patients = Annotated[
    Path, typer.Option("--batch", help="The patients: signatures as JSON lines, each with its own id.")
]
State = Annotated[
    Path | None,
    typer.Option("--state", help="Keep the outcome here: the next run evaluates what changed and tells what is new."),
]


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    app.command("patients")(patients)


def patients(
    batch: Patients,
    trial: Trials = None,
    day: Day = "",
    state: State = None,
    as_of: AsOf = "",
    json_output: Json = False,
    home: Home = None,
) -> None:
    """Answer, for each trial, which patients of a set fit or may fit, and what is new since the last run."""
    run = day_of(day)
    reader = open_release(home, as_of)
    from pmkg.clinic.cohort_json import cohort_to_json, read_state, write_state
    from pmkg.questions.matching_trials import TrialQuestion
    from pmkg.questions.trial_cohort import match_cohort

    before = read_state(state) if state is not None else None
    named = frozenset(Curie.of("NCT", name.removeprefix("NCT:")) for name in trial or ())
    question = TrialQuestion(reader)
    unknown = sorted(named - question.trials.keys())
    if unknown:
        raise RequestError(f"--trial {unknown[0].local} is no trial of release {question.release}")
    found = match_cohort(question, _signatures(reader, batch), run, before, named)
    if state is not None:
        write_state(state, found.matches)
    if json_output:
        sys.stdout.write(cohort_to_json(found).decode() + "\n")
        return
    _show(found.matches)
    if before is not None:
        sys.stdout.write(f"New since release {before.release}, {before.day}:\n")
    for change in found.changes if before is not None else ():
        sys.stdout.write(f"  {change.patient}  {change.trial.local}  {change.before} -> {change.after}\n")


def _show(matches: CohortMatches) -> None:
    for trial in sorted(matches.trials):
        found = matches.of_trial(Curie(trial))
        listed = [f"{patient} ({state.lower()})" for patient, state in found.items()]
        if listed:
            sys.stdout.write(f"{Curie(trial).local}: {', '.join(listed)}\n")


def _signatures(reader: GraphReader, path: Path) -> Iterator[Signature]:
    """Read the patients line by line; what is wrong with a line is said with its number."""
    from pmkg.clinic.signature import SignatureReader

    signatures = SignatureReader(reader)
    try:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _signature(signatures, f"{path}: line {number}", line)
    except (FileNotFoundError, IsADirectoryError):
        raise RequestError(f"{path}: no such file") from None


def _signature(signatures: SignatureReader, place: str, line: bytes) -> Signature:
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise RequestError(f"{place}: not JSON at column {error.colno}") from None
    if not isinstance(data, dict) or not data.get("id"):
        raise RequestError(f"{place}: a patient of a set needs an id")
    try:
        return signatures.read(data, may_be_empty=True)
    except RequestError as error:
        raise RequestError(f"{place}: {error}") from None
