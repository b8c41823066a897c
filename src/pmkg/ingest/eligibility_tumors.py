"""Put together what the sentences and the registry's conditions say of the tumor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import CONDITIONS, Confidence, PersonCheck, TumorGroup
from pmkg.model.trial_records import Said, SaidProfile, SaidTumor
from pmkg.vocabulary.eligibility_layout import Passage
from pmkg.vocabulary.eligibility_tumor import TumorSaid, read_tumors
from pmkg.vocabulary.eligibility_words import of_another_time

Tumors = Callable[[str], Curie | None]
Part = tuple[Passage, Said]


def tumors_asked(
    said: list[Part], conditions: tuple[Reference, ...], diseases: DiseaseIndex, tumors: Tumors
) -> list[Said]:
    """Give what a trial asks, its tumors made so wide that none is left out which any part of the record names.

    Two bullets that name tumors of which neither holds the other are alternatives, whatever else each asks; a cohort's bullet
    and the registry's conditions widen what the sure sentences say. What a bullet among alternatives asks of genes is not
    certain for the trial. Where no sentence names a tumor surely, the conditions do, if each of them names one; whether the
    patient has to have it is then for a person.
    """
    stated = _conditions(conditions, tumors)
    if not stated and not any(_is_tumor(one) for _, one in said):
        stated = _other_diseases(conditions, diseases)
    sure = [one for _, one in said if _is_tumor(one) and one.confidence is Confidence.HIGH]
    if not sure:
        return [*(one for _, one in said), *stated, *(_not_of_the_patient(one) for one in stated if _is_tumor(one))]
    loose = [one for passage, one in said if _is_tumor(one) and one not in sure and not of_another_time(passage.text)]
    named = [*loose, *stated]
    if len(sure) == 1 and not any(_apart(one, sure, diseases) for one in named):
        return [one for _, one in said]
    apart = any(_apart(one, [other], diseases) for one in sure for other in sure)
    wider = [one for one in named if _apart(one, sure, diseases)]
    if not apart and not wider:
        return [one for _, one in said]
    united = _union([*sure, *wider])
    alternatives = {passage for passage, one in said if one in sure} if apart else set()
    rest = [_loosened(one) if passage in alternatives else one for passage, one in said if one not in sure]
    return [*rest, united]


def _is_tumor(said: Said) -> bool:
    return isinstance(said.criterion, SaidTumor) and not said.negated


def _loosened(said: Said) -> Said:
    return replace(said, confidence=Confidence.LOW) if isinstance(said.criterion, SaidProfile) else said


def _apart(one: Said, others: Iterable[Said], diseases: DiseaseIndex) -> bool:
    """Say whether a criterion names a tumor that has nothing to do with what each of the others takes."""
    return all(_unrelated(_criterion(one), _criterion(other), diseases) for other in others)


def _criterion(said: Said) -> SaidTumor:
    return said.criterion if isinstance(said.criterion, SaidTumor) else SaidTumor()


def _unrelated(left: SaidTumor, right: SaidTumor, diseases: DiseaseIndex) -> bool:
    if left.group is not None or right.group is not None:
        return not (left.group == right.group or _held(left, right, diseases) or _held(right, left, diseases))
    return any(not any(diseases.is_within(a, b) or diseases.is_within(b, a) for b in _ids(right)) for a in _ids(left))


def _held(group: SaidTumor, single: SaidTumor, diseases: DiseaseIndex) -> bool:
    """Say whether a group takes each of the tumors."""
    if group.group is None or not single.tumors:
        return False
    return group.group is TumorGroup.ANY or all(diseases.lineage(one) in {group.group, ""} for one in _ids(single))


def _ids(criterion: SaidTumor) -> list[Curie]:
    return [identifier for reference in criterion.tumors for identifier in reference.ids]


def _union(said: list[Said]) -> Said:
    tumors: dict[Reference, None] = {}
    groups: dict[TumorGroup, None] = {}
    for one in said:
        criterion = _criterion(one)
        tumors.update(dict.fromkeys(criterion.tumors))
        groups.update(dict.fromkeys((criterion.group,) if criterion.group is not None else ()))
    group = None if not groups else next(iter(groups)) if len(groups) == 1 else TumorGroup.ANY
    sentence = " / ".join(dict.fromkeys(one.sentence for one in said))
    return replace(said[0], criterion=SaidTumor(tuple(tumors), group), words=sentence, sentence=sentence)


def _conditions(conditions: tuple[Reference, ...], tumors: Tumors) -> list[Said]:
    """Read the registry's conditions: sure where each names a tumor, for others may be complaints of any patient with cancer."""
    found = [
        (condition, [hit.said for hit in read_tumors(condition.text, tumors)] or _any_tumor(condition))
        for condition in conditions
    ]
    named = [one for _, hits in found for one in hits]
    if not named:
        return []
    references = dict.fromkeys(
        Reference(one.words, (one.tumor,), NodeKind.DISEASE) for one in named if one.tumor is not None
    )
    groups = {one.group for one in named if one.group is not None}
    group = None if not groups else groups.pop() if len(groups) == 1 else TumorGroup.ANY
    sentence = f"{CONDITIONS}{'; '.join(condition.text for condition in conditions)}"
    sure = Confidence.HIGH if all(hits for _, hits in found) else Confidence.LOW
    return [Said(SaidTumor(tuple(references), group), words=sentence, sentence=sentence, confidence=sure)]


def _not_of_the_patient(said: Said) -> Said:
    """Leave to a person whether the patient has to have what the trial studies: who is screened for a tumor has none."""
    return replace(said, criterion=PersonCheck(said.sentence), confidence=Confidence.LOW)


_ANY_TUMOR = re.compile(
    r"(?:(?:advanced|metastatic|or|and|locally|recurrent|malignant|adult|childhood|stage \w+)[ ,]+)*(?:cancers?|neoplasms?"
    r"|malignanc(?:y|ies)|oncology)(?:[ ,]+(?:metastatic|advanced|malignant|other))*",
    re.IGNORECASE,
)


def _any_tumor(condition: Reference) -> list[TumorSaid]:
    """Read "Advanced Cancer" as any tumor, which a condition may say and a sentence hardly means."""
    return [TumorSaid(condition.text, None, TumorGroup.ANY)] if _ANY_TUMOR.fullmatch(condition.text.strip()) else []


_SPEAKS_OF_TUMORS = re.compile(
    r"(?:cancer|carcinoma|tumou?r|neoplas|malignan|oncolog|leuka?emi|lymphom|myelom|sarcom|melanom|gliom|blastom)",
    re.IGNORECASE,
)


def _some_tumor(conditions: tuple[Reference, ...]) -> Said:
    """Say that a trial is about tumors of which no name was read: it is no study of another disease, and a person reads which."""
    sentence = f"{CONDITIONS}{'; '.join(condition.text for condition in conditions)}"
    tumor = SaidTumor((), TumorGroup.ANY)
    return Said(tumor, words=sentence, sentence=sentence, confidence=Confidence.LOW)


def _other_diseases(conditions: tuple[Reference, ...], diseases: DiseaseIndex) -> list[Said]:
    """Ask for the diseases that a trial studies of which no word names a tumor.

    A person checks what they are where no vocabulary knows one of them; of one that speaks of a tumor that is all that is sure.
    """
    if not conditions:
        return []
    if any(_SPEAKS_OF_TUMORS.search(condition.text) for condition in conditions):
        return [_some_tumor(conditions)]
    sentence = f"{CONDITIONS}{'; '.join(condition.text for condition in conditions)}"
    known = [(condition, diseases.resolve(condition)) for condition in conditions]
    references = tuple(Reference(one.text, (found,), NodeKind.DISEASE) for one, found in known if found is not None)
    if len(references) < len(conditions):
        return [Said(PersonCheck(sentence), words=sentence, sentence=sentence, confidence=Confidence.LOW)]
    return [Said(SaidTumor(references), words=sentence, sentence=sentence, confidence=Confidence.HIGH)]
