"""Read biomarkers that are no variant of one gene from eligibility sentences, as text in the profile grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from pmkg.vocabulary.eligibility_genomic import GenomicSaid, about_treatment
from pmkg.vocabulary.eligibility_words import Found

_SIGN = {
    "≥": ">=",
    "⩾": ">=",
    ">/=": ">=",
    "=>": ">=",
    "greater than or equal to": ">=",
    "at least": ">=",
    "≤": "<=",
    "less than": "<",
    "more than": ">",
    "greater than": ">",
}
_COMPARED = (
    r"(?P<sign>≥|⩾|>\s?/?\s?=|≤|<\s?=|>|<|greater than or equal to|at least|less than|more than"
    r"|greater than)\s*(?P<value>\d+(?:\.\d+)?)"
)
_STATE = r"(?P<state>positiv(?:e|ity)|negativ(?:e|ity)|ultra-?low|low|\+|-(?![\w-]))"
_HER2 = r"(?:(?:human )?epidermal growth factor(?: receptor)?(?: type)?[ -]?2\s*[(\[]?\s*)?(?:HER-?2(?:/neu)?|ERBB2)\b\s*[)\]]?"
_ER = r"(?:(?:o?estrogen[ -]receptors?)\s*(?:[(\[]\s*ER\s*[)\]])?|\bER)"
_PR = r"(?:(?:progesterone[ -]receptors?)\s*(?:[(\[]\s*(?:PR|PgR)\s*[)\]])?|\bPg?R)"
_HR = r"(?:(?:hormone[ -]receptors?)\s*(?:[(\[]\s*HR\s*[)\]])?|\bHR)"
_MSI_HIGH = (
    r"microsatellite[ -]instability[ -]?-?high|MSI[- ]?h(?:igh|i)?\b|mismatch[ -]repair[ -]deficien(?:t|cy)"
    r"|deficient (?:DNA )?mismatch repair|d-?MMR\b|MMR[- ]deficien(?:t|cy)"
)
_MSI_LOW = (
    r"microsatellite[ -]stable|\bMSS\b|mismatch[ -]repair[ -]proficien(?:t|cy)|proficient mismatch repair|p-?MMR\b"
    r"|MMR[- ]proficien(?:t|cy)"
)
_PDL1 = r"(?:programmed (?:cell )?death[ -](?:receptor[ -])?(?:protein[ -])?(?:ligand[ -]?1|1)\s*[(\[]?\s*)?PD-?L1\b\s*[)\]]?"
_SCORE = r"(?P<score>TPS|CPS|tumou?r proportion score|combined positive score)"


def _state(text: str) -> str:
    lower = text.lower()
    if lower in {"+", "positivity"}:
        return "positive"
    if lower in {"-", "negativity"}:
        return "negative"
    return lower.replace("ultra-low", "ultralow")


def _sign(text: str) -> str:
    plain = re.sub(r"\s+(?=[=/])|(?<=/)\s+", "", text.lower())
    return _SIGN.get(plain, plain)


def _of(name: str) -> Callable[[re.Match[str]], str]:
    return lambda hit: f"{name} {_state(hit['state'])}"


def _score(hit: re.Match[str]) -> str:
    score = "CPS" if (hit["score"] or "").lower() in {"cps", "combined positive score"} else "TPS"
    return f"PD-L1 {score} {_sign(hit['sign'])} {hit['value']}"


def _pdl1_state(hit: re.Match[str]) -> str:
    return f"PD-L1 {_state(hit['state'])}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), write)
    for pattern, write in (
        (r"\btriple[- ]negative\b|\bTNBC\b", lambda hit: "triple negative"),
        (rf"{_HER2}[ -]*(?:receptor |protein |status |expression )?{_STATE}", _of("HER2")),
        (rf"{_HR}[ -]*{_STATE}", _of("HR")),
        (rf"{_ER}\s*(?:and/or|and / or|or|/)\s*{_PR}[ -]*{_STATE}", _of("HR")),
        (rf"{_ER}[ -]*{_STATE}", _of("ER")),
        (rf"{_PR}[ -]*{_STATE}", _of("PR")),
        (rf"(?:{_MSI_LOW})", lambda hit: "MSS"),
        (rf"(?:{_MSI_HIGH})", lambda hit: "MSI-H"),
        (rf"{_PDL1}[^.;]{{0,60}}?{_SCORE}\W{{0,4}}(?:of\s*)?{_COMPARED}\s?%?", _score),
        (
            rf"{_PDL1}\s*(?:expression|status|level|positive)?\W{{0,4}}(?:defined as|of"
            rf"|in)?\W{{0,3}}{_COMPARED}\s?%\s*(?:of (?:tumou?r cells|(?P<score>TPS|CPS)))?",
            _score,
        ),
        (rf"{_PDL1}\s*(?:expression (?:is )?)?{_STATE}", _pdl1_state),
        (rf"(?P<state>positiv(?:e|ity)|negativ(?:e|ity)) for {_PDL1}", _pdl1_state),
        (
            rf"(?:tumou?r mutational burden|\bTMB\b)[^.;≥>]{{0,30}}{_COMPARED}\s*(?:mut\w*)?",
            lambda hit: f"TMB {_sign(hit['sign'])} {hit['value']}",
        ),
        (r"\bTMB[- ]?h(?:igh)?\b|\bTMB-H\b", lambda hit: "TMB-H"),
        (
            r"\b(?:Philadelphia(?:[ -]chromosome)?|Ph)(?:[ -]chromosome)?\s?-?\s?(?P<state>positive\b|\+)",
            lambda hit: "Ph positive",
        ),
        (
            r"\b(?:Philadelphia(?:[ -]chromosome)?|Ph)(?:[ -]chromosome)?\s?-?\s?(?:negative\b)",
            lambda hit: "NOT Ph positive",
        ),
        (r"\bBCR(?:-|/|::)ABL1?\b(?:[ -]?(?:positive|\+|fusion|rearrange(?:d|ment)))?", lambda hit: "BCR::ABL1 Fusion"),
        (
            r"\bPML(?:-|/|::)RARA?\w*\b(?:[ -]?(?:positive|\+|fusion|rearrange(?:d|ment)))?",
            lambda hit: "PML::RARA Fusion",
        ),
        (r"\bt\((?P<name>15;17|9;22)\)(?:\([pq\d.;]+\))?", lambda hit: f"t({hit['name']})"),
        (r"\b(?:del(?:etion)?\s?\(?17p\)?|17p[ -]?del(?:etion)?)", lambda hit: "17p deletion"),
    )
)
_NEGATED = re.compile(
    r"\b(?:no|not|without|non|never|lack(?:ing)? of|absence of|excluding)[\s-]+(?:\w+[\s-]+){0,3}$", re.IGNORECASE
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_OPEN = re.compile(
    r"(?<!positive )(?<!negative )\bstatus (?!positive|negative)|\bor unknown\b|\bdetermin|\bregardless", re.IGNORECASE
)


def read_markers(sentence: str) -> tuple[Found[GenomicSaid], ...]:
    """Read the biomarkers of a sentence: HER2, ER, PR, PD-L1, MSI, TMB, chromosomes.

    >>> [one.said.profile for one in read_markers("ER+/HER2- tumor with PD-L1 TPS ≥50%")]
    ['ER positive', 'HER2 negative', 'PD-L1 TPS >= 50']
    """
    found = sorted(_found(sentence), key=lambda one: one.start)
    kept = [one for one in found if not _explains(sentence, found[0], one)]
    loose = any(
        left.said != right.said and _OR.search(sentence[left.end : right.start]) for left, right in pairwise(kept)
    )
    return tuple(Found(one.start, one.end, one.said, one.firm and not loose) for one in kept)


_OF_MARKERS = re.compile(r"(?:NOT )?(?:HER2|HR|ER|PR|PD-L1|MSI-H|MSS|TMB|TMB-H|triple|Ph)(?: |$)")


def names_marker(profile: str) -> bool:
    """Say whether a profile that was read is of a biomarker, and of no gene's change.

    >>> names_marker("HER2 low"), names_marker("MSI-H"), names_marker("ERBB2 Amplification")
    (True, True, False)
    """
    return _OF_MARKERS.match(profile) is not None


def _explains(sentence: str, first: Found[GenomicSaid], one: Found[GenomicSaid]) -> bool:
    """Say whether a reading stands in a bracket that says again what the first one says."""
    between = sentence[first.end : one.start]
    return one is not first and between.count("(") + between.count("[") > between.count(")") + between.count("]")


def _found(sentence: str) -> Iterator[Found[GenomicSaid]]:
    taken: list[tuple[int, int]] = []
    for pattern, write in _FORMS:
        for hit in pattern.finditer(sentence):
            if any(start < hit.end() and hit.start() < end for start, end in taken):
                continue
            taken.append(hit.span())
            profile = write(hit)
            negated = bool(_NEGATED.search(sentence[: hit.start()])) != profile.startswith("NOT ")
            firm = not _OPEN.search(sentence) and not about_treatment(sentence, hit.start(), hit.end())
            yield Found(hit.start(), hit.end(), GenomicSaid(profile.removeprefix("NOT "), negated), firm)
