"""Ten trials of the mirror, read by hand: who fits, who may, who does not, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.ports.reader import GraphReader
from pmkg.questions.matching_trials import TrialQuestion

pytestmark = pytest.mark.mirror
DAY = date(2026, 11, 20)
METASTATIC: dict[str, Any] = {"diseaseStatus": ["metastatic"], "ageYears": 61, "sex": "female"}
ELIGIBLE, POSSIBLE, NOT = "ELIGIBLE", "POSSIBLE", "NOT"


def of(tumor: str, *alterations: str, **more: Any) -> dict[str, Any]:
    return {"tumorType": tumor, "alterations": [*alterations], **METASTATIC, **more}


EARLY = {"diseaseStatus": ["early stage"]}
CASES: list[tuple[str, str, dict[str, Any], str]] = [
    # NCT04591002 takes early lung cancer with EGFR exon 19 deletion or L858R, from 30 years on. Its exon 19 leaf stands with its
    # fields beside its name, and is read all the same.
    ("NCT04591002", "the exon 19 deletion is read", of("LUAD", "EGFR E746_A750del", **EARLY), ELIGIBLE),
    ("NCT04591002", "a frameshift in exon 19 is none", of("LUAD", "EGFR E746fs", **EARLY), NOT),
    ("NCT04591002", "29 years are below the bound", of("LUAD", "EGFR L858R", **{**EARLY, "ageYears": 29}), NOT),
    ("NCT04591002", "a metastatic tumor is no early one", of("LUAD", "EGFR L858R"), NOT),
    # NCT04699188 says KRAS G12C in its title, and its criteria were mapped to any mutation of KRAS
    ("NCT04699188", "the change of the title", of("LUAD", "KRAS G12C"), ELIGIBLE),
    ("NCT04699188", "another change of the gene is left to a person", of("LUAD", "KRAS G12D"), POSSIBLE),
    ("NCT04699188", "leukemia is no solid tumor", of("AML", "KRAS G12C"), NOT),
    # NCT04585750 asks for TP53 Y220C in any tumor, and for no mutation of KRAS
    ("NCT04585750", "KRAS was not tested", of("BRCA", "TP53 Y220C"), POSSIBLE),
    ("NCT04585750", "KRAS was tested", of("BRCA", "TP53 Y220C", tested={"genes": ["KRAS"]}), ELIGIBLE),
    ("NCT04585750", "KRAS is mutated", of("BRCA", "TP53 Y220C", "KRAS G12D"), NOT),
    ("NCT04585750", "another change of TP53", of("BRCA", "TP53 R175H", tested={"genes": ["KRAS"]}), NOT),
    # NCT05382559 asks for KRAS G12D in solid tumors
    ("NCT05382559", "pancreas is solid", of("PAAD", "KRAS G12D"), ELIGIBLE),
    ("NCT05382559", "a sibling of the codon", of("PAAD", "KRAS G12V"), NOT),
    ("NCT05382559", "the state of the disease is not told", of("PAAD", "KRAS G12D", diseaseStatus=[]), POSSIBLE),
    # NCT06350097 asks for EGFR exon 19 deletion or L858R in advanced non-small cell lung cancer
    ("NCT06350097", "adenocarcinoma lies below the tumor asked for", of("LUAD", "EGFR L858R"), ELIGIBLE),
    ("NCT06350097", "an exon 20 insertion is another event", of("LUAD", "EGFR A767_V769dup"), NOT),
    ("NCT06350097", "small cell lung cancer is another tumor", of("SCLC", "EGFR L858R"), NOT),
    # NCT04622319 asks for HER2-positive breast cancer that is not metastatic by its coded states
    ("NCT04622319", "3+ is positive", of("IDC", biomarkers={"her2Ihc": "3+"}, diseaseStatus=["localized"]), ELIGIBLE),
    ("NCT04622319", "2+ waits for hybridization", of("IDC", biomarkers={"her2Ihc": "2+"}, diseaseStatus=["localized"]), POSSIBLE),
    ("NCT04622319", "0 is negative", of("IDC", biomarkers={"her2Ihc": "0"}, diseaseStatus=["localized"]), NOT),
    # NCT05261399 asks, as coded, for any mutation of EGFR in advanced non-small cell lung cancer; the registry's text asks for MET
    # amplification or overexpression too, as part of a longer sentence, so that both together leave the trial possible
    ("NCT05261399", "its text asks for MET besides EGFR", of("LUAD", "EGFR E746_A750del"), POSSIBLE),
    ("NCT05261399", "tested and not found", of("LUAD", "KRAS G12C", tested={"genes": ["EGFR"]}), NOT),
    # NCT04728893 asks, as coded, for a recurrent or refractory lymphoid neoplasm with TP53 mutated or of changed copies; the
    # registry's text names several cohorts, most without TP53, which a person has to tell apart
    ("NCT04728893", "the text's cohorts are open", of("CLLSLL", "TP53 R175H", diseaseStatus=["recurrent"]), POSSIBLE),
    ("NCT04728893", "the text's cohorts are open to an untreated one", of("CLLSLL", diseaseStatus=["untreated"]), POSSIBLE),
    # NCT07155226 names changes of KMT2A and NPM1 in leaves of any variation, which the format does not have: a person reads them
    ("NCT07155226", "its leaves stay with a person", of("AML", "NPM1 W288fs", diseaseStatus=["recurrent"]), POSSIBLE),
    ("NCT07155226", "what is read still decides", of("LUAD", diseaseStatus=["recurrent"]), NOT),
    # NCT03176199 takes any tumor from 20 years on, and is closed
    ("NCT03176199", "closed, and yet shown", of("COADREAD", "KRAS G12D"), ELIGIBLE),
    ("NCT03176199", "19 years are below the bound", of("COADREAD", ageYears=19), NOT),
]  # fmt: skip


@pytest.fixture(scope="module")
def question(release: GraphReader) -> TrialQuestion:
    return TrialQuestion(release)


@pytest.fixture(scope="module")
def signatures(release: GraphReader) -> SignatureReader:
    return SignatureReader(release)


@pytest.mark.parametrize(("trial", "why", "facts", "wanted"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_a_real_trial_takes_whom_its_text_takes(
    question: TrialQuestion, signatures: SignatureReader, trial: str, why: str, facts: dict[str, Any], wanted: str
) -> None:
    signature = signatures.read(facts, may_be_empty=True)
    assert question.eligibilities(signature, DAY)[Curie.of("NCT", trial)] == wanted, why


def test_a_closed_trial_is_not_offered(question: TrialQuestion, signatures: SignatureReader) -> None:
    answer = question.ask(signatures.read(of("COADREAD", "KRAS G12D")), DAY)
    offered = {match.trial.local: match.offered for match in answer.trials}
    assert (offered["NCT03176199"], offered["NCT05382559"]) == (False, True)


def test_the_index_leaves_out_no_trial_that_fits(question: TrialQuestion, signatures: SignatureReader) -> None:
    for tumor in ("LUAD", "BRCA", "AML", "PAAD", "DIFG", "CLLSLL"):
        signature = signatures.read({"tumorType": tumor}, may_be_empty=True)
        states = question.eligibilities(signature, DAY)
        possible = {trial for trial, state in states.items() if state != NOT}
        assert possible <= question.within_reach(signature.tumor.id)
