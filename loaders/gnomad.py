"""gnomAD: how intolerant a gene is of loss of function in the population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Annotation, Record, Reference, Rejected
from pmkg.model.source import Files
from pmkg.model.table import table

_MEASURES = {"pLI": "pLI", "LOEUF": "oe_lof_upper"}
"""Property -> column of the owner's table."""


def load(files: Files) -> Iterator[Record]:
    """Yield ``pLI`` per gene, and ``LOEUF`` where the owner's whole table is at hand.

    The short table names genes by symbol alone. Where it gives one symbol two different values, nothing tells which gene each
    belongs to, so both go to the ledger. A gene with too few expected variants has no value and gives nothing.
    """
    found: dict[Reference, dict[tuple[tuple[str, float], ...], str]] = defaultdict(dict)
    for row in table(files, files.path("constraint"), ("gene", "pLI"), ("oe_lof_upper", "gene_id")):
        if isinstance(row, Rejected):
            yield row
            continue
        number, (symbol, pli, upper, gene_id) = row
        try:
            values = tuple(
                (key, float(text)) for key, text in zip(_MEASURES, (pli, upper), strict=True) if text not in {"", "NA"}
            )
        except ValueError:
            yield Rejected(f"row {number}", "pLI", f"{symbol} {pli} {upper}", Reason.MALFORMED)
            continue
        if not symbol:
            yield Rejected(f"row {number}", "gene", "", Reason.MALFORMED)
        elif values:
            ids = (Curie.of("ENSEMBL", gene_id),) if gene_id else ()
            found[Reference(symbol, ids, NodeKind.GENE)].setdefault(values, f"row {number}")
    for gene, variants in found.items():
        for values, record in variants.items():
            if len(variants) == 1:
                yield Annotation(gene, record, dict[str, Value](values))
            else:
                yield Rejected(record, "gene", f"{gene.text} {values[0][1]}", Reason.SOURCE_CONFLICT)
