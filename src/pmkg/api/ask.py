"""The one bridge from a GraphQL input to the question and back."""

from __future__ import annotations

from typing import Any

from strawberry.types import get_object_definition

from pmkg.clinic.signature import SignatureReader
from pmkg.errors import TooLarge
from pmkg.model.answer import Answer
from pmkg.ports import GraphReader
from pmkg.questions.targeted_drugs import DrugQuestion

_NAMES_REMEMBERED = 200_000


class Asking:
    """Ask the questions of one release; what a question remembers of the release is kept with it."""

    def __init__(self, reader: GraphReader) -> None:
        self._reader = reader
        self._signatures = SignatureReader(reader)
        self._names_read = 0
        self._drugs = DrugQuestion(reader)

    def targeted_drugs(self, signature: object, limit: int) -> Answer:
        """Answer one signature, or raise a :class:`RequestError` that says what is wrong with it."""
        data = plain(signature)
        size = len(data.get("alterations", ()))
        if size > limit:
            raise TooLarge("the number of alterations", size, limit)
        return self._drugs.ask(self._names(size).read(data))

    def _names(self, size: int) -> SignatureReader:
        """Begin with empty memory from time to time: a reader remembers every name it was asked for, known or not."""
        self._names_read += size + 1
        if self._names_read > _NAMES_REMEMBERED:
            self._names_read = size
            self._signatures = SignatureReader(self._reader)
        return self._signatures


def plain(value: Any) -> Any:
    """Turn an input into the JSON that the command line reads: fields under their names, what was left out left out."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    definition = get_object_definition(value)
    if definition is None:
        return value
    return {
        name: plain(said) for attribute, name in _names(definition) if (said := getattr(value, attribute)) is not None
    }


def _names(definition: Any) -> list[tuple[str, str]]:
    return [(field.python_name, field.graphql_name or _camel(field.python_name)) for field in definition.fields]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
