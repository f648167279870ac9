"""Cut a passage at the repeated questions of its request.

Some letters write the answer on the line of the repeated question, or all answers in
one paragraph: "1) How many? Ten. 2) Which? The north."
"""

import re
from collections.abc import Sequence
from typing import Final

from documents.replies.reply import Asked
from documents.requests.units import Unit

_SHORTEST: Final = 20  # characters; a shorter question may be part of an answer
_OPENING: Final = 40  # characters
_MOST: Final = 200  # questions looked for
_MARK = re.compile(
    r"(?:\A|(?<=\s))\W{0,3}(?:q(?:uestion)?\s?)?\w{1,3}[.):]{1,2}\s*\Z", re.I
)
_AFTER: Final = ' .:;?!"”’)*_–-'


def cut_at_repeats(body: Sequence[Unit], asked: Sequence[Asked]) -> list[Unit]:
    """Return the units of a body, a repeated question apart from the words below."""
    wanted = {
        " ".join(one.text.lower().split()).rstrip(_AFTER) for one in asked[:_MOST]
    }
    texts = sorted(one for one in wanted if len(one) >= _SHORTEST)
    return [part for unit in body for part in _cut(unit, texts)]


def _cut(unit: Unit, texts: Sequence[str]) -> list[Unit]:
    words = unit.words
    lowered = words.lower()
    if len(words) <= _SHORTEST or len(lowered) != len(words):
        return [unit]
    starts = {0}
    for text in texts:
        if found := _repeated(lowered, text):
            begin, end = found
            starts |= {_start_of_mark(words, begin), end}
    return unit.split(sorted(at for at in starts if at < len(words.rstrip())))


def _repeated(words: str, text: str) -> tuple[int, int] | None:
    """Return the place of a question in the words, with the signs after the question.

    Its years may be left out, so a part up to the end of a sentence is enough.
    """
    begin = words.find(text)
    end = begin + len(text)
    if begin < 0:
        begin = words.find(text[:_OPENING])
        same = _common(words[begin:], text) if begin >= 0 else ""
        end = begin + max(same.rfind(stop) for stop in ".?:") + 1
    is_within = begin > 0 and words[begin - 1].isalnum()
    if begin < 0 or is_within or end - begin < _SHORTEST:
        return None
    while end < len(words) and words[end] in _AFTER:
        end += 1
    return begin, end


def _common(words: str, text: str) -> str:
    """Return the common beginning of two texts."""
    pairs = zip(words, text, strict=False)
    return text[: next((at for at, (a, b) in enumerate(pairs) if a != b), len(text))]


def _start_of_mark(words: str, begin: int) -> int:
    """Return the start of the mark of a repeated question."""
    found = _MARK.search(words, max(begin - 16, 0), begin)
    return found.start() if found else begin
