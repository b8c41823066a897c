"""Read tumor types and the state of the disease from eligibility sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pmkg.model.curie import Curie
from pmkg.model.trial_criteria import DiseaseState, TumorGroup
from pmkg.vocabulary.eligibility_words import Found, without_examples
from pmkg.vocabulary.ontology_files import read_toml

TumorNamed = Callable[[str], Curie | None]

_LONGEST = 9
_WORD = re.compile(r"[A-Za-z0-9][\w'\u2019+.-]*|[(),/&]")
_BRITISH = (
    ("tumour", "tumor"),
    ("leukaemi", "leukemi"),
    ("oesophag", "esophag"),
    ("haemat", "hemat"),
    ("anaemi", "anemi"),
    ("gynaecol", "gynecol"),
)
_GROUPS: tuple[tuple[re.Pattern[str], TumorGroup], ...] = (
    (re.compile(r"\bsolid (?:tumou?rs?|malignanc(?:y|ies)|cancers?|neoplasms?)\b", re.IGNORECASE), TumorGroup.SOLID),
    (
        re.compile(
            r"\bha?ematolog(?:ic|ical) (?:malignanc(?:y|ies)|cancers?|neoplasms?)\b|\bblood cancers?\b", re.IGNORECASE
        ),
        TumorGroup.LIQUID,
    ),
)
_CUE = re.compile(
    r"\bhistolog\w*|\bcytolog\w*|\bpatholog\w*|\bbiopsy[- ]proven|\bdiagnos\w+|\bconfirmed\b|\bdocumented\b|\bproven\b"
    r"|^\W*(?:adult |male |female |adults |all )?(?:patients?|participants?|subjects?|women|men"
    r"|individuals?)?\s*(?:must have |have |has |with )",
    re.IGNORECASE,
)
_NO_DISEASE = re.compile(
    r"^\s*(?:cells?|cell count|metasta\w+|markers?|involvement|surgery|screening|therapy|treatment|chemotherapy|specific"
    r"|stage grouping|antigen|progression|risk|center|centre|lines?|tissue|sample|specimen|biopsy|receptor|kinase"
    r"|susceptib\w+|-related|clinical trial|gene)\b",
    re.IGNORECASE,
)
_OTHER_ORGAN = re.compile(
    r"\b(?:criteria (?:in|for) |metasta\w+ (?:to|in|of) (?:the )?|other than |except |excluding |not |no |without |non-"
    r"|besides |family history of |mimic\w* )$",
    re.IGNORECASE,
)
_STATES: tuple[tuple[str, DiseaseState], ...] = (
    (r"locally[- ]advanced", DiseaseState.LOCALLY_ADVANCED),
    (r"metastatic|stage IV\b|disseminated", DiseaseState.METASTATIC),
    (r"(?:unresectable|inoperable|non-?resectable|not resectable|irresectable)", DiseaseState.UNRESECTABLE),
    (r"advanced", DiseaseState.ADVANCED),
    (r"recurrent|relapsed|relapsing|relapse", DiseaseState.RECURRENT),
    (r"refractory", DiseaseState.REFRACTORY),
    (r"newly[- ]diagnosed|previously[- ]untreated|untreated|treatment[- ]na[iï]ve|de novo", DiseaseState.UNTREATED),
    (r"early[- ]stage", DiseaseState.EARLY_STAGE),
    (r"locali[sz]ed", DiseaseState.LOCALIZED),
)
_STATE = re.compile(
    "|".join(f"(?P<s{n}>(?<![\\w-])(?:{pattern})(?!\\w))" for n, (pattern, _) in enumerate(_STATES)), re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?:(?:invasive|mixed|primary|malignant|residual|other|advanced|residual|active|tumou?r|cancer)[ -]?)*(?:cancers?"
    r"|tumou?rs?|carcinomas?|neoplasms?|malignanc(?:y|ies))(?: types?)?",
    re.IGNORECASE,
)
# one of these words stands in every name of a tumor type
_TUMOR_WORD = re.compile(
    r"\w*(?:omas?|omata|cancers?|tumou?rs?|neoplasms?|neoplasias?|neoplastic|leuka?emias?|malignanc(?:y|ies)|malignant"
    r"|macroglobulina?emia|fungoides|histiocytosis|mastocytosis"
    r"|myelodysplastic|myelodysplasia|myeloproliferative|lymphoproliferative|myelofibrosis|polycytha?emia"
    r"|thrombocytha?emia|astrocytic|amyloidosis|waldenstr\w*)(?:['\u2019]s)?",
    re.IGNORECASE,
)
_STATE_JOIN = re.compile(
    r"(?:\s|,|/|\bor\b|\band\b|and/or|\(|\)|-|\bdisease\b|\bstage\b|\bIII[ABC]?\b|\beither\b)*", re.IGNORECASE
)
_SEPARATE = re.compile(r",|/|\bor\b|\band\b", re.IGNORECASE)
_NEGATED_STATE = re.compile(r"\b(?:no|not|without|absence of|non)[\s-]+(?:\w+\s+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TumorSaid:
    """Hold one tumor type with the words that name it, or a group of all tumors."""

    words: str
    tumor: Curie | None = None
    group: TumorGroup | None = None


@dataclass(frozen=True, slots=True)
class StatesSaid:
    """Hold the states of disease of which a sentence asks one."""

    states: tuple[DiseaseState, ...]


def names_diagnosis(sentence: str) -> bool:
    """Say whether a sentence speaks of the diagnosis of the patient.

    >>> names_diagnosis("Histologically confirmed melanoma"), names_diagnosis("Measurable disease")
    (True, False)
    """
    return bool(_CUE.search(sentence))


def read_tumors(sentence: str, named: TumorNamed) -> tuple[Found[TumorSaid], ...]:
    """Find the tumor types and groups that a sentence names, the longest name first.

    ``named`` gives the tumor of a name, or None. What an organ is called before "metastases", and what follows "other than", is
    no tumor that is asked for.
    """
    text = without_examples(sentence)
    groups = [(hit, group) for pattern, group in _GROUPS for hit in pattern.finditer(text)]
    taken = [hit.span() for hit, _ in groups]
    found = [
        Found(hit.start(), hit.end(), TumorSaid(hit[0], None, group))
        for hit, group in groups
        if not _OTHER_ORGAN.search(text[: hit.start()])
    ]
    for start, end, tumor in _named_spans(text, named, taken):
        if _NO_DISEASE.match(text[end:]) or _OTHER_ORGAN.search(text[:start]):
            continue
        found.append(Found(start, end, TumorSaid(text[start:end], tumor)))
    return tuple(sorted(found, key=lambda one: one.start))


def _named_spans(text: str, named: TumorNamed, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, Curie]]:
    tokens = [(hit.start(), hit.start() + len(hit[0].rstrip(".'-"))) for hit in _WORD.finditer(text)]
    telling = [
        bool(_TUMOR_WORD.fullmatch(text[start:end])) or text[start:end].rstrip("s") in _abbreviations()
        for start, end in tokens
    ]
    at = 0
    while at < len(tokens):
        step = 1
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            if not any(telling[at : at + size]):
                break
            start, end = tokens[at][0], tokens[at + size - 1][1]
            if any(left < end and start < right for left, right in taken):
                continue
            words = text[start:end]
            if not words[0].isalnum() or not (words[-1].isalnum() or words[-1] == ")") or len(words) < 2:
                continue
            if words.count("(") != words.count(")") or _STATE.match(words) or _NO_NAME.fullmatch(words):
                continue
            tumor = _lookup(words, named)
            if tumor is not None:
                yield start, end, tumor
                step = size
                break
        at += step


def _lookup(words: str, named: TumorNamed) -> Curie | None:
    """Look a name up as it stands and in the singular; an abbreviation counts only where the table lists it."""
    if " " not in words and (len(words) < 5 or not words[1:].islower()):
        listed = words if words in _abbreviations() else words.rstrip("s")
        return named(listed) if listed in _abbreviations() else None
    plain = _american(words)
    for name in dict.fromkeys((plain, plain.rstrip("s"), re.sub(r"ies$", "y", plain), re.sub(r"mata$", "ma", plain))):
        tumor = named(name)
        if tumor is not None:
            return tumor
    return None


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(read_toml("eligibility_words.toml")["abbreviations"]["names"])


def _american(text: str) -> str:
    for british, american in _BRITISH:
        text = re.sub(british, american, text, flags=re.IGNORECASE)
    return text


def read_states(sentence: str, before: int) -> tuple[Found[StatesSaid], ...]:
    """Read the run of states that stands right before a tumor's name: "locally advanced or metastatic".

    ``before`` is where the name starts. Two states without anything between them ("unresectable locally advanced") ask for both and
    are not firm.
    """
    hits = [hit for hit in _STATE.finditer(sentence) if hit.end() <= before]
    run: list[re.Match[str]] = []
    edge = before
    for hit in reversed(hits):
        if not _STATE_JOIN.fullmatch(sentence[hit.end() : edge]):
            break
        run.insert(0, hit)
        edge = hit.start()
    if not run or _NEGATED_STATE.search(sentence[:edge]):
        return ()
    states = tuple(dict.fromkeys(_STATES[int(str(hit.lastgroup)[1:])][1] for hit in run))
    gaps = [sentence[left.end() : right.start()] for left, right in pairwise(run)]
    return (Found(edge, run[-1].end(), StatesSaid(states), all(_SEPARATE.search(gap) for gap in gaps)),)
