"""A molecular signature as input; a signature file of the command line can be sent as it is."""

from __future__ import annotations

import strawberry

from pmkg.api.types.vocabulary import TestedGene


@strawberry.input(description="One alteration, in structure or as text.")
class AlterationInput:
    """Take an alteration in any of the forms that a signature file has."""

    text: str | None = strawberry.field(
        default=None, description="Such as: BRAF V600E, EML4::ALK, ERBB2 amplification."
    )
    gene: str | None = strawberry.field(default=None, description="A symbol or an identifier.")
    protein: str | None = strawberry.field(default=None, description="Such as V600E or p.Val600Glu.")
    hgvs: str | None = strawberry.field(default=None, description="A c. or g. expression with its reference.")
    genomic: str | None = strawberry.field(default=None, description="Such as GRCh37:7:140453136:A:T.")
    copy_number: str | None = strawberry.field(default=None, description="amplification, gain, loss or deep_deletion.")
    copies: float | None = None
    ploidy: float | None = None
    fusion: list[str | None] | None = strawberry.field(default=None, description="5' and 3' partner, null if unknown.")
    exons: list[int] | None = strawberry.field(default=None, description="The exons that a fusion joins.")
    in_frame: bool | None = None
    event: str | None = strawberry.field(default=None, description="Such as: exon 14 skipping.")
    expression: str | None = strawberry.field(default=None, description="high, low, positive, negative or normal.")
    origin: str | None = strawberry.field(default=None, description="somatic, germline or unknown.")
    pathogenicity: str | None = None
    zygosity: str | None = None


@strawberry.input(description="Measured biomarkers.")
class BiomarkersInput:
    """Take measured biomarkers; what is left out is not tested."""

    msi: str | None = None
    mmr: str | None = None
    tmb: float | None = strawberry.field(default=None, description="Mutations per megabase.")
    tmb_assay: str | None = None
    hrd: str | None = None
    pdl1_tps: float | None = strawberry.field(default=None, name="pdl1Tps")
    pdl1_cps: float | None = strawberry.field(default=None, name="pdl1Cps")
    her2_ihc: str | None = strawberry.field(default=None, name="her2Ihc")
    her2_ish: str | None = strawberry.field(default=None, name="her2Ish")
    er: str | None = None
    pr: str | None = None


@strawberry.input(description="What was examined, so that what was not found counts as absent.")
class TestedInput:
    """Take what was examined."""

    __test__ = False

    genes: list[TestedGene] | None = None
    panel: str | None = None
    germline: list[str] | None = strawberry.field(default=None, description="Genes with a germline test.")


@strawberry.input(description="Alterations known to lie on one chromosome copy.")
class PhaseInput:
    """Take one group of alterations in cis."""

    cis: list[str]


@strawberry.input(description="What is known of one patient's tumor and germline.")
class SignatureInput:
    """Take one signature."""

    id: str | None = None
    tumor_type: str | None = strawberry.field(default=None, description="An OncoTree code, an identifier or a name.")
    alterations: list[AlterationInput] | None = None
    biomarkers: BiomarkersInput | None = None
    tested: TestedInput | None = None
    origin: str | None = strawberry.field(default=None, description="Default of every alteration.")
    phase: list[PhaseInput] | None = None
    prior_therapies: list[str] | None = None
    line_of_therapy: int | None = None
    age_years: float | None = None
    sex: str | None = None
