"""How well the free text of real trials is read: against the trials that are coded too, and against those of other diseases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pmkg.model.codec import decode
from pmkg.model.kinds import NodeKind
from pmkg.model.trial import Protocol
from pmkg.model.trial_criteria import Asked, Confidence, GenomicCriterion, TumorCriterion
from pmkg.ports.reader import GraphReader
from pmkg.questions.eligibility_agreement import TEXT, asked_of, reading_scores, trials_in_both_forms
from pmkg.vocabulary.eligibility_layout import passages

pytestmark = pytest.mark.mirror
SURE = frozenset({Confidence.HIGH})


@pytest.fixture(scope="module")
def texts(release: GraphReader) -> list[Protocol]:
    return list(_protocols(release))


def _protocols(release: GraphReader) -> Iterator[Protocol]:
    after = ""
    while True:
        page = release.find(NodeKind.TRIAL, after=after, limit=500)
        for node in page.nodes:
            stated = node.properties["protocols"]
            assert isinstance(stated, list)
            yield from (one for one in (decode(Protocol, item) for item in stated) if one.source == TEXT)
        after = page.next
        if not after:
            return


def test_most_trials_that_stand_in_both_forms_are_found(release: GraphReader) -> None:
    assert len(list(trials_in_both_forms(release))) >= 60


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("gene", 0.85, 0.35),
        ("variant", 0.8, 0.28),
        ("tumor", 0.75, 0.6),
        ("disease status", 0.85, 0.15),
        ("age", 0.8, 0.25),
    ],
)
def test_what_is_read_surely_is_mostly_coded(release: GraphReader, kind: str, precision: float, recall: float) -> None:
    score = reading_scores(release, SURE)[kind]
    assert (score.precision or 0) >= precision, score.differences
    assert (score.recall or 0) >= recall


def test_with_the_registry_fields_nearly_every_age_and_sex_is_known(release: GraphReader) -> None:
    scores = reading_scores(release, frozenset({Confidence.HIGH, Confidence.CODED}))
    assert (scores["age"].recall or 0) >= 0.95
    assert (scores["sex"].recall or 0) == 1.0


def test_nothing_genomic_is_read_of_trials_that_are_not_about_tumors(
    texts: list[Protocol], release: GraphReader
) -> None:
    others = [protocol for protocol in texts if not _about_tumors(protocol, release)]
    assert len(others) > 100
    read = [
        asked.text
        for protocol in others
        for asked in asked_of(protocol)
        if isinstance(asked.criterion, GenomicCriterion)
    ]
    assert read == []


def _about_tumors(protocol: Protocol, release: GraphReader) -> bool:
    tumors = [asked.criterion for asked in asked_of(protocol) if isinstance(asked.criterion, TumorCriterion)]
    ids = {tumor.id for criterion in tumors for tumor in criterion.tumors}
    lineages = [node.properties.get("lineage") for node in release.nodes(ids).values()]
    return any(lineages) or any(criterion.group is not None for criterion in tumors)


def test_every_criterion_of_a_text_names_its_sentence_and_no_sentence_is_lost(texts: list[Protocol]) -> None:
    for protocol in texts:
        read = [asked for asked in asked_of(protocol) if asked.confidence is not Confidence.CODED]
        assert all(asked.sentence for asked in read), protocol.trial
        sure = _sentences(asked for asked in read if asked.confidence is Confidence.HIGH)
        for passage in passages("\n".join(protocol.eligibility)):
            assert passage.text in sure or passage.text in protocol.to_check, protocol.trial


def _sentences(read: Iterator[Asked]) -> set[str]:
    whole = {asked.sentence for asked in read}
    return whole | {part for sentence in whole for part in sentence.split(" / ")}
