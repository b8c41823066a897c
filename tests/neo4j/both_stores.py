"""One release in the embedded store and in Neo4j, to be asked the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neo4j_database import Database

from pmkg.clinic.answer_json import answer_to_json
from pmkg.clinic.signature import SignatureReader
from pmkg.errors import PmkgError
from pmkg.ports.reader import GraphReader
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store.neo4j_releases import Neo4jReleases
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

GRACE = 3_600_000


@dataclass(frozen=True, slots=True)
class Stores:
    """Hold the releases of both stores."""

    embedded: SqliteReleases
    served: Neo4jReleases

    def readers(self) -> tuple[GraphReader, GraphReader]:
        return self.embedded.open(), self.served.open()


def publish_to(served: Neo4jReleases, embedded: SqliteReleases, grace: int = GRACE) -> list[str]:
    """Publish the current release of a home; name what was dropped."""
    manifest = embedded.open().manifest()
    return served.copy(embedded.file(manifest.release), manifest, grace, lambda table, rows: None)


def copied(embedded: SqliteReleases, database: Database) -> Stores:
    """Publish the current release of a home to a database."""
    served = Neo4jReleases(database.settings, facets_by_kind())
    publish_to(served, embedded)
    return Stores(embedded, served)


class Asked:
    """Ask one release for targeted drugs, as a service does."""

    def __init__(self, reader: GraphReader) -> None:
        self._signatures, self._question = SignatureReader(reader), DrugQuestion(reader)

    def __call__(self, signature: Mapping[str, Any]) -> bytes:
        try:
            return answer_to_json(self._question.ask(self._signatures.read(dict(signature))))
        except PmkgError as error:
            return f"{error.code}: {error}".encode()
