"""What the graph knows for or against what an arm gives, for this patient's alterations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, KeysView, Mapping

from pmkg.model.answer import Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import Effect, Operator
from pmkg.model.trial_answer import NO_EVIDENCE, ArmEvidence, ArmMatch, RegimenEvidence
from pmkg.questions.options import MATCHED

_DEFEATS = frozenset({Effect.RESISTANCE, Effect.REDUCED_SENSITIVITY})


class EvidenceOnArms:
    """Hold the options of one patient by drug; a regimen counts for an arm that gives all of it (CLINICAL rule 15)."""

    def __init__(self, options: Iterable[Option]) -> None:
        self._by_drug: dict[Curie, list[Option]] = defaultdict(list)
        for option in options:
            if option.status == MATCHED and (option.effect is Effect.SENSITIVITY or option.effect in _DEFEATS):
                for drug in option.regimen.drugs:
                    self._by_drug[drug.id].append(option)

    @property
    def drugs(self) -> KeysView[Curie]:
        """The drugs of which any option was found."""
        return self._by_drug.keys()

    def of(self, arms: Iterable[ArmMatch]) -> Mapping[Curie, ArmEvidence]:
        """Give the evidence on each arm that has any."""
        found = {arm.id: self._of_arm(arm) for arm in arms}
        return {arm: evidence for arm, evidence in found.items() if evidence is not NO_EVIDENCE}

    def _of_arm(self, arm: ArmMatch) -> ArmEvidence:
        given = {drug.id for drug in arm.drugs}
        if given.isdisjoint(self._by_drug):
            return NO_EVIDENCE
        candidates = {id(option): option for drug in given for option in self._by_drug.get(drug, ())}
        taken = [option for option in candidates.values() if _gives(given, option)]
        if not taken:
            return NO_EVIDENCE
        supporting = against = 0
        for option in taken:
            if option.effect is Effect.SENSITIVITY:
                supporting, against = supporting + len(option.supporting), against + len(option.against)
            else:
                against += len(option.supporting)
        shown = tuple(
            sorted(map(_shown, taken), key=lambda item: (item.tier or "Z", item.regimen, item.profile, item.effect))
        )
        return ArmEvidence(supporting, against, shown)


def _gives(given: set[Curie], option: Option) -> bool:
    members = {drug.id for drug in option.regimen.drugs}
    return bool(members & given) if option.regimen.operator is Operator.SUBSTITUTES else members <= given


def _shown(option: Option) -> RegimenEvidence:
    return RegimenEvidence(
        option.regimen.label,
        option.profile,
        option.effect,
        option.tier,
        option.tumor_match,
        tuple(item.evidence for item in option.supporting),
        tuple(item.evidence for item in option.against),
    )
