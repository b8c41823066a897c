"""What defeats a regimen: what it is said of, whether the patient has it, by which mechanism, and what remains."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from made_release import DRUGS, GENES, against, claim, normalized

from pmkg.clinic.signature import SignatureReader
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge
from pmkg.model.kinds import EdgeKind, Operator, Truth
from pmkg.model.records import Claim
from pmkg.model.regimen_search import RegimenRelation
from pmkg.model.resistance import Defeat, Mechanism, Resistance
from pmkg.questions.resistance import ResistanceQuestion
from pmkg.store.memory import MemoryGraph
from pmkg.vocabulary.kinds import facets_by_kind

EGFR_CLASS = Curie("pmkg.drugclass:epidermal-growth-factor-receptor-tyrosine-kinase-inhibitor")


def drug(name: str) -> Curie:
    return Curie.of("NCIT", DRUGS[name])


def resists(number: int, profile: str, drugs: str, **more: Any) -> Claim:
    settings = {"disease": "Non-small Cell Lung Carcinoma", "level": "B", "significance": "Resistance", **more}
    return claim(number, profile, drugs, **settings)


def works(number: int, profile: str, drugs: str, **more: Any) -> Claim:
    return claim(number, profile, drugs, **{"disease": "Non-small Cell Lung Carcinoma", **more})


def ask(
    claims: Iterable[Claim],
    drugs: Iterable[str],
    *alterations: Any,
    targets: Iterable[tuple[str, str]] = (),
    members: Iterable[tuple[Curie, str]] = (),
    inhibits: Iterable[tuple[str, str]] = (),
    tumor: str | None = "LUAD",
    **more: Any,
) -> Resistance:
    """Ask a release made of claims, of drugs' targets and of classes' members."""
    made = normalized(claims)
    aimed = [
        Edge(drug(name), EdgeKind.TARGETS, Curie.of("HGNC", GENES[gene][0]), "pharmoncox") for name, gene in targets
    ]
    aimed += [
        Edge(
            drug(name),
            EdgeKind.INTERACTS_WITH,
            Curie.of("HGNC", GENES[gene][0]),
            "dgidb",
            properties={"interaction_types": ["inhibitor"]},
        )
        for name, gene in inhibits
    ]
    held = [Edge(held_by, EdgeKind.HAS_MEMBER, drug(name), "pharmoncox", "row 7") for held_by, name in members]
    reader = MemoryGraph(made.nodes(), [*made.edges(), *aimed, *held], made.losses, facets=facets_by_kind())
    signature = SignatureReader(reader).read(
        {"tumorType": tumor, "alterations": [*alterations], **more}, may_be_empty=True
    )
    return ResistanceQuestion(reader).ask([drug(name) for name in drugs], signature)


def only(answer: Resistance) -> Defeat:
    (found,) = answer.defeated_by
    return found


C797S = resists(1, "EGFR C797S", "Osimertinib")


def test_a_resistance_mutation_is_present_absent_or_not_tested() -> None:
    assert only(ask([C797S], ["Osimertinib"], "EGFR C797S")).state is Truth.PRESENT
    assert only(ask([C797S], ["Osimertinib"], "EGFR L858R")).state is Truth.ABSENT
    untested = only(ask([C797S], ["Osimertinib"], "KRAS G12C"))
    assert (untested.state, untested.missing_tests) == (Truth.UNKNOWN, ("EGFR mutation status",))


def test_without_a_patient_everything_is_not_tested() -> None:
    answer = ask([C797S], ["Osimertinib"], tumor=None)
    assert (only(answer).state, only(answer).tier, answer.remaining) == (Truth.UNKNOWN, None, ())


def test_what_the_patient_has_comes_first_and_what_is_absent_last() -> None:
    claims = [
        resists(1, "EGFR G796S", "Osimertinib", level="A"),
        resists(2, "KRAS G12D", "Osimertinib", level="A"),
        resists(3, "EGFR C797S", "Osimertinib", level="D"),
    ]
    found = ask(claims, ["Osimertinib"], "EGFR C797S").defeated_by
    assert [item.profile for item in found] == ["EGFR C797S", "KRAS G12D", "EGFR G796S"]


def test_statements_and_publications_are_counted_apart_and_evidence_against_is_not_netted() -> None:
    claims = [
        resists(1, "EGFR C797S", "Osimertinib", citation="PMID:1"),
        resists(2, "EGFR C797S", "Osimertinib", citation="PMID:1"),
        resists(3, "EGFR C797S", "Osimertinib", citation="PMID:2"),
        against(
            4,
            "EGFR C797S",
            drugs="Osimertinib",
            significance="Resistance",
            disease="Non-small Cell Lung Carcinoma",
            citation="PMID:3",
        ),
    ]
    found = only(ask(claims, ["Osimertinib"], "EGFR C797S"))
    assert (found.statements, found.publications, len(found.against)) == (3, 2, 1)


def test_sensitivity_that_is_not_supported_is_no_resistance() -> None:
    claims = [against(1, "EGFR C797S", drugs="Osimertinib", disease="Non-small Cell Lung Carcinoma")]
    assert ask(claims, ["Osimertinib"], "EGFR C797S").defeated_by == ()


def test_a_reduced_sensitivity_counts_and_keeps_its_own_effect() -> None:
    claims = [C797S, resists(2, "EGFR C797S", "Osimertinib", significance="Reduced Sensitivity")]
    found = ask(claims, ["Osimertinib"], "EGFR C797S").defeated_by
    assert {item.effect.value for item in found} == {"RESISTANCE", "REDUCED_SENSITIVITY"}


def test_a_combination_its_members_and_substitutes_stay_apart() -> None:
    claims = [
        resists(1, "KRAS G12D", "Cetuximab"),
        resists(2, "KRAS G12D", "Cetuximab, Trametinib"),
        resists(3, "KRAS G12D", "Cetuximab, Dabrafenib, Trametinib"),
        resists(4, "KRAS G12D", "Cetuximab, Panitumumab", operator=Operator.SUBSTITUTES),
    ]
    single = {item.relation: item for item in ask(claims[:3], ["Cetuximab"], "KRAS G12D").defeated_by}
    assert set(single) == {RegimenRelation.REGIMEN, RegimenRelation.SUPERSET}
    substitutes = only(ask(claims[3:], ["Cetuximab"], "KRAS G12D"))
    assert substitutes.relation is RegimenRelation.ALTERNATIVE
    both = ask(claims, ["Trametinib", "Cetuximab"], "KRAS G12D").defeated_by
    assert sorted((item.relation, item.regimen.label) for item in both) == [
        ("MEMBER", "Cetuximab"),
        ("MEMBER", "Cetuximab or Panitumumab"),
        ("REGIMEN", "Cetuximab + Trametinib"),
        ("SUPERSET", "Cetuximab + Dabrafenib + Trametinib"),
    ]
    assert [drug.label for drug in both[1].partners] == ["Dabrafenib"]
    assert any("no verdict on the combination" in note for note in both[-1].notes)
    assert not any("no verdict" in note for note in both[0].notes)


def test_a_class_is_shown_only_where_the_graph_puts_the_drug_in_it_and_never_merged() -> None:
    claims = [C797S, resists(2, "EGFR C797S", "EGFR tyrosine kinase inhibitor")]
    assert [item.relation for item in ask(claims, ["Osimertinib"], "EGFR C797S").defeated_by] == ["REGIMEN"]
    found = ask(claims, ["Osimertinib"], "EGFR C797S", members=[(EGFR_CLASS, "Osimertinib")]).defeated_by
    assert [(item.relation, item.statements) for item in found] == [("REGIMEN", 1), ("CLASS", 1)]
    assert found[1].drug_class is not None
    assert (found[1].drug_class.id, found[1].class_sources) == (EGFR_CLASS, ("pharmoncox (row 7)",))
    assert found[1].partners == ()


def test_a_change_of_a_target_is_on_target_and_another_gene_is_a_bypass() -> None:
    claims = [C797S, resists(2, "MET Amplification", "Osimertinib"), resists(3, "MSI-H", "Osimertinib")]
    found = ask(claims, ["Osimertinib"], "EGFR C797S", targets=[("Osimertinib", "EGFR")]).defeated_by
    by_profile = {item.profile: item.mechanism for item in found}
    assert by_profile == {
        "EGFR C797S": Mechanism.ON_TARGET,
        "MET amplification": Mechanism.BYPASS,
        "MSI high": Mechanism.UNKNOWN,
    }


def test_the_mechanism_is_unknown_where_no_source_tells_the_targets() -> None:
    found = only(ask([C797S], ["Osimertinib"], "EGFR C797S"))
    assert (found.mechanism, found.mechanism_reason) == (
        Mechanism.UNKNOWN,
        "no source of this release tells the targets of Osimertinib",
    )


def test_a_target_that_is_not_listed_is_never_called_a_bypass() -> None:
    claims = [resists(1, "KLC1::RET Fusion AND RET G810R", "Crizotinib"), resists(2, "MET D1228N", "Crizotinib")]
    listed: list[tuple[str, str]] = [("Crizotinib", "ALK")]
    plain = {item.profile: item for item in ask(claims, ["Crizotinib"], targets=listed).defeated_by}
    assert plain["KLC1::RET fusion AND RET G810R"].mechanism is Mechanism.UNKNOWN
    assert plain["MET D1228N"].mechanism is Mechanism.BYPASS
    more: list[tuple[str, str]] = [("Crizotinib", "RET"), ("Crizotinib", "MET")]
    known = {item.profile: item for item in ask(claims, ["Crizotinib"], targets=listed, inhibits=more).defeated_by}
    assert known["KLC1::RET fusion AND RET G810R"].mechanism is Mechanism.ON_TARGET
    assert "dgidb" in known["KLC1::RET fusion AND RET G810R"].mechanism_reason
    assert known["MET D1228N"].mechanism is Mechanism.UNKNOWN


def test_changes_in_the_target_and_elsewhere_together_are_neither() -> None:
    claims = [resists(1, "EGFR T790M OR MET Amplification", "Osimertinib")]
    found = only(ask(claims, ["Osimertinib"], "EGFR T790M", targets=[("Osimertinib", "EGFR")]))
    assert found.mechanism is Mechanism.UNKNOWN
    assert "EGFR: a target" in found.mechanism_reason
    assert "MET: no target" in found.mechanism_reason


def test_a_driver_that_the_drug_works_on_is_told_from_what_defeats_it() -> None:
    claims = [
        works(1, "EGFR L858R", "Osimertinib"),
        resists(2, "EGFR L858R AND MET Amplification", "Osimertinib"),
    ]
    found = only(ask(claims, ["Osimertinib"], "EGFR L858R", "MET amplification", targets=[("Osimertinib", "EGFR")]))
    (driver,) = found.drivers
    assert (driver.profile, driver.state) == ("EGFR L858R", Truth.PRESENT)
    assert "civic.eid:1" in driver.basis
    assert found.mechanism is Mechanism.BYPASS
    assert "applies because the driver is present: EGFR L858R" in found.notes


def test_evidence_on_a_wider_combination_makes_no_driver_of_the_drug_alone() -> None:
    claims = [
        works(1, "EGFR L858R", "Osimertinib, Trametinib"),
        resists(2, "EGFR L858R AND MET Amplification", "Osimertinib"),
    ]
    assert only(ask(claims, ["Osimertinib"])).drivers == ()


def test_a_fusion_is_the_driver_of_a_mutation_in_the_fused_gene() -> None:
    claims = [resists(1, "KLC1::ALK Fusion AND ALK G1202R", "Crizotinib")]
    alone = only(ask(claims, ["Crizotinib"], "ALK G1202R", targets=[("Crizotinib", "ALK")]))
    (driver,) = alone.drivers
    assert (driver.profile, driver.state) == ("KLC1::ALK fusion", Truth.UNKNOWN)
    assert (alone.state, alone.missing_tests, alone.mechanism) == (
        Truth.UNKNOWN,
        ("ALK fusion",),
        Mechanism.ON_TARGET,
    )
    assert alone.notes == ()
    given = only(ask(claims, ["Crizotinib"], "ALK G1202R", priorTherapies=["Crizotinib"]))
    assert given.state is Truth.UNKNOWN
    assert any("Crizotinib was given before" in note for note in given.notes)


def test_two_mutations_that_each_defeat_the_drug_have_no_driver() -> None:
    claims = [
        resists(1, "NTRK1 G595R", "Crizotinib"),
        resists(2, "NTRK1 G595R AND NTRK1 G667S", "Crizotinib"),
    ]
    found = {item.profile: item for item in ask(claims, ["Crizotinib"], "NTRK1 G595R").defeated_by}
    assert found["NTRK1 G595R AND NTRK1 G667S"].drivers == ()


def test_a_part_that_is_said_to_defeat_the_drug_is_not_its_driver_where_another_is() -> None:
    claims = [
        works(1, "BRAF V600E", "Vemurafenib"),
        works(2, "BRAF V600K", "Vemurafenib"),
        resists(3, "BRAF V600K", "Vemurafenib"),
        resists(4, "BRAF V600E AND BRAF V600K", "Vemurafenib"),
    ]
    found = {item.profile: item for item in ask(claims, ["Vemurafenib"], "BRAF V600E").defeated_by}
    assert [driver.profile for driver in found["BRAF V600E AND BRAF V600K"].drivers] == ["BRAF V600E"]


def test_where_the_drug_works_on_every_part_none_is_called_the_driver() -> None:
    claims = [
        works(1, "EGFR L858R", "Osimertinib"),
        works(2, "EGFR T790M", "Osimertinib"),
        resists(3, "EGFR L858R AND EGFR T790M", "Osimertinib"),
    ]
    found = only(ask(claims, ["Osimertinib"], "EGFR L858R", targets=[("Osimertinib", "EGFR")]))
    assert (found.drivers, found.mechanism) == ((), Mechanism.ON_TARGET)


def test_only_accepted_statements_are_told() -> None:
    assert ask([resists(1, "EGFR C797S", "Osimertinib", status="submitted")], ["Osimertinib"]).defeated_by == ()


def test_resistance_seen_in_another_tumor_is_never_tier_one_there() -> None:
    found = only(ask([resists(1, "KRAS G12D", "Cetuximab", level="A")], ["Cetuximab"], "KRAS G12D", tumor="BRCA"))
    assert (found.tumor_match, found.tier) == ("OTHER", "IIC")


def test_statements_that_rule_out_this_lineage_are_counted_and_not_shown() -> None:
    claims = [resists(1, "KIT V654A", "Imatinib", disease="Melanoma")]
    answer = ask(claims, ["Imatinib"], "KIT V654A", tumor="AML")
    assert (answer.defeated_by, answer.elsewhere) == ((), 1)


def test_a_somatic_statement_is_not_met_by_a_germline_alteration() -> None:
    claims = [resists(1, "EGFR C797S", "Osimertinib", origin="somatic")]
    alteration = {"gene": "EGFR", "protein": "C797S", "origin": "germline"}
    assert only(ask(claims, ["Osimertinib"], alteration)).state is Truth.ABSENT


def test_what_remains_leaves_out_every_regimen_with_the_drug_and_tells_what_defeats_the_rest() -> None:
    claims = [
        works(1, "EGFR L858R", "Osimertinib"),
        works(2, "EGFR L858R", "Osimertinib, Trametinib"),
        works(3, "EGFR L858R", "Erlotinib"),
        works(4, "EGFR L858R", "Capmatinib"),
        works(5, "KRAS G12C", "Sotorasib"),
        resists(6, "EGFR T790M", "Erlotinib"),
        resists(7, "EGFR T790M", "Capmatinib, Crizotinib", operator=Operator.SUBSTITUTES),
        works(8, "EGFR L858R", "Panitumumab"),
    ]
    answer = ask(claims, ["Osimertinib"], "EGFR L858R", "EGFR T790M")
    assert {item.option.regimen.label: item.resisted_by for item in answer.remaining} == {
        "Erlotinib": ("EGFR T790M",),
        "Capmatinib": ("EGFR T790M",),
        "Panitumumab": (),
    }
    assert all(item.option.supporting for item in answer.remaining)


def test_a_remaining_class_that_holds_the_drug_says_so() -> None:
    claims = [C797S, works(2, "EGFR L858R", "EGFR tyrosine kinase inhibitor")]
    answer = ask(claims, ["Osimertinib"], "EGFR L858R", members=[(EGFR_CLASS, "Osimertinib")])
    (item,) = answer.remaining
    assert any(note.endswith("holds Osimertinib too") for note in item.option.notes)


def test_the_order_of_alterations_and_drugs_changes_nothing() -> None:
    claims = [C797S, resists(2, "KRAS G12D", "Cetuximab, Osimertinib")]
    one = ask(claims, ["Osimertinib", "Cetuximab"], "EGFR C797S", "KRAS G12D")
    other = ask(claims, ["Cetuximab", "Osimertinib"], "KRAS G12D", "EGFR C797S")
    assert one == other
