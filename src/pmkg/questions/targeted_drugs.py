"""Which targeted drugs apply to this molecular signature, why, and what would change the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pmkg.model.answer import Answer, TestToConsider
from pmkg.model.curie import Curie
from pmkg.model.kinds import Effect, StatementKind, Truth
from pmkg.model.regimen import Regimen
from pmkg.model.signature import Signature
from pmkg.model.statement import ACCEPTED, Statement
from pmkg.model.views import (
    GENE_KNOWLEDGE,
    STATEMENTS_BY_PROFILE,
    GeneKnowledge,
)
from pmkg.ports.reader import GraphReader
from pmkg.questions.applicability import applies
from pmkg.questions.dose_finding import count_publications
from pmkg.questions.match import Match
from pmkg.questions.options import Candidate, EvidenceItems, Offer, build_option, let_specific_outrank, order
from pmkg.questions.outcomes import Outcome, ProfileOutcomes
from pmkg.questions.patient import Patient
from pmkg.questions.populations import lacking, with_phases
from pmkg.questions.prior_therapies import with_prior_therapies
from pmkg.questions.tests_to_consider import DecidableOptions, decidable_options
from pmkg.questions.tumor_context import tumor_context

_KEPT_TUMORS = 512
_KEPT_OFFERS = 1 << 14


class DrugQuestion:
    """Answer ``targeted drugs`` on one release.

    An instance is bound to a reader and remembers what does not depend on the patient: tumor contexts, evidence items,
    decoded rows. It may be shared by threads; what it remembers is only ever recomputed to the same value.
    """

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._release = reader.manifest().release
        self._items = EvidenceItems()
        self._outcomes = ProfileOutcomes(reader)
        self._statements: dict[str, tuple[Statement, ...]] = {}
        self._knowledge: dict[str, GeneKnowledge | None] = {}
        self._studied: dict[Curie, int] = {}
        self._context = lru_cache(maxsize=_KEPT_TUMORS)(lambda tumor, lacks: tumor_context(reader, tumor, lacks))
        self._offered = lru_cache(maxsize=_KEPT_OFFERS)(self._make_offers)
        self._decidable = lru_cache(maxsize=_KEPT_TUMORS)(self._decidable_options)

    def ask(self, signature: Signature) -> Answer:
        """Answer one signature; equal signatures give equal answers, whatever the order of their alterations."""
        patient = self._patient(signature)
        outcomes = self._outcomes.of(patient)
        hits = [outcome for outcome in outcomes.values() if outcome[1].truth is not Truth.ABSENT]
        lacks = lacking(signature.markers, signature.phases)
        offers = self._offers(hits, signature.tumor.id, lacks)
        tests = self._tests(signature, lacks, patient, outcomes)
        options = order(let_specific_outrank(offers))
        if signature.phases:
            options = with_phases(options, signature.phases)
        if signature.prior_therapies:
            options = with_prior_therapies(options, signature.prior_therapies)
        return Answer(
            id=signature.id,
            release=self._release,
            tumor=signature.tumor,
            options=options,
            tests_to_consider=tests,
            warnings=signature.warnings,
            panel=signature.tested.panel or None,
        )

    def _tests(
        self, signature: Signature, lacks: frozenset[str], patient: Patient, outcomes: Mapping[Curie, Outcome]
    ) -> tuple[TestToConsider, ...]:
        """Rank the tests still open; genes tested and found normal decide profiles that no finding touches."""
        decidable = self._decidable(signature.tumor.id, lacks)
        known = {profile: outcomes[profile][1] for profile in decidable.options.keys() & outcomes.keys()}
        tested = signature.tested
        examined = tested.small | tested.copies | tested.fusions | tested.expression | tested.germline
        if examined:
            further = [item for item in decidable.touching(examined).items() if item[0] not in outcomes]
            known |= self._outcomes.beside(further, patient)
        return decidable.after(known)

    def _patient(self, signature: Signature) -> Patient:
        patient = Patient(signature, self._knowledge)
        missing = [gene for gene in patient.by_gene if gene not in self._knowledge]
        if missing:
            rows = self._reader.rows(GENE_KNOWLEDGE, sorted(missing))
            self._knowledge.update({gene: (rows[gene][0] if gene in rows else None) for gene in missing})
        return patient

    def _offers(self, hits: list[Outcome], tumor: Curie | None, lacks: frozenset[str]) -> list[Offer]:
        self._load_statements(row.id for row, _ in hits)
        return [offer for row, outcome in hits for offer in self._offered(row.id, outcome, tumor, lacks)]

    def _make_offers(
        self, profile: Curie, outcome: Match, tumor: Curie | None, lacks: frozenset[str]
    ) -> tuple[Offer, ...]:
        """Give what one profile offers in one tumor, given how it was met: nothing else of the patient counts."""
        context = self._context(tumor, lacks)
        candidates: dict[tuple[Curie, Effect], Candidate] = {}
        for statement in self._statements[profile]:
            match = applies(statement, outcome, context)
            if match is None or statement.regimen is None:
                continue
            key = (statement.regimen.id, statement.effect)
            candidate = candidates.get(key)
            if candidate is None:
                text = self._outcomes.text(profile)
                candidate = candidates[key] = Candidate(statement.regimen, statement.effect, text, outcome)
            candidate.statements.append((statement, match))
        studied = self._count_dose_finding(candidate.regimen for candidate in candidates.values())
        for candidate in candidates.values():
            candidate.dose_finding = studied.get(candidate.regimen.id, 0)
        return tuple(
            [
                Offer.of(build_option(candidate, self._items), candidate.match.specificity)
                for candidate in candidates.values()
            ]
        )

    def _count_dose_finding(self, regimens: Iterable[Regimen]) -> Mapping[Curie, int]:
        """Count the dose-finding publications of each combination, read once per regimen and remembered."""
        missing = [regimen for regimen in regimens if regimen.id not in self._studied]
        self._studied.update({regimen.id: 0 for regimen in missing} | count_publications(self._reader, missing))
        return self._studied

    def _load_statements(self, profiles: Iterable[Curie]) -> None:
        missing = {profile for profile in profiles if profile not in self._statements}
        if missing:
            rows = self._reader.rows(STATEMENTS_BY_PROFILE, sorted(missing))
            for profile in missing:
                self._statements[profile] = tuple(row for row in rows.get(profile, ()) if _counts(row))

    def _decidable_options(self, tumor: Curie | None, lacks: frozenset[str]) -> DecidableOptions:
        return decidable_options(self._reader, self._context(tumor, lacks))


def _counts(statement: Statement) -> bool:
    return statement.kind is StatementKind.PREDICTIVE and statement.status == ACCEPTED
