"""Where sources agree, where they contradict each other, and what one has that another lacks."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from pmkg.api.context import Info
from pmkg.api.names import TREATMENTS, identify
from pmkg.api.paging import page_of_list
from pmkg.api.types.agreement import Agreement, Disagreement, Gap
from pmkg.api.types.arguments import After, AsOf, First
from pmkg.api.types.connection import Connection
from pmkg.api.types.fields import field
from pmkg.clinic.agreement_names import read_profile, read_regimen
from pmkg.clinic.lookup import Lookup
from pmkg.clinic.tumors import Tumors
from pmkg.model.kinds import NodeKind

ProfileName = Annotated[
    str, strawberry.argument(description="A canonical profile by its text, such as BRAF V600E, or its identifier.")
]
RegimenName = Annotated[
    str,
    strawberry.argument(description='A regimen by its label, such as "Dabrafenib + Trametinib", or its identifier.'),
]
TumorName = Annotated[
    str | None, strawberry.argument(description="Without one, every statement is taken, each with its own tumor.")
]
GeneName = Annotated[str | None, strawberry.argument(description="Only profiles that name this gene.")]
DrugName = Annotated[str | None, strawberry.argument(description="Only regimens that hold this drug or drug class.")]
Speaker = Annotated[str | None, strawberry.argument(description="Only where this source speaks on a side.")]
SilentSource = Annotated[str | None, strawberry.argument(description="Only what this source is silent on.")]


@strawberry.type
class AgreementOfSources:
    """Offer the comparison of sources."""

    @field("Who says what of a regimen for a profile in a tumor, at which level and date, and which source is silent.")
    def agreement(
        self, info: Info, profile: ProfileName, regimen: RegimenName, tumor: TumorName = None, as_of: AsOf = None
    ) -> Agreement:
        """Compare the sources on one question."""
        reading = info.context.reading(as_of)
        reader = reading.reader
        named, warnings = Tumors(reader, Lookup(reader)).resolve(tumor)
        profile_id, regimen_id = read_profile(profile, reader), read_regimen(regimen, reader)
        return cast(Agreement, reading.asking.agreement.ask(profile_id, regimen_id, named, warnings))

    @field("Where sources, or records of one, say opposite things: the strongest disagreements first, never netted.")
    def disagreements(
        self,
        info: Info,
        gene: GeneName = None,
        drug: DrugName = None,
        source: Speaker = None,
        first: First = None,
        after: After = None,
        as_of: AsOf = None,
    ) -> Connection[Disagreement]:
        """Page through the disagreements of a release."""
        reading = info.context.reading(as_of)
        gene_id = identify(reading.reader, [NodeKind.GENE], gene) if gene is not None else None
        drug_id = identify(reading.reader, TREATMENTS, drug) if drug is not None else None
        rows = reading.asking.agreement.disagreements(gene_id, drug_id, source or "")
        return cast(Connection[Disagreement], page_of_list(rows, _as_is, first, after))

    @field("Tier IA evidence for its own tumor on which other sources are silent, for the same profile and regimen.")
    def gaps(
        self, info: Info, source: SilentSource = None, first: First = None, after: After = None, as_of: AsOf = None
    ) -> Connection[Gap]:
        """Page through the gaps of a release."""
        rows = info.context.reading(as_of).asking.agreement.gaps(source or "")
        return cast(Connection[Gap], page_of_list(rows, _as_is, first, after))


def _as_is(row: object) -> object:
    return row
