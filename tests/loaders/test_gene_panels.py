from collections.abc import Callable
from pathlib import Path

import pytest

from pmkg.model.records import Concept, Record, Rejected, Relation

Load = Callable[[str, Path], list[Record]]


def test_a_panel_holds_its_genes_by_entrez_identifier_and_symbol(load_from: Load, fixtures: Path) -> None:
    records = load_from("gene-panels", fixtures / "gene-panels")
    panels = [record for record in records if isinstance(record, Concept)]
    assert [(panel.id, panel.label) for panel in panels] == [("pmkg.panel:PANEL2", "PANEL2")]
    genes = [record.object for record in records if isinstance(record, Relation)]
    assert [(gene.text, gene.ids) for gene in genes] == [("GENEA", ("NCBIGene:11",)), ("GENEB", ())]


def test_a_panel_without_id_and_a_gene_without_name_are_reported(load_from: Load, fixtures: Path) -> None:
    rejected = [record for record in load_from("gene-panels", fixtures / "gene-panels") if isinstance(record, Rejected)]
    assert [record.field for record in rejected] == ["genes", "genePanelId"]


@pytest.mark.mirror
def test_msk_impact_468_covers_kras(load_from: Load, mirror: Path) -> None:
    genes = {
        record.object.text
        for record in load_from("gene-panels", mirror / "gene-panels")
        if isinstance(record, Relation) and record.subject.text == "IMPACT468"
    }
    assert len(genes) > 460
    assert {"KRAS", "EGFR", "ALK"} <= genes
