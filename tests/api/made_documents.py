"""Documents that are valid for a schema, made at random with words that mean something to the graph.

Words that nothing knows end every question at its first lookup; these reach what lies behind.
"""

from __future__ import annotations

import json
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
)
from hypothesis import strategies as st

_WORDS = st.sampled_from(
    ["BRAF", "BRAF V600E", "EGFR L858R", "SKCM", "melanoma", "Breast", "Vemurafenib", "Dabrafenib", "HGNC:1097", "NCT01917552",
     "2026.1", "2026-01-01", "civic", "amplification", "germline", "positive", "MSI-H", "IIC", "3+", "EML4::ALK", "metastatic",
     "7:140453136:A:T", "GRCh37:7:140453136:A:T", "NM_004333.4:c.1799T>A", "exon 14 skipping", "female", ":", "", " ",
     "\u0000", "🧬"]
)  # fmt: skip
_TEXT = _WORDS | st.text(max_size=8)
_NUMBER = st.sampled_from([0, 1, 2, 5, 25, 500, 501, -1, 2**31 - 1, -(2**31)])
_FRACTION = st.sampled_from([0.0, 0.5, 1.0, 14.2, 61.0, -1.0, 1e9, 1e308, -1e308])


@st.composite
def documents(draw: st.DrawFn, schema: GraphQLSchema) -> str:
    """Make a query of one to three root fields with aliases, arguments and selections three levels deep."""
    root = schema.query_type
    assert root is not None
    names = draw(st.lists(st.sampled_from(sorted(root.fields)), min_size=1, max_size=3))
    fields = [f"f{place}: {_field(draw, schema, root, name, 3)}" for place, name in enumerate(names)]
    return "{ " + " ".join(field for field in fields if field) + " }"


def _field(draw: st.DrawFn, schema: GraphQLSchema, parent: Any, name: str, depth: int) -> str:
    field = parent.fields[name]
    given = [
        f"{each}: {_value(draw, argument.type)}"
        for each, argument in sorted(field.args.items())
        if _required(argument) or draw(st.booleans())
    ]
    text = name + (f"({', '.join(given)})" if given else "")
    kind = get_named_type(field.type)
    if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
        return text
    return f"{text} {{ {_selection(draw, schema, kind, depth)} }}"


def _selection(draw: st.DrawFn, schema: GraphQLSchema, kind: Any, depth: int) -> str:
    leaves = [name for name, field in kind.fields.items() if _is_leaf(field.type)]
    inner = [name for name, field in kind.fields.items() if not _is_leaf(field.type)]
    chosen = draw(st.sets(st.sampled_from(sorted(leaves)), max_size=4)) if leaves else set()
    if depth and inner:
        chosen |= draw(st.sets(st.sampled_from(sorted(inner)), max_size=2))
    parts = ["__typename", *(_field(draw, schema, kind, name, depth - 1) for name in sorted(chosen))]
    return " ".join(parts)


def _is_leaf(kind: Any) -> bool:
    return not isinstance(get_named_type(kind), (GraphQLObjectType, GraphQLInterfaceType))


def _required(argument: GraphQLArgument) -> bool:
    return isinstance(argument.type, GraphQLNonNull)


def _value(draw: st.DrawFn, kind: Any) -> str:
    if not isinstance(kind, GraphQLNonNull) and draw(st.integers(0, 9)) == 0:
        return "null"
    kind = get_nullable_type(kind)
    if isinstance(kind, GraphQLList):
        items = range(draw(st.integers(0, 3)))
        return "[" + ", ".join(_value(draw, kind.of_type) for _ in items) + "]"
    if isinstance(kind, GraphQLEnumType):
        names: list[str] = sorted(kind.values)
        return draw(st.sampled_from(names))
    if isinstance(kind, GraphQLInputObjectType):
        members = [
            f"{name}: {_value(draw, field.type)}"
            for name, field in sorted(kind.fields.items())
            if isinstance(field.type, GraphQLNonNull) or draw(st.integers(0, 3)) == 0
        ]
        return "{" + ", ".join(members) + "}"
    return _leaf(draw, kind.name)


def _leaf(draw: st.DrawFn, name: str) -> str:
    if name == "Int":
        return str(draw(_NUMBER))
    if name == "Float":
        return repr(draw(_FRACTION))
    if name == "Boolean":
        return draw(st.sampled_from(["true", "false"]))
    if name == "TestedGene":
        return draw(
            st.sampled_from(['"BRAF"', '{gene: "ALK", kinds: ["fusion"]}', "{}", "5", '{gene: 5, kinds: "x"}', "[]"])
        )
    return json.dumps(draw(_TEXT))
