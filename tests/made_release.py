"""Releases made of a few claims: real identities, claims in the profile grammar, normalized as a build does it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pmkg.clinic.signature import SignatureReader
from pmkg.ingest.catalog import catalog
from pmkg.ingest.load import Loaded
from pmkg.ingest.normalize import Normalization
from pmkg.model.answer import Answer, Option
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole
from pmkg.model.kinds import Direction, EdgeKind, NodeKind, Operator, StatementKind
from pmkg.model.records import Annotation, Claim, Concept, Record, Reference, Rejected, Relation, VariantFact
from pmkg.model.source import Files
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.store.memory import MemoryGraph
from pmkg.store.memory_releases import MemoryReleases
from pmkg.vocabulary.kinds import facets_by_kind

GENES: Mapping[str, tuple[int, str]] = {
    "BRAF": (1097, "oncogene"),
    "KRAS": (6407, "oncogene"),
    "NRAS": (7989, "oncogene"),
    "EGFR": (3236, "oncogene"),
    "ERBB2": (3430, "oncogene"),
    "MET": (7029, "oncogene"),
    "KIT": (6342, "oncogene"),
    "FLT3": (3765, "oncogene"),
    "IDH1": (5382, "oncogene"),
    "PIK3CA": (8975, "oncogene"),
    "CALR": (1455, "oncogene"),
    "ALK": (427, "oncogene"),
    "RET": (9967, "oncogene"),
    "FGFR2": (3689, "oncogene"),
    "NTRK1": (8031, "oncogene"),
    "EML4": (1316, ""),
    "KLC1": (6387, ""),
    "BICC1": (19351, ""),
    "TP53": (11998, "suppressor"),
    "PTEN": (9588, "suppressor"),
    "BRCA1": (1100, "suppressor"),
    "BRCA2": (1101, "suppressor"),
    "CDKN2A": (1787, "suppressor"),
    "NOTCH1": (7881, "both"),
    "CSF3R": (2439, "oncogene"),
    "PPM1D": (9277, "both"),
    "KMT2A": (7132, ""),
    "CD274": (17635, ""),
    "MGMT": (7059, ""),
    "ESR1": (3467, "oncogene"),
    "PGR": (8910, ""),
    "MLH1": (7127, "suppressor"),
    "GATA3": (4172, "both"),
    "STK11": (11389, "suppressor"),
    "KEAP1": (23177, "suppressor"),
    "B2M": (914, "suppressor"),
    "JAK1": (6190, "suppressor"),
    "JAK2": (6192, "both"),
    "HLA-A": (4931, "suppressor"),
    "HLA-B": (4932, "suppressor"),
    "HLA-C": (4933, "suppressor"),
    "POLE": (9177, "oncogene"),
    "POLD1": (9175, "both"),
    "MDM2": (6973, "oncogene"),
    "MECP2": (6990, ""),
    "H3-3A": (4764, "oncogene"),
    "H3C2": (4776, ""),
    "H3C3": (4768, ""),
}
OTHER_NAMES: Mapping[str, tuple[tuple[str, NameRole], ...]] = {
    "BRAF": (("RAFB1", NameRole.PREVIOUS), ("BRAF1", NameRole.ALIAS)),
    "ERBB2": (("HER2", NameRole.ALIAS), ("NGL", NameRole.PREVIOUS)),
    "TP53": (("p53", NameRole.ALIAS), ("SHARED1", NameRole.ALIAS)),
    "KMT2A": (("MLL", NameRole.PREVIOUS),),
    "MGMT": (("SHARED1", NameRole.ALIAS),),
}
MANE_SELECT: Mapping[str, str] = {"MECP2": "NM_001110792.2"}
MELANOMA, SKIN_MELANOMA, CANCER = "MONDO:0005105", "MONDO:0005012", "MONDO:0004992"
TUMORS: Sequence[tuple[str, str, str, str]] = (
    (CANCER, "cancer", "", ""),
    ("MONDO:0005626", "epithelial neoplasm", CANCER, ""),
    ("MONDO:0021143", "melanocytic neoplasm", CANCER, ""),
    (MELANOMA, "melanoma", "MONDO:0021143", "MEL"),
    (SKIN_MELANOMA, "cutaneous melanoma", MELANOMA, "SKCM"),
    ("MONDO:0005138", "lung carcinoma", "MONDO:0005626", ""),
    ("MONDO:0005233", "non-small cell lung carcinoma", "MONDO:0005138", "NSCLC"),
    ("MONDO:0005061", "lung adenocarcinoma", "MONDO:0005233", "LUAD"),
    ("MONDO:0005097", "lung squamous cell carcinoma", "MONDO:0005233", "LUSC"),
    ("MONDO:0024331", "colorectal carcinoma", "MONDO:0005626", ""),
    ("MONDO:0005008", "colorectal adenocarcinoma", "MONDO:0024331", "COADREAD"),
    ("MONDO:0002271", "colon adenocarcinoma", "MONDO:0005008", "COAD"),
    ("MONDO:0004989", "breast carcinoma", "MONDO:0005626", "BRCA"),
    ("MONDO:0044881", "hematopoietic and lymphoid cell neoplasm", CANCER, ""),
    ("MONDO:0018874", "acute myeloid leukemia", "MONDO:0044881", "AML"),
)
DRUGS: Mapping[str, str] = {
    "Vemurafenib": "C64768",
    "Dabrafenib": "C82386",
    "Trametinib": "C77908",
    "Cetuximab": "C1723",
    "Panitumumab": "C1857",
    "Erlotinib": "C65530",
    "Osimertinib": "C116377",
    "Olaparib": "C71721",
    "Trastuzumab": "C1647",
    "Imatinib": "C62035",
    "Crizotinib": "C74061",
    "Pembrolizumab": "C106432",
    "Sotorasib": "C154287",
    "Capmatinib": "C90564",
    "Palbociclib": "C49176",
}
FOLDERS = ("cancerhotspots", "civic", "clinvar", "hgnc", "intogen", "moalmanac", "mondo", "oncotree", "pharmoncox")
HOTSPOTS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "BRAF": [
        {"start": 600, "end": 600, "kind": "single residue", "seen": {"E": 833, "K": 24}, "count": 900, "residue": "V"}
    ],
    "KRAS": [
        {
            "start": 12,
            "end": 12,
            "kind": "single residue",
            "seen": {"D": 757, "V": 657, "C": 384},
            "count": 2175,
            "residue": "G",
        },
        {"start": 13, "end": 13, "kind": "single residue", "seen": {"D": 88}, "count": 90, "residue": "G"},
    ],
    "NRAS": [
        {"start": 61, "end": 61, "kind": "single residue", "seen": {"R": 60, "K": 30}, "count": 90, "residue": "Q"}
    ],
    "EGFR": [
        {"start": 858, "end": 858, "kind": "single residue", "seen": {"R": 88}, "count": 90, "residue": "L"},
        {"start": 745, "end": 759, "kind": "in-frame indel", "seen": {"E746_A750del": 60}, "count": 90},
    ],
    "IDH1": [
        {"start": 132, "end": 132, "kind": "single residue", "seen": {"H": 80, "C": 19}, "count": 99, "residue": "R"}
    ],
    "PIK3CA": [
        {"start": 453, "end": 453, "kind": "single residue", "seen": {"K": 31, "Q": 4}, "count": 42, "residue": "E"},
        {"start": 1047, "end": 1047, "kind": "single residue", "seen": {"R": 60, "L": 4}, "count": 64, "residue": "H"},
    ],
    "TP53": [{"start": 175, "end": 175, "kind": "single residue", "seen": {"H": 90}, "count": 99, "residue": "R"}],
}


def claim(
    number: int,
    profile: str,
    drugs: str = "Vemurafenib",
    disease: str = "Melanoma",
    level: str = "A",
    significance: str = "Sensitivity/Response",
    **more: Any,
) -> Claim:
    """Make one therapeutic claim; drugs are joined by ", "."""
    names = tuple(Reference(name, (), NodeKind.DRUG) for name in drugs.split(", "))
    operator = Operator.COMBINATION if len(names) > 1 else Operator.SINGLE
    settings: dict[str, Any] = {
        "direction": Direction.SUPPORTS,
        "kind": StatementKind.PREDICTIVE,
        "operator": operator,
        "citation": "PMID:1",
        **more,
    }
    return Claim(
        id=Curie.of("civic.eid", number),
        profile=profile,
        disease=Reference(disease),
        significance=significance,
        level=level,
        record=f"civic.eid:{number}",
        therapies=names,
        **settings,
    )


def against(number: int, profile: str, **more: Any) -> Claim:
    """Make a claim that does not support its effect."""
    return claim(number, profile, direction=Direction.DOES_NOT_SUPPORT, **more)


def fact(
    gene: str,
    protein: str,
    classification: str = "",
    coding: str = "",
    genomic: str = "",
    conditions: Sequence[str] = (),
) -> VariantFact:
    """Make what ClinVar says of one variant."""
    return VariantFact(
        Reference(gene),
        f"{gene} {protein or coding}",
        protein,
        (coding,) if coding else (),
        genomic,
        classification,
        properties={"traits": [*conditions]} if conditions else {},
    )


def acts(drug: str, gene: str, action: str = "inhibitor") -> Relation:
    """Say how a drug acts through a gene's product."""
    ends = Reference(drug, (), NodeKind.DRUG), Reference(gene, (), NodeKind.GENE)
    return Relation(EdgeKind.TARGETS, *ends, f"{drug} {gene}", properties={"action": action})


def identities() -> dict[str, list[Record]]:
    """Give the genes, tumor types and drugs, by the source that tells them."""
    genes: list[Record] = [
        Concept(
            NodeKind.GENE,
            Curie.of("HGNC", number),
            symbol,
            f"HGNC:{number}",
            tuple(Name(text, role) for text, role in OTHER_NAMES.get(symbol, ())),
            properties={"mane_select": [MANE_SELECT[symbol]]} if symbol in MANE_SELECT else {},
        )
        for symbol, (number, _) in GENES.items()
    ]
    mondo: list[Record] = [
        Concept(NodeKind.DISEASE, Curie(id), label, id, parents=(Curie(parent),) if parent else ())
        for id, label, parent, _ in TUMORS
    ]
    tissue = Concept(NodeKind.TISSUE, Curie("ONCOTREE:BREAST"), "Breast", "BREAST", properties={"tissue": "Breast"})
    oncotree: list[Record] = [tissue]
    for id, label, _, code in TUMORS:
        if code:
            facts = {
                "oncotree": code,
                "tissue": "Breast" if code == "BRCA" else "Myeloid" if code == "AML" else "Other",
            }
            names = (Name(code, NameRole.EXACT),)
            oncotree.append(
                Concept(
                    NodeKind.DISEASE,
                    Curie(f"ONCOTREE:{code}"),
                    label,
                    code,
                    names,
                    (Curie(id),),
                    (),
                    {**facts, "level": 2},
                )
            )
    drugs: list[Record] = [
        Concept(NodeKind.DRUG, Curie.of("NCIT", code), label, code, (Name(f"{label[:4]} brand", NameRole.BRAND),))
        for label, code in DRUGS.items()
    ]
    roles: list[Record] = [
        Annotation(Reference(symbol), symbol, {"role": role}) for symbol, (_, role) in GENES.items() if role
    ]
    hotspots: list[Record] = [
        Annotation(Reference(symbol), symbol, {"hotspots": [{**item} for item in items]})
        for symbol, items in HOTSPOTS.items()
    ]
    return {
        "hgnc": genes,
        "mondo": mondo,
        "oncotree": oncotree,
        "pharmoncox": drugs,
        "intogen": roles,
        "cancerhotspots": hotspots,
    }


def loaded(
    claims: Iterable[Claim],
    facts: Iterable[VariantFact] = (),
    shuffle: random.Random | None = None,
    actions: Iterable[Relation] = (),
) -> list[Loaded]:
    """Give what every source gave, in the given order or in a shuffled one."""
    records: dict[str, list[Record]] = {**identities(), "civic": [*claims], "clinvar": [*facts]}
    records["pharmoncox"] += actions
    found = [_sorted_out(source, items, shuffle) for source, items in records.items()]
    if shuffle:
        shuffle.shuffle(found)
    return found


def _sorted_out(source: str, records: list[Record], shuffle: random.Random | None) -> Loaded:
    if shuffle:
        shuffle.shuffle(records)
    item = Loaded(catalog()[source], Files(source, {}))
    homes = {
        Concept: item.concepts,
        Claim: item.claims,
        VariantFact: item.facts,
        Annotation: item.annotations,
        Relation: item.relations,
    }
    for record in records:
        assert not isinstance(record, Rejected)
        homes[type(record)].append(record)  # type: ignore[attr-defined]
    return item


def normalized(
    claims: Iterable[Claim], facts: Iterable[VariantFact] = (), actions: Iterable[Relation] = ()
) -> Normalization:
    """Normalize claims, facts and drug actions with the identities of this module."""
    return Normalization(loaded(claims, facts, actions=actions), lambda _: None)


def release(
    claims: Iterable[Claim], facts: Iterable[VariantFact] = (), actions: Iterable[Relation] = ()
) -> MemoryGraph:
    """Give a release that holds these claims, facts and drug actions."""
    graph = normalized(claims, facts, actions)
    return MemoryGraph(graph.nodes(), graph.edges(), graph.losses, facets=facets_by_kind())


def digest(claims: Iterable[Claim], facts: Iterable[VariantFact] = (), shuffle: random.Random | None = None) -> str:
    """Give the content digest of a release of these claims, its sources' records in any order."""
    graph = Normalization(loaded(claims, facts, shuffle), lambda _: None)
    with MemoryReleases(facets_by_kind()).draft("draft") as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        return draft.index()


class Clinic:
    """Ask a made release, remembering names and rows as a service does."""

    def __init__(
        self, claims: Iterable[Claim], facts: Iterable[VariantFact] = (), actions: Iterable[Relation] = ()
    ) -> None:
        self.reader = release(claims, facts, actions)
        self.signatures = SignatureReader(self.reader)
        self.question = DrugQuestion(self.reader)

    def ask(self, *alterations: Any, tumor: str | None = "SKCM", **more: Any) -> Answer:
        """Answer a signature given by its alterations."""
        return self.question.ask(self.signatures.read({"tumorType": tumor, "alterations": [*alterations], **more}))

    def option(self, *alterations: Any, **more: Any) -> Option | None:
        """Give the one option there may be."""
        options = self.ask(*alterations, **more).options
        assert len(options) <= 1
        return options[0] if options else None

    def status(self, *alterations: Any, **more: Any) -> str:
        """Give the status of the one option there may be: MATCHED, UNDECIDED or "" for no option."""
        option = self.option(*alterations, **more)
        return option.status if option else ""
