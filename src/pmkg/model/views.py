"""Views: the rows that hot questions read by one key.

Each view has a name, a frozen row type and a pure ``derive`` over the generic reads. A store may materialize it; whatever
it does, ``rows(view, keys)`` equals what ``derive`` gives, row for row and in this order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pmkg.model.codec import decode, decode_union
from pmkg.model.curie import Curie
from pmkg.model.dose_finding import members_of, set_key, unresolved_of
from pmkg.model.graph import Node
from pmkg.model.kinds import EdgeKind, NodeKind, TumorScope
from pmkg.model.profile import Profile, leaves
from pmkg.model.reads import Reads, all_nodes
from pmkg.model.statement import Statement
from pmkg.model.trial import Protocol
from pmkg.model.trial_subjects import EVERY_TRIAL, TrialRow, subjects_of

R = TypeVar("R")

NEGATIVE = "negative"
"""The subject of profiles with a leaf that asks for an absence: they can apply to a patient without a finding there."""


@dataclass(frozen=True, slots=True)
class View(Generic[R]):
    """Declare a view. ``derive`` yields (key, row) pairs, grouped by nothing; a store sorts by key, then ``order``.

    It may read the rows of views that are declared before it.
    """

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
    """Hold a recurrently mutated residue or span: ``count`` tumors in all, and ``seen`` those with each change.

    A change is a new residue ("*" for a stop) of a single residue, the short form of an in-frame change of a span.
    """

    start: int
    end: int
    kind: str
    seen: dict[str, int] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class GeneKnowledge:
    """Hold what the release knows of a gene's variants, packed for one read.

    ``role`` is "oncogene", "suppressor", "both" or "" (IntOGen mode of action). ``residues`` maps positions (as text) to
    the reference residues that curated names tell, usually one. ``oncogenic``, ``pathogenic`` and ``benign`` hold protein
    changes in short form, each mapped to the record that says so. ``coding`` maps c. expressions to a classification.
    ``functional`` maps a protein change to the effect of a functional study and its record, "gain of function|civic.eid:1".
    ``responses`` maps a change that answers to an inhibitor of the gene's own product to the kind and record of that evidence,
    "preclinical|civic.eid:1"; ``diagnoses`` likewise a change that speaks for a diagnosis.
    ``harmful_at`` maps a position (as text) to the residues whose substitution there a source calls harmful. ``conditions``
    gives, for an oncogene, the inherited conditions of what is called pathogenic. ``pli`` is gnomAD's intolerance of loss.
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
    functional: dict[str, str] = field(default_factory=dict)
    responses: dict[str, str] = field(default_factory=dict)
    diagnoses: dict[str, str] = field(default_factory=dict)
    harmful_at: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    pli: float | None = None


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


@dataclass(frozen=True, slots=True)
class DoseFindingRow:
    """Name a dose-finding study of a set of drugs, and its publication."""

    id: Curie
    publication: str


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
        facts, known = node.properties, classes.get(node.id, {})
        items, role, pli = _items(facts.get("hotspots")), str(facts.get("role", "")), facts.get("pLI")
        residues = {str(item["start"]): str(item["residue"]) for item in items if item.get("residue")}
        residues.update(_mapping(facts.get("residues")))
        if not (items or role or known or residues):
            continue
        harmful = known.get("oncogenic", {}).keys() | known.get("pathogenic", {}).keys()
        benign = {name: record for name, record in known.get("benign", {}).items() if name not in harmful}
        row = GeneKnowledge(
            id=node.id,
            symbol=node.label,
            role=role,
            residues=residues,
            hotspots=tuple(_hotspot(item) for item in items),
            oncogenic=known.get("oncogenic", {}),
            pathogenic=known.get("pathogenic", {}),
            benign=benign,
            coding=known.get("coding", {}),
            functional=known.get("functional", {}),
            responses=known.get("response", {}),
            diagnoses=known.get("diagnosis", {}),
            harmful_at=_harmful_at(harmful),
            conditions=known.get("conditions", {}) if role in _DRIVING else {},
            pli=float(pli) if isinstance(pli, (int, float)) else None,
        )
        yield node.id, row


_DRIVING = ("oncogene", "both")
_SUBSTITUTION = re.compile(r"[A-Z](\d+)([A-Z])")


def _hotspot(item: dict[str, Any]) -> Hotspot:
    return decode(Hotspot, {key: value for key, value in item.items() if key != "residue"})


def _harmful_at(names: Iterable[str]) -> dict[str, str]:
    """Gather the residues whose substitution a source calls harmful, by position."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in filter(None, map(_SUBSTITUTION.fullmatch, names)):
        found[match[1]].add(match[2])
    return {position: "".join(sorted(found[position])) for position in sorted(found, key=int)}


def _classes_by_gene(reader: Reads) -> dict[str, dict[str, dict[str, str]]]:
    """Gather, per gene, what its variants are called: class -> protein change -> record, and c. expression -> class.

    Beside the classes stand "functional" (the effect that a study found), "response" and "diagnosis" (what curated evidence
    tells of the effect) and "conditions" (of what is called pathogenic).
    """
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for node in all_nodes(reader, NodeKind.VARIANT):
        facts = node.properties
        protein, table = str(facts.get("protein", "")), found[str(facts["gene"])]
        classes = dict(_mapping(facts.get("classes")))
        for group, record in classes.items():
            for name in (protein, *_other_names(node)) if protein else ():
                table[group].setdefault(name, record)
            for coding in _texts(facts.get("coding")):
                table["coding"].setdefault(coding, group)
        for effect, record in _mapping(facts.get("functional")):
            table["functional"].setdefault(protein, f"{effect}|{record}")
        for told, evidence in _mapping(facts.get("effect_evidence")):
            table[told].setdefault(protein, evidence)
        if protein and "pathogenic" in classes and (traits := "; ".join(_texts(facts.get("traits")))):
            table["conditions"].setdefault(protein, traits)
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


def _dose_finding_by_set(reader: Reads) -> Iterator[tuple[str, DoseFindingRow]]:
    """Key each study by all its drugs; one with a partner that did not resolve is of another set, so it is left out."""
    studies = {node.id: node for node in all_nodes(reader, NodeKind.DOSE_FINDING)}
    for id, edges in reader.edges(studies, (EdgeKind.STUDIES_DRUG,)).items():
        if edges and not unresolved_of(studies[id], edges):
            yield set_key(members_of(edges)), DoseFindingRow(id, str(studies[id].properties["publication"]))


def _protocols(reader: Reads) -> Iterator[tuple[str, Protocol]]:
    for node in all_nodes(reader, NodeKind.TRIAL):
        for protocol in _items(node.properties.get("protocols")):
            yield node.id, decode(Protocol, protocol)


def _trials_by_subject(reader: Reads) -> Iterator[tuple[str, TrialRow]]:
    for trial, protocol in _protocols(reader):
        row = TrialRow(Curie(trial), protocol.source)
        for subject in (EVERY_TRIAL, *subjects_of(protocol)):
            yield subject, row


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
PROTOCOLS = View("protocols", Protocol, _protocols, lambda row: row.source)
TRIALS_BY_SUBJECT = View("trials_by_subject", TrialRow, _trials_by_subject, lambda row: f"{row.trial} {row.source}")
DOSE_FINDING_BY_SET = View("dose_finding_by_set", DoseFindingRow, _dose_finding_by_set, lambda row: row.id)

VIEWS: tuple[View[Any], ...] = (
    PROFILES_BY_SUBJECT,
    STATEMENTS_BY_PROFILE,
    STATEMENTS_BY_DISEASE,
    GENE_KNOWLEDGE,
    VARIANTS_BY_NAME,
    DOSE_FINDING_BY_SET,
    PROTOCOLS,
    TRIALS_BY_SUBJECT,
)
