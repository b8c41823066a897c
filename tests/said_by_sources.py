"""Releases made of statements that several sources make of the same profiles, regimens and tumors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pmkg.model.codec import encode, encode_union
from pmkg.model.criterion import Allele
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import Direction, EdgeKind, Effect, NodeKind, Operator, StatementKind, TumorScope
from pmkg.model.profile import Leaf, profile_id
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import Statement
from pmkg.model.variant import ChangeKind, Gene, ProteinChange
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

ABL1, KRAS = Gene(Curie("HGNC:76"), "ABL1"), Gene(Curie("HGNC:6407"), "KRAS")
CANCER, LUNG, ADENOCARCINOMA, SQUAMOUS, COLORECTAL, LEUKEMIA = (
    Curie(f"MONDO:{number:07d}") for number in (4992, 5233, 5061, 5097, 5575, 11996)
)
TUMORS = {
    CANCER: ("cancer", None, ""),
    LUNG: ("non-small cell lung carcinoma", CANCER, "NSCLC"),
    ADENOCARCINOMA: ("lung adenocarcinoma", LUNG, "LUAD"),
    SQUAMOUS: ("lung squamous cell carcinoma", LUNG, "LUSC"),
    COLORECTAL: ("colorectal cancer", CANCER, "COADREAD"),
    LEUKEMIA: ("chronic myeloid leukemia", CANCER, "CML"),
}
LINEAGES = {LEUKEMIA: "liquid", CANCER: ""}
T315I = Leaf(Allele(ABL1, ProteinChange(ChangeKind.SUBSTITUTION, 315, 315, "T", "T", "I")))
F317L = Leaf(Allele(ABL1, ProteinChange(ChangeKind.SUBSTITUTION, 317, 317, "F", "F", "L")))
G13D = Leaf(Allele(KRAS, ProteinChange(ChangeKind.SUBSTITUTION, 13, 13, "G", "G", "D")))
PROFILES = (T315I, F317L, G13D)
PONATINIB, CETUXIMAB = Agent(Curie("NCIT:C95777"), "Ponatinib"), Agent(Curie("NCIT:C1723"), "Cetuximab")
ALONE = Regimen.of((PONATINIB,), Operator.SINGLE)
PAIR = Regimen.of((PONATINIB, CETUXIMAB), Operator.COMBINATION)
SCALES = {"civic": "civic", "moalmanac": "moalmanac", "moalmanac-indications": "regulatory"}
TOP = {"civic": "A", "moalmanac": "FDA-Approved", "moalmanac-indications": "FDA approval"}


def said(
    number: int,
    source: str = "civic",
    disease: Curie | None = LUNG,
    effect: Effect = Effect.SENSITIVITY,
    direction: Direction = Direction.SUPPORTS,
    profile: Leaf = T315I,
    regimen: Regimen = ALONE,
    **more: Any,
) -> Statement:
    """Make one statement, of the source's best level where none is given, on any tumor where no disease is."""
    settings: dict[str, Any] = {
        "scale": SCALES[source],
        "level": TOP[source],
        "disease_label": TUMORS[disease][0] if disease else "Any solid tumor",
        "scope": TumorScope.SPECIFIC if disease else TumorScope.AGNOSTIC,
        "lineage": LINEAGES.get(disease, "solid") if disease else "solid",
        "date": "2024-01-01",
        "license": "CC0-1.0",
        **more,
    }
    return Statement(
        id=Curie.of("civic.eid", number),
        kind=StatementKind.PREDICTIVE,
        source=source,
        profile=profile_id(profile),
        regimen=regimen,
        effect=effect,
        significance=effect.capitalize(),
        direction=direction,
        disease=disease,
        **settings,
    )


def nodes(statements: Iterable[Statement]) -> Iterator[Node]:
    """Give the nodes of a release that holds these statements."""
    for gene in (ABL1, KRAS):
        yield Node(gene.id, NodeKind.GENE, gene.symbol)
    for drug in (PONATINIB, CETUXIMAB):
        yield Node(drug.id, NodeKind.DRUG, drug.label)
    for id, (label, _, code) in TUMORS.items():
        names = (Name(code, NameRole.EXACT),) if code else ()
        facts = {"oncotree": code, "lineage": LINEAGES.get(id, "solid")}
        yield Node(id, NodeKind.DISEASE, label, names, facts)
    for profile in PROFILES:
        genes = [profile.criterion.gene.id] if isinstance(profile.criterion, Allele) else []
        facts_of: dict[str, Any] = {"tree": encode_union(profile), "genes": genes}
        yield Node(profile_id(profile), NodeKind.MOLECULAR_PROFILE, profile.text, (), facts_of)
    for regimen in (ALONE, PAIR):
        members: list[Any] = [drug.id for drug in regimen.drugs]
        facts_of = {"operator": regimen.operator.value, "drugs": members}
        yield Node(regimen.id, NodeKind.REGIMEN, regimen.label, (), facts_of)
    for each in statements:
        yield Node(each.id, NodeKind.EVIDENCE, each.id, (), {"statement": encode(each), "source": each.source})


def edges() -> Iterator[Edge]:
    """Give the tumors' ancestry and the regimens' members."""
    for id, (_, parent, _) in TUMORS.items():
        if parent:
            yield Edge(id, EdgeKind.IS_A, parent, "mondo")
    for regimen in (ALONE, PAIR):
        for drug in regimen.drugs:
            yield Edge(regimen.id, EdgeKind.HAS_MEMBER, drug.id, "civic")


def release(*statements: Statement) -> MemoryGraph:
    """Give a release that holds these statements."""
    return MemoryGraph(nodes(statements), edges(), (), facets=facets_by_kind())
