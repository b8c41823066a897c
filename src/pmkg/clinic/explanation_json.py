"""Write an answer with the derivation of each option: the JSON of the contract and one more key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from pmkg.clinic.answer_json import answer_to_json
from pmkg.model.answer import Answer
from pmkg.model.explanation import Explanation


def explained_to_json(answer: Answer, explanations: Sequence[Explanation]) -> bytes:
    """Give the answer as JSON, each option with the key ``explanation``; the derivations are in the options' order."""
    plain = orjson.loads(answer_to_json(answer))
    for option, explanation in zip(plain["options"], explanations, strict=True):
        option["explanation"] = explanation_to_plain(explanation)
    return orjson.dumps(plain)


def explanation_to_plain(explanation: Explanation) -> dict[str, Any]:
    """Give one derivation as nodes and edges; edges lead from ``subject`` to ``object`` and name their relation."""
    return {
        "root": explanation.root,
        "nodes": [
            {"id": node.id, "kind": node.kind, "label": node.label, "reason": node.reason} for node in explanation.nodes
        ],
        "edges": [
            {"subject": edge.subject, "relation": edge.relation, "object": edge.object, "reason": edge.reason}
            for edge in explanation.edges
        ],
    }
