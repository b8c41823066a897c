"""Measured biomarkers of a request, in the names that criteria use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmkg.clinic.lookup import Lookup
from pmkg.clinic.signature_input import BiomarkersInput
from pmkg.model.signature import Found, Notice
from pmkg.model.variant import CopyCall, CopyChange, Expression, Gene

_MSI = {"MSI-H": "high", "MSI-L": "not high", "MSS": "not high"}
_MMR = {"deficient": "high", "proficient": "not high"}


@dataclass(slots=True)
class Measured:
    """Hold markers by criterion name, the findings that they imply for genes, and what contradicts itself."""

    markers: dict[str, str | float] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_biomarkers(given: BiomarkersInput, lookup: Lookup) -> Measured:
    """Read measured biomarkers.

    MSI-H and deficient mismatch repair are one state for eligibility (CLINICAL rule 21); where the two tests disagree the
    unstable one is used and the contradiction is reported. HER2 follows IHC and ISH (rule 6).
    """
    measured = Measured()
    _instability(given, measured)
    scores = (("TMB", given.tmb), ("PD-L1 TPS", given.pdl1_tps), ("PD-L1 CPS", given.pdl1_cps))
    measured.markers.update({name: value for name, value in scores if value is not None})
    states = (
        ("HRD", given.hrd),
        ("ER", given.er),
        ("PR", given.pr),
        ("HER2", her2_state(given.her2_ihc, given.her2_ish)),
    )
    measured.markers.update({name: value for name, value in states if value is not None})
    for symbol, level, label in _expression(given):
        gene = lookup.gene_or_none(symbol)
        if gene is not None:
            measured.found.append(Found(Expression(gene, level), label))
    if given.her2_ish == "amplified" and (gene := lookup.gene_or_none("ERBB2")):
        measured.found.append(_amplified(gene))
    return measured


def her2_state(ihc: str | None, ish: str | None) -> str | None:
    """Name the HER2 state: positive, low, negative, or equivocal where IHC 2+ waits for ISH (ASCO/CAP 2018, 2023)."""
    if ihc is None:
        return None
    if ihc == "3+":
        return "positive"
    if ihc == "2+":
        return {"amplified": "positive", "not amplified": "low"}.get(ish or "", "equivocal")
    return "low" if ihc == "1+" else "negative"


def _instability(given: BiomarkersInput, measured: Measured) -> None:
    states = [_MSI[given.msi]] if given.msi else []
    states += [_MMR[given.mmr]] if given.mmr else []
    if not states:
        return
    measured.markers["MSI"] = "high" if "high" in states else "not high"
    if len(set(states)) > 1:
        message = "microsatellite and mismatch-repair results disagree; the answer takes the tumor as MSI-H/dMMR"
        measured.notices.append(Notice("CONTRADICTION", message, f"msi {given.msi}, mmr {given.mmr}"))


def _expression(given: BiomarkersInput) -> Iterator[tuple[str, str, str]]:
    """Give the protein expression of genes that the markers measure."""
    if given.pdl1_tps is not None:
        yield "CD274", "positive" if given.pdl1_tps >= 1 else "negative", f"PD-L1 TPS {given.pdl1_tps:g}"
    elif given.pdl1_cps is not None:
        yield "CD274", "positive" if given.pdl1_cps >= 1 else "negative", f"PD-L1 CPS {given.pdl1_cps:g}"
    if given.her2_ihc is not None:
        level = {"3+": "high", "2+": "positive", "1+": "low", "0": "negative"}[given.her2_ihc]
        yield "ERBB2", level, f"HER2 IHC {given.her2_ihc}"
    if given.er is not None:
        yield "ESR1", given.er, f"ER {given.er}"
    if given.pr is not None:
        yield "PGR", given.pr, f"PR {given.pr}"


def _amplified(gene: Gene) -> Found:
    return Found(CopyChange(gene, CopyCall.AMPLIFICATION), "HER2 ISH amplified")
