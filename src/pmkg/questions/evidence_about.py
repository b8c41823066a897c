"""Which evidence is about a thing: directly, or through the profiles and regimens that it is a part of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pmkg.model.curie import Curie
from pmkg.model.kinds import EdgeKind, NodeKind
from pmkg.model.reads import Reads, Way
from pmkg.model.views import PROFILES_BY_SUBJECT, STATEMENTS_BY_DISEASE, STATEMENTS_BY_PROFILE

_PARTS_OF_PROFILES = frozenset({NodeKind.VARIANT, NodeKind.VARIANT_CLASS, NodeKind.BIOMARKER})


def evidence_about(reader: Reads, kind: NodeKind, ids: Sequence[Curie]) -> dict[Curie, list[Curie]]:
    """Give the identifiers of the evidence about each of some nodes of one kind, in order, of whatever status."""
    match kind:
        case NodeKind.GENE:
            profiles = reader.rows(PROFILES_BY_SUBJECT, ids)
            return _by_profile(reader, {id: [row.id for row in profiles.get(id, ())] for id in ids})
        case NodeKind.MOLECULAR_PROFILE:
            return _by_profile(reader, {id: [id] for id in ids})
        case NodeKind.DISEASE:
            rows = reader.rows(STATEMENTS_BY_DISEASE, ids)
            return {id: sorted({row.id for row in rows.get(id, ())}) for id in ids}
        case NodeKind.DRUG | NodeKind.DRUG_CLASS:
            sets = reader.edges(ids, [EdgeKind.HAS_MEMBER], Way.IN)
            return _by_regimen(reader, {id: [edge.subject for edge in sets.get(id, ())] for id in ids})
        case _ if kind in _PARTS_OF_PROFILES:
            criteria = reader.edges(ids, [EdgeKind.HAS_CRITERION], Way.IN)
            return _by_profile(reader, {id: [edge.subject for edge in criteria.get(id, ())] for id in ids})
        case _:
            return _by_regimen(reader, {id: [id] for id in ids})


def _by_profile(reader: Reads, profiles: Mapping[Curie, Collection[Curie]]) -> dict[Curie, list[Curie]]:
    rows = reader.rows(STATEMENTS_BY_PROFILE, {profile for each in profiles.values() for profile in each})
    return {id: sorted({row.id for profile in each for row in rows.get(profile, ())}) for id, each in profiles.items()}


def _by_regimen(reader: Reads, regimens: Mapping[Curie, Collection[Curie]]) -> dict[Curie, list[Curie]]:
    ids = {regimen for each in regimens.values() for regimen in each}
    edges = reader.edges(ids, [EdgeKind.ABOUT_REGIMEN], Way.IN)
    return {
        id: sorted({edge.subject for regimen in each for edge in edges.get(regimen, ())})
        for id, each in regimens.items()
    }
