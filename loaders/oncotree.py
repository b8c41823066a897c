"""OncoTree: the tumor types by which oncologists code a patient, over all versions at hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmkg.errors import MalformedSource
from pmkg.model.curie import Curie
from pmkg.model.graph import Name, NameRole, Value
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.ledger import Reason
from pmkg.model.records import Concept, Record, Reference, Rejected, Relation
from pmkg.model.source import Files
from pmkg.model.table import document


@dataclass(frozen=True, slots=True)
class _Type:
    """Hold one node of one version."""

    code: str
    name: str
    parent: str
    level: int
    main_type: str
    tissue: str
    ncit: tuple[str, ...]
    umls: tuple[str, ...]
    replaces: tuple[str, ...]


_Version = dict[str, _Type]


def load(files: Files) -> Iterator[Record]:
    """Yield one tissue per first-level node, one disease per tumor type, and where each tumor arises.

    Lists of replaced codes only grow, so the version that replaces most codes is the newest and defines the tree, whatever
    its file is called. A code that it no longer has becomes a previous name of the one type that took its place (``GBM`` of
    ``GB``); where several did (``ALL``), it is a related name of each.
    """
    versions: list[_Version] = []
    for path in files.all("versions"):
        version: _Version = {}
        for item in _read(files, path):
            if isinstance(item, Rejected):
                yield item
            else:
                version[item.code] = item
        versions.append(version)
    versions.sort(key=lambda version: (len(_replaced(version)), len(version)), reverse=True)
    newest, *older = versions
    former = {code: item for version in reversed(older) for code, item in version.items() if code not in newest}
    successors = _replaced(newest)
    lost = {code: item for code, item in former.items() if code not in successors}
    known = {code: _completed(item, older) for code, item in newest.items()} | lost
    uses = Counter(code for item in known.values() for code in item.ncit)
    earlier = _earlier_names(successors, former)
    for item in known.values():
        if item.level == 1:
            yield _tissue(item)
        elif item.level > 1:
            yield _tumor(item, known, uses, earlier.get(item.code, ([], [])), retired=item.code in lost)
            yield from _site(item, known)


def _read(files: Files, path: Path) -> Iterator[_Type | Rejected]:
    """Read the nested tree that the owner archives, or the flat list that its programming interface gives."""
    tree = document(files, path)
    nodes = list(tree if isinstance(tree, list) else _flat(tree))
    if not any(isinstance(node, dict) and {"code", "name", "level"} <= node.keys() for node in nodes):
        raise MalformedSource(
            files.source, path.name, "no node has code, name and level; it is not an OncoTree version"
        )
    for number, node in enumerate(nodes):
        try:
            yield _type(node)
        except (KeyError, TypeError, ValueError, AttributeError):
            yield Rejected(f"{path.name} node {number}", "node", str(node)[:200], Reason.MALFORMED)


def _flat(tree: object) -> Iterator[Any]:
    if isinstance(tree, Mapping):
        for node in tree.values():
            yield node
            yield from _flat(node.get("children")) if isinstance(node, Mapping) else ()


def _type(node: Mapping[str, Any]) -> _Type:
    if not (node["code"] and node["name"]):
        raise ValueError("a tumor type without code or name")
    main_type = node.get("mainType") or ""
    references = node.get("externalReferences") or {}
    return _Type(
        code=_text(node["code"]),
        name=_text(node["name"]),
        parent=_text(node.get("parent") or ""),
        level=int(node["level"]),
        main_type=_text(main_type["name"] if isinstance(main_type, Mapping) else main_type),
        tissue=_text(node.get("tissue") or ""),
        ncit=_texts(references.get("NCI", [])),
        umls=_texts(references.get("UMLS", [])),
        replaces=tuple(
            code for key in ("history", "revocations", "precursors") for code in _texts(node.get(key) or [])
        ),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list of texts")
    return tuple(_text(value) for value in values)


def _replaced(version: _Version) -> dict[str, list[str]]:
    """Map every code that a version no longer has to the codes that took its place."""
    found: dict[str, list[str]] = defaultdict(list)
    for item in version.values():
        for code in dict.fromkeys(item.replaces):
            if code not in version:
                found[code].append(item.code)
    return found


def _completed(item: _Type, older: Iterable[_Version]) -> _Type:
    """Take cross-references that the newest version dropped from an older one, if the type has kept its name."""
    if item.ncit:
        return item
    same = [version[item.code] for version in older if item.code in version and version[item.code].name == item.name]
    other = next((one for one in same if one.ncit), item)
    return _Type(
        item.code,
        item.name,
        item.parent,
        item.level,
        item.main_type,
        item.tissue,
        other.ncit,
        item.umls or other.umls,
        item.replaces,
    )


def _earlier_names(successors: Mapping[str, list[str]], former: _Version) -> dict[str, tuple[list[Curie], list[Name]]]:
    """Map each code to the retired codes that mean it, and to the names that they leave."""
    found: dict[str, tuple[list[Curie], list[Name]]] = defaultdict(lambda: ([], []))
    for code, taken_by in successors.items():
        sole = len(taken_by) == 1
        role = NameRole.PREVIOUS if sole else NameRole.RELATED
        texts = [code, former[code].name] if code in former else [code]
        for successor in taken_by:
            found[successor][0].extend([Curie.of("ONCOTREE", code)] if sole else [])
            found[successor][1].extend(Name(text, role) for text in texts)
    return found


def _tissue(item: _Type) -> Concept:
    curie = Curie.of("ONCOTREE", item.code)
    exact = tuple(Curie.of("NCIT", code) for code in item.ncit) if len(item.ncit) == 1 else ()
    names = (Name(item.code, NameRole.ALIAS),)
    return Concept(NodeKind.TISSUE, curie, item.name, curie, names, exact, properties={"oncotree": item.code})


def _tumor(
    item: _Type, known: _Version, uses: Counter[str], earlier: tuple[list[Curie], list[Name]], *, retired: bool
) -> Concept:
    curie = Curie.of("ONCOTREE", item.code)
    merged, previous = earlier
    names = [Name(item.code, NameRole.EXACT), *previous]
    if item.main_type and item.main_type != item.name:
        names.append(Name(item.main_type, NameRole.RELATED))
    exact = [Curie.of("NCIT", code) for code in item.ncit if len(item.ncit) == 1 and uses[code] == 1]
    parents = (Curie.of("ONCOTREE", item.parent),) if item.parent in known and known[item.parent].level > 1 else ()
    properties: dict[str, Value] = {
        "oncotree": item.code,
        "tissue": item.tissue,
        "main_type": item.main_type,
        "oncotree_level": item.level,
    }
    for key, codes in (("ncit", item.ncit), ("umls", item.umls)):
        if codes:
            properties[key] = list[Value](codes)
    if retired:
        properties["retired"] = True
    return Concept(NodeKind.DISEASE, curie, item.name, curie, tuple(names), (*exact, *merged), parents, properties)


def _site(item: _Type, known: _Version) -> Iterator[Relation]:
    place = item
    while place.level > 1 and place.parent in known:
        place = known[place.parent]
    if place.level == 1:
        curie = Curie.of("ONCOTREE", item.code)
        tumor = Reference(item.name, (curie,), NodeKind.DISEASE)
        tissue = Reference(place.name, (Curie.of("ONCOTREE", place.code),), NodeKind.TISSUE)
        yield Relation(EdgeKind.ARISES_IN, tumor, tissue, curie)
