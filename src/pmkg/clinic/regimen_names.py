"""Which drugs a request means when it names a regimen."""

from __future__ import annotations

from collections.abc import Iterable

from pmkg.clinic.lookup import Lookup, Unresolved, refuse
from pmkg.errors import RequestError
from pmkg.model.curie import Curie
from pmkg.ports.reader import GraphReader

_JOINT = " + "


def read_drugs(texts: Iterable[str], reader: GraphReader) -> tuple[Curie, ...]:
    """Give the drugs (or classes) of a regimen: names or identifiers, also several in one text, joined by " + ".

    A name that is unknown or ambiguous is refused, because the answer for the other drugs would be about another regimen.
    """
    lookup = Lookup(reader)
    drugs = [drug for text in texts for drug in _read(text.strip(), lookup)]
    if not drugs:
        raise RequestError("name at least one drug of the regimen")
    return tuple(dict.fromkeys(drugs))


def _read(text: str, lookup: Lookup) -> list[Curie]:
    """Read drugs joined by " + " before the whole text, which can also be the name of a protocol of these drugs."""
    names = [name.strip() for name in text.split(_JOINT)]
    found = [lookup.drug(name) if name else Unresolved("UNKNOWN_DRUG", ()) for name in names]
    drugs = [drug for drug in found if not isinstance(drug, Unresolved)]
    if len(drugs) == len(names):
        return drugs
    whole = lookup.drug(text) if len(names) > 1 else found[0]
    if not isinstance(whole, Unresolved):
        return [whole]
    name, unknown = next((name, drug) for name, drug in zip(names, found, strict=True) if isinstance(drug, Unresolved))
    refuse(unknown, "drug", name)
