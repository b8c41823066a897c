"""Read what a source's sentence says of its patients: their receptors, and the course of resistance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pmkg.model.kinds import Course
from pmkg.vocabulary.ontology_files import read_toml

_CLAUSE = re.compile(r"(?<!\b[A-Z])[.;](?=\s|$)")
_PART = re.compile(r"[^.;]+")
_ADVICE = re.compile(r"\b(?:should|must|unless|if)\b")
"""What is said of some of the patients only: "those with HR-positive cancer should have had endocrine therapy"."""
_LISTED = re.compile(r"\((?:2|ii|b)\)").search
"""The second of several indications in one text: each has patients of its own."""
_REACH = 60
_ACQUIRED = re.compile(
    r"\b(?:acquired|secondary)(?: \w+){0,2}[ -]resistan|\bresistan\w+(?: \w+){0,3} acquired\b|\bdevelop\w*(?: \w+){0,2} resistan|"
    r"\bacquired(?: [\w-]+){0,4} (?:mutations?|variants?|alterations?|amplifications?)\b|"
    r"\bat (?:the )?(?:time of )?(?:disease )?(?:progression|relapse)\b",
    re.IGNORECASE,
)
_PRIMARY = re.compile(
    r"\b(?:primary|intrinsic|innate|de novo|inherent)(?: (?!mode)\w+){0,2}[ -](?:resistan|refractor)", re.I
)


@dataclass(frozen=True, slots=True)
class _Receptor:
    state: str
    pattern: re.Pattern[str]


def receptors_of(sentence: str) -> tuple[str, ...]:
    """Give the receptor states of the patients in a sentence, sorted; none where it speaks of two states of a receptor.

    >>> receptors_of("In a phase 3 trial of patients with advanced HR+ HER2- breast cancer, progression was later.")
    ('HER2 negative', 'HR positive')
    >>> receptors_of("Both HER2-positive and HER2-negative tumors responded.")
    ()
    """
    if _LISTED(sentence):
        return ()
    told = _PART.sub(lambda part: "" if _ADVICE.search(part[0]) else part[0], sentence)
    found: dict[str, set[str]] = {}
    of = re.compile(read_toml("tumor_words.toml")["population"]["of"], re.IGNORECASE)
    for receptor in _receptors():
        name, _, state = receptor.state.partition(" ")
        for match in receptor.pattern.finditer(told):
            clause = _CLAUSE.split(told[match.end() : match.end() + _REACH], 1)[0]
            before = _CLAUSE.split(told[max(0, match.start() - _REACH) : match.start()])[-1]
            named = of.search(clause) or of.search(before)
            found.setdefault(name, set()).add(state if named else "")
    return tuple(
        sorted(f"{name} {state}" for name, states in found.items() if len(states) == 1 for state in states if state)
    )


def says_hormone_receptors(text: str) -> bool:
    """Say whether a text asks for hormone receptors and for neither of them by its own name.

    >>> says_hormone_receptors("hormone receptor (HR)-positive breast cancer"), says_hormone_receptors("ER-positive, HR-positive")
    (True, False)
    """
    named = {receptor.state for receptor in _receptors() if receptor.pattern.search(text)}
    return "HR positive" in named and "ER positive" not in named


def grades_of(sentence: str) -> tuple[str, ...]:
    """Give the tumors of a stated grade on which a study was made, as conditions, each told once.

    >>> grades_of("331 patients with IDH-mutant grade 2 gliomas had vorasidenib; grade 3 rash was seen.")
    ('described in grade 2 gliomas',)
    """
    pattern = read_toml("tumor_words.toml")["population"]["grade"]
    return tuple(dict.fromkeys(f"described in {found[0]}" for found in re.finditer(pattern, sentence, re.IGNORECASE)))


def courses_of(sentence: str) -> tuple[Course, ...]:
    """Say whether a sentence on resistance describes it as acquired under treatment, as primary, or as both.

    >>> courses_of("MET amplification was found in patients with acquired resistance to gefitinib.")
    (<Course.ACQUIRED: 'ACQUIRED'>,)
    """
    told = ((Course.ACQUIRED, _ACQUIRED), (Course.PRIMARY, _PRIMARY))
    return tuple(course for course, words in told if words.search(sentence))


@cache
def _receptors() -> tuple[_Receptor, ...]:
    rows = read_toml("tumor_words.toml")["population"]["receptor"]
    return tuple(_Receptor(row["state"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
