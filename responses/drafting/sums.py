"""The sum of an estimate, shown beside the fields it is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from requests_app.models import FOIRequest
from responses.letters.costing import costing_of, limit_of, rate_of
from statute.dated import pounds
from statute.exemptions import Provision
from statute.money import CostLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The sum of the facts last saved, and what a page needs to work it out again.

    Attributes:
        rate_pence: The pence that an hour counts for.
        limit_pence: The limit in pence; None where the law sets none.
        said: The sum in words; "" where there are no hours.
    """

    rate_pence: int
    limit_pence: int | None
    said: str

    @property
    def rate(self) -> str:
        """The price of an hour, "£25"."""
        return pounds(self.rate_pence)

    @property
    def limit(self) -> str:
        """The limit, "£450"; "" where the law sets none."""
        return "" if self.limit_pence is None else pounds(self.limit_pence)


def sums_for(
    foi_request: FOIRequest, provision: Provision, facts: Mapping[str, Any]
) -> Sums | None:
    """Return the sum of an estimate; None where the provision asks for no hours."""
    if not any(name.startswith("hours") for name in provision.asks):
        return None
    limit = limit_of(foi_request)
    rate_pence = rate_of(foi_request, limit)
    return Sums(
        rate_pence=rate_pence,
        limit_pence=limit.limit_pence if limit else None,
        said=_said(facts, limit, rate_pence),
    )


def _said(facts: Mapping[str, Any], limit: CostLimit | None, rate_pence: int) -> str:
    costing = costing_of(facts, limit, rate_pence)
    if costing is None:
        return ""
    said = f"{costing.hours} hours at {costing.rate} an hour come to {costing.cost}."
    if limit is None:
        return f"{said} The Regulations set no limit on cost."
    if costing.estimate.exceeds_limit(limit):
        return f"{said} That is above the limit of {costing.limit}."
    return (
        f"{said} That is not above the limit of {costing.limit}, so the request cannot "
        "be refused on cost."
    )
