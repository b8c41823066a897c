"""Measure the matching of trials: one patient, every tumor of TCGA, and ten times as many trials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path
from typing import Any, cast

from benchmarks.commands import PMKG, run
from benchmarks.figures import Figure, cpu_ms, p50, p95
from benchmarks.in_process import releases_at
from benchmarks.tcga_signatures import write
from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.trial import Protocol
from pmkg.model.trial_subjects import TrialRow
from pmkg.model.views import PROTOCOLS, TRIALS_BY_SUBJECT
from pmkg.ports.reader import GraphReader
from pmkg.questions.matching_trials import TrialQuestion

PATIENT_CPU_MS = 20.0
ALL_TUMORS, ALL_WALL = 8_907, 120.0
_DAY = date(2026, 11, 20)
_PATIENTS: Sequence[dict[str, Any]] = (
    {"tumorType": "LUAD", "alterations": ["EGFR L858R", "TP53 R175H"], "ageYears": 61, "sex": "female"},
    {"tumorType": "LUAD", "alterations": ["KRAS G12C", "STK11 Q37*"], "ageYears": 55, "ecog": 1},
    {"tumorType": "IDC", "biomarkers": {"her2Ihc": "3+", "er": "negative"}, "ageYears": 50, "sex": "female"},
    {"tumorType": "SKCM", "alterations": ["BRAF V600E"], "ageYears": 48, "diseaseStatus": ["metastatic"]},
    {"tumorType": "AML", "alterations": ["FLT3 ITD", "NPM1 W288fs"], "ageYears": 70},
    {"tumorType": "COADREAD", "alterations": ["KRAS G12D"], "biomarkers": {"msi": "MSS"}},
)
_TIMES = 10


def measure_trials(mirror: Path, home: Path, folder: Path, every: int, rounds: int) -> Iterator[Figure]:
    """Match patients one by one, all tumors as a command does, and against ten times the trials."""
    reader = releases_at(home).open()
    signatures = [SignatureReader(reader).read(patient) for patient in _PATIENTS]
    question = TrialQuestion(reader)
    yield Figure("trials", "trials of the release", float(len(question.trials)), "")
    one = _asked(question, signatures, rounds)
    yield Figure("trials", "one patient against all: CPU p50", p50(one), "ms", PATIENT_CPU_MS)
    yield Figure("trials", "one patient against all: CPU p95", p95(one), "ms")
    new = _never_asked(question, SignatureReader(reader), rounds)
    yield Figure("trials", "a patient never asked for before: CPU p50", p50(new), "ms", PATIENT_CPU_MS)
    yield Figure("trials", "a patient never asked for before: CPU p95", p95(new), "ms")
    tenfold = _asked(
        TrialQuestion(cast(GraphReader, _Tenfold(reader))), signatures, max(rounds // _TIMES, len(signatures))
    )
    over = "a tenth of the trials"
    yield Figure(
        "trials", "the same, ten times the trials: CPU p50", p50(tenfold), "ms", None, over, p50(tenfold) / p50(one)
    )
    yield from _batch(mirror, home, folder, every)


def _asked(question: TrialQuestion, signatures: Sequence[Any], rounds: int) -> list[float]:
    """Give the CPU of each round, after every patient was asked once."""
    for signature in signatures:
        question.ask(signature, _DAY)
    turn = cycle(signatures)
    return cpu_ms(lambda: question.ask(next(turn), _DAY), rounds)


def _never_asked(question: TrialQuestion, reader: SignatureReader, rounds: int) -> list[float]:
    """Give the CPU of patients of whom each has another age, so that no match that the age decides was made before."""
    born = (_DAY - timedelta(days=9_000 + 7 * number) for number in count())
    turn = cycle(_PATIENTS)
    signatures = iter(
        [
            reader.read({**next(turn), "birthDate": next(born).isoformat(), "ecog": 1, "sex": "female"})
            for _ in range(rounds)
        ]
    )
    return cpu_ms(lambda: question.ask(next(signatures), _DAY), rounds)


def _batch(mirror: Path, home: Path, folder: Path, every: int) -> Iterator[Figure]:
    path = folder / "tumors-for-trials.jsonl"
    with path.open("wb") as file:
        written = write(mirror / "tcga", file, every)
    asked = run([*PMKG, "ask", "trials", "--batch", str(path), "--date", str(_DAY), "--home", str(home)])
    if asked.lines != written.tumors:
        raise RuntimeError(f"{written.tumors} tumors were asked for, {asked.lines} answers came")
    bound = ALL_WALL * written.tumors / ALL_TUMORS if written.tumors >= ALL_TUMORS // _TIMES else None
    yield Figure("trials", "tumors", float(written.tumors), "")
    yield Figure("trials", "all tumors against all trials: wall", asked.wall_s, "s", bound)
    yield Figure("trials", "all tumors against all trials: CPU", asked.cpu_s, "s")
    yield Figure("trials", "answers", asked.size / 2**20, "MiB")
    yield Figure("trials", "peak memory of each process", max(asked.peaks_mib), "MiB")
    grown = asked.end_mib / asked.middle_mib if asked.middle_mib else None
    yield Figure("trials", "memory of all processes near the end", asked.end_mib, "MiB", None, "half way", grown)


class _Tenfold:
    """Read a release with every trial ten times, under other numbers."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def rows(self, view: Any, keys: Iterable[str]) -> Any:
        """Multiply the rows of trials."""
        if view is TRIALS_BY_SUBJECT:
            found = self._reader.rows(view, keys)
            return {key: [copy for row in rows for copy in _copies(row)] for key, rows in found.items()}
        if view is PROTOCOLS:
            wanted = list(keys)
            real = self._reader.rows(view, sorted({key.partition("~")[0] for key in wanted}))
            return {key: [_renamed(row, key) for row in real.get(key.partition("~")[0], ())] for key in wanted}
        return self._reader.rows(view, keys)


def _copies(row: TrialRow) -> list[TrialRow]:
    return [replace(row, trial=Curie(f"{row.trial}~{number}")) for number in range(_TIMES)]


def _renamed(row: Protocol, key: str) -> Protocol:
    return replace(row, trial=Curie(key))
