"""What a sentence says of the patients that it is about."""

from __future__ import annotations

import pytest

from pmkg.model.kinds import Course
from pmkg.vocabulary.population_text import courses_of, grades_of, receptors_of


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        (
            "Patients with hormone receptor positive, HER2 receptor negative breast tumors.",
            ("HER2 negative", "HR positive"),
        ),
        ("A trial in advanced HR+/HER2- breast cancer.", ("HER2 negative", "HR positive")),
        ("ER+, HER2- metastatic disease progressed on letrozole.", ("ER positive", "HER2 negative")),
        ("Women with triple-negative breast cancer had longer survival.", ("HER2 negative", "HR negative")),
        ("The hazard ratio (HR 0.65, 95% CI 0.5 to 0.8) favored patients on the drug.", ()),
        ("HER2-positive and HER2-negative tumors were enrolled.", ()),
        ("SKBR3 is HER2-positive.", ()),
        ("Indicated (1) for HER2-positive disease and (2) with letrozole for patients with HR-positive cancer.", ()),
        (
            "HER2-negative breast cancer. Patients with HR-positive cancer should have had tamoxifen.",
            ("HER2 negative",),
        ),
        ("Patients with ERBB2 mutations.", ()),
        ("", ()),
    ],
)
def test_a_population_has_the_receptors_that_its_sentence_names(sentence: str, states: tuple[str, ...]) -> None:
    assert receptors_of(sentence) == states


@pytest.mark.parametrize(
    ("sentence", "grades"),
    [
        ("331 patients with IDH-mutant grade 2 gliomas were treated.", ("described in grade 2 gliomas",)),
        ("Nine patients with WHO grade I pilocytic astrocytoma.", ("described in grade I pilocytic astrocytoma",)),
        (
            "Grade 2 or 3 astrocytomas, and Grade 2 or 3 astrocytomas again.",
            ("described in Grade 2 or 3 astrocytomas",),
        ),
        ("Grade 3 adverse events were more common in gliomas.", ()),
        ("Grade 3 or 4 neutropenia was seen.", ()),
        ("Patients with low-grade gliomas.", ()),
    ],
)
def test_the_grade_of_the_tumors_is_kept_and_that_of_toxicity_is_not(sentence: str, grades: tuple[str, ...]) -> None:
    assert grades_of(sentence) == grades


@pytest.mark.parametrize(
    ("sentence", "courses"),
    [
        ("T790M was found in patients with acquired resistance to gefitinib.", ("acquired",)),
        ("The tumors had developed resistance to the drug.", ("acquired",)),
        ("Sequencing at relapse found NT5C2 R367Q.", ("acquired",)),
        ("STK11 mutations went with primary resistance to PD-1 blockade.", ("primary",)),
        ("Both primary resistance and secondary resistance were seen.", ("acquired", "primary")),
        ("The primary mode of resistance is not known.", ()),
        ("Patients with KRAS mutations did not respond.", ()),
    ],
)
def test_the_course_of_resistance_is_kept_as_it_is_told(sentence: str, courses: tuple[str, ...]) -> None:
    assert courses_of(sentence) == tuple(Course(course.upper()) for course in courses)
