"""What every criterion about one gene has in common, and what a class of mutations may do to it."""

from __future__ import annotations

from enum import StrEnum

from pmkg.model.kinds import VariantMatch
from pmkg.model.variant import Gene


class Function(StrEnum):
    """Name what a class of mutations does to its gene.

    ANY takes every non-benign small variant; MUTATION is a bare "Mutation": activating for an oncogene, loss of function or
    pathogenic for a suppressor (CLINICAL rule 4); the others say it themselves.
    """

    ANY = "any"
    MUTATION = "mutation"
    ONCOGENIC = "oncogenic"
    ACTIVATING = "activating"
    LOSS_OF_FUNCTION = "loss of function"
    PATHOGENIC = "pathogenic"


class GeneCriterion:
    """Index a criterion under its one gene."""

    __slots__ = ()
    gene: Gene

    @property
    def subjects(self) -> tuple[str, ...]:
        """The identifier of the gene."""
        return (self.gene.id,)

    @property
    def rung(self) -> VariantMatch:
        return VariantMatch.EXACT
