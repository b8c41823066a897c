"""Read what a trial's titles ask of genes and biomarkers: they speak of every patient, where a sentence may speak of one part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pmkg.ingest.eligibility_sentence import SentenceReader
from pmkg.model.trial_criteria import Confidence
from pmkg.model.trial_records import Said, SaidProfile
from pmkg.vocabulary.eligibility_layout import Passage, Section
from pmkg.vocabulary.eligibility_markers import names_marker
from pmkg.vocabulary.eligibility_titles import patients_of_title

_OR = re.compile(r"\bor\b", re.IGNORECASE)
_ANY_MUTATION = re.compile(
    r"(?P<place>\S+(?: Exon \d+)?) (?:(?:Activating|Inactivating|Pathogenic|Germline|Somatic) )*Mutation"
)
_OTHER_KIND = re.compile(r"Fusion|Rearrangement|Amplification|Deletion$|expression|Wildtype|positive|negative|low$")
_EXON = re.compile(r" Exon \d+ ")


def asked_by_titles(titles: Iterable[str], reader: SentenceReader, said: list[tuple[Passage, Said]]) -> Iterator[Said]:
    """Give what the titles ask beyond ``said``, which is what the sentences ask.

    A title that a sentence widens ("MTAP-null" there, and "loss of CDKN2A or MTAP" here) is not certain. What a sentence asks
    surely, in the words of the title, is not asked twice.
    """
    wanted = _wanted(said)
    sure = {_key(one) for _, one in said if one.confidence is Confidence.HIGH}
    spoken = {subject for _, one in said if isinstance(one.criterion, SaidProfile) for subject in _subjects(one)}
    given: set[tuple[str, bool]] = set()
    for title in dict.fromkeys(titles):
        found = _of_title(title, reader)
        asked = [part for one in found if not one.negated for part in _parts(one)]
        for one in found:
            if _key(one) in sure | given:
                continue
            held = replace(one, confidence=Confidence.LOW) if _widened(one, asked, wanted) else one
            if held.confidence is Confidence.HIGH or not _subjects(one) <= spoken:
                given.add(_key(one))
                yield held


def _of_title(title: str, reader: SentenceReader) -> list[Said]:
    patients = patients_of_title(title)
    if not patients:
        return []
    reading = reader.read(Passage(Section.INCLUSION, patients))
    return [
        replace(one, words=title, sentence=title, confidence=Confidence.LOW if _uneven(one) else one.confidence)
        for one in reading.said
        if isinstance(one.criterion, SaidProfile)
    ]


def _uneven(said: Said) -> bool:
    """Say whether a title says different things of different genes: it may ask all of them ("EGFR-mutated, MET-amplified")."""
    told: dict[str, set[str]] = defaultdict(set)
    for part in _parts(said):
        told[_subject(part)].add(part.partition(" ")[2])
    return len({frozenset(changes) for changes in told.values()}) > 1


def _wanted(said: list[tuple[Passage, Said]]) -> Mapping[Passage, list[Said]]:
    """Gather, sentence by sentence, the alterations and biomarkers that patients are to have."""
    found: dict[Passage, list[Said]] = defaultdict(list)
    for passage, one in said:
        if isinstance(one.criterion, SaidProfile) and not one.negated:
            found[passage].append(one)
    return found


def _widened(one: Said, asked: list[str], wanted: Mapping[Passage, list[Said]]) -> bool:
    """Say whether a sentence takes patients whom the title's demand leaves out."""
    if one.negated:
        return any(_subjects(other) & _subjects(one) for others in wanted.values() for other in others)
    return any(_takes_others(passage, others, one, asked) for passage, others in wanted.items())


def _takes_others(passage: Passage, others: list[Said], one: Said, asked: list[str]) -> bool:
    of_one_kind = [other for other in others if _is_marker(other) == _is_marker(one)]
    if _is_marker(one):
        of_one_kind = [other for other in of_one_kind if _subjects(other) & _subjects(one)]
    fitting = [any(_fits(part, title) for title in asked) for other in of_one_kind for part in _parts(other)]
    return bool(fitting) and not (all(fitting) or (any(fitting) and not _OR.search(passage.text)))


def _fits(part: str, title: str) -> bool:
    """Say whether what a sentence asks is what the title asks, or narrower, or the title's change left unsaid."""
    if part in (title, title.replace("Rearrangement", "Fusion")):
        return True
    wide, unsaid = _ANY_MUTATION.fullmatch(title), _ANY_MUTATION.fullmatch(part)
    if wide is not None:
        return part.startswith(f"{wide['place']} ") and (bool(_EXON.search(part)) or not _OTHER_KIND.search(part))
    return unsaid is not None and title.startswith(f"{unsaid['place']} ") and not _OTHER_KIND.search(title)


def _key(said: Said) -> tuple[str, bool]:
    return (said.criterion.text if isinstance(said.criterion, SaidProfile) else "", said.negated)


def _parts(said: Said) -> list[str]:
    return re.split(r" (?:OR|AND) ", _key(said)[0])


def _subject(part: str) -> str:
    return part.removeprefix("NOT ").partition(" ")[0]


def _subjects(said: Said) -> set[str]:
    return {_subject(part) for part in _parts(said)}


def _is_marker(said: Said) -> bool:
    return names_marker(_key(said)[0])
