"""A letter's page in HTML, shared by the preview, the record and the PDF."""

import hashlib
import re
from itertools import count
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from responses.letters.composing import without_date
from responses.letters.content import LetterContent
from responses.letters.direction import directed
from responses.letters.fonts import drawable
from responses.letters.notes import numbered
from responses.letters.procedural_content import AnyContent

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_ARTICLE = '<article class="letter"'
_IS_DRAFT = "data-draft"
# The mark of a draft in Word and in plain text. The stylesheet has it for the print.
DRAFT_MARK: Final = "DRAFT – NOT ISSUED"
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
# Both begin only where a run of blanks begins, so that a long run is read once.
_BETWEEN_LINES = re.compile(r"(?<!\s)\s*\n\s*")
# A blank at the end of a block counts for the print as part of the line: a line that is
# full without the blank would break after the first word.
_BEFORE_THE_END = re.compile(r"(?<!\s)\s+(</(?:p|li|td|th|dt|dd|h[1-6])>)")


def page_of(content: AnyContent) -> str:
    """Return the letter's whole page.

    The page refers to no files but the letterhead's pictures. Characters missing from
    all fonts are replaced by their names.
    """
    page: str = render_to_string(content.template, {"content": content})
    page = numbered(page, content)
    # Line ends of templates mean nothing. Line ends in typed text were folded before.
    page = _BETWEEN_LINES.sub("\n", page).strip() + "\n"
    page = _BEFORE_THE_END.sub(r"\1", page)
    return directed(drawable(page))


def article_of(page: str) -> SafeString:
    """Return the letter from its page, to show within another page.

    A screen may be narrower than a sheet of paper: each table scrolls within a region
    of its own, which the keyboard reaches.

    Raises:
        ValueError: The page was not made by `page_of`.
    """
    body = _BODY.search(page)
    if body is None:
        raise ValueError("This is not a letter's page.")
    number = count(1)
    article = _TABLE.sub(
        lambda table: (
            f'<div class="letter-scrolls" role="region" tabindex="0"'
            f' aria-label="Table {next(number)}">{table[0]}</div>'
        ),
        body.group(1).strip(),
    )
    return mark_safe(article)  # noqa: S308 - made by `page_of`


def as_draft(page: str) -> str:
    """Return a page marked as a draft: each format shows the mark, the words stay."""
    return page.replace(_ARTICLE, f"{_ARTICLE} {_IS_DRAFT}", 1)


def is_draft(page: str) -> bool:
    """Whether a page is marked as a draft."""
    return f"{_ARTICLE} {_IS_DRAFT}" in page


def sha256_of(page: str) -> str:
    """Return the SHA-256 of a page's bytes."""
    return hashlib.sha256(page.encode()).hexdigest()


def sha256_of_words(content: LetterContent) -> str:
    """Return the SHA-256 of a letter's words, on any day of issue.

    The hash also covers the enclosures, byte for byte.
    """
    files = "".join(f"{one.sha256} {one.name}\n" for one in content.enclosures)
    return sha256_of(page_of(without_date(content)) + files)
