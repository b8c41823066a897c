"""Measure the hot question and its reads inside one process."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import orjson

from benchmarks import graphql_page
from benchmarks.figures import Figure, cpu_ms, p50, p95
from benchmarks.made_signatures import DENSEST, SEEN, TUMORS
from pmkg.api import ApiSettings, create_app
from pmkg.clinic.answer_json import AnswerWriter
from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Way, all_nodes
from pmkg.model.views import STATEMENTS_BY_PROFILE, statement_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

T = TypeVar("T")

QUESTION_CPU_MS = 2.0
PAGE_CPU_MS = 5.0


def releases_at(home: Path) -> SqliteReleases:
    """Open the releases at a home as the command line does."""
    return SqliteReleases(home, facets_by_kind())


def measure_question(home: Path, rounds: int) -> Iterator[Figure]:
    """Ask for ten alterations; held against orjson encoding the same answers.

    "Drawn" takes ten of what tumors often carry, anew for each round, with a tumor type; "densest" takes those with the most
    evidence, the same ten in each tumor type. Both on a release that has answered before.
    """
    reader = releases_at(home).open()
    question, signatures, writer = DrugQuestion(reader), SignatureReader(reader), AnswerWriter()

    def whole(request: bytes) -> bytes:
        return writer.write(question.ask(signatures.read(orjson.loads(request))))

    draw = random.Random(7)
    drawn = [_request(draw.choice(TUMORS), draw.sample(SEEN, 10)) for _ in range(rounds)]
    densest = [_request(tumor, DENSEST) for tumor in TUMORS]
    cold = cpu_ms(lambda: whole(densest[0]), 1)[0]
    for tumor in TUMORS:
        for start in range(0, len(SEEN), 10):
            whole(_request(tumor, SEEN[start : start + 10]))
    for name, requests in (("drawn", drawn), ("densest", densest)):
        read = [signatures.read(orjson.loads(request)) for request in requests]
        asked = _over(question.ask, read, rounds)
        heard = _over(lambda request: question.ask(signatures.read(orjson.loads(request))), requests, rounds)
        complete = _over(whole, requests, rounds)
        answers = [orjson.loads(whole(request)) for request in requests]
        plain = p50(_over(orjson.dumps, answers, rounds))
        about = "orjson encoding the answer"
        yield Figure("question", f"{name}: CPU p50", p50(asked), "ms", QUESTION_CPU_MS, about, p50(asked) / plain)
        yield Figure("question", f"{name}: CPU p95", p95(asked), "ms")
        yield Figure("question", f"{name}, from JSON: CPU p50", p50(heard), "ms", None, about, p50(heard) / plain)
        yield Figure(
            "question", f"{name}, from JSON to JSON: CPU p50", p50(complete), "ms", None, about, p50(complete) / plain
        )
        yield Figure("question", f"{name}: options", p50(len(answer["options"]) for answer in answers), "")
    yield Figure("question", "first question on a release: CPU", cold, "ms")


def _request(tumor: str, alterations: Sequence[str]) -> bytes:
    return orjson.dumps({"id": tumor, "tumorType": tumor, "alterations": alterations})


def _over(work: Callable[[T], object], inputs: Sequence[T], rounds: int) -> list[float]:
    """Give the CPU of each round, the inputs in turn."""
    turn = cycle(inputs)
    return cpu_ms(lambda: work(next(turn)), rounds)


def measure_reads(home: Path, rounds: int) -> Iterator[Figure]:
    """Read the statements of ten profiles from the wide view, and from generic edge rows, with nothing remembered."""
    releases = releases_at(home)
    profiles = [node.id for node in all_nodes(releases.open(), NodeKind.MOLECULAR_PROFILE)]
    step = max(len(profiles) // (10 * rounds), 1)
    tens = [profiles[start : start + 10 * step : step] for start in range(0, 10 * step * rounds, 10 * step)]
    tens = [ten for ten in tens if ten]
    generic = p50(_over(partial(_statements_by_edges, releases.open()), tens, len(tens)))
    wide = p50(_over(partial(releases.open().rows, STATEMENTS_BY_PROFILE), tens, len(tens)))
    yield Figure(
        "reads", "statements of ten profiles, wide view", wide, "ms", None, "generic edge rows", wide / generic
    )
    yield Figure("reads", "statements of ten profiles, generic edge rows", generic, "ms")


def _statements_by_edges(reader: GraphReader, profiles: list[Curie]) -> object:
    edges = reader.edges(profiles, (EdgeKind.ABOUT_PROFILE,), Way.IN)
    nodes = reader.nodes(edge.subject for found in edges.values() for edge in found)
    return [statement_of(node) for node in nodes.values() if "statement" in node.properties]


def measure_page(home: Path, rounds: int) -> Iterator[Figure]:
    """Answer a GraphQL page of 50 evidence rows x 12 fields; held against orjson encoding the same answer."""
    results = asyncio.run(
        graphql_page.run(create_app(releases_at(home), ApiSettings(cache_bytes=0)), rounds, profiled=False)
    )
    for name, figures in results.items():
        value, about = figures["p50_ms"], "orjson encoding the answer"
        yield Figure("page", f"{name}: CPU p50", value, "ms", PAGE_CPU_MS, about, value / figures["plain_ms"])
        yield Figure("page", f"{name}: CPU p95", figures["p95_ms"], "ms")
