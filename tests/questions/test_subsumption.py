"""The order of variant classes: an order, sound against what patients meet, and its known places."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_release import GENES, Clinic, claim
from strategies import patients, profiles

from pmkg.model.criterion import Criterion
from pmkg.model.curie import Curie
from pmkg.model.kinds import Truth
from pmkg.model.profile import Leaf, Profile
from pmkg.model.variant import Gene
from pmkg.model.views import GENE_KNOWLEDGE
from pmkg.questions.patient import read_patient
from pmkg.questions.profiles import evaluate
from pmkg.questions.subsumption import is_member, profile_subsumes, subsumes
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile

law = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEAVES = (
    "BRAF V600E",
    "BRAF V600K",
    "BRAF V600",
    "BRAF V600E/K",
    "BRAF K601E",
    "BRAF V600E germline",
    "BRAF Mutation",
    "BRAF Any Mutation",
    "BRAF Activating Mutation",
    "BRAF Oncogenic Mutation",
    "BRAF Non-V600",
    "BRAF Mutation other than V600E",
    "BRAF Exon 15 Mutation",
    "BRAF kinase domain mutation",
    "KRAS G12D",
    "KRAS G12",
    "KRAS G12/G13",
    "EGFR Exon 19 Deletion",
    "EGFR Exon 18-21 Mutation",
    "EGFR Exon 19 Mutation",
    "EGFR L858R",
    "PTEN Loss",
    "PTEN Deletion",
    "PTEN Mutation",
    "PTEN Loss-of-function",
    "PTEN Biallelic Loss-of-function",
    "PTEN Truncating Mutation",
    "PTEN Nonsense Mutation",
    "PTEN Pathogenic Mutation",
    "EML4::ALK Fusion",
    "EML4::ALK e13::e20",
    "v::ALK Fusion",
    "ALK Fusion",
    "ALK Rearrangement",
    "MET Overexpression",
    "MET Expression",
    "TMB >= 10",
    "TMB >= 16",
    "TMB > 10",
    "HER2 negative",
    "HER2-low",
    "MET Exon 14 Skipping Mutation",
    "FLT3 ITD",
    "ERBB2 Amplification",
    "KRAS Wildtype",
)
ALTERATIONS = (
    "BRAF V600E",
    "BRAF V600K",
    "BRAF V600_K601delinsEE",
    "BRAF K601E",
    "BRAF G469A",
    "BRAF D594G",
    "KRAS G12D",
    "KRAS G12_G13delinsCV",
    "KRAS A59G",
    "EGFR E746_A750del",
    "EGFR L858R",
    "EGFR D770_N771insG",
    "EGFR T751fs",
    "PTEN R130*",
    "PTEN L108fs",
    "PTEN R130Q",
    "PTEN deep deletion",
    "PTEN loss",
    "EML4::ALK",
    "ALK::EML4",
    "KLC1::ALK",
    "MET exon 14 skipping",
    "FLT3 ITD",
    "ERBB2 amplification",
)


@cache
def clinic() -> Clinic:
    return Clinic([claim(number, text) for number, text in enumerate(LEAVES, start=1)])


@cache
def criterion(text: str) -> Criterion:
    leaf = profile(text)
    assert isinstance(leaf, Leaf), text
    return leaf.criterion


def profile(text: str) -> Profile:
    return parse_profile(text, _gene, ExonTable.load())


def _gene(symbol: str) -> Gene | None:
    number = GENES.get(symbol, (0, ""))[0]
    return Gene(Curie.of("HGNC", number), symbol) if number else None


@cache
def role(gene: str) -> str:
    rows = clinic().reader.rows(GENE_KNOWLEDGE, [gene])
    return rows[gene][0].role if gene in rows else ""


def below(narrower: str, wider: str) -> bool:
    return subsumes(criterion(wider), criterion(narrower), role(criterion(wider).subjects[0]))


criteria = st.sampled_from(LEAVES)
findings = st.fixed_dictionaries(
    {"alterations": st.lists(st.sampled_from(ALTERATIONS), max_size=4, unique=True)},
    optional={
        "biomarkers": st.fixed_dictionaries(
            {},
            optional={
                "tmb": st.sampled_from([9.0, 10.0, 12.0, 16.0, 40.0]),
                "her2Ihc": st.sampled_from(["0", "1+", "3+"]),
            },
        )
    },
)


@given(criteria)
def test_a_class_lies_within_itself(one: str) -> None:
    assert below(one, one)


@law
@given(criteria, criteria, criteria)
def test_the_order_is_transitive(one: str, two: str, three: str) -> None:
    if below(one, two) and below(two, three):
        assert below(one, three)


@law
@given(criteria, criteria, findings)
def test_whatever_meets_the_narrower_class_meets_the_wider(one: str, two: str, facts: Mapping[str, Any]) -> None:
    """Two classes that lie within each other are thereby met by the same findings: antisymmetry up to equality."""
    if below(one, two):
        signature = clinic().signatures.read(dict(facts), may_be_empty=True)
        patient = read_patient(clinic().reader, signature)
        if evaluate(Leaf(criterion(one)), patient).truth is Truth.PRESENT:
            assert evaluate(Leaf(criterion(two)), patient).truth is Truth.PRESENT, (one, two)


@law
@given(profiles(), profiles(), patients())
def test_whatever_meets_the_narrower_profile_meets_the_wider(one: str, two: str, facts: Mapping[str, Any]) -> None:
    narrower, wider = profile(one), profile(two)
    if profile_subsumes(wider, narrower):
        patient = read_patient(clinic().reader, clinic().signatures.read(dict(facts)))
        if evaluate(narrower, patient).truth is Truth.PRESENT:
            assert evaluate(wider, patient).truth is Truth.PRESENT


@law
@given(profiles(), profiles(), profiles())
def test_the_order_of_profiles_is_reflexive_and_transitive(one: str, two: str, three: str) -> None:
    a, b, c = profile(one), profile(two), profile(three)
    assert profile_subsumes(a, a)
    if profile_subsumes(b, a) and profile_subsumes(c, b):
        assert profile_subsumes(c, a)


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [
        ("BRAF V600E", "BRAF V600"),
        ("BRAF V600E", "BRAF V600E/K"),
        ("BRAF V600E/K", "BRAF V600"),
        ("KRAS G12", "KRAS G12/G13"),
        ("BRAF Activating Mutation", "BRAF Oncogenic Mutation"),
        ("BRAF Mutation", "BRAF Activating Mutation"),
        ("BRAF Activating Mutation", "BRAF Mutation"),
        ("BRAF Oncogenic Mutation", "BRAF Any Mutation"),
        ("BRAF Non-V600", "BRAF Mutation"),
        ("BRAF Mutation other than V600E", "BRAF Mutation"),
        ("BRAF Mutation other than V600E/V600K", "BRAF Mutation other than V600E"),
        ("EGFR Exon 19 Mutation", "EGFR Exon 18-21 Mutation"),
        ("EGFR Exon 19 Deletion", "EGFR Exon 18-21 Mutation"),
        ("PTEN Nonsense Mutation", "PTEN Truncating Mutation"),
        ("PTEN Biallelic Loss-of-function", "PTEN Loss-of-function"),
        ("PTEN Deletion", "PTEN Loss"),
        ("EML4::ALK e13::e20", "EML4::ALK Fusion"),
        ("EML4::ALK Fusion", "v::ALK Fusion"),
        ("v::ALK Fusion", "ALK Rearrangement"),
        ("MET Overexpression", "MET Expression"),
        ("TMB >= 16", "TMB > 10"),
        ("TMB > 10", "TMB >= 10"),
        ("HER2-low", "HER2 negative"),
    ],
)
def test_a_class_lies_within_a_wider_one(narrower: str, wider: str) -> None:
    assert below(narrower, wider)


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [
        ("BRAF V600", "BRAF V600E"),
        ("BRAF V600E", "BRAF V600K"),
        ("BRAF V600E", "BRAF Non-V600"),
        ("BRAF Mutation", "BRAF Mutation other than V600E"),
        ("BRAF Mutation other than V600E", "BRAF Mutation other than V600E/V600K"),
        ("BRAF Any Mutation", "BRAF Mutation"),
        ("BRAF V600", "KRAS G12"),
        ("PTEN Loss", "PTEN Deletion"),
        ("PTEN Loss-of-function", "PTEN Any Mutation"),
        ("PTEN Truncating Mutation", "PTEN Nonsense Mutation"),
        ("v::ALK Fusion", "EML4::ALK Fusion"),
        ("ALK Rearrangement", "ALK Fusion"),
        ("TMB >= 10", "TMB > 10"),
        ("HER2 negative", "HER2-low"),
        ("ERBB2 Amplification", "ERBB2 Any Mutation"),
    ],
)
def test_a_class_does_not_lie_within_another(narrower: str, wider: str) -> None:
    assert not below(narrower, wider)


@pytest.mark.parametrize(
    ("text", "alteration", "member"),
    [
        ("BRAF V600", "BRAF V600R", True),
        ("BRAF Non-V600", "BRAF V600E", False),
        ("BRAF Mutation other than V600E", "BRAF V600E", False),
        ("PTEN Loss", "PTEN deep deletion", True),
        ("KRAS G12/G13", "KRAS G12_G13delinsCV", True),
        ("v::ALK Fusion", "EML4::ALK", True),
    ],
)
def test_a_class_holds_a_concrete_finding(text: str, alteration: str, member: bool) -> None:
    (found,) = clinic().signatures.read({"alterations": [alteration]}).found
    assert is_member(criterion(text), found.alteration) is member
