"""Cancer Hotspots: residues and spans that tumors mutate more often than chance allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pmkg.model.graph import Value
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Annotation, Record, Reference, Rejected
from pmkg.model.source import Files
from pmkg.model.table import table

_COLUMNS = ("hugo_symbol", "residue", "amino_acid_position", "variant_amino_acid", "tumor_count", "type")
_OPTIONAL = ("transcript_id",)
_KINDS = {"single residue": "single residue", "in-frame indel": "in-frame indel", "splice site": "splice", "3d": "3d"}
_AMINO_ACIDS = frozenset("ACDEFGHIKLMNPQRSTVWY")

_STOPS, _STOP_SHARE = 3, 0.1
"""A stop recurs when it makes up a tenth of the changes of a residue, and at least three tumors."""

Hotspot = dict[str, Value]


def load(files: Files) -> Iterator[Record]:
    """Yield per gene its hotspots, in the form of ``pmkg.model.views.Hotspot`` plus the reference ``residue``.

    ``seen`` counts the tumors with each change, most frequent first: of a residue the substitutions, without the reference
    residue (a silent change), and a stop ("*") only where stops recur too, as in PTEN R130 and not in BRAF G469; of a span the
    in-frame changes. A "3d" hotspot rests on a cluster in a protein structure, which is weaker than recurrence of the residue
    itself, so it is left out where the residue recurs.
    """
    genes: dict[str, dict[tuple[int, int, str], Hotspot]] = defaultdict(dict)
    transcripts: dict[str, str] = {}
    for row in table(files, files.path("hotspots"), _COLUMNS, _OPTIONAL):
        if isinstance(row, Rejected):
            yield row
            continue
        number, (symbol, residue, position, variants, count, kind, transcript) = row
        try:
            hotspot = _hotspot(residue, position, variants, count, _KINDS[kind.strip()])
        except (KeyError, ValueError, IndexError):
            yield Rejected(f"row {number}", "residue", f"{symbol} {residue} {position} {kind}", Reason.MALFORMED)
            continue
        _add(genes[symbol], hotspot)
        if transcript:
            transcripts[symbol] = transcript
    for symbol, found in genes.items():
        recurrent = {start for start, _, kind in found if kind == "single residue"}
        kept = [found[key] for key in sorted(found) if key[2] != "3d" or key[0] not in recurrent]
        properties: dict[str, Value] = {"hotspots": list[Value](kept)}
        if symbol in transcripts:
            properties["hotspot_transcript"] = transcripts[symbol]
        yield Annotation(Reference(symbol, (), NodeKind.GENE), symbol, properties)


def _hotspot(residue: str, position: str, variants: str, count: str, kind: str) -> Hotspot:
    first, _, last = position.partition("-")
    hotspot: Hotspot = {"start": int(first), "end": int(last or first), "kind": kind, "count": int(count)}
    items = (item.partition(":") for item in variants.split("|") if item)
    seen = {name: int(times) for name, _, times in items}
    if kind == "in-frame indel":
        return {**hotspot, "seen": _ordered(seen, seen)}
    if kind == "splice":
        return {**hotspot, "seen": {}}
    reference = residue[0]
    if reference not in _AMINO_ACIDS or residue[1:] != position:
        raise ValueError(f"{residue} is no residue at {position}")
    named = (seen.keys() & _AMINO_ACIDS) - {reference}
    if seen.get("*", 0) >= max(_STOPS, _STOP_SHARE * sum(seen.values())):
        named.add("*")
    return {**hotspot, "seen": _ordered(seen, named), "residue": reference}


def _ordered(seen: Mapping[str, int], names: Iterable[str]) -> dict[str, Value]:
    return {name: seen[name] for name in sorted(names, key=lambda name: (-seen[name], name))}


def _add(found: dict[tuple[int, int, str], Hotspot], hotspot: Hotspot) -> None:
    """Keep one hotspot per place and kind: a residue of several structural clusters has a row in each, with the same counts."""
    key = (int(str(hotspot["start"])), int(str(hotspot["end"])), str(hotspot["kind"]))
    known = found.setdefault(key, hotspot)
    if known is not hotspot and isinstance(known["seen"], dict) and isinstance(hotspot["seen"], dict):
        known["seen"] = {**hotspot["seen"], **known["seen"]}
