"""Read what an eligibility sentence asks of genes, as text in the profile grammar.

Genes, changes and kinds of change that stand together make one reading: "EGFR exon 19 deletion or L858R", "mutations in KRAS",
"ALK or ROS1 rearrangement". A gene in the name of a therapy ("EGFR inhibitor") is none, nor is one without a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pmkg.vocabulary.eligibility_tokens import Token, evened, names_gene, rearranged_genes, tokens
from pmkg.vocabulary.eligibility_words import Found, without_examples
from pmkg.vocabulary.gene_text import Genes

_BESIDE = re.compile(
    r",?\s*\(?(?:either )?(?:alone or|with or without|or in combination|co-?occur\w*|co-?exist\w*|accompanied"
    r"|in addition to)[^.;)]*",
    re.IGNORECASE,
)
_THERAPY = re.compile(
    r"^[\s-]*(?:(?:small[- ]molecule|tyrosine|kinase|selective|specific|mutation|mutant|exon \d+ insertion|p\."
    r"|[A-Z]\d+[A-Z]|targeted|directed|antibody|monoclonal|receptor|signaling"
    r"|1st|2nd|3rd|first|second|third|fourth|generation|pathway|and|or|/|,|-|\u2013|of)[\s-]*)*"
    r"(?:inhibit\w+|TKIs?|antibod\w+|targeted|targeting|directed|therap\w+|agonists?|antagonists?|degraders?|CAR\b|ADCs?"
    r"|blockers?|blockade|vaccines?|pathways?|agents?|drugs?|axis|ligands?|treatment)\b",
    re.IGNORECASE,
)
_BEFORE_THERAPY = re.compile(r"(?:anti-?|target\w+|inhibit\w+ of|against|directed (?:at|to)|pan-)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GenomicSaid:
    """Hold a molecular profile in the profile grammar; ``negated`` where the sentence itself asks for its absence.

    ``wide`` where "alteration" stands for any change of a gene: all of them are taken as a demand, and hardly all are meant where
    their absence is asked.
    """

    profile: str
    negated: bool = False
    wide: bool = False


@dataclass(slots=True)
class _Group:
    """Gather what a run says of some genes."""

    genes: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    qualities: list[str] = field(default_factory=list)
    examples: bool = False


def read_genomic(sentence: str, genes: Genes) -> tuple[Found[GenomicSaid], ...]:
    """Read the genomic criteria of a sentence, those that it asks for and those whose absence it asks for.

    ``genes`` resolves a symbol, or gives None. A reading is not firm where its words are vague ("rare EGFR mutation"), where
    it joins different genes by "and", or where a list is open.
    """
    text = _BESIDE.sub(lambda hit: " " * len(hit[0]), without_examples(sentence))
    text = evened(text, genes)
    found: list[Found[GenomicSaid]] = []
    if not names_gene(text, genes):
        return ()
    line = list(tokens(text, genes))
    for run, negated in _runs(line, text):
        if _only_tested(text, run):
            continue
        reading = _read(run, negated)
        if reading is not None:
            firm = reading.firm and not (reading.said.wide and reading.said.negated)
            firm = firm and not _torn(text, reading) and not about_treatment(text, reading.start, reading.end)
            found.append(Found(reading.start, reading.end, reading.said, firm))
    read = [(one.start, one.end) for one in found]
    unread = any(
        token.kind == "gene"
        and not _names_therapy(text, token)
        and not any(start <= token.start < end for start, end in read)
        for token in line
    )
    return tuple(Found(one.start, one.end, one.said, one.firm and not unread) for one in found)


def names_alteration(sentence: str, genes: Genes) -> bool:
    """Say whether a sentence names a gene together with a change and not only as a test: what it asks may decide a trial."""
    text = evened(without_examples(sentence), genes)
    if not names_gene(text, genes):
        return False
    runs = [run for run, _ in _runs(list(tokens(text, genes)), text)]
    return any(_read(run, False) is not None and not _only_tested(text, run) for run in runs)


_NAME_BEFORE = re.compile(r"(?:[A-Z][A-Z0-9]{2,}\w*|\b[A-Z]\w*\d\w*)[\s)]*(?:,|/|\bor\b|\band\b|and/or)[\s(]*$")
_NAME_AFTER = re.compile(
    r"^[\s)]*(?:,|/|\bor\b|\band\b|and/or)+\s*(?:or |and )?(?:[A-Z][A-Z0-9]{2,}|[A-Z]\w*\d|exons? |etc\b|other\b|any other)"
)
_THERAPY_WORDS = re.compile(
    r"\b(?:treat\w*|therap\w+|receiv\w+|drugs?|medications?|inhibitors?|TKIs?|progress\w+|fail(?:ed|ure)|refractory to"
    r"|intoleran\w+|resistan\w+)\b",
    re.IGNORECASE,
)


def _torn(text: str, reading: Found[GenomicSaid]) -> bool:
    """Say whether a name that was not read stands in the same list: the rest of the list alone would ask for too little."""
    return bool(_NAME_BEFORE.search(text[: reading.start]) or _NAME_AFTER.match(text[reading.end :]))


def about_treatment(text: str, start: int, end: int) -> bool:
    """Say whether the clause around a reading is about a treatment; a semicolon parts clauses."""
    after = text.find(";", end)
    return bool(_THERAPY_WORDS.search(text[text.rfind(";", 0, start) + 1 : after if after >= 0 else len(text)]))


def _runs(line: list[Token], text: str) -> Iterator[tuple[list[Token], bool]]:
    """Cut the tokens into runs of genomic words; a word that is none ends a run, and its negation reaches over eight words."""
    run: list[Token] = []
    negated_at = -100
    words = 0
    for token in [*line, Token("stop", len(text), len(text), "")]:
        if token.kind == "gene" and _names_therapy(text, token):
            token = Token("word", token.start, token.end, token.text)
        if token.kind in {"word", "stop"}:
            yield from _whole(run, words - negated_at <= 8)
            run = []
            words += 1
            if token.kind == "stop":
                negated_at = -100
                run = _announced(text, token)
        elif token.kind == "not":
            yield from _whole(run, words - negated_at <= 8)
            # "negative for EGFR and ALK" says of what it is negative
            run = (
                [Token("kind", token.start, token.end, "negative")] if token.text.lower().startswith("negative") else []
            )
            negated_at = -100 if run else words
        else:
            if words > negated_at and _ASKS.fullmatch(token.text):
                negated_at = -100
            run.append(token)


_ANNOUNCED = re.compile(r"\bfollowing (?:\w+ ){0,3}(?:mutations|alterations|aberrations)\b[^.;:]*$", re.IGNORECASE)


def _announced(text: str, stop: Token) -> list[Token]:
    """Start a run with what a line announces of the genes that it lists: "the following mutations ...: EGFR, ALK"."""
    if stop.text != ":" or not _ANNOUNCED.search(text[: stop.start]):
        return []
    # which changes of each gene are meant, "with an approved use", stands in no list
    return [Token("quality", stop.start, stop.end, "vague"), Token("kind", stop.start, stop.end, "alteration")]


_ASKS = re.compile(r"must|have|has|having|harbou?r(?:ing|s)?|with|carry(?:ing)?|confirmed", re.IGNORECASE)
_ASKED_ONLY = re.compile(
    r"^[\s-]*(?:mutations? )?(?:gene )?(?:(?:mutational )?status\b|(?:central |local |genetic )?(?:tests?\b|testing\b)"
    r"|assays?\b|analys[ei]s\b)",
    re.IGNORECASE,
)
_TO_BE_TESTED = re.compile(
    r"\b(?:review|detection|determination|testing|test|assays?|assessment|evaluation|examination|analysis|available"
    r"|screening|screened|recommended|submitted)\s+(?:of|for)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)


def _only_tested(text: str, run: list[Token]) -> bool:
    """Say whether a run names what is to be tested, and no result."""
    inside = [token for token in run if token.kind in {"gene", "change", "kind", "quality"}]
    if any(token.text in {"positive", "negative", "wild type"} for token in inside):
        return False
    return bool(_ASKED_ONLY.match(text[inside[-1].end :]) or _TO_BE_TESTED.search(text[: inside[0].start]))


def _whole(run: list[Token], negated: bool) -> Iterator[tuple[list[Token], bool]]:
    kinds = {token.kind for token in run}
    if "gene" in kinds and kinds & {"change", "kind"}:
        yield run, negated


def _names_therapy(text: str, token: Token) -> bool:
    return bool(_THERAPY.match(text[token.end : token.end + 90]) or _BEFORE_THERAPY.search(text[: token.start]))


def _read(run: list[Token], negated: bool) -> Found[GenomicSaid] | None:
    groups = _groups(run)
    alternatives: list[str] = []
    absent: list[str] = []
    firm = True
    for group in groups:
        texts, negative, sure = _leaves(group)
        (absent if negative else alternatives).extend(texts)
        # a gene of which nothing is said may be part of the list
        firm = firm and sure and bool(texts)
    if not alternatives and not absent:
        return None
    both = bool(alternatives and absent)
    chosen = list(dict.fromkeys(alternatives or absent))
    inside = [token for token in run if token.kind in {"gene", "change", "kind", "quality"}]
    wild = all(text.endswith("Wildtype") for text in chosen)
    wide = any("alteration" in group.kinds for group in groups)
    said = GenomicSaid((" AND " if wild else " OR ").join(chosen), negated != (not alternatives), wide)
    used = Found(inside[0].start, inside[-1].end, said)
    return Found(used.start, used.end, used.said, firm and not both and not _mixed(groups, run))


def _mixed(groups: list[_Group], run: list[Token]) -> bool:
    """Say whether a run joins different genes' changes by "and": whether both or either is asked is not certain."""
    said = {tuple(group.genes) for group in groups if group.genes}
    joins = [token.text.strip(" ,").lower() for token in run if token.kind == "join"]
    wild = all("wild type" in group.kinds for group in groups)
    return len(said) > 1 and not wild and "and" in joins and "or" not in joins


def _groups(run: list[Token]) -> list[_Group]:
    """Give each list of genes what is said of it: what follows it, and what leads the run."""
    lead = _Group()
    groups: list[_Group] = []
    after_gene = False
    joined = False
    for token in run:
        if token.kind == "join":
            joined = True
            continue
        if token.kind == "gene":
            if not groups or not after_gene:
                groups.append(_Group())
                if joined:
                    lead = _Group()
            groups[-1].genes.extend(token.symbols)
            after_gene, joined = True, False
            continue
        if token.kind in {"change", "kind", "quality", "including"}:
            # "KRAS mutation, amplification of MET": what a join parts from its gene leads the next one
            target = groups[-1] if groups and not (after_gene and joined) else lead
            after_gene, joined = False, False
            if token.kind == "including":
                target.examples = target.examples or bool(target.kinds or target.changes)
            elif target.examples:
                continue
            elif token.kind == "change":
                target.changes.extend(token.text.split("|"))
            elif token.kind == "kind":
                target.kinds.append(token.text)
            else:
                target.qualities.append(token.text)
    return _with_lead(lead, groups) if not lead.kinds or groups[0].genes else groups


def _with_lead(lead: _Group, groups: list[_Group]) -> list[_Group]:
    first = groups[0]
    first.qualities = [*lead.qualities, *first.qualities]
    if "negative" in lead.kinds:
        lead.kinds = [kind for kind in lead.kinds if kind != "negative"]
        for group in groups:
            group.kinds.append("negative")
    lead.kinds = [kind for kind in lead.kinds if kind != "positive"]
    if lead.changes:
        first.changes = [*lead.changes, *first.changes]
    if lead.kinds and not (first.kinds or first.changes):
        first.kinds = lead.kinds
    elif lead.kinds and not lead.changes and len(first.genes) > 1 and first.changes:
        # "mutations in EGFR, EGFR exon 20 insertions": the lead belongs to the first gene alone
        head = _Group([first.genes[0]], [], lead.kinds, list(lead.qualities))
        return [head, _Group(first.genes[1:], first.changes, first.kinds, first.qualities, first.examples), *groups[1:]]
    return groups


_VAGUE = frozenset({"vague"})


def _leaves(group: _Group) -> tuple[list[str], bool, bool]:
    """Write what is said of a group's genes as leaves; say whether it is their absence, and whether the words are exact."""
    kinds = [kind for kind in dict.fromkeys(group.kinds) if kind not in {"positive", "negative"}]
    negative = "negative" in group.kinds
    positive = "positive" in group.kinds
    vague = bool(_VAGUE & set(group.qualities))
    texts: list[str] = []
    exact = not (negative and positive)
    for gene in dict.fromkeys(group.genes):
        if group.changes:
            exact = exact and not (vague and any(change.endswith("Mutation") for change in group.changes))
            texts.extend(f"{gene} {change}" for change in dict.fromkeys(group.changes))
            texts.extend(
                _of_kind(gene, kind, group.qualities)
                for kind in kinds
                if kind not in {"mutation", "alteration", "deletion"}
            )
        elif kinds:
            texts.extend(_of_kind(gene, kind, group.qualities) for kind in kinds)
            loose = kinds == ["mutation"] and gene in rearranged_genes()
            if loose:
                texts.append(f"{gene} Fusion")
            exact = exact and not (vague and {"mutation", "alteration"} & set(kinds)) and not loose
        elif gene in rearranged_genes() and (positive or negative):
            texts.append(f"{gene} Fusion")
        elif negative and rearranged_genes() & set(group.genes):
            # "EGFR, ALK and ROS1 negative": of a gene beside rearranged ones it is the mutation that was tested
            texts.append(f"{gene} Mutation")
    return texts, negative, exact and not group.examples


def _of_kind(gene: str, kind: str, qualities: list[str]) -> str:
    match kind:
        case "mutation":
            origin = next((f"{word} " for word in qualities if word in {"Germline", "Somatic"}), "")
            words = next((f"{word} " for word in qualities if word in {"Activating", "Inactivating", "Pathogenic"}), "")
            return f"{gene} {origin}{words}Mutation"
        case "fusion":
            return f"{gene} Fusion"
        case _ if "::" in gene:
            return f"{gene} Fusion"
        case "rearrangement":
            return f"{gene} Rearrangement"
        case "amplification":
            return f"{gene} Amplification"
        case "deletion":
            return f"{gene} Deletion"
        case "overexpression":
            return f"{gene} Overexpression"
        case "wild type":
            return f"{gene} Wildtype"
        case _:
            return " OR ".join(
                f"{gene} {change}" for change in ("Mutation", "Rearrangement", "Amplification", "Deletion")
            )
