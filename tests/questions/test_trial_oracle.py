"""The matcher agrees with a plain evaluator that reads the trial's own document, on generated trials and patients."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_trials import DAY, TrialClinic, arm, ctml

from pmkg.model.trial_answer import Eligibility

law = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Truth = bool | None
ANCESTORS = {
    "LUAD": {"LUAD", "NSCLC"},
    "LUSC": {"LUSC", "NSCLC"},
    "NSCLC": {"NSCLC"},
    "AML": {"AML"},
    "BRCA": {"BRCA"},
}
BELOW = {"NSCLC": {"LUAD", "LUSC"}}


def leaf_truth(leaf: dict[str, Any], facts: dict[str, Any]) -> Truth:
    """Say what one leaf of a document comes to, by its own words alone."""
    if "genomic" in leaf:
        return gene_truth(leaf["genomic"], facts)
    (key, value), *_ = leaf["clinical"].items()
    if key == "age_numerical":
        return None if "ageYears" not in facts else facts["ageYears"] >= int(value[2:])
    if key == "gender":
        return None if "sex" not in facts else facts["sex"] == value.lower()
    if key == "ms_status":
        found = facts.get("biomarkers", {}).get("msi")
        return None if found is None else found == value
    tumor, wanted, negated = facts["tumorType"], value.removeprefix("!"), value.startswith("!")
    truth: Truth
    if wanted in ("_SOLID_", "_LIQUID_"):
        truth = (tumor == "AML") == (wanted == "_LIQUID_")
    elif wanted in ANCESTORS[tumor]:
        truth = True
    else:
        truth = None if wanted in BELOW.get(tumor, ()) else False
    return truth if truth is None or not negated else not truth


def gene_truth(asked: dict[str, Any], facts: dict[str, Any]) -> Truth:
    gene, negated = asked["hugo_symbol"], asked["variant_category"].startswith("!")
    changes = [text.split()[1] for text in facts.get("alterations", ()) if text.split()[0] == gene]
    looked_at = bool(changes) or gene in facts.get("tested", {}).get("genes", ())
    if "protein_change" in asked:
        met = asked["protein_change"].removeprefix("p.") in changes
    elif "wildcard_protein_change" in asked:
        codon = asked["wildcard_protein_change"].removeprefix("p.")
        met = any(change[:-1] == codon for change in changes)
    else:
        met = bool(changes)
    truth: Truth = True if met else False if looked_at else None
    return truth if truth is None or not negated else not truth


def tree_truth(tree: dict[str, Any], facts: dict[str, Any]) -> Truth:
    for key, join, decisive in (("and", all, False), ("or", any, True)):
        if key in tree:
            found = [tree_truth(part, facts) for part in tree[key]]
            if decisive in found:
                return decisive
            return None if None in found else join(bool(one) for one in found)
    if "not" in tree:
        inner = tree_truth({"and": tree["not"]}, facts)
        return None if inner is None else not inner
    return leaf_truth(tree, facts)


def together(truths: list[Truth]) -> Eligibility:
    if False in truths:
        return Eligibility.NOT
    return Eligibility.POSSIBLE if None in truths else Eligibility.ELIGIBLE


GENES = {"EGFR": ("L858R", "T790M"), "KRAS": ("G12D", "G12C", "G13D"), "BRAF": ("V600E", "V600K")}
CODONS = {"EGFR": "L858", "KRAS": "G12", "BRAF": "V600"}


@st.composite
def leaves(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["gene", "change", "codon", "age", "sex", "msi", "tumor"]))
    if kind in ("gene", "change", "codon"):
        gene = draw(st.sampled_from(sorted(GENES)))
        asked: dict[str, Any] = {
            "hugo_symbol": gene,
            "variant_category": draw(st.sampled_from(["Mutation", "Mutation", "!Mutation"])),
        }
        if kind == "change":
            asked["protein_change"] = f"p.{draw(st.sampled_from(GENES[gene]))}"
        elif kind == "codon":
            asked["wildcard_protein_change"] = f"p.{CODONS[gene]}"
        return {"genomic": asked}
    values = {
        "age": ("age_numerical", [">=18", ">=60"]),
        "sex": ("gender", ["Female", "Male"]),
        "msi": ("ms_status", ["MSI-H", "MSS"]),
        "tumor": (
            "oncotree_primary_diagnosis",
            ["LUAD", "NSCLC", "!LUSC", "AML", "_SOLID_", "_LIQUID_", "BRCA", "!NSCLC"],
        ),
    }
    key, choices = values[kind]
    return {"clinical": {key: draw(st.sampled_from(choices))}}


TREES = st.recursive(
    leaves(),
    lambda inner: st.builds(
        lambda key, parts: {key: parts}, st.sampled_from(["and", "or", "not"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    facts: dict[str, Any] = {"tumorType": draw(st.sampled_from(sorted(ANCESTORS)))}
    names = [f"{gene} {change}" for gene, changes in GENES.items() for change in changes]
    facts["alterations"] = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    facts["tested"] = {"genes": draw(st.lists(st.sampled_from(sorted(GENES)), unique=True))}
    if draw(st.booleans()):
        facts["ageYears"] = draw(st.sampled_from([17, 18, 60, 61]))
    if draw(st.booleans()):
        facts["sex"] = draw(st.sampled_from(["female", "male"]))
    if draw(st.booleans()):
        facts["biomarkers"] = {"msi": draw(st.sampled_from(["MSI-H", "MSS"]))}
    return facts


@law
@given(
    st.lists(TREES, min_size=1, max_size=3),
    st.lists(TREES, min_size=1, max_size=2),
    st.lists(people(), min_size=1, max_size=4),
)
def test_the_matcher_agrees_with_the_plain_evaluator(
    steps: list[dict[str, Any]], arms: list[dict[str, Any]], patients: list[dict[str, Any]]
) -> None:
    made = [arm(str(number), match=[tree]) for number, tree in enumerate(arms)]
    clinic = TrialClinic(ctml(1, steps, *made))
    for facts in patients:
        shared = [tree_truth(tree, facts) for tree in steps]
        wanted = [together([*shared, tree_truth(tree, facts)]) for tree in arms]
        trial = clinic.trial(**facts)
        assert [one.eligibility for one in trial.arms] == wanted, facts
        assert trial.eligibility is min(wanted, key=list(Eligibility).index)
        quick = clinic.question.eligibilities(clinic.signature(**facts), DAY)
        assert quick == {trial.trial: trial.eligibility}
        reach = clinic.question.within_reach(trial_tumor(clinic, facts))
        assert trial.eligibility is Eligibility.NOT or trial.trial in reach


def trial_tumor(clinic: TrialClinic, facts: dict[str, Any]) -> Any:
    return clinic.signature(**facts).tumor.id


@law
@given(TREES, people(), st.randoms(use_true_random=False))
def test_knowing_more_never_turns_a_decided_trial(tree: dict[str, Any], facts: dict[str, Any], random: Any) -> None:
    clinic = TrialClinic(ctml(1, [tree]))
    less = {key: value for key, value in facts.items() if key == "tumorType" or random.random() < 0.5}
    before = clinic.trial(**less).eligibility
    after = clinic.trial(**facts).eligibility
    # an alteration listed later is new knowledge only where its gene was not said to be tested before
    if "alterations" in less or not facts["tested"]["genes"] or "tested" not in less:
        assert before is Eligibility.POSSIBLE or after is before
