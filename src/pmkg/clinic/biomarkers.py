"""Measured biomarkers of a request, in the names that criteria use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pmkg.clinic.lookup import Lookup
from pmkg.clinic.signature_input import BiomarkersInput
from pmkg.model.signature import Found, Notice
from pmkg.model.variant import CopyCall, CopyChange, Expression, Gene
from pmkg.vocabulary.alteration_text import MarkerFact

_MSI = {"MSI-H": "high", "MSI-L": "not high", "MSS": "not high"}
_MMR = {"deficient": "high", "proficient": "not high"}
_FIELDS = {
    "MSI": "msi",
    "TMB": "tmb",
    "HRD": "hrd",
    "PD-L1 TPS": "pdl1_tps",
    "PD-L1 CPS": "pdl1_cps",
    "HER2 IHC": "her2_ihc",
    "HER2 ISH": "her2_ish",
    "ER": "er",
    "PR": "pr",
}
"""The field of a request that says the same as a biomarker in an alteration's text."""
_PDL1_POSITIVE = 1
"""The lowest score, of TPS in percent or of CPS, that approvals and trials call PD-L1 positive."""


@dataclass(slots=True)
class Measured:
    """Hold markers by criterion name, the findings that they imply for genes, and what contradicts itself."""

    markers: dict[str, str | float] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_biomarkers(given: BiomarkersInput, facts: Iterable[MarkerFact], lookup: Lookup) -> Measured:
    """Read measured biomarkers: the fields of a request, and ``facts`` that its alterations said as text.

    MSI-H and deficient mismatch repair are one state for eligibility (CLINICAL rule 21); where the two tests disagree the
    unstable one is used. HER2 follows IHC and ISH (rule 6). Of any other biomarker two different values make it unknown.
    Contradictions are reported.
    """
    measured = Measured()
    said: dict[str, set[str | float]] = defaultdict(set)
    for fact in facts:
        said[fact.name].add(fact.value)
    _hormone_receptors(said)
    given = given.model_copy(update=dict(_fields(given, said, measured)))
    _states(given, measured, lookup)
    for name, values in sorted(said.items()):
        if name not in _FIELDS:
            if name in measured.markers:
                values = _together(name, {*values, measured.markers.pop(name)})
            if (value := _agreed(name, values, measured)) is not None:
                measured.markers[name] = value
    _settle_receptors(measured)
    return measured


def _hormone_receptors(said: dict[str, set[str | float]]) -> None:
    """Read HR-negative as what it means, both receptors negative; HR-positive does not say which one is positive."""
    if "negative" in said.get("HR", ()):
        said["ER"].add("negative")
        said["PR"].add("negative")
        said["HR"] -= {"negative"}
    if not said["HR"]:
        del said["HR"]


def _settle_receptors(measured: Measured) -> None:
    """Hold HR-positive against what is measured: one negative receptor leaves the other, two contradict it."""
    if measured.markers.pop("HR", None) is None:
        return
    states = [measured.markers.get(name) for name in ("ER", "PR")]
    if states == ["negative", "negative"]:
        message = "HR is given as positive, ER and PR as negative; ER and PR count"
        measured.notices.append(Notice("CONTRADICTION", message, "HR"))
    elif "positive" not in states:
        if None not in states or states == [None, None]:
            measured.markers["HR"] = "positive"
        else:
            measured.markers["PR" if states[1] is None else "ER"] = "positive"


def _fields(
    given: BiomarkersInput, said: dict[str, set[str | float]], measured: Measured
) -> Iterator[tuple[str, str | float | None]]:
    """Put what the text said into the fields of a request, which mean more than one marker each."""
    for name, field_name in _FIELDS.items():
        values = said.get(name)
        if not values:
            continue
        own = getattr(given, field_name)
        if name == "MSI":
            states = {"MSI-H" if value == "high" else "MSS" for value in values}
            if own is not None:
                states.add("MSI-H" if own == "MSI-H" else "MSS")
            if len(states) > 1:
                measured.notices.append(_unstable(", ".join(sorted(states))))
            yield field_name, min(states)
        else:
            yield field_name, _agreed(name, values | ({own} if own is not None else set()), measured)


def _together(name: str, values: set[str | float]) -> set[str | float]:
    """Join states of HER2 that say the same with different precision.

    HER2-low is a part of HER2-negative, and "equivocal" waits for what the other states (ASCO/CAP 2018, 2023).
    """
    if name != "HER2":
        return values
    known = values - {"equivocal"} or values
    return {"low"} if known == {"low", "negative"} else known


def _agreed(name: str, values: set[str | float], measured: Measured) -> str | float | None:
    """Give the one value of a biomarker, or None with a notice where there are several."""
    if len(values) == 1:
        return next(iter(values))
    shown = " and ".join(sorted(f"{value:g}" if isinstance(value, float) else str(value) for value in values))
    measured.notices.append(Notice("CONTRADICTION", f"{name} is given as {shown}; it counts as not known", name))
    return None


def _unstable(given: str) -> Notice:
    message = "microsatellite and mismatch-repair results disagree; the answer takes the tumor as MSI-H/dMMR"
    return Notice("CONTRADICTION", message, given)


def _states(given: BiomarkersInput, measured: Measured, lookup: Lookup) -> None:
    """Name the states and scores that criteria ask for, and the expression of the measured genes."""
    _instability(given, measured)
    scores = (("TMB", given.tmb), ("PD-L1 TPS", given.pdl1_tps), ("PD-L1 CPS", given.pdl1_cps))
    measured.markers.update({name: value for name, value in scores if value is not None})
    states = (
        ("HRD", given.hrd),
        ("ER", given.er),
        ("PR", given.pr),
        ("HER2 IHC", given.her2_ihc),
        ("HER2 ISH", given.her2_ish),
        ("HER2", her2_state(given.her2_ihc, given.her2_ish)),
    )
    measured.markers.update({name: value for name, value in states if value is not None})
    if measured.markers.get("HER2") == "discordant":
        measured.notices.append(_discordant(given.her2_ihc))
    for symbol, level, label in _expression(given):
        gene = lookup.gene_or_none(symbol)
        if gene is not None:
            measured.found.append(Found(Expression(gene, level), label))
    if given.her2_ish == "amplified" and (gene := lookup.gene_or_none("ERBB2")):
        measured.found.append(_amplified(gene))


def her2_state(ihc: str | None, ish: str | None) -> str | None:
    """Name the HER2 state by ASCO/CAP 2018 and 2023: positive, low, negative, equivocal or discordant.

    IHC 2+ is equivocal until ISH decides it. IHC 0 or 1+ with an amplified ISH is discordant: neither test is taken to be the
    wrong one, and the state stays open. ISH alone says nothing of the protein; it is an amplification (CLINICAL rule 6).
    """
    if ihc is None:
        return None
    if ihc == "3+":
        return "positive"
    if ihc == "2+":
        return {"amplified": "positive", "not amplified": "low"}.get(ish or "", "equivocal")
    if ish == "amplified":
        return "discordant"
    return "low" if ihc == "1+" else "negative"


def _discordant(ihc: str | None) -> Notice:
    message = (
        f"HER2 IHC {ihc} and an amplified HER2 ISH disagree; the HER2 state counts as not known until both are repeated"
    )
    return Notice("CONTRADICTION", message, "HER2")


def _instability(given: BiomarkersInput, measured: Measured) -> None:
    states = [_MSI[given.msi]] if given.msi else []
    states += [_MMR[given.mmr]] if given.mmr else []
    if not states:
        return
    measured.markers["MSI"] = "high" if "high" in states else "not high"
    if len(set(states)) > 1:
        measured.notices.append(_unstable(f"msi {given.msi}, mmr {given.mmr}"))


def _expression(given: BiomarkersInput) -> Iterator[tuple[str, str, str]]:
    """Give the protein expression of genes that the markers measure.

    PD-L1 is positive when either score is: TPS counts stained tumor cells alone, CPS also immune cells, so that a tumor may have
    TPS 0 and CPS 20. It is negative when every score given is below 1.
    """
    scores = [("TPS", given.pdl1_tps), ("CPS", given.pdl1_cps)]
    measured = [(name, score) for name, score in scores if score is not None]
    if measured:
        name, score = next((item for item in measured if item[1] >= _PDL1_POSITIVE), measured[0])
        yield "CD274", "positive" if score >= _PDL1_POSITIVE else "negative", f"PD-L1 {name} {score:g}"
    if given.her2_ihc is not None:
        level = {"3+": "high", "2+": "positive", "1+": "low", "0": "negative"}[given.her2_ihc]
        yield "ERBB2", level, f"HER2 IHC {given.her2_ihc}"
    if given.er is not None:
        yield "ESR1", given.er, f"ER {given.er}"
    if given.pr is not None:
        yield "PGR", given.pr, f"PR {given.pr}"


def _amplified(gene: Gene) -> Found:
    return Found(CopyChange(gene, CopyCall.AMPLIFICATION), "HER2 ISH amplified")
