"""Costing of a refusal on cost, from its estimate."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.safestring import SafeString

from requests_app.law_in_force import cost_limit, environmental_rate
from requests_app.models import FOIRequest
from responses.letters import prose
from statute import facts as law_facts
from statute.dated import pounds
from statute.estimates import (
    ADDED,
    IN_ALL,
    Sample,
    estimate_of,
    hours_of,
    records_within,
    rounded,
    sample_of,
)
from statute.money import (
    AGGREGATION_WORKING_DAYS,
    SCOTTISH_AGGREGATION_WORKING_DAYS,
    CostLimit,
    Estimate,
    NoLimit,
)
from statute.regimes import Regime

_PART_OF_A_PENNY: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Requests whose cost is added to that of the request answered.

    Attributes:
        says: The key of the sentence that says why they are added.
        references: The references, for the person who made the requests; those of other
            people are not named.
        days: The working days within which the law adds requests up.
        information: What they all ask for, to complete the sentence.
        published: Where the public finds the information (SSI 2004/467 reg 6).
    """

    says: str
    references: str
    days: int
    information: str
    published: SafeString

    @property
    def typed(self) -> str:
        """The officer's own words, for the checks of typed text."""
        own = (self.information, prose.plain(self.published))
        return "\n".join(filter(None, own))


@dataclass(frozen=True, slots=True, kw_only=True)
class Costing:
    """An estimate as written in a letter.

    Attributes:
        hours: The hours that answering would take, "40" or "18.5".
        cost: The cost of these hours, "£1,000".
        rate: The cost of an hour, "£25".
        limit: The limit, "£450"; "" where the law sets none.
        activities: The hours of each activity, by the name of its sentence.
        sample: The figures of the sample, by the name of their sentence.
        added: The requests added up with this one; None where there are none.
        method: The method of the estimate.
        estimate: The estimate for the statute's calculation.
        law: The limit as the law sets it.
    """

    hours: str
    cost: str
    rate: str
    limit: str
    activities: tuple[tuple[str, str], ...]
    sample: tuple[tuple[str, str], ...]
    added: "Added | None"
    method: SafeString
    estimate: Estimate
    law: CostLimit | None

    @property
    def is_to_confirm(self) -> bool:
        """Whether the work is only to find out what is held (FOIA s.12(2))."""
        return {name for name, _ in self.activities} - {ADDED} == {"determining"}

    @property
    def is_itemised(self) -> bool:
        """Whether the letter lists the figures behind the hours."""
        return len(self.activities) > 1 or bool(self.sample)

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
        by_activity.pop(IN_ALL, None)
    if not by_activity.keys() - {ADDED}:
        return None
    hours = sum(by_activity.values(), Decimal())
    return Costing(
        hours=_hours(hours),
        cost=pounds(int((hours * rate_pence).quantize(_PART_OF_A_PENNY))),
        rate=pounds(rate_pence),
        limit=pounds(limit.limit_pence) if limit else "",
        activities=tuple(
            (name, _hours(taken))
            for name, taken in by_activity.items()
            if name != IN_ALL
        ),
        sample=tuple(_sample(facts, limit)),
        added=_added(facts, limit) if ADDED in by_activity else None,
        method=prose.set_plain_text(facts.get("estimate_method", "")),
        estimate=estimate_of(by_activity),
        law=limit,
    )


def _sample(
    facts: Mapping[str, Any], limit: CostLimit | None
) -> Iterator[tuple[str, str]]:
    """Yield the figures of a sample, and what could be had within the limit."""
    sample: Sample | None = sample_of(facts)
    if sample is None:
        return
    yield "records", f"{sample.records:,}"
    if sample.timed:
        yield "timed", f"{sample.timed:,}"
    yield "minutes", _hours(sample.minutes_each)
    within = records_within(facts, limit) if limit else None
    if within:
        yield "within", f"{within:,}"


def _added(facts: Mapping[str, Any], limit: CostLimit | None) -> Added | None:
    """Return the requests added up; None where the law or the facts give no reason.

    Source: SI 2004/3244 reg 5; SSI 2004/467 reg 6.
    """
    stated = law_facts.read(facts)
    references = stated.get("added_requests")
    information = " ".join(str(stated.get("added_information", "")).split())
    if limit is None or not isinstance(references, tuple) or not information:
        return None
    made_by = stated.get("added_from")
    if not (made_by or limit.regime.is_scottish):
        return None
    is_own = made_by == "same" and not limit.regime.is_scottish
    if limit.regime.is_scottish:
        says = "costing.added_scottish"
    elif is_own:
        says = "costing.added_same"
    else:
        says = "costing.added_together"
    return Added(
        says=says,
        days=(
            SCOTTISH_AGGREGATION_WORKING_DAYS
            if limit.regime.is_scottish
            else AGGREGATION_WORKING_DAYS
        ),
        references=", ".join(references) if is_own else "",
        information=information.rstrip("."),
        published=prose.set_plain_text(facts.get("added_published", "")),
    )


def _hours(hours: Decimal) -> str:
    return f"{rounded(hours).normalize():,f}"
