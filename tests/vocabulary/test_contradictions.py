"""The criteria of a statement are held against the sentence that they were taken from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pmkg.model.kinds import Effect
from pmkg.model.profile import Profile
from pmkg.vocabulary.contradictions import contradictions

Read = Callable[[str], Profile]
ROLES = {"EGFR": "oncogene", "EZH2": "both", "RB1": "suppressor"}
BROKEN = [
    # polarity: the code asks for what the sentence denies, or the reverse
    ("NOT BCR::ABL1 Fusion", "For adults with Philadelphia chromosome positive (Ph+) leukemia."),
    ("NOT BCR::ABL1 Fusion", "For adults with Ph+ CML after failure of interferon."),
    ("NOT 17p deletion", "For leukemia in the presence of 17p deletion or a TP53 mutation."),
    ("NOT 17p deletion", "For patients who have del(17p) disease."),
    ("NOT ALK Fusion", "For adults with ALK-positive lung cancer."),
    ("KRAS Wildtype", "For colorectal cancer with a KRAS mutation."),
    ("EGFR Mutation", "For lung cancer with no EGFR mutations."),
    ("KRAS Mutation", "For KRAS wild-type colorectal cancer."),
    # another kind of alteration of the same gene
    ("CD274 Amplification", "For adults whose tumours express PD-L1 with a tumour proportion score of at least 50%."),
    ("ALK Fusion", "For adults with ALK mutations in neuroblastoma."),
    ("KIT Mutation", "Overexpression of KIT was seen in those who responded."),
    ("MET Amplification", "High MET expression went along with response."),
]
SOUND = [
    ("NOT BCR::ABL1 Fusion", "For Philadelphia chromosome-negative leukemia."),
    ("NOT KIT D816V", "For mastocytosis without the D816V c-Kit mutation or with KIT status unknown."),
    ("NOT 17p deletion", "For leukemia in the absence of 17p deletion or TP53 mutation."),
    ("EGFR Wildtype AND NOT ALK Fusion", "For adults with lung tumours that have no EGFR or ALK positive mutations."),
    ("EGFR Wildtype", "For those who do not have EGFR mutant or ALK-positive lung cancer."),
    ("EGFR Mutation", "For lung cancer with EGFR mutations. Not for patients without EGFR mutations."),
    ("CD274 Expression", "For adults whose tumours express PD-L1."),
    ("ERBB2 Amplification", "For tumors that overexpress HER2."),
    ("ALK Fusion", "For ALK-positive lung cancer with or without ALK mutations."),
    ("KIT Mutation", "For stromal tumors."),
    ("BCR::ABL1 Fusion", "For Ph+ leukemia with an ABL1 mutation."),
]


def findings(profile: Profile, sentence: str, effect: Effect = Effect.SENSITIVITY) -> list[str]:
    return list(contradictions(profile, sentence, effect, lambda symbol: ROLES.get(symbol, "")))


@pytest.mark.parametrize(("profile", "sentence"), BROKEN)
def test_a_sentence_that_says_the_opposite_or_another_kind_contradicts(read: Read, profile: str, sentence: str) -> None:
    (finding,) = findings(read(profile), sentence)
    assert finding.startswith("biomarker: the code")
    assert finding.endswith(sentence)


@pytest.mark.parametrize(("profile", "sentence"), SOUND)
def test_a_sentence_that_agrees_or_is_silent_contradicts_nothing(read: Read, profile: str, sentence: str) -> None:
    assert findings(read(profile), sentence) == []


@pytest.mark.parametrize("profile", ["EGFR Nonsense Mutation", "EGFR Exon 19 Nonsense Mutation", "EZH2 Y646*"])
def test_a_truncation_of_an_oncogene_needs_a_sentence_on_truncations(read: Read, profile: str) -> None:
    gene = profile.split()[0]
    (finding,) = findings(read(profile), f"For tumors with {gene} mutations.")
    assert "truncation" in finding
    assert findings(read(profile), f"For tumors with {gene} mutations, nonsense ones included.") == []
    assert findings(read(profile), f"For tumors with {gene} mutations.", Effect.RESISTANCE) == []


def test_a_truncation_of_a_suppressor_is_its_mutation(read: Read) -> None:
    assert findings(read("RB1 Nonsense Mutation"), "Cells with RB1 mutations grew less.") == []


def test_resistance_by_a_second_mutation_is_none_by_a_first(read: Read) -> None:
    sentence = "Secondary mutations in BRCA2 may confer resistance."
    (finding,) = findings(read("BRCA2 Mutation"), sentence, Effect.RESISTANCE)
    assert "second one" in finding
    assert findings(read("BRCA2 Mutation"), sentence) == []
    assert findings(read("BRCA1 Mutation"), sentence, Effect.RESISTANCE) == []
    assert findings(read("ABL1 Mutation"), "Secondary mutations in BCR-ABL resist.", Effect.RESISTANCE) == []


def test_a_long_sentence_is_cut_in_the_finding(read: Read) -> None:
    (finding,) = findings(read("NOT ALK Fusion"), f"For ALK-positive cancer {'x' * 300}")
    assert finding.endswith("...")
    assert len(finding) < 250
