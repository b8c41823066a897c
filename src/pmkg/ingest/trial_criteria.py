"""From what a trial says it asks to coded criteria: genes, tumors and drugs resolved, or left to a person.

What does not resolve becomes a check for a person in the source's words, and goes to the ledger: it is never taken for met, and
never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from pmkg.errors import InvalidText
from pmkg.ingest.diseases import DiseaseIndex
from pmkg.ingest.drugs import DrugFailure, DrugIndex
from pmkg.ingest.eligibility_names import tumors_named
from pmkg.ingest.reasons import reason_of
from pmkg.ingest.trial_drugs import DrugsOfTrials
from pmkg.model.criterion import Allele, Codon
from pmkg.model.curie import Curie
from pmkg.model.kinds import NodeKind
from pmkg.model.ledger import Loss, Reason
from pmkg.model.profile import Profile, leaves
from pmkg.model.records import Reference
from pmkg.model.trial_criteria import (
    AllAsked,
    AnyAsked,
    Asked,
    CriteriaTree,
    GenomicCriterion,
    Named,
    PersonCheck,
    PriorTherapyCriterion,
    TrialCriterion,
    TumorCriterion,
)
from pmkg.model.trial_records import Said, SaidAll, SaidProfile, SaidTherapy, SaidTree, SaidTumor
from pmkg.model.variant import Gene
from pmkg.vocabulary.eligibility_tumor import read_tumors
from pmkg.vocabulary.gene_families import members_said
from pmkg.vocabulary.tumor_words import split_disease

_TAKES_OUT = re.compile(r"\b(?:except|exclud\w+|other than|without|non)\b(?!-small)(?! small)", re.IGNORECASE)
_UNRESOLVED = {
    Reason.UNKNOWN_GENE: "no known gene",
    Reason.AMBIGUOUS_GENE: "a name of several genes",
    Reason.UNKNOWN_DISEASE: "no known tumor type",
    Reason.UNKNOWN_DRUG: "no known drug",
    Reason.AMBIGUOUS_DRUG: "a name of several drugs",
    Reason.REFERENCE_MISMATCH: "another residue stands there",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Say what of a criterion did not resolve, and why."""

    field: str
    text: str
    reason: Reason


@dataclass(slots=True)
class CriteriaCoder:
    """Code the trees of one release's trials; ``residues`` are the reference residues that the release knows."""

    parse: Callable[[str], Profile]
    diseases: DiseaseIndex
    drugs: DrugIndex
    residues: Mapping[Curie, Mapping[str, str]]
    gene: Callable[[str], Gene | None]
    losses: list[Loss] = field(default_factory=list)

    def code(self, tree: SaidTree, source: str, record: str) -> CriteriaTree:
        """Code a tree; nested conjunctions and alternatives of one kind are made flat, and what is said twice is said once."""
        if isinstance(tree, Said):
            return self._leaf(tree, source, record)
        same = AllAsked if isinstance(tree, SaidAll) else AnyAsked
        parts: list[CriteriaTree] = []
        for part in (self.code(each, source, record) for each in tree.parts):
            if isinstance(part, same):
                parts.extend(part.parts)
            elif not (isinstance(part, AllAsked) and not part.parts):
                parts.append(part)
        once = tuple(dict.fromkeys(parts))
        return once[0] if len(once) == 1 else same(once)

    def _leaf(self, said: Said, source: str, record: str) -> Asked:
        coded = self._criterion(said)
        if isinstance(coded, Failure):
            place = " ".join(part for part in (said.place, coded.field) if part)
            self.losses.append(Loss(source, record, place, coded.text, coded.reason))
            words = said.sentence or f"{coded.field} {coded.text} ({_UNRESOLVED.get(coded.reason, 'not read')})"
            return Asked(PersonCheck(words), said.negated and not said.sentence, said.sentence, said.confidence)
        return Asked(coded, said.negated, said.sentence, said.confidence)

    def _criterion(self, said: Said) -> TrialCriterion | Failure:
        criterion = said.criterion
        if isinstance(criterion, SaidProfile):
            return self._genomic(criterion)
        if isinstance(criterion, SaidTumor):
            return self._tumor(criterion, said.negated)
        if isinstance(criterion, SaidTherapy):
            return self._therapy(criterion, said.negated)
        return criterion

    def _genomic(self, said: SaidProfile) -> GenomicCriterion | Failure:
        text, name = said.text, said.name
        try:
            profile = self.parse(text)
        except InvalidText as error:
            of_members = members_said(text)
            if not of_members:
                return Failure("profile", error.text, reason_of(error))
            profile, name = self.parse(of_members), name or text
        wrong = next(self._mismatches(profile), "")
        return Failure("profile", wrong, Reason.REFERENCE_MISMATCH) if wrong else GenomicCriterion(profile, name)

    def _mismatches(self, profile: Profile) -> Iterator[str]:
        """Give the changes whose reference residue is none that the release knows at their place."""
        for leaf in leaves(profile):
            criterion = leaf.criterion
            if isinstance(criterion, Allele):
                places: tuple[tuple[str, int], ...] = ((criterion.change.first, criterion.change.start),)
            elif isinstance(criterion, Codon):
                places = criterion.residues
            else:
                continue
            known = self.residues.get(criterion.gene.id, {})
            if any(residue and residue not in known.get(str(place), residue) for residue, place in places):
                yield leaf.text

    def _tumor(self, said: SaidTumor, negated: bool) -> TumorCriterion | Failure:
        found: list[Named] = []
        for reference in said.tumors:
            tumor = self.tumor(reference)
            if tumor is not None:
                found.append(tumor)
            else:
                return Failure("tumor", reference.text, Reason.UNKNOWN_DISEASE)
        return TumorCriterion(tuple(found), said.group)

    def tumor(self, reference: Reference) -> Named | None:
        """Resolve a tumor type or tissue; molecular words are no part of its name."""
        diseases, text = self.diseases, reference.text
        disease = diseases.resolve(reference) or diseases.tumor_type(text) or diseases.tissue(text)
        if disease is None:
            words = split_disease(reference.text)
            disease = self.diseases.by_name(words.base) if words.base and not words.leaves else None
        return None if disease is None else Named(disease, self.diseases.label(disease))

    def tumors_in(self, text: str) -> tuple[Named, ...]:
        """Find the tumor types that a text speaks of, each once and in its order; none where it takes one out."""
        if _TAKES_OUT.search(text):
            return ()
        found = dict.fromkeys(one.said.tumor for one in read_tumors(text, tumors_named(self.diseases)))
        return tuple(Named(tumor, self.diseases.label(tumor)) for tumor in found if tumor is not None)

    def _therapy(self, said: SaidTherapy, negated: bool) -> PriorTherapyCriterion | Failure:
        found: list[Named] = []
        for reference in said.therapies:
            agent = self.drugs.resolve(reference)
            if isinstance(agent, DrugFailure):
                return Failure("therapy", reference.text, agent.reason)
            found.append(Named(agent.id, agent.label))
        return PriorTherapyCriterion(tuple(found))

    def drugs_of(self, references: tuple[Reference, ...], source: str, record: str, place: str) -> tuple[Named, ...]:
        """Resolve the drugs that an arm gives; what does not resolve stays in the arm's words and goes to the ledger."""
        found: dict[Curie, Named] = {}
        given = DrugsOfTrials(self.drugs)
        for reference in references:
            agents = given.named(Reference(reference.text, reference.ids, NodeKind.DRUG), source)
            if isinstance(agents, DrugFailure):
                self.losses.append(Loss(source, record, place, reference.text, agents.reason))
            else:
                found |= {agent.id: Named(agent.id, agent.label) for agent in agents if agent.id not in found}
        return tuple(found.values())
