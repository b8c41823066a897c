"""What a molecular signature says beside therapy: of the diagnosis, of the prognosis, of the germline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from pmkg.model.answer import EvidenceItem
from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction, Origin, StatementKind, Truth, TumorMatch
from pmkg.model.other_evidence import Finding, OtherAnswer, Significance
from pmkg.model.signature import Signature
from pmkg.model.statement import ACCEPTED, Statement
from pmkg.model.views import STATEMENTS_BY_PROFILE
from pmkg.ports.reader import GraphReader
from pmkg.questions.applicability import applies
from pmkg.questions.gene_validity import gene_disease_validity
from pmkg.questions.match import Match, rung_order
from pmkg.questions.options import MATCHED, EvidenceItems, Told, interpret
from pmkg.questions.outcomes import Outcome, ProfileOutcomes
from pmkg.questions.patient import read_patient
from pmkg.questions.populations import lacking
from pmkg.questions.tumor_context import TumorContext, tumor_context
from pmkg.vocabulary.beside_therapy import significance, tier_beside_therapy
from pmkg.vocabulary.scales import tier_rank

ASKED = (StatementKind.DIAGNOSTIC, StatementKind.PROGNOSTIC, StatementKind.PREDISPOSING)
_KEPT_TUMORS = 512
_TUMOR_ORDER = {match: index for index, match in enumerate(TumorMatch)}


@dataclass(slots=True)
class _Candidate:
    """Collect what is said of one disease, in one sense, under one profile; ``profile`` is its text."""

    significance: Significance
    disease: Curie | None
    label: str
    profile: str
    match: Match
    statements: list[tuple[Statement, TumorMatch]] = field(default_factory=list)


class OtherEvidenceQuestion:
    """Answer ``diagnosis``, ``prognosis`` and ``predisposition`` on one release; may be shared by threads."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._release = reader.manifest().release
        self._items = EvidenceItems()
        self._outcomes = ProfileOutcomes(reader)
        self._statements: dict[Curie, tuple[Statement, ...]] = {}
        self._context = lru_cache(maxsize=_KEPT_TUMORS)(lambda tumor, lacks: tumor_context(reader, tumor, lacks))

    def ask(self, kind: StatementKind, signature: Signature) -> OtherAnswer:
        """Answer one question for one signature; the order of its alterations changes nothing."""
        patient = read_patient(self._reader, signature)
        hits = [
            (row, outcome) for row, outcome in self._outcomes.of(patient).values() if outcome.truth is not Truth.ABSENT
        ]
        hereditary = kind is StatementKind.PREDISPOSING
        if hereditary:
            somatic = {item.label for item in signature.found if item.alteration.origin is Origin.SOMATIC}
            hits = [hit for hit in hits if not (hit[1].because and set(hit[1].because) <= somatic)]
        candidates = self._candidates(
            kind, hits, self._context(signature.tumor.id, lacking(signature.markers, signature.phases))
        )
        findings = sorted((self._finding(kind, candidate) for candidate in candidates), key=_place)
        return OtherAnswer(
            id=signature.id,
            release=self._release,
            tumor=signature.tumor,
            findings=tuple(findings),
            validity=gene_disease_validity(self._reader, patient) if hereditary else (),
            warnings=signature.warnings,
        )

    def _candidates(self, kind: StatementKind, hits: list[Outcome], context: TumorContext) -> list[_Candidate]:
        self._load([row.id for row, _ in hits])
        found: dict[tuple[object, ...], _Candidate] = {}
        for row, outcome in hits:
            for statement in self._statements[row.id]:
                match = _relation(statement, outcome, context) if statement.kind is kind else None
                if match is None:
                    continue
                sense = significance(kind, statement.significance)
                of = statement.disease or statement.disease_label.casefold()
                candidate = found.setdefault(
                    (row.id, sense, of),
                    _Candidate(sense, statement.disease, statement.disease_label, row.tree.text, outcome),
                )
                candidate.statements.append((statement, match))
        candidates = list(found.values())
        self._name_diseases(candidates)
        return candidates

    def _name_diseases(self, candidates: list[_Candidate]) -> None:
        """Put the graph's label in the place of the source's, which differ from source to source."""
        nodes = self._reader.nodes({item.disease for item in candidates if item.disease is not None})
        for item in candidates:
            if item.disease is not None and item.disease in nodes:
                item.label = nodes[item.disease].label

    def _load(self, profiles: list[Curie]) -> None:
        missing = sorted({profile for profile in profiles if profile not in self._statements})
        rows = self._reader.rows(STATEMENTS_BY_PROFILE, missing) if missing else {}
        for profile in missing:
            kept = (row for row in rows.get(profile, ()) if row.kind in ASKED and row.status == ACCEPTED)
            self._statements[profile] = tuple(kept)

    def _finding(self, kind: StatementKind, candidate: _Candidate) -> Finding:
        make = partial(
            Finding,
            kind=kind,
            significance=candidate.significance,
            words=tuple(sorted({each.significance for each, _ in candidate.statements if each.significance})),
            disease=candidate.disease,
            disease_label=candidate.label or "not stated",
        )
        return interpret(make, candidate.profile, candidate.match, [*self._tiered(kind, candidate)], _conditions)

    def _tiered(self, kind: StatementKind, candidate: _Candidate) -> Iterator[Told]:
        """Give each statement as an item with the tier of its own kind, never the one that a therapy would have."""
        for statement, match in candidate.statements:
            item, _ = self._items.item(statement, match, candidate.match.rung)
            tier, rule = tier_beside_therapy(kind, statement.scale, statement.level, match, statement.scope)
            if statement.conflict:
                tier, rule = None, f"not tiered: the record contradicts itself ({statement.conflict})"
            against = statement.direction is Direction.DOES_NOT_SUPPORT
            yield replace(item, tier=None if against else tier), rule, statement


def _relation(statement: Statement, outcome: Match, context: TumorContext) -> TumorMatch | None:
    """Say in which tumor relation a statement applies.

    A hereditary disease is no tumor type: a variant of unknown origin leaves its statement open in whatever tumor it was found.
    """
    if statement.kind is StatementKind.PREDISPOSING and outcome.truth is Truth.UNKNOWN and outcome.partial:
        return context.match(statement)
    return applies(statement, outcome, context)


def _conditions(ranked: Sequence[Told], _: EvidenceItem) -> tuple[str, ...]:
    return tuple(sorted({text for _, _, statement in ranked for text in statement.conditions}))


def _place(finding: Finding) -> tuple[object, ...]:
    """Order findings: decided first, then tier, nearness of the tumor and of the variant, number of sources, names."""
    return (
        finding.status != MATCHED,
        not finding.supporting,
        tier_rank(finding.tier),
        _TUMOR_ORDER[finding.tumor_match],
        rung_order(finding.variant_match),
        -len({item.source for item in finding.supporting}),
        finding.disease_label.casefold(),
        finding.significance,
        finding.profile,
        finding.disease or "",
    )
