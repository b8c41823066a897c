"""Documents that this server knows: saved questions, the pages' questions, and those that an operator added.

A client may send a document's identifier in the place of its text (``documentId`` of GraphQL over HTTP, appendix A, or Apollo's
``persistedQuery``). With a safelist these documents are the only ones that are answered: whatever a client sends must be put
together from their operations and fragments, however it is spaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import DefinitionNode, GraphQLError, parse, print_ast, strip_ignored_characters

from pmkg.api.access.refusals import Forbidden
from pmkg.api.saved import saved_questions
from pmkg.errors import RequestError

_PREFIX = "sha256:"
_TOKENS = 1_000


class UnknownDocument(RequestError):
    """Say that no document has an identifier; the code is Apollo's, so that its clients send the text."""

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self, id: str) -> None:
        self.what = id[:100]
        super().__init__(
            "PersistedQueryNotFound: send the text of the document, or the identifier of one that is known here"
        )


class Documents:
    """Find documents by identifier, and tell whether a document is one of them."""

    def __init__(self, texts: Mapping[str, str], only: bool) -> None:
        self._by_id = {**texts, **{digest(text): text for text in texts.values()}}
        self._parts = frozenset(part for text in texts.values() for part in _parts(text)) if only else None
        self._listed = lru_cache(maxsize=256)(self._is_listed)

    def query(self, request: Mapping[str, Any]) -> Any:
        """Give the text to run for a request, or raise :class:`UnknownDocument`, or :class:`Forbidden` under a safelist."""
        id, text = document_id(request), request.get("query")
        if id and text is None:
            if id not in self._by_id:
                raise UnknownDocument(id)
            return self._by_id[id]
        if isinstance(text, str):
            if id.startswith(_PREFIX) and id != digest(text):
                raise RequestError("the identifier of the document is not the SHA-256 digest of its text")
            if self._parts is not None and not self._listed(text):
                raise Forbidden(
                    "this server answers only the questions that it was given; /graphql/questions lists them"
                )
        return text

    def _is_listed(self, text: str) -> bool:
        try:
            return self._parts is not None and _parts(text, _TOKENS) <= self._parts
        except (GraphQLError, RecursionError):
            return False


def known_documents(only: bool, pages: Path | None, folder: Path | None) -> Documents:
    """Read the documents of a server: the saved questions by name, those of the built pages, those of an operator's folder."""
    texts = {question.name: question.query for question in saved_questions()}
    if pages is not None and (pages / "questions.graphql").is_file():
        texts["pages"] = (pages / "questions.graphql").read_text(encoding="utf-8")
    for path in sorted(folder.glob("*.graphql")) if folder else ():
        texts[path.stem] = path.read_text(encoding="utf-8")
    try:
        return Documents(texts, only)
    except GraphQLError as error:
        raise RequestError(f"a document of the safelist cannot be read: {error.message}") from None


def document_id(request: Mapping[str, Any]) -> str:
    """Give the identifier that a request names its document by, "" where it names none."""
    id = request.get("documentId")
    if id is None:
        extensions = request.get("extensions")
        persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
        hash = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
        return _PREFIX + hash if isinstance(hash, str) else ""
    if not isinstance(id, str):
        raise RequestError("'documentId' must be a text")
    return id


def digest(text: str) -> str:
    """Give the identifier of a document by its content.

    >>> digest("{ releases { name } }")[:14]
    'sha256:6be8b39'
    """
    return _PREFIX + hashlib.sha256(text.encode()).hexdigest()


def _parts(text: str, tokens: int | None = None) -> frozenset[str]:
    """Give the operations and fragments of a document, each in one spelling."""
    definitions: Iterable[DefinitionNode] = parse(text, no_location=True, max_tokens=tokens).definitions
    return frozenset(strip_ignored_characters(print_ast(part)) for part in definitions)
