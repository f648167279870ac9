"""Costing of a refusal on cost, from its estimate."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.facts import hours_of
from statute.money import CostLimit, Estimate, NoLimit, limit_for
from statute.regimes import Regime

_ENVIRONMENTAL_RATE_PENCE = 2_500


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


def limit_of(foi_request: FOIRequest) -> CostLimit | None:
    """Return the cost limit for a request; None where the law sets none."""
    with suppress(NoLimit):
        return limit_for(
            Regime(foi_request.regime),
            foi_request.authority.kind,
            foi_request.received_on,
        )
    return None


def costing_of(facts: Mapping[str, Any], limit: CostLimit | None) -> Costing | None:
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
    rate = limit.hourly_rate_pence if limit else _ENVIRONMENTAL_RATE_PENCE
    return Costing(
        hours=_hours(hours),
        cost=_pounds(int(hours * rate)),
        rate=_pounds(rate),
        limit=_pounds(limit.limit_pence) if limit else "",
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


def _pounds(pence: int) -> str:
    pounds = Decimal(pence) / 100
    return f"£{pounds:,.0f}" if pence % 100 == 0 else f"£{pounds:,.2f}"
