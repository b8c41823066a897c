"""Find the drugs in what a registry calls an intervention: "Placebo", "Arm A", "Observation" and "Blood sampling" are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NO_DRUG = re.compile(
    r"placebo|standard of care|standard treatment|\barm\b|observation|chemotherapy$|^rescue|supportive care|^control\b"
    r"|best available|investigator'?s'? choice|physician'?s'? choice|\bsham\b|\bvehicle\b|^no (?:treatment|intervention)"
    r"|\b(?:samples?|sampling|questionnaires?|sequencing|RNA-seq|biopsy|biopsies|flow cytometry|interbody fusion)\b"
    r"|^normal saline$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])$")
_TOGETHER = re.compile(
    # the plus of a marker on cells ("CD8+T cells") joins nothing
    r" \+ |(?:(?<=[a-z]{4})|(?<=\d{3}))(?<!CD\d{3})\+ ?(?=[a-z])| plus | & | and |, (?=\w)"
    r"| in combination with | combined with | followed by |(?<=[a-z]{4})/(?=[A-Z]?[a-z]{4})",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\s+\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|g|ml|mL|%|IU|units?)(?![A-Za-z]).*$", re.IGNORECASE)
_ROUTE = r"oral|intravenous|IV|subcutaneous|SC|intratumou?ral|topical|inhaled"
_BEFORE = re.compile(
    rf"^(?:{_ROUTE}|injectable|(?:low|high|reduced)[- ]dose|comparator|combination of|and)\s+(?=\w{{3}})", re.IGNORECASE
)
_AFTER = re.compile(
    rf"\s+(?:-\s+)?(?:{_ROUTE}|tablets?|tabs?|capsules?|pills?|injections?|injectable|infusions?|suspension|solution|ophthalmic|powder"
    r"|solution for injection|for injection|QD|BID|TID|Q\d+[WD]|(?:once|twice) daily|daily|dosing|monotherapy|alone"
    r"|maintenance|AUC\s?\d+(?:\.\d+)?|(?:doses?|DL|cohort|formulation|group)\s?\d*(?: or \d)?|RDE|RP2D)$",
    re.IGNORECASE,
)


def drug_names(intervention: str) -> Iterator[str]:
    """Yield the names of the drugs of an intervention, without route, dose, form, schedule and the note in brackets behind a name.

    >>> list(drug_names("Dabrafenib (GSK2118436) 150 mg + Trametinib tablets")), list(drug_names("Placebo"))
    (['Dabrafenib', 'Trametinib'], [])
    >>> list(drug_names("Oral repotrectinib")), list(drug_names("APL-101 Oral Capsules"))
    (['repotrectinib'], ['APL-101'])
    """
    for part in _TOGETHER.split(intervention):
        name = _bare(part.strip())
        if name and not _NO_DRUG.search(name):
            yield name


def _bare(name: str) -> str:
    """Take off what stands around a name, again and again: "X (code) 150 mg oral capsules"."""
    while True:
        rest = name
        for pattern in (_DOSE, _AFTER, _NOTE, _BEFORE):
            rest = pattern.sub("", rest).strip()
        if rest == name:
            return name
        name = rest
