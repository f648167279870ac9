"""The days, months, years and periods that a question names."""

import re
from dataclasses import dataclass
from typing import Final

from documents.meaning.number_words import NUMBERS

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER: Final = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_TO: Final = r"\s*(?:to|until|till|through|-|/)\s*"
# "22/23", but not "1/2" or "24/7".
_SHORT_YEARS: Final = "|".join(
    f"{one:02}/{(one + 1) % 100:02}" for one in [*range(90, 100), *range(50)]
)
# The year of a law is no period asked about.
_LAW = re.compile(rf"\b(?:Act|Regulations?|Order)(?: \(Scotland\))?,? {_YEAR}\b")
_KINDS: Final = r"(?:financial|fiscal|tax|calendar|academic|school|municipal)"
_PERIOD = re.compile(
    rf"""(?ix)
    (?P<day>(?<![\d/])(?:{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?
        |{_MONTH}\s{_DAY}(?:,\s?|\s){_YEAR}
        |\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d)\b
        |{_YEAR}-\d\d-\d\d\b))
    |\b(?P<range>{_YEAR}{_TO}(?:{_YEAR}|(?<=[-/])\d\d)\b(?![/-]\d)
        |(?<=\bbetween\s){_YEAR}\sand\s{_YEAR})
    |(?<![\w/.,-])(?P<years>{_SHORT_YEARS})(?![\w/])
    |(?<!\w)(?P<apostrophe>'\d\d)(?![\w'])
    |\b(?P<short>(?:FY|AY)\s?'?(?:{_YEAR}|\d\d)(?:[/-]\d\d(?:\d\d)?)?)\b
    |(?<!\d)(?P<quarter>(?:Q[1-4]|(?:first|second|third|fourth)\squarter)
        (?:\s(?:of\s)?(?:FY\s?)?{_YEAR}(?:[/-]\d\d(?:\d\d)?)?)?)\b
    |\b(?P<month>{_MONTH},?\s(?:of\s)?'?(?:{_YEAR}|(?<=')\d\d)
        |(?:(?!may\b|mar\b|march\b)|(?<=\bin\s)|(?<=\bsince\s)|(?<=\bduring\s)){_MONTH})(?!\w)
    |(?<![\d.,£])(?P<year>{_YEAR}s?)(?![,.]?\d)
    |\b(?P<relative>(?:last|past|previous|preceding|current|this|next|latest|recent)\s
        (?:{_NUMBER}\s)?(?:{_KINDS}\s)?
        (?:years?|months?|weeks?|days?|quarters?|decade)|last\syear's)\b
    """
)


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a period.

    Attributes:
        words: As the question writes the period.
        key: The same for every way to write the period.
        is_relative: Whether the period depends on when the question is asked.
    """

    words: str
    key: str
    is_relative: bool = False


def periods_in(text: str) -> tuple[list[Period], str]:
    """Return the periods of a text in order, and the text without them."""
    text = _LAW.sub(" ; ", text)
    found = [
        Period(one[0].strip(), _key(one), one.lastgroup == "relative")
        for one in _PERIOD.finditer(text)
    ]
    return list({one.key: one for one in found}.values()), _PERIOD.sub(" ; ", text)


def _key(found: re.Match[str]) -> str:
    words = found[0].lower().strip()
    years = [int(one) for one in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)]
    match found.lastgroup:
        case "day":
            return _day_key(words, years)
        case "month":
            short = re.search(r"'(\d\d)\b", words)
            year = years[0] if years else (2000 + int(short[1]) if short else "")
            return f"{_month(words)}.{year}"
        case "range":
            return _range_key(words, years)
        case "years" | "apostrophe":
            first = int(re.findall(r"\d\d", words)[0])
            first += 2000 if first < 90 else 1900
            return f"fy {first}" if "/" in words else str(first)
        case "short":
            digits = re.findall(r"\d+", words)[0]
            year = int(digits) if len(digits) == 4 else 2000 + int(digits)
            # "FY24" is the year that ends in 2024.
            return f"fy {year if '/' in words or '-' in words else year - 1}"
        case "quarter":
            for number, word in enumerate(("first", "second", "third", "fourth"), 1):
                words = words.replace(f"{word} quarter", f"q{number}")
            return re.sub(r"\bof\b|\s", "", words)
        case "relative":
            words = re.sub(r"\w+", lambda one: NUMBERS.get(one[0], one[0]), words)
            words = re.sub(r"^(?:past|previous|preceding)\b", "last", words)
            return re.sub(r"s\b", "", words)
    return words


def _day_key(words: str, years: list[int]) -> str:
    if numbers := re.fullmatch(r"(\d{1,4})[/.-](\d\d?)[/.-](\d{1,4})", words):
        first, month, last = map(int, numbers.groups())
        day, year = (last, first) if first > 31 else (first, last)
        year = year if year > 99 else 2000 + year
        return f"{day}.{month}.{year}"
    rest = re.sub(r"(?:19|20)\d\d", "", words)
    day = int(re.findall(r"\d+", rest)[0])
    return f"{day}.{_month(words)}.{years[0] if years else ''}"


def _range_key(words: str, years: list[int]) -> str:
    first = years[0]
    short = re.search(r"\D(\d\d)$", words)
    last = (
        years[1]
        if len(years) > 1
        else first // 100 * 100 + int(short[1] if short else 0)
    )
    if last == first + 1 and re.search(r"[-/]", words):
        return f"fy {first}"
    return f"{first} to {last}"


def _month(words: str) -> int:
    name = re.search(r"[a-z]{3,}", re.sub(r"\d(?:st|nd|rd|th)\b", "", words))
    start = name[0][:3] if name else ""
    starts = [month[:3] for month in _MONTHS]
    return starts.index(start) + 1 if start in starts else 0
