"""The JSON of a signature as it comes from outside, checked for form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from pmkg.errors import RequestError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# how pydantic names the branches of a field that takes a text or an object
_BRANCHES = frozenset({"str", "AlterationInput", "TestedGeneInput"})
_ONE_OF = {"model_type": "write a text or an object", "dict_type": "write an object"}
DiseaseStateWord = Literal[
    "early stage",
    "localized",
    "locally advanced",
    "advanced",
    "metastatic",
    "unresectable",
    "untreated",
    "recurrent",
    "refractory",
]
_Origin = Literal["somatic", "germline", "unknown"]


def _two(value: list[str | None]) -> list[str | None]:
    if len(value) != 2:
        raise ValueError("a fusion names two partners, 5' first; write null for one that is not known")
    return value


def _pair(value: list[int]) -> list[int]:
    if len(value) != 2:
        raise ValueError("give two exons, that of the 5' partner first, or leave them out")
    return value


class _Input(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True, frozen=True)


class AlterationInput(_Input):
    """Hold one alteration in the words of the request."""

    text: str | None = None
    gene: str | None = None
    protein: str | None = None
    hgvs: str | None = None
    genomic: str | None = None
    copy_number: Literal["amplification", "gain", "loss", "deep_deletion"] | None = None
    copies: float | None = Field(default=None, ge=0)
    ploidy: float | None = Field(default=None, gt=0)
    fusion: Annotated[list[str | None], AfterValidator(_two)] | None = None
    exons: Annotated[list[int], AfterValidator(_pair)] | None = None
    in_frame: bool | None = None
    event: str | None = None
    expression: str | None = None
    origin: _Origin | None = None
    pathogenicity: Literal["pathogenic", "likely_pathogenic", "uncertain", "likely_benign", "benign"] | None = None
    zygosity: Literal["heterozygous", "homozygous", "hemizygous"] | None = None


class BiomarkersInput(_Input):
    """Hold the measured biomarkers."""

    msi: Literal["MSI-H", "MSI-L", "MSS"] | None = None
    mmr: Literal["deficient", "proficient"] | None = None
    tmb: float | None = Field(default=None, ge=0)
    tmb_assay: str | None = None
    hrd: Literal["positive", "negative"] | None = None
    pdl1_tps: float | None = Field(default=None, ge=0, le=100)
    pdl1_cps: float | None = Field(default=None, ge=0)
    her2_ihc: Literal["0", "1+", "2+", "3+"] | None = None
    her2_ish: Literal["amplified", "not amplified"] | None = None
    er: Literal["positive", "negative"] | None = None
    pr: Literal["positive", "negative"] | None = None


class TestedGeneInput(_Input):
    """Name a gene and the kinds of change that were looked for in it."""

    gene: str
    kinds: list[Literal["mutation", "copy_number", "fusion", "expression"]]


class TestedInput(_Input):
    """Say what was examined."""

    genes: list[str | TestedGeneInput] = []
    panel: str | None = None
    germline: list[str] = []


class PhaseInput(_Input):
    """Name alterations that lie on one copy of the chromosome, or each on another."""

    cis: list[str] = []
    trans: list[str] = []


class LocationInput(_Input):
    """Say where the patient lives, in degrees; it orders and limits sites, and is not logged."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class SignatureInput(_Input):
    """Hold one signature in the words of the request."""

    id: str = ""
    tumor_type: str | None = None
    alterations: list[AlterationInput | str] = []
    biomarkers: BiomarkersInput = BiomarkersInput()
    tested: TestedInput = TestedInput()
    origin: _Origin = "unknown"
    phase: list[PhaseInput] = []
    prior_therapies: list[str] = []
    line_of_therapy: int | None = Field(default=None, ge=1)
    age_years: float | None = Field(default=None, ge=0)
    sex: Literal["female", "male", "other", "unknown"] | None = None
    birth_date: date | None = None
    ecog: int | None = Field(default=None, ge=0, le=5)
    disease_status: list[DiseaseStateWord] = []
    location: LocationInput | None = None


def check_signature(data: object) -> SignatureInput:
    """Check the form of a signature, or raise :class:`RequestError` that names the field and what it takes.

    The message never repeats a value: values are patient content.
    """
    try:
        return SignatureInput.model_validate(data)
    except ValidationError as error:
        first = _deepest(error.errors(include_input=False, include_url=False))
        place = ".".join(str(part) for part in _place(first)) or "signature"
        raise RequestError(f"signature field {place}: {_ONE_OF.get(first['type'], first['msg'])}") from None


def _deepest(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """Choose, of what is wrong with the first field, the reading of it that got furthest: as a text, or as an object."""
    field = _place(errors[0])
    same = [error for error in errors if _place(error)[: len(field)] == field]
    return max(same, key=lambda error: (len(_place(error)), error["type"] == "model_type"))


def _place(error: ErrorDetails) -> tuple[int | str, ...]:
    return tuple(part for part in error["loc"] if part not in _BRANCHES)
