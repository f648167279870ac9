"""A letter: what it says, its page, what is wrong with it, and its PDF.

Making the PDF needs WeasyPrint, which only `responses.letters.pdf` loads, in a worker.
"""

from responses.letters.composing import compose, without_date
from responses.letters.content import LetterContent
from responses.letters.findings import findings_in, notice_of
from responses.letters.notices import AnyContent, NoticeContent, compose_notice
from responses.letters.pages import (
    article_of,
    as_draft,
    page_of,
    sha256_of,
    sha256_of_words,
)
from responses.letters.pdf import Attached, LetterNotMade, archive_of, pdf_of, warm_up
from responses.letters.publication import (
    REQUESTER,
    names_in,
    page_for_publication,
    words_of,
)
from responses.letters.speaking import speech_in, speech_of

__all__ = [
    "REQUESTER",
    "AnyContent",
    "Attached",
    "LetterContent",
    "LetterNotMade",
    "NoticeContent",
    "archive_of",
    "article_of",
    "as_draft",
    "compose",
    "compose_notice",
    "findings_in",
    "names_in",
    "notice_of",
    "page_for_publication",
    "page_of",
    "pdf_of",
    "sha256_of",
    "sha256_of_words",
    "speech_in",
    "speech_of",
    "warm_up",
    "without_date",
    "words_of",
]
