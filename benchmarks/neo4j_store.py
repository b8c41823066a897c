"""Ask the embedded store and a Neo4j server the same signatures, and say what each took.

    PMKG_NEO4J_PASSWORD=... python -m benchmarks.neo4j_store --home DIR --to neo4j://localhost:7687 --batch FILE.jsonl

The release that serves at the home must be published to the server (``time pmkg publish`` measures that). Answers are compared
byte by byte; a difference ends the run.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from pmkg.clinic.answer_json import answer_to_json
from pmkg.clinic.signature import SignatureReader
from pmkg.ports.reader import GraphReader
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store.neo4j_releases import Neo4jReleases
from pmkg.store.neo4j_settings import Neo4jSettings
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind


class _Asking:
    """Answer signatures from one reader, and remember what the answering took."""

    def __init__(self, reader: GraphReader) -> None:
        self._signatures, self._question = SignatureReader(reader), DrugQuestion(reader)
        self.walls: list[float] = []

    def __call__(self, signature: dict[str, Any]) -> bytes:
        began = time.perf_counter()
        answer = answer_to_json(self._question.ask(self._signatures.read(signature)))
        self.walls.append(time.perf_counter() - began)
        return answer


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask every signature twice of both stores: cold, then with what the process remembers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--to", default="")
    parser.add_argument("--batch", type=Path, required=True)
    options = parser.parse_args(arguments)
    facets = facets_by_kind()
    embedded = SqliteReleases(options.home, facets).open()
    served = Neo4jReleases(Neo4jSettings.read(os.environ, options.to), facets).open(embedded.manifest().release)
    signatures = [orjson.loads(line) for line in options.batch.read_bytes().splitlines() if line.strip()]
    both = {"embedded": _Asking(embedded), "Neo4j": _Asking(served)}
    for time_of in ("cold", "warm"):
        answers = [[ask(signature) for signature in signatures] for ask in both.values()]
        assert answers[0] == answers[1], "the stores answer differently"
        for store, ask in both.items():
            total, median = sum(ask.walls), sorted(ask.walls)[len(ask.walls) // 2]
            print(f"{time_of} {store}: {total:.2f} s for {len(signatures)} signatures, median {1000 * median:.2f} ms")
            ask.walls.clear()


if __name__ == "__main__":
    main()
