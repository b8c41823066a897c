"""Things of the graph: one by name, and lists by filter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry

from pmkg.api.context import Info
from pmkg.api.lists import many, one, one_tumor_type
from pmkg.api.reading import Reading
from pmkg.api.types import filters
from pmkg.api.types.arguments import After, AsOf, First, Named
from pmkg.api.types.connection import Connection
from pmkg.api.types.evidence import Evidence
from pmkg.api.types.fields import made_field
from pmkg.api.types.node import Node
from pmkg.api.types.nodes import Disease, Drug, Gene, MolecularProfile, Phenotype, Trial, Variant
from pmkg.api.types.vocabulary import Order
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind

ByName = Callable[[Info, str, str | None], Awaitable[Any]]


def _any(kinds: list[NodeKind]) -> ByName:
    return lambda info, text, as_of: one(info, kinds, text, as_of)


def _named(description: str, shown: type[Node], find: ByName) -> Any:
    """Declare a field that shows the one thing of a name."""

    async def read(info: Info, id: str, as_of: str | None = None) -> Any:
        return await find(info, id, as_of)

    return made_field(read, {"info": Info, "id": Named, "as_of": AsOf, "return": shown | None}, description)


def _listed(
    description: str,
    shown: type[Node],
    by: type,
    kind: NodeKind,
    only: Callable[[Reading], frozenset[Curie]] | None = None,
) -> Any:
    """Declare a field that lists things of a kind by a filter, all or ``only`` some of the release's."""

    def read(
        info: Info,
        filter: Any = None,
        order: Order = Order.ID,
        first: int | None = None,
        after: str | None = None,
        as_of: str | None = None,
    ) -> Any:
        limited = None if only is None else only(info.context.reading(as_of))
        return many(info, kind, filter, order, first, after, as_of, limited)

    asked = {"info": Info, "filter": by | None, "order": Order, "first": First, "after": After, "as_of": AsOf}
    return made_field(read, {**asked, "return": Connection[shown]}, description)  # type: ignore[valid-type]


@strawberry.type
class Things:
    """Offer one thing by name (null with the error NOT_FOUND where there is none), and lists of things."""

    node = _named("Any node by its identifier.", Node, _any(list(NodeKind)))
    gene = _named("A gene by identifier, mapping, symbol or previous symbol.", Gene, _any([NodeKind.GENE]))
    genes = _listed("Genes.", Gene, filters.GeneFilter, NodeKind.GENE)
    variant = _named("A variant by identifier or name, such as BRAF V600E.", Variant, _any([NodeKind.VARIANT]))
    variants = _listed("Variants.", Variant, filters.VariantFilter, NodeKind.VARIANT)
    drug = _named("A drug by identifier, mapping, name or brand.", Drug, _any([NodeKind.DRUG]))
    drugs = _listed("Drugs.", Drug, filters.DrugFilter, NodeKind.DRUG)
    disease = _named("A disease by identifier, mapping or name.", Disease, _any([NodeKind.DISEASE]))
    diseases = _listed("Diseases.", Disease, filters.DiseaseFilter, NodeKind.DISEASE)
    tumor_type = _named("A tumor type by OncoTree code, identifier or name.", Disease, one_tumor_type)
    tumor_types = _listed(
        "Tumor types: the diseases that have an OncoTree code.",
        Disease,
        filters.DiseaseFilter,
        NodeKind.DISEASE,
        lambda reading: reading.serving.tumor_types,
    )
    phenotype = _named("A phenotype by HPO identifier or name.", Phenotype, _any([NodeKind.PHENOTYPE]))
    phenotypes = _listed("Phenotypes.", Phenotype, filters.PhenotypeFilter, NodeKind.PHENOTYPE)
    trial = _named("A trial by its registry number: NCT01917552 or NCT:NCT01917552.", Trial, _any([NodeKind.TRIAL]))
    trials = _listed("Trials.", Trial, filters.TrialFilter, NodeKind.TRIAL)
    molecular_profile = _named(
        "A molecular profile by identifier or canonical text.", MolecularProfile, _any([NodeKind.MOLECULAR_PROFILE])
    )
    molecular_profiles = _listed(
        "Molecular profiles.", MolecularProfile, filters.MolecularProfileFilter, NodeKind.MOLECULAR_PROFILE
    )
    evidence = _listed(
        "Evidence; accepted unless the filter names another status.",
        Evidence,
        filters.EvidenceFilter,
        NodeKind.EVIDENCE,
    )
