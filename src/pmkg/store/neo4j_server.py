"""One Neo4j server or cluster: its driver, its statements, and what its errors mean."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from neo4j import GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

from pmkg.errors import NoRelease, ReleaseError
from pmkg.store.neo4j_settings import Neo4jSettings
from pmkg.vocabulary.ontology_files import data_folder

T = TypeVar("T")
_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"


@cache
def statement(name: str) -> str:
    """Read one statement of ``queries/cypher`` by its path there, without the suffix."""
    text = (data_folder("queries") / "cypher" / f"{name}.cypher").read_text(encoding="utf-8")
    return text.strip().removesuffix(";")


def statements_of(folder: str) -> list[str]:
    """Name the statements of a folder of ``queries/cypher``."""
    return sorted(f"{folder}/{path.stem}" for path in (data_folder("queries") / "cypher" / folder).glob("*.cypher"))


class Neo4jServer:
    """Run statements on a server, in transactions that are tried again when the server says that this may help.

    Reads and writes are chained by bookmarks: whoever saw the pointer move sees the release that it points to, on every
    member of a cluster. Every failure is a :class:`ReleaseError` that names the server and the remedy, never the password.
    """

    def __init__(self, settings: Neo4jSettings) -> None:
        self._settings = settings
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._driver = GraphDatabase.driver(
            settings.uri,
            auth=(settings.user, settings.password),
            connection_timeout=settings.connecting,
            connection_acquisition_timeout=settings.retrying,
            max_transaction_retry_time=settings.retrying,
            notifications_min_severity="OFF",
            user_agent="pmkg",
        )
        weakref.finalize(self, self._driver.close)

    @property
    def address(self) -> str:
        """The server's address and database, as they may be shown."""
        return f"{self._settings.uri.rstrip('/')}/{self._settings.database}".rstrip("/")

    def read(self, name: str, release: str = "", **values: Any) -> list[list[Any]]:
        """Give the rows of a statement.

        Where a ``release`` is named, raise :class:`NoRelease` if it was dropped meanwhile: half of a release answers nothing.
        """

        @unit_of_work(timeout=self._settings.reading)
        def work(transaction: ManagedTransaction) -> list[list[Any]]:
            rows = transaction.run(statement(name), release=release, **values).values()
            if release and transaction.run(statement("read/whole"), release=release).single() is None:
                raise NoRelease(self.address, release)
            return rows

        with self._session() as session:
            return session.execute_read(work)

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do work in one transaction, and again where the server asks for it."""
        with self._session() as session:
            return session.execute_write(unit_of_work(timeout=self._settings.writing)(work))

    def run(self, name: str, **values: Any) -> list[list[Any]]:
        """Run one writing statement in a transaction of its own and give its rows."""
        return self.write(lambda transaction: transaction.run(statement(name), **values).values())

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with (
            self._answering(),
            self._driver.session(database=self._settings.database or None, bookmark_manager=self._bookmarks) as session,
        ):
            yield session

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except AuthError as error:
            raise ReleaseError(
                f"Neo4j at {self.address} refuses the account {self._settings.user!r}; "
                "check PMKG_NEO4J_USER and PMKG_NEO4J_PASSWORD"
            ) from error
        except ClientError as error:
            if error.code == _NO_DATABASE:
                remedy = "create the database or check PMKG_NEO4J_DATABASE"
                raise ReleaseError(f"Neo4j at {self.address} has no such database; {remedy}") from error
            raise ReleaseError(f"Neo4j at {self.address} refuses a statement ({error.code})") from error
        except Neo4jError as error:
            raise ReleaseError(f"Neo4j at {self.address} failed ({error.code}); try again") from error
        except DriverError as error:
            raise ReleaseError(
                f"Neo4j at {self.address} does not answer ({type(error).__name__}); start it or check PMKG_NEO4J_URI"
            ) from error
