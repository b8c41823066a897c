"""Of which patients a claim speaks beyond its fields: the receptors and the phase of alterations that its own sentence names.

A trial of alpelisib enrolled hormone-receptor-positive, HER2-negative breast cancer; a record that says so in its sentence alone is
about these patients all the same. What the sentence says is a condition of the statement, and keeps it from answering a patient
whose receptors are known to be others; it asks for no test, for the record's fields do not.
"""

from __future__ import annotations

from pmkg.errors import InvalidText
from pmkg.model.criterion import Allele, Marker
from pmkg.model.kinds import Effect, TumorMatch, TumorScope
from pmkg.model.phase import phase_state
from pmkg.model.profile import AllOf, Leaf, Profile, conjunction, leaves
from pmkg.model.records import Claim
from pmkg.vocabulary.marker_text import hormone_receptors
from pmkg.vocabulary.phase_text import phases_told
from pmkg.vocabulary.population_text import receptors_of, says_hormone_receptors
from pmkg.vocabulary.protein import parse_protein
from pmkg.vocabulary.scales import tier

_GENES = {"HER2": {"ERBB2"}, "ER": {"ESR1"}, "HR": {"ESR1", "PGR"}}
_RECEPTORS = frozenset(Leaf(Marker(name, "positive")) for name in ("ER", "PR"))
_ENROLLED = ("IA", "IB")
"""Tiers of evidence on a population with stated inclusion; a case report tells the receptors of one patient."""


def with_hormone_receptors(profile: Profile, text: str) -> Profile:
    """Ask for hormone receptors where the text does and the fields list the ways to have them.

    An approval for hormone-receptor-positive cancer is coded as three records: ER positive, PR positive, both. Each stands
    for the one condition, which is met by either receptor, and by a report that says no more than HR-positive.
    """
    if not isinstance(profile, AllOf) and profile not in _RECEPTORS:
        return profile
    parts = profile.parts if isinstance(profile, AllOf) else (profile,)
    others = [part for part in parts if part not in _RECEPTORS]
    one_by_one = any(
        isinstance(part, Leaf) and isinstance(part.criterion, Marker) and part.criterion.name in ("ER", "PR")
        for part in others
    )
    if len(others) == len(parts) or one_by_one or not says_hormone_receptors(text):
        return profile
    return conjunction([*others, hormone_receptors("positive")])


def population_of(claim: Claim, profile: Profile, scope: TumorScope, scale: str) -> tuple[str, ...]:
    """Give the receptor states of a claim's patients, as ``HER2 negative``; none that the profile is about itself.

    Of several tumor types a sentence tells the receptors of one, so that only a claim on one tumor type has a population.
    """
    if scope is not TumorScope.SPECIFIC or not claim.studied:
        return ()
    if tier(scale, claim.level, TumorMatch.EXACT, scope, Effect.SENSITIVITY)[0] not in _ENROLLED:
        return ()
    criteria = [leaf.criterion for leaf in leaves(profile)]
    asked = {criterion.name for criterion in criteria if isinstance(criterion, Marker)}
    asked |= {"HR"} if asked & {"ER", "PR"} else set()
    genes = _about(profile)
    states = [(state.partition(" ")[0], state) for state in receptors_of(claim.studied)]
    return tuple(state for name, state in states if name not in asked and not genes & _GENES[name])


def phases_asked(profile: Profile, text: str) -> tuple[str, ...]:
    """Give the phase that a text tells of two alleles, where the profile asks for both of them."""
    alleles = {
        leaf.criterion.change.text: f"{leaf.criterion.gene.symbol} {leaf.criterion.change.text}"
        for leaf in leaves(profile)
        if isinstance(leaf.criterion, Allele) and not leaf.negated
    }
    found: dict[str, None] = {}
    for told in phases_told(text) if len(alleles) > 1 else ():
        names = [alleles.get(_change(name), "") for name in told.changes]
        if len(names) == 2 and all(names):
            found[phase_state(told.phase, *names)] = None
    return tuple(found)


def _change(name: str) -> str:
    try:
        return parse_protein(name).text
    except InvalidText:
        return ""


def _about(profile: Profile) -> frozenset[str]:
    """Name the genes that a profile is about in each of its alternatives."""
    if isinstance(profile, Leaf):
        gene = getattr(profile.criterion, "gene", None)
        return frozenset({gene.symbol} if gene is not None else ())
    parts = [_about(part) for part in profile.parts]
    return frozenset.union(*parts) if isinstance(profile, AllOf) else frozenset.intersection(*parts)
