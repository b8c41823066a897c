"""A molecular signature as input; a signature file of the command line can be sent as it is.

These types declare what the schema takes. What comes in is handed on as it came, checked by GraphQL and under the names of the
command line's JSON: making an object of every alteration would cost 150 µs each, seconds for a hypermutated tumor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import strawberry
from strawberry import UNSET
from strawberry.types import get_object_definition

from pmkg.api.types.vocabulary import TestedGene


@strawberry.input(description="One alteration, in structure or as text.")
class AlterationInput:
    """Take an alteration in any of the forms that a signature file has."""

    text: str | None = strawberry.field(
        default=UNSET, description="Such as: BRAF V600E, EML4::ALK, ERBB2 amplification."
    )
    gene: str | None = strawberry.field(default=UNSET, description="A symbol or an identifier.")
    protein: str | None = strawberry.field(default=UNSET, description="Such as V600E or p.Val600Glu.")
    hgvs: str | None = strawberry.field(default=UNSET, description="A c. or g. expression with its reference.")
    genomic: str | None = strawberry.field(default=UNSET, description="Such as GRCh37:7:140453136:A:T.")
    copy_number: str | None = strawberry.field(default=UNSET, description="amplification, gain, loss or deep_deletion.")
    copies: float | None = UNSET
    ploidy: float | None = UNSET
    fusion: list[str | None] | None = strawberry.field(default=UNSET, description="5' and 3' partner, null if unknown.")
    exons: list[int] | None = strawberry.field(default=UNSET, description="The exons that a fusion joins.")
    in_frame: bool | None = UNSET
    event: str | None = strawberry.field(default=UNSET, description="Such as: exon 14 skipping.")
    expression: str | None = strawberry.field(default=UNSET, description="high, low, positive, negative or normal.")
    origin: str | None = strawberry.field(default=UNSET, description="somatic, germline or unknown.")
    pathogenicity: str | None = strawberry.field(
        default=UNSET,
        description="The laboratory's own call: pathogenic, likely_pathogenic, uncertain, likely_benign or benign.",
    )
    zygosity: str | None = strawberry.field(default=UNSET, description="heterozygous, homozygous or hemizygous.")


@strawberry.input(description="Measured biomarkers.")
class BiomarkersInput:
    """Take measured biomarkers; what is left out is not tested."""

    msi: str | None = UNSET
    mmr: str | None = UNSET
    tmb: float | None = strawberry.field(default=UNSET, description="Mutations per megabase.")
    tmb_assay: str | None = UNSET
    hrd: str | None = UNSET
    pdl1_tps: float | None = strawberry.field(default=UNSET, name="pdl1Tps")
    pdl1_cps: float | None = strawberry.field(default=UNSET, name="pdl1Cps")
    her2_ihc: str | None = strawberry.field(default=UNSET, name="her2Ihc")
    her2_ish: str | None = strawberry.field(default=UNSET, name="her2Ish")
    er: str | None = UNSET
    pr: str | None = UNSET


@strawberry.input(description="What was examined, so that what was not found counts as absent.")
class TestedInput:
    """Take what was examined."""

    __test__ = False

    genes: list[TestedGene] | None = UNSET
    panel: str | None = UNSET
    germline: list[str] | None = strawberry.field(default=UNSET, description="Genes with a germline test.")


@strawberry.input(description="Alterations known to lie on one chromosome copy (cis), or each on another (trans).")
class PhaseInput:
    """Take one group of alterations in cis, or one in trans."""

    cis: list[str] | None = UNSET
    trans: list[str] | None = UNSET


@strawberry.input(description="Where the patient lives, in degrees: it orders the sites of trials.")
class LocationInput:
    """Take a place."""

    latitude: float
    longitude: float


@strawberry.input(description="What is known of one patient's tumor and germline.")
class SignatureInput:
    """Take one signature."""

    id: str | None = UNSET
    tumor_type: str | None = strawberry.field(default=UNSET, description="An OncoTree code, an identifier or a name.")
    alterations: list[AlterationInput] | None = UNSET
    biomarkers: BiomarkersInput | None = UNSET
    tested: TestedInput | None = UNSET
    origin: str | None = strawberry.field(default=UNSET, description="Default of every alteration.")
    phase: list[PhaseInput] | None = UNSET
    prior_therapies: list[str] | None = UNSET
    line_of_therapy: int | None = UNSET
    age_years: float | None = UNSET
    sex: str | None = UNSET
    birth_date: str | None = strawberry.field(
        default=UNSET, description="Such as 1965-11-20; ages are of the day asked."
    )
    ecog: int | None = strawberry.field(default=UNSET, description="The performance status, 0 to 5.")
    disease_status: list[str] | None = strawberry.field(
        default=UNSET, description="Such as: metastatic, locally advanced, recurrent, untreated."
    )
    location: LocationInput | None = UNSET


def given(signature: SignatureInput) -> Mapping[str, Any]:
    """Say what a resolver's signature is: the input as it came."""
    return cast(Mapping[str, Any], signature)


def _as_given(_type: type, value: Mapping[str, Any], _context: object) -> Mapping[str, Any]:
    return value


get_object_definition(SignatureInput, strict=True).from_input = _as_given
