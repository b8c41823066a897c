"""Fetch files from their owners into a cache, and probe whether the owners answer at all."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import platformdirs
import pooch

from pmkg.model.source import FileRule, Source

_PROBE_SECONDS = 3.0
_PROBE_ADDRESS = "https://civicdb.org"


def cache_folder() -> Path:
    """Give the folder of fetched files: PMKG_CACHE, else the user's cache directory."""
    return Path(os.environ.get("PMKG_CACHE") or platformdirs.user_cache_path("pmkg"))


def owners_answer() -> bool:
    """Probe, for at most three seconds, whether a source's owner can be reached."""
    try:
        return httpx.head(_PROBE_ADDRESS, timeout=_PROBE_SECONDS, follow_redirects=True).status_code < 500
    except httpx.HTTPError:
        return False


def fetch(source: Source, rule: FileRule) -> Path | None:
    """Fetch one file of a source, or take it from the cache; None when its owner does not give it."""
    folder = cache_folder() / source.id
    name = rule.url.rpartition("/")[2] or rule.name
    try:
        return Path(pooch.retrieve(rule.url, known_hash=None, fname=name, path=folder, progressbar=False))
    except (OSError, ValueError):
        return None
