"""Find regimens that contradict the paragraph on the study that they were taken from."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator

from pmkg.model.kinds import Operator
from pmkg.model.regimen import Agent, Regimen
from pmkg.vocabulary.ontology_files import read_toml

Known = Callable[[str], Agent | None]
_WORD = r"[A-Za-z0-9][\w-]*"
_LONGEST = 3
_SHORTEST = 5
_ALIKE = 0.8
_CODE = re.compile(r"\d")
"""A compound's code is mostly another name of a drug, which its sources need not know as one."""
_SEVERAL = re.compile(
    r"chemo|therap|inhibitor|regimen|protocol|antibod|agonist|antagonist|compound|agent|taxane|anthracyclin|radi|vaccin|surgery|"
    r"interferon|FOLF|CHOP",
    re.IGNORECASE,
)
"""A class or a protocol: a text may name its members instead."""


def regimen_contradictions(regimen: Regimen, text: str, known: Known) -> Iterator[str]:
    """Yield in a few words each point on which the drugs of a record contradict a paragraph.

    A partner is missing where every mention of a coded drug stands beside it. Another drug is meant where no coded one is named
    under any of its names, or spelled like one, and patients were treated with the other.
    """
    if regimen.operator not in (Operator.SINGLE, Operator.COMBINATION) or any(
        _SEVERAL.search(drug.label) for drug in regimen.drugs
    ):
        return
    words = " ".join(text.split())
    for drug in regimen.drugs:
        partners = _partners(drug, regimen, words, known)
        if partners:
            yield f"drug: the text gives {drug.label} with {' and '.join(partners)}; the code says {regimen.label}"
            return
    if others := _instead(regimen, words, known):
        yield f"drug: the text treats with {' and '.join(others)}; the code says {regimen.label}"


def _partners(drug: Agent, regimen: Regimen, text: str, known: Known) -> list[str]:
    """Name the partners that the regimen lacks, where each mention of a drug has one and some are joined beyond doubt."""
    words = _words()
    found: list[str] = []
    certain = False
    for mention in re.finditer(rf"\b{re.escape(drug.label)}\b", text, re.IGNORECASE):
        beside = _beside(text, mention, words["joined"], known)
        certain = certain or bool(beside)
        beside = beside or _beside(text, mention, words["weakly"], known)
        lacking = [agent for agent in beside if agent not in regimen.drugs]
        if not lacking or any(agent in regimen.drugs for agent in beside):
            return []
        found.extend(agent.label for agent in lacking)
    return list(dict.fromkeys(found)) if certain else []


def _beside(text: str, mention: re.Match[str], joint: str, known: Known) -> list[Agent]:
    """Find the drugs that are joined to a mention, before it or behind it; what brackets say of one is passed over."""
    behind = re.match(rf"(?: ?\([^()]*\))?,? ?(?:{joint}) ?", text[mention.end() :], re.IGNORECASE)
    before = re.search(rf"(?: ?\([^()]*\))?,? ?(?:{joint}) ?(?:the )?$", text[: mention.start()], re.IGNORECASE)
    told = [
        _first(text[mention.end() + behind.end() :], known) if behind else None,
        _last(text[: before.start()], known) if before else None,
    ]
    return [agent for agent in told if agent is not None]


def _first(text: str, known: Known) -> Agent | None:
    words = re.match(rf"{_WORD}(?: {_WORD}){{0,{_LONGEST - 1}}}", text)
    listed = words[0].split() if words else []
    named = (known(" ".join(listed[:count])) for count in range(len(listed), 0, -1))
    return next((agent for agent in named if agent is not None), None)


def _last(text: str, known: Known) -> Agent | None:
    words = re.search(rf"{_WORD}(?: {_WORD}){{0,{_LONGEST - 1}}}$", text)
    listed = words[0].split() if words else []
    named = (known(" ".join(listed[-count:])) for count in range(len(listed), 0, -1))
    return next((agent for agent in named if agent is not None), None)


def _instead(regimen: Regimen, text: str, known: Known) -> list[str]:
    """Name what patients were treated with, where the text has none of the coded drugs."""
    if any(_names(drug, text, known) for drug in regimen.drugs):
        return []
    words = _words()
    found: list[str] = []
    for treated in re.finditer(words["treated"], text, re.IGNORECASE):
        sentence = re.split(r"[.;] ", text[: treated.start()])[-1]
        rest = re.split(r"[.;,]", text[treated.end() :])[0]
        if re.search(words["earlier"], f"{sentence} {rest}", re.IGNORECASE) or _SEVERAL.search(rest):
            continue
        agents = [_first(part, known) for part in re.split(r" and | plus | ?\+ ?", rest)]
        found.extend(agent.label for agent in agents if agent is not None and not _CODE.search(agent.label))
    return list(dict.fromkeys(found))


def _names(drug: Agent, text: str, known: Known) -> bool:
    """Whether a text has a drug under any of its names, or a word spelled like its label."""
    listed = re.findall(_WORD, text)
    phrases = {
        " ".join(listed[at : at + count]) for count in range(1, _LONGEST + 1) for at in range(len(listed) - count + 1)
    }
    if any(known(phrase) == drug for phrase in phrases):
        return True
    spelled = [word.casefold() for word in listed if len(word) >= _SHORTEST]
    parts = [part for part in re.findall(_WORD, drug.label.casefold()) if len(part) >= _SHORTEST] or [
        drug.label.casefold()
    ]
    return any(difflib.get_close_matches(part, spelled, 1, _ALIKE) for part in parts) or any(
        part[:_SHORTEST] in text.casefold() for part in parts
    )


def _words() -> dict[str, str]:
    words: dict[str, str] = read_toml("contradictions.toml")["paragraph"]
    return words
