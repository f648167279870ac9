"""A letter as a page of HTML: the same for the preview, the record and the PDF."""

import hashlib
import re

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from responses.letters.composing import without_date
from responses.letters.content import LetterContent
from responses.letters.direction import directed
from responses.letters.fonts import drawable
from responses.letters.procedural_content import AnyContent

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_ARTICLE = '<article class="letter"'
_BETWEEN_LINES = re.compile(r"\s*\n\s*")


def page_of(content: AnyContent) -> str:
    """Return the whole page, which names nothing to be fetched but its own pictures.

    What no font of ours draws is told by its name.
    """
    page: str = render_to_string(content.template, {"content": content})
    # The line ends of templates mean nothing; those of typed text are folded before.
    page = _BETWEEN_LINES.sub("\n", page).strip() + "\n"
    return directed(drawable(page))


def article_of(page: str) -> SafeString:
    """Return the letter itself out of its page, to be shown within another.

    Raises:
        ValueError: The page is not one that `page_of` made.
    """
    body = _BODY.search(page)
    if body is None:
        raise ValueError("This is not a letter's page.")
    return mark_safe(body.group(1).strip())  # noqa: S308 - made by `page_of`


def as_draft(page: str) -> str:
    """Return a letter's page marked as a draft: its sheets say so, its words do not."""
    return page.replace(_ARTICLE, f"{_ARTICLE} data-draft", 1)


def sha256_of(page: str) -> str:
    """Return the SHA-256 of a page's bytes."""
    return hashlib.sha256(page.encode()).hexdigest()


def sha256_of_words(content: LetterContent) -> str:
    """Return the SHA-256 of what a letter says, whatever the day of issue.

    It covers the files that go with the letter, byte for byte.
    """
    files = "".join(f"{one.sha256} {one.name}\n" for one in content.enclosures)
    return sha256_of(page_of(without_date(content)) + files)
