"""Read biomarkers that are no gene variant: instability, burden, receptor status, scores, chromosome arms.

MSI-high and mismatch-repair deficiency are one state for eligibility, as are MSS, MSI-low and proficiency (CLINICAL rule 21).
A PD-L1 percentage without a named score is the tumor proportion score.
"""

from __future__ import annotations

import re
from functools import cache

from pmkg.model.criterion import FusionClass, Marker, Score
from pmkg.model.profile import Leaf, Profile, conjunction, disjunction, negation
from pmkg.vocabulary.gene_text import Genes

_MSI_HIGH = (
    r"msi[- ]?h(?:igh)?|microsatellite instability[- ]high"
    r"|d[- ]?mmr|mmr[- ]?d(?:eficien(?:t|cy))?|mismatch repair deficien(?:t|cy)"
)
_MSI_NOT_HIGH = (
    r"mss|msi[- ]?l(?:ow)?|msi not high|non-?msi-?h|microsatellite stable"
    r"|p[- ]?mmr|mmr[- ]?p(?:roficien(?:t|cy))?|mismatch repair proficien(?:t|cy)"
)
_TMB = r"(?:tmb|tumou?r mutational burden)"
_RECEPTOR = r"her-?2(?:/neu)?|er|pr|cd\d+\w?|ki-?67|p16|cldn18\.2|claudin 18\.2"
_STATE = r"(?P<state>positive|negative|low|ultra-?low|high|zero|null|\+|-|pos|neg)"
_STATED = rf"(?:[ -]|(?=[+-]$)){_STATE}"
_COMPARED = (
    r"(?P<comparator>>=|<=|>|<|=|\N{GREATER-THAN OR EQUAL TO}|\N{LESS-THAN OR EQUAL TO})\s*(?P<value>\d+(?:\.\d+)?)"
)
_UNIT = r"\s*(?:%|percent|(?:mutations?|muts?)\s*/\s*(?:mb|megabase))?"

_FORMS = tuple(
    (name, re.compile(pattern, re.IGNORECASE).fullmatch)
    for name, pattern in (
        ("msi high", _MSI_HIGH),
        ("msi not high", _MSI_NOT_HIGH),
        ("tmb", rf"{_TMB}[- ]?(?P<call>h(?:igh)?|l(?:ow)?)(?:\s*\(?\s*{_COMPARED}{_UNIT}\s*\)?)?"),
        ("score", rf"(?P<name>{_TMB}){_UNIT}\s*{_COMPARED}{_UNIT}"),
        (
            "pd-l1",
            rf"pd-?l1\s*\(?(?P<score>tps|cps|ic|tc|tap|tiic)?\)?\s*{_COMPARED}{_UNIT}\s*(?P<after>tps|cps|ic|tc|tap|tiic)?",
        ),
        ("pd-l1 status", rf"pd-?l1(?: expression)?[ -]?{_STATE}"),
        (
            "hrd",
            r"(?:hrd|homologous recombination (?:repair )?deficien(?:t|cy))(?:[ -]?(?P<state>positive|negative|\+))?|hrp",
        ),
        ("hormone", rf"(?:hr|hormone receptors?){_STATED}"),
        ("receptor", rf"(?P<name>{_RECEPTOR}){_STATED}"),
        ("stained", rf"(?P<name>c-?met|cldn18\.2|claudin 18\.2|folr1|her-?2|ki-?67)\s*{_COMPARED}{_UNIT}"),
        (
            "ihc",
            r"her-?2(?:/neu)?[ -]?(?:ihc[ :-]*)?(?P<grade>[0-3])\+|her-?2(?:/neu)?[ -]ihc[ :-]*(?P<zero>0)",
        ),
        ("ish", r"her-?2(?:/neu)?[ -]f?ish[ :-]*(?P<state>amplified|not amplified|positive|negative|\+|-)"),
        (
            "arm",
            r"(?P<name>(?:[1-9]|1\d|2[0-2]|x|y)[pq](?:[\d.]+)?)[ -]?(?P<state>del(?:etion)?|loss|gain|amplification)",
        ),
        ("codeletion", r"1p\s*/?\s*19q (?:co-?deletion|codeleted)"),
        ("philadelphia", rf"(?:ph|philadelphia(?: chromosome)?)[ -]?(?:1[ -]?)?{_STATE}"),
        ("translocation", r"t\((?P<name>15;17|9;22)\)(?:\([pq\d.;]+\))?"),
        ("signature", r"(?:cosmic )?(?:signature )?(?P<name>sbs\d+[a-z]?)(?: signature)?(?: present)?"),
        (
            "process",
            r"(?P<name>tobacco|temozolomide|tmz|pole|apobec|ultraviolet|uv)(?: mutational)? signature"
            r"(?: (?P<state>present|absent|positive|negative))?",
        ),
        ("methylation", r"methylation (?:signature|class) (?P<name>\S+)(?: present)?"),
        (
            "named",
            # a bare CK, or one that is positive, is cytokeratin; only the complex karyotype is graded
            r"(?P<name>whole genome doubling|kataegis|complex karyotype|ck(?= (?:high|low)$)|aneuploidy)"
            r"(?: (?P<state>positive|negative|high|low|present))?",
        ),
        ("triple negative", r"triple[- ]negative|tnbc"),
    )
)
_FUSIONS = {"15;17": ("PML", "RARA"), "9;22": ("BCR", "ABL1")}
_STATES = {
    "+": "positive",
    "pos": "positive",
    "-": "negative",
    "neg": "negative",
    "ultra-low": "ultralow",
    "zero": "negative",
    "null": "negative",
}
_NAMES = {
    "her-2": "HER2",
    "her2/neu": "HER2",
    "her-2/neu": "HER2",
    "ki-67": "Ki-67",
    "ki67": "Ki-67",
    "p16": "p16",
    "c-met": "MET IHC",
    "cmet": "MET IHC",
    "claudin 18.2": "CLDN18.2",
    "ck": "complex karyotype",
}
# the processes that leave a mutational signature, by the names that panels report
_PROCESSES = {
    "tobacco": "tobacco",
    "temozolomide": "temozolomide",
    "tmz": "temozolomide",
    "pole": "POLE",
    "apobec": "APOBEC",
    "ultraviolet": "ultraviolet",
    "uv": "ultraviolet",
}
_COMPARATORS = {"\N{GREATER-THAN OR EQUAL TO}": ">=", "\N{LESS-THAN OR EQUAL TO}": "<="}


def parse_marker(text: str, genes: Genes) -> Profile | None:
    """Read a biomarker text into a profile, or give None if it is not one.

    >>> parse_marker("dMMR", lambda symbol: None).text, parse_marker("HR positive", lambda symbol: None).text
    ('MSI high', 'ER positive OR PR positive')
    """
    body = " ".join(text.split())
    for form, matches in _FORMS:
        found = matches(body)
        if found is not None:
            return _build(form, body, {key: value or "" for key, value in found.groupdict().items()}, genes)
    return None


@cache
def hormone_receptors(state: str) -> Profile:
    """Ask for hormone receptors: positive is one of the two, negative is both (ASCO/CAP 2020).

    >>> hormone_receptors("negative").text
    'ER negative AND PR negative'
    """
    parts: list[Profile] = [Leaf(Marker("ER", state)), Leaf(Marker("PR", state))]
    return conjunction(parts) if state == "negative" else disjunction(parts)


def _build(form: str, body: str, part: dict[str, str], genes: Genes) -> Profile | None:
    state = _state(part.get("state", ""))
    match form:
        case "msi high":
            return Leaf(Marker("MSI", "high"))
        case "msi not high":
            return Leaf(Marker("MSI", "not high"))
        case "tmb":
            high = part["call"].lower().startswith("h")
            return Leaf(Score("TMB", part["comparator"] or (">=" if high else "<"), float(part["value"] or 10)))
        case "score":
            return Leaf(Score("TMB", _comparator(part), float(part["value"])))
        case "pd-l1":
            score = (part["score"] or part["after"] or "tps").upper().replace("TIIC", "IC")
            return Leaf(Score(f"PD-L1 {score}", _comparator(part), float(part["value"])))
        case "pd-l1 status":
            return Leaf(Marker("PD-L1", state))
        case "hrd":
            return Leaf(Marker("HRD", "negative" if body.lower() == "hrp" else state or "positive"))
        case "hormone":
            return hormone_receptors(state)
        case "triple negative":
            return conjunction([Leaf(Marker(name, "negative")) for name in ("ER", "PR", "HER2")])
        case "philadelphia":
            fusion = _fusion("9;22", genes)
            return negation(fusion) if fusion and state == "negative" else fusion
        case "translocation":
            return _fusion(part["name"], genes)
        case "stained":
            return Leaf(Score(_name(part["name"]), _comparator(part), float(part["value"])))
        case "ihc":
            return Leaf(Marker("HER2 IHC", f"{part['grade']}+" if part["grade"].strip("0") else "0"))
        case "ish":
            return Leaf(Marker("HER2 ISH", "not amplified" if state in {"negative", "not amplified"} else "amplified"))
        case "arm":
            arm = part["name"].lower()
            return Leaf(Marker(arm, "deletion" if state in {"del", "loss", "deletion"} else state))
        case "codeletion":
            return Leaf(Marker("1p/19q", "codeletion"))
        case "methylation":
            return Leaf(Marker(f"methylation class {part['name']}", "present"))
        case "signature":
            return Leaf(Marker(part["name"].upper()[:3] + part["name"][3:].lower(), "present"))
        case "process":
            absent = state in {"absent", "negative"}
            return Leaf(Marker(f"{_PROCESSES[part['name'].lower()]} signature", "absent" if absent else "present"))
        case "named":
            return Leaf(Marker(_name(part["name"], lower=True), "present" if state in {"", "positive"} else state))
        case _:
            return Leaf(Marker(_name(part["name"]), state))


def _fusion(name: str, genes: Genes) -> Profile | None:
    five, three = (genes(symbol) for symbol in _FUSIONS[name])
    return Leaf(FusionClass(five, three)) if five and three else None


def _state(text: str) -> str:
    lower = text.lower()
    return _STATES.get(lower, lower)


def _comparator(part: dict[str, str]) -> str:
    return _COMPARATORS.get(part["comparator"], part["comparator"])


def _name(text: str, *, lower: bool = False) -> str:
    known = _NAMES.get(text.lower())
    return known or (text.lower() if lower else text.upper())
