"""The clinical cases of the folder ``cases``: reading them, and which rules and genes each is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("cases")
AFFIRMING = frozenset({"offers", "ranks", "warns", "tests", "suggests", "sameAs"})
DENYING = frozenset({"withholds", "silent", "untiered"})
_MEASURES = {
    "msi": "MSI",
    "mmr": "MSI",
    "tmb": "TMB",
    "hrd": "HRD",
    "pdl1Tps": "PD-L1",
    "pdl1Cps": "PD-L1",
    "her2Ihc": "HER2",
    "her2Ish": "HER2",
    "er": "ER",
    "pr": "PR",
}
"""The biomarker that a field of a request measures."""


def clinical_cases() -> list[dict[str, Any]]:
    """Read the cases of all themes, in the order of the files' names."""
    files = sorted(FOLDER.glob("*.toml"))
    return [case for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def rules(case: Mapping[str, Any]) -> set[int]:
    """Give the numbers of the clinical rules that a case is about."""
    return {int(number) for number in re.findall(r"\d+", case["rule"])}


def subjects(case: Mapping[str, Any]) -> set[str]:
    """Name the genes, fusions and biomarkers of a case; a fusion is one subject, whatever the order of its partners.

    Coordinates name no gene, so such a case counts by the signature that it is compared with.
    """
    signatures = (case, case.get("sameAs", {}))
    return {subject for signature in signatures for subject in _subjects(signature)}


def _subjects(signature: Mapping[str, Any]) -> Iterator[str]:
    for alteration in signature.get("alterations", ()):
        yield from _written(alteration) if isinstance(alteration, str) else _structured(alteration)
    tested = signature.get("tested", {})
    yield from (gene if isinstance(gene, str) else gene["gene"] for gene in tested.get("genes", ()))
    yield from tested.get("germline", ())
    yield from (_MEASURES[measure] for measure in signature.get("biomarkers", {}))


def _written(text: str) -> Iterator[str]:
    name = text.split()[0]
    if not name[0].isdigit():
        yield _fusion(*name.split("::"))


def _structured(alteration: Mapping[str, Any]) -> Iterator[str]:
    if "gene" in alteration:
        yield alteration["gene"]
    if "fusion" in alteration:
        yield _fusion(*alteration["fusion"])


def _fusion(*partners: str) -> str:
    return "::".join(sorted(partners))
