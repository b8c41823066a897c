"""A few claims and facts to read signatures against, and what to look at in a signature."""

from __future__ import annotations

from typing import Any

from made_release import Clinic, claim, fact

from pmkg.model.signature import Signature

CLAIMS = [
    claim(1, "BRAF V600E"),
    claim(2, "EGFR L858R", "Erlotinib"),
    claim(3, "TMB-H", "Pembrolizumab"),
    claim(4, "HER2 positive", "Trastuzumab"),
    claim(5, "ER positive", "Palbociclib"),
    claim(6, "KRAS Wildtype", "Cetuximab"),
    claim(7, "KRAS G12D", "Panitumumab"),
]
FACTS = [
    fact("BRAF", "V600E", "pathogenic", "NM_004333.4:c.1799T>A", "GRCh37:7:140453136:A:T"),
    fact("EGFR", "L858R", "pathogenic", "NM_005228.3:c.2573T>G"),
]


def read(clinic: Clinic, *alterations: Any, **more: Any) -> Signature:
    return clinic.signatures.read({"tumorType": "SKCM", "alterations": [*alterations], **more})


def labels(signature: Signature) -> list[str]:
    return [found.label for found in signature.found]


def codes(signature: Signature) -> list[str]:
    return [item.code for item in signature.warnings]
