"""Trials on the command line: one patient, many, a set of patients, saved searches, exports, and wrong requests."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from command_line import Command
from made_trials import arm, ctml, normalized_trials

from pmkg.cli.build import tell_news_of
from pmkg.model.manifest import Manifest
from pmkg.store.sqlite_releases import SqliteReleases
from pmkg.vocabulary.kinds import facets_by_kind

BRAF = {"genomic": {"hugo_symbol": "BRAF", "variant_category": "Mutation", "protein_change": "p.V600E"}}
ADULT = {"clinical": {"age_numerical": ">=18"}}
MELANOMA = {"clinical": {"oncotree_primary_diagnosis": "MEL"}}
LEUKEMIA = {"clinical": {"oncotree_primary_diagnosis": "AML"}}
CLOSED = {"status": "closed"}
TRIALS = (
    ctml(
        1,
        [BRAF, ADULT],
        arm("combination", "Dabrafenib", "Trametinib"),
        arm("single", "Vemurafenib", arm_suspended="Y"),
        prior_treatment_requirements=["Inclusion Criteria:", "Measurable disease", "Exclude - Uveitis"],
    ),
    ctml(2, [MELANOMA], **CLOSED),
    ctml(3, [LEUKEMIA]),
)
MORE = (*TRIALS, ctml(4, [MELANOMA, ADULT]))
PATIENT = {"id": "p", "tumorType": "SKCM", "alterations": ["BRAF V600E"], "birthDate": "1965-11-21"}


def publish(home: Path, name: str, trials: tuple[Mapping[str, Any], ...]) -> None:
    graph = normalized_trials(trials)
    with SqliteReleases(home, facets=facets_by_kind()).draft(name) as draft:
        draft.nodes(graph.nodes())
        draft.edges(graph.edges())
        draft.losses(graph.losses)
        draft.publish(Manifest(name, "full", "2026-01-01T00:00:00+00:00", draft.index(), ()))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    publish(tmp_path, "2026.1", TRIALS)
    return tmp_path


@pytest.fixture
def pmkg(home: Path, command_at: Callable[[Path], Command]) -> Command:
    return command_at(home)


@pytest.fixture
def patient(tmp_path: Path) -> Path:
    path = tmp_path / "patient.json"
    path.write_text(json.dumps(PATIENT), encoding="utf-8")
    return path


def test_the_json_is_that_of_the_contract(pmkg: Command, patient: Path) -> None:
    ran = pmkg("ask", "trials", "--signature", patient, "--date", "2026-11-20", "--json")
    answer = json.loads(ran.out)
    assert (ran.status, answer["id"], answer["release"], answer["asOfDate"]) == (0, "p", "2026.1", "2026-11-20")
    first, second = answer["trials"]
    assert (first["id"], first["status"], first["phase"], first["eligibility"]) == (
        "NCT00000001", "OPEN", "PHASE2", "ELIGIBLE",
    )  # fmt: skip
    assert (first["because"], first["missingFacts"]) == (["BRAF V600E"], [])
    assert first["toCheckByPerson"] == ["Measurable disease", "Exclude - Uveitis"]
    combination, single = first["arms"]
    assert [drug["label"] for drug in combination["drugs"]] == ["Dabrafenib", "Trametinib"]
    assert (combination["evidence"]["for"], combination["evidence"]["against"]) == (1, 0)
    assert combination["evidence"]["regimens"][0]["for"] == ["civic.eid:2"]
    assert [(item["text"], item["state"], item["fact"]) for item in combination["criteria"]] == [
        ("BRAF V600E", "MET", "BRAF V600E"),
        ("age >= 18 years", "MET", "age 60 years"),
    ]
    # a suspended arm and a closed trial are shown, not offered
    assert (single["status"], single["eligibility"], single["offered"]) == ("SUSPENDED", "ELIGIBLE", False)
    assert (second["id"], second["status"], second["offered"]) == ("NCT00000002", "CLOSED", False)
    assert (answer["ruledOutByTumor"], answer["notAboutTumors"]) == (["NCT00000003"], 0)
    assert answer["counts"] == {"eligible": 2, "possible": 0, "not": 1}
    assert answer["warnings"] == []


@pytest.mark.parametrize("options", [["--full"], ["--trial", "NCT00000003"], ["--eligibility", "NOT"]])
def test_a_trial_of_another_tumor_is_shown_to_who_asks_for_it(pmkg: Command, patient: Path, options: list[str]) -> None:
    ran = pmkg("ask", "trials", "--signature", patient, "--date", "2026-11-20", "--json", *options)
    found = json.loads(ran.out)["trials"][-1]
    assert (found["id"], found["eligibility"], found["toCheckByPerson"]) == ("NCT00000003", "NOT", [])
    (only,) = found["arms"]
    assert [(item["text"], item["state"], item["fact"]) for item in only["criteria"]] == [
        ("acute myeloid leukemia", "NOT_MET", "cutaneous melanoma")
    ]


def test_missing_facts_are_ranked_and_near_misses_told(pmkg: Command) -> None:
    ran = pmkg("ask", "trials", "--tumor", "SKCM", "-a", "BRAF V600E", "--date", "2026-11-20", "--json")
    answer = json.loads(ran.out)
    assert answer["factsToConsider"] == [{"fact": "age", "decides": 1, "trials": 1}]
    near = next(trial for trial in answer["trials"] if trial["id"] == "NCT00000001")
    assert (near["eligibility"], near["missingFacts"], near["nearMiss"]) == ("POSSIBLE", ["age"], "only age unknown")


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["--eligibility", "not"], ["NCT00000003"]),
        (["--status", "CLOSED"], ["NCT00000002"]),
        (["--offered"], ["NCT00000001"]),
        (["--trial", "NCT00000002", "--trial", "NCT:NCT00000003"], ["NCT00000002", "NCT00000003"]),
        (["--phase", "phase1"], []),
        (["--country", "Norway"], []),
    ],
)
def test_filters_limit_what_is_shown_and_not_what_is_counted(
    pmkg: Command, patient: Path, options: list[str], shown: list[str]
) -> None:
    answer = json.loads(pmkg("ask", "trials", "--signature", patient, "--json", *options).out)
    assert [trial["id"] for trial in answer["trials"]] == shown
    assert sum(answer["counts"].values()) == 3


def test_a_batch_answers_line_by_line(pmkg: Command, tmp_path: Path) -> None:
    path = tmp_path / "patients.jsonl"
    path.write_text(json.dumps(PATIENT) + "\nnot json\n" + json.dumps({**PATIENT, "id": "q"}), encoding="utf-8")
    ran = pmkg("ask", "trials", "--batch", path, "--date", "2026-11-20")
    first, wrong, third = map(json.loads, ran.out.splitlines())
    assert (ran.status, first["id"], wrong["error"]["code"], third["id"]) == (0, "p", "BAD_REQUEST", "q")
    assert first["trials"] == third["trials"]


def test_the_list_is_exported_as_csv(pmkg: Command, patient: Path) -> None:
    ran = pmkg("ask", "trials", "--signature", patient, "--date", "2026-11-20", "--csv", "--full")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["trial"], row["arm"], row["armOffered"], row["evidenceFor"]) for row in rows] == [
        ("NCT00000001", "combination", "yes", "1"),
        ("NCT00000001", "single", "no", "1"),
        ("NCT00000002", "A", "no", "0"),
        ("NCT00000003", "A", "no", "0"),
    ]
    assert rows[-1]["notMet"] == "acute myeloid leukemia"


def test_a_table_names_the_trials_that_fit(pmkg: Command, patient: Path) -> None:
    ran = pmkg("ask", "trials", "--signature", patient, "--date", "2026-11-20")
    assert ran.status == 0
    assert "2 eligible, 0 possible, 1 not" in ran.out
    assert "The lines to read may still exclude" in ran.out
    assert "NCT00000001" in ran.out
    assert "NCT00000003" not in ran.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--date", "yesterday"], "--date 'yesterday' is no day"),
        (["--eligibility", "maybe"], "--eligibility 'maybe' is none of ELIGIBLE, POSSIBLE, NOT"),
        (["--status", "ajar"], "--status 'ajar' is none of OPEN"),
        (["--near", "Oslo"], "--near 'Oslo' is no place"),
        (["--batch", "x.jsonl"], "give either"),
    ],
)
def test_a_wrong_request_is_said_on_one_line(pmkg: Command, patient: Path, options: list[str], said: str) -> None:
    ran = pmkg("ask", "trials", "--signature", patient, *options)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_set_of_patients_is_matched_anew_only_where_something_changed(pmkg: Command, tmp_path: Path) -> None:
    patients, state = tmp_path / "patients.jsonl", tmp_path / "state.json"
    patients.write_text(json.dumps(PATIENT) + "\n" + json.dumps({"id": "q", "tumorType": "AML"}), encoding="utf-8")
    asked = ("ask", "patients", "--batch", patients, "--state", state, "--date", "2026-11-20", "--json")
    first, again = json.loads(pmkg(*asked).out), json.loads(pmkg(*asked).out)
    assert (first["evaluated"], again["evaluated"], again["changes"]) == (6, 0, [])
    assert first["trials"] == again["trials"]
    assert first["trials"][2] == {"id": "NCT00000003", "eligible": ["q"], "possible": []}
    assert state.stat().st_mode & 0o077 == 0
    state.write_text("{}", encoding="utf-8")
    assert "holds no outcome of a run" in pmkg(*asked).err


def test_a_patient_of_a_set_needs_an_id(pmkg: Command, tmp_path: Path) -> None:
    patients = tmp_path / "patients.jsonl"
    patients.write_text('{"tumorType": "AML"}\n', encoding="utf-8")
    ran = pmkg("ask", "patients", "--batch", patients)
    assert (ran.status, "line 1: a patient of a set needs an id" in ran.err) == (2, True)


def test_a_saved_search_tells_what_a_new_release_brings(
    pmkg: Command, home: Path, patient: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "2 trials fit" in pmkg("searches", "save", "mrs-a", "--signature", patient, "--date", "2026-11-20").out
    assert "0 new or changed" in pmkg("searches", "run", "--date", "2026-11-20").out
    publish(home, "2026.2", MORE[1:])
    tell_news_of(home)
    told = capsys.readouterr().out
    assert "mrs-a: 1 new, 1 gone on release 2026.2, since release 2026.1" in told
    assert "NCT00000004  NOT -> ELIGIBLE" in told
    assert "NCT00000001  no longer fits" in told
    news = json.loads(pmkg("searches", "run", "mrs-a", "--json").out)
    assert (news["sinceRelease"], news["new"], news["gone"]) == ("2026.2", [], [])
    assert pmkg("searches", "list").out == "mrs-a: 2 trials on release 2026.2\n"
    assert (home / "watches" / "mrs-a.json").stat().st_mode & 0o077 == 0
    assert pmkg("searches", "delete", "mrs-a").status == 0
    gone = pmkg("searches", "run", "mrs-a")
    assert (gone.status, "watch 'mrs-a'" in gone.err) == (2, True)
    assert pmkg("searches", "save", "../x", "--signature", patient).status == 2
