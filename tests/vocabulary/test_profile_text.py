"""Profiles are read into one canonical tree of criteria."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.errors import InvalidText
from pmkg.model.criterion import (
    Codon,
    Copy,
    EventClass,
    ExonEventClass,
    Function,
    FusionClass,
    Loss,
    Marker,
    MutationClass,
    Region,
    Score,
)
from pmkg.model.curie import Curie
from pmkg.model.kinds import Origin
from pmkg.model.profile import Leaf, Profile
from pmkg.model.variant import Consequence, CopyCall, ExonEventKind, Gene
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile

EXONS = ExonTable.load()


Read = Callable[[str], Profile]
MakeGene = Callable[[str], Gene]

LEAVES = {
    "BRAF V600E": "BRAF V600E",
    "BRAF p.Val600Glu": "BRAF V600E",
    "BRAF p.(Val600Glu)": "BRAF V600E",
    "ABL1 T315I mutation": "ABL1 T315I",
    "ATM c.7089+1del": "ATM c.7089+1del",
    "VHL R200W (c.598C>T)": "VHL R200W",
    "JAK2 Splice Site (c.1641+2T>G)": "JAK2 c.1641+2T>G",
    "CHEK2 1100DELC": "CHEK2 c.1100del",
    "CHEK2 IVS2+1G>A": "CHEK2 c.444+1G>A",
    "TERT C228T": "TERT c.-124C>T",
    "H3-3A K27M": "H3-3A K28M",
    "H3-3A p.K28M": "H3-3A K28M",
    "BRAF V600": "BRAF V600",
    "IDH1 p.R132": "IDH1 R132",
    "KRAS G12/G13": "KRAS G12/G13",
    "KRAS G12X": "KRAS G12",
    "NRAS Q179X": "NRAS Q179*",
    "FLT3 D835H/Y": "FLT3 D835H/Y",
    "BRAF Non-V600": "BRAF non-600 mutation",
    "ERBB2 Amplification": "ERBB2 amplification",
    "HER2 amplification": "ERBB2 amplification",
    "ATRX Deletion": "ATRX deep deletion",
    "PTEN Loss": "PTEN loss",
    "PTEN heterozygous deletion": "PTEN copy number loss",
    "RB1 Copy Number Loss": "RB1 copy number loss",
    "EML4::ALK Fusion": "EML4::ALK fusion",
    "EML4-ALK fusion": "EML4::ALK fusion",
    "BCR-ABL": "BCR::ABL1 fusion",
    "BCR::ABL1": "BCR::ABL1 fusion",
    "v::ALK Fusion": "v::ALK fusion",
    "v::ALK fusion other than EML4": "v::ALK fusion other than EML4",
    "FGFR2::? Fusion": "FGFR2::v fusion",
    "ALK Fusion": "ALK fusion",
    "EML4::ALK e6::e20": "EML4::ALK fusion e6::e20",
    "BCL2 reg_e@[IGH]::BCL2": "IGH::BCL2 fusion",
    "t(15;17)": "PML::RARA fusion",
    "Ph positive": "BCR::ABL1 fusion",
    "PDGFRA Rearrangement": "PDGFRA rearrangement",
    "BRAF intron 9 rearrangement": "BRAF intron 9 rearrangement",
    "MYB Truncation": "MYB truncation rearrangement",
    "EGFR Exon 19 Deletion": "EGFR exon 19 in-frame deletion",
    "EGFR Exon 19 (Deletion)": "EGFR exon 19 in-frame deletion",
    "EGFR Exon 20 Insertion": "EGFR exon 20 in-frame insertion",
    "EGFR Exon 4 Deletion": "EGFR exon 4 deletion",
    "VHL Null (Partial deletion of Exons 2 & 3)": "VHL exon 2-3 deletion",
    "EGFR Exons 18 & 19 Mutation": "EGFR exon 18-19 mutation",
    "LRP1B EXON 12-22 DELETION": "LRP1B exon 12-22 deletion",
    "MET Exon 14 Skipping Mutation": "MET exon 14 skipping",
    "MET Exon 14 Splice Site": "MET exon 14 skipping",
    "MET Exon 14 Deletion": "MET exon 14 skipping",
    "EGFR Exon 19 Deletion Frameshift": "EGFR exon 19 frameshift/in-frame deletion",
    "EGFR Exon 19 Indel": "EGFR exon 19 in-frame indel",
    "EGFR Exon 19 Missense, Indel": "EGFR exon 19 missense/in-frame indel",
    "EGFR Exon 19 Pathogenic Deletion": "EGFR exon 19 pathogenic in-frame deletion",
    "KIT Exon 11 Mutation": "KIT exon 11 mutation",
    "CALR EXON 9 FRAMESHIFT": "CALR exon 9 frameshift mutation",
    "PIK3CA Exon 20 Mutation": "PIK3CA exon 21 mutation",
    "EGFR Exon 18 Overexpression": "EGFR exon 18 overexpression",
    "EGFR Rare Mutation": "EGFR rare mutation",
    "ABL1 TKD Mutation": "ABL1 kinase domain mutation",
    "CEBPA N-TERMINAL FRAME SHIFT": "CEBPA N-terminal frameshift mutation",
    "TP53 Mutation": "TP53 mutation",
    "PDGFRA Mutation other than D842V": "PDGFRA mutation other than D842V",
    "TP53 missense mutations except P72R/P47S": "TP53 missense mutation other than P47S/P72R",
    "EGFR Gain-of-function": "EGFR activating mutation",
    "TP53 Deleterious Mutation": "TP53 loss of function mutation",
    "PALB2 Biallelic Inactivation": "PALB2 biallelic loss of function mutation",
    "BRCA1 Germline Pathogenic Mutation": "BRCA1 germline pathogenic mutation",
    "ATM Truncating Mutation": "ATM any frameshift nonsense mutation",
    "TSC1 Frameshift Truncation": "TSC1 any frameshift mutation",
    "KRAS Wildtype": "KRAS wild type",
    "Wild type KRAS": "KRAS wild type",
    "KRAS/NRAS wild type": "KRAS wild type AND NRAS wild type",
    "BRCA1/2 Mutation": "BRCA1 mutation OR BRCA2 mutation",
    "FLT3 ITD": "FLT3 ITD",
    "FLT3-ITD": "FLT3 ITD",
    "EGFR VIII": "EGFR vIII",
    "EGFR EGFRVIII": "EGFR vIII",
    "AR AR-V7": "AR AR-V7",
    "EGFR v3": "EGFR vIII",
    "AR-V7": "AR AR-V7",
    "MGMT Promoter Hypermethylation": "MGMT promoter methylation",
    "HSPH1 T17 DELETION": "HSPH1 T17 deletion",
    "DPYD DPYD*2A HOMOZYGOSITY": "DPYD DPYD*2A homozygosity",
    "UGT1A1 UGT1A1*28": "UGT1A1 UGT1A1*28",
    "KRAS RS61764370": "KRAS rs61764370",
    "HLA-C COPY-NEUTRAL LOSS OF HETEROZYGOSITY": "HLA-C copy-neutral loss of heterozygosity",
    "ABL1 Double Ph": "ABL1 double Ph chromosome",
    "EPCAM 3' Exon Deletion": "EPCAM 3' exon deletion",
    "MET Overexpression": "MET expression high",
    "CD274 Expression": "CD274 expression positive",
    "ERCC1 Underexpression": "ERCC1 expression low",
    "FOLR1 positive": "FOLR1 expression positive",
    "MSI-H": "MSI high",
    "dMMR": "MSI high",
    "MSS": "MSI not high",
    "pMMR": "MSI not high",
    "TMB-H (>= 10 mutations / Mb)": "TMB >= 10",
    "TMB >= 16": "TMB >= 16",
    "HRD": "HRD positive",
    "HER2-low": "HER2 low",
    "HR positive": "ER positive OR PR positive",
    "ER+": "ER positive",
    "ER-": "ER negative",
    "HER2-": "HER2 negative",
    "PR -": "PR negative",
    "HR+": "ER positive OR PR positive",
    "HR-": "ER negative AND PR negative",
    "HR negative": "ER negative AND PR negative",
    "PD-L1 >= 50%": "PD-L1 TPS >= 50",
    "PD-L1 (CPS) >= 10": "PD-L1 CPS >= 10",
    "PD-L1 >= 10% TIIC": "PD-L1 IC >= 10",
    "CLDN18.2 positive": "CLDN18.2 positive",
    "CD30 +": "CD30 positive",
    "17p deletion": "17p deletion",
    "SBS3 signature": "SBS3 present",
    "CK High": "complex karyotype high",
}


@pytest.mark.parametrize(("text", "canonical"), LEAVES.items())
def test_a_leaf_reads_into_its_canonical_text(read: Read, text: str, canonical: str) -> None:
    assert read(text).text == canonical


@pytest.mark.parametrize("text", LEAVES)
def test_the_canonical_text_reads_back(read: Read, text: str) -> None:
    profile = read(text)
    assert read(profile.text) == profile


def test_no_two_criteria_share_a_canonical_text(read: Read) -> None:
    known: dict[str, Profile] = {}
    for text in LEAVES:
        profile = read(text)
        assert known.setdefault(profile.text, profile) == profile


def test_an_exon_deletion_of_egfr_asks_for_in_frame_deletions_inside_it(read: Read, gene: MakeGene) -> None:
    assert read("EGFR Exon 19 Deletion") == Leaf(
        Region(
            gene("EGFR"),
            "exon 19 in-frame deletion",
            ((729, 761),),
            (19, 19),
            frozenset({Consequence.IN_FRAME_DELETION}),
            Function.ANY,
        )
    )


def test_structures_stand_behind_the_canonical_texts(read: Read, gene: MakeGene) -> None:
    met = ExonEventClass(gene("MET"), ExonEventKind.SKIPPING, 14, 14, ((963, 1010), (981, 1028)))
    assert read("MET Exon 14 Skipping") == Leaf(met)
    assert read("ATRX Deletion") == Leaf(Copy(gene("ATRX"), CopyCall.DEEP_DELETION))
    assert read("PTEN Loss") == Leaf(Loss(gene("PTEN")))
    assert read("FLT3 D835H/Y") == Leaf(Codon(gene("FLT3"), (("D", 835),), ("H", "Y")))
    assert read("ALK Fusion") == Leaf(FusionClass(None, gene("ALK"), either=True))
    assert read("TMB-H") == Leaf(Score("TMB", ">=", 10))
    assert read("FLT3 ITD") == Leaf(EventClass(gene("FLT3"), "ITD"))
    germline = MutationClass(gene("BRCA1"), Function.PATHOGENIC, origin=Origin.GERMLINE)
    assert read("BRCA1 Germline Mutation") == Leaf(germline)
    assert read("NOT MSI-H") == Leaf(Marker("MSI", "high"), negated=True)


def test_an_exon_mutation_takes_any_consequence_but_has_to_be_oncogenic(read: Read) -> None:
    profile = read("KIT Exon 11 Mutation")
    assert isinstance(profile, Leaf)
    assert isinstance(profile.criterion, Region)
    assert (profile.criterion.consequences, profile.criterion.function) == (frozenset(), Function.MUTATION)


def test_a_promoter_mutation_of_tert_is_met_by_its_alleles(read: Read) -> None:
    assert read("TERT Promoter Mutation").text == "TERT c.-124C>T OR TERT c.-146C>T OR TERT promoter mutation"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("BCR::ABL1 Fusion AND ABL1 T315I", "ABL1 T315I AND BCR::ABL1 fusion"),
        ("BRAF Amplification AND ( BRAF V600E", "BRAF V600E AND BRAF amplification"),
        ("BRAF V600K )", "BRAF V600K"),
        ("BRAF V600E) AND KRAS G12D", "BRAF V600E AND KRAS G12D"),
        (") BRAF V600E ) OR (KRAS G12D", "BRAF V600E OR KRAS G12D"),
        ("((BRAF V600E) (KRAS G12D))", "BRAF V600E AND KRAS G12D"),
        ("NOT KIT D816V", "NOT KIT D816V"),
        ("KIT Exon 11 Mutation AND NOT KIT D816V", "KIT exon 11 mutation AND NOT KIT D816V"),
        ("(KRAS G12C AND NOT STK11 Mutation) OR TP53 R175H", "(KRAS G12C AND NOT STK11 mutation) OR TP53 R175H"),
        ("NOT (BRAF V600E OR KRAS Mutation)", "NOT BRAF V600E AND NOT KRAS mutation"),
        ("BRAF V600E OR BRAF V600K OR BRAF V600E", "BRAF V600E OR BRAF V600K"),
        ("KRAS G12C OR KRAS G12D AND TP53 R175H", "KRAS G12C OR (KRAS G12D AND TP53 R175H)"),
        ("VHL P81S (c.241C>T) and L188V (c.562C>G)", "VHL L188V AND VHL P81S"),
        ("FGFR2 fusion or rearrangement", "FGFR2 fusion OR FGFR2 rearrangement"),
        ("NTRK1/2/3 fusion", "NTRK1 fusion OR NTRK2 fusion OR NTRK3 fusion"),
    ],
)
def test_leaves_are_joined_in_canonical_form(read: Read, text: str, canonical: str) -> None:
    assert read(text).text == canonical


@pytest.mark.parametrize(
    ("text", "reason", "leaf"),
    [
        ("FOOBAR V600E", "UNKNOWN_GENE", "FOOBAR V600E"),
        ("BRAF V600E AND FOOBAR Expression", "UNKNOWN_GENE", "FOOBAR Expression"),
        ("FOOBAR::ALK Fusion", "UNKNOWN_GENE", "FOOBAR::ALK Fusion"),
        ("v::ALK fusion other than FOOBAR", "UNKNOWN_GENE", "v::ALK fusion other than FOOBAR"),
        ("PIK3CA exon 9 & 20 mutation", "UNKNOWN_FORM", "PIK3CA exon 9 & 20 mutation"),
        ("CK positive", "UNKNOWN_GENE", "CK positive"),
        ("ALK v3", "UNKNOWN_FORM", "ALK v3"),
        ("BRAF", "UNKNOWN_FORM", "BRAF"),
        ("BRCA1 200delAG", "UNKNOWN_FORM", "BRCA1 200delAG"),
        ("KRAS G12mut", "UNKNOWN_FORM", "KRAS G12mut"),
        ("BRAF V600E AND EGFR something else", "UNKNOWN_FORM", "EGFR something else"),
        ("BRAF V600E AND", "UNKNOWN_FORM", "BRAF V600E AND"),
        ("", "UNKNOWN_FORM", ""),
        (" ) ", "UNKNOWN_FORM", " ) "),
    ],
)
def test_a_failure_names_its_leaf_and_reason(read: Read, text: str, reason: str, leaf: str) -> None:
    with pytest.raises(InvalidText) as caught:
        read(text)
    assert (caught.value.reason, caught.value.text) == (reason, leaf)


@pytest.mark.parametrize("text", ["NOT " * 5000 + "BRAF V600E", "(" * 5000 + "BRAF V600E" + ")" * 5000])
def test_a_text_that_nests_too_deep_is_refused(read: Read, text: str) -> None:
    with pytest.raises(InvalidText, match="deep"):
        read(text)


_tokens = st.sampled_from(["(", ")", "((", "AND", "OR", "NOT", "BRAF V600E", "V600K", "MSI-H"])


@given(text=st.lists(_tokens, max_size=120).map(" ".join))
def test_any_text_is_read_or_refused(read: Read, text: str) -> None:
    try:
        profile = read(text)
    except InvalidText:
        return
    assert read(profile.text) == profile


_leaf = st.sampled_from(
    ["BRAF V600E", "KRAS Mutation", "EGFR Exon 19 Deletion", "MSI-H", "EML4::ALK Fusion", "TP53 Wildtype"]
)
_texts = st.recursive(
    _leaf,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda part: f"({part[0]}) {part[1]} ({part[2]})"),
        inner.map(lambda part: f"NOT ({part})"),
    ),
    max_leaves=6,
)


@given(text=_texts)
def test_every_tree_reads_back_from_its_canonical_text(read: Read, text: str) -> None:
    profile = read(text)
    assert read(profile.text).text == profile.text


@given(parts=st.lists(_leaf, min_size=2, max_size=5), operator=st.sampled_from(["AND", "OR"]), random=st.randoms())
def test_the_order_of_leaves_does_not_matter(read: Read, parts: list[str], operator: str, random: Random) -> None:
    shuffled = sorted(parts, key=lambda _: random.random())
    assert read(f" {operator} ".join(parts)) == read(f" {operator} ".join(shuffled))


@pytest.mark.mirror
def test_the_profiles_of_civic_are_read(mirror: Path) -> None:
    resolve = _mirror_genes(mirror)
    every: set[str] = set()
    predictive: set[str] = set()
    with gzip.open(mirror / "civic" / "nightly-ClinicalEvidenceSummaries.tsv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            every.add(row["molecular_profile"])
            if row["evidence_type"] == "Predictive":
                predictive.add(row["molecular_profile"])
    failed = {text for text in every if not _reads_back(text, resolve)}
    assert len(every) > 1700
    assert len(failed & predictive) / len(predictive) <= 0.005
    assert len(failed) / len(every) <= 0.005


def _reads_back(text: str, resolve: dict[str, Gene]) -> bool:
    def lookup(symbol: str) -> Gene | None:
        return resolve.get(symbol.upper())

    try:
        profile = parse_profile(text, lookup, EXONS)
    except InvalidText:
        return False
    return parse_profile(profile.text, lookup, EXONS) == profile


def _mirror_genes(mirror: Path) -> dict[str, Gene]:
    approved: dict[str, Gene] = {}
    others: dict[str, set[Gene]] = {}
    path = sorted((mirror / "hgnc").glob("hgnc_complete_set_*.txt.gz"))[-1]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found = Gene(Curie(row["hgnc_id"]), row["symbol"])
            approved[row["symbol"].upper()] = found
            for name in f"{row['prev_symbol']}|{row['alias_symbol']}".split("|"):
                others.setdefault(name.upper(), set()).add(found)
    return {name: next(iter(found)) for name, found in others.items() if len(found) == 1} | approved
