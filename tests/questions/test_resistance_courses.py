"""A resistance says how it is described, primary or acquired, and which it would be in the patient (CLINICAL rule 19)."""

from __future__ import annotations

import pytest
from made_release import DRUGS, Clinic, claim

from pmkg.model.curie import Curie
from pmkg.model.kinds import Course
from pmkg.model.resistance import Ground
from pmkg.questions.resistance import ResistanceQuestion

CLAIMS = [
    claim(1, "EGFR L858R", "Erlotinib", "Lung Adenocarcinoma"),
    claim(
        2,
        "EGFR L858R AND EGFR T790M",
        "Erlotinib",
        "Lung Adenocarcinoma",
        significance="Resistance",
        studied="T790M was found in patients with acquired resistance to erlotinib.",
    ),
    claim(
        3,
        "KRAS G12D",
        "Erlotinib",
        "Lung Adenocarcinoma",
        significance="Resistance",
        studied="KRAS mutations went with primary resistance.",
    ),
    claim(4, "MET Amplification", "Erlotinib", "Lung Adenocarcinoma", significance="Resistance"),
    claim(6, "ALK Fusion", "Crizotinib", "Lung Adenocarcinoma"),
    claim(7, "ALK Fusion AND ALK G1202R", "Crizotinib", "Lung Adenocarcinoma", significance="Resistance"),
    claim(5, "BRAF V600E", "Vemurafenib", "Lung Adenocarcinoma", studied="Acquired resistance came later."),
]


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return Clinic(CLAIMS)


@pytest.mark.parametrize(
    ("found", "courses"),
    [
        (("EGFR L858R", "EGFR T790M"), (Course.ACQUIRED,)),
        (("KRAS G12D",), (Course.PRIMARY,)),
        (("MET amplification",), ()),
    ],
)
@pytest.mark.parametrize(
    ("given", "course"),
    [([], None), (["Erlotinib"], Course.ACQUIRED), (["Crizotinib"], Course.PRIMARY)],
)
def test_an_option_tells_the_described_course_and_that_of_the_patient(
    clinic: Clinic, found: tuple[str, ...], courses: tuple[Course, ...], given: list[str], course: Course | None
) -> None:
    answer = clinic.ask(*found, tumor="LUAD", priorTherapies=given)
    (option,) = [option for option in answer.options if option.effect == "RESISTANCE"]
    assert (option.courses, option.course) == (courses, course)
    assert [drug.label for drug in option.given_before] == (["Erlotinib"] if given == ["Erlotinib"] else [])
    assert option.supporting[0].courses == courses


def test_no_sensitivity_has_a_course(clinic: Clinic) -> None:
    (option,) = clinic.ask("BRAF V600E", tumor="LUAD", priorTherapies=["Vemurafenib"]).options
    assert (option.courses, option.course, len(option.given_before)) == ((), None, 1)


def test_what_defeats_a_drug_tells_its_course_and_why_it_applies(clinic: Clinic) -> None:
    def ask(drug: str, *found: str, given: str = "") -> dict[str, tuple[object, ...]]:
        signature = clinic.signatures.read(
            {"tumorType": "LUAD", "alterations": [*found], "priorTherapies": [given] if given else []}
        )
        answer = ResistanceQuestion(clinic.reader).ask([Curie.of("NCIT", DRUGS[drug])], signature)
        return {item.profile: (item.courses, item.course, item.applies_by) for item in answer.defeated_by}

    mutated = ask("Erlotinib", "EGFR L858R", "EGFR T790M", given="Crizotinib")
    assert mutated["EGFR L858R AND EGFR T790M"] == ((Course.ACQUIRED,), Course.PRIMARY, Ground.DRIVER)
    assert mutated["KRAS G12D"] == ((Course.PRIMARY,), Course.PRIMARY, None)
    fused = "ALK G1202R AND ALK fusion"
    assert ask("Crizotinib", "ALK G1202R")[fused] == ((), None, None)
    assert ask("Crizotinib", "ALK G1202R", given="Crizotinib")[fused] == ((), Course.ACQUIRED, Ground.PRIOR_THERAPY)
    assert ask("Crizotinib", "ALK G1202R", "EML4::ALK")[fused] == ((), None, Ground.DRIVER)
