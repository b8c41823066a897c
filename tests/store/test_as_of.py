"""Which release a day or a moment means."""

from __future__ import annotations

import pytest

from pmkg.errors import RequestError
from pmkg.model.manifest import Manifest
from pmkg.ports.as_of import release_as_of
from pmkg.store import MemoryReleases

BUILT = {
    "first": "2026-01-01T00:00:00+00:00",
    "second": "2026-01-02T00:00:00+00:00",
    "third": "2026-01-02T23:30:00-01:00",
    "2025-06-01": "2026-06-01T00:00:00+00:00",
}


@pytest.fixture
def home() -> MemoryReleases:
    home = MemoryReleases()
    for name, built in BUILT.items():
        with home.draft(name) as draft:
            draft.publish(Manifest(name, "full", built, draft.index(), ()))
    return home


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-01-01", "first"),
        ("2026-01-02", "second"),
        ("2026-01-03", "third"),
        ("2026-01-01T23:59:59Z", "first"),
        ("2026-01-02T00:00:00Z", "second"),
        ("2026-01-03T01:30+01:00", "third"),
        ("2026-01-03T01:29+01:00", "second"),
        ("2025-06-01", "2025-06-01"),
        ("", ""),
        ("nothing", "nothing"),
    ],
)
def test_a_day_ends_at_midnight_utc_and_a_name_is_a_name(home: MemoryReleases, text: str, meant: str) -> None:
    assert release_as_of(home, text) == meant


@pytest.mark.parametrize("text", ["2026-13-01", "2026-01-01Tnoon"])
def test_a_day_that_is_none_is_refused(home: MemoryReleases, text: str) -> None:
    with pytest.raises(RequestError, match="is neither the name of a release nor a day"):
        release_as_of(home, text)


def test_a_day_before_the_first_release_is_refused_with_the_first(home: MemoryReleases) -> None:
    with pytest.raises(RequestError, match="the first that is kept, first, was built 2026-01-01"):
        release_as_of(home, "2025-12-31")
    with pytest.raises(RequestError, match="no release was built by 2026-01-01: there is none"):
        release_as_of(MemoryReleases(), "2026-01-01")
