"""A release like a built one: the store's small graph with regimens, trials, phenotypes, facets and sources."""

from __future__ import annotations

from dataclasses import replace

import small_graph as small

from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.manifest import SCHEMA, Manifest, SourceRelease
from pmkg.model.profile import profile_id
from pmkg.ports import Releases

CODES = {small.CUTANEOUS: "SKCM", small.ADENOCARCINOMA: "LUAD", small.LUNG: "NSCLC", small.COLORECTAL: "COADREAD"}
PROFILE_GENES: tuple[list[str], ...] = (
    ["HGNC:1097"],
    ["HGNC:1097"],
    ["HGNC:1097", "HGNC:6407"],
    ["HGNC:1097", "HGNC:6407"],
    [],
)
SHORT, SEIZURE, GROWTH = Curie("HP:0004322"), Curie("HP:0001250"), Curie("HP:0001507")
NOONAN = Curie("MONDO:0018997")
TRIAL, ARM = Curie("NCT:NCT01917552"), Curie("pmkg.arm:nct01917552-1")

SOURCES = (
    SourceRelease(
        "civic", "CIViC", "2025-04-30", "CC0-1.0", "PMID:28138153", "https://civicdb.org", records=7, losses=3
    ),
    SourceRelease("hgnc", "HGNC complete set", "2024-11", "CC0-1.0", "PMID:36243972", "https://www.genenames.org"),
    SourceRelease("mondo", "Mondo", "2026-08", "CC-BY-4.0", "PMID:40052958", "https://mondo.monarchinitiative.org"),
    SourceRelease("drugcentral", "DrugCentral", "54", "CC-BY-SA-4.0", "PMID:36484092", "https://drugcentral.org"),
)


def _regimens() -> list[Node]:
    found = {item.regimen.id: item.regimen for item in small.statements() if item.regimen}
    return [
        Node(
            id,
            NodeKind.REGIMEN,
            regimen.label,
            (),
            {"operator": regimen.operator.value, "drugs": [drug.id for drug in regimen.drugs]},
            ("civic",),
        )
        for id, regimen in found.items()
    ]


def _with_facets(node: Node) -> Node:
    facts = dict(node.properties)
    if node.kind is NodeKind.EVIDENCE:
        item = next(item for item in small.statements() if item.id == node.id)
        profile = [profile_id(tree) for tree in small.PROFILES].index(item.profile)
        facts |= {
            "kind": item.kind.value,
            "direction": item.direction.value,
            "effect": item.effect.value,
            "significance": item.significance,
            "status": "submitted" if item.id == "civic.eid:2000" else item.status,
            "disease": item.disease or "",
            "profile": item.profile,
            "regimen": item.regimen.id if item.regimen else "",
            "drugs": [drug.id for drug in item.regimen.drugs] if item.regimen else [],
            "genes": list(PROFILE_GENES[profile]),
        }
        statement = dict(facts["statement"])  # type: ignore[arg-type]
        facts["statement"] = {**statement, "status": facts["status"]}
    if node.kind is NodeKind.MOLECULAR_PROFILE:
        position = [profile_id(tree) for tree in small.PROFILES].index(node.id)
        facts["genes"] = list(PROFILE_GENES[position])
    if node.id in CODES:
        facts["oncotree"] = CODES[node.id]
    return replace(node, properties=facts)


def nodes() -> list[Node]:
    """Give the nodes of the release."""
    extra = [
        Node(SHORT, NodeKind.PHENOTYPE, "Short stature", (), {}, ("hpo",)),
        Node(GROWTH, NodeKind.PHENOTYPE, "Growth abnormality", (), {}, ("hpo",)),
        Node(NOONAN, NodeKind.DISEASE, "Noonan syndrome", (), {}, ("mondo",)),
        Node(Curie("MONDO:0015650"), NodeKind.DISEASE, "epilepsy syndrome", (), {}, ("mondo",)),
        Node(SEIZURE, NodeKind.PHENOTYPE, "Seizure", (Name("Epilepsy", NameRole.EXACT),), {}, ("hpo",)),
        Node(TRIAL, NodeKind.TRIAL, "Vemurafenib in melanoma", (), {"status": "OPEN", "phase": "II"}, ("ctml",)),
        Node(ARM, NodeKind.TRIAL_ARM, "Cohort 1", (), {"status": "OPEN"}, ("ctml",)),
    ]
    return [_with_facets(node) for node in small.nodes()] + _regimens() + extra


def edges() -> list[Edge]:
    """Give the edges of the release."""
    found = small.edges()
    for node in _regimens():
        drugs = node.properties["drugs"]
        assert isinstance(drugs, list)
        found += [Edge(node.id, EdgeKind.HAS_MEMBER, Curie(str(drug)), "civic", node.id) for drug in drugs]
    found += [
        Edge(item.id, EdgeKind.ABOUT_REGIMEN, item.regimen.id, "civic", item.id)
        for item in small.statements()
        if item.regimen
    ]
    found += [
        Edge(SHORT, EdgeKind.IS_A, GROWTH, "hpo", "HP:0004322"),
        Edge(NOONAN, EdgeKind.HAS_PHENOTYPE, SHORT, "hpo", "row 2", ("PMID:20301303",)),
        Edge(TRIAL, EdgeKind.HAS_ARM, ARM, "ctml", "arm 1"),
        Edge(ARM, EdgeKind.STUDIES_DISEASE, small.MELANOMA, "ctml", "arm 1"),
        Edge(ARM, EdgeKind.STUDIES_GENE, small.BRAF.id, "ctml", "arm 1"),
        Edge(TRIAL, EdgeKind.STUDIES_DRUG, small.VEMURAFENIB.id, "ctml", "arm 1"),
    ]
    return found


def publish(home: Releases, name: str, without: frozenset[Curie] = frozenset(), schema: int = SCHEMA) -> None:
    """Publish the release under a name, with some nodes left out where a test needs another content."""
    with home.draft(name) as draft:
        draft.nodes(node for node in nodes() if node.id not in without)
        draft.edges(edge for edge in edges() if not without & {edge.subject, edge.object})
        draft.losses(small.losses())
        digest = draft.index()
        built = f"2026-11-{len(home.list()) + 1:02d}T00:00:00Z"
        draft.publish(Manifest(name, "starter", built, digest, SOURCES, {"Gene": 5}, {"is_a": 8}, schema))
