"""Which records contradict their own sentence, on the real sources: what was found by reading is found by rule."""

from __future__ import annotations

import pytest

from pmkg.model.ledger import Reason
from pmkg.ports.reader import GraphReader, LedgerFilter

pytestmark = pytest.mark.mirror
FOUND = {
    "the code asks for the absence": (
        "statement:665 668 729 730 731 732 741 742 918 921 922 923 924 925 948 949 950 998 1031 1158 1162 1235 1236 1247 1251 "
        "1254 1257 1292 1527"
    ),
    "amplification, the text of expression": "assertion:698 699 700 701 702 703 748 752 statement:753 1261",
    "RET fusion, the text of mutation": "statement:678 1446",
    "the code is the truncation": "assertion:267 270 287",
    "the text a second one": "assertion:192 211",
    "the text combines with": (
        "assertion:456 716 717 719 890 statement:30 113 185 629 756 757 758 777 925 940 941 942 943 1404 1528 2255"
    ),
}
# negative labels, labels with alternatives, advice against a combination, a class that brackets define
SOUND = (
    "assertion:23 288 450 724 812 814 837 statement:50 147 148 188 669 752 980 999 1000 1068 1178 1260 1332 1499 1529 2027 "
    "2042 2201"
)
# every record of CIViC that a rule finds, each of them read; those that the rules must leave alone
PARAGRAPHS = {
    "the text gives": "903 990 1020 1021 1864 5936 5961",
    "the text treats with": "6965",
    "the text of": "6995 7392 7538 9522",
    "the text compares with": "130 131",
}
SOUND_PARAGRAPHS = "19 126 928 1011 1084 1085 1449 2207 3040 4595 5947 7316 11229"


def records(text: str) -> list[str]:
    kind, found = "", []
    for word in text.split():
        kind, _, number = word.rpartition(":") if ":" in word else (kind, "", word)
        found.append(f"moalmanac.{kind}:{number}")
    return found


@pytest.fixture(scope="module")
def conflicts(release: GraphReader) -> dict[str, str]:
    return told_by(release, "moalmanac")


def told_by(release: GraphReader, source: str) -> dict[str, str]:
    page = release.ledger(LedgerFilter(reason=Reason.SOURCE_CONFLICT, limit=100_000))
    return {loss.record: loss.text for loss in page.losses if loss.source.startswith(source)}


@pytest.mark.parametrize("finding", FOUND)
def test_records_that_contradict_their_sentence_are_found(conflicts: dict[str, str], finding: str) -> None:
    named = records(FOUND[finding])
    assert [record for record in named if finding not in conflicts.get(record, "")] == []


def test_records_that_agree_with_their_sentence_are_left_alone(conflicts: dict[str, str]) -> None:
    assert [record for record in records(SOUND) if record in conflicts] == []


def test_contradictions_stay_rare(conflicts: dict[str, str], release: GraphReader) -> None:
    statements = sum(source.records for source in release.manifest().sources if source.id.startswith("moalmanac"))
    assert len(conflicts) < 0.07 * statements


def test_of_civic_just_the_records_are_found_that_were_read(release: GraphReader) -> None:
    found = told_by(release, "civic")
    expected = {f"civic.eid:{number}": finding for finding, text in PARAGRAPHS.items() for number in text.split()}
    assert found.keys() == expected.keys()
    assert [record for record, finding in expected.items() if finding not in found[record]] == []
    assert [number for number in SOUND_PARAGRAPHS.split() if f"civic.eid:{number}" in found] == []
