"""Take the free text of a trial's eligibility apart: sections, headings, nested bullets, sentences.

ClinicalTrials.gov gives one text in Markdown. What a sentence asks depends on where it stands: under "Exclusion Criteria" it is
asked the other way round, under "For Part 2 only:" it is asked of some patients, under "History of another cancer except:" it is
no criterion of its own. Each sentence therefore keeps its section, what it is limited to, and the line above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pmkg.vocabulary.eligibility_sentences import sentences

_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~^|&$\"'/])")
_BOLD = re.compile(r"\*\*|__")
_MARKER = re.compile(
    r"(?:[*•·●▪◦\u2013—-]+(?=\s|[A-Za-z(\[≥≤<>])|\(?\d{1,2}[.)\uff09、](?!\d)(?=\s|[A-Za-z(\[≥≤<>])|\(?(?:[a-z]"
    r"|[ivx]{1,5})[.)\uff09、](?=\s)"
    r"|[\N{CIRCLED DIGIT ONE}-\N{CIRCLED NUMBER TWENTY}])\s*"
)
_BOTH = re.compile(r"\binclusion\b.*\bexclusion\b", re.IGNORECASE)
_SECTION = re.compile(
    r"(?P<before>(?:[\w/&,()-]+\s+){0,6}?)(?P<section>inclusion|exclusion)(?:\s+criteri(?:a|on))?\b(?P<after>.*)",
    re.IGNORECASE,
).fullmatch
# words that make a line with "inclusion criteria" in it a sentence about them
_ABOUT = re.compile(r"\b(?:meets?|met|fulfil\w*|satisf\w+|apply|applies|according|provided|all|not)\b", re.IGNORECASE)
_PLAIN_BEFORE = re.compile(
    r"(?:(?:key|main|major|general|principal|primary|important|subject|patient|participant|study|trial|list|of|the|common"
    r"|other|further|additional|overall|core|protocol|summary)\s*)*",
    re.IGNORECASE,
).fullmatch
_LEAD_OUT = re.compile(
    r"(?:\bexclude[sd]?\b|\bexclusion\b|\bineligible (?:for|to participate)|\bnot (?:be )?(?:eligible|enrolled|included"
    r"|to be enrolled)"
    r"|\bmay not be (?:enrolled|included|eligible)).*[::]$|\bexclude[sd]?\b.*(?:following|any of).*[::]?$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)")
_LEAD_IN = re.compile(r"\b(?:eligible|enrolled|included|inclusion|participate|entry|enter)\b.*[::]$", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:cohorts?|parts?|arms?|phases?|stage 1|stage 2|groups?|sub-?stud(?:y|ies)|sub-?protocols?|EXP-?\d|module"
    r"|randomi[sz]ation|R\d|dose"
    r"|escalation|expansion|tier|strat(?:um|a)|safety lead-?in|donors?|controls?|volunteers|amendment|ISA|caregivers?|parents?)\b",
    re.IGNORECASE,
)
_ALL_PARTS = re.compile(r"\ball\b|phase 1 and phase 2", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any|one|either|at least one|1|two|2)(?: or (?:more|both))?(?: of)?(?: the)? (?:following|these|below)"
    r"|\bany of\b|\beither\s*:?$",
    re.IGNORECASE,
)


class Section(StrEnum):
    """Say whether what stands there is asked for or excludes."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold one sentence and what its place says.

    ``scope`` are the headings that limit it to a part of the trial, outermost first. ``under`` is the line of which it is a
    sub-item, "" where it stands alone; ``alternative`` says that one item of several is enough. ``heading`` is the line that opened
    the section.
    """

    section: Section
    text: str
    scope: tuple[str, ...] = ()
    under: str = ""
    alternative: bool = False
    heading: str = ""


@dataclass(slots=True)
class _Item:
    indent: int
    text: str
    section: Section
    scope: tuple[str, ...]
    heading: str = ""
    parent: _Item | None = None


def passages(text: str) -> tuple[Passage, ...]:
    r"""Split an eligibility text into its sentences, each with its section, its limits and the line above it.

    >>> text = "Inclusion Criteria:\n\n* Age \\>= 18\n\nExclusion Criteria:\n\n* Pregnant"
    >>> [(passage.section.value, passage.text) for passage in passages(text)]
    [('inclusion', 'Age >= 18'), ('exclusion', 'Pregnant')]
    """
    return tuple(found for item in _items(text) for found in _passages(item))


def plain(text: str) -> str:
    r"""Undo the Markdown of a text: what is escaped, and bold marks.

    >>> plain(r"neutrophils \>= 1.5 \[10\^9/L\]")
    'neutrophils >= 1.5 [10^9/L]'
    """
    return _BOLD.sub("", _ESCAPED.sub(r"\1", text)).replace("\N{NO-BREAK SPACE}", " ")


def _passages(item: _Item) -> Iterator[Passage]:
    """Give the sentences of an item; one that is only a lead-in of what follows is no sentence of its own."""
    above = item.parent.text if item.parent else ""
    for sentence in sentences(item.text):
        yield Passage(item.section, sentence, item.scope, above, bool(_ANY.search(above)), item.heading)


def _items(text: str) -> Iterator[_Item]:
    """Walk the lines, keeping the section, the heading and the open bullets."""
    section, title = Section.UNSTATED, ""
    heading: tuple[str, ...] = ()
    section_scope: tuple[str, ...] = ()
    open_items: list[_Item] = []
    bare = False
    for line in text.replace("\r", "").split("\n"):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        marked, body = _without_markers(plain(line).strip())
        if not body:
            continue
        found = heading_of(body)
        if found is not None:
            line_text = body.partition(":")[0] if found[2] else body
            section, own, body = found
            # "PHASE 1" on a line of its own, then "Key Inclusion Criteria:"
            section_scope = tuple(dict.fromkeys((*(heading if bare else ()), *own)))
            heading, open_items, bare, title = (), [], False, line_text
            if not body:
                continue
        elif not marked and indent == 0:
            open_items = []
            if body.endswith((":", "\uff1a")) and len(body) < 200:
                switched = _lead(body)
                if switched is not None:
                    section, heading, title = switched, (), body
                else:
                    heading, bare = (_limit(body), True)
                    open_items = [_Item(-1, body, section, (*section_scope, *heading), title)]
                continue
            if (
                len(body) < 100
                and _PART.search(body)
                and not body.endswith((".", ";"))
                and not re.search(r"[≥≤<>]", body)
            ):
                heading, bare = _limit(body), True
                continue
        while open_items and open_items[-1].indent >= indent and (marked or open_items[-1].indent > indent):
            open_items.pop()
        parent = open_items[-1] if open_items and (indent > 0 or open_items[-1].indent < 0) else None
        inner = parent.section if parent else section
        scope = parent.scope if parent else (*section_scope, *heading)
        if parent is not None and _LEAD_OUT.search(_BRACKETS.sub("", parent.text)):
            inner = Section.EXCLUSION
        if parent is not None and _PART.search(parent.text) and parent.text.endswith((":", "\uff1a")):
            scope = tuple(dict.fromkeys((*scope, *_limit(parent.text))))
        bare = False
        item = _Item(indent, body, inner, scope, title, parent)
        open_items.append(item)
        yield item


def _limit(heading: str) -> tuple[str, ...]:
    """Give a heading as a limit where it names a part of the trial; one that names all of them limits nothing."""
    return (heading,) if _PART.search(heading) and not _ALL_PARTS.search(heading) else ()


def _without_markers(body: str) -> tuple[bool, str]:
    """Drop the bullet or number of a line, or both where one stands behind the other."""
    marked = False
    for _ in range(2):
        found = _MARKER.match(body)
        if found is None or not body[found.end() :].strip():
            break
        marked, body = True, body[found.end() :].strip()
    return marked, body


def heading_of(line: str) -> tuple[Section, tuple[str, ...], str] | None:
    """Read a section's heading: the section, what limits it, and text that stands behind it on the line; None for other lines.

    >>> heading_of("Phase 2 Key Inclusion Criteria:")
    (<Section.INCLUSION: 'inclusion'>, ('Phase 2 Key Inclusion Criteria',), '')
    >>> heading_of("Patient meets the inclusion criteria for trial entry") is None
    True
    """
    if len(line) > 90 and ":" not in line[:60] and "\uff1a" not in line[:60]:
        return None
    head, mark, rest = line.replace("\uff1a", ":").partition(":")
    if _BOTH.search(head):
        return None
    found = _SECTION(head.strip(" .-"))
    if found is None or _ABOUT.search(found["before"]) or (not mark and _ABOUT.search(found["after"])):
        return None
    if not mark and len(head.split()) > 9:
        return None
    limited = not _PLAIN_BEFORE(found["before"].strip()) or bool(_PART.search(found["after"]))
    scope = _limit(head.strip()) if limited else ()
    after = rest.strip()
    if len(after.split()) < 3 or after.lower().startswith(("all answers", "contra")):
        after = ""
    return Section(found["section"].lower()), scope, after


def _lead(line: str) -> Section | None:
    """Say which section a sentence opens that announces a list: "Patients who meet any of these will be excluded:"."""
    if _BOTH.search(line) or _PART.search(line):
        return None
    if _LEAD_OUT.search(line):
        return Section.EXCLUSION
    return Section.INCLUSION if _LEAD_IN.search(line) else None
