"""Read a trial's free-text eligibility into criteria, each with its sentence and a confidence.

A sentence that is read whole becomes a criterion; one that is read in part becomes the criterion and stays, whole, a check for a person;
one that is not read is that check alone. Nothing is dropped. HIGH is given only where nothing in the sentence, its place or the
structured fields of the record loosens or contradicts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pmkg.errors import InvalidText
from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drugs import DrugIndex
from pmkg.ingest.eligibility_names import drugs_named, tumors_named
from pmkg.ingest.genes import GeneIndex
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import (
    AgeCriterion,
    Confidence,
    DiseaseStatusCriterion,
    PerformanceCriterion,
    PersonCheck,
    Sex,
    SexCriterion,
)
from pmkg.model.trial_records import Said, SaidAll, SaidAny, SaidProfile, SaidTherapy, SaidTree, SaidTumor, TrialRecord
from pmkg.vocabulary.eligibility_genomic import GenomicSaid, read_genomic
from pmkg.vocabulary.eligibility_layout import Passage, Section, passages
from pmkg.vocabulary.eligibility_markers import read_markers
from pmkg.vocabulary.eligibility_person import (
    excluded_performance,
    read_ages,
    read_performance,
    read_sex,
)
from pmkg.vocabulary.eligibility_therapy import read_therapies
from pmkg.vocabulary.eligibility_tumor import TumorNamed, TumorSaid, names_diagnosis, read_states, read_tumors
from pmkg.vocabulary.eligibility_words import Found, leftover, loosened, of_a_part, of_another_time
from pmkg.vocabulary.exons import ExonTable
from pmkg.vocabulary.profile_text import parse_profile
