"""Servers that know their callers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from api_client import Client, serving

from pmkg.api import ApiSettings, create_app
from pmkg.api.access.opening import open_access
from pmkg.api.access.settings import AccessSettings
from pmkg.model.access import Role
from pmkg.model.api_keys import make_key
from pmkg.model.job import Job, JobOutcome
from pmkg.ports import Releases
from pmkg.store.key_file import KeyFile
from pmkg.store.memory_jobs import MemoryJobs

ASK = "query($s: SignatureInput!) { targetedDrugs(signature: $s) { id options { because } } }"
ASK_MANY = "query($s: [SignatureInput!]!) { targetedDrugsBatch(signatures: $s) { id } }"
BRAF = {"id": "hidden-case", "tumorType": "SKCM", "alterations": [{"gene": "BRAF", "protein": "V600E"}]}
RELEASES = "{ releases { name } }"


def new_key(home: Path, *roles: Role, days: int | None = None, now: datetime | None = None) -> str:
    """Make a key at a home."""
    text, key = make_key("a test", roles, now or datetime.now(UTC), days)
    KeyFile(home).put(key)
    return text


@dataclass(frozen=True, slots=True)
class Guarded:
    """Ask a server as somebody."""

    client: Client
    home: Path

    def post(
        self, query: str, key: str | None = None, headers: dict[str, str] | None = None, **variables: Any
    ) -> httpx.Response:
        """Send a question with a key or token."""
        given = {**({"authorization": f"Bearer {key}"} if key else {}), **(headers or {})}
        return self.client.request("POST", "/graphql", json={"query": query, "variables": variables}, headers=given)

    def code(self, response: httpx.Response) -> str:
        """Give the code of the one error of a response."""
        (error,) = response.json()["errors"]
        code: str = error["extensions"]["code"]
        return code

    def key(self, *roles: Role) -> str:
        """Make a key at the server's home."""
        return new_key(self.home, *roles)


@contextmanager
def guarding(
    releases: Releases, home: Path, auth: str = "required", access: AccessSettings | None = None, **settings: Any
) -> Iterator[Guarded]:
    """Start a server over releases with the access of a home."""
    given = replace(ApiSettings(auth=auth, access=access or AccessSettings()), **settings)
    authenticator, gate = open_access(home, given)
    jobs, noon = MemoryJobs(), datetime(2026, 1, 1, 12, tzinfo=UTC)
    jobs.record(Job("civic", noon, noon, JobOutcome.UNCHANGED, version="01-Jan-2026"))
    with serving(create_app(releases, given, jobs, authenticator, gate)) as client:
        yield Guarded(client, home)
