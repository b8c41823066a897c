"""A small release with every part that an export must carry: regimens, germline, disputes, odd characters, provenance."""

from __future__ import annotations

from pmkg.model.codec import encode, encode_union
from pmkg.model.criterion import Allele, Marker, MutationClass
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node, Value
from pmkg.model.kinds import Direction, EdgeKind, Effect, NodeKind, Operator, Origin, StatementKind, TumorScope
from pmkg.model.manifest import Manifest, SourceRelease
from pmkg.model.profile import Leaf, Profile, conjunction, profile_id
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import Statement
from pmkg.model.variant import ChangeKind, Gene, ProteinChange
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

BRAF, KRAS = Gene(Curie("HGNC:1097"), "BRAF"), Gene(Curie("HGNC:6407"), "KRAS")
VEMURAFENIB = Agent(Curie("NCIT:C64768"), "Vemurafenib")
CETUXIMAB = Agent(Curie("NCIT:C1723"), "Cetuximab")
ENCORAFENIB = Agent(Curie("CHEMBL:CHEMBL3301612"), "Encorafenib")
CANCER, MELANOMA, CUTANEOUS, COLORECTAL = (Curie(f"MONDO:{n:07d}") for n in (4992, 5105, 5012, 5575))
V600E = Leaf(Allele(BRAF, ProteinChange(ChangeKind.SUBSTITUTION, 600, 600, "V", "V", "E")))
MUTATED_KRAS = Leaf(MutationClass(KRAS))
WITHOUT_KRAS = conjunction([V600E, Leaf(MutationClass(KRAS), negated=True)])
UNSTABLE = Leaf(Marker("MSI", "high"))
DOSE_FINDING = Curie("pmkg.dosefinding:101.1")
VARIANT = Curie("ga4gh:VA.nmp-bzYpO00NYIqr3CaVF0ZH2ZpSj1ly")

SINGLE = Regimen.of((VEMURAFENIB,), Operator.SINGLE)
PAIR = Regimen.of((ENCORAFENIB, CETUXIMAB), Operator.COMBINATION)
EITHER = Regimen.of((VEMURAFENIB, ENCORAFENIB), Operator.SUBSTITUTES)
ALONE = Regimen.of((CETUXIMAB,), Operator.SINGLE)


def _statement(
    number: int,
    profile: Profile,
    regimen: Regimen | None,
    effect: Effect,
    level: str,
    disease: Curie | None,
    **more: object,
) -> Statement:
    facts: dict[str, object] = {
        "id": Curie(f"civic.eid:{number}"),
        "kind": StatementKind.PREDICTIVE,
        "source": "civic",
        "profile": profile_id(profile),
        "regimen": regimen,
        "effect": effect,
        "significance": effect.capitalize(),
        "direction": Direction.SUPPORTS,
        "scale": "civic",
        "level": level,
        "disease": disease,
        "disease_label": "as the source writes it",
        "scope": TumorScope.SPECIFIC if disease else TumorScope.BASKET,
        "citation": "PMID:22735384",
        "license": "CC0-1.0",
        **more,
    }
    return Statement(**facts)  # type: ignore[arg-type]


STATEMENTS = (
    _statement(1, V600E, SINGLE, Effect.SENSITIVITY, "A", CUTANEOUS),
    _statement(2, V600E, SINGLE, Effect.SENSITIVITY, "B", COLORECTAL, direction=Direction.DOES_NOT_SUPPORT),
    _statement(3, V600E, PAIR, Effect.SENSITIVITY, "A", COLORECTAL, conditions=("previously treated",)),
    _statement(4, MUTATED_KRAS, ALONE, Effect.RESISTANCE, "B", COLORECTAL, origin=Origin.SOMATIC),
    _statement(5, WITHOUT_KRAS, EITHER, Effect.SENSITIVITY, "D", MELANOMA),
    _statement(6, UNSTABLE, ALONE, Effect.SENSITIVITY, "C", None),
    _statement(7, V600E, SINGLE, Effect.ADVERSE_RESPONSE, "C", CUTANEOUS),
    _statement(
        8, V600E, None, Effect.OTHER, "B", COLORECTAL, kind=StatementKind.PROGNOSTIC, significance="Poor Outcome"
    ),
    _statement(9, MUTATED_KRAS, PAIR, Effect.RESISTANCE, "C", COLORECTAL, status="submitted"),
    _statement(10, V600E, SINGLE, Effect.SENSITIVITY, "A", CUTANEOUS, status="withdrawn"),
    _statement(11, V600E, SINGLE, Effect.SENSITIVITY, "A", CUTANEOUS, conflict="its text names another gene"),
    _statement(12, V600E, SINGLE, Effect.RESISTANCE, "A", CUTANEOUS, conflict="its text names another gene"),
    _statement(
        13,
        V600E,
        None,
        Effect.OTHER,
        "FDA-Approved",
        COLORECTAL,
        kind=StatementKind.PROGNOSTIC,
        significance="Unfavorable prognosis",
        scale="moalmanac",
    ),
)
TREES = (V600E, MUTATED_KRAS, WITHOUT_KRAS, UNSTABLE)


def _genes_of(profile: Curie) -> list[Value]:
    asked = {V600E: [BRAF], MUTATED_KRAS: [KRAS], WITHOUT_KRAS: [BRAF, KRAS], UNSTABLE: []}
    return next([gene.id for gene in genes] for tree, genes in asked.items() if profile_id(tree) == profile)


def _evidence(statement: Statement) -> Node:
    properties: dict[str, Value] = {
        "kind": statement.kind.value,
        "source": statement.source,
        "level": statement.level,
        "direction": statement.direction.value,
        "effect": statement.effect.value,
        "status": statement.status,
        "profile": statement.profile,
        "genes": _genes_of(statement.profile),
        "description": 'A "quoted" remark\nover two lines, with a back\\slash and a tab\t.',
        "statement": encode(statement),
    }
    if statement.conflict:
        properties["conflict"] = statement.conflict
    if statement.disease:
        properties["disease"] = statement.disease
    if statement.regimen:
        properties["regimen"] = statement.regimen.id
        properties["drugs"] = [drug.id for drug in statement.regimen.drugs]
    return Node(statement.id, NodeKind.EVIDENCE, f"EID{statement.id.local}", (), properties, ("civic",))


def _regimen(regimen: Regimen) -> Node:
    drugs: list[Value] = [drug.id for drug in regimen.drugs]
    return Node(
        regimen.id,
        NodeKind.REGIMEN,
        regimen.label,
        (),
        {"operator": regimen.operator.value, "drugs": drugs},
        ("civic",),
    )


def nodes() -> list[Node]:
    """Give the nodes."""
    alias, mapping = Name("BRAF1 (old) | β", NameRole.ALIAS), Name("NCBIGene:673", NameRole.MAPPING)
    found = [
        Node(BRAF.id, NodeKind.GENE, "BRAF", (alias, mapping), {"role": "oncogene", "pli": 0.99, "rank": 3}, ("hgnc",)),
        Node(KRAS.id, NodeKind.GENE, "KRAS", (), {"constrained": True}, ("hgnc",)),
        Node(CANCER, NodeKind.DISEASE, "cancer", (), {}, ("mondo",)),
        Node(
            MELANOMA, NodeKind.DISEASE, "melanoma", (Name("ONCOTREE:MEL", NameRole.MAPPING),), {}, ("mondo", "oncotree")
        ),
        Node(CUTANEOUS, NodeKind.DISEASE, "cutaneous melanoma", (), {"oncotree": "SKCM"}, ("mondo", "oncotree")),
        Node(COLORECTAL, NodeKind.DISEASE, "colorectal cancer", (), {}, ("mondo",)),
        Node(
            VARIANT,
            NodeKind.VARIANT,
            "BRAF V600E",
            (),
            {"gene": BRAF.id, "symbol": "BRAF", "protein": "V600E", "classes": {"oncogenic": "row 1"}},
            ("clinvar",),
        ),
        Node(
            DOSE_FINDING,
            NodeKind.DOSE_FINDING,
            "Dose finding of cetuximab + encorafenib (PMID:101)",
            (),
            {
                "publication": "PMID:101",
                "trials": ["NCT:NCT00000001"],
                "named": ["cetuximab", "encorafenib"],
                "toxicities": [{"toxicity": "rash", "grade": "3", "patients": 1, "treated": 6}],
                "tolerated": [],
            },
            ("drugcombo",),
        ),
        Node(Curie("PMID:22735384"), NodeKind.PUBLICATION, "Chapman 2011", (), {}, ("civic",)),
    ]
    found += [
        Node(drug.id, NodeKind.DRUG, drug.label, (), {}, ("pharmoncox",))
        for drug in (VEMURAFENIB, CETUXIMAB, ENCORAFENIB)
    ]
    found += [
        Node(
            profile_id(tree),
            NodeKind.MOLECULAR_PROFILE,
            tree.text,
            (),
            {"tree": encode_union(tree), "genes": _genes_of(profile_id(tree))},
            ("civic",),
        )
        for tree in TREES
    ]
    found += [_regimen(regimen) for regimen in (SINGLE, PAIR, EITHER, ALONE)]
    return found + [_evidence(statement) for statement in STATEMENTS]


def edges() -> list[Edge]:
    """Give the edges."""
    found = [
        Edge(child, EdgeKind.IS_A, parent, "mondo", child)
        for child, parent in ((MELANOMA, CANCER), (CUTANEOUS, MELANOMA), (COLORECTAL, CANCER))
    ]
    found.append(Edge(VARIANT, EdgeKind.IN_GENE, BRAF.id, "clinvar", "row 1"))
    found.append(
        Edge(profile_id(V600E), EdgeKind.HAS_CRITERION, VARIANT, "civic", "civic.eid:1", (), {"negated": False})
    )
    found.append(
        Edge(profile_id(WITHOUT_KRAS), EdgeKind.HAS_CRITERION, KRAS.id, "civic", "civic.eid:5", (), {"negated": True})
    )
    for regimen in (SINGLE, PAIR, EITHER, ALONE):
        found += [Edge(regimen.id, EdgeKind.HAS_MEMBER, drug.id, "civic", "civic.eid:1") for drug in regimen.drugs]
    for item in STATEMENTS:
        found.append(Edge(item.id, EdgeKind.ABOUT_PROFILE, item.profile, "civic", item.id))
        found.append(Edge(item.id, EdgeKind.CITED_IN, Curie("PMID:22735384"), "civic", item.id))
        if item.disease:
            found.append(Edge(item.id, EdgeKind.ABOUT_DISEASE, item.disease, "civic", item.id))
        if item.regimen:
            found.append(Edge(item.id, EdgeKind.ABOUT_REGIMEN, item.regimen.id, "civic", item.id))
    for drug in (CETUXIMAB, ENCORAFENIB):
        record = f"PMID 101 combination 1: {drug.label}"
        found.append(Edge(DOSE_FINDING, EdgeKind.STUDIES_DRUG, drug.id, "drugcombo", record, ("PMID:101",)))
    for drug in (VEMURAFENIB, ENCORAFENIB):
        found.append(
            Edge(drug.id, EdgeKind.TARGETS, BRAF.id, "pharmoncox", "row 1", ("PMID:1",), {"action": "inhibitor"})
        )
        found.append(Edge(drug.id, EdgeKind.TARGETS, BRAF.id, "drugcentral", "row 9", ("https://example.org/a b",)))
    return found


def manifest() -> Manifest:
    """Give the manifest, with a source that has no version."""
    sources = (
        SourceRelease("civic", "CIViC", "2025-04-30", "CC0-1.0", "PMID:28138153", "https://civicdb.org"),
        SourceRelease("drugcentral", "DrugCentral", "54", "CC-BY-SA-4.0", "", ""),
        SourceRelease("hgnc", "HGNC complete set", "", "CC0-1.0", "", ""),
    )
    return Manifest("sample", "draft", "2026-01-01T00:00:00Z", "", sources)


def sample() -> MemoryGraph:
    """Give the release."""
    return MemoryGraph(nodes(), edges(), facets=facets_by_kind(), manifest=manifest())
