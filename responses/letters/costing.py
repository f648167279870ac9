"""Costing of a refusal on cost, from its estimate."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from requests_app.law_in_force import cost_limit, environmental_rate
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.facts import hours_of
from statute.dated import pounds
from statute.money import CostLimit, Estimate, NoLimit
from statute.regimes import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Costing:
    """An estimate as written in a letter.

    Attributes:
        hours: The hours that answering would take, "40" or "18.5".
        cost: The cost of these hours, "£1,000".
        rate: The cost of an hour, "£25".
        limit: The limit, "£450"; "" where the law sets none.
        activities: The hours of each activity, by the name of its sentence.
        method: The method of the estimate.
        estimate: The estimate for the statute's calculation.
        law: The limit as the law sets it.
    """

    hours: str
    cost: str
    rate: str
    limit: str
    activities: tuple[tuple[str, str], ...]
    method: SafeString
    estimate: Estimate
    law: CostLimit | None

    @property
    def is_to_confirm(self) -> bool:
        """Whether the work is only to find out what is held (FOIA s.12(2))."""
        return {name for name, _ in self.activities} == {"determining"}

    @property
    def says(self) -> str:
        """Key of the sentence on an estimate above the limit."""
        if self.is_to_confirm:
            return "ground.estimate_to_confirm"
        if self.law and self.law.regime.is_scottish:
            return "ground.estimate_foisa"
        return "ground.estimate_over_limit"

    @property
    def limit_law(self) -> str:
        """Title of the regulations that set the limit."""
        return self.law.law if self.law else ""


def limit_of(foi_request: FOIRequest) -> CostLimit | None:
    """Return the cost limit for a request; None where the law sets none."""
    with suppress(NoLimit):
        return cost_limit(
            Regime(foi_request.regime),
            foi_request.authority.kind,
            foi_request.received_on,
        )
    return None


def rate_of(foi_request: FOIRequest, limit: CostLimit | None) -> int:
    """Return the pence an hour counts for, also where the law sets no limit."""
    if limit is not None:
        return limit.hourly_rate_pence
    if foi_request.regime == Regime.EISR:
        kind = foi_request.authority.kind
        scottish = cost_limit(Regime.FOISA, kind, foi_request.received_on)
        return scottish.hourly_rate_pence
    return environmental_rate(foi_request.received_on)


def costing_of(
    facts: Mapping[str, Any], limit: CostLimit | None, rate_pence: int
) -> Costing | None:
    """Return the costing of a citation; None without an estimate.

    Where the law sets a limit, it counts certain activities alone: an estimate has to
    name them.
    """
    by_activity = hours_of(facts)
    if limit is not None:
        by_activity.pop("hours", None)
    if not by_activity:
        return None
    hours = sum(by_activity.values(), Decimal())
    estimate = Estimate(
        **{
            f"{name}_minutes": int(taken * 60)
            for name, taken in by_activity.items()
            if name != "hours"
        }
    )
    return Costing(
        hours=_hours(hours),
        cost=pounds(int(hours * rate_pence)),
        rate=pounds(rate_pence),
        limit=pounds(limit.limit_pence) if limit else "",
        activities=tuple(
            (name, _hours(taken))
            for name, taken in by_activity.items()
            if name != "hours"
        ),
        method=prose.set_plain_text(facts.get("estimate_method", "")),
        estimate=estimate,
        law=limit,
    )


def _hours(hours: Decimal) -> str:
    return f"{hours.normalize():,f}"
