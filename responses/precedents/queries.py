"""A previous response as shown on its page: the text, with the reading marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from documents.replies.reply import LetterOutcome
from responses.models import PreviousResponse

MOST_SHOWN: Final = 40_000  # characters of the letter on its page
MOST_QUESTIONS: Final = 200

OUTCOMES: Mapping[str, str] = {
    LetterOutcome.FULL: "Everything given",
    LetterOutcome.PARTIAL: "Part given",
    LetterOutcome.REFUSED: "Refused",
    LetterOutcome.NOT_HELD: "Not held",
    LetterOutcome.NCND: "Neither confirmed nor denied",
    LetterOutcome.TO_FOLLOW: "To follow",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the letter's text, and its role.

    Attributes:
        text: The words.
        kind: "question", "answer", "provision" or "".
        names: The questions asked or answered here, for users who cannot see colours.
        anchor: The anchor for links to this piece, "" for none.
    """

    text: str
    kind: str = ""
    names: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as read, for the list beside the letter."""

    number: int
    label: str
    text: str
    answer: str
    provisions: tuple[str, ...]
    is_in_text: bool
    is_answered: bool
    is_held: bool


def questions_of(letter: PreviousResponse) -> list[ReadQuestion]:
    """Return the questions read from a letter, in order."""
    return [
        ReadQuestion(
            number=number,
            label=_label(one["label"], number),
            text=one["text"],
            answer=one["answer"],
            provisions=tuple(one["provisions"]),
            is_in_text=bool(one["span"]) and one["span"][0] < MOST_SHOWN,
            is_answered=bool(one["answer_spans"])
            and one["answer_spans"][0][0] < MOST_SHOWN,
            is_held=one["held"],
        )
        for number, one in enumerate(_questions(letter)[:MOST_QUESTIONS], 1)
    ]


def segments_of(letter: PreviousResponse) -> list[Segment]:
    """Return the letter cut into marked and unmarked pieces, each character once."""
    text = letter.text[:MOST_SHOWN]
    marks = list(_marks(letter))
    cuts = sorted(
        {0, len(text)}
        | {at for _, _, start, end in marks for at in (start, end) if at < len(text)}
    )
    segments: list[Segment] = []
    seen: set[str] = set()
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark[2] <= start and end <= mark[3]]
        kind = next(
            (
                one
                for one in ("provision", "question", "answer")
                if any(mark[0] == one for mark in over)
            ),
            "",
        )
        own = [mark[1] for mark in over if mark[0] == kind]
        anchor = f"{kind[0]}{own[0][0]}" if kind and own and own[0][0] else ""
        if anchor in seen:
            anchor = ""
        seen.add(anchor)
        names = ", ".join(dict.fromkeys(name for _, name in own))
        segments.append(Segment(text[start:end], kind, names, anchor))
    return segments


def _marks(letter: PreviousResponse) -> Iterator[tuple[str, tuple[int, str], int, int]]:
    for number, one in enumerate(_questions(letter)[:MOST_QUESTIONS], 1):
        named = (number, _label(one["label"], number))
        if one["span"]:
            yield "question", named, *one["span"]
        for start, end in one["answer_spans"]:
            yield "answer", named, start, end
    for cited in letter.reading.get("provisions", [])[:MOST_QUESTIONS]:
        if cited["is_ground"]:
            keys = ", ".join(cited["keys"][:3])
            yield "provision", (0, keys), cited["start"], cited["end"]


def _questions(letter: PreviousResponse) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = letter.reading.get("questions", [])
    return found


def _label(label: str, number: int) -> str:
    """Return a question's name: "1/b" gives 1(b), no label gives its position."""
    parts = [part for part in label.split("/") if part and not part.startswith("#")]
    if not parts:
        return f"{number}, unnumbered"
    return parts[0] + "".join(f"({part})" for part in parts[1:])
