"""Find the day on a letter, by what is said beside each date."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov"),
    "dec",
)
_WELSH_MONTHS: Final = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf"),
    *("awst", "medi", "hydref", "tachwedd", "rhagfyr"),
)
_MONTH = rf"(?P<month>(?:{'|'.join(_WELSH_MONTHS)})\b|(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_DATES: Final = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})\s?\^?(?:st|nd|rd|th|af|ail|ydd|fed|eg|ain)?(?:\s(?:day\s)?of)?"
        rf"[\s-]{_MONTH},?[\s-](?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4}|\d\d)\b"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:\b|T)"),
)
_BESIDE = 60  # characters before a date that say what day it is
# The last of these words before a date says what the date is of.
_ROLES: Final = re.compile(
    r"""
    (?P<other>\b(?:
        receiv\w*|receipt|request\w*|ask\w*|submitted|enquir\w*|due|deadline|target|by
      | logged|opened|registered|acknowledg\w*|published|publication|your|you|until
      | since|from|between|before|after|meeting|period|derbyn\w*
    )\b)
  | (?P<own>\b(?:
        respon[ds]\w*|answer\w*|repl(?:y|ied)|issued?|completed|closed|sent|letter
      | released|disclosed|decision|anfonwyd|ymateb\w*
    )\b)
  | (?P<date>\b(?:date[ds]?|dyddiad|dyddiedig)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# On one line, several things may each have a date.
_CUT = re.compile(r"\||;|\t|[.!?]\s|[ ]{3,}(?=[A-Za-z])|\d{4}\b,?\s|\d[/.]\d{2}\s")
_OF_THE_REQUEST = re.compile(
    r"[ ,]*(?:we|i|the \w+|you)\s(?:\w+\s)?(?:received|got|wrote|asked|requested|sent)"
    r"|[ ,]*(?:and )?(?:was|were) received",
    re.IGNORECASE,
)
# A label on a line of its own: "Date responded".
_LABEL = re.compile(
    r"[ \t*_|]*(?:dated?|requested|received|responded|answered|issued|sent|published|"
    r"dyddiad)\b(?: (?:of|we|request|response|received|responded|issued|answered|sent|"
    r"due|published|by|the|your|our|reply))*[ \t*_|]*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^[ \t*_]*(?:date|dated|dyddiad|date (?:sent|issued|responded|answered|of "
    r"(?:this )?(?:letter|reply|response|issue)))\b[ \t*_]*[:\-–][^\n]{4,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_BARE = re.compile(
    r"[\s*_]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?\Z", re.I
)


def date_of(head: str) -> date | None:
    """Return the day on a letter, from the words above its body.

    A day named as that of the answer or the issue goes before one that is only called
    "date", and both before a day that stands alone. The day of the request, of its
    receipt and of anything else is not the letter's.
    """
    ranked = []
    for pattern in _DATES:
        for found in pattern.finditer(head):
            rank = _rank(head, found)
            if (day := _day(found)) and rank is not None:
                ranked.append((rank, found.start(), day))
    return min(ranked)[2] if ranked else None


def date_labelled_in(text: str) -> date | None:
    """Return the day on a line with the label of a date: "Date: 3 May 2026"."""
    for line in _LABELLED.finditer(text):
        if day := date_of(line.group()):
            return day
    return None


def date_alone_in(text: str) -> date | None:
    """Return the day that stands on a line of its own, as below a signature."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            start = text.rfind("\n", 0, found.start()) + 1
            end = text.find("\n", found.end())
            after = text[found.end() : end if end >= 0 else len(text)]
            is_alone = _BARE.match(text[start : found.start()]) and not after.strip(
                " *_"
            )
            if is_alone and (day := _day(found)):
                return day
    return None


def _rank(head: str, found: re.Match[str]) -> int | None:
    """Return the rank of a date by the words beside it; None if of something else."""
    after = head[found.end() : found.end() + _BESIDE]
    if _OF_THE_REQUEST.match(after):
        return None
    before = _before(head, found.start())
    kinds = [one.lastgroup for one in _ROLES.finditer(before)]
    # "Date of response to your request" names the answer first.
    is_of_the_answer = kinds[:1] == ["own"] or kinds[:2] == ["date", "own"]
    if "other" in kinds and not is_of_the_answer:
        return None
    if "own" in kinds:
        return 0
    return 1 if kinds else 2


def _before(head: str, start: int) -> str:
    """Return what is said before a date: on its line, or as a label above."""
    line = head.rfind("\n", 0, start) + 1
    before = _CUT.split(head[max(line, start - _BESIDE) : start])[-1]
    if before.strip(" \t:*_-–,"):
        return before
    above = head[max(line - _BESIDE, 0) : line].rstrip().rpartition("\n")[2]
    return above if above.endswith(":") or _LABEL.fullmatch(above) else ""


def _day(found: re.Match[str]) -> date | None:
    month, year = found["month"].lower(), int(found["year"])
    if month.isdigit():
        number = int(month)
    elif month in _WELSH_MONTHS:
        number = _WELSH_MONTHS.index(month) + 1
    else:
        number = next(n for n, m in enumerate(_MONTHS, 1) if month.startswith(m))
    try:
        return date(year + 2000 if year < 100 else year, number, int(found["day"]))
    except ValueError:
        return None
