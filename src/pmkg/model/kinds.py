"""The kinds of nodes, edges and statements. ``ontology/kinds.toml`` says what each means; a test holds the two together."""

from __future__ import annotations

from enum import StrEnum


class NodeKind(StrEnum):
    """Name what a node stands for."""

    GENE = "Gene"
    VARIANT = "Variant"
    VARIANT_CLASS = "VariantClass"
    BIOMARKER = "Biomarker"
    MOLECULAR_PROFILE = "MolecularProfile"
    DRUG = "Drug"
    DRUG_CLASS = "DrugClass"
    REGIMEN = "Regimen"
    DISEASE = "Disease"
    TISSUE = "Tissue"
    PHENOTYPE = "Phenotype"
    TRIAL = "Trial"
    TRIAL_ARM = "TrialArm"
    PANEL = "Panel"
    EVIDENCE = "Evidence"
    PUBLICATION = "Publication"
    HAPLOTYPE = "Haplotype"
    PATHWAY = "Pathway"
    DOSE_FINDING = "DoseFinding"


class EdgeKind(StrEnum):
    """Name how two nodes are related, read from subject to object."""

    IS_A = "is_a"
    IN_GENE = "in_gene"
    HAS_MEMBER = "has_member"
    HAS_CRITERION = "has_criterion"
    ABOUT_PROFILE = "about_profile"
    ABOUT_REGIMEN = "about_regimen"
    ABOUT_DISEASE = "about_disease"
    CITED_IN = "cited_in"
    HAS_PHENOTYPE = "has_phenotype"
    LACKS_PHENOTYPE = "lacks_phenotype"
    GENE_ASSOCIATED_WITH = "gene_associated_with"
    CAUSES = "causes"
    DRIVES = "drives"
    TARGETS = "targets"
    INTERACTS_WITH = "interacts_with"
    INDICATED_FOR = "indicated_for"
    IN_TRIALS_FOR = "in_clinical_trials_for"
    ARISES_IN = "arises_in"
    STUDIES_DISEASE = "studies_disease"
    STUDIES_DRUG = "studies_drug"
    STUDIES_GENE = "studies_gene"
    HAS_ARM = "has_arm"
    SIGNIFICANCE_FOR = "significance_for"


class StatementKind(StrEnum):
    """Name what a statement is about (CIViC evidence types, VA-Spec propositions)."""

    PREDICTIVE = "PREDICTIVE"
    DIAGNOSTIC = "DIAGNOSTIC"
    PROGNOSTIC = "PROGNOSTIC"
    PREDISPOSING = "PREDISPOSING"
    FUNCTIONAL = "FUNCTIONAL"
    ONCOGENIC = "ONCOGENIC"


class Effect(StrEnum):
    """Name what a therapeutic statement says of the therapy."""

    SENSITIVITY = "SENSITIVITY"
    RESISTANCE = "RESISTANCE"
    REDUCED_SENSITIVITY = "REDUCED_SENSITIVITY"
    ADVERSE_RESPONSE = "ADVERSE_RESPONSE"
    OTHER = "OTHER"


class Direction(StrEnum):
    """Say whether the evidence is for or against the effect."""

    SUPPORTS = "SUPPORTS"
    DOES_NOT_SUPPORT = "DOES_NOT_SUPPORT"


class Course(StrEnum):
    """Say when a resistance is there: PRIMARY, before the drug is given, or ACQUIRED, under it."""

    PRIMARY = "PRIMARY"
    ACQUIRED = "ACQUIRED"


class Origin(StrEnum):
    """Say where an alteration was acquired. UNKNOWN on a statement restricts nothing; on a patient it is a gap."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    UNKNOWN = "unknown"


class Operator(StrEnum):
    """Say how the members of a regimen belong together."""

    SINGLE = "SINGLE"
    COMBINATION = "COMBINATION"
    SUBSTITUTES = "SUBSTITUTES"
    SEQUENTIAL = "SEQUENTIAL"


class TumorScope(StrEnum):
    """Say how far a statement's disease reaches."""

    SPECIFIC = "SPECIFIC"
    BASKET = "BASKET"
    AGNOSTIC = "AGNOSTIC"
    UNRESOLVED = "UNRESOLVED"


class TumorMatch(StrEnum):
    """Say how a statement's tumor relates to the patient's, best first."""

    EXACT = "EXACT"
    ANCESTOR = "ANCESTOR"
    TUMOR_AGNOSTIC = "TUMOR_AGNOSTIC"
    DESCENDANT = "DESCENDANT"
    OTHER = "OTHER"
    UNRESOLVED = "UNRESOLVED"


class VariantMatch(StrEnum):
    """Name the rung of the variant ladder that a match stood on, most specific first."""

    EXACT = "EXACT"
    POSITION = "POSITION"
    CATEGORY = "CATEGORY"
    GENE = "GENE"


class Truth(StrEnum):
    """The three truth values of a criterion: present, tested and absent, not tested."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    UNKNOWN = "UNKNOWN"
