"""The score of the reader: what was read, what is coded, and when the two are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.profile import Profile
from pmkg.model.trial import Protocol, Recruitment, StatedStatus, Step
from pmkg.model.trial_criteria import (
    AgeCriterion,
    AllAsked,
    Asked,
    Confidence,
    GenomicCriterion,
    Named,
    Sex,
    SexCriterion,
    TrialCriterion,
    TumorCriterion,
)
from pmkg.model.variant import Gene
from pmkg.questions.eligibility_agreement import Score, Unread, agreement, unread_genes
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile

TRIAL = Curie("NCT:NCT00000001")
HIGH = frozenset({Confidence.HIGH})
SYMBOLS = ("KRAS", "ALK", "EGFR", "EML4", "ERBB2", "NTRK1", "NRAS")


def profile(text: str) -> Profile:
    return parse_profile(
        text, lambda symbol: Gene(Curie.of("HGNC", symbol), symbol) if symbol in SYMBOLS else None, ExonTable.load()
    )


def genomic(text: str) -> GenomicCriterion:
    return GenomicCriterion(profile(text))


def tumor(number: int) -> TumorCriterion:
    return TumorCriterion((Named(Curie(f"MONDO:{number}"), NodeKind.DISEASE),))


def protocol(source: str, *asked: Asked) -> Protocol:
    status = StatedStatus(source, "", Recruitment.UNKNOWN)
    return Protocol(TRIAL, source, "1", "t", status, steps=(Step("1", "", AllAsked(asked)),))


def score(kind: str, read: list[Asked], coded: list[Asked], confidences: frozenset[Confidence] = HIGH) -> Score:
    pairs = [(protocol("ctml", *coded), protocol("clinicaltrials", *read))]
    return agreement(pairs, lambda a, b: (a, b) == ("MONDO:2", "MONDO:1"), confidences)[kind]


def sure(criterion: TrialCriterion, negated: bool = False, confidence: Confidence = Confidence.HIGH) -> Asked:
    return Asked(criterion, negated, "a sentence", confidence)


def figures(found: Score) -> tuple[int, int, int, int]:
    return found.read, found.right, found.coded, found.found


def test_a_gene_that_is_read_and_coded_agrees() -> None:
    found = score("gene", [sure(genomic("KRAS G12C"))], [Asked(genomic("KRAS G12C"))])
    assert (figures(found), found.precision, found.recall, found.differences) == ((1, 1, 1, 1), 1.0, 1.0, [])


def test_a_gene_that_is_wanted_is_not_one_that_is_excluded() -> None:
    found = score("gene", [sure(genomic("KRAS G12C"), negated=True)], [Asked(genomic("KRAS G12C"))])
    assert figures(found) == (1, 0, 1, 0)
    assert {(one.item, one.coded) for one in found.differences} == {
        (("KRAS", "without"), False),
        (("KRAS", "with"), True),
    }


@pytest.mark.parametrize(
    ("read", "coded", "agrees"),
    [
        ("KRAS G12C", "KRAS G12C", True),
        ("KRAS G12C", "KRAS G12D", False),
        ("KRAS G12C", "KRAS Mutation", True),
        ("ALK Fusion", "ALK Rearrangement", True),
        ("ALK Fusion", "ALK Mutation", False),
        ("KRAS Amplification", "KRAS Mutation", False),
    ],
)
def test_a_variant_agrees_with_its_class(read: str, coded: str, agrees: bool) -> None:
    assert score("variant", [sure(genomic(read))], [Asked(genomic(coded))]).right == agrees


def test_any_variation_agrees_with_every_variant_of_the_gene() -> None:
    coded = Asked(GenomicCriterion(profile("KRAS Mutation OR KRAS Amplification"), "KRAS any variation"))
    assert figures(score("variant", [sure(genomic("KRAS G12C"))], [coded])) == (1, 1, 1, 1)


def test_a_tumor_agrees_with_one_that_holds_it() -> None:
    assert figures(score("tumor", [sure(tumor(2))], [Asked(tumor(1))])) == (1, 1, 1, 1)
    assert figures(score("tumor", [sure(tumor(3))], [Asked(tumor(1))])) == (1, 0, 1, 0)
    assert figures(score("tumor", [sure(tumor(2), negated=True)], [])) == (0, 0, 0, 0)


def test_only_the_asked_for_confidences_count() -> None:
    low = sure(genomic("KRAS G12C"), confidence=Confidence.LOW)
    coded = [Asked(genomic("KRAS G12C"))]
    assert figures(score("gene", [low], coded)) == (0, 0, 1, 0)
    assert figures(score("gene", [low], coded, frozenset({Confidence.LOW}))) == (1, 1, 1, 1)


def test_a_negated_age_is_its_opposite_and_from_birth_on_is_no_bound() -> None:
    read = [sure(AgeCriterion("<", 18), negated=True), sure(SexCriterion(Sex.MALE))]
    coded = [Asked(AgeCriterion(">=", 18)), Asked(AgeCriterion(">=", 0)), Asked(SexCriterion(Sex.FEMALE))]
    assert figures(score("age", read, coded)) == (1, 1, 1, 1)
    assert figures(score("sex", read, coded)) == (1, 0, 1, 0)


@pytest.mark.parametrize(
    ("read", "coded", "agrees"),
    [
        ("HER2 positive", "ERBB2 Amplification", True),
        ("HER2 low", "ERBB2 Overexpression", True),
        ("HER2 negative", "HER2 negative", True),
        ("HER2 negative", "NOT HER2 positive", True),
        ("HER2 negative", "ERBB2 Amplification", False),
        ("NOT HER2 negative", "HER2 positive", True),
    ],
)
def test_the_status_of_her2_is_a_criterion_of_its_gene(read: str, coded: str, agrees: bool) -> None:
    assert score("gene", [sure(genomic(read))], [Asked(genomic(coded))]).right == agrees


def test_what_was_not_read_surely_is_told_by_what_the_text_says_of_the_gene() -> None:
    coded = [Asked(genomic(f"{gene} Mutation")) for gene in ("KRAS", "ALK", "EGFR", "NTRK1", "NRAS")]
    low = sure(genomic("KRAS Mutation"), confidence=Confidence.LOW)
    text = replace(
        protocol("clinicaltrials", low, sure(genomic("ALK Mutation"))),
        eligibility=("EGFR-directed therapy is not indicated", "No NTRK"),
    )
    assert unread_genes([(protocol("ctml", *coded), text)]) == Unread(doubted=1, named=2, nowhere=1)


def test_without_anything_read_or_coded_there_is_no_share() -> None:
    found = score("sex", [], [])
    assert (found.precision, found.recall) == (None, None)
