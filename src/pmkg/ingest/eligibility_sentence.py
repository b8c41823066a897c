"""Read one sentence of an eligibility text into what it asks, with the names of a release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pmkg.errors import InvalidText
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Confidence,
    DiseaseStatusCriterion,
    PerformanceCriterion,
    PersonCheck,
    Sex,
    SexCriterion,
)
from pmkg.model.trial_records import Said, SaidCriterion, SaidProfile, SaidTherapy, SaidTumor
from pmkg.vocabulary.eligibility_genomic import GenomicSaid, names_alteration, read_genomic
from pmkg.vocabulary.eligibility_layout import Passage, Section
from pmkg.vocabulary.eligibility_markers import read_markers
from pmkg.vocabulary.eligibility_person import (
    excluded_performance,
    karnofsky_as_ecog,
    read_ages,
    read_performance,
    read_sex,
)
from pmkg.vocabulary.eligibility_therapy import read_therapies
from pmkg.vocabulary.eligibility_tumor import TumorNamed, TumorSaid, names_diagnosis, read_states, read_tumors
from pmkg.vocabulary.eligibility_words import Found, leftover, loosened, of_a_part, of_another_time
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.gene_text import Genes
from pmkg.vocabulary.profile_text import parse_profile

_FEW_WORDS = 4
_MEASURED = re.compile(r"[≤≥<>=]|\bRECIST\b|\bULN\b|\bmeasurable\b|\bresponse\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_HISTORY = re.compile(r"\b(?:history|family|previously|prior|past)\b", re.IGNORECASE)
_DIAGNOSES = re.compile(
    r"\b(?:diagnos\w+|malignanc\w+|tumou?rs?|cancers?|disease|histolog\w+|patients?|participants?|subjects?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a sentence asks; ``whole`` says that nothing of it is left for a person."""

    said: tuple[Said, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class SentenceReader:
    """Read sentences: ``genes`` resolves symbols, ``tumors`` names of tumor types, ``drugs`` says what is a drug or class."""

    genes: Genes
    tumors: TumorNamed
    drugs: Callable[[str], bool]

    def read(self, passage: Passage) -> Reading:
        """Read what a sentence asks in its place: under an exclusion heading it is asked the other way round."""
        text = passage.text
        above = _BRACKETS.sub("", passage.under)
        open_place = (
            passage.section is Section.UNSTATED
            or bool(passage.scope)
            or of_a_part(text)
            or loosened(text)
            or bool(above and (loosened(above) or of_another_time(above)))
        )
        found = list(self._found(passage))
        said = tuple(
            Said(
                one.said[0],
                one.said[1],
                words=text,
                sentence=text,
                confidence=Confidence.HIGH if one.firm and not open_place else Confidence.LOW,
            )
            for one in found
        )
        rest = leftover(text, found)
        whole = bool(said) and all(one.confidence is Confidence.HIGH for one in said) and not rest
        if not any(isinstance(one.criterion, SaidProfile) for one in said) and names_alteration(text, self.genes):
            # a demand on a gene that was not understood decides: the trial must not look open without it
            said = (*said, Said(PersonCheck(text), words=text, sentence=text, confidence=Confidence.LOW))
        return Reading(said, whole)

    def _found(self, passage: Passage) -> Iterator[Found[tuple[SaidCriterion, bool]]]:
        yield from self._person(passage)
        yield from self._genomic(passage)
        yield from self._tumor(passage)
        yield from self._therapy(passage)

    def _person(self, passage: Passage) -> Iterator[Found[tuple[SaidCriterion, bool]]]:
        text, out = passage.text, passage.section is Section.EXCLUSION
        ages = read_ages(text)
        for age in ages if len(ages) == 1 or not out else ():
            yield Found(age.start, age.end, (AgeCriterion(age.said.comparator, age.said.years), out), age.firm)
        if not out:
            for sex in read_sex(text):
                few = len(leftover(text, [sex, *ages]).split()) == 0
                yield Found(sex.start, sex.end, (SexCriterion(Sex(sex.said.sex)), False), sex.firm and few)
        for status in excluded_performance(text) if out else read_performance(text):
            worst = status.said.limit if status.said.scale == "ECOG" else karnofsky_as_ecog(status.said.limit)
            firm = status.firm and status.said.scale == "ECOG"
            yield Found(status.start, status.end, (PerformanceCriterion(worst), False), firm)

    def _genomic(self, passage: Passage) -> Iterator[Found[tuple[SaidCriterion, bool]]]:
        text, out = passage.text, passage.section is Section.EXCLUSION
        markers = read_markers(text)
        letters = list(text)
        for marker in markers:
            # a sign that ends a run of genes, for none reaches over a marker; a negation does
            letters[marker.start : marker.end] = "§" + " " * (marker.end - marker.start - 1)
        genes = read_genomic("".join(letters), self.genes)
        asked = [one for one in (*markers, *genes) if not (out and one.said.negated) and self._readable(one.said)]
        # under a line that lets one of several be enough, none alone is asked for
        alone = not passage.alternative and not _HISTORY.search(text)
        if out:
            alone = alone and not any(one.said.negated for one in (*markers, *genes))
        else:
            alone = alone and not self._alternatives(text, [*markers, *genes], len({one.said for one in genes}))
        for one in asked:
            criterion = SaidProfile(one.said.profile)
            firm = one.firm and alone and not (out and one.said.wide)
            yield Found(one.start, one.end, (criterion, one.said.negated or out), firm)

    def _alternatives(self, text: str, found: list[Found[GenomicSaid]], of_genes: int) -> bool:
        """Say whether a sentence that asks for several things, or names several tumors, may be content with one of them."""
        ordered = sorted(found, key=lambda one: one.start)
        # what is said twice is no alternative to itself: "MSI-H or dMMR"
        between = [text[left.end : right.start] for left, right in pairwise(ordered) if left.said != right.said]
        tumors = {one.said.tumor for one in read_tumors(text, self.tumors)}
        return of_genes > 1 or len(tumors) > 1 or any(_OR.search(gap) for gap in between)

    def _readable(self, said: GenomicSaid) -> bool:
        try:
            parse_profile(said.profile, self.genes, ExonTable.load())
        except InvalidText:
            return False
        return True

    def _tumor(self, passage: Passage) -> Iterator[Found[tuple[SaidCriterion, bool]]]:
        text = passage.text
        if passage.section is Section.EXCLUSION:
            return
        found = read_tumors(text, self.tumors)
        listed = bool(passage.under) and bool(_DIAGNOSES.search(passage.under))
        few = len(leftover(text, found).split()) <= _FEW_WORDS and not _MEASURED.search(text)
        if not found or not (names_diagnosis(text) or listed or few):
            return
        group = next((one.said.group for one in found if one.said.group is not None), None)
        references = dict.fromkeys(_reference(one.said) for one in found if one.said.tumor is not None)
        firm = not of_another_time(text) and all(one.firm for one in found)
        whole = Found(found[0].start, found[-1].end, (SaidTumor(tuple(references), group), False), firm)
        yield whole
        for states in read_states(text, found[0].start):
            yield Found(
                states.start, states.end, (DiseaseStatusCriterion(states.said.states), False), states.firm and firm
            )

    def _therapy(self, passage: Passage) -> Iterator[Found[tuple[SaidCriterion, bool]]]:
        out = passage.section is Section.EXCLUSION
        for one in read_therapies(passage.text, out):
            known = [name for name in one.said.names if self.drugs(name)]
            if known:
                therapies = SaidTherapy(tuple(Reference(name, (), NodeKind.DRUG) for name in known))
                firm = one.firm and len(known) == len(one.said.names) and not passage.alternative
                yield Found(one.start, one.end, (therapies, one.said.had == out), firm)


def _reference(said: TumorSaid) -> Reference:
    return Reference(said.words, (said.tumor,) if said.tumor is not None else (), NodeKind.DISEASE)
