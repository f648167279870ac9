"""What the dashboard says of the forecast: the stages, and how right it was."""

from dataclasses import dataclass
from datetime import date

from requests_app.dashboard.counting import Counted
from requests_app.dashboard.learning import SOON
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


def check_of(counted: Counted) -> list[str]:
    """Say how right the forecast was in the last full quarter, and a simpler one."""
    if counted.check is None or counted.check.numbers is None:
        return []
    forecast, late, both, soon, soon_both = counted.check.numbers
    if forecast is None:
        return []
    first, last = (
        format_date(date.fromisoformat(day or ""))
        for day in (counted.check.key, counted.check.title)
    )
    said = [
        f"{first} to {last}, looking each Monday: "
        f"{_said(forecast, late or 0, both or 0)}"
    ]
    if soon is not None:
        said.append(
            f"“Due within {SOON} working days and not in clearance” would have had: "
            f"{_said(soon, late or 0, soon_both or 0)}"
        )
    return said


def _said(forecast: int, late: int, both: int) -> str:
    if not forecast or not late:
        return f"{forecast:,} forecast to be late, {late:,} were late."
    right, told = (words_of(tenths_of(both, whole)) for whole in (forecast, late))
    return (
        f"of {forecast:,} forecast to be late, {both:,} were ({right}); "
        f"of {late:,} that were late, {both:,} had been forecast ({told})."
    )
