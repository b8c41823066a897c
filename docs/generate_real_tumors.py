"""Write docs/real-tumors.md: what a release answers for every tumor of TCGA, cohort by cohort.

python -m docs.generate_real_tumors --mirror M --home H [--every 30]

Run from the repository's root. The cohorts go to as many processes as there are cores; only counts come back.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.tcga_signatures import signatures, tumor_types
from pmkg.cli.home import open_releases
from pmkg.clinic.signature import SignatureReader
from pmkg.model.answer import Answer, Option
from pmkg.model.kinds import Effect, NodeKind, TumorMatch
from pmkg.model.reads import all_nodes
from pmkg.model.signature import Signature
from pmkg.model.variant import Mutation
from pmkg.ports.reader import GraphReader
from pmkg.questions.options import MATCHED
from pmkg.questions.patient import read_patient
from pmkg.questions.targeted_drugs import DrugQuestion

ROOT = Path(__file__).resolve().parents[1]
TIERS = ("IA", "IB", "IIC", "IID")
_HERE = frozenset({TumorMatch.EXACT, TumorMatch.ANCESTOR, TumorMatch.TUMOR_AGNOSTIC})
_ELSEWHERE = frozenset({TumorMatch.DESCENDANT, TumorMatch.OTHER})
_SHOWN_DRIVERS = 5


@dataclass(slots=True)
class Tally:
    """Count tumors of one cohort by what their answers offer; a tumor counts once in each column that holds for it.

    ``tiers`` counts tumors with a matched sensitivity option of that tier, ``unanswered`` tumors by driver gene.
    """

    cohort: str
    tumor: str = ""
    tumors: int = 0
    alterations: int = 0
    tiers: Counter[str] = field(default_factory=Counter)
    first: int = 0
    any_tier: int = 0
    resistance: int = 0
    off_tumor_only: int = 0
    nothing: int = 0
    unanswered: Counter[str] = field(default_factory=Counter)
    cpu_seconds: float = 0.0

    def add(self, answer: Answer, unanswered: Iterable[str]) -> None:
        """Count one answer."""
        matched = [option for option in answer.options if option.status == MATCHED and option.supporting]
        helpful = [option for option in matched if option.effect is Effect.SENSITIVITY]
        tiers = {option.tier for option in helpful} & set(TIERS)
        self.tumors += 1
        self.tiers.update(tier for tier in tiers if tier)
        self.first += bool(tiers & {"IA", "IB"})
        self.any_tier += bool(tiers)
        self.resistance += any(option.effect is Effect.RESISTANCE and option.tier for option in matched)
        self.off_tumor_only += bool(helpful) and all(option.tumor_match in _ELSEWHERE for option in helpful)
        self.nothing += not helpful
        self.unanswered.update(unanswered)

    def include(self, other: Tally) -> None:
        """Add the counts of another cohort."""
        self.tiers.update(other.tiers)
        self.unanswered.update(other.unanswered)
        for name in ("tumors", "alterations", "first", "any_tier", "resistance", "off_tumor_only", "nothing"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.cpu_seconds += other.cpu_seconds


def drivers(reader: GraphReader) -> frozenset[str]:
    """Give the genes that IntOGen found to drive a cohort."""
    return frozenset(node.id for node in all_nodes(reader, NodeKind.GENE) if node.properties.get("driver_cohorts"))


def unanswered_drivers(
    reader: GraphReader, signature: Signature, answer: Answer, known: frozenset[str]
) -> tuple[str, ...]:
    """Name the drivers with an oncogenic mutation for which nothing is offered or warned of in this tumor type."""
    answered = {label for option in answer.options if _speaks_here(option) for label in option.because}
    mutations = tuple(
        found
        for found in signature.found
        if isinstance(found.alteration, Mutation) and found.alteration.gene.id in known
    )
    patient = read_patient(reader, replace(signature, found=mutations))
    left: dict[str, bool] = {}
    for found in mutations:
        mutation = found.alteration
        if isinstance(mutation, Mutation) and patient.assess(mutation).oncogenic:
            symbol = mutation.gene.symbol
            left[symbol] = left.get(symbol, True) and found.label not in answered
    return tuple(sorted(symbol for symbol, alone in left.items() if alone))


def _speaks_here(option: Option) -> bool:
    return option.status == MATCHED and option.tumor_match in _HERE and option.tier is not None


def tally(cohort: str, mirror: Path, home: Path, every: int) -> Tally:
    """Answer the tumors of one cohort; the time is that of reading signatures, asking and counting."""
    reader = open_releases(home).open()
    read, question, known = SignatureReader(reader), DrugQuestion(reader), drivers(reader)
    counted = Tally(cohort)
    kept: Iterator[dict[str, Any]] = (
        given for number, given in enumerate(signatures(mirror / "tcga", cohort)) if not number % every
    )
    for given in kept:
        start = time.process_time()
        signature = read.read(given)
        answer = question.ask(signature)
        counted.cpu_seconds += time.process_time() - start
        counted.tumor = answer.tumor.label
        counted.alterations += len(given["alterations"])
        counted.add(answer, unanswered_drivers(reader, signature, answer, known))
    return counted


def document(tallies: Sequence[Tally], digest: str) -> str:
    """Give the document."""
    total = Tally("All")
    for counted in tallies:
        total.include(counted)
    shares = (*TIERS, "IA or IB", "I or II", "Resistance", "Off-tumor only", "Nothing")
    return "\n".join(
        [
            "# What real tumors are answered",
            "",
            f"Written by `make docs-tumors` from a release with content digest `{digest}`: {total.tumors:,} tumors of TCGA,",
            f"{total.alterations:,} small variants. Reading the signatures and asking took {total.cpu_seconds:.0f} s of CPU.",
            "",
            "The signatures hold small variants alone: no copy number, fusion, expression or biomarker, and nothing is said to be",
            "tested, so that no wild-type statement is met. Options of those kinds are missing by nature of the data.",
            "",
            "Each share is of the cohort's tumors. A tier counts a tumor with a matched sensitivity option of that tier; `IIC` and",
            "`IID` include options seen in another tumor type. `Resistance` counts tiered resistance of any tumor type. `Off-tumor",
            "only` has sensitivity options, all of another tumor type or a subtype; `Nothing` has no matched sensitivity option.",
            "The cohort `UNKNOWN` has no tumor type, and its options therefore no tier.",
            "",
            *_table(("Cohort", "Tumor type", "Tumors", *shares), [_row(counted) for counted in [*tallies, total]]),
            "",
            "## Drivers without an answer",
            "",
            "Oncogenic mutations of genes that IntOGen found to drive a cohort, for which no tiered option, of sensitivity or of",
            "resistance, speaks of this tumor type: the genes in which they are most frequent, with the number of tumors.",
            "",
            *_table(
                ("Cohort", "Unanswered drivers", "CPU, ms a tumor"),
                [(counted.cohort, _drivers(counted), _each(counted)) for counted in [*tallies, total]],
            ),
            "",
        ]
    )


def _row(counted: Tally) -> tuple[str, ...]:
    tiers = (counted.tiers[tier] for tier in TIERS)
    columns = (*tiers, counted.first, counted.any_tier, counted.resistance, counted.off_tumor_only, counted.nothing)
    shares = (f"{count / counted.tumors:.0%}" if counted.tumors else "-" for count in columns)
    return (counted.cohort, counted.tumor or "-", f"{counted.tumors:,}", *shares)


def _drivers(counted: Tally) -> str:
    ranked = sorted(counted.unanswered.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{symbol} {count:,}" for symbol, count in ranked[:_SHOWN_DRIVERS]) or "-"


def _each(counted: Tally) -> str:
    return f"{1000 * counted.cpu_seconds / counted.tumors:.1f}" if counted.tumors else "-"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def main() -> None:
    """Write the document."""
    parser = argparse.ArgumentParser(description="Answer the tumors of TCGA and write docs/real-tumors.md.")
    parser.add_argument("--mirror", type=Path, required=True, help="the mirror; its folder tcga is read")
    parser.add_argument("--home", type=Path, required=True, help="where a full release of the mirror lives")
    parser.add_argument("--every", type=int, default=1, help="keep one tumor of so many of each cohort")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "real-tumors.md")
    options = parser.parse_args()
    manifest = open_releases(options.home).open().manifest()
    work = partial(tally, mirror=options.mirror, home=options.home, every=options.every)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        tallies = [counted for counted in pool.map(work, [*tumor_types(), "UNKNOWN"]) if counted.tumors]
    options.out.write_text(document(tallies, manifest.digest), encoding="utf-8")


if __name__ == "__main__":
    main()
