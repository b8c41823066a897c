"""Read genomic coordinates and HGVS g. expressions into one canonical text.

``GRCh37:7:140453136:A:T`` where both alleles are spelled out, in VCF form, trimmed to the fewest bases. What cannot be
brought to that form without a reference sequence (a deletion whose bases or anchor are not given) is kept as
``GRCh37:7:g.55242465_55242479del``. Where a text states no assembly, GRCh37 is assumed: it is the assembly of TCGA, of
CIViC's and MOAlmanac's coordinates and of the public ClinVar conversions that a release joins.
"""

from __future__ import annotations

import re

from pmkg.errors import InvalidText

# NCBI assemblies GCF_000001405.25 (GRCh37.p13) and GCF_000001405.40 (GRCh38.p14); the latter's versions are one higher
_GRCH37_VERSIONS = (10, 11, 11, 11, 9, 11, 13, 10, 11, 10, 9, 11, 10, 8, 9, 9, 10, 9, 9, 10, 8, 10, 10, 9)
_CHROMOSOMES = (*(str(number) for number in range(1, 23)), "X", "Y")
ACCESSIONS = {
    f"NC_{number:06d}.{version + later}": (assembly, chromosome)
    for number, (chromosome, version) in enumerate(zip(_CHROMOSOMES, _GRCH37_VERSIONS, strict=True), start=1)
    for assembly, later in (("GRCh37", 0), ("GRCh38", 1))
}
_ASSEMBLIES = {"GRCH37": "GRCh37", "HG19": "GRCh37", "B37": "GRCh37", "GRCH38": "GRCh38", "HG38": "GRCh38"}
_KNOWN = frozenset({*_CHROMOSOMES, "MT"})

_BUILD = r"(?:(?P<build>GRCh37|GRCh38|hg19|hg38|b37)(?:\.p\d+)?[:\s(-]*)?"
_CHROMOSOME = r"(?:chr)?(?P<chromosome>[0-9]{1,2}|X|Y|MT?|NC_\d{6}\.\d+)\)?"
_COORDINATES = re.compile(
    rf"{_BUILD}{_CHROMOSOME}[:\-\s](?P<position>[1-9]\d*)[:\-\s_]?(?P<ref>[ACGTN]+|-)[:>/\-\s](?P<alt>[ACGTN]+|-)",
    re.IGNORECASE,
).fullmatch
_HGVS = re.compile(
    rf"{_BUILD}{_CHROMOSOME}:g\.(?P<start>[1-9]\d*)(?:_(?P<end>[1-9]\d*))?"
    r"(?P<change>(?P<ref>[ACGTN]+)>(?P<alt>[ACGTN]+)|del[ACGTN]*ins[ACGTN]+|del[ACGTN]*|dup[ACGTN]*|ins[ACGTN]+|inv)",
    re.IGNORECASE,
).fullmatch

_ONE_ALLELE = re.compile(rf"{_BUILD}{_CHROMOSOME}[:\-\s][1-9]\d*[:>/\-\s]+[ACGTN]+", re.IGNORECASE).fullmatch
_ANCHORED = re.compile(r"(?P<place>\w+:\w+):(?P<position>\d+):(?P<ref>[ACGTN]+):(?P<alt>[ACGTN]+)").fullmatch
_STATED = re.compile(r"GRCh3[78]|hg19|hg38|b37|NC_", re.IGNORECASE).search


def parse_genomic(text: str) -> str:
    """Give the canonical text of a genomic change, or raise :class:`InvalidText`.

    >>> parse_genomic("chr7-140453136-A-T"), parse_genomic("NC_000007.14:g.140753336A>T")
    ('GRCh37:7:140453136:A:T', 'GRCh38:7:140753336:A:T')
    """
    body = text.strip()
    if found := _HGVS(body):
        place = _place(text, found["build"], found["chromosome"])
        if found["ref"]:
            return _spelled(place, int(found["start"]), found["ref"].upper(), found["alt"].upper())
        return f"{place}:g.{_span(text, found['start'], found['end'])}{_change(found['change'])}"
    if found := _COORDINATES(body):
        place = _place(text, found["build"], found["chromosome"])
        position, ref, alt = int(found["position"]), found["ref"].upper(), found["alt"].upper()
        return _unanchored(place, position, ref, alt) if "-" in {ref, alt} else _spelled(place, position, ref, alt)
    if _ONE_ALLELE(body):
        raise InvalidText(text, "NO_REFERENCE", "write both alleles, as in GRCh37:7:140453136:A:T")
    raise InvalidText(text, "UNKNOWN_FORM", "write coordinates like GRCh37:7:140453136:A:T")


def unanchored(genomic: str) -> str:
    """Give the g. form of a canonical deletion or insertion that is written with an anchor base; "" for anything else.

    It needs no sequence, the reverse does: a request in MAF form meets a variant that a source gives in VCF form by it.

    >>> unanchored("GRCh37:7:55242464:AGGAATTAAGAGAAGC:A"), unanchored("GRCh37:7:140453136:A:T")
    ('GRCh37:7:g.55242465_55242479del', '')
    """
    found = _ANCHORED(genomic)
    if found is None:
        return ""
    place, position, ref, alt = found["place"], int(found["position"]), found["ref"], found["alt"]
    if len(alt) == 1 and len(ref) > 1 and ref[0] == alt:
        return _unanchored(place, position + 1, ref[1:], "-")
    if len(alt) == 1 and len(ref) > 1 and ref[-1] == alt:
        return _unanchored(place, position, ref[:-1], "-")
    if len(ref) == 1 and len(alt) > 1 and alt[0] == ref:
        return _unanchored(place, position, "-", alt[1:])
    return ""


def states_assembly(text: str) -> bool:
    """Say whether a text names its assembly, by name or by the accession of a chromosome."""
    return _STATED(text) is not None


def _place(text: str, build: str | None, chromosome: str) -> str:
    name = chromosome.upper()
    stated = _ASSEMBLIES[build.upper()] if build else ""
    if name.startswith("NC_"):
        if name.startswith("NC_012920"):
            return f"{stated or 'GRCh37'}:MT"
        if name not in ACCESSIONS:
            raise InvalidText(text, "UNKNOWN_ASSEMBLY", f"{name} is no chromosome of GRCh37 or GRCh38")
        assembly, name = ACCESSIONS[name]
        return f"{assembly}:{name}"
    name = "MT" if name == "M" else name.lstrip("0")
    if name not in _KNOWN:
        raise InvalidText(text, "UNKNOWN_CHROMOSOME", f"{name or chromosome} is no human chromosome")
    return f"{stated or 'GRCh37'}:{name}"


def _span(text: str, start: str, end: str | None) -> str:
    if end is None or end == start:
        return start
    if int(end) < int(start):
        raise InvalidText(text, "BAD_RANGE", f"{start} to {end} runs backward")
    return f"{start}_{end}"


def _change(change: str) -> str:
    """Drop the spelled-out deleted or duplicated bases: the span says which they are."""
    word = re.sub(r"(?i)del|ins|dup|inv", lambda found: found.group().lower(), change.upper())
    return re.sub(r"^(del|dup)[ACGTN]*", r"\1", word)


def _spelled(place: str, position: int, ref: str, alt: str) -> str:
    """Trim the bases that both alleles share, last ones first, one base kept as anchor."""
    while len(ref) > 1 and len(alt) > 1 and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while len(ref) > 1 and len(alt) > 1 and ref[0] == alt[0]:
        ref, alt, position = ref[1:], alt[1:], position + 1
    return f"{place}:{position}:{ref}:{alt}"


def _unanchored(place: str, position: int, ref: str, alt: str) -> str:
    """Name a MAF-style indel, whose absent allele is ``-``: an insertion stands after its position."""
    if ref == "-":
        return f"{place}:g.{position}_{position + 1}ins{alt}"
    end = position + len(ref) - 1
    return f"{place}:g.{position if end == position else f'{position}_{end}'}del"
