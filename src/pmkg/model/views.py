"""Views: the rows that hot questions read by one key.

Each view has a name, a frozen row type and a pure ``derive`` over the generic reads. A store may materialize it; whatever
it does, ``rows(view, keys)`` equals what ``derive`` gives, row for row and in this order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pmkg.model.codec import decode, decode_union
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import NodeKind, TumorScope
from pmkg.model.profile import Profile, leaves
from pmkg.model.reads import Reads, all_nodes
from pmkg.model.statement import Statement

R = TypeVar("R")

NEGATIVE = "negative"
"""The subject of profiles with a leaf that asks for an absence: they can apply to a patient without a finding there."""


@dataclass(frozen=True, slots=True)
class View(Generic[R]):
    """Declare a view. ``derive`` yields (key, row) pairs, grouped by nothing; a store sorts by key, then ``order``."""

    name: str
    row: type[R]
    derive: Callable[[Reads], Iterable[tuple[str, R]]]
    order: Callable[[R], str]


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """Hold a molecular profile under one of its subjects."""

    id: Curie
    tree: Profile


@dataclass(frozen=True, slots=True)
class Hotspot:
    """Hold a recurrently mutated residue or span; ``alternates`` are the residues seen there ("" for any in-frame change)."""

    start: int
    end: int
    kind: str
    alternates: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class GeneKnowledge:
    """Hold what the release knows of a gene's variants, packed for one read.

    ``role`` is "oncogene", "suppressor", "both" or "" (IntOGen mode of action). ``residues`` maps positions (as text) to
    the reference residues that curated names tell, usually one. ``oncogenic``, ``pathogenic`` and ``benign`` hold protein
    changes in short form, each mapped to the record that says so. ``coding`` maps c. expressions to a classification.
    """

    id: Curie
    symbol: str
    role: str = ""
    residues: dict[str, str] = field(default_factory=dict)
    hotspots: tuple[Hotspot, ...] = ()
    oncogenic: dict[str, str] = field(default_factory=dict)
    pathogenic: dict[str, str] = field(default_factory=dict)
    benign: dict[str, str] = field(default_factory=dict)
    coding: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VariantName:
    """Say which protein change a coordinate or HGVS expression stands for, as a source gives it.

    ``others`` are the names of the same allele on other transcripts, by which some claims call it.
    """

    gene: Curie
    symbol: str
    protein: str
    coding: str
    genomic: str
    record: str
    others: tuple[str, ...] = ()


def statement_of(node: Node) -> Statement:
    """Read the statement that an Evidence node reifies."""
    return decode(Statement, node.properties["statement"])


def tree_of(node: Node) -> Profile:
    """Read the Boolean tree of a MolecularProfile node."""
    tree: Profile = decode_union(Profile, node.properties["tree"])
    return tree


def _profiles_by_subject(reader: Reads) -> Iterator[tuple[str, ProfileRow]]:
    for node in all_nodes(reader, NodeKind.MOLECULAR_PROFILE):
        tree = tree_of(node)
        row = ProfileRow(node.id, tree)
        subjects = {subject for leaf in leaves(tree) for subject in leaf.criterion.subjects}
        if any(leaf.negative for leaf in leaves(tree)):
            subjects.add(NEGATIVE)
        for subject in sorted(subjects):
            yield subject, row


def _statements_by_profile(reader: Reads) -> Iterator[tuple[str, Statement]]:
    for node in all_nodes(reader, NodeKind.EVIDENCE):
        if "statement" in node.properties:
            statement = statement_of(node)
            yield statement.profile, statement


def _statements_by_disease(reader: Reads) -> Iterator[tuple[str, Statement]]:
    for _, statement in _statements_by_profile(reader):
        specific = statement.scope is TumorScope.SPECIFIC and statement.disease is not None
        yield statement.disease if specific else f"scope:{statement.scope}", statement  # type: ignore[misc]


def _gene_knowledge(reader: Reads) -> Iterator[tuple[str, GeneKnowledge]]:
    classes = _classes_by_gene(reader)
    for node in all_nodes(reader, NodeKind.GENE):
        items = _items(node.properties.get("hotspots"))
        role, known = str(node.properties.get("role", "")), classes.get(node.id, {})
        residues = {str(item["start"]): str(item["residue"]) for item in items if item.get("residue")}
        residues.update(_mapping(node.properties.get("residues")))
        if not (items or role or known or residues):
            continue
        harmful = known.get("oncogenic", {}).keys() | known.get("pathogenic", {}).keys()
        benign = {name: record for name, record in known.get("benign", {}).items() if name not in harmful}
        yield (
            node.id,
            GeneKnowledge(
                node.id,
                node.label,
                role,
                residues,
                tuple(
                    decode(Hotspot, {key: value for key, value in item.items() if key != "residue"}) for item in items
                ),
                known.get("oncogenic", {}),
                known.get("pathogenic", {}),
                benign,
                known.get("coding", {}),
            ),
        )


def _classes_by_gene(reader: Reads) -> dict[str, dict[str, dict[str, str]]]:
    """Gather, per gene, what its variants are called: class -> protein change -> record, and c. expression -> class."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for node in all_nodes(reader, NodeKind.VARIANT):
        protein, table = str(node.properties.get("protein", "")), found[str(node.properties["gene"])]
        for group, record in _mapping(node.properties.get("classes")):
            for name in (protein, *_other_names(node)) if protein else ():
                table[group].setdefault(name, record)
            for coding in _texts(node.properties.get("coding")):
                table["coding"].setdefault(coding, group)
    return found


def _variants_by_name(reader: Reads) -> Iterator[tuple[str, VariantName]]:
    for node in all_nodes(reader, NodeKind.VARIANT):
        facts = node.properties
        coding, genomic = _texts(facts.get("coding")), _texts(facts.get("genomic"))
        row = VariantName(
            Curie(str(facts["gene"])),
            str(facts["symbol"]),
            str(facts.get("protein", "")),
            coding[0] if coding else "",
            genomic[0] if genomic else "",
            str(facts.get("record", "")),
            _other_names(node),
        )
        hgvs = {_versionless(text) for text in _texts(facts.get("hgvs"))}
        for name in {*genomic, *hgvs, *(f"{facts['symbol']}:{text}" for text in coding)}:
            yield name, row


def _other_names(node: Node) -> tuple[str, ...]:
    """Give the protein names of a variant on other transcripts than that of its main name."""
    names = node.properties.get("protein_names")
    return tuple(sorted(names.keys() - {node.properties.get("protein")})) if isinstance(names, dict) else ()


def _versionless(hgvs: str) -> str:
    """Drop the version of the transcript: sources and laboratories use different ones of the same coding sequence."""
    transcript, _, change = hgvs.partition(":")
    return f"{transcript.partition('.')[0]}:{change}"


def _items(value: object) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _mapping(value: object) -> list[tuple[str, str]]:
    return [(str(key), str(item)) for key, item in value.items()] if isinstance(value, dict) else []


PROFILES_BY_SUBJECT = View("profiles_by_subject", ProfileRow, _profiles_by_subject, lambda row: row.id)
STATEMENTS_BY_PROFILE = View("statements_by_profile", Statement, _statements_by_profile, lambda row: row.id)
STATEMENTS_BY_DISEASE = View("statements_by_disease", Statement, _statements_by_disease, lambda row: row.id)
GENE_KNOWLEDGE = View("gene_knowledge", GeneKnowledge, _gene_knowledge, lambda row: row.id)
VARIANTS_BY_NAME = View(
    "variants_by_name", VariantName, _variants_by_name, lambda row: f"{row.gene} {row.protein} {row.record}"
)

VIEWS: tuple[View[Any], ...] = (
    PROFILES_BY_SUBJECT,
    STATEMENTS_BY_PROFILE,
    STATEMENTS_BY_DISEASE,
    GENE_KNOWLEDGE,
    VARIANTS_BY_NAME,
)
