"""Read changes named at the transcript level: HGVS c. and n. expressions.

Without a reference sequence a c. expression cannot be shifted or translated; it is kept in one canonical text instead: no
transcript, upper-case bases, no spelled-out deleted or duplicated bases (``c.1285dupC`` is ``c.1285dup``), ranges of one
position closed, ``>`` between sequences of several bases written as ``delins``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmkg.errors import InvalidText

_TRANSCRIPT = r"(?:(?P<transcript>(?:[NX][MR]_|ENST|LRG_)[\w.]+)(?:\((?P<gene>[\w-]+)\))?:)?"
_POSITION = r"(?:[*-]?\d+\??(?:[+-](?:\d+|\?))?)"
_EXPRESSION = re.compile(
    rf"{_TRANSCRIPT}(?P<prefix>[CN]\.|IVS)?(?P<start>{_POSITION})(?:_(?P<end>{_POSITION}))?(?P<change>[A-Z=].*)",
    re.IGNORECASE,
).fullmatch
_BARE = re.compile(r"\s+|[()](?=\s|$)")
_PARTS = re.compile(r"(?P<base>[*-]?\d+)(?P<offset>[+-]\d+)?").fullmatch
_SUBSTITUTION = re.compile(r"(?P<old>[ACGTU]+)>(?P<new>[ACGTU]+)").fullmatch
_DELINS = re.compile(r"del(?:[ACGTU]*|\d+)ins(?P<new>[ACGTU\d]+)").fullmatch
_OTHER = re.compile(r"(?P<word>del|dup|inv|ins)(?P<bases>[ACGTU]*|\d+(?:-?nt)?|\(\d+\))").fullmatch

_UNCOUNTED = re.compile(r"\d+(?:_\d+)?(?:del|dup)[ACGT]+|\d+ins[ACGT]+", re.IGNORECASE).fullmatch


@dataclass(frozen=True, slots=True)
class CodingChange:
    """Hold a change of a transcript.

    ``text`` is the canonical c. expression without its transcript. ``first`` and ``last`` are the positions in the coding
    sequence that it touches (0 where it lies outside, as in ``c.-124C>T``), ``intronic`` says that it touches an intron.
    ``splice`` says that it touches a canonical splice site: one of the two intronic bases beside an exon.
    """

    text: str
    transcript: str = ""
    gene: str = ""
    first: int = 0
    last: int = 0
    intronic: bool = False
    splice: bool = False


def parse_coding(text: str) -> CodingChange:
    """Read an HGVS c. expression, with or without its transcript, or raise :class:`InvalidText`.

    >>> change = parse_coding("NM_000546.5:c.375+1G>A")
    >>> change.text, change.transcript, change.splice
    ('c.375+1G>A', 'NM_000546.5', True)
    """
    body = _BARE.sub("", text.replace("\N{MINUS SIGN}", "-"))
    found = _EXPRESSION(body)
    if found is None or (found["prefix"] or "").upper() == "IVS":
        raise InvalidText(text, "UNKNOWN_FORM", "write a coding change like NM_005228.5:c.2573T>G or c.1641+2T>G")
    start = found["start"]
    end = _whole(start, found["end"] or start)
    prefix = (found["prefix"] or "c.").lower()
    change = _canonical_change(text, found["change"], single=end == start)
    span = start if end == start else f"{start}_{end}"
    touched = [_PARTS(position) for position in (start, end)]
    bases = [_base(position) for position in (start, end)]
    offsets = [int(part["offset"]) if part and part["offset"] else 0 for part in touched]
    return CodingChange(
        text=f"{prefix}{span}{change}",
        transcript=found["transcript"] or "",
        gene=found["gene"] or "",
        first=bases[0],
        last=bases[1],
        intronic=any(offsets),
        splice=_hits_splice_site(bases, offsets, change),
    )


def refuse_uncounted(text: str) -> None:
    """Raise :class:`InvalidText` for bases at a bare number: it does not say from where it counts.

    ``185delAG`` of BRCA1 counts from the start of the mRNA and is c.68_69del; read as residues it would be a third thing.
    The names in use are in ``ontology/legacy_names.toml``.
    """
    if _UNCOUNTED(text.strip()):
        raise InvalidText(text, "UNKNOWN_FORM", "it does not say from where it counts; write HGVS, such as c.68_69del")


def residue_of(position: int) -> int:
    """Give the residue that a position of the coding sequence encodes, both 1-based.

    >>> residue_of(1799)
    600
    """
    return (position + 2) // 3


def _whole(start: str, end: str) -> str:
    """Complete an end that leaves its base to the start: ``c.7515+1_2del`` ends at 7515+2."""
    one, other = _PARTS(start), _PARTS(end)
    if one and other and one["offset"] and not other["offset"] and one["base"].isdigit() and other["base"].isdigit():
        sign = one["offset"][0]
        if int(other["base"]) < int(one["base"]):
            return f"{one['base']}{sign}{other['base']}"
    return end


def _canonical_change(text: str, change: str, *, single: bool) -> str:
    body = re.sub(r"(?i)del|ins|dup|inv", lambda word: word.group().lower(), change.upper())
    body = body.replace("U", "T") if "dup" not in body else body
    if found := _SUBSTITUTION(body):
        one = len(found["old"]) == len(found["new"]) == 1
        return body if one else f"delins{found['new']}"
    if found := _DELINS(body):
        return f"delins{found['new']}"
    if found := _OTHER(body.replace("NT", "nt")):
        # several bases named at one position: which ones is not known without a sequence, so they stay
        stays = found["word"] == "ins" or (single and found["bases"] not in {"", "1"} and len(found["bases"]) > 1)
        return found["word"] + (found["bases"] if stays else "")
    if body == "=":
        return body
    raise InvalidText(text, "UNKNOWN_FORM", f"the change {change!r} is no HGVS change of bases")


def _base(position: str) -> int:
    found = _PARTS(position)
    return int(found["base"]) if found and found["base"].isdigit() else 0


def _hits_splice_site(bases: list[int], offsets: list[int], change: str) -> bool:
    """Say whether a change touches offsets +1, +2, -1 or -2, also by running from an exon into its intron."""
    if not any(offsets):
        return False
    if any(1 <= abs(offset) <= 2 for offset in offsets):
        # an insertion between +2 and +3 leaves both bases of the site in place
        return not (change.startswith("ins") and min(abs(offset) for offset in offsets) == 2)
    one_intron = bases[0] == bases[1] or (bases[1] == bases[0] + 1 and offsets[0] > 0 > offsets[1])
    return (0 in offsets or not one_intron) and not change.startswith("ins")
