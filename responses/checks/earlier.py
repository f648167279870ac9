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
    """Yield a warning for a letter saying nothing new, or with words of the last."""
    if content.earlier is None:
        return
    day = format_date(content.earlier.issued_on)
    if _says_nothing_new(content):
        yield _warning(
            "nothing_changed",
            f"This letter says nothing that the letter of {day} did not. Send it when "
            "there is something new to say.",
        )
    page = _letters(content.earlier.page)
    for place, html, words in (
        ("opening", content.opening, "The words before the answers"),
        ("ending", content.ending, "The words after the answers"),
        ("what_changed", content.what_changed, "The words on what this letter changes"),
    ):
        said = _letters(html)
        if said and said in page:
            yield _warning(
                f"{place}_left_over",
                f"{words} are those of the letter of {day}. Say what has changed "
                "since.",
                "ending" if place == "ending" else "opening",
            )


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
