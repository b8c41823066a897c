"""Show a request how it was understood, alteration by alteration, before anything is answered."""

from __future__ import annotations

from pmkg.clinic.alterations import Outcome
from pmkg.clinic.signature import SignatureReader
from pmkg.clinic.signature_input import AlterationInput, check_signature
from pmkg.model.regimen import Agent
from pmkg.model.signature import Found, Notice, Signature
from pmkg.model.understood import ReadAlteration, ReadFinding, ReadMarker, Understood
from pmkg.model.variant import (
    Alteration,
    CopyChange,
    ExonEvent,
    Expression,
    Fusion,
    Mutation,
    NamedEvent,
    Rearrangement,
    Unread,
    genes_of,
)
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.alteration_text import MarkerFact

_KINDS: dict[type[Alteration], str] = {
    Mutation: "small variant",
    CopyChange: "copy number",
    Fusion: "fusion",
    Rearrangement: "rearrangement",
    ExonEvent: "exon event",
    NamedEvent: "named event",
    Expression: "expression",
}


def understand(reader: GraphReader, names: SignatureReader, data: object) -> Understood:
    """Read a signature and say what was read in each of its alterations.

    Raise :class:`RequestError` for a wrong form and :class:`EmptySignature` for nothing, as the questions do.
    """
    given = check_signature(data)
    signature = names.read(given)
    items = names.outcomes(given)
    agents = reader.nodes(signature.prior_therapies)
    return Understood(
        id=signature.id,
        release=reader.manifest().release,
        tumor=signature.tumor,
        alterations=tuple(_item(words(item), outcomes) for item, outcomes in items),
        markers=_markers(signature),
        panel=signature.tested.panel or None,
        tested_genes=len(signature.tested.small),
        germline_genes=len(signature.tested.germline),
        prior_therapies=tuple(Agent(id, agents[id].label) for id in signature.prior_therapies if id in agents),
        warnings=signature.warnings,
    )


def words(given: AlterationInput | str) -> str:
    """Write one alteration of a request in its own words.

    >>> words(AlterationInput(gene="BRAF", protein="V600E"))
    'BRAF V600E'
    >>> words(AlterationInput(fusion=["EML4", None]))
    'EML4::?'
    """
    if isinstance(given, str):
        return given.strip()
    fusion = "::".join(partner or "?" for partner in given.fusion) if given.fusion else None
    copies = f"{given.copies:g} copies" if given.copies is not None else None
    call = given.copy_number.replace("_", " ") if given.copy_number else None
    level = f"expression {given.expression}" if given.expression else None
    parts = (given.text, given.gene, fusion, given.protein, given.hgvs, given.genomic, call, copies, given.event, level)
    return " ".join(part.strip() for part in parts if part and part.strip())


def _item(given: str, outcomes: list[Outcome]) -> ReadAlteration:
    findings, unread, warnings = [], [], []
    for outcome in outcomes:
        match outcome:
            case Notice():
                warnings.append(outcome)
            case MarkerFact(name, value):
                findings.append(ReadFinding(f"{name} {_number(value)}", "biomarker"))
            case Found(Unread()):
                unread.append(outcome.label)
            case Found(alteration, label):
                findings.append(
                    ReadFinding(label, _KINDS[type(alteration)], str(alteration.origin), genes_of(alteration))
                )
            case unchanged:
                text = f"{unchanged.gene.symbol} copy number normal"
                findings.append(ReadFinding(text, "copy number", genes=(unchanged.gene,)))
    return ReadAlteration(given, tuple(findings), tuple(unread), tuple(warnings))


def _markers(signature: Signature) -> tuple[ReadMarker, ...]:
    return tuple(ReadMarker(name, _number(value)) for name, value in sorted(signature.markers.items()))


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
