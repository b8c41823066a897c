"""What the sources add to a gene, where rows under several of its symbols speak of it.

gnomAD has a row for ZFHX3 and one for C16orf47, which HGNC has since merged into it: two measurements of two stretches of
DNA. The row under the approved symbol, or under an identifier, is the gene's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pmkg.ingest.united_values import united
from pmkg.model.graph import Value
from pmkg.model.ledger import Loss, Reason
from pmkg.model.records import Annotation

_FIELD = "annotation"


@dataclass(frozen=True, slots=True)
class Note:
    """Hold an annotation with its source and how well its subject names the gene: 0 is the gene's own name."""

    rank: int
    source: str
    annotation: Annotation

    @property
    def order(self) -> tuple[int, str, str, str]:
        """The best name first, then an order that does not depend on that of the rows."""
        return self.rank, self.source, self.annotation.record, repr(sorted(self.annotation.properties.items()))


@dataclass(slots=True)
class GeneNotes:
    """Gather the annotations of one gene."""

    notes: list[Note] = field(default_factory=list)

    def settle(self) -> tuple[dict[str, Value], list[Loss]]:
        """Give the gene's properties, and a loss for each annotation of which a value was not taken.

        Lists of words are united. Of any other value the best name's counts, and of equal names that of the first record.
        """
        found: dict[str, Value] = {}
        losses: list[Loss] = []
        for note in sorted(self.notes, key=lambda note: note.order):
            beaten = sorted(_beaten(found, note.annotation))
            if beaten:
                text = f"{note.annotation.subject.text}: {', '.join(beaten)}"
                losses.append(Loss(note.source, note.annotation.record, _FIELD, text, Reason.SOURCE_CONFLICT))
        return found, losses


def _beaten(found: dict[str, Value], annotation: Annotation) -> Iterator[str]:
    """Take the values that are new, and name those that another annotation has given otherwise."""
    for name, value in annotation.properties.items():
        both = united(found.setdefault(name, value), value)
        if both is None:
            yield name
        else:
            found[name] = both
