"""One type per kind of node. A field that is no part of ``Node`` is a property that sources give, null where none does."""

from __future__ import annotations

from typing import Annotated, Any, cast

import strawberry
from strawberry.scalars import JSON

from pmkg.api.context import Info
from pmkg.api.paging import page_of_list
from pmkg.api.rows import EvidenceRow, NodeRow
from pmkg.api.types.arguments import After, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.evidence import Evidence
from pmkg.api.types.fields import field, made_field
from pmkg.api.types.node import Node, load_row, neighbors
from pmkg.model.kinds import EdgeKind, VariantMatch
from pmkg.model.reads import Way
from pmkg.model.statement import ACCEPTED
from pmkg.questions.class_index import CLASSES_BY_VARIANT
from pmkg.vocabulary.exons import ExonTable


def linked(of: str, kind: EdgeKind, way: Way, description: str) -> Any:
    """Declare a field that lists the nodes of a type at the far ends of edges of one kind."""

    async def read(root: NodeRow, info: Info) -> list[Any]:
        return await neighbors(info, root, kind, way)

    shown = list[Annotated[of, strawberry.lazy("pmkg.api.types.nodes")]]  # type: ignore[valid-type]
    return made_field(read, {"root": strawberry.Parent[NodeRow], "info": Info, "return": shown}, description)


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
        accepted = [row for row in rows if row.status == ACCEPTED]
        return cast(Connection[Evidence], page_of_list(accepted, lambda row: row, first, after))


@strawberry.type(description="A stretch of a gene's protein with a name of its own, in residues.")
class Region:
    """Show an exon of the main transcript, or a domain."""

    name: str
    start: int
    end: int
    is_domain: bool = strawberry.field(description="A domain; else an exon.")
    citation: str


@strawberry.type(description="A human gene.")
class Gene(Subject):
    """Show a gene; the label is its approved symbol."""

    name: str | None = strawberry.field(description="The approved full name.")
    role: str | None = strawberry.field(description="oncogene, suppressor or both.")
    location: str | None = strawberry.field(description="The cytogenetic band.")
    locus_type: str | None
    locus_group: str | None
    gene_groups: list[str] | None
    mane_select: list[str] | None = strawberry.field(description="The MANE Select transcript.")
    druggable_categories: list[str] | None

    @field("Exons of the main transcript and domains, as far as texts name them; most genes have none.")
    @staticmethod
    def regions(root: strawberry.Parent[NodeRow]) -> list[Region]:
        """Read the regions from the ontology's table."""
        return cast(list[Region], list(ExonTable.load().regions(root.label)))


@strawberry.type(description="One concrete small variant of a gene.")
class Variant(Node):
    """Show a variant and the names that it goes by."""

    symbol: str | None
    protein: str | None = strawberry.field(description="The protein change in short form, such as V600E.")
    coding: list[str] | None
    genomic: list[str] | None
    hgvs: list[str] | None
    classification: str | None = strawberry.field(
        description="pathogenic, oncogenic, benign, …, empty where none is known."
    )
    classes: JSON | None = strawberry.field(description="Each classification, with the record that gives it.")
    significance: str | None = strawberry.field(description="The germline significance in ClinVar's words.")
    review_status: str | None
    stars: int | None = strawberry.field(description="The review status of ClinVar, 0 to 4.")

    @field("The gene.")
    @staticmethod
    async def gene(root: strawberry.Parent[NodeRow], info: Info) -> Gene | None:
        """Load the gene, together with those of its siblings."""
        return cast("Gene | None", await load_row(info, root, str(root.node.properties.get("gene") or "")))

    @field("The classes of alterations that hold the variant, whatever its origin.")
    @staticmethod
    async def member_of(root: strawberry.Parent[NodeRow], info: Info) -> list[VariantClassMembership]:
        """Read the release's index of classes; its siblings' are read one by one, each in one look-up."""
        rows = info.context.on(root.serving).reader.rows(CLASSES_BY_VARIANT, [root.id])
        return cast("list[VariantClassMembership]", list(rows.get(root.id, ())))


@strawberry.type(description="A class that holds a known variant, as the release's index says.")
class VariantClassMembership:
    """Show one class of a variant."""

    id: strawberry.ID
    text: str
    rung: VariantMatch
    note: str


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
    max_phase: float | None = strawberry.field(description="The highest phase of development, 4 is approved.")
    first_approval: int | None = strawberry.field(description="The year of the first approval.")

    targets = linked("Gene", EdgeKind.TARGETS, Way.OUT, "Genes through whose products it acts.")
    regimens = linked("Regimen", EdgeKind.HAS_MEMBER, Way.IN, "Regimens that it is part of.")


@strawberry.type(description="A class of drugs that share a target or mechanism.")
class DrugClass(Subject):
    """Show a class of drugs; it is never merged with a drug."""

    category: str | None


@strawberry.type(description="Drugs with an operator, as a node.")
class Regimen(Subject):
    """Show a regimen."""

    operator: str | None
    drugs: list[str] | None = strawberry.field(description="Identifiers of its members.")


@strawberry.type(description="A disease; a tumor type is a disease with an OncoTree code.")
class Disease(Subject):
    """Show a disease."""

    oncotree: str | None = strawberry.field(description="The OncoTree code of a tumor type.")
    oncotree_level: int | None
    main_type: str | None
    tissue: str | None
    lineage: str | None = strawberry.field(description="solid or liquid.")

    parents = linked("Disease", EdgeKind.IS_A, Way.OUT, "The diseases that it is a kind of.")
    children = linked("Disease", EdgeKind.IS_A, Way.IN, "The diseases that are kinds of it.")


@strawberry.type(description="A place where tumors arise: no disease, and no tumor type of a patient.")
class Tissue(Node):
    """Show a tissue."""


@strawberry.type(description="An abnormality of the Human Phenotype Ontology.")
class Phenotype(Node):
    """Show a phenotype."""

    definition: str | None

    parents = linked("Phenotype", EdgeKind.IS_A, Way.OUT, "The phenotypes that it is a kind of.")
    children = linked("Phenotype", EdgeKind.IS_A, Way.IN, "The phenotypes that are kinds of it.")


@strawberry.type(description="One arm or cohort of a trial.")
class TrialArm(Node):
    """Show an arm."""

    status: str | None
    step: str | None
    description: str | None


@strawberry.type(description="A clinical trial.")
class Trial(Node):
    """Show a trial; the label is its title."""

    status: str | None = strawberry.field(description="In the words of the registry.")
    phase: str | None
    summary: str | None
    sponsor: str | None
    age_group: str | None
    last_updated: str | None

    arms = linked("TrialArm", EdgeKind.HAS_ARM, Way.OUT, "Its arms.")


@strawberry.type(description="A sequencing panel: which genes a test covers.")
class Panel(Node):
    """Show a panel."""

    description: str | None
    gene_count: int | None


@strawberry.type(description="A publication, label or guideline that a statement cites.")
class Publication(Node):
    """Show a publication."""


@strawberry.type(description="A star allele or haplotype of a pharmacogene.")
class Haplotype(Node):
    """Show a haplotype."""


@strawberry.type(description="A pathway or a named group of genes.")
class Pathway(Node):
    """Show a pathway."""


@strawberry.type(
    description="What one publication reports of finding the dose of drugs given together; never efficacy."
)
class DoseFinding(Node):
    """Show a dose-finding study; ``regimens`` reads what it found."""

    publication: str
    trial_type: str | None
    population: str | None = strawberry.field(description="In the words of the source.")


NODE_TYPES: tuple[type[Node], ...] = (
    Gene, Variant, VariantClass, Biomarker, MolecularProfile, Drug, DrugClass, Regimen, Disease, Tissue, Phenotype,
    Trial, TrialArm, Panel, Evidence, Publication, Haplotype, Pathway, DoseFinding,
)  # fmt: skip
