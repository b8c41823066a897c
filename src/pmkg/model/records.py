"""What a loader yields: what a source says, in the source's own words and identifiers.

Nothing here is normalized. ``pmkg.ingest`` joins concepts into one identity each, resolves references, and turns
claims into statements; what does not resolve goes to the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pmkg.model.curie import Curie
from pmkg.model.graph import Name, Properties
from pmkg.model.kinds import Direction, EdgeKind, NodeKind, Operator, StatementKind

if TYPE_CHECKING:
    from pmkg.model.trial_records import TrialRecord


@dataclass(frozen=True, slots=True)
class Reference:
    """Name a thing as the source names it: its words, and the identifiers that the source gives beside them."""

    text: str
    ids: tuple[Curie, ...] = ()
    kind: NodeKind | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """Describe one thing that a source defines: a gene, disease, drug, phenotype, trial, panel.

    ``id`` is the source's own identifier. ``exact`` are identifiers that the source equates with it; concepts that
    are linked by them become one node. ``parents`` are the source's is-a parents.
    """

    kind: NodeKind
    id: Curie
    label: str
    record: str
    names: tuple[Name, ...] = ()
    exact: tuple[Curie, ...] = ()
    parents: tuple[Curie, ...] = ()
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """State one relation between two things, each named as the source names it."""

    kind: EdgeKind
    subject: Reference
    object: Reference
    record: str
    citations: tuple[str, ...] = ()
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """State what a source says of a molecular profile: a drug's effect, a diagnosis, a prognosis, a risk.

    ``profile`` is text in the profile grammar (``BRAF V600E AND NOT KIT D816V``; see ``docs/glossary.md``), which a
    loader may assemble from structured fields. ``significance`` and ``level`` are the source's own words. ``fields``
    keeps the source's record for display. ``conditions`` is what the source adds: stage, line, prior therapy. ``sentence`` is
    the text that states biomarkers and therapy in words, against which the fields are held; "" where a source has none. ``studied``
    is the text that tells on which patients the claim was found, for what the fields leave out.
    """

    id: Curie
    kind: StatementKind
    profile: str
    disease: Reference
    significance: str
    direction: Direction
    level: str
    record: str
    therapies: tuple[Reference, ...] = ()
    operator: Operator = Operator.SINGLE
    origin: str = ""
    description: str = ""
    conditions: tuple[str, ...] = ()
    citation: str = ""
    url: str = ""
    status: str = "accepted"
    date: str = ""
    phenotypes: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    excluded_diseases: tuple[Reference, ...] = ()
    sentence: str = ""
    studied: str = ""
    fields: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VariantFact:
    """Say what a source knows of one concrete variant of a gene.

    ``protein`` is a protein change in any spelling (``V600E``, ``p.Val600Glu``), ``coding`` a c. expression with or
    without its transcript, ``genomic`` is ``GRCh37:CHROM:POS:REF:ALT`` in VCF form (left-anchored), each "" where the source
    has none. ``classification`` is one of pathogenic, likely_pathogenic, benign, likely_benign, uncertain, conflicting,
    oncogenic, likely_oncogenic or "".
    """

    gene: Reference
    record: str
    protein: str = ""
    coding: tuple[str, ...] = ()
    genomic: str = ""
    classification: str = ""
    citations: tuple[str, ...] = ()
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annotation:
    """Add facts to a thing that another source defines: a gene's constraint, its driver role, its hotspots.

    ``properties`` become properties of the node, each under its own name; two sources never use the same name.
    """

    subject: Reference
    record: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Rejected:
    """Report a record, or a part of one, that the loader could not read; it goes to the ledger, the load goes on."""

    record: str
    field: str
    text: str
    reason: str


Record: TypeAlias = "Concept | Relation | Claim | VariantFact | Annotation | TrialRecord | Rejected"
