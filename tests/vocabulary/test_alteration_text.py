"""What is found in a patient is read from text and from rows of a MAF file."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pmkg.errors import InvalidText
from pmkg.model.kinds import Origin
from pmkg.model.variant import (
    ChangeKind,
    CopyCall,
    CopyChange,
    ExonEvent,
    ExonEventKind,
    Expression,
    Fusion,
    Gene,
    Mutation,
    NamedEvent,
    Pathogenicity,
    Rearrangement,
)
from pmkg.vocabulary.alteration_text import GenomicText, MarkerFact, parse_alteration, parse_maf_change
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.qualifier_text import Qualifiers

MakeGene = Callable[[str], Gene]
Genes = Callable[[str], Gene | None]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("BRAF V600E", "BRAF V600E"),
        ("BRAF p.Val600Glu", "BRAF V600E"),
        ("BRAF p.(Val600Glu)", "BRAF V600E"),
        ("BRAF:p.V600E", "BRAF V600E"),
        ("BRAF NP_004324.2:p.Val600Glu", "BRAF V600E"),
        ("VHL R200W (c.598C>T)", "VHL R200W"),
        ("APC 598_598S>SS", "APC S598dup"),
        ("APC 882_883insQ", "APC 882_883insQ"),
        ("APC -917fs", "APC 917fs"),
        ("TP53 X142_splice", "TP53 X142_splice"),
        ("TP53 A32Rfs*85", "TP53 A32fs"),
        ("NF1 VRS*RQ528fs", "NF1 V528fs"),
        ("TERT C228T", "TERT c.-124C>T"),
        ("BRCA1 185delAG", "BRCA1 c.68_69del"),
        ("BRCA1 5382insC", "BRCA1 c.5266dup"),
        ("BRCA2 6174delT", "BRCA2 c.5946del"),
        ("CHEK2 1100delC", "CHEK2 c.1100del"),
        ("BRAF V600_K601delinsE", "BRAF V600_K601delinsE"),
        ("ALK expression positive", "ALK expression positive"),
        ("H3-3A K27M", "H3-3A K28M"),
        ("EML4::ALK", "EML4::ALK"),
        ("EML4-ALK fusion", "EML4::ALK"),
        ("EML4::ALK e6::e20", "EML4::ALK e6::e20"),
        ("NTRK1 fusion", "v::NTRK1"),
        ("Ph positive", "BCR::ABL1"),
        ("ALK rearrangement", "v::ALK"),
        ("BRAF intron 9 rearrangement", "BRAF intron 9 rearrangement"),
        ("EGFR ex19del", "EGFR exon 19 deletion"),
        ("METex14 skipping", "MET exon 14 skipping"),
        ("METex14", "MET exon 14 skipping"),
        ("MET exon 14 mutation", "MET exon 14 skipping"),
        ("EGFR del19", "EGFR exon 19 deletion"),
        ("EGFR 20ins", "EGFR exon 20 insertion"),
        ("B-RAF V600E", "BRAF V600E"),
        ("K-RAS G12C", "KRAS G12C"),
        ("c-MET amplification", "MET amplification"),
        ("cMET amplification", "MET amplification"),
        ("TERT promoter C228T", "TERT c.-124C>T"),
        ("EZH2 Y641F", "EZH2 Y646F"),
        ("AR T877A", "AR T878A"),
        ("MET D1246N", "MET D1228N"),
        ("FGFR2 N550K", "FGFR2 N549K"),
        ("EZH2 Y646N", "EZH2 Y646N"),
        ("ERBB2 amplification", "ERBB2 amplification"),
        ("HER2 gain", "ERBB2 gain"),
        ("CDKN2A loss", "CDKN2A loss"),
        ("CDKN2A homozygous deletion", "CDKN2A deep deletion"),
        ("CDKN2A heterozygous deletion", "CDKN2A loss"),
        ("MET exon 14 skipping", "MET exon 14 skipping"),
        ("EGFR exon 19 deletion", "EGFR exon 19 deletion"),
        ("CD274 expression high", "CD274 expression high"),
        ("MET overexpression", "MET expression high"),
        ("FLT3-ITD", "FLT3 ITD"),
        ("EGFRvIII", "EGFR vIII"),
        ("AR-V7", "AR AR-V7"),
        ("MGMT promoter methylation", "MGMT promoter methylation"),
        ("UGT1A1*28 homozygous", "UGT1A1 UGT1A1*28 homozygosity"),
    ],
)
def test_an_alteration_reads_into_its_canonical_text(genes: Genes, text: str, canonical: str) -> None:
    found = parse_alteration(text, genes)
    assert not isinstance(found, MarkerFact | GenomicText)
    assert found.text == canonical


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("MSI-H", "MSI", "high"),
        ("dMMR", "MSI", "high"),
        ("MSS", "MSI", "not high"),
        ("TMB 14", "TMB", 14.0),
        ("TMB: 14.2 mut/Mb", "TMB", 14.2),
        ("TMB-H", "TMB", 10.0),
        ("PD-L1 TPS 60", "PD-L1 TPS", 60.0),
        ("PD-L1 60%", "PD-L1 TPS", 60.0),
        ("PD-L1 CPS 10", "PD-L1 CPS", 10.0),
        ("HER2 3+", "HER2 IHC", "3+"),
        ("HER2 IHC 0", "HER2 IHC", "0"),
        ("HER2 ISH amplified", "HER2 ISH", "amplified"),
        ("ER positive", "ER", "positive"),
        ("HR positive", "HR", "positive"),
        ("HR-", "HR", "negative"),
        ("HRD positive", "HRD", "positive"),
        ("17p deletion", "17p", "deletion"),
    ],
)
def test_a_biomarker_reads_into_a_fact(genes: Genes, text: str, name: str, value: str | float) -> None:
    assert parse_alteration(text, genes) == MarkerFact(name, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:140453136:A:T", GenomicText("GRCh37:7:140453136:A:T")),
        ("NC_000007.13:g.140453136A>T", GenomicText("GRCh37:7:140453136:A:T")),
        ("NM_005228.5:c.2573T>G", GenomicText("", "NM_005228.5", "c.2573T>G")),
        ("NM_000546.5:c.375+1G>A", GenomicText("", "NM_000546.5", "c.375+1G>A", splice=True)),
    ],
)
def test_a_change_by_its_place_alone_is_left_to_be_placed(genes: Genes, text: str, expected: GenomicText) -> None:
    assert parse_alteration(text, genes) == expected


def test_a_gene_and_a_protein_change_stay_beside_the_place_and_the_transcript(genes: Genes, gene: MakeGene) -> None:
    egfr = gene("EGFR")
    placed = GenomicText("", "NM_005228.5", "c.2573T>G", gene=egfr)
    assert parse_alteration("EGFR NM_005228.5:c.2573T>G", genes) == placed
    found = parse_alteration("NM_005228.5(EGFR):c.2573T>G p.(Leu858Arg) germline", genes)
    said = Qualifiers(origin=Origin.GERMLINE)
    assert found == replace(placed, protein=parse_protein("L858R"), said=said)
    assert parse_alteration("EGFR 7:55259515:T:G somatic", genes) == GenomicText(
        "GRCh37:7:55259515:T:G", gene=egfr, said=Qualifiers(origin=Origin.SOMATIC)
    )


def test_each_kind_of_finding_keeps_its_structure(genes: Genes, gene: MakeGene) -> None:
    assert parse_alteration("ERBB2 amplification", genes) == CopyChange(gene("ERBB2"), CopyCall.AMPLIFICATION)
    assert parse_alteration("EML4::ALK e6::e20", genes) == Fusion(gene("EML4"), gene("ALK"), 6, 20)
    assert parse_alteration("ALK rearrangement", genes) == Fusion(None, gene("ALK"))
    assert parse_alteration("BRAF intron 9 rearrangement", genes) == Rearrangement(gene("BRAF"), "intron 9")
    assert parse_alteration("TMB-H 14 mut/Mb", genes) == MarkerFact("TMB", 14.0)
    assert parse_alteration("EGFR exon 19 deletion", genes) == ExonEvent(gene("EGFR"), ExonEventKind.DELETION, 19, 19)
    assert parse_alteration("CD274 expression high", genes) == Expression(gene("CD274"), "high")
    assert parse_alteration("FLT3-ITD", genes) == NamedEvent(gene("FLT3"), "ITD")
    assert parse_alteration("JAK2 c.1641+2T>G", genes) == Mutation(gene("JAK2"), coding="c.1641+2T>G", splice=True)


def test_origin_and_classification_are_read_from_the_text(genes: Genes, gene: MakeGene) -> None:
    found = parse_alteration("BRCA2 p.Ser1982ArgfsTer22 (likely pathogenic, germline) heterozygous", genes)
    assert found == Mutation(
        gene("BRCA2"),
        parse_protein("S1982fs"),
        origin=Origin.GERMLINE,
        pathogenicity=Pathogenicity.LIKELY_PATHOGENIC,
        zygosity="heterozygous",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("FOOBAR V600E", "UNKNOWN_GENE"),
        ("BRAF whatever", "UNKNOWN_FORM"),
        ("KRAS wild type", "NOT_AN_ALTERATION"),
        ("KRAS G12", "NOT_SPECIFIC"),
        ("BRCA1 mutation", "NOT_SPECIFIC"),
        ("triple negative", "NOT_SPECIFIC"),
        ("KRAS G12X", "NOT_SPECIFIC"),
        ("EML4/ALK", "NOT_SPECIFIC"),
        ("BRCA1/2 deletion", "NOT_SPECIFIC"),
        ("BCR-ABL1 T315I", "NOT_SPECIFIC"),
        ("ALK+", "NOT_SPECIFIC"),
        ("H3 K27M", "NOT_SPECIFIC"),
        ("H3K27M", "NOT_SPECIFIC"),
        ("H3.3 G34R", "NOT_SPECIFIC"),
        ("EGFR exon 3", "UNKNOWN_FORM"),
        ("VHL del1", "UNKNOWN_FORM"),
        ("ALK positive", "NOT_SPECIFIC"),
        ("KRAS negative", "NOT_SPECIFIC"),
        ("KRAS G12wt", "NOT_AN_ALTERATION"),
        ("KRAS codon 12 wild type", "NOT_AN_ALTERATION"),
        ("BRAF V600 WT", "NOT_AN_ALTERATION"),
        ("KRAS G12mut", "UNKNOWN_FORM"),
        ("BRAF V600neg", "UNKNOWN_FORM"),
        ("EGFR L858Rhet", "UNKNOWN_FORM"),
        ("BRCA1 200delAG", "UNKNOWN_FORM"),
        ("BRCA2 100_101delAA", "UNKNOWN_FORM"),
    ],
)
def test_what_cannot_be_used_says_why(genes: Genes, text: str, reason: str) -> None:
    with pytest.raises(InvalidText) as caught:
        parse_alteration(text, genes)
    assert caught.value.reason == reason


def test_bases_that_are_not_counted_from_anywhere_are_asked_for_in_hgvs(genes: Genes) -> None:
    with pytest.raises(InvalidText, match=r"from where it counts; write HGVS"):
        parse_alteration("BRCA1 200delAG", genes)


@pytest.mark.parametrize(
    ("hgvsp", "classification", "coding", "kind", "splice"),
    [
        ("p.V600E", "Missense_Mutation", "c.1799T>A", ChangeKind.SUBSTITUTION, False),
        ("p.X125_splice", "Splice_Site", "c.375+1G>A", ChangeKind.SPLICE, True),
        ("p.T125T", "Splice_Site", "", ChangeKind.SYNONYMOUS, False),
        ("p.V429fs", "Splice_Site", "", ChangeKind.FRAMESHIFT, True),
        ("", "Splice_Site", "c.375+1G>A", None, True),
        (".", "Translation_Start_Site", "c.3G>A", ChangeKind.START_LOSS, False),
        (".", "Frame_Shift_Del", "c.100del", ChangeKind.FRAMESHIFT, False),
        ("p.E746_A750del", "In_Frame_Del", "", ChangeKind.DELETION, False),
    ],
)
def test_a_row_of_a_maf_becomes_a_mutation(
    gene: MakeGene, hgvsp: str, classification: str, coding: str, kind: ChangeKind | None, splice: bool
) -> None:
    found = parse_maf_change(gene("TP53"), hgvsp, classification, coding)
    assert (found.protein.kind if found.protein else None, found.splice) == (kind, splice)


def test_a_row_that_names_no_change_is_refused_unless_it_is_placed(gene: MakeGene) -> None:
    with pytest.raises(InvalidText):
        parse_maf_change(gene("TP53"), "", "Splice_Site")
    placed = parse_maf_change(gene("TP53"), "", "Splice_Site", genomic="GRCh37:17:7578177:C:T")
    assert (placed.genomic, placed.splice) == ("GRCh37:17:7578177:C:T", True)


@pytest.mark.mirror
def test_every_protein_change_of_tcga_is_read(mirror: Path) -> None:
    read: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for path in sorted((mirror / "tcga").glob("*.maf.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            columns = next(file).rstrip("\n").split("\t")
            at = columns.index("Protein_Change" if "Protein_Change" in columns else "HGVSp_Short")
            kind = columns.index("Variant_Classification")
            for line in file:
                row = line.rstrip("\n").split("\t")
                if row[at] not in {"", "."}:
                    try:
                        parse_protein(row[at])
                        read[row[kind]] += 1
                    except InvalidText:
                        failed[row[at]] += 1
    assert sum(read.values()) > 1_100_000
    assert not failed
