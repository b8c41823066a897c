"""The schema, and how a document is run on it."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from pmkg.api import plain_fields
from pmkg.api.limits import DocumentLimits
from pmkg.api.roots.agreement import AgreementOfSources
from pmkg.api.roots.classes import ClassesOfFindings
from pmkg.api.roots.differences import Differences
from pmkg.api.roots.drugs import Drugs
from pmkg.api.roots.explanations import Explanations
from pmkg.api.roots.jobs import LoaderJobs
from pmkg.api.roots.oncogenicity import VariantOncogenicity
from pmkg.api.roots.other import BesideDrugs
from pmkg.api.roots.regimen_sets import SetsOfRegimens
from pmkg.api.roots.regimens import Regimens
from pmkg.api.roots.releases import ReleasesAndSources
from pmkg.api.roots.surroundings import AroundThings
from pmkg.api.roots.things import Things
from pmkg.api.roots.trials import TrialMatching
from pmkg.api.roots.understood import UnderstoodSignature
from pmkg.api.roots.ways import Ways
from pmkg.api.settings import ApiSettings
from pmkg.api.steps import DocumentSteps, follow_questions
from pmkg.api.types.nodes import NODE_TYPES
from pmkg.api.types.vocabulary import SCALARS

_REMEMBERED_DOCUMENTS = 256


@strawberry.type(description="Precision-medicine questions and the graph they are answered from. Not a medical device.")
class Query(
    UnderstoodSignature,
    Drugs,
    BesideDrugs,
    VariantOncogenicity,
    ClassesOfFindings,
    Explanations,
    Regimens,
    SetsOfRegimens,
    AgreementOfSources,
    TrialMatching,
    Things,
    Ways,
    AroundThings,
    ReleasesAndSources,
    Differences,
    LoaderJobs,
):
    """Join the fields of all topics."""


class Schema(strawberry.Schema):
    """Leave reports of errors to :mod:`pmkg.api.refusals`: strawberry's own would log what a patient's request held."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here."""


@cache
def build_schema(settings: ApiSettings, traced: bool = False) -> Schema:
    """Build the schema with its limits and its caches for parsing and validation, once for equal settings.

    With ``traced``, the steps of a request are timed.
    """
    schema = Schema(
        Query,
        types=NODE_TYPES,
        execution_context_class=plain_fields.ExecutionContext,
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[
            lambda: MaxTokensLimiter(max_token_count=settings.tokens),
            lambda: ParserCache(maxsize=_REMEMBERED_DOCUMENTS),
            lambda: ValidationCache(maxsize=_REMEMBERED_DOCUMENTS),
            lambda: DocumentLimits(settings),
            *([DocumentSteps] if traced else []),
        ],
    )
    plain_fields.read_plain_fields_directly(schema._schema)
    if traced:
        follow_questions(schema._schema)
    return schema
