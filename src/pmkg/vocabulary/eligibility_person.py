"""Read age, sex and performance status from eligibility sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmkg.vocabulary.eligibility_words import Found

_UNIT = r"(?P<unit{n}>years?|yrs?|y/?o|months?|weeks?|days?)"
_NUMBER = r"(?P<n{n}>\d{{1,3}}(?:\.\d)?)"
_LEAST = (
    r"(?:≥|>\s?/?\s?=|=\s?>|⩾|at least|no less than|not less than|minimum(?: age)?(?: of)?"
    r"|(?:equal to or )?greater than or equal to|equal or greater (?:to|than)|equal to or (?:greater|older|more) than"
    r"|older than or equal to|from)"
)
_MOST = (
    r"(?:≤|<\s?/?\s?=|=\s?<|⩽|at most|no (?:more|older) than|not (?:more|older) than|maximum(?: age)?(?: of)?"
    r"|(?:equal to or )?less than or equal to|equal or less than|up to|younger than or equal to|to)"
)
_MORE = r"(?:>|\uff1e|more than|older than|over(?: the age of)?|above(?: the age of)?|greater than)"
_LESS = r"(?:<|\uff1c|less than|younger than|under(?: the age of)?|below(?: the age of)?)"
_AGE = r"(?:ages?d?|years?[- ]of[- ]age|years?[- ]old|yrs?[- ]old|year-olds?|old|y/?o)"


def _n(pattern: str, number: int) -> str:
    return pattern.replace("{n}", str(number)).replace("{{", "{").replace("}}", "}")


_BOTH_BOUNDS = re.compile(
    rf"(?P<low>{_LEAST}|{_MORE}|between|aged?|ages?:?|:)?\s*{_n(_NUMBER, 1)}\s*(?:{_n(_UNIT, 1)}(?:[- ]of[- ]age|[- ]old)?)?\s*"
    rf"(?P<joint>(?:and|to|through|,)?\s*(?:{_MOST}|{_LESS})|[-\u2013—~\uff5e]|to|and"
    rf"|through)\s*{_n(_NUMBER, 2)}\s*(?:{_n(_UNIT, 2)})?",
    re.IGNORECASE,
)
_ONE_BOUND = re.compile(
    rf"(?P<sign>{_LEAST}|{_MORE}|{_MOST}|{_LESS})\s*(?:the age of\s*)?{_n(_NUMBER, 1)}\s*(?:{_n(_UNIT, 1)})?",
    re.IGNORECASE,
)
_AND_OVER = re.compile(
    rf"{_n(_NUMBER, 1)}\s*{_n(_UNIT, 1)}?(?:[- ](?:of[- ]age|old))?\s*(?:and|or)\s*(?P<way>over|older|above|more|greater"
    rf"|up|younger|under|less|below)\b"
    rf"|{_n(_NUMBER, 2)}\s?\+\s*{_n(_UNIT, 2)}",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:age[ds]?|years?[- ]of[- ]age|years?[- ]old|yrs?[- ]old|year-olds?|adults?|legal age|years)\b", re.IGNORECASE
)
_NOT_OF_PATIENT = re.compile(
    r"\b(?:child-?bearing|contracept\w+|menopaus\w+|menstrua\w+|amenorrh\w+|gestation\w*|donors?|siblings?|parents?"
    r"|caregivers?|siblings|pack[- ]years|diagnos\w+|creatinine|pregnan\w+|partner\w*"
    r"|life expectancy|ULN|upper limit|normal|score|mg|weigh\w*|migraine|surviv\w+|disease[- ]free|ago|within|history"
    r"|follow-?up|since|prior|during|past|last|previous\w*|duration|remission|platelet\w*|blood|pressure|first (?:two"
    r"|three|2|3|enrolled))\b",
    re.IGNORECASE,
)
_FEMALE = re.compile(r"\b(?:females?|wom[ae]n|girls?)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:(?<!fe)males?|(?<!wo)m[ae]n|boys?)\b", re.IGNORECASE)
_SEX_STATED = re.compile(
    r"\W*(?:sex|gender)?\W*(?:(?:adult|biological|biologically|postmenopausal|premenopausal|pre-?"
    r"|post-?menopausal) )*(?:fe)?males?\b.*|\W*(?:adult )?(?:wo)?m[ae]n\b.*",
    re.IGNORECASE,
).fullmatch
# "WHO" in capitals only
_ECOG = re.compile(
    r"\b(?:ECOG|WHO(?= (?:PS|performance))|(?i:eastern[ -](?:cancer )?cooperative|world health organi[sz]ation|zubrod"
    r"|cooperative oncology group))\b"
)
_PERFORMANCE = re.compile(
    r"\bECOG\b|\bperformance (?:status|score|level)\b|\bPS\b|\b(?:KPS|karnofsky)\b", re.IGNORECASE
)
_GRADES = re.compile(
    r"(?:(?P<most>≤|<\s?/?\s?=|=\s?<|⩽|less than or equal to|at most|no (?:more|greater|worse) than|not (?:more"
    r"|greater) than|up to)\s*(?P<a>[0-4])"
    r"|(?P<less><|less than|below)\s*(?P<b>[1-5])"
    r"|(?P<least>≥|>\s?/?\s?=|greater than or equal to|at least)\s*(?P<c>[0-4])"
    r"|(?P<more>>|greater than|more than)\s*(?P<d>[0-4])"
    r"|(?<![\d.])(?P<first>[0-4])\s*(?:[-\u2013—~\uff5e]|to|through)\s*(?P<last>[0-4])(?!\d|\.\d|\s?%)"
    r"|(?<![\d.])0(?:\s*(?:,|/|or|and|,\s*or|,\s*and)\s*(?P<list>[1-4]))+(?!\d|\.\d|\s?%)"
    r"|(?:of|=|:|is|score)\s*(?P<only>0)(?!\d|\.\d|\s*(?:,|/|or|to|and|[-\u2013—~\uff5e])))",
    re.IGNORECASE,
)
_KARNOFSKY = re.compile(
    r"\b(?:KPS|karnofsky)\b[^.;≥>]{0,60}?(?P<sign>≥|>\s?/?\s?=|>|greater than or equal to|at least|more than|of at least"
    r"|not less than)\s*(?P<score>[1-9]0)\b",
    re.IGNORECASE,
)
_BY_AGE = re.compile(r"\b(?:lansky|play score|years?|aged?)\b", re.IGNORECASE)
_UNITS = {"m": 12.0, "w": 52.1786, "d": 365.25, "y": 1.0}


@dataclass(frozen=True, slots=True)
class AgeBound:
    """Hold one bound of age in years: ``comparator`` is ``>=``, ``>``, ``<=`` or ``<``."""

    comparator: str
    years: float


@dataclass(frozen=True, slots=True)
class SexSaid:
    """Hold the one sex that a sentence asks for: ``female`` or ``male``."""

    sex: str


@dataclass(frozen=True, slots=True)
class PerformanceSaid:
    """Hold the worst performance status that a sentence takes: an ECOG grade (0-5), or a Karnofsky score in percent."""

    scale: str
    limit: int


def read_ages(sentence: str) -> tuple[Found[AgeBound], ...]:
    """Read the bounds of the patient's age; a sentence that also counts other years gives none.

    >>> [(one.said.comparator, one.said.years) for one in read_ages("Age between 6 months and 17 years")]
    [('>=', 0.5), ('<=', 17.0)]
    """
    if not _MENTION.search(sentence) or _NOT_OF_PATIENT.search(sentence):
        return ()
    several = len(re.findall(r"\d+", sentence))
    both = _BOTH_BOUNDS.search(sentence)
    if both is not None and several <= 2:
        low = ">" if re.fullmatch(_MORE, both["low"] or "", re.IGNORECASE) else ">="
        high = (
            "<"
            if re.search(rf"{_LESS}\s*$", both["joint"], re.IGNORECASE) and not re.search(r"[=≤]|equal", both["joint"])
            else "<="
        )
        unit = both["unit1"] or both["unit2"]
        return (
            Found(both.start(), both.end(), AgeBound(low, _years(both["n1"], unit))),
            Found(both.start(), both.end(), AgeBound(high, _years(both["n2"], both["unit2"] or both["unit1"]))),
        )
    found = [_one_bound(hit) for hit in _ONE_BOUND.finditer(sentence)] or [
        _over(hit) for hit in _AND_OVER.finditer(sentence)
    ]
    return tuple(found) if len(found) == 1 and several == 1 else ()


def _one_bound(hit: re.Match[str]) -> Found[AgeBound]:
    sign = hit["sign"]
    comparator = next(
        name
        for name, pattern in ((">=", _LEAST), ("<=", _MOST), (">", _MORE), ("<", _LESS))
        if re.fullmatch(pattern, sign, re.IGNORECASE)
    )
    return Found(hit.start(), hit.end(), AgeBound(comparator, _years(hit["n1"], hit["unit1"])))


def _over(hit: re.Match[str]) -> Found[AgeBound]:
    down = (hit["way"] or "over").lower() in {"younger", "under", "less", "below"}
    number, unit = (hit["n1"], hit["unit1"]) if hit["n1"] else (hit["n2"], hit["unit2"])
    return Found(hit.start(), hit.end(), AgeBound("<=" if down else ">=", _years(number, unit)))


def _years(number: str, unit: str | None) -> float:
    return round(float(number) / _UNITS[(unit or "y")[0].lower()], 4)


def read_sex(sentence: str) -> tuple[Found[SexSaid], ...]:
    """Read the one sex that a sentence asks for; one that names both, or only tells one what to do, gives none."""
    female, male = _FEMALE.search(sentence), _MALE.search(sentence)
    hit = female or male
    if hit is None or (female and male) or not _SEX_STATED(sentence) or _NOT_OF_PATIENT.search(sentence):
        return ()
    return (Found(hit.start(), hit.end(), SexSaid("female" if female else "male"), len(sentence.split()) < 25),)


def read_performance(sentence: str) -> tuple[Found[PerformanceSaid], ...]:
    """Read the worst performance status that a sentence takes: "0-1" is ECOG at most 1, "Karnofsky >= 70%" is itself.

    >>> read_performance("ECOG performance status of 0, 1, or 2")[0].said
    PerformanceSaid(scale='ECOG', limit=2)
    """
    if not _PERFORMANCE.search(sentence):
        return ()
    karnofsky = _KARNOFSKY.search(sentence)
    ecog = _ECOG.search(sentence) or (karnofsky is None and re.search(r"\bperformance status\b|\bPS\b", sentence))
    if ecog:
        grades = [(hit, grade) for hit in _GRADES.finditer(sentence) if (grade := _worst(hit)) is not None]
        if grades:
            hit, grade = grades[0]
            alone = len(grades) == 1 and not _BY_AGE.search(sentence) and karnofsky is None
            return (Found(hit.start(), hit.end(), PerformanceSaid("ECOG", grade), alone),)
    if karnofsky is None:
        return ()
    above = re.fullmatch(r">|more than", karnofsky["sign"], re.IGNORECASE)
    score = int(karnofsky["score"]) + (10 if above else 0)
    alone = not ecog and not _BY_AGE.search(sentence)
    return (Found(karnofsky.start(), karnofsky.end(), PerformanceSaid("KPS", score), alone),)


def karnofsky_as_ecog(score: int) -> int:
    """Give the ECOG grade of a Karnofsky score (Ma et al. 2010, PMID:20674334).

    >>> [karnofsky_as_ecog(score) for score in (100, 80, 70, 50, 30)]
    [0, 1, 2, 3, 4]
    """
    return next((grade for grade, least in enumerate((100, 80, 60, 40)) if score >= least), 4)


def _worst(hit: re.Match[str]) -> int | None:
    """Give the worst grade of a match; a match that asks for at least a grade takes the patient in poor state: none."""
    part = hit.groupdict()
    if part["most"]:
        return int(part["a"])
    if part["less"]:
        return int(part["b"]) - 1
    if part["first"]:
        return int(part["last"]) if part["first"] == "0" else None
    if part["list"]:
        return int(part["list"])
    return 0 if part["only"] else None


def excluded_performance(sentence: str) -> tuple[Found[PerformanceSaid], ...]:
    """Read an exclusion by performance status: "ECOG >= 2" takes at most 1, "ECOG > 2" at most 2."""
    ecog = _ECOG.search(sentence)
    if ecog is None:
        return ()
    hits = [hit for hit in _GRADES.finditer(sentence, ecog.start()) if hit["least"] or hit["more"]]
    if len(hits) != 1:
        return ()
    hit = hits[0]
    limit = int(hit["c"]) - 1 if hit["least"] else int(hit["d"])
    alone = not _BY_AGE.search(sentence) and not re.search(r"karno", sentence, re.IGNORECASE)
    return (Found(hit.start(), hit.end(), PerformanceSaid("ECOG", limit), alone),)
