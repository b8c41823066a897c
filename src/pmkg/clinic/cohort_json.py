"""Write which patients fit which trials as JSON, and keep the outcome of a run in a file for the next one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import orjson

from pmkg.errors import RequestError
from pmkg.model.codec import decode, encode
from pmkg.model.curie import Curie
from pmkg.model.trial_answer import Eligibility
from pmkg.questions.trial_cohort import Change, CohortMatches, CohortRun

_FORM = 1
"""The number of the form of a state file; one of another form is refused."""


def cohort_to_json(run: CohortRun) -> bytes:
    """Give the patients of each trial, and what changed since the run before."""
    matches = run.matches
    trials = []
    for trial in sorted(matches.trials):
        found = matches.of_trial(Curie(trial))
        trials.append(
            {
                "id": Curie(trial).local,
                "eligible": [patient for patient, state in found.items() if state is Eligibility.ELIGIBLE],
                "possible": [patient for patient, state in found.items() if state is Eligibility.POSSIBLE],
            }
        )
    return orjson.dumps(
        {
            "release": matches.release,
            "asOfDate": matches.day,
            "patients": len(matches.patients),
            "evaluated": run.evaluated,
            "trials": trials,
            "changes": [change(item) for item in run.changes],
        }
    )


def change(item: Change) -> dict[str, Any]:
    """Give one pair whose outcome changed."""
    return {"patient": item.patient, "trial": item.trial.local, "before": item.before, "after": item.after}


def read_state(path: Path) -> CohortMatches | None:
    """Read the outcome of the last run, None where there was none yet."""
    try:
        data = orjson.loads(path.read_bytes())
        if data["form"] != _FORM:
            raise RequestError(f"{path} is of another form; delete it, and the next run evaluates all")
        return decode(CohortMatches, data["matches"])
    except FileNotFoundError:
        return None
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise RequestError(f"{path} holds no outcome of a run; name another file, or delete it") from None


def write_state(path: Path, matches: CohortMatches) -> None:
    """Keep an outcome, readable by its owner alone; a run that is killed leaves the last one whole."""
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(orjson.dumps({"form": _FORM, "matches": encode(matches)}))
    part.replace(path)
