"""A molecular signature: what is known of one patient's tumor and germline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmkg.model.curie import Curie
from pmkg.model.variant import Alteration


@dataclass(frozen=True, slots=True)
class Notice:
    """Report what of a request was not understood or not used; it never stops an answer."""

    code: str
    message: str
    input: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Pair an alteration with the words in which the request gave it; answers quote the words' canonical form."""

    alteration: Alteration
    label: str


@dataclass(frozen=True, slots=True)
class Tested:
    """Say what was examined, so that what was not found can count as absent.

    ``small`` holds genes whose small variants were examined, ``copies``, ``fusions``, ``expression`` likewise;
    ``germline`` holds genes with a germline test. ``panel`` names the panel used, with its version, for the answer.
    """

    small: frozenset[Curie] = frozenset()
    copies: frozenset[Curie] = frozenset()
    fusions: frozenset[Curie] = frozenset()
    expression: frozenset[Curie] = frozenset()
    germline: frozenset[Curie] = frozenset()
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Tumor:
    """Name the patient's tumor type after lookup; ``id`` is None when it was not given or not resolved."""

    id: Curie | None
    label: str
    oncotree: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Hold one resolved request: everything is an identifier, and what was not understood is a warning.

    ``markers`` holds measured biomarkers by name: MSI -> "high" or "not high", TMB -> 14.2, "PD-L1 TPS" -> 60, HER2
    IHC -> "3+"; HR -> "positive" where neither receptor is told. ``phases`` lists what is known of pairs of alterations
    ("EGFR C797S and EGFR T790M in cis"). ``tmb_assay`` is the request's own words for how the mutational burden was measured.
    ``birth_date`` (ISO 8601), ``ecog`` (0 to 5), ``disease_states`` (words of ``DiseaseState``) and ``place`` (latitude and
    longitude in degrees) are asked for by trials alone.
    """

    id: str
    tumor: Tumor
    found: tuple[Found, ...] = ()
    markers: Mapping[str, str | float] = field(default_factory=dict)
    tested: Tested = field(default_factory=Tested)
    phases: tuple[str, ...] = ()
    prior_therapies: tuple[Curie, ...] = ()
    line_of_therapy: int | None = None
    age_years: float | None = None
    sex: str = ""
    warnings: tuple[Notice, ...] = ()
    tmb_assay: str = ""
    birth_date: str = ""
    ecog: int | None = None
    disease_states: tuple[str, ...] = ()
    place: tuple[float, float] | None = None
