"""Costing of a refusal on cost, from its estimate."""

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from requests_app.models import FOIRequest
from responses.letters import prose
from responses.models import Citation
from statute.money import CostLimit, Estimate, NoLimit, limit_for
from statute.regimes import Regime

# Section 12(2) of FOIA counts only the time to find out whether information is held.
_TO_CONFIRM = "FOIA 12(2)"
_ENVIRONMENTAL_RATE_PENCE = 2_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Costing:
    """An estimate as written in a letter.

    Attributes:
        hours: The hours that answering would take, "40" or "18.5".
        cost: The cost of these hours, "£1,000".
        rate: The cost of an hour, "£25".
        limit: The limit, "£450"; "" where the law sets none.
        method: The method of the estimate.
        estimate: The estimate for the statute's calculation.
        law: The limit as the law sets it.
    """

    hours: str
    cost: str
    rate: str
    limit: str
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


def costing_of(citation: Citation, limit: CostLimit | None) -> Costing | None:
    """Return the costing of a citation; None without an estimate."""
    hours = citation.estimate_hours
    if hours is None:
        return None
    minutes = int(hours * 60)
    is_to_confirm = citation.provision_key == _TO_CONFIRM
    estimate = Estimate(
        determining_minutes=minutes if is_to_confirm else 0,
        locating_minutes=0 if is_to_confirm else minutes,
    )
    rate = limit.hourly_rate_pence if limit else _ENVIRONMENTAL_RATE_PENCE
    return Costing(
        hours=f"{hours.normalize():,f}",
        cost=_pounds(int(hours * rate)),
        rate=_pounds(rate),
        limit=_pounds(limit.limit_pence) if limit else "",
        method=prose.set_plain_text(citation.estimate_method),
        estimate=estimate,
        law=limit,
    )


def _pounds(pence: int) -> str:
    pounds = Decimal(pence) / 100
    return f"£{pounds:,.0f}" if pence % 100 == 0 else f"£{pounds:,.2f}"
