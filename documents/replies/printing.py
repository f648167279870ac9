"""Print the contents of a letter, as JSON and as lines for a person."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from documents.replies.letter import ReadLetter
from documents.replies.reply import ParsedReply, RepliedQuestion

_WORD = re.compile(r"[^\W_]+")


def as_dict(letter: ReadLetter) -> dict[str, Any]:
    """Return the output of `parse_reply --json` for one letter.

    Positions count characters of "text", ends excluded.
    """
    return {
        "kind": letter.file.kind,
        **said(letter.reply, letter.file.text),
        "headings": [
            {"start": one.start, "level": one.level, "text": one.text}
            for one in letter.file.headings
        ],
        "aside": list(letter.file.aside),
        "text": letter.file.text,
    }


def said(reply: ParsedReply, text: str) -> dict[str, Any]:
    """Return the contents of a letter, without its text."""
    places = places_of([one.text for one in reply.questions], text)
    return {
        "reference": reply.reference,
        "date": reply.dated.isoformat() if reply.dated else None,
        "regime": reply.regime.value,
        "outcome": reply.outcome.value,
        "ncnd": reply.is_ncnd,
        "public_interest_test": reply.has_public_interest_test,
        "questions": [
            _question(one, place)
            for one, place in zip(reply.questions, places, strict=True)
        ],
        "answered_together": [list(labels) for labels in reply.answered_together],
        "exemptions": list(reply.grounds),
        "provisions": [
            {
                "text": cited.text,
                "start": cited.start,
                "end": cited.end,
                "keys": [provision.key for provision in cited.provisions],
                "is_ground": cited.is_ground,
            }
            for cited in reply.citations
        ],
        "parts": [
            {"role": one.role.value, "start": one.start, "end": one.end}
            for one in reply.passages
        ],
    }


def _question(one: RepliedQuestion, place: tuple[int, int] | None) -> dict[str, Any]:
    return {
        "label": one.label,
        "text": one.text,
        "span": list(place) if place else None,
        "answer": one.answer,
        "answer_spans": [list(span) for span in one.answer_spans],
        "held": one.is_held,
        "withheld": one.is_withheld,
        "provisions": sorted(
            {
                provision.key
                for cited in one.citations
                for provision in cited.provisions
                if provision.is_ground
            }
        ),
    }


def places_of(texts: Sequence[str], letter: str) -> list[tuple[int, int] | None]:
    """Return the position of each text in the letter, None if absent.

    Only words are compared. Where a text occurs twice, the occurrence after the
    previous text is used.
    """
    found = list(_WORD.finditer(letter))
    words = [f" {one.group().lower()}" for one in found]
    ends = list(accumulate(map(len, words)))
    whole = "".join(words) + " "
    places: list[tuple[int, int] | None] = []
    after = 0
    for text in texts:
        wanted = _WORD.findall(text.lower())
        sought = f" {' '.join(wanted)} "
        at = whole.find(sought, after) if wanted else -1
        if at < 0 and wanted:
            at = whole.find(sought)
        if at < 0:
            places.append(None)
            continue
        first = bisect_right(ends, at)
        last = first + len(wanted) - 1
        places.append((found[first].start(), found[last].end()))
        after = at + len(sought) - 1
    return places


def as_outline(letter: ReadLetter) -> str:
    """Return the contents of a letter as lines for a person."""
    reply = letter.reply
    facts = [
        ("Reference", reply.reference or "none found"),
        ("Date", reply.dated.isoformat() if reply.dated else "none found"),
        ("Law", reply.regime.value),
        ("Outcome", reply.outcome.value.replace("_", " ")),
        ("Provisions", ", ".join(reply.grounds) or "none"),
    ]
    if reply.is_ncnd:
        facts.append(("Neither confirms nor denies", "yes"))
    lines = [f"{name}: {value}" for name, value in facts]
    for question in reply.questions:
        lines.append(f"  {question.label} {_folded(question.text)}")
        lines.append(f"    → {_folded(question.answer) or 'no answer found'}")
    return "\n".join(lines)


def _folded(text: str) -> str:
    return " ".join(text.split())
