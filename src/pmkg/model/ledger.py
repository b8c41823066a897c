"""The list of what did not normalize."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Name why a record, or a part of it, is not in the graph in normalized form."""

    UNKNOWN_GENE = "UNKNOWN_GENE"
    AMBIGUOUS_GENE = "AMBIGUOUS_GENE"
    UNKNOWN_DISEASE = "UNKNOWN_DISEASE"
    UNKNOWN_DRUG = "UNKNOWN_DRUG"
    AMBIGUOUS_DRUG = "AMBIGUOUS_DRUG"
    NOT_A_DRUG = "NOT_A_DRUG"
    UNPARSED_VARIANT = "UNPARSED_VARIANT"
    UNKNOWN_REFERENCE = "UNKNOWN_REFERENCE"
    REFERENCE_MISMATCH = "REFERENCE_MISMATCH"
    SOURCE_CONFLICT = "SOURCE_CONFLICT"
    DUPLICATE = "DUPLICATE"
    MALFORMED = "MALFORMED"
    DEPRECATED = "DEPRECATED"


@dataclass(frozen=True, slots=True)
class Loss:
    """Record one thing that did not normalize: where it stands, its text, and why."""

    source: str
    record: str
    field: str
    text: str
    reason: str
