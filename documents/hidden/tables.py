"""Find the columns of a table that look like people's data."""

import re
from collections.abc import Callable, Iterator, Mapping

from documents.hidden import personal
from documents.hidden.findings import Finding, warn

_LEAST_VALUES = 3
_LEAST_SHARE = 0.6
_MOST_VALUES = 500  # of a column, looked at
_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("National Insurance numbers", personal.is_insurance),
    ("NHS numbers", personal.is_health),
    ("telephone numbers", personal.is_phone),
    ("e-mail addresses", personal.is_email),
    ("postcodes or addresses", personal.is_postcode),
    ("number plates", personal.is_vehicle),
    ("bank details", personal.is_account),
)
_HEADINGS = (
    ("dates of birth", re.compile(r"birth|\bd\.?o\.?b\b|\bborn\b", re.IGNORECASE)),
    (
        "names",
        re.compile(
            r"^(?:(?:full|staff|officer|employee|"
            r"patient|pupil|child|client|service user|complainant|applicant|tenant)s?"
            r"['’]?s? )?names?$",
            re.IGNORECASE,
        ),
    ),
    # Things have names; only people have these.
    (
        "names of people",
        re.compile(
            r"\b(?:sur|fore|maiden|preferred |known )name|"
            r"\b(?:first|last|family|given|middle) name",
            re.IGNORECASE,
        ),
    ),
    (
        "numbers of documents",
        re.compile(
            r"passport|driv(?:ing|er)['’]?s? licen[cs]e|visa (?:no|num)|\b(?:upn|utr|"
            r"nino)\b|\b(?:nhs|hospital|patient|pupil|student|ni) ?(?:no|num|id)",
            re.IGNORECASE,
        ),
    ),
    (
        "staff numbers",
        re.compile(
            r"(?:staff|payroll|collar|badge|employee|warrant|shoulder|personnel)"
            r" ?(?:no|number|id|ref)",
            re.IGNORECASE,
        ),
    ),
    ("bank details", re.compile(r"sort ?code|account (?:no|number)|\biban\b", re.I)),
    ("addresses", re.compile(r"^(?:home )?address(?: line)?(?: ?1)?$", re.IGNORECASE)),
    (
        "positions on the map",
        re.compile(
            r"^(?:lat(?:itude)?|lon(?:g(?:itude)?)?|easting|northing)s?$", re.IGNORECASE
        ),
    ),
    (
        "sensitive data",
        re.compile(
            r"ethnic|religio|disabilit|sexual orientation|diagnos|trade union|gender "
            r"identity|reason for (?:absence|sickness)|sickness reason",
            re.IGNORECASE,
        ),
    ),
)
# Alone, these may be of offices and things.
_WEAK = {"names", "addresses", "positions on the map"}


def look_at_columns(
    columns: Mapping[int, list[str]], place: str = ""
) -> Iterator[Finding]:
    """Yield one finding on the columns of a table that look like people's data.

    Args:
        columns: The values of each by its number, from 1; the heading first.
        place: Where the table is.
    """
    told: dict[str, list[str]] = {}
    rows = 0
    for number, values in sorted(columns.items()):
        filled = [one for one in values if one.strip()][: _MOST_VALUES + 1]
        what = _looks_like(filled)
        if what and len(filled) > _LEAST_VALUES:
            heading = " ".join(filled[0].split())[:30]
            told.setdefault(what, []).append(f"{letters(number)} (“{heading}”)")
            rows = max(rows, len(values) - 1)
    if set(told) - _WEAK or len(told) > 1:
        kinds = "; ".join(
            f"{what}: {', '.join(which[:4])}" for what, which in told.items()
        )
        yield warn(
            "people_in_columns",
            place,
            f"Columns of {rows:,} rows look like data on people. {kinds}. Is that to "
            "go out?",
        )


def _looks_like(filled: list[str]) -> str:
    if not filled:
        return ""
    values = filled[1:]
    for what, is_one in _SHAPES:
        # A table may have no headings.
        hits = sum(is_one(one) for one in filled)
        if hits >= _LEAST_VALUES and hits >= _LEAST_SHARE * len(values):
            return what
    for heading in filled[:2]:
        for what, pattern in _HEADINGS:
            if pattern.search(heading.strip()):
                return what
    dates = [one for one in values if personal.DATE.fullmatch(one.strip())]
    if len(dates) >= _LEAST_VALUES and len(dates) >= _LEAST_SHARE * len(values):
        years = [_year(one) for one in dates]
        # Events are of late; people were born in every year.
        if sum(1900 < year < 2012 for year in years) > 0.8 * len(years) and (
            max(years) - min(years) >= 15
        ):
            return "dates of birth"
    return ""


def _year(date: str) -> int:
    found = re.search(r"(?:19|20)\d{2}", date)
    if found:
        return int(found[0])
    short = int(date.strip()[-2:]) if date.strip()[-2:].isdecimal() else 26
    return 1900 + short if short > 26 else 2000 + short


def letters(number: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said
