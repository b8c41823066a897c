"""Find what a request's names stand for, once per name and release."""

from __future__ import annotations

import difflib
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from pmkg.errors import NotFound, RequestError
from pmkg.model.curie import Curie
from pmkg.model.graph import NameRole
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Hit, LookupMode, Way, all_nodes
from pmkg.model.signature import Notice
from pmkg.model.variant import Gene
from pmkg.ports.reader import GraphReader

_SUGGESTIONS = 5
_PANELS = 8
_LONGEST_TYPO = 8
_SYMBOL_LETTERS = string.ascii_uppercase + string.digits
_ROLES = {role: rank for rank, role in enumerate(NameRole)}


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Say why a name stands for nothing: none, or several."""

    code: str
    suggestions: tuple[str, ...]


class Lookup:
    """Resolve names against one release and remember the outcome."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._genes: dict[str, Gene | Unresolved] = {}
        self._drugs: dict[str, Curie | Unresolved] = {}

    def load_genes(self, symbols: Iterable[str]) -> None:
        """Resolve many symbols in one read."""
        missing = sorted({symbol for symbol in symbols if symbol not in self._genes})
        if not missing:
            return
        hits = self._reader.lookup(missing, (NodeKind.GENE,), LookupMode.EXACT)
        for symbol in missing:
            found = _best(hits.get(symbol, ()))
            if len(found) == 1:
                self._genes[symbol] = Gene(found[0].id, found[0].label)
            elif found:
                labels = tuple(sorted(hit.label for hit in found))
                self._genes[symbol] = Unresolved("AMBIGUOUS_NAME", labels)
            else:
                self._genes[symbol] = Unresolved("UNKNOWN_GENE", self._near(symbol, NodeKind.GENE))

    def gene(self, symbol: str) -> Gene | Unresolved:
        """Resolve a gene symbol."""
        known = self._genes.get(symbol)
        if known is None:
            self.load_genes([symbol])
            known = self._genes[symbol]
        return known

    def gene_or_none(self, symbol: str) -> Gene | None:
        """Resolve a gene symbol for a parser, which asks many texts whether they are one."""
        found = self.gene(symbol)
        return found if isinstance(found, Gene) else None

    def drug(self, name: str) -> Curie | Unresolved:
        """Resolve a drug name."""
        if name not in self._drugs:
            hits = self._reader.lookup([name], (NodeKind.DRUG, NodeKind.DRUG_CLASS), LookupMode.EXACT).get(name, [])
            found = _best(hits)
            if len(found) == 1:
                self._drugs[name] = found[0].id
            elif found:
                self._drugs[name] = Unresolved("AMBIGUOUS_NAME", tuple(sorted(hit.label for hit in found)))
            else:
                self._drugs[name] = Unresolved("UNKNOWN_DRUG", self._near(name, NodeKind.DRUG))
        return self._drugs[name]

    def panel(self, name: str) -> tuple[str, frozenset[Curie]] | Unresolved:
        """Give a panel's label and its genes; of an unknown one, the panels whose names share the most with it."""
        found = _best(self._reader.lookup([name], (NodeKind.PANEL,), LookupMode.EXACT).get(name, []))
        if not found:
            return Unresolved("UNKNOWN_PANEL", self._near_panels(name))
        if len(found) > 1:
            return Unresolved("AMBIGUOUS_NAME", tuple(sorted(hit.label for hit in found)))
        members = self._reader.edges([found[0].id], (EdgeKind.HAS_MEMBER,), Way.OUT).get(found[0].id, [])
        return found[0].label, frozenset(edge.object for edge in members)

    def _near_panels(self, name: str) -> tuple[str, ...]:
        """Give the panels, which are few, that have the longest of the name's words in theirs, or are alike in spelling."""
        labels = sorted(node.label for node in all_nodes(self._reader, NodeKind.PANEL))
        words = sorted((word for word in re.split(r"[^a-z]+", name.casefold()) if len(word) > 2), key=len, reverse=True)
        holding = next((held for word in words if (held := [one for one in labels if word in one.casefold()])), [])
        holding.sort(key=lambda label: (len(label), label))
        alike = difflib.get_close_matches(name.casefold(), [label.casefold() for label in labels], _SUGGESTIONS, 0.5)
        near = [label for label in labels if label.casefold() in alike]
        return tuple(dict.fromkeys([*holding, *near]))[:_PANELS]

    def suggest(self, text: str, kind: NodeKind) -> tuple[str, ...]:
        """Give labels of a kind that are near a text."""
        return self._near(text, kind)

    def _near(self, text: str, kind: NodeKind) -> tuple[str, ...]:
        """Give near names: one typing error away, or sharing the text's words or beginning; most alike first."""
        pools: list[Sequence[Hit]] = []
        if kind is NodeKind.GENE and len(text) <= _LONGEST_TYPO:
            found = self._reader.lookup(sorted(_one_edit(text.upper())), (kind,), LookupMode.EXACT)
            pools.extend(found.values())
        beginning = text[: 3 if kind is NodeKind.GENE else 4]
        if beginning.strip():
            for mode, asked in ((LookupMode.WORDS, text), (LookupMode.PREFIX, beginning)):
                pools.append(self._reader.lookup([asked], (kind,), mode, 200).get(asked, []))
        labels = sorted({hit.label for pool in pools for hit in pool})
        lowered = {label.casefold(): label for label in labels}
        close = difflib.get_close_matches(text.casefold(), lowered, n=_SUGGESTIONS, cutoff=0.5)
        return tuple(lowered[match] for match in close)


def _one_edit(text: str) -> set[str]:
    """Give every text that one dropped, swapped, replaced or added character makes of a symbol."""
    splits = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    dropped = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    replaced = {left + letter + right[1:] for left, right in splits if right for letter in _SYMBOL_LETTERS}
    added = {left + letter + right for left, right in splits for letter in _SYMBOL_LETTERS}
    return dropped | swapped | replaced | added


def notice(unresolved: Unresolved, what: str, given: str) -> Notice:
    """Say in words why a name of the request stands for nothing."""
    several = unresolved.code == "AMBIGUOUS_NAME"
    message = _ambiguous(unresolved, what, given) if several else f"{what} {given!r} is not known in this release"
    return Notice(unresolved.code, message, given, unresolved.suggestions)


def refuse(unresolved: Unresolved, what: str, given: str) -> NoReturn:
    """Raise :class:`RequestError` for an ambiguous name and :class:`NotFound` for an unknown one."""
    if unresolved.code == "AMBIGUOUS_NAME":
        raise RequestError(_ambiguous(unresolved, what, given))
    raise NotFound(f"{what} {given!r}", unresolved.suggestions)


def _ambiguous(unresolved: Unresolved, what: str, given: str) -> str:
    return f"{what} {given!r} is ambiguous: {', '.join(unresolved.suggestions)}"


def _best(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits of the best role, one per node."""
    if not hits:
        return []
    best = min(_ROLES[hit.role] for hit in hits)
    unique: Mapping[Curie, Hit] = {hit.id: hit for hit in hits if _ROLES[hit.role] == best}
    return sorted(unique.values(), key=lambda hit: hit.id)
