"""Compute GA4GH VRS 2 identifiers of genomic alleles.

A substitution, or a replacement that shares no flank with its reference, needs only the digest of its chromosome
(``ontology/sequences.toml``). A pure insertion or deletion must first be moved over its region of ambiguity, which needs the
sequence: it has an identifier only where a sequence store is configured (``PMKG_SEQREPO``, a URI as ``ga4gh.vrs`` takes
it: ``seqrepo+file:///usr/local/share/seqrepo/latest`` or ``seqrepo+https://host/seqrepo``).

The digest is computed from the canonical serialization directly, which takes a tenth of the time of ``ga4gh.vrs`` objects;
a test holds the two together.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha512
from typing import Any

from pmkg.errors import MissingFile
from pmkg.vocabulary.ontology_files import read_toml

_FORM = re.compile(r"(GRCh3[78]):(?:chr)?([0-9]{1,2}|X|Y|MT|M):([0-9]+):([ACGTN]+|-|):([ACGTN]+|-|)", re.IGNORECASE)


def vrs_allele_id(genomic: str, sequences: Any | None = None) -> str | None:
    """Give the VRS identifier of an allele written as ``GRCh37:7:140453136:A:T`` (VCF form), or None.

    None says that there is no identifier to give: another form or chromosome, no change at all, or an insertion or
    deletion without a sequence store. ``sequences`` is a data proxy of ``ga4gh.vrs``; see :func:`allele_identifier`.

    >>> vrs_allele_id("GRCh38:7:140753336:A:T")
    'ga4gh:VA.Otc5ovrw906Ack087o1fhegB4jDRqCAe'
    """
    parsed = _parse(genomic)
    if parsed is None:
        return None
    refget, start, reference, alternate = parsed
    if reference == alternate:
        return None
    if reference and alternate:
        return _literal_id(refget, start, start + len(reference), alternate)
    return None if sequences is None else _normalized_id(refget, start, start + len(reference), alternate, sequences)


def allele_identifier(uri: str = "") -> Callable[[str], str | None]:
    """Give :func:`vrs_allele_id` bound to the sequence store at a URI, or to none where it is ""."""
    return partial(vrs_allele_id, sequences=_open(uri)) if uri else vrs_allele_id


def _parse(genomic: str) -> tuple[str, int, str, str] | None:
    """Read chromosome digest, interbase start and trimmed alleles."""
    match = _FORM.fullmatch(genomic)
    if match is None:
        return None
    assembly, chromosome, position, reference, alternate = match.groups()
    refget = _digests().get((assembly.lower(), chromosome.upper()))
    if refget is None or int(position) < 1:
        return None
    start = int(position) - 1
    return (refget, *_trim(start, reference.upper().strip("-"), alternate.upper().strip("-")))


def _trim(start: int, reference: str, alternate: str) -> tuple[int, str, str]:
    """Take off what both alleles share, on the left first (VRS normalization, step 1)."""
    left = 0
    shorter = min(len(reference), len(alternate))
    while left < shorter and reference[left] == alternate[left]:
        left += 1
    right = 0
    while right < shorter - left and reference[-1 - right] == alternate[-1 - right]:
        right += 1
    return start + left, reference[left : len(reference) - right], alternate[left : len(alternate) - right]


def _literal_id(refget: str, start: int, end: int, sequence: str) -> str:
    """Digest the canonical JSON of a location, then of an allele with a literal state (VRS 2, computed identifiers)."""
    location = _digest(
        f'{{"end":{end},"sequenceReference":{{"refgetAccession":"{refget}","type":"SequenceReference"}},'
        f'"start":{start},"type":"SequenceLocation"}}'
    )
    return "ga4gh:VA." + _digest(
        f'{{"location":"{location}","state":{{"sequence":"{sequence}","type":"LiteralSequenceExpression"}},"type":"Allele"}}'
    )


def _digest(text: str) -> str:
    return urlsafe_b64encode(sha512(text.encode("ascii")).digest()[:24]).decode("ascii")


def _normalized_id(refget: str, start: int, end: int, sequence: str, sequences: Any) -> str | None:
    # loading ga4gh.vrs takes 0.2 s, and most builds have no sequence store; it ships no type information
    from ga4gh.core import ga4gh_identify  # type: ignore[import-untyped]
    from ga4gh.vrs import models, normalize  # type: ignore[import-untyped]

    allele = models.Allele(
        location=models.SequenceLocation(
            start=start, end=end, sequenceReference=models.SequenceReference(refgetAccession=refget)
        ),
        state=models.LiteralSequenceExpression(sequence=sequence),
    )
    identifier: str | None = ga4gh_identify(normalize(allele, data_proxy=sequences))
    return identifier


def _open(uri: str) -> Any:
    from ga4gh.vrs.dataproxy import create_dataproxy  # type: ignore[import-untyped]

    try:
        return create_dataproxy(uri)
    except (ImportError, OSError, ValueError) as error:
        raise MissingFile("sequences", uri, (f"{type(error).__name__}: {error}",)) from error


@cache
def _digests() -> dict[tuple[str, str], str]:
    found = {}
    for assembly, rows in read_toml("sequences.toml").items():
        for chromosome, row in rows.items():
            found[assembly.lower(), chromosome] = row["refget"]
        found[assembly.lower(), "M"] = rows["MT"]["refget"]
    return found
