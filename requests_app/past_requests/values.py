"""Read the days and the fixed words of a table."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from requests_app.models import FOIRequest
from requests_app.past_requests.columns import plain
from requests_app.workflow import State
from statute.regimes import Regime
from statute.working_days import format_date

_R = FOIRequest
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
)
_UK: Final = re.compile(
    r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:,? \d{1,2}:\d{2}(?::\d{2})?)?"
)
_WORDED: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ \-]([a-z]{3,9})\.?,?[ \-](\d{4})", re.IGNORECASE
)
# Days since the end of 1899, as spreadsheets count them: from 1990 to 2099.
_SERIAL: Final = re.compile(r"(3[3-9]\d{3}|[4-6]\d{4}|7[0-2]\d{3})(?:\.\d+)?")
_SERIALS_BEGIN: Final = date(1899, 12, 30)


class NotRead(ValueError):
    """A cell cannot be read; the message says why."""


def read_day(cell: str, *, month_may_lead: bool = False) -> date:
    """Return the day that a cell names.

    Read are 2019-03-04, 4/3/2019, 4 March 2019 and the number of a spreadsheet.

    Args:
        cell: The words of the cell, not blank.
        month_may_lead: Whether another cell of the column names a month before a day,
            such as 12/31/2019. Then 4/3/2019 has two readings.

    Raises:
        NotRead: The cell names no day, or has more than one reading.
    """
    text = " ".join(cell.split())
    if found := _ISO.fullmatch(text):
        return _day(text, *(int(part) for part in found.groups()))
    if found := _WORDED.fullmatch(text):
        word = found[2].casefold()
        months = [month.startswith(word) for month in _MONTHS]
        number = months.index(True) + 1 if any(months) else 0
        return _day(text, int(found[3]), number, int(found[1]))
    if found := _SERIAL.fullmatch(text):
        return _SERIALS_BEGIN + timedelta(days=int(found[1]))
    if found := _UK.fullmatch(text):
        return _british(text, found, month_may_lead=month_may_lead)
    raise NotRead(f"“{_short(text)}” is no day. Write it as 2019-03-04 or 4/3/2019.")


def leads_with_month(cell: str) -> bool:
    """Whether a cell can only be read with the month before the day."""
    found = _UK.fullmatch(" ".join(cell.split()))
    return bool(found and int(found[1]) <= 12 < int(found[2]) <= 31)


def _british(text: str, found: re.Match[str], *, month_may_lead: bool) -> date:
    first, second, year = int(found[1]), int(found[2]), found[3]
    if len(year) == 2:
        raise NotRead(
            f"“{text}” has a year of two digits, and more than one reading. Write the "
            "year with four digits."
        )
    if second > 12 >= first:
        raise NotRead(
            f"“{text}” has its month before its day. Write {_iso(year, first, second)}."
        )
    if month_may_lead and first <= 12 and first != second:
        raise NotRead(
            f"“{text}” has two readings, because other rows have the month before the "
            f"day. Write {_iso(year, second, first)} or {_iso(year, first, second)}."
        )
    return _day(text, int(year), second, first)


def _iso(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotRead(f"There is no day “{_short(text)}”.") from None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _choices(
    choices: Iterable[tuple[str, str]], also: Mapping[str, str] | None = None
) -> dict[str, str]:
    known = {}
    for value, label in choices:
        known[plain(value.replace("_", " "))] = known[plain(label)] = value
    return {**known, **{plain(word): value for word, value in (also or {}).items()}}


STATES: Final = _choices(
    [
        (state.value, str(state.label))
        for state in (
            *(State.ANSWERED, State.WITHDRAWN, State.NOT_VALID, State.TRANSFERRED),
            *(State.LAPSED, State.ANSWERING),
        )
    ],
    {"invalid": "not_valid", "responded": "answered", "completed": "answered"},
)
CHANNELS: Final = _choices(
    _R.Channel.choices,
    {
        "mail": "email",
        "letter": "post",
        "postal": "post",
        "website": "web",
        "online": "web",
        "portal": "web",
        "by word of mouth": "spoken",
        "verbal": "spoken",
        "telephone": "spoken",
        "phone": "spoken",
    },
)
LANGUAGES: Final = _choices(
    _R.Language.choices, {"welsh": "cy", "cymraeg": "cy", "en-gb": "en"}
)
OUTCOMES: Final = _choices(
    [each for each in _R.Outcome.choices if each[0] != _R.Outcome.TO_FOLLOW],
    {
        "granted": "granted",
        "full disclosure": "granted",
        "fully disclosed": "granted",
        "disclosed": "granted",
        "granted in part": "partly_refused",
        "partly granted": "partly_refused",
        "partially granted": "partly_refused",
        "part disclosure": "partly_refused",
        "partial disclosure": "partly_refused",
        "partly disclosed": "partly_refused",
        "refused": "refused",
        "fully withheld": "refused",
        "withheld": "refused",
        "not held": "not_held",
        "no information held": "not_held",
    },
)
REFUSAL_REASONS: Final = _choices(
    _R.RefusalReason.choices,
    {
        "exemption": "exemption",
        "exception": "exemption",
        "cost limit": "cost",
        "already accessible": "accessible",
    },
)
LATE_REASONS: Final = _choices(_R.LateReason.choices)
EXTENSIONS: Final = _choices(
    [each for each in _R.Extension.choices if each[0] != _R.Extension.REVIEW],
    {
        "public interest": "public_interest",
        "pit": "public_interest",
        "complex": "complex",
        "complexity": "complex",
        "complexity and volume": "complex",
    },
)
REGIMES: Final = _choices(
    [(regime.value, regime.title) for regime in Regime if regime != Regime.SAR],
    {
        "foi": "FOIA",
        "foi act": "FOIA",
        "freedom of information act": "FOIA",
        "eirs": "EIR",
        "environmental information regulations": "EIR",
        "foi scotland act": "FOISA",
        "eirs scotland": "EISR",
        "eir scotland": "EISR",
    },
)


def read_word(cell: str, known: Mapping[str, str], what: str) -> str:
    """Return the stored value of a fixed word.

    Raises:
        NotRead: The word is none of those known.
    """
    try:
        return known[plain(cell)]
    except KeyError:
        raise NotRead(f"“{_short(cell)}” is no {what} that is known.") from None


def said(day: date) -> str:
    """Return a day in words."""
    return format_date(day)
