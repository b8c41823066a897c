"""The tumor that a claim is about: its disease, how far it reaches, and the criteria hidden in its words."""

from __future__ import annotations

from dataclasses import dataclass

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.model.curie import Curie
from pmkg.model.kinds import TumorScope
from pmkg.model.records import Reference
from pmkg.vocabulary.scales import is_agnostic
from pmkg.vocabulary.tumor_words import basket_lineage, split_disease


@dataclass(frozen=True, slots=True)
class TumorText:
    """Hold a claim's tumor after normalization. ``leaves`` are profile texts that its words add."""

    disease: Curie | None
    scope: TumorScope
    lineage: str
    leaves: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def read_tumor(reference: Reference, scale: str, level: str, diseases: DiseaseIndex) -> TumorText:
    """Normalize a claim's disease.

    A basket ("Cancer", "any solid tumor") is tumor-agnostic where the level is an approval or guideline of a scale that makes
    such statements, else basket evidence (CLINICAL rule 13). A blank disease is unresolved.
    """
    words = split_disease(reference.text)
    lineage = basket_lineage(words.base)
    if lineage is not None:
        scope = TumorScope.AGNOSTIC if is_agnostic(scale, level) else TumorScope.BASKET
        return TumorText(None, scope, lineage, words.leaves, words.conditions)
    disease = _resolve(reference, words.base, bool(words.leaves or words.conditions), diseases)
    if disease is None:
        return TumorText(None, TumorScope.UNRESOLVED, "", words.leaves, words.conditions)
    return TumorText(disease, TumorScope.SPECIFIC, diseases.lineage(disease), words.leaves, words.conditions)


def _resolve(reference: Reference, base: str, reduced: bool, diseases: DiseaseIndex) -> Curie | None:
    """Choose between what a claim's code and its words name.

    Where molecular words were taken away, the tumor that is left counts, for the code names the subtype. Words that name
    the whole count where the code is of what is left over of it: a label for "ovarian cancer" is not for "ovarian cancer,
    other". Elsewhere the code counts: "thyroid cancer" coded as anaplastic is a statement about anaplastic tumors.
    """
    named = diseases.by_name(base)
    if named is not None and reduced:
        return named
    coded = diseases.resolve(reference)
    if coded is not None and named is not None and diseases.is_left_over(coded, named):
        return named
    return coded
