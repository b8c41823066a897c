"""One type per kind of node. A field that is no part of ``Node`` is a property that sources give, null where none does."""

from __future__ import annotations

from typing import cast

import strawberry
from strawberry.scalars import JSON

from pmkg.api.context import Info
from pmkg.api.paging import page_of_list
from pmkg.api.rows import EvidenceRow, NodeRow
from pmkg.api.types.arguments import After, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.evidence import Evidence
from pmkg.api.types.fields import field
from pmkg.api.types.node import Node, load_row, neighbors
from pmkg.model.kinds import EdgeKind
from pmkg.model.reads import Way


@strawberry.interface(description="A node that evidence is about, directly or as a part of what it is about.")
class Subject(Node):
    """Declare how a subject of evidence leads to it."""

    @field("Accepted evidence, in order of its identifier.")
    @staticmethod
    async def evidence(
        root: strawberry.Parent[NodeRow], info: Info, first: First = None, after: After = None
    ) -> Connection[Evidence]:
        """Page through the evidence of a node; its siblings' evidence is read in the same batches."""
        reading = info.context.on(root.serving)
        nodes = await reading.nodes(await reading.evidence.load((root.kind, root.id)))
        rows = [EvidenceRow(node, root.serving) for node in nodes]
        accepted = [row for row in rows if row.status == "accepted"]
        return cast(Connection[Evidence], page_of_list(accepted, lambda row: row, first, after))


@strawberry.type(description="A human gene.")
class Gene(Subject):
    """Show a gene; the label is its approved symbol."""

    role: str | None = strawberry.field(description="oncogene, suppressor or both.")
    locus_type: str | None


@strawberry.type(description="One concrete small variant of a gene.")
class Variant(Node):
    """Show a variant and the names that it goes by."""

    symbol: str | None
    protein: str | None = strawberry.field(description="The protein change in short form, such as V600E.")
    coding: list[str] | None
    genomic: list[str] | None
    hgvs: list[str] | None
    classification: list[str] | None = strawberry.field(description="What sources call it: pathogenic, oncogenic, …")

    @field("The gene.")
    @staticmethod
    async def gene(root: strawberry.Parent[NodeRow], info: Info) -> Gene | None:
        """Load the gene, together with those of its siblings."""
        return cast("Gene | None", await load_row(info, root, str(root.node.properties.get("gene") or "")))


@strawberry.type(description="A class of alterations that a criterion may ask for.")
class VariantClass(Node):
    """Show a class of alterations."""


@strawberry.type(description="A measured state that is no variant of one gene.")
class Biomarker(Node):
    """Show a biomarker."""


@strawberry.type(description="A Boolean combination of criteria, in one canonical form.")
class MolecularProfile(Subject):
    """Show a profile; the label is its canonical text."""

    tree: JSON | None
    genes: list[str] | None


@strawberry.type(description="A therapeutic substance, at the level of its active ingredient.")
class Drug(Subject):
    """Show a drug."""

    modality: str | None

    @field("Genes through whose products it acts.")
    @staticmethod
    async def targets(root: strawberry.Parent[NodeRow], info: Info) -> list[Gene]:
        """List the drug's targets."""
        return await neighbors(info, root, EdgeKind.TARGETS, Way.OUT)

    @field("Regimens that it is part of.")
    @staticmethod
    async def regimens(root: strawberry.Parent[NodeRow], info: Info) -> list[Regimen]:
        """List the regimens of the drug."""
        return await neighbors(info, root, EdgeKind.HAS_MEMBER, Way.IN)


@strawberry.type(description="A class of drugs that share a target or mechanism.")
class DrugClass(Subject):
    """Show a class of drugs; it is never merged with a drug."""


@strawberry.type(description="Drugs with an operator, as a node.")
class Regimen(Subject):
    """Show a regimen."""

    operator: str | None
    drugs: list[str] | None = strawberry.field(description="Identifiers of its members.")


@strawberry.type(description="A disease; a tumor type is a disease with an OncoTree code.")
class Disease(Subject):
    """Show a disease."""

    oncotree: str | None = strawberry.field(description="The OncoTree code of a tumor type.")
    tissue: str | None

    @field("The diseases that it is a kind of.")
    @staticmethod
    async def parents(root: strawberry.Parent[NodeRow], info: Info) -> list[Disease]:
        """List the parents."""
        return await neighbors(info, root, EdgeKind.IS_A, Way.OUT)

    @field("The diseases that are kinds of it.")
    @staticmethod
    async def children(root: strawberry.Parent[NodeRow], info: Info) -> list[Disease]:
        """List the children."""
        return await neighbors(info, root, EdgeKind.IS_A, Way.IN)


@strawberry.type(description="A place where tumors arise: no disease, and no tumor type of a patient.")
class Tissue(Node):
    """Show a tissue."""


@strawberry.type(description="An abnormality of the Human Phenotype Ontology.")
class Phenotype(Node):
    """Show a phenotype."""

    @field("The phenotypes that it is a kind of.")
    @staticmethod
    async def parents(root: strawberry.Parent[NodeRow], info: Info) -> list[Phenotype]:
        """List the parents."""
        return await neighbors(info, root, EdgeKind.IS_A, Way.OUT)

    @field("The phenotypes that are kinds of it.")
    @staticmethod
    async def children(root: strawberry.Parent[NodeRow], info: Info) -> list[Phenotype]:
        """List the children."""
        return await neighbors(info, root, EdgeKind.IS_A, Way.IN)


@strawberry.type(description="One arm or cohort of a trial.")
class TrialArm(Node):
    """Show an arm."""

    status: str | None


@strawberry.type(description="A clinical trial.")
class Trial(Node):
    """Show a trial."""

    status: str | None
    phase: str | None

    @field("Its arms.")
    @staticmethod
    async def arms(root: strawberry.Parent[NodeRow], info: Info) -> list[TrialArm]:
        """List the arms."""
        return await neighbors(info, root, EdgeKind.HAS_ARM, Way.OUT)


@strawberry.type(description="A sequencing panel: which genes a test covers.")
class Panel(Node):
    """Show a panel."""


@strawberry.type(description="A publication, label or guideline that a statement cites.")
class Publication(Node):
    """Show a publication."""


@strawberry.type(description="A star allele or haplotype of a pharmacogene.")
class Haplotype(Node):
    """Show a haplotype."""


@strawberry.type(description="A pathway or a named group of genes.")
class Pathway(Node):
    """Show a pathway."""


NODE_TYPES: tuple[type[Node], ...] = (
    Gene, Variant, VariantClass, Biomarker, MolecularProfile, Drug, DrugClass, Regimen, Disease, Tissue, Phenotype,
    Trial, TrialArm, Panel, Evidence, Publication, Haplotype, Pathway,
)  # fmt: skip
