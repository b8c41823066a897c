"""Measure the CPU that one GraphQL page of 50 evidence rows x 12 fields takes, from the request's bytes to the answer's.

    python benchmarks/graphql_page.py [--home DIR] [--requests 200] [--profile] [--out benchmarks/results/graphql-page.json]

The request goes through the whole application in this process (ASGI, no socket). CPU is that of the process, all threads,
by ``time.process_time``. Without ``--home`` a release of synthetic evidence in SQLite is made first.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import pstats
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI

from pmkg.api import ApiSettings, create_app
from pmkg.model.codec import encode, encode_union
from pmkg.model.criterion import Allele
from pmkg.model.curie import Curie
from pmkg.model.graph import Node, Value
from pmkg.model.kinds import Direction, Effect, NodeKind, Operator, StatementKind, TumorScope
from pmkg.model.manifest import Manifest, SourceRelease
from pmkg.model.profile import Leaf, profile_id
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import Statement
from pmkg.model.variant import ChangeKind, Gene, ProteinChange
from pmkg.store import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

ROWS = 4_000
PAGES = {
    "50 rows x 12 fields": """query Page($first: Int!) { evidence(first: $first) { totalCount pageInfo { endCursor hasNextPage }
        nodes { id label type effect direction significance level diseaseLabel source citation license status } } }""",
    "50 rows x 12 fields, 2 of them nested": """query Nested($first: Int!) { evidence(first: $first) { totalCount
        nodes { id label effect direction level diseaseLabel source citation status url
                regimen { label } provenance { license } } } }""",
}
TARGET_MS = 5.0


def evidence() -> Iterator[Node]:
    """Make evidence as a build makes it."""
    gene = Gene(Curie("HGNC:1097"), "BRAF")
    for number in range(ROWS):
        position = number % 700 + 1
        tree = Leaf(Allele(gene, ProteinChange(ChangeKind.SUBSTITUTION, position, position, "V", "V", "E")))
        drugs = (Agent(Curie("NCIT:C64768"), "Vemurafenib"), Agent(Curie(f"NCIT:C{number % 300}"), f"Drug {number}"))
        item = Statement(
            Curie(f"civic.eid:{number}"),
            StatementKind.PREDICTIVE,
            "civic",
            profile_id(tree),
            Regimen.of(drugs, Operator.COMBINATION),
            Effect.SENSITIVITY,
            "Sensitivity/Response",
            Direction.SUPPORTS,
            "civic",
            "B",
            Curie("MONDO:0005012"),
            "Skin Melanoma",
            TumorScope.SPECIFIC,
            citation="PMID:22735384",
            url=f"https://civicdb.org/links/evidence_items/{number}",
            license="CC0-1.0",
            date="2024-01-01",
        )
        facts: dict[str, Value] = {
            "kind": "PREDICTIVE",
            "source": "civic",
            "level": "B",
            "direction": "SUPPORTS",
            "effect": "SENSITIVITY",
            "status": "accepted",
            "significance": item.significance,
            "description": "Sentences of a source about a trial and its outcome. " * 8,
            "profile": item.profile,
            "disease": "MONDO:0005012",
            "genes": [gene.id],
            "drugs": [drug.id for drug in drugs],
            "words": {"profile": tree.text, "disease": "Skin Melanoma", "therapies": [drug.label for drug in drugs]},
            "statement": encode(item),
        }
        yield Node(item.id, NodeKind.EVIDENCE, f"{tree.text}: {item.significance}", (), facts, ("civic",))
        if number < 700:
            profile: dict[str, Value] = {"tree": encode_union(tree), "genes": [gene.id]}
            yield Node(item.profile, NodeKind.MOLECULAR_PROFILE, tree.text, (), profile, ("civic",))


def make_release(home: Path) -> None:
    """Publish a release of synthetic evidence."""
    source = SourceRelease("civic", "CIViC", "2025-04", "CC0-1.0", "PMID:28138153", "https://civicdb.org")
    with SqliteReleases(home, facets_by_kind()).draft("bench") as draft:
        draft.nodes(evidence())
        digest = draft.index()
        draft.publish(Manifest("bench", "starter", "2026-01-01T00:00:00Z", digest, (source,)))


async def post(app: FastAPI, body: bytes) -> bytes:
    """Send one request through the application."""
    answer: list[bytes] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        answer.append(message.get("body", b""))

    await app(scope, receive, send)
    return b"".join(answer)


async def measure(app: FastAPI, body: bytes, requests: int) -> list[float]:
    """Give the CPU of each request in milliseconds, after warming up."""
    for _ in range(20):
        answer = orjson.loads(await post(app, body))
        assert "errors" not in answer, answer["errors"]
        assert len(answer["data"]["evidence"]["nodes"]) == 50
    spent = []
    for _ in range(requests):
        begun = time.process_time()
        await post(app, body)
        spent.append((time.process_time() - begun) * 1000)
    return spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        if options.home is None:
            make_release(home)
        app = create_app(SqliteReleases(home, facets_by_kind()), ApiSettings(cache_bytes=0))
        results = asyncio.run(run(app, options.requests, options.profile))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2))


async def run(app: FastAPI, requests: int, profiled: bool) -> dict[str, dict[str, float]]:
    """Measure every page."""
    results = {}
    async with app.router.lifespan_context(app):
        for name, query in PAGES.items():
            body = orjson.dumps({"query": query, "variables": {"first": 50}})
            spent = await measure(app, body, requests)
            figures = {"p50_ms": statistics.median(spent), "p95_ms": statistics.quantiles(spent, n=20)[-1]}
            results[name] = {**figures, "target_ms": TARGET_MS, "of_target": figures["p50_ms"] / TARGET_MS}
            results[name]["plain_ms"] = plain_json(await post(app, body), requests)
            print(f"{name}: p50 {figures['p50_ms']:.2f} ms, p95 {figures['p95_ms']:.2f} ms CPU (target {TARGET_MS} ms)")
            if profiled:
                await show_profile(app, body)
    return results


def plain_json(answer: bytes, rounds: int) -> float:
    """Give the CPU at the median of encoding the same answer with orjson alone, in milliseconds."""
    value = orjson.loads(answer)
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        for _ in range(10):
            orjson.dumps(value)
        spent.append((time.process_time() - begun) * 100)
    return statistics.median(spent)


async def show_profile(app: FastAPI, body: bytes) -> None:
    """Print where the worker threads spend their time."""
    from pmkg.api import workers

    profile = cProfile.Profile()
    plain = workers.Workers._run

    def watched(self: Any, work: Any) -> Any:
        return profile.runcall(plain, self, work)

    workers.Workers._run = watched  # type: ignore[method-assign]
    for _ in range(200):
        await post(app, body)
    workers.Workers._run = plain  # type: ignore[method-assign]
    pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
