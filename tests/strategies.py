"""Generated profiles, claims and patients, from a small vocabulary in which they meet each other often."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from made_release import MELANOMA, SKIN_MELANOMA, claim

from pmkg.model.curie import Curie
from pmkg.model.kinds import Direction
from pmkg.model.records import Claim, Reference

LEAVES = (
    "BRAF V600E",
    "BRAF V600K",
    "BRAF V600",
    "BRAF Mutation",
    "BRAF Non-V600",
    "KRAS G12D",
    "KRAS G12/G13",
    "KRAS Mutation",
    "KRAS Wildtype",
    "NRAS Wildtype",
    "EGFR L858R",
    "EGFR Exon 19 Deletion",
    "EGFR Oncogenic Mutation",
    "PTEN Loss",
    "TP53 Mutation",
    "ERBB2 Amplification",
    "EML4::ALK Fusion",
    "v::ALK Fusion",
    "MSI-H",
    "MSS",
    "TMB-H",
    "HER2 positive",
    "ER positive",
)
ALTERATIONS = (
    "BRAF V600E",
    "BRAF V600K",
    "BRAF G469A",
    "KRAS G12D",
    "KRAS G13D",
    "KRAS R151G",
    "NRAS Q61K",
    "EGFR L858R",
    "EGFR E746_A750del",
    "PTEN R130*",
    "PTEN loss",
    "TP53 R175H",
    "TP53 V31I",
    "ERBB2 amplification",
    "EML4::ALK",
    "KLC1::ALK",
)
SYNONYMS = {"BRAF": ("RAFB1", "BRAF1"), "ERBB2": ("HER2", "NGL"), "TP53": ("p53",)}
DISEASES = (
    "Melanoma",
    "Cutaneous Melanoma",
    "Colorectal Carcinoma",
    "Colon Adenocarcinoma",
    "Lung Adenocarcinoma",
    "Non-small Cell Lung Carcinoma",
    "Acute Myeloid Leukemia",
    "Cancer",
    "Solid Tumor",
)
LINEAGES = (
    (SKIN_MELANOMA, MELANOMA, "MONDO:0021143"),
    ("MONDO:0002271", "MONDO:0005008", "MONDO:0024331", "MONDO:0005626"),
    ("MONDO:0005061", "MONDO:0005233", "MONDO:0005138", "MONDO:0005626"),
    ("MONDO:0005097", "MONDO:0005233", "MONDO:0005138", "MONDO:0005626"),
)
DRUG_SETS = ("Vemurafenib", "Cetuximab", "Dabrafenib, Trametinib", "Erlotinib")
curies = st.builds(
    Curie.of,
    st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,8}", fullmatch=True),
    st.from_regex(r"[!-~]{1,12}", fullmatch=True),
)


@st.composite
def profiles(draw: st.DrawFn, depth: int = 2) -> str:
    """Draw a profile in the grammar: leaves, negations, conjunctions and disjunctions."""
    if depth == 0 or draw(st.booleans()):
        leaf = draw(st.sampled_from(LEAVES))
        return f"NOT {leaf}" if draw(st.integers(0, 4)) == 0 and "Wildtype" not in leaf else leaf
    parts = draw(st.lists(profiles(depth - 1), min_size=2, max_size=3))
    return "(" + draw(st.sampled_from([" AND ", " OR "])).join(parts) + ")"


@st.composite
def claim_lists(draw: st.DrawFn, most: int = 6) -> list[Claim]:
    """Draw claims, numbered, of any effect, level, direction and tumor."""
    found = []
    for number in range(draw(st.integers(1, most))):
        more: dict[str, Any] = {"direction": draw(st.sampled_from([Direction.SUPPORTS, *Direction]))}
        found.append(
            claim(
                number + 1,
                draw(profiles()),
                draw(st.sampled_from(DRUG_SETS)),
                draw(st.sampled_from(DISEASES)),
                draw(st.sampled_from("ABCDE")),
                draw(st.sampled_from(["Sensitivity/Response", "Resistance", "Reduced Sensitivity"])),
                **more,
            )
        )
    return found


@st.composite
def rival_claims(draw: st.DrawFn) -> list[Claim]:
    """Draw claims about one allele that differ in tumor, level, direction and the tumors they leave out."""
    solid = [disease for disease in DISEASES if "Leukemia" not in disease]
    found = []
    for number in range(draw(st.integers(1, 4))):
        more: dict[str, Any] = {"direction": draw(st.sampled_from([Direction.SUPPORTS, *Direction]))}
        if draw(st.integers(0, 3)) == 0:
            more["excluded_diseases"] = (Reference(draw(st.sampled_from(solid))),)
        level = draw(st.sampled_from("ABCDE"))
        found.append(claim(number + 1, "BRAF V600E", disease=draw(st.sampled_from(solid)), level=level, **more))
    return found


@st.composite
def patients(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the facts of a patient: alterations, biomarkers, tested genes."""
    biomarkers = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "msi": st.sampled_from(["MSI-H", "MSS"]),
                "tmb": st.sampled_from([2.0, 10.0, 40.0]),
                "her2Ihc": st.sampled_from(["0", "1+", "2+", "3+"]),
                "er": st.sampled_from(["positive", "negative"]),
            },
        )
    )
    return {
        "alterations": draw(st.lists(st.sampled_from(ALTERATIONS), min_size=1, max_size=5, unique=True)),
        "biomarkers": biomarkers,
        "tested": {"genes": draw(st.lists(st.sampled_from(["KRAS", "NRAS", "BRAF", "PTEN", "ERBB2"]), unique=True))},
    }
