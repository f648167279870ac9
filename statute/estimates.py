"""Work out the hours of an estimate: of a sample, and of requests added up.

A sample gives the minutes that a record takes. The hours that an officer enters beside
the sample are for work that does not grow with the number of records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Final

from statute import facts as law
from statute.money import Activity, CostLimit, Estimate

# The hours of requests added up with this one (SI 2004/3244 reg 5).
ADDED: Final = "added"
# The hours in all, under a law that names no activities.
IN_ALL: Final = "hours"
_MINUTES: Final = "minutes"
_PER_HOUR: Final = 60
_SMALLEST: Final = Decimal("0.000001")
_SHOWN: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Records that were timed, and what all of them would take.

    Attributes:
        records: How many records would have to be looked through.
        timed: How many of them were timed; None where that is not said.
        minutes: The minutes that a record takes, by activity; "hours" for all of them.
    """

    records: int
    timed: int | None
    minutes: Mapping[str, Decimal]

    @property
    def minutes_each(self) -> Decimal:
        """The minutes that a record takes in all."""
        return sum(self.minutes.values(), Decimal())

    def hours(self) -> dict[str, Decimal]:
        """Return the hours of each activity, a part of a minute left out."""
        return {
            name: Decimal(int(self.records * each)) / _PER_HOUR
            for name, each in self.minutes.items()
        }


def sample_of(stored: Mapping[str, Any]) -> Sample | None:
    """Return the sample among stored facts; None without records or minutes."""
    facts = law.read(stored)
    records, timed = facts.get("records"), facts.get("records_timed")
    minutes = _of_each(facts, _MINUTES)
    if not isinstance(records, int) or not minutes:
        return None
    return Sample(
        records=records,
        timed=timed if isinstance(timed, int) else None,
        minutes=minutes,
    )


def hours_of(stored: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return the hours of each activity, and those of requests added up.

    The hours in all stand under "hours" where no activity is named.
    """
    facts = law.read(stored)
    sample = sample_of(stored)
    of_sample = sample.hours() if sample else {}
    typed = _of_each(facts, IN_ALL)
    found = {
        name: typed.get(name, Decimal()) + of_sample.get(name, Decimal())
        for name in (*Activity, IN_ALL)
        if name in typed or name in of_sample
    }
    if len(found) > 1:
        found.pop(IN_ALL, None)
    added = facts.get("added_hours")
    if found and isinstance(added, Decimal):
        found[ADDED] = added
    return {str(name): hours for name, hours in found.items()}


def estimate_of(by_activity: Mapping[str, Decimal]) -> Estimate:
    """Return the hours of activities as an estimate in whole minutes.

    Requests added up have no activities of their own. Where this request's work is only
    to find out what is held, so is theirs; otherwise it counts as locating, which every
    law with a limit counts.

    Source: SI 2004/3244 regs 4(3) and 5(1); SSI 2004/467 regs 3 and 6.
    """
    own = {name: taken for name, taken in by_activity.items() if name in {*Activity}}
    estimate = Estimate(
        **{f"{name}_minutes": minutes_in(taken) for name, taken in own.items()}
    )
    if ADDED not in by_activity:
        return estimate
    is_to_confirm = own.keys() == {Activity.DETERMINING}
    activity = Activity.DETERMINING if is_to_confirm else Activity.LOCATING
    added = minutes_in(by_activity[ADDED])
    return estimate + Estimate(**{f"{activity}_minutes": added})


def minutes_in(hours: Decimal) -> int:
    """Return the whole minutes in some hours."""
    return int((hours * _PER_HOUR).quantize(_SMALLEST))


def rounded(hours: Decimal) -> Decimal:
    """Return hours as a letter gives them: to a hundredth."""
    return hours.quantize(_SHOWN)


def records_within(stored: Mapping[str, Any], limit: CostLimit) -> int | None:
    """Return how many records could be looked through within the limit.

    None where there is no sample, where other requests are added up, or where the work
    beside the records takes the whole limit.

    Source: FOIA 2000 s.16; FOISA 2002 s.15: the help that can reasonably be given.
    """
    sample = sample_of(stored)
    if sample is None or "added_hours" in stored:
        return None
    beside = sum(_of_each(law.read(stored), IN_ALL).values(), Decimal())
    left = limit.limit_minutes - beside * _PER_HOUR
    within = int((left / sample.minutes_each).to_integral_value(ROUND_FLOOR))
    return within if 0 < within < sample.records else None


def _of_each(facts: Mapping[str, law.Value], unit: str) -> dict[str, Decimal]:
    """Return the figures of each activity in a unit: "hours" or "minutes"."""
    names = {f"{unit}_{activity}": str(activity) for activity in Activity}
    return {
        called: value
        for name, called in {**names, unit: IN_ALL}.items()
        if isinstance(value := facts.get(name), Decimal)
    }
