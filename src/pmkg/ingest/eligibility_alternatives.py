"""Find demands on genes that stand in bullets of their own and yet are alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pmkg.model.trial_criteria import Confidence
from pmkg.model.trial_records import Said, SaidProfile, SaidTumor
from pmkg.vocabulary.eligibility_layout import Passage

_SUBJECT = re.compile(r"(?:^|OR |AND )(?:NOT )?(\S+)")


def alternatives_loosened(said: list[tuple[Passage, Said]]) -> Iterator[tuple[Passage, Said]]:
    """Give what was read, the demands on genes not certain where several bullets ask for different ones.

    Bullets that ask for alterations of different genes are hardly ever all meant, and two diagnoses, each with its own alteration,
    never are. Absences may all be meant.
    """
    wanted = [(passage, one) for passage, one in said if _asks_for_gene(one)]
    diagnoses = {passage for passage, one in said if isinstance(one.criterion, SaidTumor)}
    by_gene = {frozenset(_SUBJECT.findall(_profile(one))) for _, one in wanted}
    of_diagnoses = {_profile(one) for passage, one in wanted if passage in diagnoses}
    disjoint = any(not left & right for left in by_gene for right in by_gene)
    for passage, one in said:
        loosened = (passage, one) in wanted and (disjoint or (len(of_diagnoses) > 1 and passage in diagnoses))
        yield passage, replace(one, confidence=Confidence.LOW) if loosened else one


def _asks_for_gene(said: Said) -> bool:
    return (
        isinstance(said.criterion, SaidProfile)
        and not said.negated
        and said.confidence is Confidence.HIGH
        and not _MARKER.search(said.criterion.text)
    )


_MARKER = re.compile(r"Wildtype|positive|negative|low$|>=|<|MSI|MSS|TMB|PD-L1")


def _profile(said: Said) -> str:
    return said.criterion.text if isinstance(said.criterion, SaidProfile) else ""
