"""A small graph with what real releases hold: genes, tumor types, drugs, variants, profiles and their evidence."""

from __future__ import annotations

from collections.abc import Iterable

from pmkg.model.codec import encode, encode_union
from pmkg.model.criterion import Allele, Marker, MutationClass, WildType
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node, Properties, Value
from pmkg.model.kinds import Direction, EdgeKind, Effect, NodeKind, Operator, StatementKind, TumorScope
from pmkg.model.ledger import Loss, Reason
from pmkg.model.manifest import Manifest, SourceRelease
from pmkg.model.profile import Leaf, Profile, conjunction, leaves, profile_id
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import Statement
from pmkg.model.trial import Protocol, Recruitment, StatedStatus
from pmkg.model.trial_criteria import (
    AgeCriterion,
    AllAsked,
    Asked,
    CriteriaTree,
    GenomicCriterion,
    Named,
    TumorCriterion,
)
from pmkg.model.variant import ChangeKind, Gene, ProteinChange
from pmkg.ports import Releases

FACETS = {
    NodeKind.GENE: ("role", "chromosome"),
    NodeKind.EVIDENCE: ("source", "level"),
    NodeKind.DISEASE: ("areas", "rare"),
}

BRAF, KRAS, EGFR = (
    Gene(Curie("HGNC:1097"), "BRAF"),
    Gene(Curie("HGNC:6407"), "KRAS"),
    Gene(Curie("HGNC:3236"), "EGFR"),
)
VEMURAFENIB = Agent(Curie("NCIT:C64768"), "Vemurafenib")
CETUXIMAB = Agent(Curie("NCIT:C1723"), "Cetuximab")
ENCORAFENIB = Agent(Curie("NCIT:C98283"), "Encorafenib")

CANCER, CARCINOMA, MELANOMA, CUTANEOUS, COLORECTAL, LUNG, ADENOCARCINOMA = (
    Curie(f"MONDO:{number:07d}") for number in (4992, 4993, 5105, 5012, 5575, 5233, 5061)
)


def _names(role: NameRole, *texts: str) -> tuple[Name, ...]:
    return tuple(Name(text, role) for text in texts)


def _gene(gene: Gene, chromosome: str, previous: str, mapping: str, **facts: object) -> Node:
    names = _names(NameRole.PREVIOUS, previous) + _names(NameRole.MAPPING, mapping)
    properties: Properties = {"chromosome": chromosome, **facts}  # type: ignore[dict-item]
    return Node(gene.id, NodeKind.GENE, gene.symbol, names, properties, ("hgnc",))


def genes() -> list[Node]:
    hotspot = {
        "start": 600,
        "end": 600,
        "kind": "single residue",
        "seen": {"E": 833, "K": 24},
        "count": 900,
        "residue": "V",
    }
    return [
        _gene(BRAF, "7", "RAFB1", "NCBIGene:673", role="oncogene", hotspots=[hotspot]),
        _gene(KRAS, "12", "KRAS2", "NCBIGene:3845", role="oncogene"),
        _gene(EGFR, "7", "ERBB", "NCBIGene:1956"),
        Node(
            Curie("HGNC:11998"),
            NodeKind.GENE,
            "TP53",
            _names(NameRole.ALIAS, "p53", "LFS1"),
            {"role": "suppressor", "chromosome": "17"},
            ("hgnc",),
        ),
        # TGF-β: a name with a Greek letter; "ERBB" is here an alias and of EGFR a previous symbol
        Node(
            Curie("HGNC:11766"), NodeKind.GENE, "TGFB1", _names(NameRole.ALIAS, "TGF-β", "ERBB"), {"chromosome": "19"}
        ),
    ]


def diseases() -> list[Node]:
    labels = {
        CANCER: "cancer",
        CARCINOMA: "carcinoma",
        MELANOMA: "melanoma",
        CUTANEOUS: "cutaneous melanoma",
        COLORECTAL: "colorectal carcinoma",
        LUNG: "non-small cell lung carcinoma",
        ADENOCARCINOMA: "lung adenocarcinoma",
    }
    codes = {CUTANEOUS: "SKCM", ADENOCARCINOMA: "LUAD", LUNG: "NSCLC", COLORECTAL: "COADREAD"}
    areas = {CUTANEOUS: ["skin"], ADENOCARCINOMA: ["lung", "thorax"], LUNG: ["lung"]}
    return [
        Node(
            id,
            NodeKind.DISEASE,
            label,
            _names(NameRole.EXACT, codes[id]) + _names(NameRole.MAPPING, f"ONCOTREE:{codes[id]}")
            if id in codes
            else (),
            {"areas": list(areas.get(id, [])), "rare": id == CUTANEOUS},
            ("mondo", "oncotree") if id in codes else ("mondo",),
        )
        for id, label in labels.items()
    ]


def drugs() -> list[Node]:
    brands = {VEMURAFENIB: "Zelboraf", CETUXIMAB: "Erbitux", ENCORAFENIB: "Braftovi"}
    return [
        Node(agent.id, NodeKind.DRUG, agent.label, _names(NameRole.BRAND, brand), {}, ("drugcentral",))
        for agent, brand in brands.items()
    ]


def _change(first: str, position: int, alternate: str) -> ProteinChange:
    return ProteinChange(ChangeKind.SUBSTITUTION, position, position, first, first, alternate)


V600E, V600K = _change("V", 600, "E"), _change("V", 600, "K")

PROFILES: tuple[Profile, ...] = (
    Leaf(Allele(BRAF, V600E)),
    Leaf(Allele(BRAF, V600K)),
    conjunction([Leaf(WildType(KRAS)), Leaf(WildType(BRAF))]),
    conjunction([Leaf(Allele(BRAF, V600E)), Leaf(MutationClass(KRAS), negated=True)]),
    Leaf(Marker("MSI", "high")),
)


def profiles() -> list[Node]:
    return [
        Node(profile_id(tree), NodeKind.MOLECULAR_PROFILE, tree.text, (), {"tree": encode_union(tree)}, ("civic",))
        for tree in PROFILES
    ]


def variants() -> list[Node]:
    def variant(alternate: str, genomic: str, group: str) -> Node:
        protein = f"V600{alternate}"
        facts: Properties = {
            "gene": BRAF.id,
            "symbol": "BRAF",
            "protein": protein,
            "record": f"clinvar {protein}",
            "coding": [f"c.{genomic[-3:]}"],
            "genomic": [genomic],
            "hgvs": [f"NM_004333.4:c.1799{genomic[-3:]}"],
            "residues": {"600": "V"},
            "classes": {group: f"clinvar {protein}"},
        }
        return Node(Curie(f"pmkg.variant:braf-{protein}"), NodeKind.VARIANT, f"BRAF {protein}", (), facts, ("clinvar",))

    return [
        variant("E", "GRCh37:7:140453136:A:T", "oncogenic"),
        variant("K", "GRCh37:7:140453136:AC:TT", "pathogenic"),
        variant("L", "GRCh37:7:140453137:C:A", "benign"),
    ]


def statements() -> list[Statement]:
    single = Regimen.of((VEMURAFENIB,), Operator.SINGLE)
    pair = Regimen.of((ENCORAFENIB, CETUXIMAB), Operator.COMBINATION)
    alone = Regimen.of((CETUXIMAB,), Operator.SINGLE)
    table: list[tuple[int, Profile, Regimen, Effect, str, Curie | None]] = [
        (1409, PROFILES[0], single, Effect.SENSITIVITY, "A", CUTANEOUS),
        (1410, PROFILES[1], single, Effect.SENSITIVITY, "B", MELANOMA),
        (12016, PROFILES[0], pair, Effect.SENSITIVITY, "A", COLORECTAL),
        (1902, PROFILES[0], single, Effect.RESISTANCE, "C", COLORECTAL),
        (90, PROFILES[2], alone, Effect.SENSITIVITY, "B", COLORECTAL),
        (2000, PROFILES[3], single, Effect.SENSITIVITY, "D", None),
        (10560, PROFILES[4], alone, Effect.SENSITIVITY, "D", None),
    ]
    return [
        Statement(
            Curie(f"civic.eid:{number}"),
            StatementKind.PREDICTIVE,
            "civic",
            profile_id(tree),
            regimen,
            effect,
            effect.capitalize(),
            Direction.SUPPORTS,
            "civic",
            level,
            disease,
            "as written",
            TumorScope.SPECIFIC if disease else TumorScope.AGNOSTIC,
            citation="PMID:22735384",
            license="CC0-1.0",
        )
        for number, tree, regimen, effect, level, disease in table
    ]


def evidence() -> list[Node]:
    return [
        Node(
            item.id,
            NodeKind.EVIDENCE,
            f"EID{item.id.local}",
            (),
            {"statement": encode(item), "source": item.source, "level": item.level},
            ("civic",),
        )
        for item in statements()
    ]


DOSE_FINDING = Curie("pmkg.dosefinding:101.1")


def dose_finding() -> Node:
    toxicity: dict[str, Value] = {"toxicity": "rash", "grade": "3", "level": "2", "patients": 1, "treated": 6}
    facts: Properties = {
        "publication": "PMID:101",
        "named": ["cetuximab", "encorafenib"],
        "trials": ["NCT:NCT00000001"],
        "population": "colorectal cancer",
        "toxicities": [toxicity],
        "tolerated": [{"drug": "encorafenib", "value": "300", "unit": "mg", "note": "RP2D"}],
    }
    return Node(DOSE_FINDING, NodeKind.DOSE_FINDING, "Dose finding (PMID:101)", (), facts, ("drugcombo",))


def trials() -> list[Node]:
    """Make a trial for melanoma with BRAF V600E, and one of anybody."""
    allele = GenomicCriterion(Leaf(Allele(BRAF, _change("V", 600, "E"))))
    tumor = TumorCriterion((Named(MELANOMA, "melanoma"),))
    asked: dict[str, CriteriaTree] = {
        "NCT00000001": AllAsked((Asked(allele), Asked(tumor))),
        "NCT00000002": Asked(AgeCriterion(">=", 18)),
    }
    found = []
    for number, criteria in asked.items():
        trial = Curie.of("NCT", number)
        status = StatedStatus("ctml", "open to accrual", Recruitment.OPEN, "2026-01-01")
        protocol = Protocol(trial, "ctml", number, f"Trial {number}", status, criteria=criteria)
        found.append(Node(trial, NodeKind.TRIAL, protocol.title, (), {"protocols": [encode(protocol)]}, ("ctml",)))
    return found


def nodes() -> list[Node]:
    return [*genes(), *diseases(), *drugs(), *profiles(), *variants(), *evidence(), dose_finding(), *trials()]


def edges() -> list[Edge]:
    lineage = [
        (CARCINOMA, CANCER),
        (MELANOMA, CANCER),
        (CUTANEOUS, MELANOMA),
        (COLORECTAL, CARCINOMA),
        (LUNG, CARCINOMA),
        (ADENOCARCINOMA, LUNG),
        (ADENOCARCINOMA, CARCINOMA),
    ]
    found = [Edge(child, EdgeKind.IS_A, parent, "mondo", child) for child, parent in lineage]
    found += [Edge(node.id, EdgeKind.IN_GENE, BRAF.id, "clinvar", node.label) for node in variants()]
    for item in statements():
        found.append(Edge(item.id, EdgeKind.ABOUT_PROFILE, item.profile, "civic", item.id, ("PMID:22735384",)))
        if item.disease:
            found.append(Edge(item.id, EdgeKind.ABOUT_DISEASE, item.disease, "civic", item.id))
    for tree in PROFILES:
        genes_asked = {
            subject for leaf in leaves(tree) for subject in leaf.criterion.subjects if "marker" not in subject
        }
        found += [
            Edge(profile_id(tree), EdgeKind.HAS_CRITERION, Curie(gene), "civic", tree.text)
            for gene in sorted(genes_asked)
        ]
    for agent, gene in ((VEMURAFENIB, BRAF), (ENCORAFENIB, BRAF), (CETUXIMAB, EGFR)):
        found.append(Edge(agent.id, EdgeKind.TARGETS, gene.id, "drugcentral", "row 1", (), {"action": "inhibitor"}))
        found.append(Edge(agent.id, EdgeKind.TARGETS, gene.id, "chembl", "row 9"))
        found.append(Edge(agent.id, EdgeKind.INTERACTS_WITH, gene.id, "dgidb", "row 3", ("PMID:1", "PMID:2")))
    for agent, name in ((CETUXIMAB, "cetuximab"), (ENCORAFENIB, "encorafenib")):
        record = f"PMID 101 combination 1: {name}"
        found.append(
            Edge(DOSE_FINDING, EdgeKind.STUDIES_DRUG, agent.id, "drugcombo", record, ("PMID:101",), {"name": name})
        )
    found.append(Edge(BRAF.id, EdgeKind.INTERACTS_WITH, BRAF.id, "signor", "SIGNOR-1"))
    found.append(Edge(EGFR.id, EdgeKind.INTERACTS_WITH, KRAS.id, "signor", "SIGNOR-2"))
    found.append(Edge(KRAS.id, EdgeKind.INTERACTS_WITH, BRAF.id, "signor", "SIGNOR-3"))
    return found


def losses() -> list[Loss]:
    return [
        Loss("civic", "civic.eid:7", "drugs", "ABC-1", Reason.UNKNOWN_DRUG),
        Loss("civic", "civic.eid:8", "drugs", "ABC-2", Reason.UNKNOWN_DRUG),
        Loss("civic", "civic.eid:9", "disease", "Zebra", Reason.UNKNOWN_DISEASE),
        Loss("moalmanac", "row 12", "gene", "FOO1", Reason.UNKNOWN_GENE),
    ]


def publish(
    releases: Releases, name: str, built_at: str = "2026-01-01T00:00:00Z", extra: Iterable[Node] = ()
) -> Manifest:
    """Publish the graph, with further nodes if wanted, as the current release."""
    with releases.draft(name) as writer:
        writer.nodes([*nodes(), *extra])
        writer.edges(edges())
        writer.losses(losses())
        digest = writer.index()
        counts = writer.reader().manifest()
        source = SourceRelease(
            "civic", "CIViC", "2025-04-30", "CC0-1.0", "PMID:28138153", "https://civicdb.org", losses=3
        )
        manifest = Manifest(name, "full", built_at, digest, (source,), counts.nodes, counts.edges, software="0.1.0")
        writer.publish(manifest)
    return manifest
