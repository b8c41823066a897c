"""Read what was found in one patient: the alteration texts of a request and the rows of a MAF file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pmkg.errors import InvalidText
from pmkg.model.criterion import Copy, ExpressionClass, FusionClass, Loss, Marker, RearrangementClass, Score
from pmkg.model.kinds import Origin
from pmkg.model.profile import Leaf, Profile
from pmkg.model.variant import (
    Alteration,
    ChangeKind,
    CopyCall,
    CopyChange,
    Expression,
    Fusion,
    Gene,
    Mutation,
    NamedEvent,
    ProteinChange,
    Rearrangement,
)
from pmkg.vocabulary.biomarker_text import (
    NEVER_STOP,
    clean_text,
    read_copy,
    read_expression,
    read_wild_type,
    written_out,
)
from pmkg.vocabulary.coding import parse_coding, refuse_uncounted, residue_of
from pmkg.vocabulary.event_text import event_name
from pmkg.vocabulary.exon_text import read_exon_event
from pmkg.vocabulary.fusion_text import read_fusion, read_rearrangement
from pmkg.vocabulary.gene_text import Genes, find_genes
from pmkg.vocabulary.genomic import parse_genomic
from pmkg.vocabulary.legacy_names import legacy_coding, modern_change, refuse_family
from pmkg.vocabulary.marker_text import hormone_receptors, parse_marker
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.qualifier_text import NOTHING_SAID, Qualifiers, split_qualifiers

_TRANSCRIPT = re.compile(
    r"(?:(?P<symbol>[\w-]+)[ :])?\s*(?P<hgvs>(?:NM_|NR_|XM_|ENST|LRG_)[\w.]+(?:\([\w-]+\))?:c\.\S+)\s*(?P<rest>.*)"
).fullmatch
_PROTEIN_ACCESSION = re.compile(r"\b(?:NP_|XP_|ENSP)[\w.]+:")
_COLON = re.compile(r"^(?P<symbol>[A-Za-z][\w-]*):(?!:)")
_BRACKETED = re.compile(r"\((?P<symbol>[\w-]+)\):").search
_MEASURED = re.compile(
    r"(?P<name>tmb(?:[ -]?h(?:igh)?)?|tumou?r mutational burden|pd-?l1(?: ?\(?(?:tps|cps|ic|tc|tap)\)?)?)"
    r"\s*(?:[:=]|>=)?\s*(?P<value>\d+(?:\.\d+)?)\s*(?:%|percent|(?:mutations?|muts?)\s*/\s*mb)?",
    re.IGNORECASE,
).fullmatch
_STATELESS = frozenset({"MSI", "MMR", "TMB"})
_WILD_RESIDUE = re.compile(
    r"(?:p\.)?(?:codon )?[A-Z]?\d+[ -]?(?:wt|wild[- ]?type)|(?:wt|wild[- ]?type) (?:codon )?[A-Z]?\d+", re.IGNORECASE
).fullmatch
_FUSED = re.compile(r"fusions?|rearranged|rearrangements?|translocations?|positive", re.IGNORECASE).fullmatch
_ANY_RESIDUE = re.compile(rf"(?:p\.)?[{NEVER_STOP}]\d+X", re.IGNORECASE).fullmatch
_PLUS = re.compile(r"^(?P<symbol>[A-Za-z][\w.-]*)\+$")
_JOINED_EXON = re.compile(r"^(?P<symbol>[A-Z][A-Z0-9]+)ex(?P<exon>\d+)(?P<rest>.*)$")
_WITH_CODING = re.compile(r"(?:(?P<before>\S+)\s+)?\(?(?P<coding>c\.[^\s()]+)\)?(?:\s+\(?(?P<after>p\.\S+))?").fullmatch


@dataclass(frozen=True, slots=True)
class MarkerFact:
    """Hold a measured biomarker: ``("MSI", "high")``, ``("TMB", 14.0)``, ``("HER2 IHC", "3+")``."""

    name: str
    value: str | float


@dataclass(frozen=True, slots=True)
class GenomicText:
    """Hold a change by its coordinates, or by a transcript and a c. expression; ``gene`` and ``protein`` where the text says them.

    The caller finds the gene and the protein change among the variants that a release knows: the transcript decides what a
    c. expression means.
    """

    genomic: str = ""
    transcript: str = ""
    coding: str = ""
    splice: bool = False
    gene: Gene | None = None
    protein: ProteinChange | None = None
    said: Qualifiers = NOTHING_SAID


def parse_alteration(text: str, genes: Genes) -> Alteration | MarkerFact | GenomicText:
    """Read one alteration of a patient, or raise :class:`InvalidText`.

    Reasons beside UNKNOWN_GENE and UNKNOWN_FORM: NOT_AN_ALTERATION (a wild type, which belongs under ``tested``) and
    NOT_SPECIFIC (``BRCA1 mutation``, ``KRAS G12``: the report's own name of the change is needed).
    """
    body = _evened(text)
    fact = _marker(text, body, genes)
    if fact is not None:
        return fact
    placed = _genomic(body, genes)
    if placed is not None:
        return placed
    refuse_family(text, body)
    body = _without_colon(body, genes)
    fusion = read_fusion(body, genes)
    if isinstance(fusion, FusionClass):
        return _fusion(fusion)
    _refuse_change_of_fusion(text, body, genes)
    subjects, rest = find_genes(text, body, genes)
    if len(subjects) > 1:
        raise _several(text, subjects, rest)
    return _of_gene(text, subjects[0], rest)


def _refuse_change_of_fusion(text: str, body: str, genes: Genes) -> None:
    """Ask for a fusion and a change in it one by one (``BCR-ABL T315I``): the text does not say of which partner it is."""
    pair, _, change = body.partition(" ")
    if not change or ("-" not in pair and ":" not in pair):
        return
    fusion = read_fusion(pair, genes)
    partners = [fusion.five, fusion.three] if isinstance(fusion, FusionClass) else []
    try:
        parse_protein(change)
    except InvalidText:
        return
    near = tuple(f"{gene.symbol} {change}" for gene in partners if gene is not None)
    if isinstance(fusion, FusionClass) and near:
        told = f"name the fusion and the change one by one: {_fusion(fusion).text}, and {' or '.join(near)}"
        raise InvalidText(text, "NOT_SPECIFIC", told, suggestions=(_fusion(fusion).text, *near))


def _several(text: str, subjects: tuple[Gene, ...], rest: str) -> InvalidText:
    """Ask back where a text names several genes: two partners of a fusion, or one finding in each."""
    symbols = [gene.symbol for gene in subjects]
    paired = not rest or _FUSED(rest)
    near = ("::".join(symbols),) if len(symbols) == 2 and paired else tuple(f"{one} {rest}" for one in symbols)
    return InvalidText(text, "NOT_SPECIFIC", f"name one gene at a time: {' or '.join(near)}", suggestions=near)


def genes_named(text: str, genes: Genes) -> tuple[tuple[Gene, ...], str]:
    """Find the genes that a text names although the rest of it follows no known form, and that rest."""
    body = _without_colon(_evened(text), genes)
    try:
        return find_genes(text, body, genes)
    except InvalidText:
        found = _BRACKETED(body)
        gene = genes(found["symbol"]) if found else None
        return ((gene,), body) if gene else ((), body)


def _evened(text: str) -> str:
    body = _JOINED_EXON.sub(r"\g<symbol> exon \g<exon> \g<rest>", clean_text(text)).strip()
    return _PLUS.sub(r"\g<symbol> positive", body)


def _without_colon(body: str, genes: Genes) -> str:
    """Drop the accession of a protein, and write ``BRAF:p.V600E`` with a space."""
    return _COLON.sub(
        lambda found: f"{found['symbol']} " if genes(found["symbol"]) else found[0], _PROTEIN_ACCESSION.sub("", body)
    )


def parse_maf_change(gene: Gene, hgvsp: str, classification: str = "", coding: str = "", genomic: str = "") -> Mutation:
    """Read one row of a MAF file (columns HGVSp_Short or Protein_Change, Variant_Classification, HGVSc).

    Annotators call the exonic bases beside an intron ``Splice_Site`` too. A substitution in such a row counts as a splice-site
    change only when its c. expression says so; a row without a substituted residue does.
    """
    protein = parse_protein(hgvsp) if hgvsp and hgvsp not in {".", "p.?"} else None
    known = parse_coding(coding) if coding and coding != "." else None
    if protein is None:
        protein = _classified(classification, known.first if known else 0)
    if protein is None and known is None and not genomic:
        raise InvalidText(hgvsp or coding, "NO_PROTEIN_CHANGE", f"the row of {gene.symbol} names no change")
    if known is not None:
        splice = known.splice
    else:
        splice = classification == "Splice_Site" and (protein is None or protein.kind not in _EXONIC)
    splice = splice or (protein is not None and protein.kind is ChangeKind.SPLICE)
    return Mutation(gene, protein, known.text if known else "", genomic, splice)


_EXONIC = frozenset({ChangeKind.SUBSTITUTION, ChangeKind.SYNONYMOUS, ChangeKind.NONSENSE, ChangeKind.EXTENSION})


def _classified(classification: str, position: int) -> ProteinChange | None:
    """Name the change that a classification implies where the row gives no protein change."""
    if classification == "Translation_Start_Site":
        return ProteinChange(ChangeKind.START_LOSS, 1, 1, "M")
    if classification in {"Frame_Shift_Del", "Frame_Shift_Ins"} and position:
        return ProteinChange(ChangeKind.FRAMESHIFT, residue_of(position), residue_of(position))
    return None


def _marker(text: str, body: str, genes: Genes) -> Alteration | MarkerFact | None:
    if found := _MEASURED(body):
        name = re.sub(r"[ ()]+", " ", found["name"]).strip().upper().replace("PDL1", "PD-L1")
        if not name.startswith("PD-L1"):
            return MarkerFact("TMB", float(found["value"]))
        return MarkerFact(name if " " in name else "PD-L1 TPS", float(found["value"]))
    if body.upper() in _STATELESS:
        raise InvalidText(text, "NOT_SPECIFIC", "say the result: MSI-H or MSS, dMMR or pMMR, TMB with its value")
    profile = parse_marker(body, genes)
    return _fact(text, profile) if profile is not None else None


def _fact(text: str, profile: Profile) -> Alteration | MarkerFact:
    """Turn a marker criterion into a fact; a stated minimum, such as that of TMB-H, is taken as the value.

    HR-positive says that one of two receptors is there and not which, so that it is a fact of its own.
    """
    for state in ("positive", "negative"):
        if profile == hormone_receptors(state):
            return MarkerFact("HR", state)
    if isinstance(profile, Leaf) and not profile.negated:
        match profile.criterion:
            case Marker(name, state):
                return MarkerFact(name, state)
            case Score(name, ">=" | "=", value):
                return MarkerFact(name, value)
            case FusionClass() as fusion:
                return _fusion(fusion)
    raise InvalidText(text, "NOT_SPECIFIC", "give the measured value, such as TMB 14, ER positive or PD-L1 TPS 60")


def _genomic(body: str, genes: Genes) -> GenomicText | None:
    if found := _TRANSCRIPT(body):
        change = parse_coding(found["hgvs"])
        named = found["symbol"] or change.gene
        gene = genes(named) if named else None
        if named and gene is None:
            raise InvalidText(body, "UNKNOWN_GENE", f"{named!r} is no known gene", name=named)
        rest, said = split_qualifiers(found["rest"])
        protein = parse_protein(rest) if rest.strip("() ") else None
        return GenomicText("", change.transcript, change.text, change.splice, gene, protein, said)
    head, _, tail = body.partition(" ")
    gene = genes(head) if tail else None
    place, said = split_qualifiers(tail if gene else body)
    try:
        genomic = parse_genomic(place)
    except InvalidText as error:
        if error.reason != "UNKNOWN_FORM":
            raise
        return None
    return GenomicText(genomic, gene=gene, said=said)


def _fusion(fusion: FusionClass) -> Fusion:
    return Fusion(fusion.five, fusion.three, fusion.five_exon, fusion.three_exon, None, fusion.origin)


def _of_gene(text: str, gene: Gene, rest: str) -> Alteration:
    whole = _event(text, gene, rest)
    if whole is not None:
        return whole
    left, said = split_qualifiers(rest)
    if _ANY_RESIDUE(left):
        raise _unread(text, gene, left[:-1])
    found = _event(text, gene, left) or _mutation(gene, left)
    if found is None:
        raise _unread(text, gene, left)
    if isinstance(found, NamedEvent) and said.zygosity == "homozygous":
        found = NamedEvent(gene, f"{found.event} homozygosity")
    return with_qualifiers(found, said)


def with_qualifiers(found: Alteration, said: Qualifiers) -> Alteration:
    """Add to an alteration what a text says of it beside its name; only a small variant takes more than an origin."""
    if said == NOTHING_SAID:
        return found
    found = replace(found, origin=said.origin) if said.origin else found
    if isinstance(found, Mutation):
        return replace(found, pathogenicity=said.pathogenicity, zygosity=said.zygosity)
    return found


def _event(text: str, gene: Gene, rest: str) -> Alteration | None:
    if read_wild_type(gene, rest) or _WILD_RESIDUE(rest):
        raise InvalidText(
            text, "NOT_AN_ALTERATION", f"a wild type is no alteration; name {gene.symbol} among the tested genes"
        )
    match read_copy(gene, rest):
        case Copy(_, call):
            return CopyChange(gene, call)
        case Loss():
            return CopyChange(gene, CopyCall.LOSS)
    if rest.lower() in {"positive", "negative"}:
        # "ALK-positive" says rearranged, "PTEN-negative" says no protein: the word alone does not say which
        near = (f"{gene.symbol} fusion",) if rest.lower() == "positive" else ()
        near = (*near, f"{gene.symbol} expression {rest.lower()}")
        raise InvalidText(text, "NOT_SPECIFIC", f"say of what: {' or '.join(near)}", suggestions=near)
    match read_expression(gene, rest):
        case ExpressionClass(_, level):
            return Expression(gene, level)
    match read_rearrangement(gene, rest, Origin.UNKNOWN):
        case FusionClass(five, three):
            return Fusion(five, three)
        case RearrangementClass(_, detail):
            # a rearranged gene of which no more is said is a fusion whose partner is not known, as by a break-apart probe
            return Rearrangement(gene, detail) if detail else Fusion(None, gene)
    return read_exon_event(gene, rest)


def parse_residue_change(gene: Gene, text: str) -> ProteinChange | str:
    """Read what stands in a protein field: a protein change, or the c. expression of a name used against HGVS.

    Raises :class:`InvalidText`: NOT_AN_ALTERATION for a residue said to be wild type, UNKNOWN_FORM for what is no change.
    """
    if _WILD_RESIDUE(text):
        raise InvalidText(
            text, "NOT_AN_ALTERATION", f"a wild type is no alteration; name {gene.symbol} among the tested genes"
        )
    return legacy_coding(gene.symbol, text.strip()) or modern_change(gene.symbol, parse_protein(text))


def _mutation(gene: Gene, rest: str) -> Alteration | None:
    legacy = legacy_coding(gene.symbol, re.sub(r"(?i)^promoter ", "", rest))
    if legacy:
        return Mutation(gene, coding=legacy)
    refuse_uncounted(rest)
    if found := _WITH_CODING(rest):
        change = parse_coding(found["coding"])
        named = found["before"] or found["after"]
        return Mutation(gene, _protein(gene, named) if named else None, change.text, "", change.splice)
    protein = _protein(gene, written_out(rest))
    if protein is not None:
        return Mutation(gene, protein, splice=protein.kind is ChangeKind.SPLICE)
    name = event_name(rest, gene.symbol)
    return NamedEvent(gene, name) if name else None


def _protein(gene: Gene, text: str) -> ProteinChange | None:
    try:
        return modern_change(gene.symbol, parse_protein(text))
    except InvalidText:
        return None


def _unread(text: str, gene: Gene, rest: str) -> InvalidText:
    vague = re.fullmatch(
        r"(?i)|(?:p\.)?[A-Z]\d+(?:/[A-Z]\d+)*|(?:[a-z-]+ )*(?:mutations?|variants?|mutated|alterations?)|loss[- ]of[- ]function",
        rest,
    )
    if vague:
        return InvalidText(
            text, "NOT_SPECIFIC", f"name the change that the report gives, such as {gene.symbol} V600E or c.1799T>A"
        )
    return InvalidText(text, "UNKNOWN_FORM", f"{rest!r} of {gene.symbol} follows no known form")
