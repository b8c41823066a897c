"""Which of the trials that were matched are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmkg.model.curie import Curie
from pmkg.model.trial import Recruitment
from pmkg.model.trial_answer import Eligibility, NearSite, TrialMatch


@dataclass(frozen=True, slots=True)
class TrialFilter:
    """Limit which trials are shown; empty limits restrict nothing.

    ``offered`` shows only trials with an open arm that fits. ``country`` and ``within_km`` ask for one such site.
    ``other_tumors`` shows trials that the tumor type alone rules out, ``other_subjects`` those that are not about tumors. Who names
    a trial in ``trials`` is shown it, and who asks for those that do not fit is shown the ones of other tumors.
    """

    trials: frozenset[Curie] = frozenset()
    eligibility: frozenset[Eligibility] = frozenset()
    recruitment: frozenset[Recruitment] = frozenset()
    phases: frozenset[str] = frozenset()
    country: str = ""
    within_km: float | None = None
    offered: bool = False
    other_tumors: bool = False
    other_subjects: bool = False

    @property
    def asks_for_other_tumors(self) -> bool:
        """Say whether trials that the tumor type alone rules out are asked for."""
        return self.other_tumors or bool(self.trials) or Eligibility.NOT in self.eligibility

    def takes(self, match: TrialMatch) -> bool:
        """Say whether a matched trial is shown."""
        return (
            (not self.trials or match.trial in self.trials)
            and (not self.eligibility or match.eligibility in self.eligibility)
            and (not self.recruitment or match.status.recruitment in self.recruitment)
            and (not self.phases or match.phase in self.phases)
            and (match.offered or not self.offered)
            and self._has_site(match.sites)
        )

    def _has_site(self, sites: Sequence[NearSite]) -> bool:
        if not self.country and self.within_km is None:
            return True
        return any(
            (not self.country or item.site.country.casefold() == self.country.casefold())
            and (self.within_km is None or (item.kilometers is not None and item.kilometers <= self.within_km))
            for item in sites
        )


RELEVANT = TrialFilter()
"""Shows what the patient's own facts decide."""
EVERY = TrialFilter(other_tumors=True, other_subjects=True)
