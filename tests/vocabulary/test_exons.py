"""Exons and domains become residues, and agree with what sources say of exons."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from pmkg.vocabulary.coding import parse_coding, residue_of
from pmkg.vocabulary.exons import ExonTable

TABLE = ExonTable.load()


@pytest.mark.parametrize(
    ("symbol", "exon", "residues"),
    [
        ("EGFR", 18, ((688, 728),)),
        ("EGFR", 19, ((729, 761),)),
        ("EGFR", 20, ((762, 823),)),
        ("EGFR", 21, ((824, 875),)),
        ("ERBB2", 20, ((770, 831),)),
        ("KIT", 11, ((550, 592),)),
        ("KIT", 17, ((788, 828),)),
        ("PDGFRA", 18, ((814, 854),)),
        ("KRAS", 2, ((1, 37),)),
        ("BRAF", 15, ((581, 620),)),
        ("MET", 14, ((963, 1010), (981, 1028))),
        ("CALR", 9, ((352, 418),)),
    ],
)
def test_an_exon_holds_its_published_residues(symbol: str, exon: int, residues: tuple[tuple[int, int], ...]) -> None:
    assert TABLE.residues(symbol, exon, exon) == residues


def test_the_exons_that_the_third_variant_of_egfr_lacks_are_in_frame() -> None:
    ((first, last),) = TABLE.residues("EGFR", 2, 7)
    coding = TABLE.genes["EGFR"].coding
    assert (first, last) == (30, 297)
    assert (coding[7][1] - coding[2][0] + 1) % 3 == 0


def test_the_skipped_exon_of_met_is_in_frame() -> None:
    first, last = TABLE.genes["MET"].coding[14]
    assert (last - first + 1) % 3 == 0


@pytest.mark.parametrize(
    ("change", "exon"),
    [
        ("c.3028+1G>A", 14),
        ("c.3028+2T>C", 14),
        ("c.2888-1G>T", 14),
        ("c.3082+1G>T", 14),
        ("NM_000245.3:c.3028+1G>A", 14),
        ("NM_001127500.1:c.3082+1G>T", 14),
        ("c.2888-18_2888-2del", 14),
        ("c.3020_3028+5del", 14),
        ("c.2887+1_2888-1del", 14),
        ("c.2887+20_3029-20del", 14),
        ("NM_000245.3:c.3082+1G>T", None),
        ("c.3029-1G>A", None),
        ("c.3028+5G>A", None),
        ("c.3028G>A", None),
    ],
)
def test_a_splice_site_belongs_to_the_exon_whose_border_it_is(change: str, exon: int | None) -> None:
    assert TABLE.spliced("MET", parse_coding(change)) == exon
    assert TABLE.spliced("TP53", parse_coding(change)) is None


@pytest.mark.parametrize(
    ("symbol", "exon", "number"),
    [("PIK3CA", 9, 10), ("PIK3CA", 20, 21), ("NPM1", 12, 11), ("KIT", 11, 11), ("X", 3, 3)],
)
def test_exons_of_another_counting_get_their_number(symbol: str, exon: int, number: int) -> None:
    assert TABLE.number(symbol, exon) == number


def test_unknown_genes_and_exons_have_no_residues() -> None:
    assert TABLE.residues("NOSUCH", 2, 2) == ()
    assert TABLE.residues("EGFR", 25, 25) == ()


def test_consecutive_exons_touch() -> None:
    for symbol, known in TABLE.genes.items():
        for exon, (first, last) in known.coding.items():
            assert first <= last, (symbol, exon)
            if exon + 1 in known.coding:
                assert known.coding[exon + 1][0] == last + 1, (symbol, exon)


@pytest.mark.parametrize(
    ("symbol", "words", "name"),
    [
        ("ABL1", "TKD", "kinase domain"),
        ("ABL1", "P-Loop", "P-loop"),
        ("TP53", "DNA Binding Domain", "DNA binding domain"),
    ],
)
def test_a_domain_is_found_by_the_words_of_a_text(symbol: str, words: str, name: str) -> None:
    domain = TABLE.domain(symbol, words)
    assert domain is not None
    assert domain.name == name


@pytest.mark.mirror
def test_moalmanac_agrees_about_the_exon_of_every_protein_change(mirror: Path) -> None:
    disagreements = set()
    checked = set()
    for gene, exon, change in _exon_pairs(mirror):
        found = re.search(r"\d+", change)
        if gene in TABLE.genes and found:
            checked.add((gene, exon, change))
            if TABLE.number(gene, exon) not in TABLE.exons_of(gene, int(found.group())):
                disagreements.add((gene, exon, change))
    assert len(checked) >= 110
    # the source counts T315A and its neighbors F317I, F317L and F317V as exon 6, as the transcript does
    assert disagreements == {("ABL1", 5, "p.T315I"), ("ABL1", 5, "p.F317C")}


def _exon_pairs(mirror: Path) -> set[tuple[str, int, str]]:
    pairs: set[tuple[str, int, str]] = set()
    with gzip.open(mirror / "moalmanac" / "molecular-oncology-almanac.json.gz", "rt", encoding="utf-8") as file:
        for row in json.load(file):
            if row.get("exon") and row.get("protein_change"):
                pairs.add((row["gene"], int(row["exon"]), row["protein_change"]))
    with gzip.open(mirror / "moalmanac" / "referenced" / "biomarkers.json.gz", "rt", encoding="utf-8") as file:
        for biomarker in json.load(file):
            fields = {item["name"]: item["value"] for item in biomarker["extensions"]}
            if fields.get("exon") and fields.get("protein_change"):
                pairs.add(
                    (biomarker["name"].split()[0], int(str(fields["exon"]).split("/")[0]), fields["protein_change"])
                )
    return pairs


@pytest.mark.mirror
def test_no_intron_of_clinvar_lies_inside_an_exon(mirror: Path) -> None:
    edges = {}
    for known in TABLE.genes.values():
        for transcript, coding in ((known.transcript, known.coding), *known.other):
            edges[transcript.partition(".")[0]] = coding
    confirmed = 0
    csv.field_size_limit(1 << 24)
    with gzip.open(mirror / "clinvar" / "macarthur_clinvar.tsv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            transcript, _, expression = row["hgvs_c"].partition(":")
            coding = edges.get(transcript.partition(".")[0], {})
            for position, sign in re.findall(r"(?<![\d*-])(\d+)([+-])\d", expression if coding else ""):
                end = int(position) if sign == "+" else int(position) - 1
                assert not any(first <= end < last for first, last in coding.values()), row["hgvs_c"]
                confirmed += any(end in {first - 1, last} for first, last in coding.values())
    assert confirmed >= 150


@pytest.mark.mirror
def test_the_protein_changes_of_a_maf_follow_the_codon_arithmetic(mirror: Path) -> None:
    checked = agreeing = 0
    for path in sorted((mirror / "tcga").glob("*.MC3.maf.tsv.gz"))[:4]:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                coding = re.fullmatch(r"c\.(\d+)[ACGT]>[ACGT]", row.get("HGVSc") or "")
                protein = re.fullmatch(r"p\.[A-Z](\d+)[A-Z*]", row.get("HGVSp_Short") or "")
                if coding and protein:
                    checked += 1
                    agreeing += residue_of(int(coding[1])) == int(protein[1])
    assert checked > 1000
    assert agreeing / checked > 0.998


@pytest.mark.mirror
def test_mutations_of_one_exon_lie_in_one_stretch_of_the_genome(mirror: Path) -> None:
    """Inside an exon the genome runs three bases a residue; an intron breaks the step (GRCh37 positions of TCGA)."""
    points = _substitutions(mirror)
    spread = {}
    for symbol, known in TABLE.genes.items():
        pairs = points.get(symbol, set())
        sign = 1 if _rises(pairs) else -1
        for exon, (first, last) in known.coding.items():
            inside = [(residue, at) for residue, at in pairs if residue_of(first) < residue < residue_of(last)]
            steps = Counter((at - sign * 3 * residue) // 10 for residue, at in inside)
            # a codon's three bases may fall on both sides of one cut
            best = max((count + max(steps[step - 1], steps[step + 1]) for step, count in steps.items()), default=0)
            if len(inside) >= 8:
                spread[symbol, exon] = best / len(inside)
    assert len(spread) >= 40
    # some cohorts count ABL1 by its splice form Ib
    assert {symbol for (symbol, _), share in spread.items() if share < 0.9} <= {"ABL1"}


def _substitutions(mirror: Path) -> dict[str, set[tuple[int, int]]]:
    points: dict[str, set[tuple[int, int]]] = {}
    for path in sorted((mirror / "tcga").glob("*.maf.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            columns = next(file).rstrip("\n").split("\t")
            change = columns.index("Protein_Change" if "Protein_Change" in columns else "HGVSp_Short")
            gene, start, kind = (columns.index(name) for name in ("Hugo_Symbol", "Start_Position", "Variant_Type"))
            for line in file:
                row = line.rstrip("\n").split("\t")
                if row[gene] in TABLE.genes and row[kind] == "SNP":
                    found = re.fullmatch(r"p\.[A-Z](\d+)[A-Z*]", row[change])
                    if found:
                        points.setdefault(row[gene], set()).add((int(found[1]), int(float(row[start]))))
    return points


def _rises(pairs: set[tuple[int, int]]) -> bool:
    ordered = sorted(pairs)
    steps = [(b > a) for (one, a), (other, b) in pairwise(ordered) if other > one]
    return sum(steps) * 2 > len(steps)
