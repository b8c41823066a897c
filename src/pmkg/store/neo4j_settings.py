"""Where the Neo4j server is, and with which account it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pmkg.errors import RequestError

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """Hold the address of a server, the account, the database and what is waited for, in seconds.

    ``neo4j://`` addresses route: reads go to any member of a cluster, writes to its leader. ``database`` "" is the
    account's home database. The password is shown by nothing.
    """

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = ""
    connecting: float = 5.0
    retrying: float = 15.0
    reading: float = 30.0
    writing: float = 600.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.uri)
            host = parts.hostname
            secret = parts.username is not None or parts.password is not None
        except ValueError:
            host, secret = None, "@" in self.uri
        # What stands before an @ may be a password, so no part of such an address is repeated.
        if secret:
            raise RequestError(
                "the address of Neo4j holds an account; give it as PMKG_NEO4J_USER and PMKG_NEO4J_PASSWORD"
            )
        if host is None or parts.scheme not in SCHEMES:
            raise RequestError(f"{self.uri!r} is no address of Neo4j; write it like neo4j://localhost:7687")

    @classmethod
    def read(cls, environment: Mapping[str, str], uri: str = "") -> Neo4jSettings:
        """Read the settings from an environment; ``uri`` takes the place of ``PMKG_NEO4J_URI``.

        >>> Neo4jSettings.read({"PMKG_NEO4J_PASSWORD": "secret"}, "neo4j://graph:7687").user
        'neo4j'
        """
        address = uri or environment.get("PMKG_NEO4J_URI", "")
        for name, value in (
            ("PMKG_NEO4J_URI", address),
            ("PMKG_NEO4J_PASSWORD", environment.get("PMKG_NEO4J_PASSWORD")),
        ):
            if not value:
                raise RequestError(
                    f"{name} is not set; Neo4j needs PMKG_NEO4J_URI, PMKG_NEO4J_USER and PMKG_NEO4J_PASSWORD"
                )
        return cls(
            address,
            environment.get("PMKG_NEO4J_USER") or "neo4j",
            environment["PMKG_NEO4J_PASSWORD"],
            environment.get("PMKG_NEO4J_DATABASE", ""),
        )
