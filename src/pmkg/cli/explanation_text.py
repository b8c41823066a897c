"""Show derivations as text trees, one under each option."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from rich.tree import Tree

from pmkg.cli.answer_table import print_beginning, print_tests
from pmkg.cli.tables import print_rest, shown_of
from pmkg.cli.terminal import console
from pmkg.model.answer import Answer
from pmkg.model.explanation import Explanation, ExplanationEdge


def print_explained(answer: Answer, explanations: Sequence[Explanation]) -> None:
    """Print each option with its derivation below it, then the tests to consider and the warnings."""
    out = console()
    print_beginning(answer, out)
    shown = shown_of(explanations)
    for explanation in shown:
        out.print(explanation_tree(explanation))
        out.print()
    print_rest(out, len(explanations) - len(shown))
    print_tests(answer, out)


def explanation_tree(explanation: Explanation) -> Tree:
    """Draw a derivation as a tree: what is below a step is drawn where the step stands first."""
    nodes, below = explanation.by_id(), explanation.below()
    root = nodes[explanation.root]
    drawn = {root.id}
    tree = Tree(Text(_line(root.label, root.reason)))

    def grow(branch: Tree, edges: Sequence[ExplanationEdge]) -> None:
        for edge in edges:
            node = nodes[edge.object]
            first = node.id not in drawn
            drawn.add(node.id)
            stated = f" [{edge.reason}]" if edge.reason else ""
            label = node.label + stated
            step = branch.add(Text(f"{edge.relation} {_line(label, node.reason if first else '')}"))
            if first:
                grow(step, below[node.id])

    grow(tree, below[root.id])
    return tree


def _line(label: str, reason: str) -> str:
    return f"{label}: {reason}" if reason else label
