"""IntOGen: genes under selection in cohorts of tumors, and which way they act."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.graph import Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Annotation, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import table

_COLUMNS = ("SYMBOL", "COHORT", "CANCER_TYPE", "MUTATIONS", "SAMPLES", "QVALUE_COMBINATION", "ROLE")
_ROLES = {"Act": "oncogene", "LoF": "suppressor", "ambiguous": "", "amb": "", "": ""}
_CITATION = "PMID:32778778"
_CONSENSUS = 0.6


@dataclass(frozen=True, slots=True)
class _Finding:
    """Hold one gene found to drive one cohort."""

    cohort: str
    tumor: str
    mutations: int
    samples: int
    q_value: float
    role: str


def load(files: Files) -> Iterator[Record]:
    """Yield per gene its role and number of cohorts, and per gene and tumor type one relation over its cohorts.

    ``role`` is the consensus over cohorts, each weighed by its mutated samples: the mode of action that has at least three
    fifths of the samples, "both" where neither has, "" where IntOGen calls every cohort ambiguous. Weighing keeps a few
    samples of one cohort from turning TP53 or BRAF into "both".
    """
    genes: dict[str, list[_Finding]] = defaultdict(list)
    for row in table(files, files.path("drivers"), _COLUMNS, member="*Compendium_Cancer_Genes.tsv"):
        if isinstance(row, Rejected):
            yield row
            continue
        number, values = row
        try:
            symbol, finding = _finding(values)
        except (KeyError, ValueError):
            yield Rejected(f"row {number}", "row", " ".join(values), Reason.MALFORMED)
            continue
        genes[symbol].append(finding)
    for symbol, findings in genes.items():
        gene = Reference(symbol, (), NodeKind.GENE)
        yield Annotation(gene, symbol, {"role": _consensus(findings), "driver_cohorts": len(findings)})
        yield from _drives(gene, findings)


def _finding(values: tuple[str, ...]) -> tuple[str, _Finding]:
    symbol, cohort, tumor, mutations, samples, q_value, role = values
    if not (symbol and cohort and tumor):
        raise ValueError("a finding without gene, cohort or tumor type")
    counts = int(float(mutations)), int(float(samples))
    return symbol, _Finding(cohort, tumor, *counts, float(q_value), _ROLES[role])


def _consensus(findings: list[_Finding]) -> str:
    samples = Counter[str]()
    for finding in findings:
        if finding.role:
            samples[finding.role] += finding.samples
    if not samples:
        return ""
    role, most = samples.most_common(1)[0]
    return role if most >= _CONSENSUS * samples.total() else "both"


def _drives(gene: Reference, findings: list[_Finding]) -> Iterator[Relation]:
    for code in dict.fromkeys(finding.tumor for finding in findings):
        here = [finding for finding in findings if finding.tumor == code]
        properties: dict[str, Value] = {
            "cohorts": list[Value](finding.cohort for finding in here),
            "mutations": sum(finding.mutations for finding in here),
            "samples": sum(finding.samples for finding in here),
            "q_value": min(finding.q_value for finding in here),
            "role": _consensus(here),
        }
        tumor = Reference(code, (Curie.of("ONCOTREE", code),), NodeKind.DISEASE)
        yield Relation(EdgeKind.DRIVES, gene, tumor, f"{gene.text} {code}", (_CITATION,), properties)
