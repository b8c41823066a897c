"""Ask the question of a watch, and compare what it finds with what it found last."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import orjson

from pmkg.clinic.answer_difference_json import difference_to_plain
from pmkg.clinic.signature import SignatureReader
from pmkg.model.answer import Answer, Option
from pmkg.model.answer_difference import AnswerDifference
from pmkg.model.codec import decode, encode
from pmkg.model.content import canonical
from pmkg.model.signature import Signature
from pmkg.model.trial_answer import Eligibility
from pmkg.ports.reader import GraphReader
from pmkg.questions.answer_difference import answer_difference
from pmkg.questions.matching_trials import TrialQuestion
from pmkg.questions.targeted_drugs import DrugQuestion
from pmkg.watches.watch import About, News, Watch

Found = dict[str, Any]


@dataclass(frozen=True)
class Asking:
    """Ask the questions of watches of one release, on one day."""

    reader: GraphReader
    day: date
    now: datetime

    def found(self, about: About, signature: Mapping[str, Any]) -> Found:
        """Answer a signature, in the form in which a watch keeps it."""
        asked = self._signatures.read(signature)
        if about is About.TRIALS:
            return self._trials_found(asked)
        answer: Found = encode(self._drugs.ask(asked))
        return answer

    def again(self, watch: Watch) -> tuple[Watch, News | None]:
        """Answer a watch anew; give it with the new answer, and the news where that is another one."""
        found = self.found(watch.about, watch.signature)
        news = self._trial_news(watch, found) if watch.about is About.TRIALS else self._drug_news(watch, found)
        return replace(watch, release=self.release, found=found), news

    @cached_property
    def release(self) -> str:
        """The name of the release that is asked."""
        return self.reader.manifest().release

    @cached_property
    def _signatures(self) -> SignatureReader:
        return SignatureReader(self.reader)

    @cached_property
    def _drugs(self) -> DrugQuestion:
        return DrugQuestion(self.reader)

    @cached_property
    def _trials(self) -> TrialQuestion:
        return TrialQuestion(self.reader, self._drugs)

    def _trials_found(self, asked: Signature) -> Found:
        states = self._trials.eligibilities(asked, self.day)
        return {trial.local: state.value for trial, state in states.items() if state is not Eligibility.NOT}

    def _drug_news(self, watch: Watch, found: Found) -> News | None:
        try:
            before = decode(Answer, watch.found)
        except (KeyError, TypeError, ValueError):
            told = "the answer kept was written by another version of pmkg and cannot be compared; it is taken anew"
            return self._news(watch, {"renewed": 1}, told, {})
        difference = answer_difference(before, decode(Answer, found))
        if difference.same:
            return None
        counts = {
            "gained": len(difference.gained),
            "lost": len(difference.lost),
            "changed": len(difference.changed),
            "unchanged": difference.unchanged,
        }
        return self._news(watch, counts, _drugs_told(difference), difference_to_plain(difference))

    def _trial_news(self, watch: Watch, found: Found) -> News | None:
        before: dict[str, str] = watch.found
        new = [
            {"trial": trial, "eligibility": state, "before": before.get(trial, Eligibility.NOT.value)}
            for trial, state in sorted(found.items())
            if before.get(trial) != state
        ]
        gone = sorted(before.keys() - found.keys())
        if not new and not gone:
            return None
        lines = [f"{item['trial']}  {item['before']} -> {item['eligibility']}" for item in new]
        lines += [f"{trial}  no longer fits" for trial in gone]
        details = {"asOfDate": self.day.isoformat(), "new": new, "gone": gone}
        return self._news(watch, {"new": len(new), "gone": len(gone)}, "\n".join(lines), details)

    def _news(self, watch: Watch, counts: dict[str, int], told: str, details: dict[str, Any]) -> News:
        """Make news whose id follows from what it says, so that telling it twice can be noticed."""
        plain: dict[str, Any] = _plain(details)
        content = canonical([watch.uid, watch.release, self.release, counts, plain])
        id = hashlib.sha256(content).hexdigest()[:32]
        at = self.now.astimezone(UTC).isoformat(timespec="seconds")
        return News(id, watch.name, watch.about, watch.release, self.release, at, counts, told, plain)


def _plain(details: dict[str, Any]) -> Any:
    """Give details without the fragments that their writer leaves in them."""
    return orjson.loads(orjson.dumps(details))


def _drugs_told(difference: AnswerDifference) -> str:
    lines = [f"gained   {_option(option)}" for option in difference.gained]
    lines += [f"lost     {_option(option)}" for option in difference.lost]
    for change in difference.changed:
        moved = [
            f"{field.name}: {', '.join(field.before) or '-'} -> {', '.join(field.after) or '-'}"
            for field in change.fields
        ]
        for word, items in (("added", change.evidence_added), ("withdrawn", change.evidence_withdrawn)):
            moved += [f"evidence {word}: {', '.join(item.evidence for item in items)}"] if items else []
        moved += [f"evidence weighs otherwise: {pair.after.evidence}" for pair in change.evidence_changed]
        lines.append(f"changed  {_option(change.after)}: {'; '.join(moved)}")
    lines += [f"warning  {notice.code}: {notice.message}" for notice in difference.warnings_gained]
    return "\n".join(lines)


def _option(option: Option) -> str:
    return f"{option.tier or '-'} {option.regimen.label} ({option.effect.lower().replace('_', ' ')}, {option.profile})"
