"""Find the drugs in what a registry calls an intervention: "Placebo", "Arm A", "Observation" and "Blood sampling" are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NO_DRUG = re.compile(
    r"placebo|standard of care|standard treatment|\barm\b|observation|chemotherapy$|^rescue|supportive care|^control\b"
    r"|best available|investigator'?s'? choice|physician'?s'? choice|\bsham\b|\bvehicle\b|^no (?:treatment|intervention)"
    r"|\b(?:samples?|sampling|questionnaires?|sequencing|RNA-seq|biopsy|biopsies|flow cytometry|interbody fusion)\b"
    r"|^normal saline$|^biosimilars?$|^(?:once|twice) daily|^[^A-Za-z]*$",
    re.IGNORECASE,
)
_HEADED = re.compile(r"^[^:]*\b(?:therapy|treatment|regimen|chemo\w*)\b[^:]*:\s*(?=\w)", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:\([^()]*\)?|(?<=\s)\[[^\[\]]*\]?)$")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WIDE = str.maketrans(
    {"\uff08": "(", "\uff09": ")", "\uff0c": ", ", "\uff1b": "; ", "\uff1a": ": ", "\N{NO-BREAK SPACE}": " "}
)
_TOGETHER = re.compile(
    # the plus of a marker on cells ("CD8+T cells") joins nothing
    r" \+ |(?:(?<=[a-z]{4})|(?<=\d{3})|(?<=inj\.))(?<!CD\d{3})\+ ?(?=[a-z])"
    r"| plus | & | and |, ?(?=[A-Za-z])|; *(?=\w)"
    r"| in combination with | combined with | followed by |(?<=[a-z]{4})/ ?(?=[A-Z]?[a-z]{4})",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\s+\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|g|ml|mL|%|IU|units?)(?![A-Za-z]).*$", re.IGNORECASE)
_ROUTE = r"oral|intravenous|IV|subcutaneous|SC|intratumou?ral|topical|inhaled"
_BEFORE = re.compile(
    rf"^(?:{_ROUTE}|injectable|(?:low|high|reduced|standard)[- ]dose|(?:neo)?adjuvant|comparator|combination of"
    r"|co-administration of|\w+ therapy using|with|daily|and)\s+(?=\w{3})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s+(?:-\s+)?(?:{_ROUTE}|(?:test )?tablets?|tabs?|capsules?|pills?|injections?|injectable|infusions?|suspension"
    r"|solution|ophthalmic|powder|inj|(?:injectable|oral) product|for injection|adults?|p(?:a)?ediatric"
    r"|single[- ]agent|biosimilars?|combination|po|with optional .*"
    r"|for (?:\d+ (?:day|week)s?|(?:non-)?squamous cell carcinoma)|(?:once|twice) daily .*"
    r"|(?:recommended )?dose[- ](?:expansion|escalation|optimi[sz]ation)|dose:|QD|BID|TID|Q\d+[WD]"
    r"|(?:once|twice) daily|daily|dosing|monotherapy|alone|maintenance|AUC\s?\d+(?:\.\d+)?"
    r"|(?:(?:(?:low|mid|medium|high)(?:er)? )?doses?|DL|cohort|formulation|group)\s?\d*(?: or \d)?|RDE|RP2D)$",
    re.IGNORECASE,
)


def drug_names(intervention: str) -> Iterator[str]:
    """Yield the names of the drugs of an intervention, without route, dose, form, schedule and the note in brackets behind a name.

    >>> list(drug_names("Dabrafenib (GSK2118436) 150 mg + Trametinib tablets")), list(drug_names("Placebo"))
    (['Dabrafenib', 'Trametinib'], [])
    >>> list(drug_names("Oral repotrectinib")), list(drug_names("APL-101 Oral Capsules"))
    (['repotrectinib'], ['APL-101'])
    """
    text = _HEADED.sub("", intervention.translate(_WIDE).strip())
    for part in _parts(text):
        name = _bare(part.strip())
        if name and not _NO_DRUG.search(name):
            yield name


def _parts(text: str) -> Iterator[str]:
    """Part what is given together; what stands in brackets explains a name and is no part of its own."""
    veiled = _BRACKETED.sub(lambda hit: "\0" * len(hit[0]), text)
    start = 0
    for join in _TOGETHER.finditer(veiled):
        yield text[start : join.start()]
        start = join.end()
    yield text[start:]


def _bare(name: str) -> str:
    """Take off what stands around a name, again and again: "X (code) 150 mg oral capsules"."""
    while True:
        rest = name
        for pattern in (_DOSE, _AFTER, _NOTE, _BEFORE):
            rest = pattern.sub("", rest).strip(" .")
        if rest.endswith(")") and rest.count(")") > rest.count("("):
            rest = rest[:-1]
        if rest == name:
            return name
        name = rest
