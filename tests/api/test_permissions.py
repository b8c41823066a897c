"""What each role may ask, and what the schema decides of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from api_access import ASK, ASK_MANY, BRAF, RELEASES, Guarded, guarding
from graphql import build_schema as schema_of
from hypothesis import given
from hypothesis import strategies as st

from pmkg.api import ApiSettings
from pmkg.api.access.needs import DocumentNeeds, identifying
from pmkg.api.access.settings import AccessSettings
from pmkg.api.saved import SavedQuestion, saved_questions
from pmkg.api.schema import build_schema
from pmkg.model.access import PERMISSIONS, Caller, Permission, Role
from pmkg.store.memory_releases import MemoryReleases

_JOBS = "{ jobs { totalCount } }"


@pytest.fixture(scope="module")
def reader() -> DocumentNeeds:
    return DocumentNeeds(build_schema(ApiSettings())._schema, 1_000)


@pytest.fixture
def guarded(releases: MemoryReleases, tmp_path: Path) -> Iterator[Guarded]:
    with guarding(releases, tmp_path) as server:
        yield server


@pytest.mark.parametrize(
    ("role", "knowledge", "signature", "jobs"),
    [
        (Role.PUBLIC, 200, 403, 403),
        (Role.SCIENTIST, 200, 200, 403),
        (Role.CLINICIAN, 200, 200, 403),
        (Role.OPERATOR, 200, 403, 200),
    ],
)
def test_a_role_may_ask_what_the_table_says(
    guarded: Guarded, role: Role, knowledge: int, signature: int, jobs: int
) -> None:
    key = guarded.key(role)
    assert guarded.post(RELEASES, key).status_code == knowledge
    assert guarded.post(ASK, key, s=BRAF).status_code == signature
    assert guarded.post(_JOBS, key).status_code == jobs
    metrics = guarded.client.request("GET", "/metrics", headers={"authorization": f"Bearer {key}"})
    assert metrics.status_code == jobs


def test_a_refusal_names_the_permission_and_answers_nothing(guarded: Guarded) -> None:
    refused = guarded.post(
        "query($s: SignatureInput!) { releases { name } targetedDrugs(signature: $s) { id } }",
        guarded.key(Role.PUBLIC),
        s=BRAF,
    )
    assert guarded.code(refused) == "FORBIDDEN"
    assert "signatures" in refused.json()["errors"][0]["message"]
    assert "data" not in refused.json()


def test_roles_join(guarded: Guarded) -> None:
    key = guarded.key(Role.CLINICIAN, Role.OPERATOR)
    assert guarded.post(ASK, key, s=BRAF).status_code == 200
    assert guarded.post(_JOBS, key).status_code == 200


@pytest.mark.parametrize(
    "identifiers", [{"birthDate": "1965-11-20"}, {"location": {"latitude": 48.1, "longitude": 11.5}}]
)
def test_only_clinicians_may_send_what_identifies_a_patient(guarded: Guarded, identifiers: dict[str, Any]) -> None:
    scientist, clinician = guarded.key(Role.SCIENTIST), guarded.key(Role.CLINICIAN)
    for query, value in ((ASK, {**BRAF, **identifiers}), (ASK_MANY, [BRAF, {**BRAF, **identifiers}])):
        assert guarded.code(guarded.post(query, scientist, s=value)) == "FORBIDDEN"
        assert guarded.post(query, clinician, s=value).status_code == 200
    assert guarded.post(ASK, scientist, s={**BRAF, **dict.fromkeys(identifiers)}).status_code == 200


def test_an_identifier_written_into_the_document_or_a_default_is_found_too(guarded: Guarded) -> None:
    scientist = guarded.key(Role.SCIENTIST)
    inline = '{ targetedDrugs(signature: {alterations: [{text: "BRAF V600E"}], birthDate: "1965-11-20"}) { id } }'
    default = (
        'query($d: String = "1965-11-20") '
        '{ targetedDrugs(signature: {alterations: [{text: "BRAF V600E"}], birthDate: $d}) { id } }'
    )
    for query in (inline, default):
        assert guarded.code(guarded.post(query, scientist)) == "FORBIDDEN"
    assert guarded.post(default, scientist, d=None).status_code == 200


def test_anonymous_callers_may_be_given_less(releases: MemoryReleases, tmp_path: Path) -> None:
    access = AccessSettings(anonymous=frozenset({Role.PUBLIC}))
    with guarding(releases, tmp_path, auth="none", access=access) as server:
        assert server.post(RELEASES).status_code == 200
        assert server.post(ASK, s=BRAF).status_code == 403
        assert server.post(ASK, server.key(Role.CLINICIAN), s=BRAF).status_code == 200


@pytest.mark.parametrize("question", saved_questions(), ids=lambda question: question.name)
def test_a_saved_question_needs_the_signature_permission_exactly_where_it_takes_signatures(
    reader: DocumentNeeds, question: SavedQuestion
) -> None:
    needs = reader.read(question.query, None)
    takes = "SignatureInput" in question.query
    assert needs.fields
    assert needs.about_patients == takes
    assert bool(list(needs.given(question.variables))) == takes


@pytest.mark.parametrize(
    "query",
    [
        '{ x: targetedDrugs(signature: {alterations: [{text: "BRAF V600E"}]}) { id } }',
        "query { ...q } fragment q on Query { ... on Query { targetedDrugs(signature: {}) { id } } }",
        "query A { releases { name } ...q } fragment q on Query { ...r } "
        "fragment r on Query { targetedDrugs(signature: {}) { id } }",
        "query { targetedDrugs(signature: {}) @include(if: false) { id } }",
        "{ resistance(regimen: [], signature: {}) { id } }",
    ],
)
def test_no_alias_fragment_or_directive_hides_a_question_about_patients(reader: DocumentNeeds, query: str) -> None:
    needs = reader.read(query, None)
    assert needs.about_patients
    assert "x" not in needs.fields


def test_only_the_operation_that_will_run_is_looked_at(reader: DocumentNeeds) -> None:
    both = "query A { releases { name } } query B { targetedDrugs(signature: {}) { id } }"
    assert not reader.read(both, "A").about_patients
    assert reader.read(both, "B").about_patients


def test_a_new_field_that_takes_a_signature_inside_another_input_is_guarded_without_being_named() -> None:
    schema = schema_of(
        """input SignatureInput { id: String } input Wrapped { inner: [Deeper!] } input Deeper { s: SignatureInput, d: Deeper }
        type Thing { of(w: Wrapped): Int }  type Query { thing: Thing, plain(x: Int): Int }"""
    )
    reader = DocumentNeeds(schema, 1_000)
    assert reader.read("{ thing { of(w: {}) } }", None).about_patients
    assert not reader.read("{ thing { of } plain(x: 1) }", None).about_patients


@given(st.frozensets(st.sampled_from(Role)))
def test_permissions_of_roles_are_the_union_and_nobody_has_none(roles: frozenset[Role]) -> None:
    caller = Caller("x", roles)
    assert {each for each in Permission if caller.may(each)} == set().union(*(PERMISSIONS[role] for role in roles))


_DEEP = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["birthDate", "location", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["birthDate", "alterations", "id"]), _DEEP, max_size=3))
def test_an_identifier_is_found_however_deep_it_stands(signature: dict[str, Any]) -> None:
    def holds(value: Any) -> bool:
        if isinstance(value, list):
            return any(map(holds, value))
        if isinstance(value, dict):
            return any(value.get(name) is not None for name in ("birthDate", "location")) or any(
                map(holds, value.values())
            )
        return False

    assert bool(identifying(signature)) == holds(signature)


def test_introspection_can_be_switched_off(releases: MemoryReleases, tmp_path: Path) -> None:
    from graphql import get_introspection_query

    access = AccessSettings(introspection=False)
    with guarding(releases, tmp_path, auth="none", access=access) as server:
        for query in (
            get_introspection_query(),
            '{ releases { name } ...q } fragment q on Query { __type(name: "Gene") { name } }',
        ):
            assert server.code(server.post(query)) == "FORBIDDEN"
        assert server.post("{ __typename releases { __typename name } }").status_code == 200
        suggestion = server.post("{ releeases { name } }").text
        assert "releases" not in suggestion.replace("releeases", "")
