"""From the words of a request to identifiers: exact names and mappings, ontology terms and those around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from pmkg.api.refusals import AmbiguousName
from pmkg.api.types.filters import TermFilter
from pmkg.api.types.vocabulary import OntologyOperator, SearchMode
from pmkg.clinic.lookup import Lookup
from pmkg.errors import NotFound, RequestError
from pmkg.model.curie import Curie
from pmkg.model.graph import NameRole
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Hit, LookupMode, Way
from pmkg.ports import GraphReader
from pmkg.questions.stated_most import stated_most

LONGEST_NAME = 500
_TRIAL = re.compile(r"NCT\d+", re.IGNORECASE)
_SUGGESTIONS = 5
_CONSIDERED = 200
_SPOKEN_OF = 12
_ROLES = {role: rank for rank, role in enumerate(NameRole)}
_SUGGESTED = (NodeKind.GENE, NodeKind.DRUG, NodeKind.DISEASE, NodeKind.PHENOTYPE)
TREATMENTS = (NodeKind.DRUG, NodeKind.DRUG_CLASS)
_COMPOSED = frozenset({NodeKind.REGIMEN, NodeKind.MOLECULAR_PROFILE, NodeKind.EVIDENCE, NodeKind.TRIAL_ARM})
"""Kinds whose labels are made of other things' labels: the drug is meant, not the regimen of that drug alone."""
_STAGES = {
    SearchMode.ANY: (LookupMode.EXACT, LookupMode.PREFIX, LookupMode.WORDS),
    SearchMode.EXACT: (LookupMode.EXACT,),
    SearchMode.PREFIX: (LookupMode.PREFIX,),
    SearchMode.WORDS: (LookupMode.WORDS,),
}


def identify(reader: GraphReader, kinds: Sequence[NodeKind], text: str) -> Curie:
    """Give the identifier of the one thing that a text names, or raise :class:`NotFound` or :class:`AmbiguousName`.

    A hit in a better role (a label before an alias) decides; only several hits in the best role are ambiguous.
    """
    wanted = checked(text)
    if _TRIAL.fullmatch(wanted):
        wanted = f"NCT:{wanted.upper()}"
    if ":" in wanted and (node := reader.nodes([Curie(wanted)]).get(Curie(wanted))) and node.kind in kinds:
        return node.id
    hits = reader.lookup([wanted], kinds).get(wanted, [])
    hits = [hit for hit in hits if hit.kind not in _COMPOSED] or hits
    best = {hit.id: hit for hit in hits if hit.role is hits[0].role}
    what = f"{' or '.join(kinds) if len(kinds) < len(NodeKind) else 'node'} {text!r}"
    if not best:
        raise NotFound(what, near_names(reader, kinds, wanted))
    if len(best) > 1:
        raise AmbiguousName(what, tuple(f"{hit.id} ({hit.label})" for hit in best.values())[:_SUGGESTIONS])
    return next(iter(best))


def identify_all(reader: GraphReader, kinds: Sequence[NodeKind], texts: Iterable[str]) -> frozenset[Curie]:
    """Give the identifiers of things that texts name."""
    return frozenset(identify(reader, kinds, text) for text in texts)


def near_names(reader: GraphReader, kinds: Sequence[NodeKind], text: str) -> tuple[str, ...]:
    """Suggest labels near a text, without its punctuation (``B-Raf``), and by its beginning (``vemurafinib``)."""
    suggestions = Lookup(reader)
    bare = _bare(text)
    kinds = kinds if len(kinds) <= len(_SUGGESTED) else _SUGGESTED
    found: dict[str, None] = {}
    for attempt in dict.fromkeys((text, bare, bare[: len(bare) // 2])):
        if attempt.strip() and len(found) < _SUGGESTIONS:
            found.update(dict.fromkeys(label for kind in kinds for label in suggestions.suggest(attempt, kind)))
    likeness = {label: SequenceMatcher(None, _bare(label).casefold(), bare.casefold()).ratio() for label in found}
    return tuple(sorted(found, key=lambda label: -likeness[label]))[:_SUGGESTIONS]


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter == " ")


def search_names(reader: GraphReader, text: str, kinds: Sequence[NodeKind], mode: SearchMode, limit: int) -> list[Hit]:
    """Find nodes by their names, whole names before prefixes before words, each node once.

    Among names of one role the shorter is nearer to what was typed: "mela" means melanoma before melanocytic neoplasm. A gene
    is followed by what of it is spoken of most: "braf" leads to BRAF V600E before BRAF A598V.
    """
    wanted = checked(text)
    found: dict[Curie, Hit] = {}
    for stage in _STAGES[mode]:
        if len(found) < limit:
            hits = reader.lookup([wanted], kinds, stage, max(limit, _CONSIDERED)).get(wanted, [])
            for hit in sorted(hits, key=lambda hit: (_ROLES[hit.role], len(hit.name))):
                found.setdefault(hit.id, hit)
        if stage is LookupMode.EXACT and mode is SearchMode.ANY:
            found |= {hit.id: hit for hit in _spoken_of(reader, list(found.values()), kinds) if hit.id not in found}
    return list(found.values())[:limit]


def _spoken_of(reader: GraphReader, hits: Iterable[Hit], kinds: Sequence[NodeKind]) -> Iterator[Hit]:
    """Give the alterations of the gene that a whole name means best, those of most statements first."""
    gene = next((hit.id for hit in hits if hit.kind is NodeKind.GENE), None)
    for node in stated_most(reader, gene, _SPOKEN_OF) if gene else ():
        if not kinds or node.kind in kinds:
            yield Hit(node.id, node.kind, node.label, node.label, NameRole.LABEL)


def terms(reader: GraphReader, kind: NodeKind, wanted: TermFilter) -> frozenset[Curie]:
    """Give the terms that an ontology operator takes."""
    id = identify(reader, [kind], wanted.id)
    operator = wanted.operator
    if operator is OntologyOperator.SELF:
        return frozenset({id})
    up = operator in (OntologyOperator.ANCESTORS, OntologyOperator.SELF_OR_ANCESTORS)
    around = frozenset(reader.closure([id], EdgeKind.IS_A, Way.OUT if up else Way.IN).get(id, {}))
    if operator in (OntologyOperator.ANCESTORS, OntologyOperator.DESCENDANTS):
        return around - {id}
    return around | {id}


def checked(text: str) -> str:
    """Trim a name; an empty one, an endless one or one with control characters is no name."""
    trimmed = text.strip()
    if not trimmed or len(trimmed) > LONGEST_NAME:
        raise RequestError(f"a name has 1 to {LONGEST_NAME} characters; this one has {len(trimmed)}")
    if not trimmed.isprintable():
        raise RequestError("a name has printable characters only")
    return trimmed
