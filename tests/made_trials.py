"""Releases with made trials, read from CTML documents as a build reads them."""

from __future__ import annotations

import importlib
import json
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from made_release import claim, loaded

from pmkg.clinic.signature import SignatureReader
from pmkg.ingest.catalog import catalog
from pmkg.ingest.load import Loaded, load
from pmkg.ingest.normalize import Normalization
from pmkg.model.records import Claim, Record
from pmkg.model.signature import Signature
from pmkg.model.source import Files
from pmkg.model.trial_answer import ArmMatch, CheckedCriterion, TrialAnswer, TrialMatch
from pmkg.questions.matching_trials import TrialQuestion
from pmkg.questions.trial_filter import EVERY, TrialFilter
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

DAY = date(2026, 11, 20)
CLAIMS = (
    claim(1, "BRAF V600E", "Vemurafenib", "Melanoma"),
    claim(2, "BRAF V600E", "Dabrafenib, Trametinib", "Melanoma"),
    claim(3, "KRAS G12D", "Cetuximab", "Colorectal Carcinoma", significance="Resistance"),
)
Document = Mapping[str, Any]


def arm(code: str = "A", *drugs: str, match: Any = None, **more: Any) -> dict[str, Any]:
    """Make an arm that gives drugs."""
    levels = [{"level_code": str(number), "level_description": f"Drug: {drug}"} for number, drug in enumerate(drugs)]
    made = {"arm_code": code, "arm_suspended": "N", "dose_level": levels, **more}
    return made if match is None else {**made, "match": match}


def ctml(number: int, match: Any, *arms: Any, **more: Any) -> dict[str, Any]:
    """Make a CTML document of one step."""
    step: dict[str, Any] = {"step_code": "1", "match": match, "arm": [*arms] or [arm()]}
    return {
        "nct_id": f"NCT{number:08d}",
        "short_title": f"Trial {number}",
        "status": "open to accrual",
        "last_updated": "2026-10-01",
        "phase": "PHASE2",
        "treatment_list": {"step": [step]},
        **more,
    }


def records_of(documents: Iterable[Document]) -> list[Record]:
    """Load documents as files of the source."""
    return list(importlib.import_module("pmkg.loaders.ctml").load(_files(documents)))


def _files(documents: Iterable[Document]) -> Files:
    folder = Path(tempfile.mkdtemp())
    paths = []
    for count, document in enumerate(documents):
        path = folder / f"{document.get('nct_id', 'trial')}-{count}.json"
        path.write_text(json.dumps(document, indent=1), encoding="utf-8")
        paths.append(path)
    return Files("ctml", {"trials": tuple(paths)})


def trials_loaded(documents: Iterable[Document]) -> Loaded:
    """Load documents as a build does."""
    return load(catalog()["ctml"], _files(documents))


def normalized_trials(documents: Iterable[Document], claims: Iterable[Claim] = CLAIMS) -> Normalization:
    """Normalize documents beside the identities and claims of a made release."""
    return Normalization([*loaded(claims), trials_loaded(documents)], lambda _: None)


class TrialClinic:
    """Ask a made release which trials fit."""

    def __init__(self, *documents: Document, claims: Iterable[Claim] = CLAIMS) -> None:
        graph = normalized_trials(documents, claims)
        self.losses = graph.losses
        self.reader = MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())
        self.signatures = SignatureReader(self.reader)
        self.question = TrialQuestion(self.reader)

    def signature(self, **facts: Any) -> Signature:
        """Read a signature; without facts it is of a tumor type alone."""
        return self.signatures.read({"tumorType": "LUAD", **facts}, may_be_empty=True)

    def ask(self, wanted: TrialFilter = EVERY, day: date = DAY, **facts: Any) -> TrialAnswer:
        """Answer a signature given by its facts."""
        return self.question.ask(self.signature(**facts), day, wanted)

    def trial(self, **facts: Any) -> TrialMatch:
        """Give the one trial there is."""
        (found,) = self.ask(**facts).trials
        return found

    def arm(self, **facts: Any) -> ArmMatch:
        """Give the one arm there is."""
        (found,) = self.trial(**facts).arms
        return found

    def criterion(self, **facts: Any) -> CheckedCriterion:
        """Give the one criterion there is."""
        (found,) = self.arm(**facts).criteria
        return found
