"""The immunotherapy panel of one signature: each marker's state, the evidence beside it, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product

from pmkg.model.answer import Option
from pmkg.model.curie import Curie
from pmkg.model.immunotherapy import Contradiction, ImmunotherapyPanel, MarkerSide, MarkerState, PanelMarker
from pmkg.model.kinds import EdgeKind, Effect, Truth, TumorMatch
from pmkg.model.marker_criteria import MARKER
from pmkg.model.profile import id_of_text, leaves
from pmkg.model.reads import Way
from pmkg.model.signature import Signature
from pmkg.model.views import tree_of
from pmkg.ports.reader import GraphReader
from pmkg.questions.match import Match
from pmkg.questions.patient import Patient, read_patient
from pmkg.questions.profiles import evaluate
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.vocabulary.immunotherapy import MarkerRule, checkpoint_inhibitor_classes, marker_rules, opposed_pairs

_STATES = {Truth.PRESENT: MarkerState.PRESENT, Truth.ABSENT: MarkerState.ABSENT, Truth.UNKNOWN: MarkerState.NOT_TESTED}
_ELSEWHERE = frozenset({TumorMatch.OTHER, TumorMatch.UNRESOLVED})
_UNITS = {"TMB": " mutations/Mb", "PD-L1 TPS": " percent"}
_SIDE_BY_SIDE = "present together; the evidence of each stands with it, and neither is weighed against the other"

Sides = tuple[tuple[Option, ...], tuple[Option, ...], tuple[Option, ...]]


class ImmunotherapyQuestion:
    """Answer ``immunotherapy`` on one release; ``drugs`` is the question whose options are sorted by marker."""

    def __init__(self, reader: GraphReader, drugs: DrugQuestion | None = None) -> None:
        self._reader = reader
        self._release = reader.manifest().release
        self._drugs = drugs or DrugQuestion(reader)
        self._subjects: dict[str, frozenset[str]] = {}

    def ask(self, signature: Signature) -> ImmunotherapyPanel:
        """Answer one signature: every marker in the panel's order, present or not, and no score."""
        patient = read_patient(self._reader, signature)
        options = [option for option in self._drugs.ask(signature).options if self._inhibits_checkpoints(option)]
        self._load_subjects(options)
        outcomes = {rule.id: _outcome(rule, patient) for rule in marker_rules()}
        subjects = _subjects(outcomes)
        markers = tuple(
            self._marker(rule, outcomes[rule.id], subjects[rule.id], patient, options) for rule in marker_rules()
        )
        listed = frozenset().union(*subjects.values())
        rest = _sides(option for option in options if not self._subjects[option.profile] & listed)
        return ImmunotherapyPanel(
            id=signature.id,
            release=self._release,
            tumor=signature.tumor,
            markers=markers,
            contradictions=_contradictions(markers),
            other_sensitivity=rest[0],
            other_resistance=rest[1],
            other_elsewhere=rest[2],
            warnings=signature.warnings,
        )

    @cached_property
    def _inhibitors(self) -> frozenset[Curie]:
        """The checkpoint inhibitors of the release: the classes themselves and the members of any of them."""
        classes = checkpoint_inhibitor_classes()
        edges = self._reader.edges(classes, [EdgeKind.HAS_MEMBER], Way.OUT)
        return frozenset({*classes, *(edge.object for each in edges.values() for edge in each)})

    def _inhibits_checkpoints(self, option: Option) -> bool:
        return any(drug.id in self._inhibitors for drug in option.regimen.drugs)

    def _load_subjects(self, options: Iterable[Option]) -> None:
        """Learn which genes and biomarkers each profile asks for."""
        texts = {option.profile: id_of_text(option.profile) for option in options}
        missing = {text: id for text, id in texts.items() if text not in self._subjects}
        nodes = self._reader.nodes(sorted(missing.values())) if missing else {}
        for text, id in missing.items():
            asked = leaves(tree_of(nodes[id])) if id in nodes else ()
            self._subjects[text] = frozenset(subject for leaf in asked for subject in leaf.criterion.subjects)

    def _marker(
        self, rule: MarkerRule, outcome: Match, subjects: frozenset[str], patient: Patient, options: Sequence[Option]
    ) -> PanelMarker:
        sides = _sides(option for option in options if self._subjects[option.profile] & subjects)
        return PanelMarker(
            id=rule.id,
            name=rule.name,
            state=_STATES[outcome.truth],
            side=rule.side,
            rule=rule.text,
            because=outcome.because if outcome.truth is Truth.PRESENT else (),
            findings=_findings(subjects, patient),
            missing=outcome.missing if outcome.truth is Truth.UNKNOWN else (),
            meaning=rule.meaning,
            notes=_notes(rule, patient, outcome.truth, outcome.notes),
            citations=rule.citations,
            sensitivity=sides[0],
            resistance=sides[1],
            elsewhere=sides[2],
        )


def _outcome(rule: MarkerRule, patient: Patient) -> Match:
    outcome = evaluate(rule.present, patient)
    if rule.also is None or outcome.truth is Truth.PRESENT:
        return outcome
    further = evaluate(rule.also, patient)
    return further if further.truth is Truth.PRESENT else outcome


def _subjects(outcomes: Mapping[str, Match]) -> dict[str, frozenset[str]]:
    """Say which genes and biomarkers belong to each marker.

    What two markers share (the expression of CD274 shows in both PD-L1 scores) belongs to the one that was examined.
    """
    examined = [rule for rule in marker_rules() if outcomes[rule.id].truth is not Truth.UNKNOWN]
    claimed = {subject for rule in examined for subject in rule.related}
    return {
        rule.id: rule.asked | (rule.related if rule in examined else rule.related - claimed) for rule in marker_rules()
    }


def _sides(options: Iterable[Option]) -> Sides:
    """Part options, order kept: sensitivity here, what opposes it here, and all that was seen in other tumor types."""
    told = list(options)
    here = [option for option in told if option.tumor_match not in _ELSEWHERE]
    return (
        tuple(option for option in here if option.effect is Effect.SENSITIVITY),
        tuple(option for option in here if option.effect is not Effect.SENSITIVITY),
        tuple(option for option in told if option.tumor_match in _ELSEWHERE),
    )


def _findings(subjects: frozenset[str], patient: Patient) -> tuple[str, ...]:
    """List what the signature holds of a marker, whether or not it counts as present."""
    genes = {found.label for subject in subjects for found in patient.by_gene.get(subject, ())}
    measured = {
        f"{name} {value:g}{_UNITS.get(name, '')}" if isinstance(value, (int, float)) else f"{name} {value}"
        for name, value in patient.signature.markers.items()
        if f"{MARKER}{name}" in subjects
    }
    # A score comes as a measured value and, for criteria on expression, as an alteration that repeats it.
    repeated = {f"{name} {value:g}" for name, value in patient.signature.markers.items() if isinstance(value, float)}
    return (*sorted(measured), *sorted(genes - repeated))


def _notes(rule: MarkerRule, patient: Patient, truth: Truth, told: tuple[str, ...]) -> tuple[str, ...]:
    notes = list(told)
    if rule.id == "tmb" and truth is not Truth.UNKNOWN:
        assay = patient.signature.tmb_assay
        notes.append(f"assay: {assay}" if assay else "the assay is not stated")
    if rule.caution and truth is Truth.PRESENT:
        notes.append(rule.caution)
    if rule.absence and truth is Truth.ABSENT:
        notes.append(rule.absence)
    return tuple(notes)


def _contradictions(markers: Sequence[PanelMarker]) -> tuple[Contradiction, ...]:
    """Pair every marker of response that is present with every one that opposes it."""
    present = [marker for marker in markers if marker.state is MarkerState.PRESENT]
    response = [marker for marker in present if marker.side is MarkerSide.RESPONSE]
    opposed = [marker for marker in present if marker.side is not MarkerSide.RESPONSE]
    found = []
    for one, other in product(response, opposed):
        known = opposed_pairs().get(frozenset({one.id, other.id}))
        found.append(
            Contradiction(
                response=one.id,
                opposed=other.id,
                side=other.side,
                note=known.note if known else _SIDE_BY_SIDE,
                citations=known.citations if known else (),
            )
        )
    return tuple(found)
