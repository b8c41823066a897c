"""``pmkg ask trials``: which trials a patient may join, why, and which facts would decide the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pmkg.cli.ask import Alterations, BatchFile, SignatureFile, Tumor, Workers
from pmkg.cli.home import AsOf, Home, Json, open_release, open_releases
from pmkg.cli.signature_file import asked_of
from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.model.signature import Signature
from pmkg.ports.reader import GraphReader

if TYPE_CHECKING:
    from pmkg.model.trial_answer import TrialAnswer
    from pmkg.questions.matching_trials import TrialFilter

Day = Annotated[
    str, typer.Option("--date", help="The day of the run, as 2026-11-21; today by default. Ages are of that day.")
]
Trials = Annotated[list[str] | None, typer.Option("--trial", help="Show this trial only; may be repeated.")]
Eligibilities = Annotated[
    list[str] | None, typer.Option("--eligibility", help="Show ELIGIBLE, POSSIBLE or NOT ones; may be repeated.")
]
Statuses = Annotated[
    list[str] | None,
    typer.Option("--status", help="Show trials that are OPEN, NOT_YET_OPEN, SUSPENDED, CLOSED or UNKNOWN."),
]
Phases = Annotated[list[str] | None, typer.Option("--phase", help="Show trials of this phase, as PHASE2.")]
Country = Annotated[str, typer.Option("--country", help="Show trials with a site in this country.")]
Near = Annotated[str, typer.Option("--near", help="Sort by distance from this place, as 52.52,13.40.")]
Within = Annotated[float | None, typer.Option("--within-km", min=0, help="Show trials with a site this near.")]
Offered = Annotated[bool, typer.Option("--offered", help="Show only trials with an open arm that fits.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print the list as CSV, a line per arm.")]


def register(app: typer.Typer) -> None:
    """Add this question to the commands of ``pmkg ask``."""
    app.command("trials")(trials)


def trials(
    tumor: Tumor = None,
    alteration: Alterations = None,
    signature: SignatureFile = None,
    batch: BatchFile = None,
    day: Day = "",
    trial: Trials = None,
    eligibility: Eligibilities = None,
    status: Statuses = None,
    phase: Phases = None,
    country: Country = "",
    near: Near = "",
    within_km: Within = None,
    offered: Offered = False,
    as_of: AsOf = "",
    json_output: Json = False,
    csv_output: Csv = False,
    workers: Workers = 0,
    home: Home = None,
) -> None:
    """Answer which trials a patient may join, why, and which facts would decide the rest."""
    run = day_of(day)
    wanted = _filter(trial, eligibility, status, phase, country, within_km, offered)
    if batch is not None:
        if tumor is not None or alteration or signature is not None:
            raise RequestError("give either --signature, or --tumor and --alteration, or --batch")
        from pmkg.cli.batch import answer_batch

        answer_batch(partial(open_releases, home), as_of, batch, workers, partial(about_trials, day=run, wanted=wanted))
        return
    asked = asked_of(tumor, alteration, signature)
    reader = open_release(home, as_of)
    answer = _answer(reader, _placed(asked, near), run, wanted)
    if json_output:
        from pmkg.clinic.trials_json import trials_to_json

        sys.stdout.write(trials_to_json(answer).decode() + "\n")
    elif csv_output:
        from pmkg.clinic.trials_csv import trials_to_csv

        sys.stdout.write(trials_to_csv([answer]))
    else:
        from pmkg.cli.trial_tables import print_trials

        print_trials(answer)


def about_trials(reader: GraphReader, day: date, wanted: TrialFilter) -> Callable[[Signature], bytes]:
    """Ask many signatures for trials."""
    from pmkg.clinic.trials_json import TrialWriter
    from pmkg.questions.matching_trials import TrialQuestion

    question, writer = TrialQuestion(reader), TrialWriter()
    return lambda signature: writer.write(question.ask(signature, day, wanted))


def day_of(text: str) -> date:
    """Read the day of the run, today where none is given."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise RequestError(f"--date {text!r} is no day; write it as 2026-11-21") from None


def _answer(reader: GraphReader, asked: object, day: date, wanted: TrialFilter) -> TrialAnswer:
    from pmkg.clinic.signature import read_signature
    from pmkg.questions.matching_trials import TrialQuestion

    return TrialQuestion(reader).ask(read_signature(asked, reader), day, wanted)


def _placed(asked: object, near: str) -> object:
    """Set the place of the options into the signature."""
    if not near:
        return asked
    try:
        latitude, longitude = (float(part) for part in near.split(","))
    except ValueError:
        raise RequestError(f"--near {near!r} is no place; write latitude,longitude as 52.52,13.40") from None
    given: dict[str, Any] = dict(asked) if isinstance(asked, dict) else {}
    return {**given, "location": {"latitude": latitude, "longitude": longitude}}


def _filter(
    trial: list[str] | None,
    eligibility: list[str] | None,
    status: list[str] | None,
    phase: list[str] | None,
    country: str,
    within_km: float | None,
    offered: bool,
) -> TrialFilter:
    from pmkg.model.trial import Recruitment
    from pmkg.model.trial_answer import Eligibility
    from pmkg.questions.matching_trials import TrialFilter

    return TrialFilter(
        trials=frozenset(Curie.of("NCT", name.removeprefix("NCT:")) for name in trial or ()),
        eligibility=frozenset(_one(Eligibility, "--eligibility", text) for text in eligibility or ()),
        recruitment=frozenset(_one(Recruitment, "--status", text) for text in status or ()),
        phases=frozenset(text.upper() for text in phase or ()),
        country=country,
        within_km=within_km,
        offered=offered,
    )


def _one(kind: Any, option: str, text: str) -> Any:
    try:
        return kind(text.upper())
    except ValueError:
        raise RequestError(f"{option} {text!r} is none of {', '.join(kind)}") from None
