"""The schema, and how a document is run on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types import ExecutionContext
from strawberry.types.field import StrawberryField

from pmkg.api.limits import DocumentLimits
from pmkg.api.roots.agreement import AgreementOfSources
from pmkg.api.roots.classes import ClassesOfFindings
from pmkg.api.roots.drugs import Drugs
from pmkg.api.roots.explanations import Explanations
from pmkg.api.roots.oncogenicity import VariantOncogenicity
from pmkg.api.roots.other import BesideDrugs
from pmkg.api.roots.regimen_sets import SetsOfRegimens
from pmkg.api.roots.regimens import Regimens
from pmkg.api.roots.releases import ReleasesAndSources
from pmkg.api.roots.things import Things
from pmkg.api.roots.ways import Ways
from pmkg.api.settings import ApiSettings
from pmkg.api.types.nodes import NODE_TYPES
from pmkg.api.types.vocabulary import SCALARS

_REMEMBERED_DOCUMENTS = 256


@strawberry.type(description="Precision-medicine questions and the graph they are answered from. Not a medical device.")
class Query(
    Drugs,
    BesideDrugs,
    VariantOncogenicity,
    ClassesOfFindings,
    Explanations,
    Regimens,
    SetsOfRegimens,
    AgreementOfSources,
    Things,
    Ways,
    ReleasesAndSources,
):
    """Join the fields of all topics."""


class Schema(strawberry.Schema):
    """Leave reports of errors to :mod:`pmkg.api.refusals`: strawberry's own would log what a patient's request held."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here."""


@cache
def build_schema(settings: ApiSettings) -> Schema:
    """Build the schema with its limits and its caches for parsing and validation, once for equal settings."""
    schema = Schema(
        Query,
        types=NODE_TYPES,
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[
            lambda: MaxTokensLimiter(max_token_count=settings.tokens),
            lambda: ParserCache(maxsize=_REMEMBERED_DOCUMENTS),
            lambda: ValidationCache(maxsize=_REMEMBERED_DOCUMENTS),
            lambda: DocumentLimits(settings),
        ],
    )
    read_plain_fields_directly(schema._schema)
    return schema


def read_plain_fields_directly(schema: GraphQLSchema) -> None:
    """Read a field without a resolver straight from its row.

    Strawberry passes four calls to come to the same attribute, which is a fifth of the time of a page of evidence.
    """
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
                if isinstance(declared, StrawberryField) and declared.is_basic_field:
                    field.resolve = _attribute(declared.python_name)


def _attribute(name: str) -> Callable[[object, GraphQLResolveInfo[Any]], object]:
    get = attrgetter(name)

    def read(row: object, _info: GraphQLResolveInfo[Any]) -> object:
        return get(row)

    return read
