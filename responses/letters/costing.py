"""Costing of a refusal on cost, from its estimate."""

from contextlib import suppress
from dataclasses import dataclass

from django.utils.safestring import SafeString

from requests_app.law_in_force import cost_limit, environmental_rate
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.models import Citation
from statute.dated import pounds
from statute.money import CostLimit, Estimate, NoLimit
from statute.regimes import Regime

# Section 12(2) of FOIA counts only the time to find out whether information is held.
_TO_CONFIRM = "FOIA 12(2)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Costing:
    """An estimate as written in a letter.

    Attributes:
        hours: The hours that answering would take, "40" or "18.5".
        cost: The cost of these hours, "£1,000".
        rate: The cost of an hour, "£25".
        limit: The limit, "£450"; "" where the law sets none.
        is_to_confirm: Whether the work is to find out what is held (FOIA s.12(2)).
        method: The method of the estimate.
        estimate: The estimate for the statute's calculation.
        law: The limit as the law sets it.
    """

    hours: str
    cost: str
    rate: str
    limit: str
    is_to_confirm: bool
    method: SafeString
    estimate: Estimate
    law: CostLimit | None

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
    return environmental_rate(foi_request.received_on)


def costing_of(
    citation: Citation, limit: CostLimit | None, rate_pence: int
) -> Costing | None:
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
    return Costing(
        hours=f"{hours.normalize():,f}",
        cost=pounds(int(hours * rate_pence)),
        rate=pounds(rate_pence),
        limit=pounds(limit.limit_pence) if limit else "",
        is_to_confirm=is_to_confirm,
        method=prose.set_plain_text(citation.estimate_method),
        estimate=estimate,
        law=limit,
    )
