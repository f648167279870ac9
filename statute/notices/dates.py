"""Find days and periods that the words of a letter state: receipt, due date, reviews.

Each pattern has bounded repeats, so the time taken is linear in the text.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statute.notices.numerals import IN_WORDS, number_of
from statute.notices.sentences import Passage, folded, sentences_in

_MONTHS = (
    ("january", "jan", "ionawr"),
    ("february", "feb", "chwefror"),
    ("march", "mar", "mawrth"),
    ("april", "apr", "ebrill"),
    ("may", "mai"),
    ("june", "jun", "mehefin"),
    ("july", "jul", "gorffennaf"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi"),
    ("october", "oct", "hydref"),
    ("november", "nov", "tachwedd"),
    ("december", "dec", "rhagfyr"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_DATE = re.compile(
    rf"""
    \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b\.?
        (?:,?\s(?P<year>\d{{4}})\b)?
    | \b(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd
        |th)?,?\s(?P<year2>\d{{4}})\b
    | \b(?P<day3>\d{{1,2}})[/.](?P<month3>\d{{1,2}})[/.](?P<year3>\d{{4}}|\d{{2}})\b
    | \b(?P<year4>\d{{4}})-(?P<month4>\d\d)-(?P<day4>\d\d)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE, _AFTER = 120, 80  # characters around a date
_REQUEST = r"(?:request|letter|e-?mail|message|enquiry|application|correspondence|cais)"
_RECEIVED = re.compile(
    rf"""
    (?: \b(?:your|this)\s(?:[\w-]+\s){{0,4}}{_REQUEST}\b[^.;]{{0,60}}?
        \b(?:received|reached\sus|arrived)
      | \b(?:we|I|the\s\w+)\s(?:first\s)?received\s(?:your|this)\s(?:[\w-]+\s){{0,4}}
        {_REQUEST}\b[^.;,]{{0,40}}?
      | \bthe\s(?:above\s)?request\s(?:was\s)?received
      | \b(?:date|day)\sof\sreceipt(?:\sof\syour\srequest)?\s(?:is|was)
      | \breceipt\sof\syour\s(?:[\w-]+\s){{0,3}}{_REQUEST}
    )
    \s(?:by\sus\s|here\s)?(?:on\s|of\s|dated\s)?(?:the\s|\w+day,?\s)?\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RECEIVED_AFTER = re.compile(
    rf"\A,?\s(?:we|I|the\s\w+)\s(?:first\s)?received\s(?:your|this)\s(?:[\w-]+\s){{0,4}}"
    rf"{_REQUEST}\b",
    re.IGNORECASE,
)
# "Your request dated …" may be older than its receipt, but never younger.
_WRITTEN = re.compile(
    rf"\b(?:your|this)\s(?:[\w-]+\s){{0,3}}{_REQUEST}\s(?:[\w-]+\s){{0,4}}"
    r"(?:of|dated|sent\s(?:to\sus\s)?on|made\son)\s(?:the\s|\w+day,?\s)?\Z",
    re.IGNORECASE,
)
_OTHER_RECEIPT = re.compile(
    r"\b(?:clarif\w+|fee|payment|review|complain\w*|representations?|remind\w*|consent"
    r"|further|second|earlier|previous|first\srequest|chas\w+)\b",
    re.IGNORECASE,
)
_ANSWER = r"(?:answer\w*|repl(?:y|ies|ied)|respon\w+|request)"
_DUE = re.compile(
    rf"""
    (?: \b{_ANSWER}\b[^.;]{{0,60}}\b(?:is|was|were|are|fell|falls)\sdue\s
        (?:to\s\w+\s)?(?:by|on|no\slater\sthan)
      | \bdue\sto\s(?:you\s|{_ANSWER}\s)(?:[\w-]+\s){{0,4}}(?:by|on|before)
      | \b(?:must|had\sto|have\sto|should|ought\sto|were\sobliged\sto
        |are\srequired\sto)\s
        (?:have\s)?{_ANSWER}\b[^.;]{{0,40}}\b(?:by|before|no\slater\sthan)
      | \b(?:deadline|time\slimit|last\sday|due\sdate)\b[^.;]{{0,60}}\b{_ANSWER}\b
        [^.;]{{0,40}}\b(?:is|was|expire[ds]|end(?:ed|s)|fell|falls|passed)(?:\son)?
      | \b{_ANSWER}\b[^.;]{{0,40}}\b(?:deadline|time\slimit|due\sdate)\b[^.;]{{0,40}}
        \b(?:of|is|was|expire[ds]|end(?:ed|s)|fell|falls|passed)(?:\son)?
      | \b(?:Act|Regulations|law|we)\s(?:gives?|gave|have|had)\s(?:us\s)?until
      | \b(?:20|twenty|30|thirty|40|forty)\sworking\sdays\b[^.;]{{0,60}}
        \b(?:end(?:ed|s)|expire[ds]|ran\sout|run\sout|fell|falls|was|is)(?:\son)?
    )
    \s(?:the\s|\w+day,?\s)?\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A promise, "we will answer by …"; never "you will see from our letter of …".
_PROMISED = re.compile(
    r"(?<!\byou\s)\b(?:will|shall|(?:aim|hope|expect|intend|plan)s?\sto)\b"
    r"(?!\s(?:see|find|note|recall|remember|know)\b)[^.;]{0,80}"
    r"\b(?:by|on|before|until|no\slater\sthan)\s(?:the\s|\w+day,?\s)?\Z"
    r"|\byou\s(?:will|shall|can\sexpect\sto)\s(?:have|hear|get|receive|be)\b[^.;]{0,80}"
    r"\b(?:by|on|before|no\slater\sthan)\s(?:the\s|\w+day,?\s)?\Z",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:within|inside|no\slater\sthan|up\sto|have|has|in|limit\sof|period\sof)\s"
    r"(?:the\s(?:next|first)\s|a\speriod\sof\s|a\smaximum\sof\s)?"
    rf"(?P<number>\d{{1,3}}|{IN_WORDS})"
    r"(?:\s\(\d{1,3}\))?\s(?P<kind>working\s|calendar\s|clear\s|school\s)?"
    r"(?P<unit>day|week|month)s?\b",
    re.IGNORECASE,
)
_ABOUT_REVIEW = re.compile(
    r"\b(?:review\w*|reconsider\w*|complain\w*|disagree\w*|dissatisf\w+|unhappy|appeal\w*"
    r"|representations?|not\s(?:satisfied|happy|content))\b",
    re.IGNORECASE,
)
# A complaint about a person is made elsewhere, in a time of its own.
_OF_CONDUCT = re.compile(
    r"\b(?:conduct|behaviour|misconduct|standards|ombudsman|professional)\b",
    re.IGNORECASE,
)
_TO_REGULATOR = re.compile(
    r"\b(?:Commissioner|Commission|ICO|tribunal|court)\b", re.IGNORECASE
)
_BY_US = re.compile(
    r"\b(?:we|I|it|officer|reviewer|review|complaint|representations|authority|council"
    r"|force|trust|appeal)\s(?:[\w-]+\s)?"
    r"(?:will|aim\w*|shall|must|hope\w*|try|respond\w*|repl(?:y|ies)|answer\w*|complet\w+"
    r"|decid\w+|deal\w*|should|expect\w*|acknowledg\w+|intend\w*)\b"
    r"(?!\s(?:\w+\s)?be\s(?:asked|requested|sought|made|sent|submitted|received))"
    r"(?:(?!\byou\b)[^;])*\Z",
    re.IGNORECASE,
)

_INTERVAL = re.compile(
    rf"\b(?P<number>\d{{1,3}}|an?|{IN_WORDS})"
    r"\s(?P<kind>working\s|calendar\s)?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_PASSED = re.compile(
    r"\b(?:interval|passed|elapsed|apart|later|ago|since|lie\sbetween)\b", re.IGNORECASE
)
# Regular or future periods are no interval between two requests.
_NOT_PASSED = re.compile(
    r"\b(?:every|each|per|next|again|until|within|wait\w*|will|would|could|should)\b",
    re.IGNORECASE,
)
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}
_PUBLISHES = re.compile(r"\b(?:publish\w*|publication|release[ds]?)\b", re.IGNORECASE)


class DateOf(StrEnum):
    """What a day stated in a letter is the day of."""

    RECEIPT = "receipt"
    WRITING = "writing"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day that a sentence states."""

    of: DateOf
    day: date
    sentence: Passage


class PeriodFor(StrEnum):
    """What a period stated in a letter is for."""

    ASKING = "asking for a review"
    DECIDING = "deciding on a review"
    REGULATOR = "applying to the regulator"


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """A period that a sentence gives: 40 and "working day", or 6 and "month"."""

    purpose: PeriodFor
    number: int
    unit: str
    sentence: Passage


def stated_dates_in(text: str, *, near: date) -> Iterator[StatedDate]:
    """Yield the days of receipt and the due dates that a text states.

    Args:
        text: The words.
        near: A day close to the stated days, to tell the year where none is given.
    """
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        for found in _DATE.finditer(words):
            before = words[max(found.start() - _BEFORE, 0) : found.start()]
            after = words[found.end() : found.end() + _AFTER]
            of = _kind_of(before, after, words)
            day = _day(found, near) if of else None
            if of and day:
                yield StatedDate(of, day, sentence)


def publication_days_in(text: str, *, near: date) -> Iterator[tuple[date, Passage]]:
    """Yield the days by which a text says that something will be published.

    Args:
        text: The words.
        near: A day close to the stated days, to tell the year where none is given.
    """
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        if not _PUBLISHES.search(words):
            continue
        for found in _DATE.finditer(words):
            if day := _day(found, near):
                yield day, sentence


def promised_days_in(text: str, *, near: date) -> Iterator[tuple[date, Passage]]:
    """Yield the days for which a text promises something: "we will answer by …".

    Args:
        text: The words.
        near: A day close to the stated days, to tell the year where none is given.
    """
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        for found in _DATE.finditer(words):
            before = words[max(found.start() - _BEFORE, 0) : found.start()]
            if _PROMISED.search(before) and (day := _day(found, near)):
                yield day, sentence


def intervals_in(text: str) -> Iterator[tuple[int, int, Passage]]:
    """Yield the intervals between two requests that a text states.

    With each come the days of its unit: "four weeks" is 28 days, in units of 7.
    """
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        if not _PASSED.search(words) or _NOT_PASSED.search(words):
            continue
        for found in _INTERVAL.finditer(words):
            unit = _DAYS_IN[found["unit"].lower()]
            days = number_of(found["number"]) * unit
            if (found["kind"] or "").strip().lower() == "working":
                days = days * 7 // 5
            yield days, unit, sentence


def _kind_of(before: str, after: str, words: str) -> DateOf | None:
    if _RECEIVED.search(before) or _RECEIVED_AFTER.match(after):
        return None if _OTHER_RECEIPT.search(words[:_BEFORE]) else DateOf.RECEIPT
    if _WRITTEN.search(before):
        return None if _OTHER_RECEIPT.search(before) else DateOf.WRITING
    return DateOf.DUE if _DUE.search(before) else None


def _day(found: re.Match[str], near: date) -> date | None:
    """Return the day, in the year nearest to `near` if no year is given."""
    of = found.groupdict()
    suffix = next(end for end in ("", "2", "3", "4") if of[f"day{end}"])
    named = of[f"month{suffix}"]
    month = _NUMBER_OF.get(named.lower()) or (int(named) if named.isdigit() else 0)
    day, year = int(of[f"day{suffix}"]), of[f"year{suffix}"]
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else []
    possible = []
    for each in years or (near.year - 1, near.year, near.year + 1):
        with suppress(ValueError):
            possible.append(date(each, month, day))
    return min(possible, key=lambda one: abs(one - near), default=None)


def stated_periods_in(text: str) -> Iterator[StatedPeriod]:
    """Yield the periods that a text gives for a review or for the regulator."""
    for sentence in sentences_in(text):
        words = folded(sentence.text)
        if not _ABOUT_REVIEW.search(words) and not _TO_REGULATOR.search(words):
            continue
        if _OF_CONDUCT.search(words):
            continue
        start = 0
        for found in _PERIOD.finditer(words):
            before = words[max(start, found.start() - _BEFORE) : found.start()]
            around = before + words[found.end() : found.end() + _AFTER]
            start = found.end()
            purpose = _purpose(before, around, words)
            if purpose is not None:
                yield StatedPeriod(purpose, *_length(found), sentence)


def _purpose(before: str, around: str, words: str) -> PeriodFor | None:
    if _TO_REGULATOR.search(around):
        return PeriodFor.REGULATOR
    if _BY_US.search(before):
        return PeriodFor.DECIDING if _ABOUT_REVIEW.search(words) else None
    return PeriodFor.ASKING if _ABOUT_REVIEW.search(around) else None


def _length(found: re.Match[str]) -> tuple[int, str]:
    number = number_of(found["number"])
    kind = (found["kind"] or "").strip().lower()
    unit = found["unit"].lower()
    return number, "working day" if kind == "working" and unit == "day" else unit
