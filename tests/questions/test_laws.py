"""Laws that hold for every release and every patient."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_release import Clinic, digest, fact, normalized, release
from strategies import ALTERATIONS, LINEAGES, SYNONYMS, claim_lists, curies, patients, rival_claims

from pmkg.clinic.answer_json import answer_to_json
from pmkg.model.answer import Answer, Option
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind, TumorMatch
from pmkg.model.reads import Way, all_nodes
from pmkg.model.records import Claim
from pmkg.questions.options import Offer, order
from pmkg.vocabulary.scales import tier_rank

law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
costly_law = settings(law, max_examples=25)

Facts = Mapping[str, Any]


def ask(clinic: Clinic, facts: Facts, tumor: str | None) -> Answer:
    return clinic.question.ask(clinic.signatures.read({**facts, "tumorType": tumor}))


def keyed(answer: Answer) -> dict[tuple[str, str, str], Option]:
    return {(option.regimen.id, option.effect, option.profile): option for option in answer.options}


def options_as_bytes(answer: Answer) -> bytes:
    return orjson.dumps(orjson.loads(answer_to_json(answer))["options"])


@law
@given(claim_lists(), patients(), st.randoms(use_true_random=False))
def test_the_order_of_alterations_is_irrelevant(claims: list[Claim], facts: Facts, shuffle: random.Random) -> None:
    clinic = Clinic(claims)
    other = {**facts, "alterations": shuffle.sample(facts["alterations"], len(facts["alterations"]))}
    assert options_as_bytes(ask(clinic, facts, "SKCM")) == options_as_bytes(ask(Clinic(claims), other, "SKCM"))


@costly_law
@given(claim_lists(), st.lists(patients(), min_size=2, max_size=4))
def test_what_a_question_remembers_of_other_patients_changes_no_answer(claims: list[Claim], many: list[Facts]) -> None:
    clinic = Clinic(claims)
    for facts in [*many, *many]:
        assert answer_to_json(ask(clinic, facts, "SKCM")) == answer_to_json(ask(Clinic(claims), facts, "SKCM"))


@law
@given(claim_lists(), patients())
def test_giving_an_alteration_twice_changes_nothing(claims: list[Claim], facts: Facts) -> None:
    clinic = Clinic(claims)
    twice = {**facts, "alterations": [*facts["alterations"], *facts["alterations"]]}
    assert ask(clinic, facts, "SKCM").options == ask(clinic, twice, "SKCM").options


@law
@given(claim_lists(), patients(), st.sampled_from(["GATA3 R330fs", "GATA3 S93del", "RET M918T", "GATA3 amplification"]))
def test_an_alteration_of_a_gene_that_no_claim_names_changes_no_option(
    claims: list[Claim], facts: Facts, unrelated: str
) -> None:
    clinic = Clinic(claims)
    more = {**facts, "alterations": [*facts["alterations"], unrelated]}
    assert ask(clinic, facts, "SKCM").options == ask(clinic, more, "SKCM").options


@law
@given(claim_lists(), patients(), st.sampled_from(ALTERATIONS))
def test_an_alteration_of_another_gene_never_removes_an_option(claims: list[Claim], facts: Facts, added: str) -> None:
    """An option whose profile does not name the gene stays; its tier falls only where a more specific statement says why."""
    clinic = Clinic(claims)
    before = keyed(ask(clinic, facts, "SKCM"))
    after = keyed(ask(clinic, {**facts, "alterations": [*facts["alterations"], added]}, "SKCM"))
    genes = set(added.split()[0].split("::"))
    for key, option in before.items():
        if any(gene in option.profile for gene in genes):
            continue
        assert key in after
        assert after[key].status == option.status
        assert after[key].supporting == option.supporting
        assert after[key].tier == option.tier or after[key].notes != option.notes


@law
@given(claim_lists(), patients(), st.data())
def test_a_synonym_is_the_same_gene(claims: list[Claim], facts: Facts, data: st.DataObject) -> None:
    clinic = Clinic(claims)

    def renamed(text: str) -> str:
        gene, space, rest = text.partition(" ")
        return data.draw(st.sampled_from((gene, *SYNONYMS.get(gene, ())))) + space + rest

    other = {**facts, "alterations": [renamed(text) for text in facts["alterations"]]}
    assert ask(clinic, facts, "SKCM").options == ask(clinic, other, "SKCM").options


@pytest.mark.parametrize(
    "names", [("SKCM", "MONDO:0005012", "ONCOTREE:SKCM", "cutaneous melanoma", "Cutaneous Melanoma")]
)
@law
@given(claim_lists(), patients())
def test_a_tumor_is_the_same_under_each_of_its_names(names: tuple[str, ...], claims: list[Claim], facts: Facts) -> None:
    clinic = Clinic(claims)
    assert len({options_as_bytes(ask(clinic, facts, name)) for name in names}) == 1


@law
@given(rival_claims(), st.sampled_from(LINEAGES))
def test_widening_the_tumor_never_raises_a_tier(claims: list[Claim], lineage: tuple[str, ...]) -> None:
    """Except where a statement excludes the narrower tumor by name."""
    excluding = {claim.id for claim in claims if claim.excluded_diseases}
    clinic = Clinic(claims)
    for narrow, wide in pairwise(lineage):
        below = keyed(ask(clinic, {"alterations": ["BRAF V600E"]}, narrow))
        above = keyed(ask(clinic, {"alterations": ["BRAF V600E"]}, wide))
        for key, option in above.items():
            if not {item.evidence for item in (*option.supporting, *option.against)} & excluding:
                assert tier_rank(below[key].tier) <= tier_rank(option.tier)


@law
@given(claim_lists(), patients(), st.sampled_from([None, "nowhere", "Breast"]))
def test_without_a_tumor_there_is_no_tier(claims: list[Claim], facts: Facts, tumor: str | None) -> None:
    for option in ask(Clinic(claims), facts, tumor).options:
        assert option.tier is None
        assert {item.tumor_match for item in (*option.supporting, *option.against)} == {TumorMatch.UNRESOLVED}


@law
@given(claim_lists(), patients(), st.randoms(use_true_random=False))
def test_ranking_is_a_total_order(claims: list[Claim], facts: Facts, shuffle: random.Random) -> None:
    options = ask(Clinic(claims), facts, "LUAD").options
    assert order(Offer.of(option, (0, False)) for option in shuffle.sample(options, len(options))) == options
    assert len(keyed(ask(Clinic(claims), facts, "LUAD"))) == len(options)
    ranks = [(option.status != "MATCHED", not option.supporting, tier_rank(option.tier)) for option in options]
    assert ranks == sorted(ranks)


@law
@given(claim_lists(), patients())
def test_every_option_says_why_or_what_is_missing(claims: list[Claim], facts: Facts) -> None:
    for option in ask(Clinic(claims), facts, "SKCM").options:
        assert option.supporting or option.against
        assert option.because if option.status == "MATCHED" else option.missing_tests
        assert (option.tier is None) or option.supporting
        assert option.profile
        assert option.tier_rule
        assert all(drug.label and drug.id for drug in option.regimen.drugs)


@costly_law
@given(claim_lists(), st.randoms(use_true_random=False))
def test_a_load_is_idempotent_and_free_of_order(claims: list[Claim], shuffle: random.Random) -> None:
    allele = "GRCh37:7:140453136:A:T"
    facts = [
        fact("BRAF", "V600E", "pathogenic", "NM_004333.4:c.1799T>A", allele),
        fact("BRAF", "V599E", "benign", "NM_000001.1:c.1796T>A", allele),
        replace(fact("BRAF", "V600E", "oncogenic", genomic=allele), properties={"traits": ["Melanoma"], "stars": 2}),
        replace(fact("BRAF", "V600E", "oncogenic", genomic=allele), properties={"traits": ["Lung cancer"], "stars": 1}),
        fact("PTEN", "R130*", "pathogenic"),
    ]
    assert digest(claims, facts) == digest(claims, facts) == digest(list(claims), list(facts), shuffle)


@law
@given(claim_lists())
def test_no_claim_is_lost_in_normalization(claims: list[Claim]) -> None:
    graph = normalized(claims)
    evidence = {node.id: node for node in graph.nodes() if node.kind is NodeKind.EVIDENCE}
    assert set(evidence) == {claim.id for claim in claims}
    lost = {loss.record for loss in graph.losses}
    for claim in claims:
        properties = evidence[claim.id].properties
        assert properties["words"]["profile"] == claim.profile  # type: ignore[call-overload, index]
        assert properties["normalized"] or claim.record in lost


def test_the_closure_is_transitive() -> None:
    reader = release([])
    up = {node.id: set(reader.closure([node.id])[node.id]) for node in all_nodes(reader, NodeKind.DISEASE)}
    for disease, ancestors in up.items():
        assert disease in ancestors
        for ancestor in ancestors:
            assert up[ancestor] <= ancestors
            assert disease in reader.closure([ancestor], EdgeKind.IS_A, Way.IN)[ancestor]


@law
@given(curies)
def test_an_identifier_survives_parsing(curie: Curie) -> None:
    assert Curie.parse(f" {curie} ") == curie
    assert Curie.of(curie.prefix, curie.local) == curie
