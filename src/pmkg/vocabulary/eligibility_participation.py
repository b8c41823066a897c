"""Find the demand that a patient comes from an earlier study: a rollover takes nobody else, whatever its criteria say."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STUDY = r"(?:stud(?:y|ies)|trials?|protocols?)\b"
_LINE = re.compile(
    rf"\bparent\b[^.;]{{0,40}}\b{_STUDY}"
    rf"|\b(?:enrolled|participating|treated|receiving)\b[^.;]{{0,80}}\b(?:in|on|within)\b[^.;]{{0,40}}\bsponsored\s+{_STUDY}"
    r"|\b(?:have|has) completed (?:protocol|study|trial)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\broll-?over\b|\bcontinued access\b|\bpost-trial access\b|\bextension (?:study|trial)\b", re.IGNORECASE
)


def earlier_study(titles: Iterable[str], lines: Iterable[str]) -> str:
    """Give the words that ask for an earlier study, a line of the criteria before the title, "" where none do.

    >>> earlier_study(["A rollover study"], ["Adults", "* Currently receiving the drug in the parent study"])
    '* Currently receiving the drug in the parent study'
    >>> earlier_study(["A study"], ["No participation in another study within 30 days"])
    ''
    """
    found = [line for line in lines if _LINE.search(line)]
    return next(iter([*found, *(title for title in titles if _TITLE.search(title))]), "")
