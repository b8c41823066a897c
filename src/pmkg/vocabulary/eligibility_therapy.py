"""Read which earlier therapies an eligibility sentence asks for or rules out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmkg.vocabulary.eligibility_words import Found, without_examples

_RECEIVED = re.compile(
    r"^\W*(?:(?:patients?|subjects?|participants?|individuals?|those|has|have|had|who|with|any|documented|history|of|is"
    r"|are|were|was|must|a|the|known)\s+)*"
    r"(?P<no>no |not |never |without )?(?:have |has |had |any )*(?:(?:received|receipt of|undergone|exposed to|exposure to"
    r"|been treated with|treated with|treatment with|therapy with|use of)\s*)?"
    r"(?:(?:any|a|an)\s+)?(?P<prior>prior|previous(?:ly)?|earlier)\s*(?:\(?s?\)?)?\s*(?:systemic |anti-?cancer |any "
    r"|and/or |or |current |ongoing )*"
    r"(?:(?:treatments?|therap(?:y|ies)|exposures?|use|receipt|administration|received|treated|receiving"
    r"|regimens?)\s*(?:with|to|of|including|containing|using)?\s*)?"
    r"(?:(?:an|a|any|one or more|the|other|another)\s+)*(?P<what>.+?)\W*$",
    re.IGNORECASE,
)
_NAIVE = re.compile(r"(?P<what>[\w/-]+(?: [\w/-]+){0,3}?)(?:[- ](?:treatment|therapy))?[- ]na[iï]ve\b", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,\s*(?:and/or|or|and)?|/(?=\s)|\bor\b|\band/or\b|\band\b)\s*", re.IGNORECASE)
_MUST = re.compile(
    r"^\W*(?:(?:patients?|subjects?|participants?|must|has|have|having|had|been|previously|should)\s+)*(?:received"
    r"|treated with|progress(?:ed|ion) (?:on|during|after|following)(?: or (?:on|after))?)\s+"
    r"(?:(?:at least|one|1|prior|previous|a|an|any|line|lines|of|therapy|treatment|with)\s+)*(?P<what>.+?)\W*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[- ]based)?(?:[- ](?:therap(?:y|ies)|treatments?|agents?|regimens?|monotherapy))?$", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:within|unless|except|for (?:the|current|this|advanced|locally|metastatic|early|their)|in the|prior to|before"
    r"|during|after|since|only|more than|\d+ (?:weeks?|days?|months?)|other than|if|lines?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TherapySaid:
    """Hold the drugs and classes of which a sentence speaks; ``had`` says whether it asks that one was given."""

    names: tuple[str, ...]
    had: bool


def read_therapies(sentence: str, exclusion: bool) -> tuple[Found[TherapySaid], ...]:
    """Read an earlier therapy: "Prior treatment with an EGFR TKI", "No prior immunotherapy", "Received osimertinib".

    The names are words; the caller finds their drugs. A reading is not firm where a time, a setting or an exception limits it.
    """
    text = without_examples(sentence)
    firm = not _LIMITED.search(_PRIOR_TO.sub(" ", text))
    prior = _RECEIVED.match(text)
    if prior:
        names = _names(prior["what"])
        had = not prior["no"]
        return (
            (Found(prior.start("what"), prior.end("what"), TherapySaid(names, had), firm and (had == exclusion)),)
            if names
            else ()
        )
    must = None if exclusion else _MUST.match(text)
    if must:
        names = _names(must["what"])
        return (
            (Found(must.start("what"), must.end("what"), TherapySaid(names, True), firm and len(names) == 1),)
            if names
            else ()
        )
    return ()


_PRIOR_TO = re.compile(r"^\W*prior to", re.IGNORECASE)


def _names(words: str) -> tuple[str, ...]:
    plain = re.sub(r"\s*[\[(][^\])]*[\])]", "", words).strip(" .;:,")
    parts = [_TAIL.sub("", part).strip(" .;:,") for part in _LIST.split(plain)]
    return tuple(
        re.sub(r"^(?:an?|any|the|other|another|prior)\s+", "", part, flags=re.IGNORECASE) for part in parts if part
    )
