"""Read molecular profiles: leaves joined by AND, OR, NOT and parentheses, into one canonical form.

NOT binds closest, then AND, then OR. A parenthesis groups only where a leaf may begin, so that ``VHL R200W (c.598C>T)`` and
``p.(Val600Glu)`` stay whole. Stray brackets, which some releases of CIViC carry, are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pmkg.errors import InvalidText
from pmkg.model.profile import Profile, conjunction, disjunction, negation
from pmkg.vocabulary.biomarker_text import parse_biomarker
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.gene_text import Genes

_OPERATORS = frozenset({"AND", "OR", "NOT"})
_NEEDS_GENE = re.compile(
    r"(?:p\.|c\.)?\(?(?:[A-Z]|[A-Z][a-z]{2})?\d[^:]*|(?i:mutations?|amplification|deletion|loss|fusions?|rearrangements?|overexpression|exon)"
).fullmatch
_CLOSE = ")"
_DEEPEST = 50
"""Sources nest once or twice. A deeper text is broken, and must not end a build by exhausting the stack."""


def parse_profile(text: str, genes: Genes, exons: ExonTable) -> Profile:
    """Read a molecular profile, or raise :class:`InvalidText` naming the leaf that failed.

    ``genes`` resolves a symbol, a previous one or an alias to the approved gene, or gives None.
    """
    tokens = _without_strays(_tokens(text))
    if not tokens:
        raise InvalidText(text, "UNKNOWN_FORM", "it is empty")
    reader = _Reader(text, tokens, genes, exons)
    parts = [reader.any_of()]
    while reader.at < len(tokens):
        if not reader.take(_CLOSE):
            parts.append(reader.any_of())
    return conjunction(parts)


def _tokens(text: str) -> list[str]:
    """Split a text into operators, brackets and leaves; two leaves in a row cannot stand."""
    tokens: list[str] = []
    leaf: list[str] = []

    def close() -> None:
        if leaf:
            tokens.append(" ".join(leaf))
            leaf.clear()

    for word in text.split():
        while word.startswith("(") and not leaf:
            tokens.append("(")
            word = word[1:]
        excess = _excess([*leaf, word])
        if excess:
            word = word[:-excess]
        operator = word.upper()
        if operator in _OPERATORS and (word.isupper() or operator != "NOT"):
            close()
            tokens.append(operator)
        elif word:
            leaf.append(word)
        if excess:
            close()
            tokens.extend(_CLOSE * excess)
    close()
    return tokens


def _without_strays(tokens: list[str]) -> list[str]:
    """Drop the closing brackets that close nothing."""
    kept: list[str] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, _CLOSE: -1}.get(token, 0)
        if depth < 0:
            depth = 0
        else:
            kept.append(token)
    return kept


def _excess(words: list[str]) -> int:
    """Count the closing brackets at the end of a leaf that it did not open."""
    joined = " ".join(words)
    over = joined.count(_CLOSE) - joined.count("(")
    ending = len(words[-1]) - len(words[-1].rstrip(_CLOSE))
    return max(0, min(over, ending))


@dataclass(slots=True)
class _Reader:
    text: str
    tokens: list[str]
    genes: Genes
    exons: ExonTable
    at: int = 0
    symbol: str = ""
    depth: int = 0

    def any_of(self) -> Profile:
        parts = [self.all_of()]
        while self.take("OR"):
            parts.append(self.all_of())
        return disjunction(parts)

    def all_of(self) -> Profile:
        parts = [self.one()]
        while self.take("AND"):
            parts.append(self.one())
        return conjunction(parts)

    def one(self) -> Profile:
        if self.take("NOT"):
            return negation(self._deeper(self.one))
        if self.take("("):
            inner = self._deeper(self.any_of)
            self.take(_CLOSE)
            return inner
        if self.at >= len(self.tokens) or self.tokens[self.at] in _OPERATORS | {_CLOSE}:
            raise InvalidText(self.text, "UNKNOWN_FORM", "an operator stands without what it joins")
        leaf = self.tokens[self.at]
        self.at += 1
        return self._leaf(leaf)

    def _deeper(self, read: Callable[[], Profile]) -> Profile:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise InvalidText(self.text, "UNKNOWN_FORM", f"it nests more than {_DEEPEST} deep")
        inner = read()
        self.depth -= 1
        return inner

    def _leaf(self, leaf: str) -> Profile:
        """Read a leaf; one that names a change only belongs to the gene before it."""
        first = leaf.split()[0]
        try:
            profile = parse_biomarker(leaf, self.genes, self.exons)
        except InvalidText as error:
            if error.reason != "UNKNOWN_GENE" or not self.symbol or not _NEEDS_GENE(first):
                raise
            return parse_biomarker(f"{self.symbol} {leaf}", self.genes, self.exons)
        if self.genes(first) is not None:
            self.symbol = first
        return profile

    def take(self, token: str) -> bool:
        """Go past a token where it stands next."""
        if self.at < len(self.tokens) and self.tokens[self.at] == token:
            self.at += 1
            return True
        return False
