"""Read a trial's free-text eligibility into criteria, each with its sentence and a confidence.

A sentence that is read whole becomes a criterion; one that is read in part becomes the criterion and stays, whole, for a
person to check; one that is not read is for a person alone. Nothing is dropped. HIGH is given only where nothing in the
sentence, its place or the record's structured fields loosens or contradicts the reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drugs import DrugIndex
from pmkg.ingest.eligibility_alternatives import alternatives_loosened
from pmkg.ingest.eligibility_names import drugs_named, tumors_named
from pmkg.ingest.eligibility_of_titles import asked_by_titles
from pmkg.ingest.eligibility_sentence import SentenceReader
from pmkg.ingest.eligibility_tumors import tumors_asked
from pmkg.ingest.genes import GeneIndex
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import AgeCriterion, Confidence, SexCriterion
from pmkg.model.trial_records import Said, SaidAll, SaidTree, TrialRecord
from pmkg.vocabulary.eligibility_layout import Passage, passages
from pmkg.vocabulary.eligibility_tumor import read_tumors


class EligibilityReader:
    """Read the free text of trials with the names of one release."""

    def __init__(self, genes: GeneIndex, diseases: DiseaseIndex, drugs: DrugIndex) -> None:
        self._diseases = diseases
        self._tumors = tumors_named(diseases)
        self._sentence = SentenceReader(genes.symbol, self._tumors, drugs_named(drugs))

    def read(self, record: TrialRecord) -> TrialRecord:
        """Add to a trial what its free text asks, and list what a person has to check, under the headings of the text.

        A record whose loader has listed that itself, or that has no text, comes with criteria of its own and stays as it is:
        what its title says beside them is held against them elsewhere.
        """
        if record.to_check or not (record.eligibility or record.conditions):
            return record
        said: list[tuple[Passage, Said]] = []
        understood: dict[Passage, bool] = {}
        for passage in passages("\n".join(record.eligibility)):
            reading = self._sentence.read(passage)
            said.extend((passage, one) for one in reading.said)
            understood[passage] = reading.whole
        told = list(alternatives_loosened(said))
        asked = tumors_asked(told, record.conditions, self._diseases, self._tumors)
        titles = (record.title, *record.other_titles) if record.eligibility else ()
        by_title = asked_by_titles(titles, self._sentence, told)
        leaves = [*(_held(one, record.criteria) for one in asked), *by_title]
        unsure = {one.sentence for one in leaves if one.confidence is Confidence.LOW}
        unread = [passage for passage, whole in understood.items() if not whole or passage.text in unsure]
        criteria = SaidAll((record.criteria, *leaves))
        conditions = tuple(self._known(condition) for condition in record.conditions)
        return replace(record, conditions=conditions, criteria=criteria, to_check=tuple(_to_check(unread)))

    def _known(self, condition: Reference) -> Reference:
        """Give a condition the identifier of the tumor that it names in a way of its own ("Carcinoma, Hepatocellular")."""
        if self._diseases.resolve(condition) is not None:
            return condition
        named = {one.said.tumor for one in read_tumors(condition.text, self._tumors) if one.said.tumor is not None}
        return replace(condition, ids=(*condition.ids, *named)) if len(named) == 1 else condition


def _held(said: Said, structured: SaidTree) -> Said:
    """Hold an age or sex of the text against the structured fields: one that they do not say is not certain."""
    criterion = said.criterion
    if not isinstance(criterion, AgeCriterion | SexCriterion) or said.confidence is not Confidence.HIGH:
        return said
    coded = [one.criterion for one in _leaves(structured)]
    plain = criterion if isinstance(criterion, SexCriterion) else _positive(criterion, said.negated)
    return said if plain in coded else replace(said, confidence=Confidence.LOW)


_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


def _positive(criterion: AgeCriterion, negated: bool) -> AgeCriterion:
    return AgeCriterion(_OPPOSITE[criterion.comparator], criterion.years) if negated else criterion


def _leaves(tree: SaidTree) -> Iterator[Said]:
    if isinstance(tree, Said):
        yield tree
    else:
        for part in tree.parts:
            yield from _leaves(part)


def _to_check(unread: list[Passage]) -> Iterator[str]:
    """Give the sentences that a person reads, verbatim, each heading before the first sentence under it."""
    shown: dict[str, set[str]] = defaultdict(set)
    for passage in unread:
        for heading in (passage.heading, *passage.scope, passage.under):
            if heading and heading not in shown[passage.heading]:
                shown[passage.heading].add(heading)
                yield heading
        if passage.text not in shown[passage.heading]:
            yield passage.text
