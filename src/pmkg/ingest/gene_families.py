"""Widen what a drug statement is coded with to the family of genes of which its own text speaks.

Several genes make one histone. A label for "an H3 K27M mutation" means the protein, which its trials also found by
immunohistochemistry, while the source's field has room for one gene.
"""

from __future__ import annotations

from collections.abc import Callable

from pmkg.model.criterion import Allele
from pmkg.model.profile import AllOf, AnyOf, Leaf, Profile, conjunction, disjunction
from pmkg.vocabulary.legacy_names import family_alleles


def with_family(profile: Profile, text: str, parse: Callable[[str], Profile]) -> Profile:
    """Let any gene of a family meet an allele of one of them, where the text names the family; a denied allele stays as it is."""
    if not text:
        return profile
    if isinstance(profile, (AllOf, AnyOf)):
        parts = [with_family(part, text, parse) for part in profile.parts]
        return conjunction(parts) if isinstance(profile, AllOf) else disjunction(parts)
    return _widened(profile, text, parse)


def _widened(leaf: Leaf, text: str, parse: Callable[[str], Profile]) -> Profile:
    allele = leaf.criterion
    if leaf.negated or not isinstance(allele, Allele):
        return leaf
    alleles = family_alleles(allele.gene.symbol, allele.change.text, text)
    return disjunction([parse(text) for text in alleles]) if alleles else leaf
