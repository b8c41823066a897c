"""cBioPortal gene panels: which genes a sequencing test covers, as the portal's web service gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import document


def load(files: Files) -> Iterator[Record]:
    """Yield each panel and one membership per gene, named by Entrez identifier and symbol."""
    for panel in _panels(files):
        name, genes = str(panel.get("genePanelId") or "").strip(), panel.get("genes")
        if not name or " " in name or not isinstance(genes, list):
            yield Rejected(name or "panel without an id", "genePanelId", name, "MALFORMED")
            continue
        id = Curie.of("pmkg.panel", name)
        description = str(panel.get("description") or "")
        yield Concept(NodeKind.PANEL, id, name, name, properties={"description": description, "gene_count": len(genes)})
        for gene in genes:
            yield _member(Reference(name, (id,), NodeKind.PANEL), gene)


def _member(panel: Reference, gene: Mapping[str, Any]) -> Relation | Rejected:
    symbol, entrez = str(gene.get("hugoGeneSymbol") or "").strip(), gene.get("entrezGeneId")
    record = f"{panel.text} {symbol}".strip()
    if not symbol and not entrez:
        return Rejected(record, "genes", json.dumps(gene), "MALFORMED")
    # The portal numbers genes that Entrez does not know below zero.
    known = (Curie.of("NCBIGene", entrez),) if isinstance(entrez, int) and entrez > 0 else ()
    return Relation(EdgeKind.HAS_MEMBER, panel, Reference(symbol, known, NodeKind.GENE), record)


def _panels(files: Files) -> list[Mapping[str, Any]]:
    data = document(files, files.path("panels"))
    if not isinstance(data, list) or not all(isinstance(panel, dict) for panel in data):
        problem = "is not a list of panels; ask the service for the detailed projection"
        raise MalformedSource(files.source, files.path("panels").name, problem)
    return data
