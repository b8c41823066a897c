"""Things of the graph: one by name, and lists by filter."""

from __future__ import annotations

import strawberry

from pmkg.api.context import Info
from pmkg.api.lists import many, one, one_tumor_type
from pmkg.api.types import filters
from pmkg.api.types.arguments import After, AsOf, First, Named
from pmkg.api.types.connection import Connection
from pmkg.api.types.evidence import Evidence
from pmkg.api.types.fields import field
from pmkg.api.types.node import Node
from pmkg.api.types.nodes import Disease, Drug, Gene, MolecularProfile, Phenotype, Trial, Variant
from pmkg.api.types.vocabulary import Order
from pmkg.model.kinds import NodeKind


@strawberry.type
class Things:
    """Offer one thing by name (null with the error NOT_FOUND where there is none), and lists of things."""

    @field("Any node by its identifier.")
    async def node(self, info: Info, id: Named, as_of: AsOf = None) -> Node | None:
        """Show any node."""
        found: Node | None = await one(info, list(NodeKind), id, as_of)
        return found

    @field("A gene by identifier, mapping, symbol or previous symbol.")
    async def gene(self, info: Info, id: Named, as_of: AsOf = None) -> Gene | None:
        """Show a gene."""
        found: Gene | None = await one(info, [NodeKind.GENE], id, as_of)
        return found

    @field("Genes.")
    def genes(
        self,
        info: Info,
        filter: filters.GeneFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Gene]:
        """List genes."""
        page: Connection[Gene] = many(info, NodeKind.GENE, filter, order, first, after, as_of)
        return page

    @field("A variant by identifier or name, such as BRAF V600E.")
    async def variant(self, info: Info, id: Named, as_of: AsOf = None) -> Variant | None:
        """Show a variant."""
        found: Variant | None = await one(info, [NodeKind.VARIANT], id, as_of)
        return found

    @field("Variants.")
    def variants(
        self,
        info: Info,
        filter: filters.VariantFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Variant]:
        """List variants."""
        page: Connection[Variant] = many(info, NodeKind.VARIANT, filter, order, first, after, as_of)
        return page

    @field("A drug by identifier, mapping, name or brand.")
    async def drug(self, info: Info, id: Named, as_of: AsOf = None) -> Drug | None:
        """Show a drug."""
        found: Drug | None = await one(info, [NodeKind.DRUG], id, as_of)
        return found

    @field("Drugs.")
    def drugs(
        self,
        info: Info,
        filter: filters.DrugFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Drug]:
        """List drugs."""
        page: Connection[Drug] = many(info, NodeKind.DRUG, filter, order, first, after, as_of)
        return page

    @field("A disease by identifier, mapping or name.")
    async def disease(self, info: Info, id: Named, as_of: AsOf = None) -> Disease | None:
        """Show a disease."""
        found: Disease | None = await one(info, [NodeKind.DISEASE], id, as_of)
        return found

    @field("Diseases.")
    def diseases(
        self,
        info: Info,
        filter: filters.DiseaseFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Disease]:
        """List diseases."""
        page: Connection[Disease] = many(info, NodeKind.DISEASE, filter, order, first, after, as_of)
        return page

    @field("A tumor type by OncoTree code, identifier or name.")
    async def tumor_type(self, info: Info, id: Named, as_of: AsOf = None) -> Disease | None:
        """Show a tumor type."""
        found: Disease | None = await one_tumor_type(info, id, as_of)
        return found

    @field("Tumor types: the diseases that have an OncoTree code.")
    def tumor_types(
        self,
        info: Info,
        filter: filters.DiseaseFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Disease]:
        """List tumor types."""
        only = info.context.reading(as_of).serving.tumor_types
        page: Connection[Disease] = many(info, NodeKind.DISEASE, filter, order, first, after, as_of, only)
        return page

    @field("A phenotype by HPO identifier or name.")
    async def phenotype(self, info: Info, id: Named, as_of: AsOf = None) -> Phenotype | None:
        """Show a phenotype."""
        found: Phenotype | None = await one(info, [NodeKind.PHENOTYPE], id, as_of)
        return found

    @field("Phenotypes.")
    def phenotypes(
        self,
        info: Info,
        filter: filters.PhenotypeFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Phenotype]:
        """List phenotypes."""
        page: Connection[Phenotype] = many(info, NodeKind.PHENOTYPE, filter, order, first, after, as_of)
        return page

    @field("A trial by its registry number: NCT01917552 or NCT:NCT01917552.")
    async def trial(self, info: Info, id: Named, as_of: AsOf = None) -> Trial | None:
        """Show a trial."""
        found: Trial | None = await one(info, [NodeKind.TRIAL], id, as_of)
        return found

    @field("Trials.")
    def trials(
        self,
        info: Info,
        filter: filters.TrialFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Trial]:
        """List trials."""
        page: Connection[Trial] = many(info, NodeKind.TRIAL, filter, order, first, after, as_of)
        return page

    @field("A molecular profile by identifier or canonical text.")
    async def molecular_profile(self, info: Info, id: Named, as_of: AsOf = None) -> MolecularProfile | None:
        """Show a molecular profile."""
        found: MolecularProfile | None = await one(info, [NodeKind.MOLECULAR_PROFILE], id, as_of)
        return found

    @field("Molecular profiles.")
    def molecular_profiles(
        self,
        info: Info,
        filter: filters.MolecularProfileFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[MolecularProfile]:
        """List molecular profiles."""
        page: Connection[MolecularProfile] = many(info, NodeKind.MOLECULAR_PROFILE, filter, order, first, after, as_of)
        return page

    @field("Evidence; accepted unless the filter names another status.")
    def evidence(
        self,
        info: Info,
        filter: filters.EvidenceFilter | None = None,
        order: Order = Order.ID,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Evidence]:
        """List evidence."""
        page: Connection[Evidence] = many(info, NodeKind.EVIDENCE, filter, order, first, after, as_of)
        return page
