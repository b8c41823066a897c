"""Dose finding of drugs given together: which studies relate to a set, how counts are summed, and that it is no evidence."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_release import DRUGS, Clinic, claim, loaded

from pmkg.ingest.catalog import catalog
from pmkg.ingest.load import Loaded
from pmkg.ingest.normalize import Normalization
from pmkg.model.curie import Curie
from pmkg.model.dose_finding import DoseFindingStudy, SetRelation
from pmkg.model.graph import Value
from pmkg.model.kinds import EdgeKind, NodeKind, Operator
from pmkg.model.records import Concept, Reference, Relation
from pmkg.model.regimen_search import RegimenMatch
from pmkg.model.source import Files
from pmkg.questions.dose_finding import count_publications, dose_finding, summed
from pmkg.questions.regimens import search_regimens
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

STUDIES = {
    "11.1": ("dabrafenib", "trametinib"),
    "12.1": ("dabrafenib", "trametinib"),
    "12.2": ("trametinib", "dabrafenib"),
    "13.1": ("dabrafenib", "trametinib", "palbociclib"),
    "14.1": ("dabrafenib", "trametinib", "unheard-of"),
    "15.1": ("palbociclib", "trametinib"),
    "16.1": ("dabrafenib",),
    "17.1": ("cetuximab", "erlotinib"),
    "18.1": ("palbociclib", "unheard-of"),
}
CLAIMS = [
    claim(1, "BRAF V600E", "Dabrafenib, Trametinib"),
    claim(2, "BRAF V600E", "Dabrafenib"),
    claim(3, "BRAF V600E", "Dabrafenib, Trametinib", operator=Operator.SUBSTITUTES),
    claim(4, "BRAF V600E", "Dabrafenib, Palbociclib"),
]


def studied(shuffle: random.Random | None = None) -> list[Loaded]:
    """Give what the sources gave, and the studies above as DrugCombo's loader gives them."""
    item = Loaded(catalog()["drugcombo"], Files("drugcombo", {}))
    for number, names in STUDIES.items():
        publication = f"PMID:{number.partition('.')[0]}"
        toxicities: list[Value] = [{"toxicity": "fever", "grade": "3", "level": "1", "patients": 1, "treated": 6}]
        facts: dict[str, Value] = {"publication": publication, "named": [*names], "toxicities": toxicities}
        id = Curie.of("pmkg.dosefinding", number)
        item.concepts.append(Concept(NodeKind.DOSE_FINDING, id, f"Study {number}", number, properties=facts))
        item.relations.extend(
            Relation(
                EdgeKind.STUDIES_DRUG,
                Reference(number, (id,), NodeKind.DOSE_FINDING),
                Reference(name, (), NodeKind.DRUG),
                f"{number}: {name}",
                (publication,),
                {"name": name},
            )
            for name in names
        )
    if shuffle:
        shuffle.shuffle(item.concepts)
        shuffle.shuffle(item.relations)
    return [*loaded(CLAIMS, shuffle=shuffle), item]


def graph(shuffle: random.Random | None = None) -> MemoryGraph:
    made = Normalization(studied(shuffle), lambda _: None)
    return MemoryGraph(made.nodes(), made.edges(), made.losses, facets=facets_by_kind())


READER = graph()


def ids(*drugs: str) -> frozenset[Curie]:
    return frozenset(Curie.of("NCIT", DRUGS[drug]) for drug in drugs)


def found(*drugs: str) -> dict[str, SetRelation]:
    return {study.id.local: study.relation for study in asked(*drugs)}


def asked(*drugs: str) -> tuple[DoseFindingStudy, ...]:
    return dose_finding(READER, [ids(*drugs)]).get(ids(*drugs), ())


def test_the_very_set_comes_first_then_supersets_then_pairs() -> None:
    assert list(found("Dabrafenib", "Trametinib").items()) == [
        ("12.1", SetRelation.EXACT),
        ("12.2", SetRelation.EXACT),
        ("11.1", SetRelation.EXACT),
        ("14.1", SetRelation.SUPERSET),
        ("13.1", SetRelation.SUPERSET),
    ]
    assert found("Dabrafenib", "Trametinib", "Palbociclib") == {
        "13.1": SetRelation.EXACT,
        "15.1": SetRelation.SUBSET,
        "12.1": SetRelation.SUBSET,
        "12.2": SetRelation.SUBSET,
        "11.1": SetRelation.SUBSET,
    }


def test_a_partner_that_did_not_resolve_makes_a_set_neither_exact_nor_a_pair() -> None:
    study = next(study for study in asked("Dabrafenib", "Trametinib") if study.id.local == "14.1")
    assert (study.relation, study.unresolved, study.partners) == (SetRelation.SUPERSET, ("unheard-of",), ())
    assert "14.1" not in found("Dabrafenib", "Trametinib", "Palbociclib")


def test_one_drug_alone_and_drugs_never_given_together_have_none() -> None:
    assert asked("Dabrafenib") == ()
    assert asked("Dabrafenib", "Cetuximab") == ()


SETS = st.sets(st.sampled_from(["Dabrafenib", "Trametinib", "Palbociclib", "Cetuximab", "Erlotinib"]), min_size=2)


@given(SETS)
def test_each_relation_is_what_the_sets_say(drugs: set[str]) -> None:
    for study in asked(*drugs):
        given_drugs = {drug.id for drug in study.drugs}
        match study.relation:
            case SetRelation.EXACT:
                assert given_drugs == ids(*drugs)
            case SetRelation.SUPERSET:
                assert given_drugs >= ids(*drugs)
            case SetRelation.SUBSET:
                assert given_drugs < ids(*drugs)
                assert len(given_drugs) > 1
        assert {drug.id for drug in study.partners} == given_drugs - ids(*drugs)


@given(SETS)
def test_the_studies_of_a_set_hold_the_exact_ones_of_each_pair_within_it(drugs: set[str]) -> None:
    whole = found(*drugs)
    for pair in itertools.combinations(sorted(drugs), 2):
        exact = {study for study, relation in found(*pair).items() if relation is SetRelation.EXACT}
        assert exact <= whole.keys()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_records_and_of_the_asked_drugs_changes_nothing(seed: int) -> None:
    other = graph(random.Random(seed))
    drugs = ids("Trametinib", "Palbociclib", "Dabrafenib")
    assert dose_finding(other, [drugs]) == dose_finding(READER, [frozenset(reversed(sorted(drugs)))])


def test_a_found_combination_has_its_dose_finding_and_a_single_drug_or_substitutes_none() -> None:
    rows = {row.regimen.label: row for row in search_regimens(READER, ids("Dabrafenib"), RegimenMatch.MEMBER).regimens}
    assert len(rows["Dabrafenib + Trametinib"].dose_finding) == 5
    assert rows["Dabrafenib"].dose_finding == rows["Dabrafenib or Trametinib"].dose_finding == ()
    assert rows["Dabrafenib + Trametinib"].sources == ("civic",)


def test_a_combination_that_no_evidence_regimen_holds_is_answered_too() -> None:
    search = search_regimens(READER, ids("Cetuximab", "Erlotinib"), RegimenMatch.EXACT)
    assert search.regimens == ()
    assert [study.publication for study in search.dose_finding] == ["PMID:17"]


def test_dose_finding_makes_no_regimen_and_no_evidence() -> None:
    kinds = {READER.find(NodeKind.REGIMEN).total, READER.find(NodeKind.EVIDENCE).total}
    assert kinds == {len(CLAIMS)}


def test_an_option_tells_the_publications_of_its_very_combination() -> None:
    question = Clinic(CLAIMS)
    assert {option.dose_finding for option in question.ask("BRAF V600E").options} == {0}
    from pmkg.questions.targeted_drugs import DrugQuestion

    answer = DrugQuestion(READER).ask(question.signatures.read({"tumorType": "SKCM", "alterations": ["BRAF V600E"]}))
    assert {option.regimen.label: option.dose_finding for option in answer.options} == {
        "Dabrafenib": 0,
        "Dabrafenib + Palbociclib": 0,
        "Dabrafenib + Trametinib": 2,
        "Dabrafenib or Trametinib": 0,
    }
    assert count_publications(READER, []) == {}


def row(level: str, patients: int | None, treated: int | None, note: str = "", grade: str = "3") -> dict[str, object]:
    facts = {"toxicity": "rash", "grade": grade, "level": level, "patients": patients, "treated": treated, "note": note}
    return {name: value for name, value in facts.items() if value is not None}


def counts(*rows: dict[str, object]) -> list[tuple[str, int | None, int | None]]:
    return [(item.grade, item.patients, item.treated) for item in summed([*rows])]


def test_counts_are_summed_over_levels_and_grades_stay_apart() -> None:
    assert counts(row("1", 1, 6), row("2", 2, 4), row("2", 1, 4, grade="4")) == [("3", 3, 10), ("4", 1, 4)]


def test_a_number_that_is_not_given_is_never_counted_as_none() -> None:
    assert counts(row("1", None, 6), row("2", 2, 4)) == [("3", None, 10)]
    assert counts(row("1", 1, None), row("2", 2, 4)) == [("3", 3, None)]


def test_one_cohort_is_counted_once_and_two_of_one_level_are_not_guessed_at() -> None:
    assert counts(row("1", 1, 6), row("1", 1, 6)) == [("3", 2, 6)]
    assert counts(row("1", 1, 6, "arm A"), row("1", 1, 6, "arm B")) == [("3", 2, None)]
    assert counts(row("1", 4, 6), row("1", 4, 6)) == [("3", 8, None)]


@given(st.permutations([row("1", 1, 6), row("2", 2, 4), row("2", 1, 4, grade="4"), row("3", None, None, "late")]))
def test_the_order_of_rows_changes_no_sum(rows: list[dict[str, object]]) -> None:
    assert summed(rows) == summed(sorted(rows, key=str))
