"""SIGNOR: complexes and protein families with their members, and causal interactions."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files

# getData.php gives these columns without a header (SIGNOR's download page lists them)
COLUMNS = (
    "ENTITYA", "TYPEA", "IDA", "DATABASEA", "ENTITYB", "TYPEB", "IDB", "DATABASEB", "EFFECT", "MECHANISM", "RESIDUE",
    "SEQUENCE", "TAX_ID", "CELL_DATA", "TISSUE_DATA", "MODULATOR_COMPLEX", "TARGET_COMPLEX", "MODIFICATIONA", "MODASEQ",
    "MODIFICATIONB", "MODBSEQ", "PMID", "DIRECT", "NOTES", "ANNOTATOR", "SENTENCE", "SIGNOR_ID", "SCORE",
)  # fmt: skip
GROUPS = {"protein-complex": "complex", "protein-family": "family"}
KINDS = {"protein": NodeKind.GENE, "complex": NodeKind.PATHWAY, "proteinfamily": NodeKind.PATHWAY}
MEMBER = re.compile(r"property_value: RO:000(?:2180|2351) (uniprot|signor):(\S+)")
UNIPROT = re.compile(r"[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2}")


@dataclass(slots=True)
class Group:
    """Hold one complex or family as the OBO file has it; members are UniProt accessions and other groups."""

    id: str = ""
    name: str = ""
    kind: str = ""
    proteins: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def load(files: Files) -> Iterator[Record]:
    """Yield complexes and families as named groups of genes, and the interactions between them.

    Phenotypes, stimuli, chemicals and RNAs of SIGNOR are left out: the first two are processes, no clinical phenotypes, and
    drugs come with their targets from sources made for them.
    """
    if "groups" not in files and "interactions" not in files:
        raise MalformedSource(files.source, "groups, interactions", "neither file is there; one of them is needed")
    if "groups" in files:
        yield from _groups(files)
    if "interactions" in files:
        yield from _interactions(files)


def _groups(files: Files) -> Iterator[Record]:
    groups: dict[str, Group] = {}
    for group in _stanzas(files):
        # the export repeats a stanza for each of its references
        if group.kind and group.id not in groups:
            groups[group.id] = group
    if not groups:
        raise MalformedSource(files.source, files.path("groups").name, "holds no complex and no family; get it again")
    for group in groups.values():
        yield from _group(group, groups)


def _stanzas(files: Files) -> Iterator[Group]:
    """Read the terms of the OBO file: its names, kinds and members, which are all that the export carries."""
    group = Group()
    try:
        with files.text("groups") as handle:
            for line in handle:
                line = line.rstrip("\r\n")
                if line.startswith("["):
                    yield group
                    group = Group()
                elif line.startswith("id: signor:"):
                    group.id = line.removeprefix("id: signor:")
                elif line.startswith("name: "):
                    group.name = line.removeprefix("name: ")
                elif line.startswith("is_a: "):
                    group.kind = GROUPS.get(line.split()[1], "")
                elif found := MEMBER.match(line):
                    (group.proteins if found[1] == "uniprot" else group.groups).append(found[2])
            yield group
    except (EOFError, OSError) as error:
        raise MalformedSource(files.source, files.path("groups").name, f"cut short ({error}); get it again") from error


def _group(group: Group, groups: Mapping[str, Group]) -> Iterator[Record]:
    identifier = Curie.of("SIGNOR", group.id)
    members = list(_proteins(group, groups, frozenset()))
    if not members:
        yield Rejected(group.id, "members", group.name, "MALFORMED")
        return
    yield Concept(
        kind=NodeKind.PATHWAY,
        id=identifier,
        label=group.name.replace("_", " "),
        record=group.id,
        properties={"group": group.kind},
    )
    own = Reference(group.name, (identifier,), NodeKind.PATHWAY)
    for accession in members:
        yield Relation(EdgeKind.HAS_MEMBER, own, _gene(accession, ""), group.id)


def _proteins(group: Group, groups: Mapping[str, Group], seen: frozenset[str]) -> Iterator[str]:
    """Give the proteins of a group and of the groups in it, each once; isoforms count as their protein."""
    found = [name.partition("-")[0] for name in group.proteins]
    for inner in group.groups:
        if inner in groups and inner not in seen:
            found += _proteins(groups[inner], groups, seen | {group.id})
    yield from dict.fromkeys(name for name in found if UNIPROT.fullmatch(name))


def _interactions(files: Files) -> Iterator[Record]:
    csv.field_size_limit(sys.maxsize)
    name = files.path("interactions").name
    with files.text("interactions") as handle:
        for number, row in enumerate(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if number == 1 and len(row) < len(COLUMNS):
                problem = f"has {len(row)} columns, not {len(COLUMNS)}; get getData.php?organism=9606 again"
                raise MalformedSource(files.source, name, problem)
            if number == 1 and row[0].strip() == "ENTITYA":
                continue
            if len(row) < len(COLUMNS):
                yield Rejected(f"row {number}", "", "\t".join(row)[:80], "MALFORMED")
                continue
            yield from _interaction(dict(zip(COLUMNS, row, strict=False)))


def _interaction(row: Mapping[str, str]) -> Iterator[Record]:
    ends = [_end(row[f"ENTITY{side}"], row[f"TYPE{side}"], row[f"ID{side}"]) for side in "AB"]
    subject, other = ends
    if subject is None or other is None or row["TAX_ID"] not in {"9606", "-1", ""}:
        return
    properties: dict[str, Value] = {
        "effect": row["EFFECT"],
        "mechanism": row["MECHANISM"],
        "residue": row["RESIDUE"],
        "direct": {"t": True, "YES": True, "f": False, "NO": False}.get(row["DIRECT"]),
        "score": float(row["SCORE"]) if re.fullmatch(r"[0-9.]+", row["SCORE"]) else None,
    }
    yield Relation(
        EdgeKind.INTERACTS_WITH,
        subject,
        other,
        row["SIGNOR_ID"],
        citations=(f"PMID:{row['PMID']}",) if row["PMID"].isdigit() else (),
        properties={name: value for name, value in properties.items() if value not in ("", None)},
    )


def _end(name: str, kind: str, identifier: str) -> Reference | None:
    if KINDS.get(kind) is NodeKind.GENE:
        return _gene(identifier.partition("-")[0], name) if UNIPROT.match(identifier) else None
    return (
        Reference(name, (Curie.of("SIGNOR", identifier),), NodeKind.PATHWAY) if kind in KINDS and identifier else None
    )


def _gene(accession: str, name: str) -> Reference:
    return Reference(name or accession, (Curie.of("UniProtKB", accession),), NodeKind.GENE)
