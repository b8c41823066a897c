"""Read one leaf of a molecular profile: what a source or a trial asks of a patient, in one phrase.

``docs/profile-grammar.md`` lists the forms. A leaf may stand for several criteria: ``HR positive`` is ER or PR positive,
``KRAS/NRAS wild type`` is both. What no structure fits is kept as a named event where the words are known to name one;
anything else raises, so that a statement is never matched by a reading that nobody intended.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pmkg.errors import InvalidText
from pmkg.model.criterion import (
    Allele,
    CodingAllele,
    Codon,
    Copy,
    Criterion,
    EventClass,
    ExpressionClass,
    Function,
    Loss,
    MutationClass,
    RearrangementClass,
    WildType,
)
from pmkg.model.kinds import Origin
from pmkg.model.profile import Leaf, Profile, conjunction, disjunction
from pmkg.model.variant import CopyCall, Gene
from pmkg.vocabulary.class_words import read_class
from pmkg.vocabulary.coding import parse_coding
from pmkg.vocabulary.event_text import event_name
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.fusion_text import read_fusion, read_rearrangement
from pmkg.vocabulary.gene_text import Genes, find_genes
from pmkg.vocabulary.legacy_names import legacy_coding, legacy_members, legacy_position, modern_change
from pmkg.vocabulary.marker_text import parse_marker
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.region_text import in_frame, read_domain, read_exon

_COPY_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE).fullmatch, call)
    for pattern, call in (
        (r"amplifications?|amp|amplified", CopyCall.AMPLIFICATION),
        (r"(?:copy[- ](?:number )?)?gains?|copy number increase", CopyCall.GAIN),
        (r"(?:deep |homozygous |gene )?deletions?|deleted|homdel|homozygous loss", CopyCall.DEEP_DELETION),
        (
            r"(?:shallow |heterozygous |hemizygous )deletion|single[- ]copy (?:loss|deletion)|copy[- ]number loss",
            CopyCall.LOSS,
        ),
    )
)
_LOSS = re.compile(r"loss(?: of (?:the )?gene)?|lost", re.IGNORECASE).fullmatch
_WILD = re.compile(r"wild[- ]?types?|wt", re.IGNORECASE).fullmatch
_EXPRESSION_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE).fullmatch, level)
    for pattern, level in (
        (r"over[- ]?express(?:ion|ed)|(?:high|increased) expression|expression (?:is )?high", "high"),
        (r"under[- ]?expression|(?:low|reduced|decreased) expression|expression (?:is )?low", "low"),
        (
            r"(?:loss of |no |negative )(?:nuclear )?(?:protein )?expression|expression (?:negative|loss|absent)|negative",
            "negative",
        ),
        (r"(?:positive )?(?:protein )?expression|expression positive|positive|expressed", "positive"),
        (r"(?:normal expression|expression normal)", "normal"),
    )
)
_EXCLUDED = re.compile(r"non-?(?P<sites>[A-Z]?\d+(?:/[A-Z]?\d+)*)(?: mutations?)?", re.IGNORECASE).fullmatch
_BUT = re.compile(
    r"(?P<words>.* mutations?) (?:other than|except) (?P<changes>[A-Z]\d+[A-Z*](?:/[A-Z]\d+[A-Z*])*)", re.I
).fullmatch
_OUTSIDE = re.compile(r"non-?(?P<domain>.+?) mutations?", re.IGNORECASE).fullmatch
_CODONS = re.compile(
    r"(?:p\.)?(?P<sites>[A-Z]\d+(?:/[A-Z]\d+)*)(?: mutations?)?(?: other than (?P<not>[A-Z](?:/[A-Z])*))?"
).fullmatch
_CODON_LIST = re.compile(r"(?:p\.)?(?P<site>[A-Z]\d+)(?P<only>[A-Z](?:/[A-Z])+)").fullmatch
_ANY_RESIDUE = re.compile(r"(?:p\.)?(?P<residue>[A-Z])(?P<position>\d+)X").fullmatch
_WITH_CODING = re.compile(r"(?P<name>.*?)\s*\(?(?P<coding>c\.[^()]+)\)?", re.IGNORECASE).fullmatch
_DELETED_RANGE = re.compile(r"([A-Z]?\d+_[A-Z]?\d+) (deletion|duplication|insertion)", re.IGNORECASE).fullmatch
# a single base cannot turn these residues' codons into a stop (of glycine's four codons only GGA can): X means any residue
NEVER_STOP = "ADFGHIMNPTV"


def parse_biomarker(text: str, genes: Genes, exons: ExonTable) -> Profile:
    """Read one leaf of a profile, or raise :class:`InvalidText` with the reason UNKNOWN_GENE or UNKNOWN_FORM.

    ``genes`` resolves a symbol, a previous one or an alias to the approved gene, or gives None.
    """
    body = clean_text(text)
    marker = parse_marker(body, genes)
    if marker is not None:
        return marker
    fusion = read_fusion(body, genes)
    if fusion is not None:
        return Leaf(fusion)
    subjects, rest = find_genes(text, body, genes)
    leaves = [_with_members(Leaf(_criterion(text, gene, rest, exons))) for gene in subjects]
    if len(leaves) == 1:
        return leaves[0]
    return conjunction(leaves) if _WILD(rest) else disjunction(leaves)


def _with_members(leaf: Leaf) -> Profile:
    """Add the alleles that a named class stands for: ``TERT promoter mutation`` is met by c.-124C>T."""
    criterion = leaf.criterion
    if not isinstance(criterion, EventClass):
        return leaf
    members = legacy_members(criterion.gene.symbol, criterion.event)
    return disjunction([leaf, *(Leaf(CodingAllele(criterion.gene, coding, criterion.origin)) for coding in members)])


def clean_text(text: str) -> str:
    """Even out white space, dashes and quotes, and drop brackets that have no partner."""
    body = " ".join(text.replace("\N{MINUS SIGN}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    while body.endswith(")") and body.count(")") > body.count("("):
        body = body[:-1].rstrip()
    while body.startswith("(") and body.count("(") > body.count(")"):
        body = body[1:].lstrip()
    return re.sub(r"(?i)(exons? \d+) \(([a-z ]+)\)", r"\1 \2", body)


def _criterion(text: str, gene: Gene, rest: str, exons: ExonTable) -> Criterion:
    if not rest:
        raise InvalidText(
            text, "UNKNOWN_FORM", f"it names {gene.symbol} but not what of it; write {gene.symbol} Mutation"
        )
    origin, rest = _origin(rest)
    for read in _READERS:
        criterion = read(gene, rest, origin, exons)
        if criterion is not None:
            return criterion
    raise InvalidText(text, "UNKNOWN_FORM", f"{rest!r} of {gene.symbol} follows no known form")


def _origin(rest: str) -> tuple[Origin, str]:
    """Split off a leading or trailing word of origin, unless the class of mutations needs it."""
    words = rest.split()
    if len(words) > 1:
        for at in (0, -1):
            if words[at].lower().strip("()") in {"germline", "somatic"}:
                left = " ".join(words[1:] if at == 0 else words[:-1])
                if not _reads_as_class(left):
                    return Origin(words[at].lower().strip("()")), left
    return Origin.UNKNOWN, rest


def _reads_as_class(text: str) -> bool:
    words = read_class(text)
    return words is not None and words.named


def read_wild_type(gene: Gene, rest: str, origin: Origin = Origin.UNKNOWN) -> WildType | None:
    """Read a wild type, or give None."""
    return WildType(gene, origin) if _WILD(rest) else None


def read_copy(gene: Gene, rest: str, origin: Origin = Origin.UNKNOWN) -> Copy | Loss | None:
    """Read a copy-number call, or a loss by any mechanism, or give None."""
    if _LOSS(rest):
        return Loss(gene, origin)
    return next((Copy(gene, call, origin) for matches, call in _COPY_FORMS if matches(rest)), None)


def read_expression(gene: Gene, rest: str, origin: Origin = Origin.UNKNOWN) -> ExpressionClass | None:
    """Read a level of expression, or give None."""
    return next((ExpressionClass(gene, level, origin) for matches, level in _EXPRESSION_FORMS if matches(rest)), None)


def _plain(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    return read_wild_type(gene, rest, origin) or read_copy(gene, rest, origin) or read_expression(gene, rest, origin)


def _rearrangement(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    return read_rearrangement(gene, rest, origin)


def _mutation_class(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    but = _BUT(f" {rest}")
    words = read_class(but["words"] if but else rest)
    if words is None or not words.named or (words.shapes and "inframe" not in words.shapes):
        return None
    small = in_frame(words.shapes)
    if small is None:
        return None
    function = Function.ANY if small and words.function is Function.MUTATION else words.function
    origin = words.origin if words.origin is not Origin.UNKNOWN else origin
    changes = (parse_protein(change) for change in but["changes"].split("/")) if but else ()
    exceptions = tuple(sorted(changes, key=lambda change: (change.start, change.text)))
    return MutationClass(gene, function, words.consequences | small, (), words.biallelic, origin, exceptions)


def _all_but(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    if found := _EXCLUDED(rest):
        return MutationClass(
            gene,
            excluded=tuple(sorted(int(re.sub(r"\D", "", site)) for site in found["sites"].split("/"))),
            origin=origin,
        )
    found = _OUTSIDE(rest)
    domain = exons.domain(gene.symbol, found["domain"]) if found else None
    if domain is None:
        return None
    inside = (residue for first, last in domain.residues for residue in range(first, last + 1))
    return MutationClass(gene, excluded=tuple(sorted(inside)), origin=origin)


def _codon(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    if found := _CODON_LIST(rest):
        return Codon(gene, (_site(gene, found["site"]),), tuple(found["only"].split("/")), (), origin)
    if (found := _ANY_RESIDUE(rest)) and found["residue"] in NEVER_STOP:
        return Codon(gene, (_site(gene, rest.removeprefix("p.")[:-1]),), (), (), origin)
    if found := _CODONS(rest):
        excluded = tuple((found["not"] or "").split("/")) if found["not"] else ()
        return Codon(gene, tuple(_site(gene, site) for site in found["sites"].split("/")), (), excluded, origin)
    return None


def _site(gene: Gene, site: str) -> tuple[str, int]:
    return site[0], legacy_position(gene.symbol, site[0], int(site[1:]))


def _protein(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    coding = legacy_coding(gene.symbol, rest)
    if coding:
        return CodingAllele(gene, coding, origin)
    try:
        change = parse_protein(written_out(rest))
    except InvalidText:
        return None
    return Allele(gene, modern_change(gene.symbol, change), origin)


def written_out(text: str) -> str:
    """Shorten ``E746_A750 deletion`` and ``T315I mutation``; a single residue's "deletion" may be that of a repeat (T17)."""
    if found := _DELETED_RANGE(text):
        return f"{found[1]}{found[2][:3]}"
    return re.sub(r"(?i)\s+(?:mutations?|variants?)$", "", text)


def _coding(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    """Read a c. expression; a protein change that stands before it is the better name."""
    found = _WITH_CODING(rest)
    if found is None:
        return _bare_coding(gene, rest, origin)
    named = _protein(gene, found["name"], origin, exons) if found["name"] else None
    return named or _bare_coding(gene, found["coding"], origin)


def _bare_coding(gene: Gene, text: str, origin: Origin) -> Criterion | None:
    if not re.match(r"(?i)c\.|\d+_\d+ins[acgt]+$", text):
        return None
    try:
        return CodingAllele(gene, parse_coding(text).text, origin)
    except InvalidText:
        return None


def _event(gene: Gene, rest: str, origin: Origin, exons: ExonTable) -> Criterion | None:
    if re.fullmatch(r"truncation", rest, re.IGNORECASE):
        return RearrangementClass(gene, "truncation", origin)
    name = event_name(rest, gene.symbol)
    return EventClass(gene, name, origin) if name else None


_Reader = Callable[[Gene, str, Origin, ExonTable], Criterion | None]
_READERS: tuple[_Reader, ...] = (
    _plain,
    _rearrangement,
    read_exon,
    _all_but,
    read_domain,
    _mutation_class,
    _codon,
    _coding,
    _protein,
    _event,
)
