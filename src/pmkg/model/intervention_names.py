"""Find the drugs in what a registry calls an intervention: "Placebo", "Arm A" and "Observation" are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NO_DRUG = re.compile(
    r"placebo|standard of care|standard treatment|\barm\b|observation|chemotherapy$|^rescue|supportive care|^control\b"
    r"|best available"
    r"|investigator'?s'? choice|physician'?s'? choice|\bsham\b|\bvehicle\b|^no (?:treatment|intervention)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*\([^()]*\)$")
_TOGETHER = re.compile(r" \+ | plus | and |, (?=\w)|(?<=[a-z]{4})/(?=[A-Z]?[a-z]{4})")
_DOSE = re.compile(r"\s+\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|g|ml|mL|%|IU|units?)\b.*$", re.IGNORECASE)
_FORM = re.compile(
    r"\s+(?:tablets?|capsules?|injection|infusion|oral solution|solution for injection|powder)$", re.IGNORECASE
)


def drug_names(intervention: str) -> Iterator[str]:
    """Yield the names of the drugs of an intervention, without dose, form and the note in brackets behind a name.

    >>> list(drug_names("Dabrafenib (GSK2118436) 150 mg + Trametinib tablets")), list(drug_names("Placebo"))
    (['Dabrafenib', 'Trametinib'], [])
    """
    for part in _TOGETHER.split(intervention):
        name = part.strip()
        for pattern in (_DOSE, _FORM, _NOTE, _DOSE):
            name = pattern.sub("", name).strip()
        if name and not _NO_DRUG.search(name):
            yield name
