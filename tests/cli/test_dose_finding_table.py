"""Dose finding as a table: what was counted, what is not known, and never a rate."""

from __future__ import annotations

import pytest

from pmkg.cli.dose_finding_table import print_dose_finding
from pmkg.model.curie import Curie
from pmkg.model.dose_finding import DoseFindingStudy, LevelReport, SetRelation, ToleratedDose, Toxicity
from pmkg.model.kinds import Operator
from pmkg.model.regimen import Agent, Regimen
from pmkg.model.regimen_search import FoundRegimen, RegimenMatch, RegimenSearch

CETUXIMAB, ENCORAFENIB, ALPELISIB = (Agent(Curie(f"NCIT:C{n}"), name) for n, name in enumerate(("Ce", "En", "Al")))


def study(*toxicities: Toxicity, **more: object) -> DoseFindingStudy:
    facts: dict[str, object] = {
        "id": Curie("pmkg.dosefinding:1.1"),
        "relation": SetRelation.EXACT,
        "drugs": (CETUXIMAB, ENCORAFENIB),
        "partners": (),
        "named": ("ce", "en"),
        "unresolved": (),
        "publication": "PMID:1",
        "trials": ("NCT:NCT00000001",),
        "registered": "",
        "population": "adults",
        "window": "",
        "toxicities": toxicities,
        "tolerated": (),
        "source": "drugcombo",
        "license": "MIT",
        **more,
    }
    return DoseFindingStudy(**facts)  # type: ignore[arg-type]


def shown(capsys: pytest.CaptureFixture[str], *studies: DoseFindingStudy) -> str:
    print_dose_finding(RegimenSearch("r", (CETUXIMAB, ENCORAFENIB), RegimenMatch.EXACT, (), studies))
    return capsys.readouterr().out


def test_counts_grades_and_levels_are_shown_as_they_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    levels = (LevelReport("1", 1, 6), LevelReport("2", 1, 4))
    out = shown(
        capsys,
        study(
            Toxicity("rash", "3", 2, 10, levels),
            Toxicity("fever", "4", 2, None, ()),
            Toxicity("syncope", "3", 1, None, ()),
            Toxicity("pain", "", None, None, ()),
        ),
    )
    assert (
        "rash grade 3: 2 of 10 (level 1, 2); fever grade 4: 2 patients; syncope grade 3: 1 patient; pain: number not given"
        in out
    )
    assert "PMID:1, NCT00000001" in out
    assert "%" not in out


def test_what_is_not_recorded_is_not_called_none(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(capsys, study())
    assert out.count("not recorded") == 3
    assert "none" not in out.casefold()


def test_partners_other_names_and_tolerated_doses_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    more = study(
        relation=SetRelation.SUPERSET,
        partners=(ALPELISIB,),
        unresolved=("x-1",),
        tolerated=(ToleratedDose("en", "200", "mg", "daily", "RP2D"),),
        trials=(),
        registered="UMIN000000002",
    )
    out = shown(capsys, more)
    assert "superset with Al; not resolved: x-1" in out
    assert "en 200 mg daily (RP2D)" in out
    assert "PMID:1, UMIN000000002" in out


def test_another_combination_is_named_and_the_asked_one_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    asked = Regimen.of((CETUXIMAB, ENCORAFENIB), Operator.COMBINATION)
    wider = Regimen.of((CETUXIMAB, ENCORAFENIB, ALPELISIB), Operator.COMBINATION)
    rows = tuple(FoundRegimen(regimen, (), (), (), (study(),)) for regimen in (asked, wider))
    print_dose_finding(RegimenSearch("r", (CETUXIMAB, ENCORAFENIB), RegimenMatch.SUPERSET, rows, (study(),)))
    out = capsys.readouterr().out
    assert out.count("PMID:1") == 2
    assert wider.label in out
