"""Find records that contradict themselves: what the fields say, held against the source's own sentence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator

from pmkg.ingest.paragraph_conflicts import regimen_contradictions
from pmkg.model.kinds import Effect, Operator
from pmkg.model.profile import Profile
from pmkg.model.records import Claim
from pmkg.model.regimen import Agent, Regimen
from pmkg.vocabulary.contradictions import Role, contradictions
from pmkg.vocabulary.paragraphs import Parse, paragraph_contradictions
from pmkg.vocabulary.regimen_text import partners

_SHORTEST = 6
Known = Callable[[str], Agent | None]
_CLASS = re.compile(
    r"chemo|therap|platin(?:um|a)?\b(?!-)|platinum|fluoropyrimidine|taxane|anthracyclin|inhibitor|regimen|endocrine|"
    r"hormon|agonist|antagonist|antibod|steroid|radio|FOLF|CHOP|inducti|consolidat|interferon|analog",
    re.IGNORECASE,
)


def conflict_of(
    claim: Claim,
    profile: Profile | None,
    regimen: Regimen | None,
    effect: Effect,
    role: Role,
    known: Known,
    parse: Parse,
) -> str:
    """Say how a claim contradicts itself; "" where it does not.

    What a loader found in fields that only it knows stands first. A source that gives no sentence is held against its paragraph.
    """
    found = [str(claim.fields.get("conflict") or "")]
    if claim.sentence and profile is not None:
        found.extend(contradictions(profile, claim.sentence, effect, role))
    if claim.sentence and regimen is not None:
        found.extend(_missing_partners(claim.sentence, regimen, known))
    if claim.studied and not claim.sentence:
        if profile is not None:
            found.extend(paragraph_contradictions(profile, claim.studied, parse))
        if regimen is not None:
            found.extend(regimen_contradictions(regimen, claim.studied, known))
    return "; ".join(dict.fromkeys(finding for finding in found if finding))


def _missing_partners(sentence: str, regimen: Regimen, known: Known) -> Iterator[str]:
    """Name the partners that every combination in the sentence has and the regimen lacks."""
    if regimen.operator not in (Operator.SINGLE, Operator.COMBINATION):
        return
    unnamed = any(
        _CLASS.search(drug.label) or drug.label.casefold() not in sentence.casefold() for drug in regimen.drugs
    )
    lacking = [
        [alternatives for alternatives in items if not _given(alternatives, regimen, unnamed, known)]
        for items in partners(sentence)
    ]
    if lacking and all(lacking):
        words = " or ".join(dict.fromkeys(" and ".join("/".join(item) for item in items) for items in lacking))
        yield f"drug: the text combines with {words}; the code says {regimen.label}"


def _given(alternatives: tuple[str, ...], regimen: Regimen, unnamed: bool, known: Known) -> bool:
    """Whether a regimen holds one of the alternatives; words that name no known drug demand nothing.

    A class of drugs ("chemotherapy") is given by a member that the sentence does not name itself (``unnamed``).
    """
    stated = False
    for name in alternatives:
        agents = _agents(name, known)
        if not agents and not _CLASS.search(name):
            continue
        stated = True
        if any(
            agent in regimen.drugs or any(_alike(agent.label, drug.label) for drug in regimen.drugs) for agent in agents
        ):
            return True
        if not agents and unnamed and regimen.operator is Operator.COMBINATION:
            return True
    return not stated


def _agents(name: str, known: Known) -> list[Agent]:
    """Find the drugs in a phrase: the phrase itself, or its words ("standard cytarabine induction chemotherapy")."""
    words = [word for word in name.split() if len(word) >= _SHORTEST and not _CLASS.search(word)]
    phrases = [*([] if _CLASS.search(name) else [name]), *words]
    return [agent for phrase in phrases if (agent := known(phrase)) is not None]


def _alike(name: str, label: str) -> bool:
    one, other = name.casefold(), label.casefold()
    words = re.findall(r"[a-z0-9-]{5,}", other)
    return one in other or other in one or bool(difflib.get_close_matches(one, words, 1, 0.85))
