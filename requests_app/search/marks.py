"""Words made for the index: for authorities, days, provisions and outcomes.

Each is letters with a digit: one word to PostgreSQL, which leaves its ending alone.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from documents.finding.welsh import forms_of
from statute import exemptions
from statute.notices import REFUSALS, Outcome

_PIECE: Final = re.compile(r"\d+[a-z]*|[a-z]+")
_BEFORE_NUMBER: Final = re.compile(r"^\D*")
_CENTURY: Final = 100
_LONGEST_YEAR: Final = 4  # digits
_OF_REGULATIONS: Final = ("EIR", "EISR")
REFUSED: Final = "outcome0refused"
# Names of outcomes, in small letters.
OUTCOMES: Final[dict[str, tuple[str, ...]]] = {
    REFUSED: ("refused", "refusal", "refusals", "refuse", "gwrthod", "gwrthodwyd"),
    f"outcome0{Outcome.WITHHELD}": ("withheld", "exempt", "exempted"),
    f"outcome0{Outcome.DISCLOSED}": (
        *("disclosed", "full disclosure", "granted", "granted in full"),
        *("disclosed in full", "given"),
    ),
    "outcome0partly": (
        *("partly disclosed", "part disclosed", "partial disclosure", "partially"),
        *("disclosed in part", "granted in part", "refused in part"),
    ),
    "outcome0notheld": (
        *("not held", "no information held", "information not held"),
        *("heb ei dal", "nas delir"),
    ),
    f"outcome0{Outcome.NCND}": (
        *("ncnd", "neither confirm nor deny", "neither confirmed nor denied"),
        "glomar",
    ),
    f"outcome0{Outcome.COST}": (
        *("cost", "costs", "cost limit", "refused on cost", "over cost"),
        *("cost refusal", "appropriate limit"),
    ),
    f"outcome0{Outcome.VEXATIOUS}": ("vexatious", "blinderus"),
    f"outcome0{Outcome.REPEATED}": ("repeated", "repeat request"),
    f"outcome0{Outcome.ACCESSIBLE}": (
        *("already accessible", "accessible elsewhere", "already published"),
        "accessible",
    ),
    "outcome0follow": ("to follow", "still to follow"),
}
_OF_OUTCOME: Final[dict[str, str]] = {
    Outcome.PARTLY_DISCLOSED: "outcome0partly",
    Outcome.NOT_HELD: "outcome0notheld",
    Outcome.TO_FOLLOW: "outcome0follow",
}


def authority_mark(authority: int) -> str:
    """Return the word of every request of an authority."""
    return f"authority{authority}"


def reference_marks(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words for a number and a year, as references have them.

    The same for "1416-26" and "FOI/2026/01416".

    Args:
        words: The words of a reference, in order, numbers without noughts before.
    """
    return tuple(
        f"number{number}of{int(year) % _CENTURY}"
        for pair in pairwise(word for word in words if word.isdecimal())
        for number, year in (pair, pair[::-1])
        if _is_year(year)
    )


def _is_year(number: str) -> bool:
    return len(number) <= _LONGEST_YEAR and (
        int(number) < _CENTURY or number.startswith("20")
    )


def day_mark(day: date) -> str:
    """Return the word of every request received on a day."""
    return f"day{day:%Y%m%d}"


def month_mark(day: date) -> str:
    """Return the word of every request received in the month of a day."""
    return f"month{day:%Y%m}"


def quarter_mark(day: date) -> str:
    """Return the word of every request received in the quarter of a day."""
    return f"quarter{day:%Y}{(day.month + 2) // 3}"


def year_mark(day: date) -> str:
    """Return the word of every request received in the year of a day."""
    return f"year{day:%Y}"


def marks_of(authority: int, received_on: date) -> list[str]:
    """Return the words of a request for its authority and its day of receipt."""
    of_day = (day_mark, month_mark, quarter_mark, year_mark)
    return [authority_mark(authority), *(mark(received_on) for mark in of_day)]


def outcome_marks(outcome: str) -> tuple[str, ...]:
    """Return the words for the outcome of an answer; none for no outcome."""
    if not outcome:
        return ()
    own = _OF_OUTCOME.get(outcome, f"outcome0{outcome}")
    return (own, REFUSED) if outcome in REFUSALS else (own,)


def provision_marks(key: str) -> tuple[str, ...]:
    """Return the words for a provision: itself and all above it.

    Args:
        key: A key of `statute.exemptions.PROVISIONS`: "FOIA 31(1)(a)".
    """
    law, _, section = key.partition(" ")
    main, _, condition = section.partition(" by virtue of ")
    is_regulation = law in _OF_REGULATIONS
    marks = [
        number_mark(path[:depth], is_regulation=is_regulation)
        for path in (path_of(main), path_of(condition))
        for depth in range(1, len(path) + 1)
    ]
    return tuple(dict.fromkeys(marks))


def marks_wanted(typed: str) -> tuple[str, ...]:
    """Return the words for a provision as typed; any may match.

    Args:
        typed: A citation alone, as "s.40(2)" or "reg 12(5)(e)".
    """
    found = exemptions.find(typed)
    if not found:
        return ()
    is_regulation = found[0].key.startswith(_OF_REGULATIONS)
    typed_path = path_typed(typed)
    paths = [path_of(one.section.partition(" by virtue of ")[0]) for one in found]
    # "s.31" means whatever stands beneath it, known to the catalogue or not.
    beneath = [path[: len(typed_path)] == typed_path for path in paths]
    wanted = [
        path for path, is_beneath in zip(paths, beneath, strict=True) if not is_beneath
    ]
    if any(beneath) or len(typed_path) > 1:
        wanted.insert(0, typed_path)
    marks = [number_mark(path, is_regulation=is_regulation) for path in wanted]
    return tuple(dict.fromkeys(marks))


def path_typed(citation: str) -> tuple[str, ...]:
    """Return the pieces of the number in a citation: ("40", "2") for "s.40(2)"."""
    return path_of(_BEFORE_NUMBER.sub("", citation))


def path_of(number: str) -> tuple[str, ...]:
    """Return the pieces of a number: ("31", "1", "a") for "31 (1)(a)"."""
    return tuple(_PIECE.findall(number.casefold()))


def number_mark(path: tuple[str, ...], *, is_regulation: bool) -> str:
    """Return the word for a section or a regulation."""
    return ("regulation" if is_regulation else "section") + "z".join(path)


def welsh_marks(words: list[str]) -> list[str]:
    """Return the forms of Welsh words, apart from all English words."""
    return [f"cy0{form}" for word in words for form in forms_of(word)]
