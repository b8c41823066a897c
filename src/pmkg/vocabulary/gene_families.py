"""Say of the members of a gene family what a trial says of the family: "NTRK rearrangement" is one of NTRK1, NTRK2 or NTRK3."""

from __future__ import annotations

from pmkg.vocabulary.ontology_files import read_toml

_ALTERNATIVE = " OR "


def members_said(profile: str) -> str:
    """Write a profile of alternatives with the members in the place of each family, "" where it names none.

    By ``ontology/eligibility_words.toml``. Where the family is excluded each member is, since the whole is negated.

    >>> members_said("NTRK rearrangement")
    'NTRK1 rearrangement OR NTRK2 rearrangement OR NTRK3 rearrangement'
    >>> members_said("KRAS G12C"), members_said("NTRK wild type")
    ('', '')
    """
    families = read_toml("eligibility_words.toml")["families"]
    parts = [part.partition(" ") for part in profile.split(_ALTERNATIVE)]
    # of a family that is wild type every member is, which is no alternative
    if " AND " in profile or "wild type" in profile or not any(gene in families for gene, _, _ in parts):
        return ""
    return _ALTERNATIVE.join(
        f"{member} {change}"
        for gene, _, change in parts
        for member in families.get(gene, {"members": [gene]})["members"]
    )
