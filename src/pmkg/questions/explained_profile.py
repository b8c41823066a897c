"""Why a molecular profile is met or open: its criteria, the rung of each, the alterations, the tests that are missing."""

from __future__ import annotations

from pmkg.model.answer import Option
from pmkg.model.criterion import Function, Loss, MutationClass, Region, WildType
from pmkg.model.explanation import ExplanationNode, StepKind
from pmkg.model.kinds import Origin, Truth, VariantMatch
from pmkg.model.profile import AllOf, Leaf, Profile, leaves
from pmkg.model.signature import Found, Tested
from pmkg.model.variant import Alteration, CopyChange, ExonEvent, Fusion, Mutation
from pmkg.questions.derivation import Derivation, step
from pmkg.questions.match import Match
from pmkg.questions.patient import Patient
from pmkg.questions.profiles import GERMLINE_TEST, evaluate_leaf

RUNGS = {
    VariantMatch.EXACT: "exactly what is asked for",
    VariantMatch.POSITION: "its codon",
    VariantMatch.CATEGORY: "a class that holds it",
    VariantMatch.GENE: "the gene as a whole",
}
"""The rungs of the variant ladder in words, most specific first (CLINICAL rule 2)."""
_ORDER = {truth: rank for rank, truth in enumerate((Truth.PRESENT, Truth.UNKNOWN, Truth.ABSENT))}


def explain_profile(derivation: Derivation, option: Option, id: str, tree: Profile, patient: Patient) -> set[str]:
    """Add the profile with all below it, and give the notes that its criteria explain."""
    reason = f"undecided, missing: {', '.join(option.missing_tests)}" if option.missing_tests else _met(option, tree)
    top = ExplanationNode(id, StepKind.PROFILE, option.profile, reason)
    home = derivation.follow(derivation.root, "asks for", top)
    notes: set[str] = set()
    _add_parts(derivation, home, tree, patient, notes)
    return notes


def _met(option: Option, tree: Profile) -> str:
    if all(leaf.negative for leaf in leaves(tree)):
        return "met: everything that it excludes was tested and is absent"
    return f"met on the rung {option.variant_match.lower()}, {RUNGS[option.variant_match]}"


def _add_parts(derivation: Derivation, home: str, tree: Profile, patient: Patient, notes: set[str]) -> None:
    if isinstance(tree, Leaf):
        _add_criterion(derivation, home, "through", tree, patient, notes)
        return
    relation = "needs" if isinstance(tree, AllOf) else "one of"
    for part in sorted(tree.parts, key=lambda part: _rank(part, patient)):
        if isinstance(part, Leaf):
            _add_criterion(derivation, home, relation, part, patient, notes)
        else:
            inner = derivation.follow(home, relation, step(StepKind.PROFILE, part.text))
            _add_parts(derivation, inner, part, patient, notes)


def _rank(part: Profile, patient: Patient) -> int:
    """Read what is present before what is open, and what is absent last."""
    return _ORDER[evaluate_leaf(part, patient).truth] if isinstance(part, Leaf) else len(_ORDER)


def _add_criterion(
    derivation: Derivation, home: str, relation: str, leaf: Leaf, patient: Patient, notes: set[str]
) -> None:
    outcome = evaluate_leaf(leaf, patient)
    notes.update(outcome.notes)
    label = "; ".join([leaf.text, *_extent(leaf)])
    reason = "; ".join([_state(leaf, outcome), *outcome.notes])
    id = derivation.follow(home, relation, step(StepKind.CRITERION, leaf.text, label, reason))
    items = [item for subject in leaf.criterion.subjects for item in patient.by_gene.get(subject, ())]
    for item in dict.fromkeys(items):
        if item.label in outcome.because:
            mine = derivation.follow(id, _relation(leaf, outcome), _found(item))
            if _judged(leaf):
                _add_oncogenicity(derivation, mine, item, patient)
        elif isinstance(leaf.criterion, WildType) and outcome.truth is Truth.UNKNOWN:
            _add_oncogenicity(derivation, derivation.follow(id, "questioned by", _found(item)), item, patient)
    for name in outcome.because:
        if all(name != item.label for item in items):
            label = f"nothing that counts against {name}" if leaf.negative else name
            derivation.follow(id, "shown by", step(StepKind.FINDING, name, label, _examined(leaf, patient)))
    for test in outcome.missing if outcome.truth is Truth.UNKNOWN else ():
        derivation.follow(id, "open until", step(StepKind.TEST, test))


def _relation(leaf: Leaf, outcome: Match) -> str:
    if outcome.truth is Truth.PRESENT:
        return "met by"
    return "questioned by" if leaf.negative else "possibly met by"


def _state(leaf: Leaf, outcome: Match) -> str:
    if outcome.truth is Truth.ABSENT:
        return "absent"
    if outcome.truth is Truth.PRESENT:
        if leaf.negative:
            return "tested and absent, as asked"
        return f"present, rung {outcome.rung.lower()}: {RUNGS[outcome.rung]}"
    return f"open: {_gap(leaf, outcome)}"


def _gap(leaf: Leaf, outcome: Match) -> str:
    if leaf.negative:
        return "its absence is not shown"
    origin_open = any(test.endswith(GERMLINE_TEST) for test in outcome.missing)
    if leaf.criterion.origin is Origin.GERMLINE and outcome.because and origin_open:
        return "it asks for a germline origin, and that of the alteration is not known"
    if outcome.because:
        return "it would be met but for a missing fact"
    return "not tested" if outcome.missing == (leaf.criterion.test,) else "a fact is missing"


def _extent(leaf: Leaf) -> list[str]:
    """Say which residues and which kinds of change a region takes: the exon table of the release decides."""
    if not isinstance(leaf.criterion, Region):
        return []
    spans = ", ".join(f"{start}-{end}" for start, end in leaf.criterion.residues)
    return [f"residues {spans}"] if spans else []


def _judged(leaf: Leaf) -> bool:
    """Whether the criterion asks what a change does to its gene, and not which change it is."""
    asked = leaf.criterion
    if isinstance(asked, (MutationClass, Region)):
        return not asked.consequences and asked.function is not Function.ANY
    return isinstance(asked, Loss)


def _found(item: Found) -> ExplanationNode:
    facts = [*_facts(item.alteration), f"origin {item.alteration.origin}"]
    return step(StepKind.ALTERATION, f"{item.label} ({item.alteration.origin})", item.label, "; ".join(facts))


def _facts(alteration: Alteration) -> list[str]:
    """Say what is known of an alteration and decides classes: consequence, classification, copies, frame."""
    if isinstance(alteration, Mutation):
        consequence = [str(alteration.protein.consequence)] if alteration.protein else []
        return [*consequence, *_called(alteration)]
    if isinstance(alteration, ExonEvent):
        return _called(alteration)
    if isinstance(alteration, CopyChange):
        ploidy = f" at ploidy {alteration.ploidy:g}" if alteration.ploidy is not None else ""
        return [
            *([f"{alteration.copies:g} copies{ploidy}"] if alteration.copies is not None else []),
            *_called(alteration),
        ]
    if isinstance(alteration, Fusion) and alteration.in_frame is not None:
        return ["in frame" if alteration.in_frame else "out of frame"]
    return []


def _called(alteration: Mutation | ExonEvent | CopyChange) -> list[str]:
    said = alteration.pathogenicity
    return [f"reported {said.replace('_', ' ')}"] if said else []


def _add_oncogenicity(derivation: Derivation, home: str, item: Found, patient: Patient) -> None:
    if isinstance(item.alteration, Mutation):
        assessment = patient.assess(item.alteration)
        label = ", ".join(sorted(assessment.verdicts))
        reason = "; ".join(assessment.reasons) or "no source of this release classifies it"
        derivation.follow(
            home, "is", step(StepKind.ONCOGENICITY, f"{item.label} ({item.alteration.origin})", label, reason)
        )


def _examined(leaf: Leaf, patient: Patient) -> str:
    """Say how it is known that a gene was examined, or that a marker was measured."""
    if not any(subject.startswith("HGNC:") for subject in leaf.criterion.subjects):
        return "as measured"
    tested = patient.signature.tested
    if any(subject in listed for subject in leaf.criterion.subjects for listed in _lists(tested)):
        return f"examined (panel {tested.panel})" if tested.panel else "examined, as the request says"
    return "examined: another finding of this kind was reported in the gene"


def _lists(tested: Tested) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(genes) for genes in (tested.small, tested.copies, tested.fusions, tested.expression))
