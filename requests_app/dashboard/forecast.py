"""What the dashboard says of the forecast: the stages, and how right it was."""

from dataclasses import dataclass
from datetime import date

from requests_app.dashboard.counting import Counted
from requests_app.dashboard.periods import tenths_of, words_of
from requests_app.workflow import State
from statute.working_days import format_date


@dataclass(frozen=True, slots=True)
class Stage:
    """The working days that a stage usually needs until the answer goes out."""

    label: str
    days: int


def stages_of(counted: Counted) -> list[Stage]:
    """Return the stages about which enough is known, in the order of the work."""
    return [
        Stage(str(state.label), counted.stages[state.value][0])
        for state in State
        if state.value in counted.stages
    ]


def check_of(counted: Counted) -> str:
    """Say how right the forecast was in the last full quarter; "" where unknown."""
    if counted.check is None or counted.check.numbers is None:
        return ""
    forecast, late, both = (number or 0 for number in counted.check.numbers)
    first, last = (
        format_date(date.fromisoformat(day or ""))
        for day in (counted.check.key, counted.check.title)
    )
    found = f"{first} to {last}, looking each Monday: "
    if not forecast or not late:
        return f"{found}{forecast:,} forecast to be late, {late:,} were late."
    right, told = (words_of(tenths_of(both, whole)) for whole in (forecast, late))
    return (
        f"{found}of {forecast:,} forecast to be late, {both:,} were "
        f"({right}); of {late:,} that were late, {both:,} had been "
        f"forecast ({told})."
    )
