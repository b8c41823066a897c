"""Signatures that are drawn: what tumors often carry, and what has the most evidence."""

from __future__ import annotations

TUMORS = ("LUAD", "SKCM", "COADREAD", "BRCA", "GB", "AML", "STAD", "BLCA")
DENSEST = (
    "BRAF V600E", "TP53 R175H", "PIK3CA H1047R", "EGFR L858R", "ERBB2 amplification",
    "CDKN2A deletion", "EML4::ALK", "ATM R337C", "KEAP1 G333C", "NF1 R1276*",
)  # fmt: skip
SEEN = (
    *DENSEST, "KRAS G12D", "KRAS G12C", "NRAS Q61R", "BRAF V600K", "EGFR E746_A750del", "EGFR T790M", "IDH1 R132H",
    "IDH2 R140Q", "PIK3CA E545K", "PTEN R130*", "APC R1450*", "CTNNB1 S45F", "FBXW7 R465C", "SMAD4 R361H", "TP53 R273H",
    "TP53 R248Q", "ARID1A R1989*", "KMT2D R5097*", "RB1 R320*", "BRCA2 S1982fs", "BRCA1 E23fs", "FGFR3 S249C",
    "FGFR2 amplification", "MET exon 14 skipping", "MET amplification", "KIT K642E", "PDGFRA D842V", "JAK2 V617F",
    "FLT3 ITD", "NPM1 W288fs", "DNMT3A R882H", "CDK4 amplification", "MDM2 amplification", "TTN R2415C", "MUC16 P512L",
    "RYR2 R420Q", "CSMD3 G1195E", "LRP1B A3816T", "USH2A S2450L", "STK11 Q37*", "SF3B1 R625H", "GNAQ Q209P",
)  # fmt: skip
