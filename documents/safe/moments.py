"""Write moments as a workbook shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# A workbook takes 1900 for a leap year: before March of that year it counts a day less.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no time zones
_MAC_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001
_NO_LEAP_DAY = 60
_SECONDS = 24 * 60 * 60
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A number of days, as a moment or a length of time.

    Attributes:
        day: The moment.
        seconds: The seconds since the calendar's beginning.
        part: The part of a second, in the places that are written.
        has_half: Whether hours are counted to twelve.
    """

    day: datetime
    seconds: int
    part: int
    has_half: bool

    @classmethod
    def of(
        cls, value: float, *, is_mac: bool, places: int, has_half: bool
    ) -> "Clock | None":
        """Return the moment that a number stands for; None for no moment.

        Args:
            value: The days since the calendar's beginning.
            is_mac: Whether they are counted from 1904.
            places: The places of seconds that are written.
            has_half: Whether hours are counted to twelve.
        """
        if value < 0:
            return None
        unit = 10**places
        try:
            seconds, part = divmod(round(value * _SECONDS * unit), unit)
            day = (_MAC_EPOCH if is_mac else _EPOCH) + timedelta(seconds=seconds)
            if not is_mac and 1 <= value < _NO_LEAP_DAY:
                day += timedelta(days=1)
        except OverflowError:
            return None
        return cls(day, seconds, part, has_half)

    def elapsed(self, written: str) -> str:
        """Return the hours, minutes or seconds since the beginning."""
        unit = {"h": 3600, "m": 60, "s": 1}[written[0]]
        return f"{self.seconds // unit:0{len(written)}d}"

    def said(self, written: str, *, is_minute: bool) -> str:
        """Return a part of the moment.

        Args:
            written: The letters of the format, such as "mmm", in lower case.
            is_minute: Whether "m" means minutes.
        """
        letter, many, day = written[0], len(written), self.day
        if letter in {"y", "e"}:
            return f"{day.year:04d}" if many > 2 or letter == "e" else f"{day:%y}"
        if letter == "m" and not is_minute:
            name = _MONTHS[day.month - 1]
            if many > 2:
                return {3: name[:3], 5: name[0]}.get(many, name)
            return f"{day.month:0{many}d}"
        if letter == "d":
            name = _DAYS[day.weekday()]
            if many > 2:
                return name[:3] if many == 3 else name
            return f"{day.day:0{many}d}"
        numbers = {
            "h": (day.hour - 1) % 12 + 1 if self.has_half else day.hour,
            "m": day.minute,
            "s": day.second,
        }
        return f"{numbers[letter]:0{min(many, 2)}d}" if letter in numbers else ""
