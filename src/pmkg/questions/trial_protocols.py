"""Match protocols: the criteria of a trial, its steps, arms and dose levels, against the states of their leaves.

Leaves and conjuncts are numbered once per release. The states of a protocol's leaves are its key: patients who agree in them have
one match, made once. What is remembered is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from pmkg.model.trial import Arm, DoseLevel, Protocol, Recruitment, Step
from pmkg.model.trial_answer import (
    ArmMatch,
    CheckedCriterion,
    CriterionState,
    DoseMatch,
    Eligibility,
    ProtocolMatch,
)
from pmkg.model.trial_criteria import (
    CONDITIONS,
    NOTHING_ASKED,
    Asked,
    Confidence,
    CriteriaTree,
    GenomicCriterion,
    PersonCheck,
    PriorTherapyCriterion,
    TumorCriterion,
    asked_in,
)
from pmkg.questions.trial_facts import TO_READ
from pmkg.questions.trial_states import States
from pmkg.questions.trial_trees import checked, conjuncts, eligibility, hold_tree

_RANK = {rank: index for index, rank in enumerate(Eligibility)}
_KEPT = 1 << 7
_UNREAD = CheckedCriterion(
    "lines of the free text that no criterion covers", CriterionState.UNKNOWN, "", ("criteria for a person to check",)
)


def is_read_from_text(protocol: Protocol) -> bool:
    """Say whether what a protocol asks of tumors, genes and biomarkers was read from sentences."""
    return any(
        asked.confidence is not Confidence.CODED
        for tree in _trees(protocol)
        for asked in asked_in(tree)
        if isinstance(asked.criterion, (TumorCriterion, GenomicCriterion))
    )


def _trees(protocol: Protocol) -> Iterable[CriteriaTree]:
    yield protocol.criteria
    for step in protocol.steps:
        yield step.criteria
        for arm in step.arms:
            yield arm.criteria
            yield from (dose.criteria for dose in arm.doses)


class LeafNumbers:
    """Number the distinct leaves of all protocols; many trials ask for one thing."""

    def __init__(self) -> None:
        self.leaves: list[Asked] = []
        self._numbers: dict[Asked, int] = {}
        self._conjuncts: dict[CriteriaTree, _Conjunct] = {}

    def conjunct(self, tree: CriteriaTree) -> _Conjunct:
        """Give what checks a criterion; trials that ask for one thing share it."""
        found = self._conjuncts.get(tree)
        if found is None:
            found = self._conjuncts[tree] = _Conjunct(tree, self)
        return found

    def of(self, asked: Asked) -> int:
        """Give a leaf's number."""
        number = self._numbers.setdefault(asked, len(self.leaves))
        if number == len(self.leaves):
            self.leaves.append(asked)
        return number


class _Conjunct:
    """Check one criterion that binds for itself; patients whose leaves agree share what comes of it."""

    __slots__ = ("_checked", "_key", "_numbers", "numbers", "tree")

    def __init__(self, tree: CriteriaTree, numbers: LeafNumbers) -> None:
        self.tree = tree
        self._numbers = {leaf: numbers.of(leaf) for leaf in asked_in(tree)}
        self.numbers = tuple(dict.fromkeys(self._numbers.values()))
        self._key = itemgetter(*self.numbers)
        self._checked: dict[object, CheckedCriterion] = {}

    def check(self, states: States) -> CheckedCriterion:
        key = self._key(states.numbers)
        known = self._checked.get(key)
        if known is None:
            if len(self._checked) >= _KEPT:
                self._checked.clear()
            held = hold_tree(self.tree, lambda asked: states.of(self._numbers[asked]))
            known = self._checked[key] = checked(self.tree, held)
        return known


class ProtocolMatcher:
    """Match one protocol.

    Where the criteria were read from free text, and no other source codes the trial (``coded_beside``), and lines are left that
    no criterion covers, whom all others take is possible: an unread line may exclude. ``of_other_subject`` tells a study whose
    registered conditions name no tumor and whose criteria ask for no tumor, gene or biomarker. ``drugs`` are those of all arms.
    """

    def __init__(self, protocol: Protocol, numbers: LeafNumbers, coded_beside: bool = False) -> None:
        self.protocol = protocol
        self._unread = bool(protocol.to_check) and is_read_from_text(protocol) and not coded_beside
        self._parts: dict[int, tuple[_Conjunct, ...]] = {}
        for tree in _trees(protocol):
            self._parts[id(tree)] = tuple(numbers.conjunct(part) for part in conjuncts(tree))
        numbered = sorted({number for parts in self._parts.values() for part in parts for number in part.numbers})
        self.therapies = tuple(
            therapy.id
            for number in numbered
            if isinstance(criterion := numbers.leaves[number].criterion, PriorTherapyCriterion)
            for therapy in criterion.therapies
        )
        asked = [numbers.leaves[number].criterion for number in numbered]
        self.about_tumors = any(isinstance(criterion, (TumorCriterion, GenomicCriterion)) for criterion in asked)
        self.of_other_subject = not self.about_tumors and any(
            isinstance(criterion, PersonCheck) and criterion.words.startswith(CONDITIONS) for criterion in asked
        )
        self.drugs = frozenset(drug.id for step in protocol.steps for arm in step.arms for drug in arm.drugs)
        self._molecular = [number for number in numbered if _asks_for_finding(numbers.leaves[number])]
        self.key: Callable[[Sequence[int]], object] = itemgetter(*numbered) if numbered else lambda _: ()

    def match(self, states: States) -> ProtocolMatch:
        """Match the protocol for a patient with these states."""
        shared = self._check(self.protocol.criteria, states)
        arms = [arm for step in self.protocol.steps for arm in self._step(step, shared, states)]
        if not arms:
            shared = self._with_unread(shared)
            return self._of_arms((), eligibility(item.state for item in shared), shared, states)
        best = min((arm.eligibility for arm in arms), key=_RANK.__getitem__)
        near = [criterion for arm in arms if arm.eligibility is best for criterion in _open(arm)]
        return self._of_arms(tuple(arms), best, near, states)

    def _of_arms(
        self, arms: tuple[ArmMatch, ...], best: Eligibility, near: Sequence[CheckedCriterion], states: States
    ) -> ProtocolMatch:
        """Join the arms; ``near`` are the criteria of those that fit best, or the trial's own where it has no arms."""
        open_trial = self.protocol.status.recruitment in (Recruitment.OPEN, Recruitment.UNKNOWN)
        offered = any(arm.offered for arm in arms if arm.eligibility is best) if arms else open_trial
        out = best is Eligibility.NOT
        to_check = () if out else (*_left_to_person(arms, near), *self.protocol.to_check)
        possible = best is Eligibility.POSSIBLE
        return ProtocolMatch(
            self.protocol,
            best,
            offered and not out,
            arms,
            _missing(near) if possible else (),
            tuple(dict.fromkeys(to_check)),
            () if out else self._because(states),
            self.about_tumors,
        )

    def _because(self, states: States) -> tuple[str, ...]:
        """Give the findings for which the trial asks and which the patient has."""
        found: dict[str, None] = {}
        for number in self._molecular:
            if states.of(number).state is CriterionState.MET:
                found[states.of(number).fact] = None
        return tuple(found)

    def _step(self, step: Step, shared: tuple[CheckedCriterion, ...], states: States) -> Iterable[ArmMatch]:
        binding = (*shared, *self._check(step.criteria, states))
        for arm in step.arms or (_whole(self.protocol, step),):
            yield self._arm(arm, step, binding, states)

    def _arm(self, arm: Arm, step: Step, binding: tuple[CheckedCriterion, ...], states: States) -> ArmMatch:
        own_criteria = self._check(arm.criteria, states)
        criteria = tuple({id(item): item for item in (*binding, *own_criteria)}.values()) if own_criteria else binding
        criteria = self._with_unread(criteria)
        own = eligibility(item.state for item in criteria)
        doses = tuple(self._dose(dose, own, states) for dose in arm.doses)
        if doses:
            own = max(own, min((dose.eligibility for dose in doses), key=_RANK.__getitem__), key=_RANK.__getitem__)
        taking = arm.recruitment is Recruitment.OPEN and self.protocol.status.recruitment is Recruitment.OPEN
        open_dose = not doses or any(dose.recruitment is Recruitment.OPEN for dose in doses)
        return ArmMatch(
            id=arm.id,
            label=arm.label,
            step=step.code,
            source=self.protocol.source,
            recruitment=arm.recruitment,
            offered=taking and open_dose and own is not Eligibility.NOT,
            eligibility=own,
            drugs=arm.drugs,
            interventions=arm.interventions,
            criteria=criteria,
            doses=doses,
            description=arm.description,
        )

    def _with_unread(self, criteria: tuple[CheckedCriterion, ...]) -> tuple[CheckedCriterion, ...]:
        """Leave open what nothing but unread lines leaves open."""
        if not self._unread or any(item.state is not CriterionState.MET for item in criteria):
            return criteria
        return (*criteria, _UNREAD)

    def _dose(self, dose: DoseLevel, of_arm: Eligibility, states: States) -> DoseMatch:
        criteria = self._check(dose.criteria, states)
        own = max(of_arm, eligibility(item.state for item in criteria), key=_RANK.__getitem__)
        return DoseMatch(dose.code, dose.description, dose.recruitment, own, criteria)

    def _check(self, tree: CriteriaTree, states: States) -> tuple[CheckedCriterion, ...]:
        parts = self._parts.get(id(tree))
        return tuple(part.check(states) for part in parts) if parts else ()


def ruled_out(match: ProtocolMatch) -> ProtocolMatch:
    """Leave of a match that does not fit only what speaks against it: of the rest nothing was asked yet."""
    return replace(match, arms=tuple(_failing(arm) for arm in match.arms))


def _failing(arm: ArmMatch) -> ArmMatch:
    doses = tuple(replace(dose, criteria=_not_met(dose.criteria)) for dose in arm.doses)
    return replace(arm, criteria=_not_met(arm.criteria), doses=doses)


def _not_met(criteria: tuple[CheckedCriterion, ...]) -> tuple[CheckedCriterion, ...]:
    return tuple(item for item in criteria if item.state is CriterionState.NOT_MET)


def _whole(protocol: Protocol, step: Step) -> Arm:
    """Stand for a step that names no arm."""
    label = f"step {step.code}"
    return Arm(protocol.trial, label, recruitment=protocol.status.recruitment, criteria=NOTHING_ASKED)


def _asks_for_finding(asked: Asked) -> bool:
    return isinstance(asked.criterion, GenomicCriterion) and not asked.negated


def _open(arm: ArmMatch) -> Iterable[CheckedCriterion]:
    yield from (item for item in arm.criteria if item.state is CriterionState.UNKNOWN)
    for dose in arm.doses:
        yield from (item for item in dose.criteria if item.state is CriterionState.UNKNOWN)


def _missing(criteria: Iterable[CheckedCriterion]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(fact for item in criteria if item.state is CriterionState.UNKNOWN for fact in item.missing)
    )


def _left_to_person(arms: Sequence[ArmMatch], own: Sequence[CheckedCriterion]) -> Iterable[str]:
    """Give the words of criteria that only a person can decide, the trial's own where it has no arms."""
    for item in (item for arm in arms for item in _open(arm)) if arms else own:
        if any(fact.startswith(TO_READ) for fact in item.missing):
            yield item.sentence or item.text
