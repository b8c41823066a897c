"""Put together what several sentences say of the tumor, and what the registry's conditions say where they say nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import Confidence, TumorGroup
from pmkg.model.trial_records import Said, SaidCriterion, SaidProfile, SaidTumor
from pmkg.vocabulary.eligibility_layout import Passage
from pmkg.vocabulary.eligibility_tumor import read_tumors

Tumors = Callable[[str], Curie | None]


def united_tumors(said: list[tuple[Passage, Said]], diseases: DiseaseIndex) -> list[Said]:
    """Unite the tumors of sentences that are alternatives: items of a list of diagnoses, and diagnoses that exclude each other.

    "Acute promyelocytic leukemia" in one bullet and "Acute myeloid leukemia with ..." in the next are both taken, whatever else each
    bullet asks; what they ask of genes then holds for one of them only and is not certain.
    """
    sure = [
        (passage, one)
        for passage, one in said
        if isinstance(one.criterion, SaidTumor) and one.confidence is Confidence.HIGH and not one.negated
    ]
    if len(sure) < 2 or not _apart([one.criterion for _, one in sure], diseases):
        return [one for _, one in said]
    sentences = {passage for passage, _ in sure}
    united = _union([one for _, one in sure])
    rest = [
        replace(one, confidence=Confidence.LOW)
        if passage in sentences and isinstance(one.criterion, SaidProfile)
        else one
        for passage, one in said
        if (passage, one) not in sure
    ]
    return [*rest, united]


def _union(said: list[Said]) -> Said:
    tumors: dict[Reference, None] = {}
    group: TumorGroup | None = None
    for one in said:
        assert isinstance(one.criterion, SaidTumor)
        tumors.update(dict.fromkeys(one.criterion.tumors))
        group = group or one.criterion.group
    sentence = " / ".join(dict.fromkeys(one.sentence for one in said))
    return replace(said[0], criterion=SaidTumor(tuple(tumors), group), words=sentence, sentence=sentence)


def _apart(criteria: list[SaidCriterion], diseases: DiseaseIndex) -> bool:
    """Say whether two of the criteria name tumors of which none holds the other: no patient could meet both."""
    sets = [_ids(one) for one in criteria if isinstance(one, SaidTumor) and one.group is None]
    return any(
        not any(diseases.is_within(a, b) or diseases.is_within(b, a) for a in left for b in right)
        for at, left in enumerate(sets)
        for right in sets[at + 1 :]
    )


def _ids(criterion: SaidTumor) -> set[Curie]:
    return {identifier for reference in criterion.tumors for identifier in reference.ids}


def conditions_asked(conditions: tuple[Reference, ...], said: list[Said], tumors: Tumors) -> Iterator[Said]:
    """Give what the registry's conditions ask of the tumor where no sentence does.

    They are certain where each names a tumor; where only some do, the others may be complaints of any patient with cancer.
    """
    if any(isinstance(one.criterion, SaidTumor) and one.confidence is Confidence.HIGH for one in said):
        return
    found = [(condition, read_tumors(condition.text, tumors)) for condition in conditions]
    named = [hit.said for _, hits in found for hit in hits]
    if not named:
        return
    references = dict.fromkeys(Reference(one.words, (one.tumor,), NodeKind.DISEASE) for one in named if one.tumor is not None)
    group = next((one.group for one in named if one.group is not None), None)
    sentence = f"Conditions: {'; '.join(condition.text for condition in conditions)}"
    sure = Confidence.HIGH if all(hits for _, hits in found) else Confidence.LOW
    yield Said(SaidTumor(tuple(references), group), words=sentence, sentence=sentence, confidence=sure)
