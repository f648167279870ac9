"""Copies of a request, as people send them to another authority or as a campaign."""

import re

_YEAR = re.compile(r"\b20([0-4])(\d)\b")
_AUTHORITY = re.compile(
    r"\b(?:[A-Z][\w-]+ )+(?:Constabulary|Council|Police|Trust|Team)\b|\bthe force\b"
)


def to_another_authority(text):
    """Name another authority, and the years before."""
    text = _AUTHORITY.sub("Elderwick District Council", text)
    return _YEAR.sub(lambda year: f"20{year[1]}{(int(year[2]) - 1) % 10}", text)


def in_another_frame(text):
    """Greet and part with other words, and sign with another name."""
    lines = text.strip().splitlines()
    if re.match("(?i)(?:dear|hello|hi|good|to)\\b", lines[0]):
        lines = lines[1:]
    return "\n".join(
        [
            "Good morning,\n\nI am a student and would be grateful for your help.",
            *lines,
            "I look forward to hearing from you.\nBest wishes,\nRobin Sample",
        ]
    )


def without_a_paragraph(text):
    """Leave out a paragraph in the middle."""
    parts = _paragraphs(text)
    if len(parts) > 2:
        del parts[len(parts) // 2]
    return "\n\n".join(parts)


def in_another_order(text):
    """Put the paragraphs between the first and the last the other way round."""
    parts = _paragraphs(text)
    return "\n\n".join([*parts[:1], *parts[-2:0:-1], *parts[1:][-1:]])


WAYS = (to_another_authority, in_another_frame, without_a_paragraph, in_another_order)


def _paragraphs(text):
    apart = re.split(r"\n\s*\n", text.strip())
    # A block of all questions is no paragraph to leave out.
    is_block = max(map(len, apart)) > len(text) / 2
    return text.strip().splitlines() if len(apart) < 4 or is_block else apart
