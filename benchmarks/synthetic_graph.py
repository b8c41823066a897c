"""Build and read a synthetic release of any size, to see how the store grows.

    python benchmarks/synthetic_graph.py --nodes 1000000 --edges 10000000 --out benchmarks/results/store-10x.json

The graph is drawn from a seed: genes with aliases and hotspots, a tree of tumor types, drugs with brands, variants with
their HGVS names, profiles, evidence, and publications, in about the shares of a real release, and gene-to-anything edges
with a few hubs. Rows are made while they are written, so memory shows what the store takes, not the generator.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pmkg.model.codec import encode, encode_union
from pmkg.model.criterion import Allele
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node, Properties
from pmkg.model.kinds import Direction, EdgeKind, Effect, NodeKind, Operator, StatementKind, TumorScope
from pmkg.model.manifest import Manifest
from pmkg.model.profile import Leaf, Profile, profile_id
from pmkg.model.reads import Filter, LookupMode, Way
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.statement import Statement
from pmkg.model.variant import ChangeKind, Gene, ProteinChange
from pmkg.model.views import GENE_KNOWLEDGE, PROFILES_BY_SUBJECT, STATEMENTS_BY_PROFILE
from pmkg.ports.reader import GraphReader
from pmkg.store import SqliteReader, SqliteReleases

SHARES = {"gene": 0.10, "disease": 0.08, "drug": 0.07, "profile": 0.01, "evidence": 0.02, "variant": 0.35}
RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
SYLLABLES = (
    "ab",
    "ben",
    "cor",
    "dex",
    "er",
    "fol",
    "gli",
    "im",
    "kin",
    "lor",
    "mab",
    "nib",
    "ox",
    "pro",
    "ras",
    "tu",
    "vir",
)
FACETS = {NodeKind.EVIDENCE: ("level",), NodeKind.GENE: ("role",)}


@dataclass(frozen=True, slots=True)
class Synthetic:
    """Draw a graph of about the given size; each stream starts from the seed anew."""

    nodes_wanted: int
    edges_wanted: int
    seed: int = 20_260_101

    def count(self, kind: str) -> int:
        return max(20, int(self.nodes_wanted * SHARES[kind]))

    def gene(self, number: int) -> Gene:
        return Gene(Curie(f"HGNC:{number}"), f"GEN{number}")

    def disease(self, number: int) -> Curie:
        return Curie(f"MONDO:{number:07d}")

    def drug(self, number: int) -> Agent:
        draw = random.Random(self.seed + number)
        return Agent(Curie(f"NCIT:C{number}"), "".join(draw.choices(SYLLABLES, k=4)).capitalize())

    def change(self, number: int) -> ProteinChange:
        first, alternate = RESIDUES[number % 20], RESIDUES[(number * 7 + 1) % 20]
        position = 1 + number % 997
        return ProteinChange(ChangeKind.SUBSTITUTION, position, position, first, first, alternate)

    def profile(self, number: int) -> Profile:
        # squared, so that a few genes hold many profiles, as in cancer
        spread = (number * 7919 % self.count("profile")) / self.count("profile")
        return Leaf(Allele(self.gene(int(spread**2 * self.count("gene") * 0.02)), self.change(number)))

    def statement(self, number: int) -> Statement:
        draw = random.Random(self.seed - number)
        agents = tuple(self.drug(draw.randrange(self.count("drug"))) for _ in range(draw.choice((1, 1, 1, 2, 3))))
        return Statement(
            Curie(f"synthetic.eid:{number}"),
            StatementKind.PREDICTIVE,
            "synthetic",
            profile_id(self.profile(draw.randrange(self.count("profile")))),
            Regimen.of(agents, Operator.COMBINATION),
            Effect.SENSITIVITY,
            "Sensitivity/Response",
            Direction.SUPPORTS,
            "civic",
            draw.choice("ABCDE"),
            self.disease(draw.randrange(self.count("disease"))),
            "as written",
            TumorScope.SPECIFIC,
            conditions=("unresectable or metastatic",),
            citation=f"PMID:{number}",
            license="CC0-1.0",
            date="2026-01-01",
        )

    def nodes(self) -> Iterator[Node]:
        """Give every node once."""
        yield from (self._gene_node(number) for number in range(self.count("gene")))
        yield from (self._disease_node(number) for number in range(self.count("disease")))
        yield from (self._drug_node(number) for number in range(self.count("drug")))
        seen: set[Curie] = set()
        for number in range(self.count("profile")):
            tree = self.profile(number)
            if profile_id(tree) not in seen:
                seen.add(profile_id(tree))
                yield Node(profile_id(tree), NodeKind.MOLECULAR_PROFILE, tree.text, (), {"tree": encode_union(tree)})
        for number in range(self.count("evidence")):
            item = self.statement(number)
            facts = {"statement": encode(item), "level": item.level}
            yield Node(item.id, NodeKind.EVIDENCE, f"EID{number}", (), facts, ("synthetic",))
        yield from (self._variant_node(number) for number in range(self.count("variant")))
        rest = self.nodes_wanted - sum(self.count(kind) for kind in SHARES)
        for number in range(max(0, rest)):
            yield Node(
                Curie(f"PMID:{number}"), NodeKind.PUBLICATION, f"A study of {number} patients", (), {"year": 2020}
            )

    def _gene_node(self, number: int) -> Node:
        gene = self.gene(number)
        names = tuple(Name(f"{stem}{number}", NameRole.ALIAS) for stem in ("ALI", "OLD-", "p"))
        mappings = tuple(
            Name(f"{prefix}:{number}", NameRole.MAPPING) for prefix in ("NCBIGene", "ENSEMBL", "UniProtKB")
        )
        facts = {"role": "oncogene" if number % 3 else "suppressor", "chromosome": str(number % 22 + 1)}
        return Node(gene.id, NodeKind.GENE, gene.symbol, names + mappings, facts, ("hgnc",))

    def _disease_node(self, number: int) -> Node:
        names = (
            Name(f"malignant neoplasm of site {number}", NameRole.EXACT),
            Name(f"CODE{number}", NameRole.EXACT),
            Name(f"DOID:{number}", NameRole.MAPPING),
        )
        return Node(self.disease(number), NodeKind.DISEASE, f"carcinoma of site {number}", names, {}, ("mondo",))

    def _drug_node(self, number: int) -> Node:
        agent = self.drug(number)
        names = (Name(f"{agent.label} hydrochloride", NameRole.EXACT), Name(f"CHEMBL:CHEMBL{number}", NameRole.MAPPING))
        return Node(agent.id, NodeKind.DRUG, agent.label, names, {}, ("chembl",))

    def _variant_node(self, number: int) -> Node:
        gene, change = self.gene(number % self.count("gene")), self.change(number)
        facts: Properties = {
            "gene": gene.id,
            "symbol": gene.symbol,
            "protein": change.text,
            "record": f"row {number}",
            "coding": [f"c.{3 * change.start}A>T"],
            "genomic": [f"GRCh37:{number % 22 + 1}:{number}:A:T"],
            "hgvs": [f"NM_{number:06d}.1:c.{3 * change.start}A>T"],
            "residues": {str(change.start): change.first},
            "classes": {"pathogenic": f"row {number}"},
        }
        label = f"{gene.symbol} {change.text}"
        return Node(Curie(f"pmkg.variant:{number}"), NodeKind.VARIANT, label, (), facts, ("clinvar",))

    def edges(self) -> Iterator[Edge]:
        """Give the tree of diseases, the edges of variants and evidence, then gene edges up to the number wanted."""
        made = 0
        for made, edge in enumerate(self._known_edges(), start=1):  # noqa: B007, the count is what is left
            yield edge
        draw = random.Random(self.seed)
        genes, diseases, drugs = self.count("gene"), self.count("disease"), self.count("drug")
        for number in range(made, self.edges_wanted):
            gene = self.gene(int(draw.random() ** 3 * genes)).id
            record = f"row {number}"
            match number % 3:
                case 0:
                    far = self.disease(draw.randrange(diseases))
                    yield Edge(gene, EdgeKind.GENE_ASSOCIATED_WITH, far, "opentargets", record, (f"PMID:{number}",))
                case 1:
                    far = Curie(f"NCIT:C{draw.randrange(drugs)}")
                    yield Edge(far, EdgeKind.INTERACTS_WITH, gene, "dgidb", record, (), {"score": number % 100 / 100})
                case _:
                    yield Edge(gene, EdgeKind.INTERACTS_WITH, self.gene(draw.randrange(genes)).id, "signor", record)

    def _known_edges(self) -> Iterator[Edge]:
        for number in range(1, self.count("disease")):
            yield Edge(self.disease(number), EdgeKind.IS_A, self.disease((number - 1) // 4), "mondo", "tree")
            if number > 40 and number % 3 == 0:
                yield Edge(self.disease(number), EdgeKind.IS_A, self.disease(number // 9), "mondo", "second")
        for number in range(self.count("variant")):
            gene = self.gene(number % self.count("gene")).id
            yield Edge(Curie(f"pmkg.variant:{number}"), EdgeKind.IN_GENE, gene, "clinvar", f"row {number}")
        for number in range(self.count("evidence")):
            item = self.statement(number)
            yield Edge(item.id, EdgeKind.ABOUT_PROFILE, item.profile, "synthetic", item.id, (item.citation,))
            if item.disease:
                yield Edge(item.id, EdgeKind.ABOUT_DISEASE, item.disease, "synthetic", item.id, (item.citation,))


def build(releases: SqliteReleases, graph: Synthetic) -> dict[str, float]:
    """Build a release; give seconds of CPU by phase, the generator's own apart, and the peak memory."""
    figures: dict[str, float] = {"generate_cpu_s": _cpu(lambda: _drain(graph))}
    with releases.draft("synthetic") as writer:
        figures["nodes_cpu_s"] = _cpu(lambda: writer.nodes(graph.nodes()))
        figures["edges_cpu_s"] = _cpu(lambda: writer.edges(graph.edges()))
        started = time.process_time()
        digest = writer.index()
        figures["index_cpu_s"] = time.process_time() - started
        counts = writer.reader().manifest()
        manifest = Manifest("synthetic", "synthetic", "2026-01-01", digest, (), counts.nodes, counts.edges)
        figures["publish_cpu_s"] = _cpu(lambda: writer.publish(manifest))
    phases = ("nodes_cpu_s", "edges_cpu_s", "index_cpu_s", "publish_cpu_s")
    figures["build_cpu_s"] = sum(figures[phase] for phase in phases) - figures["generate_cpu_s"]
    figures["peak_memory_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def _drain(graph: Synthetic) -> None:
    for _ in graph.nodes():
        pass
    for _ in graph.edges():
        pass


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def read(releases: SqliteReleases, graph: Synthetic, rounds: int = 200) -> dict[str, float]:
    """Give milliseconds of CPU at the median of each read, from a release that was just opened and then from a warm one."""
    figures = {"open_ms": 1000 * statistics.median(_cpu(lambda: releases.open()) for _ in range(20))}
    for name, work in _reads(graph).items():
        call = partial(work, releases.open(), random.Random(1))
        figures[f"{name}_ms"] = 1000 * statistics.median(_cpu(call) for _ in range(rounds))
    figures["rows_10_warm_ms"] = _warm(releases.open(), graph, rounds)
    return {name: round(value, 4) for name, value in figures.items()}


def _genes(graph: Synthetic, draw: random.Random, count: int = 10) -> list[Curie]:
    return [graph.gene(draw.randrange(graph.count("gene"))).id for _ in range(count)]


def _warm(reader: SqliteReader, graph: Synthetic, rounds: int) -> float:
    keys = _genes(graph, random.Random(2))
    reader.rows(GENE_KNOWLEDGE, keys)
    return 1000 * statistics.median(_cpu(lambda: reader.rows(GENE_KNOWLEDGE, keys)) for _ in range(rounds))


def _reads(graph: Synthetic) -> dict[str, Callable[[GraphReader, random.Random], object]]:
    def profiles(draw: random.Random) -> list[Curie]:
        return [profile_id(graph.profile(draw.randrange(graph.count("profile")))) for _ in range(10)]

    def diseases(draw: random.Random, count: int = 10) -> list[Curie]:
        return [
            graph.disease(draw.randrange(graph.count("disease") // 10, graph.count("disease"))) for _ in range(count)
        ]

    return {
        "rows_10_absent": lambda reader, draw: reader.rows(
            STATEMENTS_BY_PROFILE, [f"none:{draw.random()}" for _ in range(10)]
        ),
        "rows_10_genes_cold": lambda reader, draw: reader.rows(GENE_KNOWLEDGE, _genes(graph, draw)),
        "rows_10_subjects_cold": lambda reader, draw: reader.rows(PROFILES_BY_SUBJECT, _genes(graph, draw)),
        "rows_10_profiles_cold": lambda reader, draw: reader.rows(STATEMENTS_BY_PROFILE, profiles(draw)),
        "nodes_10_cold": lambda reader, draw: reader.nodes(_genes(graph, draw)),
        "edges_of_a_variant": lambda reader, draw: reader.edges(
            [Curie(f"pmkg.variant:{draw.randrange(graph.count('variant'))}")]
        ),
        "ancestors_10_cold": lambda reader, draw: reader.closure(diseases(draw)),
        "descendants_of_one": lambda reader, draw: reader.closure(
            [graph.disease(draw.randrange(5, graph.count("disease") // 50))], way=Way.IN
        ),
        "lookup_10_exact": lambda reader, draw: reader.lookup([f"gen{draw.randrange(9999)}" for _ in range(10)]),
        "lookup_prefix": lambda reader, draw: reader.lookup([f"gen{draw.randrange(99)}"], mode=LookupMode.PREFIX),
        "lookup_words": lambda reader, draw: reader.lookup(
            [f"{draw.randrange(999)} site carcinoma"], mode=LookupMode.WORDS
        ),
        "page_50_by_id": lambda reader, draw: reader.find(NodeKind.VARIANT, limit=50),
        "page_50_by_label": lambda reader, draw: reader.find(NodeKind.VARIANT, order="label", limit=50),
        "page_50_by_facet": lambda reader, draw: reader.find(
            NodeKind.EVIDENCE, Filter({"level": (draw.choice("ABCDE"),)}), limit=50
        ),
        "path_drug_to_disease": lambda reader, draw: reader.paths(
            graph.drug(draw.randrange(graph.count("drug"))).id, diseases(draw, 1)[0]
        ),
    }


def main() -> None:
    """Build in a home of its own, read, print and write the figures."""
    parser = argparse.ArgumentParser(description="Build and read a synthetic release")
    parser.add_argument("--nodes", type=int, default=350_000)
    parser.add_argument("--edges", type=int, default=1_200_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    graph = Synthetic(options.nodes, options.edges)
    with tempfile.TemporaryDirectory() as fresh:
        releases = SqliteReleases(options.home or Path(fresh), FACETS)
        started = time.monotonic()
        figures: dict[str, object] = {"nodes": options.nodes, "edges": options.edges, "seed": graph.seed}
        figures["build"] = {name: round(value, 2) for name, value in build(releases, graph).items()}
        figures["build_wall_s"] = round(time.monotonic() - started, 1)
        folder = (options.home or Path(fresh)) / "releases" / "synthetic"
        figures["file_mib"] = round((folder / "graph.sqlite").stat().st_size / 2**20)
        figures["reads"] = read(releases, graph, options.rounds)
    text = json.dumps(figures, indent=2)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
