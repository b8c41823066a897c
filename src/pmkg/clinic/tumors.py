"""Which tumor a request means."""

from __future__ import annotations

import re

from pmkg.clinic.lookup import Lookup
from pmkg.model.graph import NameRole, Node
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Filter, Hit, LookupMode, Way
from pmkg.model.signature import Notice, Tumor
from pmkg.ports.reader import GraphReader
from pmkg.vocabulary.tumor_words import meant_tumor, split_disease

_CODE = re.compile(r"[A-Z0-9_]{2,20}")
_LIMIT = 8


class Tumors:
    """Resolve tumor types: an OncoTree code, an identifier of any vocabulary, or a name."""

    def __init__(self, reader: GraphReader, lookup: Lookup) -> None:
        self._reader = reader
        self._lookup = lookup
        self._memory: dict[str, tuple[Tumor, tuple[Notice, ...]]] = {}

    def resolve(self, text: str | None) -> tuple[Tumor, tuple[Notice, ...]]:
        """Give the tumor, with id None and a notice where the text names none, a tissue, or several."""
        if text is None or not text.strip():
            return Tumor(None, "", ""), ()
        if text not in self._memory:
            self._memory[text] = self._resolve(text)
        return self._memory[text]

    def stated(self, text: str | None) -> tuple[str, ...]:
        """Give the biomarkers that a tumor type states, as texts of alterations (CLINICAL rule 9).

        They are in the words of the request, or in the name of the tumor that it means: "TNBC", an identifier. A diagnosis
        that is defined by its finding states none: who has it need not list it.
        """
        if text is None or not text.strip():
            return ()
        tumor, _ = self.resolve(text)
        return tuple(dict.fromkeys([*split_disease(text).leaves, *split_disease(tumor.label).leaves]))

    def _resolve(self, text: str) -> tuple[Tumor, tuple[Notice, ...]]:
        hits = self._named(text)
        tumors = [hit for hit in hits if hit.kind is NodeKind.DISEASE]
        tissues = [hit for hit in hits if hit.kind is NodeKind.TISSUE]
        if tissues and not tumors:
            return self._tissue(text, tissues[0])
        if len(tumors) == 1:
            return self._tumor(self._reader.nodes([tumors[0].id])[tumors[0].id]), ()
        if tumors:
            names = tuple(sorted(hit.label for hit in tumors))
            message = f"tumor type {text!r} is ambiguous: {', '.join(names)}"
            return Tumor(None, text, ""), (Notice("AMBIGUOUS_NAME", message, text, names),)
        near = self._lookup.suggest(text, NodeKind.DISEASE)
        message = f"tumor type {text!r} is not known; every option is shown with its own tumor, untiered"
        return Tumor(None, text, ""), (Notice("UNKNOWN_TUMOR", message, text, near),)

    def _named(self, text: str) -> list[Hit]:
        """Find what a text names: an abbreviation of the clinic first, and where names mean several tumors or none.

        Abbreviations are given to diseases of all kinds: CCA is an arachnodactyly too.
        """
        meant = self._meant(text) if _CODE.fullmatch(text) else []
        hits = meant or self._hits(text)
        if sum(hit.kind is NodeKind.DISEASE for hit in hits) == 1:
            return hits
        return self._meant(text) or hits or self._reduced(text)

    def _reduced(self, text: str) -> list[Hit]:
        """Find the tumor that is left when molecular words and circumstances are taken away ("HER2+ gastric cancer")."""
        base = split_disease(text).base
        return (self._meant(base) or self._hits(base)) if base and base != text else []

    def _meant(self, text: str) -> list[Hit]:
        tumor = meant_tumor(text)
        return self._hits(tumor) if tumor is not None else []

    def _hits(self, text: str) -> list[Hit]:
        kinds = (NodeKind.DISEASE, NodeKind.TISSUE)
        asked = [f"ONCOTREE:{text}", text] if _CODE.fullmatch(text) else [text]
        found = self._reader.lookup(asked, kinds, LookupMode.EXACT)
        for name in asked:
            hits = found.get(name, [])
            for roles in ({NameRole.LABEL, NameRole.MAPPING}, {NameRole.EXACT}, set(NameRole)):
                best = {hit.id: hit for hit in hits if hit.role in roles}
                if best:
                    return sorted(best.values(), key=lambda hit: hit.id)
        return []

    def _tumor(self, node: Node) -> Tumor:
        return Tumor(node.id, node.label, str(node.properties.get("oncotree", "")))

    def _tissue(self, text: str, tissue: Hit) -> tuple[Tumor, tuple[Notice, ...]]:
        page = self._reader.find(NodeKind.DISEASE, Filter({"tissue": (tissue.label,)}), "label", "", 200)
        studied = self._reader.edges([node.id for node in page.nodes], (EdgeKind.ABOUT_DISEASE,), Way.IN)
        ranked = sorted(page.nodes, key=lambda node: (-len(studied.get(node.id, ())), node.label.casefold()))
        names = tuple(node.label for node in ranked[:_LIMIT])
        message = f"{text!r} is a tissue, not a tumor type; name the tumor"
        return Tumor(None, text, ""), (Notice("TISSUE_NOT_TUMOR", message, text, names),)
