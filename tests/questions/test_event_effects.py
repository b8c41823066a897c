"""What events of whole exons and lost copies do to their gene, by the laboratory's call and the gene's role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_release import Clinic, claim

from pmkg.model.signature import Found, Signature
from pmkg.model.variant import Alteration, CopyChange, ExonEvent, Pathogenicity

MATCHED, UNDECIDED, NONE = "MATCHED", "UNDECIDED", ""
SUPPRESSORS = ("BRCA1", "BRCA2", "STK11")


def event(gene: str, what: str, **more: Any) -> dict[str, Any]:
    return {"gene": gene, "event": what, **more}


def copies(gene: str, call: str, **more: Any) -> dict[str, Any]:
    return {"gene": gene, "copyNumber": call, **more}


def called(signature: Signature, call: str) -> Signature:
    """Add the laboratory's call to the events of a signature."""

    def add(alteration: Alteration) -> Alteration:
        assert isinstance(alteration, (ExonEvent, CopyChange))
        return replace(alteration, pathogenicity=Pathogenicity(call) if call else None)

    return replace(signature, found=tuple(Found(add(found.alteration), found.label) for found in signature.found))


def answered(profile: str, alteration: dict[str, Any], call: str = "", **more: Any) -> tuple[str, tuple[str, ...]]:
    """Give the status and the missing tests of the one option there may be."""
    clinic = Clinic([claim(1, profile)])
    signature = clinic.signatures.read({"tumorType": "SKCM", "alterations": [alteration], **more})
    options = clinic.question.ask(called(signature, call)).options
    assert len(options) <= 1
    return (options[0].status, options[0].missing_tests) if options else (NONE, ())


@pytest.mark.parametrize("gene", SUPPRESSORS)
@pytest.mark.parametrize("asked", ["Germline Pathogenic Mutation", "Pathogenic Mutation", "Loss-of-function"])
@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("pathogenic", MATCHED),
        ("likely_pathogenic", MATCHED),
        ("", UNDECIDED),
        ("uncertain", NONE),
        ("likely_benign", NONE),
        ("benign", NONE),
    ],
)
def test_the_call_decides_what_an_exon_deletion_does_to_a_suppressor(
    gene: str, asked: str, call: str, status: str
) -> None:
    missing = (f"pathogenicity of {gene} exon 3 deletion",) if status == UNDECIDED else ()
    assert answered(f"{gene} {asked}", event(gene, "exon 3 deletion", origin="germline"), call) == (status, missing)


@pytest.mark.parametrize("gene", SUPPRESSORS)
@pytest.mark.parametrize(
    ("call", "said", "status"),
    [
        ("deep_deletion", "", MATCHED),
        ("deep_deletion", "benign", NONE),
        ("deep_deletion", "uncertain", NONE),
        ("loss", "pathogenic", MATCHED),
        ("loss", "", UNDECIDED),
        ("loss", "uncertain", NONE),
        ("amplification", "pathogenic", NONE),
    ],
)
def test_a_deletion_of_a_whole_suppressor_is_pathogenic(gene: str, call: str, said: str, status: str) -> None:
    profile = f"{gene} Germline Pathogenic Mutation"
    assert answered(profile, copies(gene, call, origin="germline"), said)[0] == status


@pytest.mark.parametrize("gene", SUPPRESSORS)
def test_a_shallow_loss_in_the_tumor_is_no_loss_of_function(gene: str) -> None:
    assert answered(f"{gene} Loss-of-function", copies(gene, "loss", origin="somatic"))[0] == NONE


@pytest.mark.parametrize("gene", SUPPRESSORS)
def test_a_germline_statement_asks_for_origin_and_pathogenicity(gene: str) -> None:
    profile, deletion = f"{gene} Germline Pathogenic Mutation", event(gene, "exon 3 deletion")
    told = (f"pathogenicity of {gene} exon 3 deletion", f"{gene} germline test")
    assert answered(profile, deletion) == (UNDECIDED, tuple(sorted(told)))
    assert answered(profile, deletion, "pathogenic") == (UNDECIDED, (f"{gene} germline test",))
    assert answered(profile, deletion, tested={"germline": [gene]}) == (NONE, ())


@pytest.mark.parametrize("gene", ["MET", "EGFR", "KIT"])
def test_an_exon_event_of_an_oncogene_is_no_loss(gene: str) -> None:
    skipping = event(gene, "exon 14 skipping")
    for call in ("", "pathogenic"):
        assert answered(f"{gene} Loss-of-function", skipping, call)[0] == NONE
        assert answered(f"{gene} Mutation", skipping, call)[0] == MATCHED
    assert answered(f"{gene} Pathogenic Mutation", skipping, "pathogenic")[0] == MATCHED


@pytest.mark.parametrize("gene", ["EGFR", "KIT", "BRCA1"])
@pytest.mark.parametrize(("call", "status"), [("", MATCHED), ("uncertain", NONE), ("benign", NONE)])
def test_a_bare_mutation_takes_no_event_called_uncertain_or_benign(gene: str, call: str, status: str) -> None:
    assert answered(f"{gene} Mutation", event(gene, "exon 11 deletion"), call)[0] == status


@pytest.mark.parametrize(("call", "status"), [("", MATCHED), ("uncertain", MATCHED), ("benign", NONE)])
def test_an_exon_deletion_called_benign_meets_no_region(call: str, status: str) -> None:
    assert answered("EGFR Exon 19 Deletion", event("EGFR", "exon 19 deletion"), call)[0] == status


@pytest.mark.parametrize("gene", ["PTEN", "STK11", "CDKN2A"])
@pytest.mark.parametrize(("call", "status"), [("pathogenic", MATCHED), ("", UNDECIDED), ("benign", NONE)])
def test_a_harmful_exon_deletion_loses_the_product_of_a_suppressor(gene: str, call: str, status: str) -> None:
    assert answered(f"{gene} Loss", event(gene, "exon 2 deletion"), call)[0] == status


@pytest.mark.parametrize("gene", SUPPRESSORS)
def test_a_biallelic_class_asks_for_the_second_hit_beside_an_exon_deletion(gene: str) -> None:
    profile = f"{gene} Biallelic Inactivating Mutation"
    told = answered(profile, event(gene, "exon 3 deletion"), "pathogenic")
    assert told == (UNDECIDED, (f"second allele of {gene}",))


@pytest.mark.parametrize("gene", ["TP53", "PTEN", "KRAS"])
@pytest.mark.parametrize(
    ("what", "call", "status"),
    [
        (copies("", "deep_deletion"), "", NONE),
        (copies("", "deep_deletion"), "benign", MATCHED),
        (copies("", "loss"), "", MATCHED),
        (copies("", "loss"), "pathogenic", NONE),
        (copies("", "amplification"), "", MATCHED),
        (event("", "exon 3 deletion"), "", NONE),
        (event("", "exon 3 deletion"), "benign", MATCHED),
        (event("", "exon 3 deletion"), "uncertain", UNDECIDED),
    ],
)
def test_a_gene_that_is_gone_is_no_wild_type(gene: str, what: dict[str, Any], call: str, status: str) -> None:
    told = answered(f"{gene} Wildtype", {**what, "gene": gene}, call, tested={"genes": [gene]})
    assert told[0] == status
    assert told[1] == ((f"significance of {gene} exon 3 deletion",) if status == UNDECIDED else ())


@pytest.mark.parametrize(
    ("gene", "level", "status"),
    [
        ("TP53", "negative", NONE),
        ("PTEN", "negative", NONE),
        ("CDKN2A", "negative", NONE),
        ("TP53", "low", MATCHED),
        ("ALK", "negative", MATCHED),
        ("EGFR", "negative", MATCHED),
    ],
)
def test_a_suppressor_without_its_product_is_no_wild_type(gene: str, level: str, status: str) -> None:
    clinic = Clinic([claim(1, f"{gene} Wildtype")])
    assert clinic.status({"gene": gene, "expression": level}, tested={"genes": [gene]}) == status


@pytest.mark.parametrize(("gene", "variants"), [("KRAS", "D92Y E107K"), ("EGFR", "A20T R521K"), ("TP53", "V31I P47S")])
def test_wild_type_names_every_uncertain_variant(gene: str, variants: str) -> None:
    option = Clinic([claim(1, f"{gene} Wildtype")]).option(*(f"{gene} {name}" for name in variants.split()))
    assert option is not None
    assert option.missing_tests == tuple(f"significance of {gene} {name}" for name in sorted(variants.split()))


def test_the_call_that_a_request_states_of_an_event_decides() -> None:
    clinic = Clinic([claim(1, "BRCA1 Pathogenic Mutation")])
    event = {"gene": "BRCA1", "event": "exon 13 deletion", "origin": "germline"}
    assert clinic.status(event) == "UNDECIDED"
    assert clinic.status({**event, "pathogenicity": "pathogenic"}) == "MATCHED"
    assert clinic.status({**event, "pathogenicity": "uncertain"}) == ""
