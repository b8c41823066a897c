"""Read the leaves of CTML match trees: what each key and value asks, in the profile grammar or as a criterion of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pmkg.model.kinds import NodeKind
from pmkg.model.marked_document import Marked
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import (
    AgeCriterion,
    DiseaseState,
    DiseaseStatusCriterion,
    PersonCheck,
    Sex,
    SexCriterion,
    TumorGroup,
)
from pmkg.model.trial_records import Said, SaidAll, SaidCriterion, SaidProfile, SaidTherapy, SaidTree, SaidTumor

Fields = Mapping[str, Marked]


class NotRead(ValueError):
    """Say which value of a leaf does not follow the format, and what it may be."""


@dataclass(frozen=True, slots=True)
class LeafGrammar:
    """Hold the keys that a kind of leaf may have, and how it is read."""

    keys: frozenset[str]
    read: Callable[[Fields], SaidTree]


_BOUND = re.compile(r"(>=|<=|==?|>|<)?\s*(\d+(?:\.\d+)?)")
_CODON = re.compile(r"(?:p\.)?([A-Z]\d+)")
_RESIDUE = re.compile(r"(?:[A-Z]+/)?([A-Z]\d+)X?")
_CHANGE = re.compile(r"(?:p\.)?(\S+)")
_GROUP = re.compile(r"_+(SOLID|LIQUID)_+")
_GROUPS = {"SOLID": TumorGroup.SOLID, "LIQUID": TumorGroup.LIQUID}

# MAF's variant classifications, in the words of the profile grammar
_CLASSIFICATIONS = {
    "missense_mutation": "missense",
    "nonsense_mutation": "nonsense",
    "frame_shift_del": "frameshift",
    "frame_shift_ins": "frameshift",
    "in_frame_del": "in-frame deletion",
    "in_frame_ins": "in-frame insertion",
    "splice_site": "splice",
}
_COPY_CALLS = {
    "high amplification": ("amplification",),
    "low amplification": ("gain",),
    "gain": ("gain",),
    "homozygous deletion": ("deep deletion",),
    "heterozygous deletion": ("copy number loss",),
}
_ANY_COPY = ("amplification", "gain", "deep deletion", "copy number loss")
_SIGNATURES = {
    "mmr_status": {"mmr-deficient": "dMMR", "mmr-proficient": "pMMR"},
    "ms_status": {"msi-h": "MSI-H", "msi-l": "MSS", "mss": "MSS"},
    "tobacco_status": {"yes": "tobacco signature", "no": "NOT tobacco signature"},
    "tmz_status": {"yes": "temozolomide signature", "no": "NOT temozolomide signature"},
    "pole_status": {"yes": "POLE signature", "no": "NOT POLE signature"},
    "apobec_status": {"yes": "APOBEC signature", "no": "NOT APOBEC signature"},
    "uva_status": {"yes": "ultraviolet signature", "no": "NOT ultraviolet signature"},
}
_RECEPTORS = {"her2_status": "HER2", "er_status": "ER", "pr_status": "PR"}
_STATE_WORDS = {"relapsed": "recurrent", "early-stage": "early stage", "locally-advanced": "locally advanced"}
_YES = {"true": "yes", "present": "yes", "positive": "yes", "false": "no", "absent": "no", "negative": "no"}


def _bare(value: Marked) -> tuple[str, bool]:
    """Give a value without its leading "!", and whether it had one."""
    text = value.text
    return text.removeprefix("!").strip(), text.startswith("!")


def _one_of(key: str, text: str, meanings: Mapping[str, str]) -> str:
    folded = text.casefold()
    found = meanings.get(folded, meanings.get(_YES.get(folded, "")))
    if found is None:
        raise NotRead(f"{key} {text!r} is none of {', '.join(meanings)}")
    return found


def _genomic(fields: Fields) -> SaidTree:
    bare = {key: _bare(value) for key, value in fields.items() if value.text}
    negated = any(flag for _, flag in bare.values())
    said = {key: text for key, (text, _) in bare.items()}
    profiles = [_one_of(key, said[key], _SIGNATURES[key]) for key in _SIGNATURES if key in said]
    if "hugo_symbol" in said:
        profiles.insert(0, _of_gene(said))
    elif not profiles or len(profiles) < len(said) - ("variant_category" in said):
        raise NotRead("a genomic criterion names a gene (hugo_symbol) or a signature")
    text = " AND ".join(f"({text})" for text in profiles) if len(profiles) > 1 else profiles[0]
    return Said(SaidProfile(text, _name(said) if len(profiles) == 1 else ""), negated)


def _name(said: Mapping[str, str]) -> str:
    """Name what the format has one word for and the profile grammar several."""
    category = said.get("variant_category", "").casefold()
    if category == "any variation" or (category == "copy number variation" and "cnv_call" not in said):
        return f"{said['hugo_symbol']} {category}"
    return ""


def _of_gene(said: Mapping[str, str]) -> str:
    gene, category = said["hugo_symbol"], said.get("variant_category", "Mutation").casefold()
    germline = said.get("germline", "").casefold()
    origin = {"true": "germline ", "false": "somatic "}.get(germline, "")
    if said.get("wildtype", "").casefold() == "true":
        return f"{gene} wild type"
    small = [
        key for key in ("protein_change", "wildcard_protein_change", "variant_classification", "exon") if key in said
    ]
    if category == "mutation":
        return _mutation(gene, origin, said)
    if small:
        raise NotRead(f"{small[0]} goes with the variant category Mutation, not {said.get('variant_category')!r}")
    if category == "structural variation":
        partner = said.get("fusion_partner_hugo_symbol", "")
        return f"{gene}::{partner} fusion" if partner else f"{gene} rearrangement"
    if category == "copy number variation":
        call = said.get("cnv_call", "").casefold()
        if call and call not in _COPY_CALLS:
            raise NotRead(f"cnv_call {said['cnv_call']!r} is none of {', '.join(_COPY_CALLS)}")
        return " OR ".join(f"{gene} {word}" for word in (_COPY_CALLS[call] if call else _ANY_COPY))
    if category == "any variation":
        events = (f"{origin}any mutation", "rearrangement", *_ANY_COPY)
        return " OR ".join(f"{gene} {event}" for event in events)
    raise NotRead(
        f"variant_category {said['variant_category']!r} is none of Mutation, Copy Number Variation, "
        "Structural Variation, Any Variation"
    )


def _mutation(gene: str, origin: str, said: Mapping[str, str]) -> str:
    change, codon = said.get("protein_change", ""), said.get("wildcard_protein_change", "")
    kind, exon = said.get("variant_classification", ""), said.get("exon", "")
    if change:
        parsed = _CHANGE.fullmatch(change)
        if parsed is None:
            raise NotRead(f"protein_change {change!r} is no change of a protein")
        return f"{gene} {_event(gene, parsed[1])}"
    if codon:
        place = _CODON.fullmatch(codon)
        if place is None:
            raise NotRead(f"wildcard_protein_change {codon!r} is no residue such as p.R132")
        return f"{gene} {place[1]}"
    words = _CLASSIFICATIONS.get(kind.casefold(), "")
    if kind and not words:
        raise NotRead(f"variant_classification {kind!r} is none of {', '.join(_CLASSIFICATIONS)}")
    if not exon:
        return f"{gene} {origin}any {words} mutation" if words else f"{gene} {origin}any mutation"
    if not exon.isdecimal():
        raise NotRead(f"exon {exon!r} is no number")
    if words == "splice":
        return f"{gene} exon {exon} splice site"
    return (
        f"{gene} exon {exon} {words}"
        if words.startswith("in-frame")
        else " ".join(f"{gene} exon {exon} any {words} mutation".split())
    )


def _event(gene: str, change: str) -> str:
    """Give a change without the gene or domain before it ("FLT3-ITD", "FLT3-TKD/D835").

    X stands for any residue here: stops are written with an asterisk in MAF, whose names CTML takes.
    """
    event = change.removeprefix(f"{gene}-")
    residue = _RESIDUE.fullmatch(event)
    return residue[1] if residue else event


def _clinical(fields: Fields) -> SaidTree:
    parts = tuple(part for key, value in fields.items() for part in _clinical_part(key, value))
    if not parts:
        raise NotRead("the clinical criterion holds nothing")
    return parts[0] if len(parts) == 1 else SaidAll(parts)


def _clinical_part(key: str, value: Marked) -> Iterator[Said]:
    if value.value is None or (value.text == "" and not value.items):
        raise NotRead(f"{key} has no value")
    text, negated = _bare(value)
    yield Said(_CLINICAL[key](key, text, value), negated)


def _age(key: str, text: str, value: Marked) -> SaidCriterion:
    found = _BOUND.fullmatch(text)
    if found is None:
        raise NotRead(f"{key} {text!r} is no bound such as >=18")
    return AgeCriterion({"==": "=", None: "="}.get(found[1], found[1]), float(found[2]))


def _tumor(key: str, text: str, value: Marked) -> SaidCriterion:
    group = _GROUP.fullmatch(text)
    if group is not None:
        return SaidTumor(group=_GROUPS[group[1]])
    return SaidTumor((Reference(text, kind=NodeKind.DISEASE),))


def _sex(key: str, text: str, value: Marked) -> SaidCriterion:
    return SexCriterion(Sex(_one_of(key, text, {"female": "female", "male": "male"})))


def _receptor(key: str, text: str, value: Marked) -> SaidCriterion:
    state = _one_of(
        key, text, {"positive": "positive", "negative": "negative", "low": "low", "yes": "positive", "no": "negative"}
    )
    if state == "low" and key != "her2_status":
        raise NotRead(f"{key} {text!r} is none of positive, negative")
    return SaidProfile(f"{_RECEPTORS[key]} {state}")


def _signature(key: str, text: str, value: Marked) -> SaidCriterion:
    return SaidProfile(_one_of(key, text, _SIGNATURES[key]))


def _mutational_burden(key: str, text: str, value: Marked) -> SaidCriterion:
    found = _BOUND.fullmatch(text)
    if found is None:
        raise NotRead(f"{key} {text!r} is no bound such as >=10")
    return SaidProfile(f"TMB {found[1] if found[1] not in (None, '==') else '='} {found[2]}")


def _pd_l1(key: str, text: str, value: Marked) -> SaidCriterion:
    if text.casefold() not in ("high", "low", "positive", "negative", "unknown"):
        raise NotRead(f"{key} {text!r} is none of high, low, positive, negative")
    return PersonCheck(f"PD-L1 {text.casefold()} (the source gives no cut-off)")


def _disease_status(key: str, text: str, value: Marked) -> SaidCriterion:
    states = {str(state): state for state in DiseaseState}
    given = [item.text for item in value.items] or [text]
    given = [_STATE_WORDS.get(state.casefold(), state) for state in given]
    unknown = [state for state in given if state.casefold() not in states]
    if unknown:
        raise NotRead(f"{key} {', '.join(unknown)!r} is none of {', '.join(states)}")
    asked = {states[state.casefold()] for state in given}
    return DiseaseStatusCriterion(tuple(state for state in DiseaseState if state in asked))


_CLINICAL: Mapping[str, Callable[[str, str, Marked], SaidCriterion]] = {
    "age_numerical": _age,
    "age_expression": _age,
    "oncotree_primary_diagnosis": _tumor,
    "gender": _sex,
    "her2_status": _receptor,
    "er_status": _receptor,
    "pr_status": _receptor,
    "mmr_status": _signature,
    "ms_status": _signature,
    "tmb_numerical": _mutational_burden,
    "pdl1_status": _pd_l1,
    "disease_status": _disease_status,
}
_PRIOR = ("treatment_category", "agent", "agent_class", "transplant_type")


def _prior_treatment(fields: Fields) -> SaidTree:
    """Read an earlier treatment: a drug or class is a criterion, any other treatment a check for a person."""
    bare = {key: _bare(value) for key, value in fields.items() if value.text}
    negated = any(flag for _, flag in bare.values())
    if not bare:
        raise NotRead("the prior_treatment criterion holds nothing")
    agents = [
        Reference(bare[key][0], kind=kind)
        for key, kind in (("agent", NodeKind.DRUG), ("agent_class", NodeKind.DRUG_CLASS))
        if key in bare
    ]
    if agents:
        return _all_of([Said(SaidTherapy((agent,)), negated) for agent in agents[:1]])
    words = ", ".join(text for text, _ in bare.values())
    return Said(PersonCheck(f"prior treatment: {words}"), negated)


def _all_of(parts: list[Said]) -> SaidTree:
    return parts[0] if len(parts) == 1 else SaidAll(tuple(parts))


_GENOMIC_KEYS = frozenset(
    {
        "hugo_symbol",
        "variant_category",
        "protein_change",
        "wildcard_protein_change",
        "variant_classification",
        "exon",
        "cnv_call",
        "fusion_partner_hugo_symbol",
        "wildtype",
        "germline",
        *_SIGNATURES,
    }
)
LEAVES: Mapping[str, LeafGrammar] = {
    "genomic": LeafGrammar(_GENOMIC_KEYS, _genomic),
    "clinical": LeafGrammar(frozenset(_CLINICAL), _clinical),
    "prior_treatment": LeafGrammar(frozenset(_PRIOR), _prior_treatment),
}
"""The kinds of leaves."""
