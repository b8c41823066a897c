"""The words of eligibility sentences that bind, loosen or say nothing.

A sentence becomes a firm criterion only where nothing in it loosens it. What loosens is listed here, with the reason for
each group; what is listed as filler may stand beside a criterion without adding anything to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Said = TypeVar("Said", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[Said]):
    """Hold what was read between two places of a sentence; ``firm`` is false where its words leave room."""

    start: int
    end: int
    said: Said
    firm: bool = True


_HEDGES = re.compile(
    "|".join(
        (
            # any value is taken, or the value is only to be known
            r"\b(?:regardless|irrespective|independent(?:ly)?) of\b|\bwhether or not\b|\bany status\b|\bunknown\b",
            r"\bstatus (?:must|should|is|was|has|will|needs?|to) (?:be |been )?(?:known|determin\w+|available|evaluat\w+"
            r"|assess\w+|documented)",
            r"\bstratif\w+|\b(?:specimen|sample|biopsy|tissue block)s? (?:is |are |must |for )",
            # a condition, an exception, a permission
            r"\b(?:unless|except|excepting|excluding|other than|provided|only if|if|when|where|in case|in the case"
            r"|in the event|depending)\b",
            r"\b(?:eligible|allowed|permitted|acceptable|accepted|enrolled|may|can|could|considered|recommended|consider)\b",
            r"\b(?:applicable|only|for (?:patients|subjects|participants|individuals|those)|in (?:patients|subjects"
            r"|participants|individuals))\b",
            r"\bwho (?:have|has|had|are|is|received|progressed|failed|underwent)\b|\bmust (?:also )?have (?:also "
            r"|previously )?(?:received|had|progressed|failed|been)\b|\b(?:has|have) not\b",
            r"\bas indicated by\b|\bshould (?:be offered|receive)\b|\bno need\b|\bwill be defined\b|\bnot (?:required"
            r"|necessary|needed|excluded|mandatory)\b|\bwill be (?:assigned|used)\b",
        )
    ),
    re.IGNORECASE,
)
_PART = re.compile(
    r"^\W*(?:for\s+|in\s+|only\s+)?(?:the\s+)?(?:[\w.-]+\s+){0,3}?(?:cohorts?|parts?|arms?|phase|groups? ?(?:\d|[A-E]\b)"
    r"|sub-?stud(?:y|ies)|sub-?protocols?|EXP-?\d|stage [12])\b[^:\uff1a]{0,80}[:\uff1a]"
    r"|\((?:cohorts?|parts?|arms?|phase|groups?|safety lead)\b[^)]*\)"
    r"|\b(?:for|in|of|to) (?:some|one|certain|any|both|the)? ?(?:parts?|cohorts?|arms?|phases?) \w+",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:history of|histories|prior|previous(?:ly)?|past|within (?:the )?(?:last |past |previous )?\d"
    r"|at least \d+ (?:days?|weeks?|months?|years?)"
    r"|concurrent|concomitant|other (?:active |primary )?(?:malignan|cancer|tumou?r)|second(?:ary)? (?:active "
    r"|primary )?malignan|another|co-?existing|family)\b",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"[\[(]\s*(?:e\.\s?g\.?|eg\b|as in|such as|for example|including but not limited|like\b)[^\])]*[\])]"
    r"|(?:,\s*)?\b(?:e\.g\.|eg,|such as|for example)[^.;)\]]*",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:patients?|participants?|subjects?|individuals?|people|persons?|men|women|adults?|must|should|shall|have|has|had"
    r"|having|be|been|being|is|are|was|were|with"
    r"|a|an|the|of|or|and|to|at|in|on|by|as|from|for|any|this|that|who|their|his|her|whose|time|day|date|sign(?:ing|ed"
    r"|ature)?|informed|consent(?:ing)?|screening"
    r"|enrol?lment|entry|inclusion|study|trial|registration|randomi[sz]ation|documented|documentation|evidence"
    r"|confirm(?:ed|ation)?|proven|verified|diagnos(?:is|ed|es)"
    r"|histolog(?:y|ical|ically|ic)|cytolog(?:y|ical|ically|ic)|patholog(?:y|ical|ically|ic)|known|presence|positive for"
    r"|tested|criteria|currently|following|disease"
    r"|minimum|least|old|years?|yrs?|age[ds]?|inclusive|both|either|status|performance|score|group|oncology|eastern"
    r"|cooperative|ECOG|PS|WHO|ps)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{2,}")


def loosened(sentence: str) -> bool:
    """Say whether a sentence holds a condition, a permission, or asks only that something is known.

    >>> loosened("Eligible regardless of HER2 status"), loosened("KRAS G12C mutation in tumor tissue")
    (True, False)
    """
    return bool(_HEDGES.search(sentence))


def of_a_part(sentence: str) -> bool:
    """Say whether a sentence speaks of one cohort, arm or part of the trial.

    >>> of_a_part("Cohort 2 only: ALK fusion"), of_a_part("Stage IV disease")
    (True, False)
    """
    return bool(_PART.search(sentence))


def of_another_time(sentence: str) -> bool:
    """Say whether a sentence speaks of the past, of a washout, or of another disease than the one under study."""
    return bool(_OTHER_TIME.search(sentence))


def without_examples(sentence: str) -> str:
    """Blank out examples, each letter by a space, so that places stay where they are.

    >>> without_examples("a KRAS inhibitor (e.g. sotorasib) before")
    'a KRAS inhibitor                  before'
    """
    return _EXAMPLES.sub(lambda found: " " * len(found[0]), sentence)


def leftover(sentence: str, found: Iterable[Found[object]]) -> str:
    """Give the words of a sentence that neither a reading nor a filler accounts for."""
    letters = list(sentence)
    for one in found:
        letters[one.start : one.end] = " " * (one.end - one.start)
    rest = _FILLER.sub(" ", "".join(letters))
    return " ".join(_WORD.findall(rest))
