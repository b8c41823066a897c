"""One thing by name, and pages of things by filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pmkg.api.context import Info
from pmkg.api.names import TREATMENTS, identify, identify_all, terms
from pmkg.api.paging import ConnectionRow, page_of_store
from pmkg.api.reading import Reading
from pmkg.api.rows import NodeRow, node_row
from pmkg.api.types.filters import (
    DiseaseFilter,
    DrugFilter,
    EvidenceFilter,
    GeneFilter,
    MolecularProfileFilter,
    PhenotypeFilter,
    TermFilter,
    TrialFilter,
    VariantFilter,
)
from pmkg.api.types.vocabulary import Order
from pmkg.errors import NotFound, RequestError
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Filter, Way
from pmkg.model.statement import ACCEPTED
from pmkg.ports import GraphReader

AnyFilter = (
    GeneFilter
    | VariantFilter
    | DrugFilter
    | DiseaseFilter
    | PhenotypeFilter
    | TrialFilter
    | MolecularProfileFilter
    | EvidenceFilter
)
LONGEST_VALUES = 10_000


async def one(info: Info, kinds: Sequence[NodeKind], text: str, as_of: str | None) -> Any:
    """Show the one thing that a text names; an unknown name is null with the error NOT_FOUND."""
    reading = info.context.reading(as_of)
    id = identify(reading.reader, kinds, text)
    node = await reading.node.load(id)
    return node_row(node, reading.serving) if node else None


async def one_tumor_type(info: Info, text: str, as_of: str | None) -> Any:
    """Show the tumor type that a text names; a disease without an OncoTree code is not found as one."""
    row = await one(info, [NodeKind.DISEASE], text, as_of)
    if row is not None and row.oncotree is None:
        raise NotFound(f"tumor type {text!r} ({row.id} is a disease without an OncoTree code)")
    return row


def many(
    info: Info,
    kind: NodeKind,
    filter: AnyFilter | None,
    order: Order,
    first: int | None,
    after: str | None,
    as_of: str | None,
    only: frozenset[Curie] | None = None,
) -> Any:
    """Show one page of a kind."""
    reading = info.context.reading(as_of)
    return list_page(reading, kind, wanted(reading.reader, kind, filter, only), order, first, after)


def list_page(
    reading: Reading, kind: NodeKind, limits: Filter, order: Order, first: int | None, after: str | None
) -> ConnectionRow:
    """Read one page of nodes as rows."""

    def show(node: Any) -> NodeRow:
        return node_row(node, reading.serving)

    return page_of_store(
        lambda start, limit: reading.reader.find(kind, limits, order.value, start, limit), show, first, after
    )


def wanted(
    reader: GraphReader, kind: NodeKind, given: AnyFilter | None, only: frozenset[Curie] | None = None
) -> Filter:
    """Turn a typed filter into the facets and identifiers that a store limits by."""
    facets: dict[str, tuple[str, ...]] = {}
    sets: list[frozenset[Curie]] = [] if only is None else [only]
    if given is not None and given.ids is not None:
        sets.append(identify_all(reader, [kind], bounded(given.ids)))
    match given:
        case GeneFilter():
            facets = _facets(role=given.role, locus_type=given.locus_type)
        case VariantFilter():
            genes = _ids(reader, [NodeKind.GENE], given.gene)
            facets = _facets(gene=genes, classification=given.classification)
        case DrugFilter():
            facets = _facets(modality=given.modality)
            sets += _linked(reader, _ids(reader, [NodeKind.GENE], given.targets), [EdgeKind.TARGETS], Way.IN)
        case DiseaseFilter():
            facets = _facets(oncotree=given.oncotree, tissue=given.tissue)
            sets += _terms(reader, NodeKind.DISEASE, given.within)
        case PhenotypeFilter():
            sets += _terms(reader, NodeKind.PHENOTYPE, given.within)
            for diseases in _terms(reader, NodeKind.DISEASE, given.disease):
                sets += _linked(reader, diseases, [EdgeKind.HAS_PHENOTYPE], Way.OUT)
        case TrialFilter():
            facets = _facets(status=given.status, phase=given.phase)
            sets += _trial_sets(reader, given)
        case MolecularProfileFilter():
            facets = _facets(genes=_ids(reader, [NodeKind.GENE], given.genes))
        case EvidenceFilter():
            facets = _evidence_facets(reader, given)
        case None:
            facets = _facets(status=[ACCEPTED]) if kind is NodeKind.EVIDENCE else {}
    return Filter(facets, frozenset.intersection(*sets) if sets else None)


def _evidence_facets(reader: GraphReader, given: EvidenceFilter) -> dict[str, tuple[str, ...]]:
    diseases = _terms(reader, NodeKind.DISEASE, given.disease)
    return _facets(
        kind=given.type,
        source=given.source,
        level=given.level,
        direction=given.direction,
        effect=given.effect,
        significance=given.significance,
        status=given.status if given.status is not None else [ACCEPTED],
        disease=diseases[0] if diseases else None,
        genes=_ids(reader, [NodeKind.GENE], given.gene),
        drugs=_ids(reader, TREATMENTS, given.drug),
        regimen=_ids(reader, [NodeKind.REGIMEN], given.regimen),
        profile=_ids(reader, [NodeKind.MOLECULAR_PROFILE], given.profile),
    )


def _trial_sets(reader: GraphReader, given: TrialFilter) -> list[frozenset[Curie]]:
    about: list[tuple[Iterable[Curie] | None, EdgeKind]] = [
        *((diseases, EdgeKind.STUDIES_DISEASE) for diseases in _terms(reader, NodeKind.DISEASE, given.disease)),
        (_ids(reader, [NodeKind.GENE], given.gene), EdgeKind.STUDIES_GENE),
        (_ids(reader, TREATMENTS, given.drug), EdgeKind.STUDIES_DRUG),
    ]
    sets = []
    for ids, kind in about:
        for found in _linked(reader, ids, [kind], Way.IN):
            arms = reader.edges(found, [EdgeKind.HAS_ARM], Way.IN)
            sets.append(found | {edge.subject for edges in arms.values() for edge in edges})
    return sets


def _linked(
    reader: GraphReader, ids: Iterable[Curie] | None, kinds: Sequence[EdgeKind], way: Way
) -> list[frozenset[Curie]]:
    if ids is None:
        return []
    edges = reader.edges(sorted(ids), kinds, way)
    return [frozenset(edge.object if way is Way.OUT else edge.subject for each in edges.values() for edge in each)]


def _terms(reader: GraphReader, kind: NodeKind, given: TermFilter | None) -> list[frozenset[Curie]]:
    return [] if given is None else [terms(reader, kind, given)]


def _ids(reader: GraphReader, kinds: Sequence[NodeKind], texts: list[str] | None) -> frozenset[Curie] | None:
    return None if texts is None else identify_all(reader, kinds, bounded(texts))


def _facets(**values: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(set(said))) for name, said in values.items() if said is not None}


def bounded(texts: list[str]) -> list[str]:
    """Check the length of a list of names."""
    if len(texts) > LONGEST_VALUES:
        raise RequestError(f"a filter takes at most {LONGEST_VALUES} values; this one has {len(texts)}")
    return texts
