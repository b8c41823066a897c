"""Dose finding on the real source, each study read in the file by hand once."""

from __future__ import annotations

import pytest
from relations import Asking

from pmkg.clinic.regimen_names import read_drugs
from pmkg.model.dose_finding import DoseFindingStudy, SetRelation
from pmkg.model.kinds import NodeKind
from pmkg.model.regimen_search import RegimenMatch
from pmkg.ports.reader import GraphReader, LedgerFilter
from pmkg.questions.dose_finding import dose_finding
from pmkg.questions.regimens import search_regimens

pytestmark = pytest.mark.mirror


def studies(release: GraphReader, *drugs: str) -> list[DoseFindingStudy]:
    asked = frozenset(read_drugs(drugs, release))
    return list(dose_finding(release, [asked]).get(asked, ()))


def toxicities(study: DoseFindingStudy) -> set[tuple[str, str, int | None, int | None]]:
    return {(item.toxicity, item.grade, item.patients, item.treated) for item in study.toxicities}


def test_encorafenib_with_cetuximab_is_answered_as_published(release: GraphReader) -> None:
    exact, with_alpelisib = studies(release, "Encorafenib", "Cetuximab")[:2]
    assert (exact.relation, exact.publication, exact.trials) == (
        SetRelation.EXACT,
        "PMID:28363909",
        ("NCT:NCT01719380",),
    )
    assert toxicities(exact) == {
        ("arthralgia", "3", 1, 7),
        ("vomiting", "3", 1, 9),
        ("QT interval prolongation", "3", 1, 8),
    }
    assert [(dose.drug, dose.value, dose.unit, dose.note) for dose in exact.tolerated] == [
        ("encorafenib", "200", "mg", "RP2D")
    ]
    assert "BRAFV600-mutant metastatic CRC" in exact.population
    assert with_alpelisib.relation is SetRelation.SUPERSET
    assert [drug.label for drug in with_alpelisib.partners] == ["Alpelisib"]
    assert ("acute renal failure", "4", 1, 7) in toxicities(with_alpelisib)


def test_a_triplet_shows_itself_and_the_pair_within_it(release: GraphReader) -> None:
    relations = {study.id.local: study.relation for study in studies(release, "Alpelisib", "Encorafenib", "Cetuximab")}
    assert relations["28363909.641"] is SetRelation.EXACT
    assert relations["28363909.640"] is SetRelation.SUBSET


def test_a_pair_without_an_evidence_regimen_has_its_dose_finding(release: GraphReader) -> None:
    drugs = read_drugs(["Crizotinib", "Erlotinib"], release)
    search = search_regimens(release, drugs, RegimenMatch.EXACT)
    assert search.regimens == ()
    first = search.dose_finding[0]
    assert (first.publication, first.relation) == ("PMID:27697581", SetRelation.EXACT)
    assert {("esophagitis", "3", 1, 7), ("esophagitis", "2", 1, 19)} <= toxicities(first)


def test_cohorts_of_one_level_are_told_apart_by_their_size(release: GraphReader) -> None:
    study = studies(release, "Alpelisib", "Fulvestrant")[0]
    assert {("rash", "3", 4, 45), ("hyperglycemia", "4", 1, 45), ("diarrhea", "2", 1, 10)} <= toxicities(study)


def test_radiation_is_a_partner_and_no_drug_alone(release: GraphReader) -> None:
    found = studies(release, "Cisplatin", "Cetuximab")
    assert any("Radiation Therapy" in {drug.label for drug in study.partners} for study in found)
    assert all(study.relation is not SetRelation.EXACT for study in found if "radiotherapy" in study.named)


def test_an_option_of_colorectal_cancer_points_at_it(asking: Asking) -> None:
    options = asking({"tumorType": "COADREAD", "alterations": ["BRAF V600E"]}).options
    counts = {option.regimen.label: option.dose_finding for option in options}
    assert counts["Cetuximab + Encorafenib"] == 1
    assert counts["Vemurafenib"] == 0


def test_most_studies_name_drugs_that_the_graph_knows_and_the_rest_is_in_the_ledger(release: GraphReader) -> None:
    total = release.find(NodeKind.DOSE_FINDING, limit=1).total
    assert total == 2_820
    lost = release.ledger(LedgerFilter("drugcombo")).counts["drugcombo"]
    assert lost["SOURCE_CONFLICT"] == 5
    assert lost["UNKNOWN_DRUG"] + lost["AMBIGUOUS_DRUG"] < 300
