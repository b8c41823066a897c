"""Profiles in three values: the evaluation agrees with a plain oracle, and obeys the laws of Kleene's logic."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from made_release import Clinic, claim
from strategies import ALTERATIONS, LEAVES, patients, profiles

from pmkg.model.curie import Curie
from pmkg.model.kinds import Origin, Truth
from pmkg.model.profile import AllOf, Leaf, Profile, conjunction, disjunction, leaves, negation
from pmkg.model.variant import Gene
from pmkg.model.views import GENE_KNOWLEDGE
from pmkg.questions.match import Match
from pmkg.questions.patient import Patient
from pmkg.questions.profiles import evaluate, evaluate_leaf
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile

CLINIC = Clinic([claim(number, leaf) for number, leaf in enumerate(LEAVES, 1)])
RANK = {Truth.ABSENT: 0, Truth.UNKNOWN: 1, Truth.PRESENT: 2}
law = settings(max_examples=150, deadline=None)


def parse(text: str) -> Profile:
    def gene(symbol: str) -> Gene | None:
        hits = CLINIC.reader.lookup([symbol])[symbol]
        return Gene(hits[0].id, hits[0].label) if hits else None

    return parse_profile(text, gene, ExonTable.load())


def patient(facts: dict[str, Any]) -> Patient:
    signature = CLINIC.signatures.read(facts)
    genes = [Curie(gene) for gene in Patient(signature, {}).by_gene]
    rows = CLINIC.reader.rows(GENE_KNOWLEDGE, genes)
    return Patient(signature, {gene: rows[gene][0] for gene in genes if gene in rows})


def oracle(profile: Profile, of: Patient) -> Truth:
    """Say the truth of a profile by the least and greatest of its parts (Kleene 1938)."""
    if isinstance(profile, Leaf):
        plain = evaluate_leaf(Leaf(profile.criterion), of).truth
        flipped = {Truth.PRESENT: Truth.ABSENT, Truth.ABSENT: Truth.PRESENT, Truth.UNKNOWN: Truth.UNKNOWN}
        return flipped[plain] if profile.negated else plain
    parts = [oracle(part, of) for part in profile.parts]
    return (min if isinstance(profile, AllOf) else max)(parts, key=RANK.__getitem__)


def waits_for_absence(profile: Profile, of: Patient) -> bool:
    """Say whether an unknown profile would be met if only what it wants absent were tested and absent."""
    if isinstance(profile, Leaf):
        return profile.negative
    open_parts = [part for part in profile.parts if oracle(part, of) is Truth.UNKNOWN]
    return (all if isinstance(profile, AllOf) else any)(waits_for_absence(part, of) for part in open_parts)


def truth(profile: Profile, of: Patient) -> Truth:
    outcome: Match = evaluate(profile, of)
    return outcome.truth


@law
@given(profiles(3), patients())
def test_evaluation_agrees_with_the_oracle(text: str, facts: dict[str, Any]) -> None:
    profile, of = parse(text), patient(facts)
    assert truth(profile, of) is oracle(profile, of)


@law
@given(profiles(), profiles(), patients())
def test_negation_swaps_and_or(one: str, two: str, facts: dict[str, Any]) -> None:
    a, b, of = parse(one), parse(two), patient(facts)
    assert truth(negation(negation(a)), of) is truth(a, of)
    assert truth(negation(conjunction([a, b])), of) is truth(disjunction([negation(a), negation(b)]), of)
    assert truth(negation(disjunction([a, b])), of) is truth(conjunction([negation(a), negation(b)]), of)


@law
@given(profiles(), profiles(), patients())
def test_parts_commute_and_repeats_do_not_count(one: str, two: str, facts: dict[str, Any]) -> None:
    a, b, of = parse(one), parse(two), patient(facts)
    assert evaluate(conjunction([a, b]), of) == evaluate(conjunction([b, a, a]), of)
    assert evaluate(disjunction([a, b]), of) == evaluate(disjunction([b, a, a]), of)


@law
@given(profiles(), patients())
def test_what_is_unknown_names_a_test_and_what_is_known_does_not(text: str, facts: dict[str, Any]) -> None:
    outcome = evaluate(parse(text), patient(facts))
    assert bool(outcome.missing) is (outcome.truth is Truth.UNKNOWN)


@law
@given(profiles(), patients())
def test_an_unknown_is_offered_for_a_present_part_or_where_only_absences_are_open(
    text: str, facts: dict[str, Any]
) -> None:
    profile, of = parse(text), patient(facts)
    outcome = evaluate(profile, of)
    if outcome.truth is not Truth.UNKNOWN:
        return
    parts = [evaluate_leaf(leaf, of) for leaf in leaves(profile)]
    some_part = any(part.truth is Truth.PRESENT or part.partial for part in parts)
    waits = waits_for_absence(profile, of)
    assert outcome.partial or not waits
    assert some_part or waits or not outcome.partial


@law
@given(profiles(), patients(), st.sampled_from(["BRAF", "KRAS", "NRAS", "EGFR", "PTEN", "ERBB2"]))
def test_testing_more_never_takes_an_answer_back(text: str, facts: dict[str, Any], gene: str) -> None:
    profile = parse(text)
    before = truth(profile, patient(facts))
    after = truth(profile, patient({**facts, "tested": {"genes": [*facts["tested"]["genes"], gene]}}))
    assert before is Truth.UNKNOWN or after is before


FINDINGS = st.builds(
    lambda text, origin: {"text": text, "origin": origin},
    st.sampled_from(ALTERATIONS),
    st.sampled_from(["somatic", "germline", "unknown"]),
)
POSITIVE = st.sampled_from([leaf for leaf in LEAVES if "Wildtype" not in leaf])


@law
@given(st.lists(POSITIVE, min_size=1, max_size=4), st.lists(FINDINGS, min_size=1, max_size=4), FINDINGS)
def test_an_added_finding_never_takes_a_present_disjunction_from_a_somatic_statement(
    texts: list[str], findings: list[dict[str, str]], added: dict[str, str]
) -> None:
    profile = disjunction([parse(text) for text in texts])
    before = evaluate(profile, patient({"alterations": findings}))
    after = evaluate(profile, patient({"alterations": [*findings, added]}))
    if before.truth is Truth.PRESENT:
        assert after.truth is Truth.PRESENT
        assert before.germline or not after.germline
        assert set(before.because) <= set(after.because)


@law
@given(profiles(), st.lists(FINDINGS, min_size=1, max_size=5))
def test_what_is_inherited_is_named_and_of_germline_origin(text: str, findings: list[dict[str, str]]) -> None:
    of = patient({"alterations": findings})
    outcome = evaluate(parse(text), of)
    origins = {(found.label, found.alteration.origin) for found in of.signature.found}
    for label in outcome.inherited:
        assert label in outcome.because
        assert {origin for name, origin in origins if name == label} == {Origin.GERMLINE}
