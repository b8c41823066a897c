"""Find what a trial's title says of every patient: "in Patients With FGFR2-Rearranged Cholangiocarcinoma Who Progressed"."""

from __future__ import annotations

import re

_SUBJECTS = re.compile(
    r"\b(?:patients?|participants?|subjects?|adults?|adolescents?|people|persons?|individuals?|men|women|children)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:in|for)\b(?! (?:combination|the treatment))", re.IGNORECASE)
# a course of treatment says which patients are meant; it would else be taken for a demand about a treatment
_COURSE = re.compile(
    r"\b(?:(?:previously|systemic|heavily)[ -])?(?:pre)?-?(?:un)?treated\b(?! with)|\btreatment[- ]na[iï]ve\b"
    r"|\b(?:first|second|third|later|[1-3])(?:st|nd|rd)?[- ]?(?:line|L)\b(?: (?:setting|treatment|therapy))?",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.;:\[]|\b(?:who|whom|whose|that|which|after|following|before|during|progress\w*|refractory|resistan\w+|intoleran\w+|fail\w*"
    r"|treated with|receiving|having|undergoing|compared|versus|vs|to (?:assess|evaluate|determine|compare))\b",
    re.IGNORECASE,
)
_OF_NOBODY = re.compile(
    r"\b(?:screen\w*|regardless|irrespective|with and without|with or without|and/or without|umbrella|basket|platform)\b"
    r"(?! (?:chemotherapy|\w+mab|\w+nib))",
    re.IGNORECASE,
)


def patients_of_title(title: str) -> str:
    """Give the words of a title that say which patients it is about, "" where none do.

    They end where the title goes on to a treatment or a comparison, and words for the line of treatment are left out.

    >>> patients_of_title("A Study of Sotorasib in Participants With Previously Treated KRAS G12C-mutated NSCLC Versus Docetaxel")
    'With KRAS G12C-mutated NSCLC'
    >>> patients_of_title("Molecular Screening of Patients With EGFR Mutations"), patients_of_title("An Extension Study")
    ('', '')
    """
    if _OF_NOBODY.search(title):
        return ""
    about = _SUBJECTS.search(title) or next(reversed(list(_PLACE.finditer(title))), None)
    if about is None:
        return ""
    words = _COURSE.sub(" ", title[about.end() :])
    end = _END.search(words)
    return " ".join((words[: end.start()] if end else words).split())
