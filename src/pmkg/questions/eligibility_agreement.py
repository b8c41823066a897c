"""Hold what the reader of free text made of trials against what curators coded of the same trials.

A trial that stands in CTML and in ClinicalTrials.gov is a check of the reader: its coded tree says which genes, variants,
tumors, ages and sexes the sentences ask for. The coded form is a reading too: not every difference is the reader's fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pmkg.model.codec import decode
from pmkg.model.criterion import (
    Allele,
    Codon,
    Copy,
    EventClass,
    ExonEventClass,
    ExpressionClass,
    FusionClass,
    Loss,
    Marker,
    MutationClass,
    RearrangementClass,
    Region,
)
from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.profile import Leaf, leaves
from pmkg.model.trial import Protocol
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Asked,
    Confidence,
    CriteriaTree,
    DiseaseStatusCriterion,
    GenomicCriterion,
    SexCriterion,
    TumorCriterion,
    asked_in,
)
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.eligibility_tokens import families_of

TEXT, CODED = "clinicaltrials", "ctml"
ANY_VARIATION = "any variation"
KINDS = ("gene", "variant", "tumor", "disease status", "age", "sex")

Item = tuple[str, ...]
Same = Callable[[Item, Item], bool]


@dataclass(frozen=True, slots=True)
class Difference:
    """Name one criterion that only one of the two forms has."""

    trial: Curie
    kind: str
    item: Item
    coded: bool


@dataclass(slots=True)
class Score:
    """Count, for one kind of criterion, what was read, how much of it is coded, what is coded, how much of it was read."""

    read: int = 0
    right: int = 0
    coded: int = 0
    found: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """The share of what was read that the coded form has; None where nothing was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of what is coded that was read; None where nothing is coded."""
        return self.found / self.coded if self.coded else None


def trials_in_both_forms(reader: GraphReader) -> Iterator[tuple[Protocol, Protocol]]:
    """Give the trials that both sources describe: the coded form, and the form that was read from text."""
    after = ""
    while True:
        page = reader.find(NodeKind.TRIAL, after=after, limit=500)
        for node in page.nodes:
            stated = node.properties.get("protocols")
            protocols = [decode(Protocol, item) for item in stated] if isinstance(stated, list) else []
            by_source = {protocol.source: protocol for protocol in protocols}
            if TEXT in by_source and CODED in by_source:
                yield by_source[CODED], by_source[TEXT]
        after = page.next
        if not after:
            return


def reading_scores(reader: GraphReader, confidences: frozenset[Confidence]) -> Mapping[str, Score]:
    """Score the reader of free text over the trials of a release, kind by kind, for criteria of the given confidences."""
    pairs = list(trials_in_both_forms(reader))
    tumors = {
        tumor.id
        for pair in pairs
        for protocol in pair
        for asked in asked_of(protocol)
        if isinstance(asked.criterion, TumorCriterion)
        for tumor in asked.criterion.tumors
    }
    above = reader.closure(tumors, EdgeKind.IS_A)
    return agreement(pairs, lambda a, b: b in above.get(Curie(a), {}), confidences)


def agreement(
    pairs: Iterable[tuple[Protocol, Protocol]], within: Callable[[str, str], bool], confidences: frozenset[Confidence]
) -> Mapping[str, Score]:
    """Score the criteria of the given confidences, kind by kind.

    A tumor agrees with one that holds it or that it holds (``within``); a variant with the same change, or with the class of
    changes of its gene; the others with their equals. HER2 status counts as a criterion of its gene.
    """
    same: dict[str, Same] = {"tumor": lambda a, b: _tumors_agree(a, b, within), "variant": _variants_agree}
    scores = {kind: Score() for kind in KINDS}
    for coded, text in pairs:
        wanted = _items(asked for asked in asked_of(coded))
        read = _items(asked for asked in asked_of(text) if asked.confidence in confidences)
        for kind in KINDS:
            _count(
                scores[kind], coded.trial, kind, read.get(kind, set()), wanted.get(kind, set()), same.get(kind, _equal)
            )
    return scores


def asked_of(protocol: Protocol) -> Iterator[Asked]:
    """Walk every criterion of a protocol: of the trial, its steps, arms and dose levels."""
    trees: list[CriteriaTree] = [protocol.criteria]
    for step in protocol.steps:
        trees.append(step.criteria)
        for arm in step.arms:
            trees.extend((arm.criteria, *(dose.criteria for dose in arm.doses)))
    for tree in trees:
        yield from asked_in(tree)


@dataclass(frozen=True, slots=True)
class Unread:
    """Count the coded criteria on genes that were not read surely: read with a doubt, named and not read, and named nowhere."""

    doubted: int
    named: int
    nowhere: int


def genes_not_read(reader: GraphReader) -> Unread:
    """Say of the coded criteria on genes that were not read surely what became of them, and whether the text names the gene."""
    return unread_genes(trials_in_both_forms(reader))


def unread_genes(pairs: Iterable[tuple[Protocol, Protocol]]) -> Unread:
    """Count them over trials in both forms, the coded one first."""
    doubted = named = nowhere = 0
    for coded, text in pairs:
        asked = list(asked_of(text))
        sure = _items(one for one in asked if one.confidence is Confidence.HIGH).get("gene", set())
        read = _items(one for one in asked if one.confidence is not Confidence.CODED).get("gene", set())
        for gene, wanted in _items(asked_of(coded)).get("gene", set()) - sure:
            if (gene, wanted) in read:
                doubted += 1
            elif _names(text, gene):
                named += 1
            else:
                nowhere += 1
    return Unread(doubted, named, nowhere)


def _names(text: Protocol, gene: str) -> bool:
    """Say whether the title or the eligibility names a gene, by its symbol, its product, or a word for its family."""
    products = (product for product, symbol in _GENE_OF.items() if symbol == gene)
    words = "|".join(re.escape(word) for word in (gene, *products, *families_of(gene)))
    return re.search(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", "\n".join((text.title, *text.eligibility))) is not None


def _count(score: Score, trial: Curie, kind: str, read: set[Item], coded: set[Item], same: Same) -> None:
    for item in sorted(read):
        score.read += 1
        if any(same(item, other) for other in coded):
            score.right += 1
        else:
            score.differences.append(Difference(trial, kind, item, False))
    for item in sorted(coded):
        score.coded += 1
        if any(same(other, item) for other in read):
            score.found += 1
        else:
            score.differences.append(Difference(trial, kind, item, True))


def _items(asked: Iterable[Asked]) -> dict[str, set[Item]]:
    found: dict[str, set[Item]] = {}
    for one in asked:
        for kind, item in _of(one):
            found.setdefault(kind, set()).add(item)
    return found


def _of(asked: Asked) -> Iterator[tuple[str, Item]]:
    match asked.criterion:
        case GenomicCriterion(profile, name):
            for leaf in leaves(profile):
                yield from _of_leaf(leaf, asked.negated, name.endswith(ANY_VARIATION))
        case TumorCriterion(tumors, group) if not asked.negated:
            yield from (("tumor", (tumor.id,)) for tumor in tumors)
            if group is not None:
                yield "tumor", (f"any {group}",)
        case DiseaseStatusCriterion(states) if not asked.negated:
            yield from (("disease status", (state,)) for state in states)
        case AgeCriterion(comparator, years):
            bound = _OPPOSITE[comparator] if asked.negated else comparator
            # a coded "at least 0" asks for nothing
            if (bound, years) != (">=", 0.0):
                yield "age", (bound, f"{years:g}")
        case SexCriterion(sex):
            yield "sex", (sex,)


# HER2 is an alias of ERBB2 (HGNC:3430): curators code its status under the gene or as the status that it is
_GENE_OF = {"HER2": "ERBB2"}
_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "=": "!="}


def _of_leaf(leaf: Leaf, negated: bool, any_kind: bool) -> Iterator[tuple[str, Item]]:
    wanted = "without" if negated != leaf.negative else "with"
    criterion = leaf.criterion
    if isinstance(criterion, Marker) and criterion.name in _GENE_OF:
        absent = (negated != leaf.negative) != (criterion.state == "negative")
        yield "gene", (_GENE_OF[criterion.name], "without" if absent else "with")
    genes = [part for part in (getattr(criterion, "five", None), getattr(criterion, "three", None)) if part is not None]
    for gene in genes or [part for part in (getattr(criterion, "gene", None),) if part is not None]:
        yield "gene", (gene.symbol, wanted)
        yield "variant", (gene.symbol, wanted, *((ANY_VARIATION,) if any_kind else _class_of(leaf)))


def _class_of(leaf: Leaf) -> Item:
    match leaf.criterion:
        case Allele() | Codon():
            return "mutation", leaf.criterion.text
        case Region() | ExonEventClass():
            return "mutation", leaf.criterion.text
        case Copy() | Loss():
            return ("copy number",)
        case FusionClass() | RearrangementClass():
            return ("structural",)
        case ExpressionClass():
            return ("expression",)
        case MutationClass() | EventClass():
            return ("mutation",)
        case _:
            return ("mutation",)


def _equal(left: Item, right: Item) -> bool:
    return left == right


def _variants_agree(left: Item, right: Item) -> bool:
    """Say whether two variants of a gene are one: the same named change, or one that names none."""
    if ANY_VARIATION in (*left, *right):
        return left[:2] == right[:2]
    named = len(left) > 3 and len(right) > 3
    return left == right if named else left[:3] == right[:3]


def _tumors_agree(left: Item, right: Item, within: Callable[[str, str], bool]) -> bool:
    (a,), (b,) = left, right
    return a == b or (not a.startswith("any ") and not b.startswith("any ") and (within(a, b) or within(b, a)))
