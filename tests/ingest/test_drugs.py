"""Drug identity: one node per drug, a salt is its ingredient, a class is never a drug, a combination never a member."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmkg.ingest.drug_names import fold
from pmkg.ingest.drugs import DrugFailure, DrugIndex, named_by_claims
from pmkg.model.curie import Curie
from pmkg.model.graph import Edge, Name, NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Record, Reference
from pmkg.model.regimen import Agent


def drug(
    source: str, id: str, label: str, *names: str, exact: tuple[str, ...] = (), **properties: object
) -> tuple[str, Concept]:
    aliases = tuple(Name(name, NameRole.ALIAS) for name in names)
    ids = tuple(Curie(item) for item in exact)
    return source, Concept(NodeKind.DRUG, Curie(id), label, id, aliases, ids, properties=properties)  # type: ignore[arg-type]


CONCEPTS = (
    drug(
        "pharmoncox", "NCIT:C64768", "Vemurafenib", "zelboraf", "PLX4032", "RO5185426",
        exact=("CHEMBL:CHEMBL1229517", "UNII:207SMY3FQT"), inhibits=["BRAF"], modality="Small molecule", max_phase=4,
    ),
    drug("chembl", "CHEMBL:CHEMBL1229517", "VEMURAFENIB"),
    drug("drugbank-open", "DRUGBANK:DB08881", "Vemurafenib", exact=("UNII:207SMY3FQT", "CAS:918504-65-1")),
    drug("pharmoncox", "NCIT:C65530", "Erlotinib", "OSI-774", exact=("CHEMBL:CHEMBL553",),
        classes=["kinase_inhibitor"], modality="Small molecule"),
    drug("pharmoncox", "NCIT:C2693", "Erlotinib Hydrochloride", "tarceva", exact=("CHEMBL:CHEMBL1079742",)),
    drug("chembl", "CHEMBL:CHEMBL553", "ERLOTINIB"),
    drug("chembl", "CHEMBL:CHEMBL1079742", "ERLOTINIB HYDROCHLORIDE"),
    drug("pharmoncox", "pmkg.drug:erlotinib-regimen", "Erlotinib Regimen"),
    drug("pharmoncox", "NCIT:C1411", "Paclitaxel", "taxol", exact=("CHEMBL:CHEMBL428647",)),
    drug("pharmoncox", "NCIT:C2688", "Nab-paclitaxel", "abraxane", exact=("CHEMBL:CHEMBL428647",)),
    drug("chembl", "CHEMBL:CHEMBL428647", "PACLITAXEL"),
    drug("pharmoncox", "NCIT:C1647", "Trastuzumab", "herceptin", "her2 monoclonal antibody", exact=("CHEMBL:CHEMBL1201585",)),
    drug("pharmoncox", "pmkg.drug:trastuzumab-deruxtecan", "Trastuzumab Deruxtecan", "DS-8201a"),
    drug("pharmoncox", "NCIT:C107684", "PI3Kbeta Inhibitor AZD8186"),
    drug("chembl", "CHEMBL:CHEMBL3408248", "AZD-8186"),
    drug("pharmoncox", "pmkg.drug:alk-inhibitor", "ALK Inhibitor", "ALK kinase blocking agent"),
    drug("pharmoncox", "pmkg.drug:folfox-regimen", "FOLFOX Regimen", "FOLFOX"),
    drug("pharmoncox", "NCIT:C113792", "Akt/ERK Inhibitor ONC201", exact=("CHEMBL:CHEMBL4297310",)),
    drug("chembl", "CHEMBL:CHEMBL4297310", "DORDAVIPRONE"),
    drug("chembl", "CHEMBL:CHEMBL9001", "ESTRONE"),
    drug("chembl", "CHEMBL:CHEMBL9002", "ESTRONE SULFATE"),
    drug("drugbank-open", "DRUGBANK:DB00655", "Estrone"),
    drug("drugbank-open", "DRUGBANK:DB04574", "Estrone sulfate"),
    drug("chembl", "CHEMBL:CHEMBL9003", "POTASSIUM"),
    drug("chembl", "CHEMBL:CHEMBL9004", "POTASSIUM IODIDE"),
    drug("drugbank-open", "DRUGBANK:DB90001", "Alphamab", "shared name"),
    drug("drugbank-open", "DRUGBANK:DB90002", "Betamab", "shared name", "Alphamab"),
    drug("pharmoncox", "NCIT:C99001", "HER2 Inhibitor CP-724,714"),
    drug("chembl", "CHEMBL:CHEMBL9101", "TWINOL"),
    drug("chembl", "CHEMBL:CHEMBL9102", "TWINOL"),
    drug("drugbank-open", "DRUGBANK:DB90101", "Twinol"),
    drug("pharmoncox", "NCIT:C90201", "Keptapart", exact=("CHEMBL:CHEMBL9201",)),
    drug("chembl", "CHEMBL:CHEMBL9201", "OTHERNAME"),
    drug("chembl", "CHEMBL:CHEMBL9202", "KEPTAPART"),
    drug("drugbank-open", "DRUGBANK:DB90201", "Keptapart"),
    drug("chembl", "CHEMBL:CHEMBL25", "ASPIRIN", "acetylsalicylic acid"),
    drug("drugbank-open", "DRUGBANK:DB00945", "Acetylsalicylic acid", "Aspirin"),
    drug("pharmoncox", "NCIT:C1555", "Pegylated Liposomal Doxorubicin Hydrochloride", "doxil"),
    drug("drugbank-open", "DRUGBANK:DB00997", "Doxorubicin", "Doxil"),
)  # fmt: skip

INDEX = DrugIndex.build(CONCEPTS)


def agent(text: str, *ids: str) -> Agent:
    found = INDEX.resolve(Reference(text, tuple(Curie(id) for id in ids)))
    assert isinstance(found, Agent), found
    return found


def failure(text: str) -> DrugFailure:
    found = INDEX.resolve(Reference(text))
    assert isinstance(found, DrugFailure), found
    return found


def meant(text: str) -> tuple[Agent, ...]:
    found = INDEX.resolve(Reference(text))
    return found.candidates if isinstance(found, DrugFailure) else (found,)


def graph(concepts: tuple[tuple[str, Concept], ...]) -> tuple[list[Node], list[Edge]]:
    index = DrugIndex.build(concepts)
    return list(index.nodes()), sorted(index.edges(), key=repr)


def node(id: str) -> Node:
    return next(item for item in INDEX.nodes() if item.id == id)


@pytest.mark.parametrize(
    "text",
    [
        "Vemurafenib", "VEMURAFENIB", "vemurafenib ", "Zelboraf", "ZELBORAF\N{REGISTERED SIGN}", "PLX-4032", "plx 4032",
        "RO 5185426",
        "Zelboraf (vemurafenib)", "Vemurafenib (PLX4032)", "BRAF Inhibitor RO5185426", "Vemurafenib mesylate",
        "Vemuraf\N{COMBINING ACUTE ACCENT}enib",
    ],
)  # fmt: skip
def test_every_way_to_write_a_drug_is_the_drug(text: str) -> None:
    assert agent(text) == Agent(Curie("NCIT:C64768"), "Vemurafenib")


def test_concepts_of_all_sources_are_one_node_with_all_names_and_mappings() -> None:
    vemurafenib = node("NCIT:C64768")
    assert vemurafenib.sources == ("chembl", "drugbank-open", "pharmoncox")
    assert set(vemurafenib.mappings) == {
        "CAS:918504-65-1",
        "CHEMBL:CHEMBL1229517",
        "DRUGBANK:DB08881",
        "UNII:207SMY3FQT",
    }
    assert {"zelboraf", "PLX4032"} <= {name.text for name in vemurafenib.names}


def test_an_identifier_that_is_known_wins_over_the_words() -> None:
    assert agent("whatever the source wrote", "CHEMBL:CHEMBL1229517").label == "Vemurafenib"
    assert agent("Vemurafenib", "NCIT:C0000000").id == "NCIT:C64768"


@pytest.mark.parametrize("text", ["Erlotinib Hydrochloride", "Tarceva", "ERLOTINIB HYDROCHLORIDE", "Erlotinib Regimen"])
def test_salts_their_brands_and_single_drug_protocols_are_the_ingredient(text: str) -> None:
    assert agent(text) == Agent(Curie("NCIT:C65530"), "Erlotinib")


def test_the_identifier_of_a_salt_finds_the_ingredient_but_is_no_exact_mapping_of_it() -> None:
    assert agent("", "CHEMBL:CHEMBL1079742").id == "NCIT:C65530"
    assert "CHEMBL:CHEMBL1079742" not in node("NCIT:C65530").mappings
    assert Name("CHEMBL:CHEMBL1079742", NameRole.RELATED) in node("NCIT:C65530").names


def test_what_one_source_keeps_apart_is_never_joined() -> None:
    assert agent("Taxol").id == "NCIT:C1411"
    assert agent("Abraxane").id == "NCIT:C2688"
    assert agent("", "CHEMBL:CHEMBL428647").id == "NCIT:C1411"
    assert "CHEMBL:CHEMBL428647" not in node("NCIT:C2688").mappings


def test_a_covalent_form_that_is_a_drug_of_its_own_stays_one() -> None:
    assert agent("Estrone").id != agent("Estrone sulfate").id


def test_a_salt_is_no_form_of_its_counter_ion() -> None:
    assert agent("Potassium iodide").id == "CHEMBL:CHEMBL9004"


@pytest.mark.parametrize("text", ["trastuzumab-dkst", "Trastuzumab-anns", "Herceptin"])
def test_a_biosimilar_suffix_names_the_same_antibody(text: str) -> None:
    assert agent(text).id == "NCIT:C1647"


def test_a_conjugate_is_not_its_antibody() -> None:
    assert agent("Trastuzumab Deruxtecan").id == "pmkg.drug:trastuzumab-deruxtecan"


def test_a_description_with_a_code_is_the_drug_of_that_code() -> None:
    assert agent("AZD8186").id == agent("AZD-8186").id == agent("PI3Kbeta Inhibitor AZD8186").id == "NCIT:C107684"


def test_a_nonproprietary_name_is_shown_before_a_description_with_a_code() -> None:
    assert agent("ONC201", "NCIT:C113792") == Agent(Curie("NCIT:C113792"), "Dordaviprone")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("BRAF Inhibitor", "pmkg.drugclass:braf-inhibitor"),
        ("BRAF inhibitors", "pmkg.drugclass:braf-inhibitor"),
        (
            "EGFR tyrosine kinase inhibitors",
            "pmkg.drugclass:epidermal-growth-factor-receptor-tyrosine-kinase-inhibitor",
        ),
        ("EGFR inhibitors", "pmkg.drugclass:egfr-inhibitor"),
        ("Anti-EGFR Monoclonal Antibodies", "pmkg.drugclass:anti-egfr-monoclonal-antibody"),
        ("HER2 monoclonal antibody", "pmkg.drugclass:her2-monoclonal-antibody"),
        ("XYZ1 inhibitors", "pmkg.drugclass:xyz1-inhibitor"),
        ("Chemotherapy", "NCIT:C15632"),
        ("Radiotherapy", "NCIT:C15313"),
        ("FOLFOX Regimen", "pmkg.drugclass:folfox-regimen"),
        ("FOLFOX", "pmkg.drugclass:folfox-regimen"),
        ("ALK inhibitor", "pmkg.drugclass:alk-inhibitor"),
    ],
)
def test_a_class_is_a_class_and_never_a_drug(text: str, id: str) -> None:
    assert agent(text).id == id
    assert node(id).kind is NodeKind.DRUG_CLASS


@pytest.mark.parametrize("text", ["Vemurafenib + Erlotinib", "Vemurafenib and Erlotinib", "Vemurafenib/Erlotinib"])
def test_a_combination_is_never_one_of_its_members(text: str) -> None:
    found = failure(text)
    assert found.reason is Reason.UNKNOWN_DRUG
    assert {item.label for item in found.candidates} == {"Vemurafenib", "Erlotinib"}
    assert isinstance(INDEX.resolve_or_create(Reference(text), "civic"), DrugFailure)


def test_a_name_of_two_drugs_keeps_both() -> None:
    found = failure("shared name")
    assert found.reason is Reason.AMBIGUOUS_DRUG
    assert [item.label for item in found.candidates] == ["Alphamab", "Betamab"]


def test_a_label_outranks_the_same_word_as_a_synonym_of_another_drug() -> None:
    assert agent("Alphamab").id == "DRUGBANK:DB90001"


def test_a_label_that_one_source_gives_twice_joins_nothing_and_names_all() -> None:
    assert {item.id for item in failure("Twinol").candidates} == {
        "CHEMBL:CHEMBL9101",
        "CHEMBL:CHEMBL9102",
        "DRUGBANK:DB90101",
    }


def test_a_label_joins_no_compound_that_the_drug_already_has_under_another_name() -> None:
    assert agent("", "DRUGBANK:DB90201").id == agent("", "CHEMBL:CHEMBL9201").id == "NCIT:C90201"
    assert agent("", "CHEMBL:CHEMBL9202").id == "CHEMBL:CHEMBL9202"


def test_two_drugs_that_list_each_other_as_synonym_are_one() -> None:
    assert agent("Aspirin").id == agent("Acetylsalicylic acid").id == "CHEMBL:CHEMBL25"


def test_a_salt_whose_ingredient_no_source_has_is_found_without_its_salt() -> None:
    assert agent("pegylated liposomal doxorubicin").id == "NCIT:C1555"


def test_the_thesaurus_decides_whose_brand_it_is() -> None:
    assert agent("Doxil").id == "NCIT:C1555"


def test_a_brand_and_a_drug_that_disagree_are_ambiguous() -> None:
    assert failure("Herceptin (vemurafenib)").reason is Reason.AMBIGUOUS_DRUG


def test_a_third_reading_does_not_decide_between_two_drugs() -> None:
    found = failure("HER2 monoclonal antibody (PLX4032)")
    assert found.reason is Reason.AMBIGUOUS_DRUG
    assert [item.label for item in found.candidates] == ["Trastuzumab", "Vemurafenib"]


def test_an_investigational_compound_gets_a_node_that_says_who_alone_knows_it() -> None:
    index = DrugIndex.build(CONCEPTS)
    first = index.resolve_or_create(Reference("AZ-628"), "civic")
    second = index.resolve_or_create(Reference("AZ628"), "moalmanac")
    assert first == second == Agent(Curie("pmkg.drug:az628"), "AZ-628")
    made = next(item for item in index.nodes() if item.id == "pmkg.drug:az628")
    assert made.properties == {"known_only_from": ["civic", "moalmanac"]}
    assert made.sources == ("civic", "moalmanac")


def test_an_unknown_compound_keeps_the_code_that_its_source_gives() -> None:
    made = DrugIndex.build(CONCEPTS).resolve_or_create(Reference("Carbogen", (Curie("NCIT:C1038"),)), "moalmanac")
    assert made == Agent(Curie("NCIT:C1038"), "Carbogen")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "N/A",
        "n.a.",
        "Unknown",
        "Not Applicable",
        "---",
        "42",
        "Patients were given the drug until the disease had progressed.",
    ],
)
def test_junk_becomes_no_drug(text: str) -> None:
    found = INDEX.resolve_or_create(Reference(text), "civic")
    assert isinstance(found, DrugFailure)
    assert found.reason is Reason.UNKNOWN_DRUG


def test_a_name_that_a_comma_took_apart_is_put_together_again() -> None:
    taken = (Reference("HER2 Inhibitor CP-724"), Reference("714"), Reference("Vemurafenib"))
    assert [item.text for item in INDEX.rejoin(taken)] == ["HER2 Inhibitor CP-724,714", "Vemurafenib"]


def test_the_numbers_of_a_chemical_name_are_no_drugs() -> None:
    assert [item.text for item in INDEX.rejoin((Reference("2"), Reference("4-pyrimidinediamine")))] == [
        "2,4-pyrimidinediamine"
    ]


def test_two_drugs_in_a_list_stay_two() -> None:
    both = (Reference("AZ-628"), Reference("BRAF Inhibitor RO5185426"))
    assert INDEX.rejoin(both) == both


def test_a_code_that_a_source_of_claims_gives_joins_a_name_to_the_drug_behind_it() -> None:
    claims = named_by_claims("moalmanac", [Reference("Onctestinib", (Curie("NCIT:C107684"),))])
    index = DrugIndex.build((*CONCEPTS, *claims))
    found = index.resolve(Reference("Onctestinib"))
    assert isinstance(found, Agent)
    assert found.id == "NCIT:C107684"


def test_a_class_holds_the_drugs_that_a_source_flags_or_whose_target_it_names() -> None:
    members = {(edge.subject, edge.object, edge.properties["rule"]) for edge in INDEX.edges()}
    assert ("pmkg.drugclass:braf-inhibitor", "NCIT:C64768", "target") in members
    assert ("pmkg.drugclass:kinase-inhibitor", "NCIT:C65530", "flag") in members
    assert {edge.kind for edge in INDEX.edges()} == {EdgeKind.HAS_MEMBER}


def test_the_ends_of_every_edge_are_nodes_and_every_label_has_text() -> None:
    nodes, edges = graph(CONCEPTS)
    ids = {item.id for item in nodes}
    assert len(ids) == len(nodes)
    assert all(edge.subject in ids and edge.object in ids for edge in edges)
    assert all(item.label.strip() for item in nodes)


@given(st.randoms(use_true_random=False))
def test_the_order_of_concepts_is_irrelevant(chance: random.Random) -> None:
    shuffled = list(CONCEPTS)
    chance.shuffle(shuffled)
    assert graph(tuple(shuffled)) == graph(CONCEPTS)


@given(st.sampled_from([concept for _, concept in CONCEPTS]), st.data())
def test_a_label_in_any_spelling_finds_what_the_label_finds(concept: Concept, data: st.DataObject) -> None:
    def spell(letter: str) -> str:
        if letter in " -":
            return data.draw(st.sampled_from([" ", "-", "  "]))
        return data.draw(st.sampled_from([letter, letter.upper(), letter.lower()]))

    spelled = "".join(spell(letter) for letter in concept.label) + data.draw(
        st.sampled_from(["", " ", "\N{REGISTERED SIGN}"])
    )
    assert fold(spelled) == fold(concept.label)
    assert meant(spelled) == meant(concept.label)


@given(st.sampled_from([concept for _, concept in CONCEPTS if concept.id.prefix != "pmkg.drug"]))
def test_every_identifier_and_label_of_a_source_is_found(concept: Concept) -> None:
    found = INDEX.resolve(Reference("", (concept.id,)))
    assert isinstance(found, Agent)
    assert found in meant(concept.label)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(DrugIndex.build(CONCEPTS[:3]).resolve_or_create(Reference(text), "civic"), Agent | DrugFailure)


@pytest.fixture(scope="module")
def concepts(load_from: Callable[[str, Path], list[Record]], mirror: Path) -> list[tuple[str, Concept]]:
    sources = ("pharmoncox", "chembl", "drugcentral", "drugbank-open")
    return [
        (source, item) for source in sources for item in load_from(source, mirror / source) if isinstance(item, Concept)
    ]


@pytest.mark.mirror
def test_the_drugs_of_the_mirror_are_joined_and_known_by_their_names(
    concepts: list[tuple[str, Concept]],
) -> None:
    index = DrugIndex.build(concepts)
    for text, id in {
        "Imatinib Mesylate": "NCIT:C62035", "Gleevec": "NCIT:C62035", "Trametinib Dimethyl Sulfoxide": "NCIT:C77908",
        "MEK Inhibitor PD0325901": "NCIT:C52195", "PLX4720": "CHEMBL:CHEMBL1230020", "Nab-paclitaxel": "NCIT:C2688",
        "Belumosudil": "NCIT:C128786", "Hyaluronidase-zzxf": "NCIT:C61504", "Keytruda (pembrolizumab)": "NCIT:C106432",
        "BRAF inhibitors": "pmkg.drugclass:braf-inhibitor", "Erlotinib Regimen": "NCIT:C65530",
    }.items():  # fmt: skip
        found = index.resolve(Reference(text))
        assert isinstance(found, Agent), text
        assert found.id == id, text


def test_egfr_inhibitors_at_large_hold_the_antibodies_too() -> None:
    kinase = drug("pharmoncox", "NCIT:C65530", "Erlotinib", inhibits=["EGFR"], modality="Small molecule")
    antibody = drug("pharmoncox", "NCIT:C1723", "Cetuximab", inhibits=["EGFR"], modality="Antibody")
    members = {(edge.subject, edge.object) for edge in graph((kinase, antibody))[1]}
    broad, narrow = agent("EGFR inhibitor").id, agent("EGFR TKI").id
    assert {item for item in members if item[0] in (broad, narrow)} == {
        (broad, "NCIT:C65530"),
        (broad, "NCIT:C1723"),
        (narrow, "NCIT:C65530"),
    }
