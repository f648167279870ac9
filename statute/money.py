"""Estimate the cost of answering, and compare it with the limit (s.12).

Time is in whole minutes and money in whole pence. A fraction of a penny is rounded up,
so that a cost above the limit by any amount is also above it in pence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum

from statute.dated import Entry, Fact, NotInForce, in_force, read
from statute.regimes import Regime
from statute.working_days import WorkingCalendar, format_date

# Requests received further apart than this are not added up (SI 2004/3244 reg 5(2)(b)).
AGGREGATION_WORKING_DAYS = 60
# Scottish requests are added up where all is published by then (SSI 2004/467 reg 6).
SCOTTISH_AGGREGATION_WORKING_DAYS = 20


class Activity(StrEnum):
    """Work on a request that may count towards the cost, under at least one law."""

    DETERMINING = "determining"
    LOCATING = "locating"
    RETRIEVING = "retrieving"
    EXTRACTING = "extracting"
    PROVIDING = "providing"

    @property
    def label(self) -> str:
        """The activity in words for a letter."""
        return _ACTIVITY_LABELS[self]


_ACTIVITY_LABELS = {
    Activity.DETERMINING: "determining whether the information is held",
    Activity.LOCATING: "locating the information",
    Activity.RETRIEVING: "retrieving the information",
    Activity.EXTRACTING: "extracting the information",
    Activity.PROVIDING: "providing the information",
}


class NoLimit(LookupError):
    """No limit on cost applies under this law, on this day."""


class OverLimit(ValueError):
    """The cost is above the limit, so no ordinary fee is charged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLimit:
    """The appropriate limit for a kind of authority, and the price of time."""

    regime: Regime
    limit_pence: int
    hourly_rate_pence: int
    activities: tuple[Activity, ...]
    from_on: date
    citation: str
    law: str
    source: str
    authority_types: frozenset[str] = frozenset()
    notes: str = ""
    unverified: frozenset[str] = frozenset()

    @property
    def limit_minutes(self) -> int:
        """The minutes of work possible before the limit is passed."""
        return self.limit_pence * 60 // self.hourly_rate_pence


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The estimated work and costs of answering one or more requests.

    Raises:
        ValueError: A number is negative.
    """

    determining_minutes: int = 0
    locating_minutes: int = 0
    retrieving_minutes: int = 0
    extracting_minutes: int = 0
    providing_minutes: int = 0
    other_costs_pence: int = 0

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) < 0:
                name = field.name.replace("_", " ")
                raise ValueError(f"An estimate has no negative {name}.")

    def __add__(self, other: "Estimate") -> "Estimate":
        names = [field.name for field in fields(self)]
        return Estimate(
            **{name: getattr(self, name) + getattr(other, name) for name in names}
        )

    def minutes_of(self, activity: Activity) -> int:
        """Return the minutes estimated for one activity."""
        minutes: int = getattr(self, f"{activity}_minutes")
        return minutes

    def counted_minutes(self, limit: CostLimit) -> int:
        """Return the minutes that count towards this limit."""
        return sum(map(self.minutes_of, limit.activities))

    def cost_pence(self, limit: CostLimit) -> int:
        """Return the cost that counts towards the limit, in pence, time included."""
        return (
            _price(self.counted_minutes(limit), limit.hourly_rate_pence)
            + self.other_costs_pence
        )

    def exceeds_limit(self, limit: CostLimit) -> bool:
        """Whether the request may be refused on cost: above the limit, not at it.

        Source: FOIA 2000 s.12(1); SI 2004/3244 regs 3 and 4; FOISA 2002 s.12(1).
        """
        return self.cost_pence(limit) > limit.limit_pence

    def exceeds_limit_to_confirm(self, limit: CostLimit) -> bool:
        """Whether confirming or denying alone would cost more than the limit.

        Only this lifts the duty to confirm or deny. FOISA has no such rule: under
        FOISA, that work is not counted.

        Source: FOIA 2000 s.12(2).
        """
        only = Estimate(determining_minutes=self.determining_minutes)
        return only.exceeds_limit(limit)


def _price(minutes: int, hourly_rate_pence: int) -> int:
    return -(-minutes * hourly_rate_pence // 60)


def counted_activities(regime: Regime) -> frozenset[Activity]:
    """Return the work that a law counts towards its limit; none without a limit.

    Source: SI 2004/3244 reg 4(3); SSI 2004/467 reg 3.
    """
    for limit in read("cost_limits")["limits"]:
        if limit["regime"] == regime:
            return frozenset(map(Activity, limit["activities"]))
    return frozenset()


def limit_for(
    regime: Regime, authority_type: str, on: date, further: Iterable[Entry] = ()
) -> CostLimit:
    """Return the limit for a request received on a day.

    Args:
        regime: FOIA or FOISA. The Environmental Regulations have no limit: there, cost
            is a question of what is manifestly unreasonable (EIR reg 12(4)(b), EISR reg
            10(4)(b)), and FOIA's limit is only a starting point.
        authority_type: The type of authority, such as "police". A type not in Part I of
            Schedule 1 has the ordinary limit.
        on: The day the request was received.
        further: Entries beside those of this release.

    Raises:
        NoLimit: No limit applies under this law on that day.

    Source: SI 2004/3244 reg 3; SSI 2004/467 reg 5.
    """
    # A limit for certain types comes before the limit for all others.
    known = sorted(
        read("cost_limits")["limits"], key=lambda one: "authority_types" not in one
    )
    ours = (
        limit
        for limit in known
        if limit["regime"] == regime
        and authority_type in limit.get("authority_types", (authority_type,))
    )
    none = f"The {regime.title} sets no limit on cost for {format_date(on)}."
    limit = next(ours, None)
    if limit is None:
        raise NoLimit(none)
    try:
        entry = in_force(Fact(limit["fact"]), on, further)
    except NotInForce:
        raise NoLimit(none) from None
    return CostLimit(
        **entry.values,
        regime=regime,
        activities=tuple(map(Activity, limit["activities"])),
        authority_types=frozenset(limit.get("authority_types", ())),
        citation=limit["citation"],
        law=limit["law"],
        notes=" ".join(limit["notes"].split()),
        from_on=entry.from_on,
        source=entry.source,
        unverified=entry.unverified,
    )


def environmental_rate_pence(on: date, further: Iterable[Entry] = ()) -> int:
    """Return what an hour of work counts for under the Environmental Regulations."""
    entry = in_force(Fact.ENVIRONMENTAL_RATE, on, further)
    rate: int = entry.values["hourly_rate_pence"]
    return rate


def are_near_enough(received_on: Iterable[date], calendar: WorkingCalendar) -> bool:
    """Whether all the requests came within sixty consecutive working days.

    The first and the last working day both count. The requests must also come from the
    same person, or from people acting together, and be for the same or similar
    information.

    Source: SI 2004/3244 reg 5(1) and (2).
    """
    days = sorted(received_on)
    if not days:
        return True
    before = days[0] - timedelta(days=1)
    return calendar.working_days_between(before, days[-1]) <= AGGREGATION_WORKING_DAYS


def aggregated(estimates: Iterable[Estimate]) -> Estimate:
    """Return one estimate for all requests that may be aggregated.

    Source: SI 2004/3244 reg 5(1); FOISA 2002 s.12(2) with SSI 2004/467 reg 6.
    """
    return sum(estimates, Estimate())


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeScale:
    """The fees that FOISA allows.

    `free_pence` of the cost is free, and `share_percent` of the rest may be asked for.
    Above the limit, `above_limit_pence` may be, and all of what is above.
    """

    free_pence: int
    share_percent: int
    above_limit_pence: int


def scottish_fee_scale(on: date, further: Iterable[Entry] = ()) -> FeeScale:
    """Return the fees that FOISA allows for a request received on a day.

    Source: SSI 2004/467 reg 4; SSI 2004/376 reg 4.
    """
    return FeeScale(**in_force(Fact.FEES_SCOTLAND, on, further).values)


def scottish_fee_pence(
    projected_cost_pence: int, limit: CostLimit, scale: FeeScale
) -> int:
    """Return the highest fee FOISA lets an authority charge for answering.

    Raises:
        OverLimit: The cost is above the limit: refuse, or charge under s.13.

    Source: FOISA 2002 s.9; SSI 2004/467 reg 4.
    """
    if projected_cost_pence > limit.limit_pence:
        raise OverLimit(
            f"£{projected_cost_pence / 100:.2f} is above the limit of "
            f"£{limit.limit_pence / 100:.2f}."
        )
    charged = max(projected_cost_pence - scale.free_pence, 0)
    return charged * scale.share_percent // 100


def scottish_fee_above_limit_pence(
    projected_cost_pence: int, limit: CostLimit, scale: FeeScale
) -> int:
    """Return the highest fee for an answer that FOISA s.12 does not require.

    Source: FOISA 2002 s.13; SSI 2004/376 reg 4.
    """
    above = max(projected_cost_pence - limit.limit_pence, 0)
    return scale.above_limit_pence + above
