"""Read protein changes in every spelling that sources, laboratories and MAF files use.

The canonical form follows the HGVS recommendations (den Dunnen et al. 2016, PMID:26931183) with these decisions:

- A frameshift is its first residue and position; the new residue and the distance to the stop are dropped, so that
  ``W288fs``, ``W288Cfs*12`` and ``WR288fs`` are one thing.
- A change of the initiator methionine, whatever replaces it, is ``M1?``: HGVS does not let the effect of a lost start be
  written as a substitution, because the new residue is not what the cell makes.
- A stop among inserted residues is a truncation at the stop's position.
- A lost stop (``*214C``, ``*417Sfs*14``, ``*316delext*?``) is an extension.
- An insertion that repeats the spelled-out residues before it is a duplication, and a delins whose ends repeat the
  reference is trimmed, wherever the text itself spells the residues out.
- ``X`` as a new residue is a stop, as in the older nomenclature.
- Residues that replace more or fewer than they name need ``delins`` or ``>``: what else follows a residue is a word (``G12wt``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pmkg.errors import InvalidText
from pmkg.model.variant import ChangeKind, ProteinChange
from pmkg.vocabulary.coding import refuse_uncounted

THREE_LETTER = {
    "ALA": "A", "ARG": "R", "ASN": "N", "ASP": "D", "CYS": "C", "GLN": "Q", "GLU": "E", "GLY": "G", "HIS": "H",
    "ILE": "I", "LEU": "L", "LYS": "K", "MET": "M", "PHE": "F", "PRO": "P", "SER": "S", "THR": "T", "TRP": "W",
    "TYR": "Y", "VAL": "V", "SEC": "U", "PYL": "O", "XAA": "X", "TER": "*", "STOP": "*",
}  # fmt: skip

_RESIDUE = "ACDEFGHIKLMNPQRSTVWYUO"
_PLAIN = re.compile(rf"(?:p\.)?\(?([{_RESIDUE}])([1-9]\d*)([{_RESIDUE}*])\)?").fullmatch
_CODE = "|".join(THREE_LETTER)
_THREE = re.compile(_CODE, re.IGNORECASE)
_CODED = re.compile(rf"(?:{_CODE})[1-9]|\d_(?:{_CODE})\d", re.IGNORECASE).search
# no protein ends before; *2A is a star allele of a pharmacogene
_SHORTEST = 20
_NEEDLESS = re.compile(r"[()\[\]]")
_SPAN = rf"(?P<first>[{_RESIDUE}X*]*)(?P<start>[1-9]\d*)(?:_(?P<last>[{_RESIDUE}X*]*)(?P<end>[1-9]\d*))?"
_SEQUENCE = rf"[{_RESIDUE}X*]"
_FORMS = tuple(
    (name, re.compile(pattern).fullmatch)
    for name, pattern in (
        ("splice", rf"{_SPAN}_?SPLICE"),
        ("start", rf"[{_RESIDUE}]1(?:\?|_\?\d+|EXT-?\d*)"),
        ("frameshift", rf"(?:{_SPAN}|-(?P<gap>[1-9]\d*))(?:{_SEQUENCE}|>{_SEQUENCE})?FS(?:(?:\*|X|TER)?(?:\d+|\?)?)"),
        ("extension", rf"{_SPAN}(?:DEL)?(?P<alternate>{_SEQUENCE})?EXT(?:(?:\*|X|TER)?-?(?:\d+|\?)?)"),
        ("delins", rf"{_SPAN}(?:DEL{_SEQUENCE}*INS|>)(?P<alternate>{_SEQUENCE}+)"),
        (
            "spelled",
            rf"(?P<start>[1-9]\d*)(?:_(?P<end>[1-9]\d*))?(?P<deleted>{_SEQUENCE}+)>(?P<alternate>{_SEQUENCE}+)",
        ),
        ("deletion", rf"{_SPAN}DEL(?P<deleted>{_SEQUENCE}*|\d+)"),
        ("deletion", r"DEL ?(?P<start>[1-9]\d*)[-_](?P<end>[1-9]\d*)"),
        ("duplication", rf"{_SPAN}DUP(?P<deleted>{_SEQUENCE}*|\d+)"),
        ("insertion", rf"{_SPAN}INS(?P<alternate>{_SEQUENCE}*)"),
        ("synonymous", rf"{_SPAN}="),
        ("substitution", rf"{_SPAN}(?P<alternate>{_SEQUENCE}+)"),
    )
)


@lru_cache(maxsize=1 << 16)
def parse_protein(text: str) -> ProteinChange:
    """Read one protein change, or raise :class:`InvalidText` saying why not.

    >>> parse_protein("p.(Val600Glu)").text, parse_protein("598_598S>SS").text, parse_protein("VRS*RQ528fs").text
    ('V600E', 'S598dup', 'V528fs')
    """
    plain = _PLAIN(text)
    if plain is not None:
        first, digits, alternate = plain.groups()
        position = int(digits)
        if alternate == "*":
            return ProteinChange(ChangeKind.NONSENSE, position, position, first)
        if first != alternate and digits != "1":
            return ProteinChange(ChangeKind.SUBSTITUTION, position, position, first, "", alternate)
    return _parse_general(text)


def _parse_general(text: str) -> ProteinChange:
    refuse_uncounted(text)
    body = _bare(text)
    if not body or body in {".", "?", "0", "0?", "="}:
        raise InvalidText(text, "NO_PROTEIN_CHANGE", "it names no residue")
    for name, match in _FORMS:
        found = match(body)
        if found is not None:
            return _build(text, name, found.groupdict())
    raise InvalidText(text, "UNKNOWN_FORM", "write a protein change like V600E, E746_A750del or A32fs")


def _bare(text: str) -> str:
    """Strip the decoration and bring the residues to one upper-case letter each."""
    body = _NEEDLESS.sub("", text).replace("\N{MINUS SIGN}", "-").strip()
    if body[:2] in {"p.", "P."}:
        body = body[2:].lstrip()
    if _CODED(body):
        body = _THREE.sub(lambda code: THREE_LETTER[code.group().upper()], body)
    return body.upper()


def _build(text: str, form: str, part: dict[str, str | None]) -> ProteinChange:
    if form == "start":
        return ProteinChange(ChangeKind.START_LOSS, 1, 1, "M")
    start = int(part.get("start") or part.get("gap") or 0)
    named = part.get("first") or ""
    end = int(part.get("end") or 0) or start + max(len(named), 1) - 1
    if end < start:
        raise InvalidText(text, "BAD_RANGE", f"{start} to {end} runs backward")
    alternate = (part.get("alternate") or "").replace("X", "*")
    deleted = part.get("deleted") or ""
    if form == "substitution" and len(alternate) > end - start + 1:
        # G12WT is a word, not a glycine replaced by tryptophan and threonine; that is G12delinsWT
        raise InvalidText(text, "UNKNOWN_FORM", f"{alternate!r} is longer than what it replaces; write del...ins or >")
    if named.endswith("*") and form == "substitution" and start < _SHORTEST:
        raise InvalidText(text, "UNKNOWN_FORM", "a star allele is no protein change")
    if form == "splice":
        return ProteinChange(ChangeKind.SPLICE, start, start)
    if form == "frameshift":
        return _frameshift(start, named)
    if form == "extension" or (named == "*" and form in {"deletion", "delins", "substitution"} and alternate != "*"):
        return ProteinChange(ChangeKind.EXTENSION, start, start, "*", "", alternate[:1])
    reference = _reference(named, part.get("last") or "", deleted, start, end)
    if form == "insertion":
        return _insertion(text, reference, alternate, start, end, ranged=bool(part.get("end")))
    if form == "synonymous":
        return _spanning(ChangeKind.SYNONYMOUS, reference, start, end)
    if form in {"deletion", "duplication"}:
        kind = ChangeKind.DELETION if form == "deletion" else ChangeKind.DUPLICATION
        return _spanning(kind, reference, start, end, deleted="" if deleted.isdigit() else deleted)
    return _replacement(text, reference, alternate, start, end)


def _reference(named: str, last: str, deleted: str, start: int, end: int) -> str:
    """Spell the reference residues of a span, ``?`` for each that the text does not give."""
    size = end - start + 1
    spelled = deleted if deleted and not deleted.isdigit() else named
    if len(spelled) == size:
        return _trusted(spelled)
    if len(named) <= 1 and len(last) <= 1 and size > 1:
        return _trusted((named or "?") + "?" * (size - 2) + (last or "?"))
    return _trusted(named[:1] or "?") + "?" * (size - 1)


def _trusted(spelled: str) -> str:
    """Forget stops and unknowns: within a reference they are artifacts of annotators at exon ends."""
    return spelled if len(spelled) == 1 and spelled == "*" else re.sub("[*X]", "?", spelled)


def _spanning(
    kind: ChangeKind, reference: str, start: int, end: int, alternate: str = "", deleted: str = ""
) -> ProteinChange:
    first, last = reference[:1].strip("?"), reference[-1:].strip("?") if end > start else ""
    return ProteinChange(kind, start, end, first, last, alternate, deleted)


def _frameshift(start: int, named: str) -> ProteinChange:
    first = named[:1].strip("X")
    if first == "*" and len(named) == 1:
        return ProteinChange(ChangeKind.EXTENSION, start, start, "*")
    return ProteinChange(ChangeKind.FRAMESHIFT, start, start, first.strip("*"))


def _insertion(text: str, reference: str, alternate: str, start: int, end: int, *, ranged: bool) -> ProteinChange:
    if ranged and end > start + 1:
        # CIViC's P772_V774insPHV: the span is that of the residues which are repeated
        if len(alternate) == end - start + 1 and _agree(reference, alternate):
            return _spanning(ChangeKind.DUPLICATION, alternate, start, end)
        raise InvalidText(text, "BAD_RANGE", "an insertion stands between two neighboring residues")
    first, last = reference[:1], reference[1:2] if ranged else "?"
    return _inserted(first, last or "?", alternate, start)


def _inserted(first: str, last: str, alternate: str, start: int) -> ProteinChange:
    if "*" in alternate:
        return ProteinChange(
            ChangeKind.NONSENSE,
            start + 1 + alternate.index("*"),
            start + 1 + alternate.index("*"),
            last.strip("?") if alternate[0] == "*" else "",
        )
    if alternate and alternate == first:
        return ProteinChange(ChangeKind.DUPLICATION, start, start, first)
    return ProteinChange(ChangeKind.INSERTION, start, start + 1, first.strip("?"), last.strip("?"), alternate)


def _replacement(text: str, reference: str, alternate: str, start: int, end: int) -> ProteinChange:
    """Trim what reference and replacement share, first from the left (the HGVS 3' rule), and name what is left."""
    if "*" in alternate and reference != "*":
        at = alternate.index("*")
        residue = reference[at] if at < len(reference) else "?"
        return ProteinChange(ChangeKind.NONSENSE, start + at, start + at, residue.strip("?"))
    if reference == alternate:
        return _spanning(ChangeKind.SYNONYMOUS, reference, start, end)
    if start == 1 and end == 1 and reference == "M" and len(alternate) == 1:
        return ProteinChange(ChangeKind.START_LOSS, 1, 1, "M")
    left = _shared(reference, alternate)
    right = _shared(reference[left:][::-1], alternate[left:][::-1])
    removed = reference[left : len(reference) - right]
    added = alternate[left : len(alternate) - right]
    first, last = start + left, end - right
    if not removed:
        return _repeated(reference, alternate, added, left, right, start)
    if not added:
        return _spanning(ChangeKind.DELETION, removed, first, last)
    if len(removed) == len(added) == 1:
        if first == 1 and removed == "M":
            return ProteinChange(ChangeKind.START_LOSS, 1, 1, "M")
        return ProteinChange(ChangeKind.SUBSTITUTION, first, first, removed.strip("?"), "", added)
    return _spanning(ChangeKind.DELINS, removed, first, last, added)


def _repeated(reference: str, alternate: str, added: str, left: int, right: int, start: int) -> ProteinChange:
    """Name an insertion after ``left`` shared residues: a duplication where it repeats the residues before it."""
    before = reference[:left]
    if before.endswith(added):
        size = len(added)
        return _spanning(ChangeKind.DUPLICATION, added, start + left - size, start + left - 1)
    follower = reference[left : left + 1] if right else "?"
    return _inserted(before[-1:] or "?", follower or "?", added, start + left - 1)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _agree(reference: str, alternate: str) -> bool:
    return all(known in {"?", new} for known, new in zip(reference, alternate, strict=True))
