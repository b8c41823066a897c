"""Put statements into positions, each source's best first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TypeAlias

from pmkg.model.agreement import Position, Silence, Voice
from pmkg.model.curie import Curie
from pmkg.model.graph import Node
from pmkg.model.kinds import TumorMatch, TumorScope, VariantMatch
from pmkg.model.signature import Tumor
from pmkg.model.statement import Statement
from pmkg.questions.opposition import Stance, stance
from pmkg.questions.options import EvidenceItems
from pmkg.questions.therapeutic import Subject, TherapeuticStatements
from pmkg.vocabulary.scales import level_rank, tier, tier_rank

_ANY = {"": "any tumor", "solid": "any solid tumor", "liquid": "any hematologic malignancy"}


class Positions:
    """Make positions; evidence items are made once each."""

    def __init__(self) -> None:
        self._items = EvidenceItems()

    def of(self, taken: Mapping[Statement, TumorMatch], said: Stance) -> Position:
        """Gather the statements of one stance by source: the best level, then the latest, then the id first."""
        voices: dict[str, list[Statement]] = defaultdict(list)
        for statement in taken:
            if stance(statement) == said:
                voices[statement.source].append(statement)
        return Position(*said, tuple(self._voice(source, voices[source], taken) for source in sorted(voices)))

    def _voice(self, source: str, said: list[Statement], taken: Mapping[Statement, TumorMatch]) -> Voice:
        said.sort(key=attrgetter("id"))
        said.sort(key=attrgetter("date"), reverse=True)
        said.sort(key=lambda statement: level_rank(statement.scale, statement.level))
        items = tuple(self._items.item(each, taken[each], VariantMatch.EXACT)[0] for each in said)
        return Voice(source, said[0].level, max(each.date for each in said), items)


def own_match(statement: Statement) -> TumorMatch:
    """Say how a statement matches the tumor that it speaks of itself."""
    if statement.scope is TumorScope.UNRESOLVED:
        return TumorMatch.UNRESOLVED
    return TumorMatch.EXACT if statement.disease is not None else TumorMatch.TUMOR_AGNOSTIC


def strength(statement: Statement) -> int:
    """Rank a statement by the tier of its level for its own tumor, 0 for the best, whichever its direction."""
    match = own_match(statement)
    return tier_rank(tier(statement.scale, statement.level, match, statement.scope, statement.effect)[0])


Test: TypeAlias = Callable[[Statement], bool]


def silences(known: TherapeuticStatements, subject: Subject, here: Test, alike: Test) -> tuple[Silence, ...]:
    """Name the sources of the release of which no statement on the subject is ``here``, in order of their ids.

    ``alike`` takes the statements on other profiles that are worth naming beside the silence.
    """
    speak = {statement.source for statement in subject.statements if here(statement)}
    said = Counter(statement.source for statement in subject.statements)
    others: dict[str, set[str]] = {source: set() for source in known.sources if source not in speak}
    for other in known.by_regimen[subject.regimen.id] if others else ():
        if other.genes & subject.genes:
            for statement in other.statements:
                if statement.source in others and alike(statement):
                    others[statement.source].add(other.text)
    return tuple(Silence(source, said[source], tuple(sorted(texts))) for source, texts in others.items())


def tumor_of(statement: Statement, tumors: Mapping[Curie, Node]) -> Tumor:
    """Give the tumor of a statement as its node says it, else in words."""
    if statement.disease is None:
        unresolved = statement.scope is TumorScope.UNRESOLVED
        return Tumor(None, statement.disease_label if unresolved else _ANY[statement.lineage], "")
    node = tumors.get(statement.disease)
    label = node.label if node else statement.disease_label
    return Tumor(statement.disease, label, str(node.properties.get("oncotree", "")) if node else "")
