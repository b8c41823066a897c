"""Deterministic identifiers of what the sources do not name: alleles, classes, biomarkers."""

from __future__ import annotations

import hashlib

from pmkg.model.curie import Curie


def content_id(prefix: str, *parts: str) -> Curie:
    """Make an identifier from content, so that loading twice gives the same graph.

    >>> content_id("pmkg.variant", "HGNC:1097", "V600E") == content_id("pmkg.variant", "HGNC:1097", "V600E")
    True
    """
    return Curie.of(prefix, hashlib.sha256("|".join(parts).encode()).hexdigest()[:20])


def variant_id(gene: Curie, change: str) -> Curie:
    """Identify a change of a gene that is known by its protein or coding name only."""
    return content_id("pmkg.variant", gene, change)
