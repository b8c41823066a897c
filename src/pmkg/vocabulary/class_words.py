"""Read the words with which texts describe a class of mutations: "germline pathogenic", "loss-of-function", "truncating"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmkg.model.criterion import Function
from pmkg.model.kinds import Origin
from pmkg.model.variant import TRUNCATING, Consequence

_PHRASES = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (r"loss[- ]of[- ]function|\blof\b", "lossoffunction"),
        (r"gain[- ]of[- ]function|\bgof\b", "gainoffunction"),
        (r"splice[- ]site", "splicesite"),
        (r"frame[- ]?shift(?: truncation| truncating)?", "frameshift"),
        (r"in[- ]frame", "inframe"),
        (r"start[- ]loss", "startloss"),
        (r"bi-allelic", "biallelic"),
        (r"non-?sense", "nonsense"),
    )
)
_FUNCTIONS = {
    "any": Function.ANY,
    "activating": Function.ACTIVATING,
    "activation": Function.ACTIVATING,
    "gainoffunction": Function.ACTIVATING,
    "oncogenic": Function.ONCOGENIC,
    "driver": Function.ONCOGENIC,
    "lossoffunction": Function.LOSS_OF_FUNCTION,
    "inactivating": Function.LOSS_OF_FUNCTION,
    "inactivation": Function.LOSS_OF_FUNCTION,
    "deleterious": Function.LOSS_OF_FUNCTION,
    "pathogenic": Function.PATHOGENIC,
}
_CONSEQUENCES = {
    "truncating": TRUNCATING,
    "truncation": TRUNCATING,
    "nonsense": frozenset({Consequence.NONSENSE}),
    "stop": frozenset({Consequence.NONSENSE}),
    "frameshift": frozenset({Consequence.FRAMESHIFT}),
    "missense": frozenset({Consequence.MISSENSE}),
    "splicesite": frozenset({Consequence.SPLICE}),
    "splice": frozenset({Consequence.SPLICE}),
    "startloss": frozenset({Consequence.START_LOSS}),
}
_ORIGINS = {"germline": Origin.GERMLINE, "somatic": Origin.SOMATIC}
_NOUNS = frozenset(
    {
        "mutation",
        "mutations",
        "mut",
        "muts",
        "mutated",
        "mutant",
        "variant",
        "variants",
        "alteration",
        "alterations",
        "altered",
    }
)
_SHAPES = {
    "deletion": "deletion",
    "deletions": "deletion",
    "del": "deletion",
    "insertion": "insertion",
    "insertions": "insertion",
    "ins": "insertion",
    "duplication": "duplication",
    "duplications": "duplication",
    "indel": "indel",
    "indels": "indel",
    "skipping": "skipping",
    "skipped": "skipping",
    "inframe": "inframe",
}
_FILLERS = frozenset({"or", "and", "of", "in", "the", "likely", "null", "partial", "large", "gene"})


@dataclass(frozen=True, slots=True)
class ClassWords:
    """Hold what the words of a class say; ``function`` is MUTATION where they say nothing of it.

    ``shapes`` holds what happens to a stretch: deletion, insertion, duplication, indel, skipping, inframe. ``named`` says that a
    noun or a decisive adjective stood there, so that the words name a class at all; a bare "truncation" does not, because of a
    gene like MYB it means a broken gene.
    """

    function: Function
    consequences: frozenset[Consequence]
    origin: Origin
    biallelic: bool
    shapes: frozenset[str]
    named: bool


def read_class(text: str) -> ClassWords | None:
    """Read the words of a class, or give None when one of them is unknown.

    A class that is named by a consequence alone (truncating, splice site) takes every change of that consequence; missense
    changes still have to be oncogenic. A germline mutation counts when it is pathogenic.
    """
    body = text
    for pattern, word in _PHRASES:
        body = pattern.sub(word, body)
    words = [word for word in re.split(r"[\s,/()]+", body.lower()) if word]
    function: Function | None = None
    consequences: frozenset[Consequence] = frozenset()
    origin, biallelic, named = Origin.UNKNOWN, False, False
    shapes: set[str] = set()
    for word in words:
        if word in _FUNCTIONS:
            function, named = _FUNCTIONS[word], True
        elif word in _CONSEQUENCES:
            consequences, named = consequences | _CONSEQUENCES[word], named or word != "truncation"
        elif word in _SHAPES:
            shapes.add(_SHAPES[word])
        elif word in _ORIGINS:
            origin = _ORIGINS[word]
        elif word == "biallelic":
            biallelic = True
        elif word in _NOUNS:
            named = True
        elif word not in _FILLERS:
            return None
    return ClassWords(
        _function(function, consequences, origin), consequences, origin, biallelic, frozenset(shapes), named
    )


def _function(stated: Function | None, consequences: frozenset[Consequence], origin: Origin) -> Function:
    if stated is not None:
        return stated
    if consequences and Consequence.MISSENSE not in consequences:
        return Function.ANY
    return Function.PATHOGENIC if origin is Origin.GERMLINE else Function.MUTATION
