"""The checksums that an owner states of a file in the headers of its answer."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_MEMBER = re.compile(r"\s*([A-Za-z0-9-]+)=:?([A-Za-z0-9+/=_-]+?):?\s*(?:,|$)")
_ALGORITHMS = {"sha-256": "sha256", "sha-512": "sha512", "md5": "md5"}


def stated_digests(headers: Mapping[str, str], whole: bool) -> dict[str, bytes]:
    """Give the digests of the whole file that headers state, by the algorithm's name in :mod:`hashlib`.

    ``Repr-Digest`` (RFC 9530), the older ``Digest`` (RFC 3230) and Google Cloud Storage's ``x-goog-hash`` speak of the whole
    file; ``Content-MD5`` of what is sent, so it counts only where that is ``whole``.

    >>> stated_digests({"x-goog-hash": "crc32c=n03x6A==,md5=Ojk9c3dhfxgoKVVHYwFbHQ=="}, True)["md5"].hex()
    '3a393d7377617f182829554763015b1d'
    """
    found: dict[str, bytes] = {}
    for name in ("repr-digest", "digest", "x-goog-hash"):
        for algorithm, text in _MEMBER.findall(headers.get(name, "")):
            known = _ALGORITHMS.get(algorithm.lower())
            if known:
                found.update((known, value) for value in _decoded(text))
    if whole and "content-md5" in headers:
        found.update(("md5", value) for value in _decoded(headers["content-md5"].strip()))
    return found


def mismatch(path: Path, stated: Mapping[str, bytes]) -> str:
    """Name the first algorithm by which a file is not what was stated, "" when it is by all."""
    for algorithm, value in stated.items():
        with path.open("rb") as file:
            if hashlib.file_digest(file, lambda: hashlib.new(algorithm, usedforsecurity=False)).digest() != value:  # noqa: B023
                return algorithm
    return ""


def _decoded(text: str) -> Iterator[bytes]:
    try:
        yield base64.b64decode(text, validate=True)
    except binascii.Error:
        return
