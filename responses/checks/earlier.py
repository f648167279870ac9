"""Check a letter after an earlier letter: what is new, and what was left over."""

import re
from collections.abc import Iterator
from html import unescape

from responses.letters.content import LetterContent
from statute.notices import Finding, warn
from statute.working_days import format_date

_PRACTICE = "Practice: a further letter says what has changed"
_TAG = re.compile(r"<[^<>]*>")


def findings_in(content: LetterContent) -> Iterator[Finding]:
    """Yield a warning for a letter that says nothing new, or begins as the last did."""
    if content.earlier is None:
        return
    day = format_date(content.earlier.issued_on)
    if _says_nothing_new(content):
        yield _warning(
            "nothing_changed",
            f"This letter says nothing that the letter of {day} did not. Send it when "
            "there is something new to say.",
        )
    if is_opening_left_over(content):
        yield _warning(
            "opening_left_over",
            f"The words before the answers are those of the letter of {day}. Say what "
            "has changed since.",
            "opening",
        )


def is_opening_left_over(content: LetterContent) -> bool:
    """Whether the words before the answers stood in the earlier letter as well."""
    if content.earlier is None or not content.opening:
        return False
    opening = _letters(content.opening)
    return bool(opening) and opening in _letters(content.earlier.page)


def _says_nothing_new(content: LetterContent) -> bool:
    if content.earlier is None or content.enclosures or content.other_information:
        return False
    page = _letters(content.earlier.page)
    said = {(one.question_id, one.outcome) for one in content.earlier.answers}
    return all(
        (asked.question_id, answer.outcome) in said
        for answer in content.answers
        if not answer.is_to_follow
        for asked in answer.asked
    ) and all(_letters(answer.text) in page for answer in content.answers)


def _letters(html: str) -> str:
    """Return the letters and digits of a page: the rest it sets as it likes."""
    return re.sub(r"\W+", "", unescape(_TAG.sub("", html)))


def _warning(code: str, message: str, about: str = "") -> Finding:
    return warn(code, message, _PRACTICE, about)
