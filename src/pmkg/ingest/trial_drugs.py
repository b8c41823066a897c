"""Find the drugs that a trial's intervention names: known ones, those of a combination, a regimen, or a compound that is new."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pmkg.ingest.drug_names import fold, is_company_code
from pmkg.ingest.drugs import DrugFailure, DrugIndex
from pmkg.model.ledger import Reason
from pmkg.model.records import Reference
from pmkg.model.regimen import Agent
from pmkg.vocabulary.intervention_kinds import changes_of_a_misspelling, no_drug, stem_of

_MODIFIED = re.compile(r"^(?:m(?=[A-Z]{3})|[Mm]odified )")
_SLASH = re.compile(r"\s*/\s*")


@dataclass(frozen=True, slots=True)
class DrugsOfTrials:
    """Resolve what trials give, with the drugs of one release."""

    drugs: DrugIndex

    def named(self, reference: Reference, source: str) -> tuple[Agent, ...] | DrugFailure:
        """Give the drugs that a text names, or why it names none.

        A combination of known drugs gives its members, the abbreviation of a regimen the regimen ("FOLFIRI"). A compound under a
        company's code, two codes of one compound ("BNT323/DB-1303") or a nonproprietary name that no vocabulary has yet is a
        drug of its own, known from this source alone. A name that a known one of its kind nearly spells is left in the ledger.
        """
        found = self.drugs.resolve(reference)
        if isinstance(found, Agent):
            return self._new(reference, source) if self.drugs.is_created(found) else (found,)
        if found.reason is not Reason.UNKNOWN_DRUG:
            return found
        if found.candidates:
            return found.candidates
        if regimens := self._regimens(reference.text):
            return regimens
        if codes := _codes(reference.text):
            return self._new(replace(reference, text=codes), source)
        if self._is_new(reference.text):
            return self._new(reference, source)
        return replace(found, reason=Reason.NOT_A_DRUG) if no_drug(reference.text) else found

    def _new(self, reference: Reference, source: str) -> tuple[Agent, ...] | DrugFailure:
        made = self.drugs.resolve_or_create(reference, source)
        return made if isinstance(made, DrugFailure) else (made,)

    def _is_new(self, text: str) -> bool:
        stem = stem_of(text)
        known = any(self.drugs.known(word) for word in text.split())
        return bool(stem) and not known and not self._misspells(fold(text), stem)

    def _regimens(self, text: str) -> tuple[Agent, ...]:
        """Give the regimens of an abbreviation, or of two with a stroke between; a modified one is that regimen."""
        found = [self.drugs.regimen(_MODIFIED.sub("", part)) for part in _SLASH.split(text)]
        return tuple(one for one in found if one is not None) if all(found) else ()

    def _misspells(self, folded: str, stem: str) -> bool:
        most = changes_of_a_misspelling()
        known = self.drugs.names_holding(stem)
        return any(abs(len(name) - len(folded)) <= most and _changes(name, folded, most) <= most for name in known)


def _codes(text: str) -> str:
    """Give the company codes that a text is made of, in one order however it names them, "" where it is made of others.

    >>> _codes("DB-1303 / BNT323"), _codes("BNT323/DB-1303"), _codes("Cisplatin")
    ('BNT323/DB-1303', 'BNT323/DB-1303', '')
    """
    parts = _SLASH.split(text.strip())
    return "/".join(sorted(parts)) if all(is_company_code(part) for part in parts) else ""


def _changes(left: str, right: str, most: int) -> int:
    """Count the letters to add, drop or replace to make one word of the other (Levenshtein), or more than ``most``.

    >>> _changes("palbociclib", "pabociclib", 2), _changes("oxaliplatin", "oxaplatin", 2), _changes("cisplatin", "oxaliplatin", 2)
    (1, 2, 3)
    """
    row = list(range(len(right) + 1))
    for number, letter in enumerate(left, start=1):
        above, row = row, [number]
        for place, other in enumerate(right, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != other)))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
