"""The question which classes of alterations the findings of a signature belong to."""

from __future__ import annotations

from collections.abc import Iterable

from pmkg.model.class_membership import ClassesAnswer, ClassMembership, FindingClasses
from pmkg.model.criterion import Criterion
from pmkg.model.curie import Curie
from pmkg.model.kinds import Truth
from pmkg.model.profile import Leaf, leaves
from pmkg.model.signature import Found, Signature
from pmkg.model.statement import ACCEPTED
from pmkg.model.variant import genes_of
from pmkg.model.views import PROFILES_BY_SUBJECT, STATEMENTS_BY_PROFILE, ProfileRow
from pmkg.ports.reader import GraphReader
from pmkg.questions.match import Match, rung_order
from pmkg.questions.patient import Patient, read_patient
from pmkg.questions.profiles import evaluate
from pmkg.questions.subsumption import subsumes

Asked = dict[str, tuple[Leaf, list[Curie]]]


class ClassesQuestion:
    """Answer ``classes`` on one release."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._release = reader.manifest().release

    def ask(self, signature: Signature) -> ClassesAnswer:
        """Answer one signature: each finding alone, in the order given, against every class that a profile asks for."""
        findings = tuple(self._classes(found, signature) for found in signature.found)
        return ClassesAnswer(signature.id, self._release, findings, signature.warnings)

    def _classes(self, found: Found, signature: Signature) -> FindingClasses:
        alone = Signature(signature.id, signature.tumor, (found,))
        patient = read_patient(self._reader, alone)
        asked = self._asked(gene.id for gene in genes_of(found.alteration))
        outcomes = {text: evaluate(leaf, patient) for text, (leaf, _) in asked.items()}
        met = {text: outcome for text, outcome in outcomes.items() if outcome.truth is Truth.PRESENT}
        order = _narrowest_first({text: asked[text][0].criterion for text in met}, met, patient)
        return FindingClasses(
            found.label,
            tuple(
                ClassMembership(
                    text, met[text].rung, within, self._statements(asked[text][1]), "; ".join(met[text].notes)
                )
                for text, within in order
            ),
        )

    def _asked(self, genes: Iterable[str]) -> Asked:
        """Gather the demands for a presence that profiles about these genes make, each with its profiles."""
        rows = self._reader.rows(PROFILES_BY_SUBJECT, sorted(set(genes)))
        profiles: dict[Curie, ProfileRow] = {row.id: row for found in rows.values() for row in found}
        asked: Asked = {}
        for row in profiles.values():
            for leaf in leaves(row.tree):
                if not leaf.negative:
                    asked.setdefault(leaf.text, (leaf, []))[1].append(row.id)
        return asked

    def _statements(self, profiles: Iterable[Curie]) -> int:
        rows = self._reader.rows(STATEMENTS_BY_PROFILE, sorted(set(profiles)))
        return len({row.id for found in rows.values() for row in found if row.status == ACCEPTED})


def _narrowest_first(
    criteria: dict[str, Criterion], met: dict[str, Match], patient: Patient
) -> list[tuple[str, tuple[str, ...]]]:
    """Order classes so that each comes after all that lie within it, with the next wider ones of each.

    Two classes that lie within each other are one in meaning; neither counts as wider.
    """
    above = {
        text: {
            other
            for other, wider in criteria.items()
            if other != text and _below(criteria[text], wider, patient) and not _below(wider, criteria[text], patient)
        }
        for text in criteria
    }
    order = _each_after_what_lies_within(above, {text: (rung_order(met[text].rung), text) for text in criteria})
    return [(text, tuple(sorted(above[text] - _further(above, text)))) for text in order]


def _each_after_what_lies_within(above: dict[str, set[str]], place: dict[str, tuple[int, str]]) -> list[str]:
    """Order classes by their place as far as each comes after all that lie within it."""
    waiting = set(above)
    order: list[str] = []
    while waiting:
        free = [text for text in waiting if not any(text in above[other] for other in waiting)]
        order.append(min(free, key=place.__getitem__))
        waiting.remove(order[-1])
    return order


def _further(above: dict[str, set[str]], text: str) -> set[str]:
    return {far for near in above[text] for far in above[near]}


def _below(narrower: Criterion, wider: Criterion, patient: Patient) -> bool:
    role = next((role for subject in wider.subjects if (role := patient.role(Curie(subject)))), "")
    return subsumes(wider, narrower, role)
