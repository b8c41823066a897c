"""Read which alterations of a request lie in cis or in trans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pmkg.clinic.signature_input import PhaseInput
from pmkg.model.phase import Phase, opposite_state, phase_state
from pmkg.model.signature import Found, Notice
from pmkg.model.variant import Mutation


@dataclass(slots=True)
class Phases:
    """Gather what a request says of phase: groups of its own field, and of texts such as "T790M in cis with C797S".

    Alterations are named as the request or the answer words them.
    """

    groups: list[tuple[Phase, Sequence[str]]] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)

    def add(self, given: Sequence[PhaseInput]) -> None:
        """Add the groups of the field."""
        for group in given:
            for phase, names in ((Phase.CIS, group.cis), (Phase.TRANS, group.trans)):
                if names:
                    self.groups.append((phase, names))

    def of_text(self, text: str, phase: Phase, changes: Sequence[str]) -> Iterator[Notice]:
        """Add what an alteration's own text says of two changes; of more it does not say of which."""
        if len(changes) == 2:
            self.groups.append((phase, changes))
        else:
            told = "the phase of more than two changes is not read from their text; give it under phase"
            yield Notice("NOT_USED", told, text)

    def name(self, text: str, found: Found) -> None:
        """Note under which words an alteration was given."""
        self.named[_spelling(text)] = self.named[_spelling(found.label)] = _allele(found)

    def read(self) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
        """Give what is known of pairs of alterations, and what could not be used: unknown names, and pairs told both ways."""
        notices = list(self._unknown())
        states: dict[str, None] = {}
        for phase, names in self.groups:
            alleles = dict.fromkeys(self.named[_spelling(name)] for name in names if _spelling(name) in self.named)
            states.update(dict.fromkeys(phase_state(phase, *pair) for pair in combinations(alleles, 2)))
        both = [state for state in states if opposite_state(state) in states]
        for state in both[: len(both) // 2]:
            pair = state.rpartition(" in ")[0]
            notices.append(
                Notice(
                    "CONTRADICTION", f"{pair} are given in cis and in trans; their phase counts as not known", "phase"
                )
            )
        return tuple(sorted(state for state in states if state not in both)), tuple(notices)

    def _unknown(self) -> Iterator[Notice]:
        near = tuple(sorted(set(self.named.values())))
        for name in dict.fromkeys(name for _, names in self.groups for name in names):
            if _spelling(name) not in self.named:
                told = f"phase names {name!r}, which is none of the alterations as the request or the answer words them"
                yield Notice("UNKNOWN_ALTERATION", told, name, near)


def _allele(found: Found) -> str:
    """Name an alteration as profiles do."""
    mutation = found.alteration
    if isinstance(mutation, Mutation) and mutation.protein is not None:
        return f"{mutation.gene.symbol} {mutation.protein.text}"
    return found.label


def _spelling(text: str) -> str:
    return " ".join(text.casefold().split())
