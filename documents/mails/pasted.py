"""Read the heads of mails in a pasted text: sender, date and subject.

A head pasted out of a mail program is words on a page: nothing vouches for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo

from documents.mail_labels import LABELS, MARKS
from documents.mails.addresses import addresses_in
from documents.mails.headers import moment
from documents.requests.headers import header_lines
from documents.requests.lines import Line, lines_of

_LONDON: Final = ZoneInfo("Europe/London")
_MOST_CHARACTERS: Final = 200_000
_MOST_LINES: Final = 2_000
_MOST_HEADS: Final = 5
_LONGEST_HEAD: Final = 40  # lines of a head within a text
_LABEL: Final = re.compile(
    rf"{MARKS}(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items())
    + rf"){MARKS}[ \t]{{0,2}}:{MARKS}[ \t]*",
    re.IGNORECASE,
)
# A line that mail programs put above a mail sent on.
_RULE: Final = re.compile(
    r"-{2,}.{0,60}-{2,}|begin forwarded message:|dechrau neges a anfonwyd ymlaen:",
    re.IGNORECASE,
)
_NEEDED_WITHIN: Final = frozenset({"sender", "date", "subject"})
_ZONE: Final = re.compile(r"[+-]\d{4}\b|\b(?:GMT|UTC|UT|Z)\b")
# An address as links of mail programs show it.
_IN_BRACKETS: Final = re.compile(r"\[(?:mailto:)?([^\]\s@]+@[^\]\s]+)\]")
_LINK: Final = re.compile(r"<mailto:[^>]*>", re.IGNORECASE)
_ENGLISH: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_WELSH: Final = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin"),
    *("gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"),
)
_MONTHS: Final = {
    name: number
    for names in (_ENGLISH, _WELSH)
    for number, name in enumerate(names, start=1)
}
_MONTH: Final = (
    rf"(?P<month>(?:{'|'.join(_WELSH)})\b|(?:{'|'.join(_ENGLISH)})[a-z]*)\.?"
)
# The day before the month in figures, as in the United Kingdom.
_DAYS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<year>\d{{4}})\b",
        rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b",
        r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?=\b|T)",
    )
)
_TIME: Final = re.compile(
    r"(?<![\d/.])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.]\d\d)?(?![\d/])"
    r"\s?(?P<half>[ap]\.?m\b|y\.?[bp]\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a mail, as pasted.

    Attributes:
        name: The name of the sender; "" for none.
        email: The address of the sender, in lower case; "" for none.
        on: The London day of the date; None where there is none to be read.
        at: The London time of day; None where there is none.
        subject: The subject; "" for none.
        dated: The date as written; "" for none.
    """

    name: str = ""
    email: str = ""
    on: date | None = None
    at: time | None = None
    subject: str = ""
    dated: str = ""


def heads_in(text: str) -> tuple[Head, ...]:
    """Return the heads of the mails in a text, from the top.

    A mail sent on has the head of the earlier mail further down. A text beginning with
    other words has no head: a quotation tells nothing of its sender.

    Args:
        text: The text as pasted.
    """
    lines = lines_of(text[:_MOST_CHARACTERS])[:_MOST_LINES]
    first = 0
    while first < len(lines) and _RULE.fullmatch(lines[first].text[:200]):
        first += 1
    size = header_lines(lines[first:])
    if not size:
        return ()
    found = [_head(lines[first : first + size])]
    for block in _blocks_below(lines[first + size :]):
        if len(found) == _MOST_HEADS:
            break
        found.append(_head(block))
    return tuple(found)


def _blocks_below(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines of each whole head: sender, date and subject together."""
    number = 0
    while number < len(lines):
        begun = _LABEL.match(lines[number].text)
        if begun is None or begun.lastgroup != "sender":
            number += 1
            continue
        end = number
        labels = set()
        while end < min(len(lines), number + _LONGEST_HEAD):
            label = _LABEL.match(lines[end].text)
            if label is None or label.lastgroup in labels:
                break
            labels.add(label.lastgroup)
            end += 1
        if labels >= _NEEDED_WITHIN:
            yield lines[number:end]
        number = max(end, number + 1)


def _head(lines: Sequence[Line]) -> Head:
    values: dict[str, str] = {}
    last = ""
    for line in lines:
        label = _LABEL.match(line.text)
        if label is not None and label.lastgroup:
            last = label.lastgroup if label.lastgroup not in values else ""
            if last:
                values[last] = line.text[label.end() :].strip()
        elif ":" in line.text.split(" ")[0]:
            last = ""  # another header of a mail as sent
        elif last:
            values[last] += f" {line.text.strip()}"
    name, email = _sender(values.get("sender", ""))
    dated = values.get("date", "").strip()
    on, at = _moment(dated)
    return Head(name, email, on, at, values.get("subject", ""), dated)


def _sender(written: str) -> tuple[str, str]:
    """Return name and address of a sender, however a mail program shows them."""
    plain = _LINK.sub("", _IN_BRACKETS.sub(r"<\1>", written))
    found = list(addresses_in(plain))
    if not found:
        return "", ""
    if len(found) == 2 and not found[0].address and found[1].address:
        # "Hale, Rowan <rowan@hale.example>"
        return f"{found[1].name} {found[0].name}".strip(), found[1].address
    return found[0].name, found[0].address


def _moment(written: str) -> tuple[date | None, time | None]:
    """Return the London day and time of a date; None for unreadable words.

    A date without a zone shows the time of the office.
    """
    if _ZONE.search(written) and (utc := moment(written)) is not None:
        there = utc.astimezone(_LONDON)
        return there.date(), there.time().replace(second=0, microsecond=0)
    on = _day(written)
    return on, None if on is None else _time(written)


def _day(written: str) -> date | None:
    for pattern in _DAYS:
        found = pattern.search(written)
        if found is None:
            continue
        month = found["month"].lower()
        number = int(month) if month.isdigit() else _number_of(month)
        try:
            return date(int(found["year"]), number, int(found["day"]))
        except ValueError:
            return None
    return None


def _number_of(month: str) -> int:
    return _MONTHS.get(month) or _MONTHS[month[:3]]


def _time(written: str) -> time | None:
    found = _TIME.search(written)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower().replace(".", "")
    if half in {"pm", "yp"} and hour < 12:
        hour += 12
    elif half in {"am", "yb"} and hour == 12:
        hour = 0
    try:
        return time(hour, int(found["minute"]))
    except ValueError:
        return None
