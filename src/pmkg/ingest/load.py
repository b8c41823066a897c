"""Run the loaders: from located files to records, sorted by what they are."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pmkg.errors import MalformedSource
from pmkg.ingest.catalog import loader_of
from pmkg.model.ledger import Loss, Reason
from pmkg.model.records import Annotation, Claim, Concept, Rejected, Relation, VariantFact
from pmkg.model.source import Files, Source
from pmkg.model.trial_records import TrialRecord

_UNREADABLE = (UnicodeDecodeError, EOFError, zlib.error, gzip.BadGzipFile, csv.Error)
"""What a parser raises on bytes that are no text, a cut archive, or no table: the same fault whichever the loader."""


@dataclass(slots=True)
class Loaded:
    """Hold what one source gave."""

    source: Source
    files: Files
    concepts: list[Concept] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    facts: list[VariantFact] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    trials: list[TrialRecord] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records were read, rejected ones not counted."""
        return sum(len(group) for group in self._groups())

    def numbers(self) -> Counter[str]:
        """Count the records that were read by the source's own number of each, rejected ones not counted."""
        return Counter(record.record for group in self._groups() for record in group)

    def _groups(self) -> tuple[Sequence[Concept | Relation | Claim | VariantFact | Annotation | TrialRecord], ...]:
        return (self.concepts, self.relations, self.claims, self.facts, self.annotations, self.trials)

    def counts(self) -> dict[str, int]:
        """Count records by what they are; concepts by the kind of thing."""
        found = Counter(str(concept.kind) for concept in self.concepts)
        found.update(str(relation.kind) for relation in self.relations)
        found.update(f"{claim.kind.value} claim" for claim in self.claims)
        found["variant fact"] = len(self.facts)
        found["annotation"] = len(self.annotations)
        found["trial"] = len(self.trials)
        return {kind: count for kind, count in sorted(found.items()) if count}


def load(source: Source, files: Files) -> Loaded:
    """Read one source. Raises :class:`MalformedSource` when a file is not in its documented form."""
    loaded = Loaded(source, files)
    homes = {
        Concept: loaded.concepts,
        Relation: loaded.relations,
        Claim: loaded.claims,
        VariantFact: loaded.facts,
        Annotation: loaded.annotations,
        TrialRecord: loaded.trials,
    }
    try:
        for record in loader_of(source)(files):
            if isinstance(record, Rejected):
                loaded.losses.append(Loss(source.id, record.record, record.field, record.text, Reason(record.reason)))
            else:
                homes[type(record)].append(record)  # type: ignore[attr-defined]
    except _UNREADABLE as error:
        names = ", ".join(sorted(path.name for group in files.paths.values() for path in group))
        raise MalformedSource(source.id, names, f"not readable ({error}); fetch it again") from error
    return loaded
