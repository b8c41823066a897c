"""Find where the criteria coded for a statement contradict the sentence that it was taken from.

A source gives its biomarkers twice: in fields, and in the words of the label, guideline or abstract. Each rule here compares one
thing that both say; a sentence that is silent about it contradicts nothing. ``ontology/contradictions.toml`` holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pmkg.model.criterion import (
    Allele,
    Codon,
    Copy,
    Criterion,
    ExpressionClass,
    FusionClass,
    Marker,
    MutationClass,
    RearrangementClass,
    Region,
)
from pmkg.model.kinds import Effect
from pmkg.model.profile import Leaf, Profile, leaves
from pmkg.model.variant import TRUNCATING, Consequence, CopyCall
from pmkg.vocabulary.ontology_files import read_toml

Role = Callable[[str], str]
_SHOWN = 120
_NEAR = 40


def contradictions(profile: Profile, sentence: str, effect: Effect, role: Role) -> Iterator[str]:
    """Yield in a few words each point on which a profile contradicts its sentence.

    ``role`` gives the role of a gene by its symbol: oncogene, suppressor, both or "".
    """
    words, shown = " ".join(sentence.split()), _shown(sentence)
    for leaf in leaves(profile):
        for finding in (_polarity(leaf, words), _kind(leaf, words), _acquired(leaf, words, effect)):
            if finding:
                yield f"biomarker: {finding}; the text says {shown}"
        if _truncates_oncogene(leaf, words, effect, role):
            yield f"biomarker: the code is the truncation {leaf.text}, which the text does not name; it says {shown}"


def _polarity(leaf: Leaf, sentence: str) -> str:
    """Compare presence and absence: a name that the sentence affirms, or denies, wherever it stands."""
    negation = _words()["negation"]
    mentions = list(_mentions(leaf.criterion, sentence))
    if not mentions or (isinstance(leaf.criterion, Marker) and leaf.criterion.name not in _words()["names"]):
        return ""
    if leaf.negative:
        denied = any(_beside(mention, negation["before"], negation["behind"]) for mention in mentions)
        return "" if denied else f"the code asks for the absence, {leaf.text}"
    denied = all(_beside(mention, negation["plainly_before"], negation["plainly_behind"]) for mention in mentions)
    return f"the code asks for the presence, {leaf.text}" if denied else ""


def _mentions(criterion: Criterion, sentence: str) -> Iterator[tuple[str, str, str]]:
    """Give each mention of what a criterion is about: the sentence before it, itself, the text behind it."""
    for found in re.finditer(_names_of(criterion), sentence, re.IGNORECASE):
        before = re.split(r"[.;](?: |$)", sentence[: found.start()])[-1]
        yield before, found[0], sentence[found.end() :]


def _beside(mention: tuple[str, str, str], before: str, behind: str) -> bool:
    left, name, right = mention
    return any(
        re.search(pattern, text, re.IGNORECASE)
        for pattern, text in ((before, left), (behind, right), (r"\bnegative$|-$", name))
    )


def _names_of(criterion: Criterion) -> str:
    names = _words()["names"]
    if isinstance(criterion, FusionClass):
        symbols = [gene.symbol for gene in (criterion.five, criterion.three) if gene is not None]
    else:
        gene = getattr(criterion, "gene", None)
        symbols = [gene.symbol if gene is not None else getattr(criterion, "name", "")]
    return "|".join(
        pattern for symbol in symbols for pattern in (rf"{re.escape(symbol)}(?!\d)", names.get(symbol)) if pattern
    )


def _kind(leaf: Leaf, sentence: str) -> str:
    """Compare the kind of alteration: the sentence has no word of the coded kind, and beside the gene one of another."""
    kinds = _words()["kinds"]
    kind = _kind_of(leaf.criterion)
    if not kind or leaf.negative or set(_symbols(leaf.criterion)) & set(_words()["one_status"]["genes"]):
        return ""
    if re.search(kinds[kind]["own"], sentence, re.IGNORECASE):
        return ""
    for before, _, behind in _mentions(leaf.criterion, sentence):
        near = f"{before[-_NEAR:]} | {re.split('[.;]', behind[:_NEAR])[0]}"
        others = (name for name in kinds if name != kind)
        if said := next((name for name in others if re.search(kinds[name]["only"], near, re.IGNORECASE)), ""):
            return f"the code is of {leaf.text}, the text of {said}"
    return ""


def _kind_of(criterion: Criterion) -> str:
    match criterion:
        case Copy(call=CopyCall.AMPLIFICATION | CopyCall.GAIN):
            return "amplification"
        case FusionClass() | RearrangementClass():
            return "fusion"
        case Allele() | Codon() | Region() | MutationClass():
            return "mutation"
        case ExpressionClass():
            return "expression"
    return ""


def _symbols(criterion: Criterion) -> Iterator[str]:
    gene = getattr(criterion, "gene", None)
    if gene is not None:
        yield gene.symbol


def _truncates_oncogene(leaf: Leaf, sentence: str, effect: Effect, role: Role) -> bool:
    """Say whether sensitivity is coded for a broken oncogene where the sentence speaks of its mutations alone (rule 4)."""
    symbol = next(_symbols(leaf.criterion), "")
    if leaf.negated or effect is not Effect.SENSITIVITY or not _truncating(leaf.criterion):
        return False
    if role(symbol) not in ("oncogene", "both") or re.search(_words()["truncation"]["own"], sentence, re.IGNORECASE):
        return False
    return any(True for _ in _mentions(leaf.criterion, sentence))


def _truncating(criterion: Criterion) -> bool:
    match criterion:
        case MutationClass(consequences=asked) | Region(consequences=asked):
            return bool(asked) and asked <= TRUNCATING
        case Allele(change=change):
            return change.consequence in (Consequence.NONSENSE, Consequence.FRAMESHIFT)
    return False


def _acquired(leaf: Leaf, sentence: str, effect: Effect) -> str:
    """Find resistance by a second mutation of a gene that is coded as any mutation of it, the first one included."""
    if effect is not Effect.RESISTANCE or leaf.negative or not isinstance(leaf.criterion, MutationClass):
        return ""
    found = re.search(_words()["acquired"]["words"], sentence)
    if found is None or found["gene"] != leaf.criterion.gene.symbol:
        return ""
    return f"the code takes any {leaf.text}, the text a second one"


def _words() -> dict[str, Any]:
    return read_toml("contradictions.toml")


def _shown(sentence: str) -> str:
    words = " ".join(sentence.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 3].rstrip()}..."
