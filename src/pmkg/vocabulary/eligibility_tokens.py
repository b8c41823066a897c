"""Take the genomic words of an eligibility sentence apart: genes, changes, kinds of change, what joins and what negates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pmkg.vocabulary.gene_text import Genes
from pmkg.vocabulary.ontology_files import read_toml


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word or phrase: its kind (gene, change, kind, quality, not, join, filler, word, stop) and what it stands for."""

    kind: str
    start: int
    end: int
    text: str
    symbols: tuple[str, ...] = ()


_DASHES = str.maketrans(
    {
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\uff08": "(",
        "\uff09": ")",
        "\uff0c": ",",
        "\uff1b": ";",
        "\uff1a": ":",
        "[": "(",
        "]": ")",
    }
)
_RESIDUE = "[ACDEFGHIKLMNPQRSTVWY]"
_NAME = re.compile(r"(?:c-)?[A-Z][A-Za-z0-9]*(?:[/-](?=[A-Z0-9])[A-Z0-9]+)*")
_CHANGES = (
    # the exon first or last, with or without the word
    (
        r"(?:mutations? (?:of|in) )?ex(?:on)?s?[- ]?(?P<e1>\d+)[- ]?(?:in-?frame )?(?P<k1>del(?:etions?)?"
        r"|ins(?:ertions?)?(?:/duplications?)?|skip(?:ping|ped)?|jumping|splice[- ]site)(?![a-z])",
        "exon",
    ),
    (r"(?P<k2>del(?:etions?)?|insertions?|ins) ?(?:of |in |at )?(?:the )?ex(?:on)?[- ]?(?P<e2>\d+)", "exon"),
    (r"(?P<e3>\d\d) ?(?:exon )?-?(?P<k3>del(?:etions?)?|ins(?:ertions?)?)(?![a-z])", "exon"),
    (r"(?P<k4>del|ins)[- ]?(?P<e4>1[89]|20)\b", "exon"),
    (r"MET ?14 exon (?P<k5>jumping|skipping)", "exon14"),
    (
        rf"(?:(?:ex(?:on)?s? ?)?\d\d )?(?:p\. ?)?\(?(?P<r>{_RESIDUE}) ?(?P<p>\d{{2,4}}) ?(?P<a>{_RESIDUE}|X"
        rf"|\*)(?![\w])\)?(?:(?: (?:at|in|of))? (?:exon )?\d\d\b)?",
        "protein",
    ),
    (r"(?P<codon>[GQVRED]\d{2,3})(?![\w])", "codon"),
    (r"ex(?:on)?s?[- ]?(?P<e6>\d+)(?:(?: or | and |/|, ?)(?P<e7>\d+))?(?= (?:point )?mutations?)", "exons"),
    (
        r"mutations? (?:in|of) (?:the )?ex(?:on)?s?[- ]?(?P<e8>\d+)(?:(?: or | and |/|, ?)(?P<e9>\d+))?(?! ?\w*(?:del|ins))",
        "exons",
    ),
    (r"(?:(?:FLT3[- ])?internal tandem duplications?|ITD)", "itd"),
    (r"(?:FLT3[- ])?tyrosine kinase domain|TKD(?: mutations?)?", "tkd"),
)
_KINDS = (
    (r"mutations?|mutated|mutants?|mut\b|mutagenesis|variants?", "mutation"),
    (r"(?:gene )?(?:fusions?|fused)", "fusion"),
    (r"(?:gene )?(?:rearrangements?|re-?arranged|translocations?|translocated)|\br(?=[ ,)]|$)", "rearrangement"),
    (r"(?:gene )?(?:amplifications?|amplified)", "amplification"),
    (r"(?:homozygous )?(?:deletions?|deleted|null|loss)", "deletion"),
    (r"over-?express(?:ion|ed|ing)", "overexpression"),
    (r"wild[- ]?types?|\bwt\b", "wild type"),
    (r"(?:genomic )?(?:alterations?|altered|aberrations?|abnormalit(?:y|ies)|changes)", "alteration"),
    (r"positiv(?:e|ity)|\+", "positive"),
    (r"negativ(?:e|ity)", "negative"),
)
_QUALITIES = (
    (r"activating|gain[- ]of[- ]function", "Activating"),
    (r"inactivating|loss[- ]of[- ]function|deleterious(?: or suspected deleterious)?", "Inactivating"),
    (r"(?:likely )?pathogenic|(?:pathogenic or likely )pathogenic", "Pathogenic"),
    (r"oncogenic|driver", "vague"),
    (r"germline", "Germline"),
    (r"somatic", "Somatic"),
    (r"homozygous|bi-?allelic", "deep"),
    (
        r"sensiti[sz]ing|sensitive|sensitivity|sensitized|common|classical|rare|uncommon|actionable|targetable|susceptible"
        r"|selected|eligible|certain|specific|other|atypical|acquired|point|same",
        "vague",
    ),
)
_JOINS = r",? ?\b(?:and/or|and|or)\b|[,/&]|\bplus\b"
_NOTS = r"\bw/o\b|\b(?:no|not|without|absence of|lack of|lacks?|negative for|free of|neither|nor|never)\b"
_FILLERS = (
    r"\b(?:genes?|in|of|the|a|an|tumou?rs?|documented|confirmed|known|harbou?r(?:ing|s)?|with|presence|carry(?:ing)?|has"
    r"|have|having|must|be|been|is|are|was|were|status|tests?|testing|tested|results?|all|for"
    r"|evidence|genome|genomic|detected|identified|proven|found|at|by|point|exon|their|its|any|one|either|at least"
    r"|predicted|suspected|to|that|which|driver|concomitant|patients?|subjects?|participants?|evidence)\b|[()-]"
)


@cache
def _words() -> Mapping[str, Any]:
    return read_toml("eligibility_words.toml")


@cache
def rearranged_genes() -> frozenset[str]:
    """Give the genes of which "positive" says that they are rearranged."""
    return frozenset(_words()["rearranged"]["genes"])


@cache
def _scanner() -> re.Pattern[str]:
    changes = "|".join(f"(?P<change{n}>{pattern})" for n, (pattern, _) in enumerate(_CHANGES))
    kinds = "|".join(
        f"(?P<kind{n}>\\b(?:{pattern})\\b|{pattern}(?!\\w))"
        if pattern.endswith("+")
        else f"(?P<kind{n}>(?<![a-z])(?:{pattern})(?![a-z]))"
        for n, (pattern, _) in enumerate(_KINDS)
    )
    qualities = "|".join(f"(?P<quality{n}>\\b(?:{pattern})\\b)" for n, (pattern, _) in enumerate(_QUALITIES))
    return re.compile(
        rf"(?P<colon>(?<=mutation):|(?<=mutations):)|(?P<stop>[;:.!?](?=\s|$)|\bbut\b|\bexcept\b|\bunless\b)"
        rf"|(?P<not>(?i:{_NOTS}))|(?<![A-Za-z0-9])(?i:{changes})|(?P<including>(?i:\bincluding))"
        rf"|(?P<that>(?i:\bi\.e\.,?|\bdefined as))"
        rf"|(?i:{qualities})|(?i:{kinds})|(?P<join>(?i:{_JOINS}))|(?P<filler>(?i:{_FILLERS}))"
        r"|(?P<name>(?:c-)?[A-Za-z][A-Za-z0-9]*(?:-?[A-Z0-9]+)*)|(?P<word>\S)"
    )


_BRACKETED = re.compile(r"\((?P<symbol>(?:c-)?[A-Z][A-Z0-9]{1,7}(?:-\d)?)\)")


def symbols_of(word: str, genes: Genes) -> tuple[str, ...]:
    """Give the approved symbols that a word names: a symbol, an alias with a number in it, a family, or "NTRK1-3".

    An alias of letters alone counts for nothing: "ALL", "FISH" and "HR" are aliases of genes too.
    """
    family = _words()["families"].get(word)
    if family:
        return tuple(family["members"])
    if word.upper() != word or len(word) < 2:
        return ()
    gene = genes(word)
    if gene is not None and (
        gene.symbol == word or (any(letter.isdigit() for letter in word) and word[0] not in "0123456789")
    ):
        return (gene.symbol,)
    return _numbered(word, genes)


def families_of(symbol: str) -> tuple[str, ...]:
    """Give the words under which texts name a gene among others ("NTRK"), sorted.

    >>> families_of("NTRK1")
    ('NTRK', 'TRK')
    """
    return tuple(sorted(word for word, family in _words()["families"].items() if symbol in family["members"]))


def _numbered(word: str, genes: Genes) -> tuple[str, ...]:
    found = re.fullmatch(r"(?P<stem>[A-Z]{2,6})(?P<first>\d)(?P<mark>[-/])(?P<rest>\d(?:/\d)*)", word)
    if found is None:
        return ()
    first = int(found["first"])
    numbers = (
        range(first, int(found["rest"]) + 1) if found["mark"] == "-" else [first, *map(int, found["rest"].split("/"))]
    )
    named = [genes(f"{found['stem']}{number}") for number in numbers]
    return tuple(gene.symbol for gene in named if gene is not None) if all(named) else ()


def names_gene(text: str, genes: Genes) -> bool:
    """Say whether any word of a text names a gene: most sentences of a trial name none."""
    return any(symbols_of(part, genes) for hit in _NAME.finditer(text) for part in {hit[0], *re.split(r"[/-]", hit[0])})


def evened(sentence: str, genes: Genes) -> str:
    """Even out dashes and brackets and blank the written-out name of a gene before its symbol; places stay where they are.

    >>> from pmkg.model.variant import Gene
    >>> evened("nucleophosmin (NPM1) mutation", lambda symbol: Gene("HGNC:7910", "NPM1") if symbol == "NPM1" else None)
    '               NPM1  mutation'
    """
    text = sentence.translate(_DASHES)
    letters = list(text)
    names = set(_words()["names"]["words"])
    for hit in _BRACKETED.finditer(text):
        if not symbols_of(hit["symbol"], genes):
            continue
        start = hit.start()
        for word in reversed(list(re.finditer(r"[\w-]+", text[: hit.start()]))[-9:]):
            if word[0].lower() not in names or not re.fullmatch(r"[\s'\u2019/,-]*", text[word.end() : start]):
                break
            start = word.start()
        letters[start : hit.start("symbol")] = " " * (hit.start("symbol") - start)
        letters[hit.end() - 1] = " "
    return "".join(letters)


def tokens(text: str, genes: Genes) -> Iterator[Token]:
    """Walk an evened sentence's tokens."""
    at = 0
    scan = _scanner()
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        gene = _gene_at(text, at, genes)
        if gene is not None:
            partner = _gene_at(text, gene.end + 1, genes) if text[gene.end : gene.end + 1] == "-" else None
            if partner is not None and len(gene.symbols) == len(partner.symbols) == 1:
                pair = f"{gene.symbols[0]}::{partner.symbols[0]}"
                gene = Token("gene", gene.start, partner.end, text[gene.start : partner.end], (pair,))
            yield gene
            at = gene.end
            continue
        found = scan.match(text, at)
        if found is None:
            at += 1
            continue
        yield _token(found)
        at = found.end()


def _gene_at(text: str, at: int, genes: Genes) -> Token | None:
    """Find the gene or the genes that a word names; ``KRAS-G12V`` and ``EGFR/ALK`` are taken apart at their marks."""
    if at and (text[at - 1].isalnum()):
        return None
    found = _NAME.match(text, at)
    if found is None:
        return None
    word = found[0]
    while word:
        after = text[at + len(word) : at + len(word) + 1]
        symbols = symbols_of(word, genes) if not (after.isalnum()) else ()
        if symbols:
            return Token("gene", at, at + len(word), word, symbols)
        cut = max(word.rfind("-"), word.rfind("/"))
        word = word[:cut] if cut > 0 else ""
    return None


def _token(found: re.Match[str]) -> Token:
    name = found.lastgroup or "word"
    groups = {key: value for key, value in found.groupdict().items() if value is not None}
    for kind, table in (("change", _CHANGES), ("quality", _QUALITIES), ("kind", _KINDS)):
        hit = next((key for key in groups if re.fullmatch(rf"{kind}\d+", key)), None)
        if hit:
            meaning = table[int(hit[len(kind) :])][1]
            text = _change(meaning, groups, found[0]) if kind == "change" else meaning
            return Token(kind, found.start(), found.end(), text)
    kind = {"name": "word", "colon": "filler", "that": "filler"}.get(name, name)
    return Token(
        kind if kind in {"stop", "including", "not", "join", "filler", "word"} else "word",
        found.start(),
        found.end(),
        found[0],
    )


_EXON_KINDS = {
    "del": "Deletion",
    "ins": "Insertion",
    "ski": "Skipping Mutation",
    "jum": "Skipping Mutation",
    "spl": "Skipping Mutation",
}


def _change(meaning: str, part: Mapping[str, str], whole: str) -> str:
    """Write a change in the profile grammar, without its gene."""
    match meaning:
        case "exon":
            number = next(part[key] for key in ("e1", "e2", "e3", "e4") if key in part)
            kind = next(part[key] for key in ("k1", "k2", "k3", "k4") if key in part)
            return f"Exon {number} {_EXON_KINDS[kind[:3].lower()]}"
        case "exon14":
            return "Exon 14 Skipping Mutation"
        case "protein":
            return f"{part['r'].upper()}{part['p']}{part['a'].upper()}"
        case "codon":
            return part["codon"].upper()
        case "exons":
            numbers = [part[key] for key in ("e6", "e7", "e8", "e9") if key in part]
            return "|".join(f"Exon {number} Mutation" for number in numbers)
        case "itd":
            return "ITD"
        case _:
            return "TKD Mutation"
