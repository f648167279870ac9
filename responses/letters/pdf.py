"""A letter's page as an accessible PDF (PDF/UA-1).

Nothing here is imported by a web process: WeasyPrint and the libraries behind it are
loaded when the first letter is made, in a worker.
"""

import atexit
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from responses.letters.fonts import FACES

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

# Addresses of this scheme lead to the font files above, and no others lead anywhere.
_SCHEME = "letter-font:"
STYLESHEET = "css/letter.css"
# WeasyPrint's font configuration is not made for two threads at once.
_press = threading.Lock()


class LetterNotMade(Exception):
    """A page could not be made into a PDF; says why."""


def pdf_of(page: str) -> bytes:
    """Return a letter's page as a PDF.

    The same page gives the same bytes.

    Args:
        page: As `pages.page_of` made it.

    Raises:
        LetterNotMade: Something in the page cannot be drawn, or tried to fetch an
            address. No part of a letter is ever left out silently.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    from responses.letters.finishing import finish

    with _press, _errors_raised():
        stylesheets, fonts = _dress()
        try:
            made = HTML(string=page, url_fetcher=_fetcher()).write_pdf(
                stylesheets=stylesheets,
                font_config=fonts,
                pdf_variant="pdf/ua-1",
                finisher=finish,
            )
        except FatalURLFetchingError as refusal:
            raise LetterNotMade(str(refusal)) from refusal
    return bytes(made)


def warm_up() -> None:
    """Load what making a letter needs, so that the first one does not wait for it."""
    with _press, _errors_raised():
        _dress()


@cache
def _dress() -> "tuple[list[CSS], FontConfiguration]":
    """Return the stylesheets, and the fonts they bring, read once for all letters."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = (settings.BASE_DIR / "static" / STYLESHEET).read_text("utf-8")
    made = [
        CSS(string=text, font_config=fonts, url_fetcher=_fetcher())
        for text in (_font_faces(), sheet)
    ]
    # Its files are removed while there is still an interpreter to do it.
    atexit.register(_dress.cache_clear)
    return made, fonts


def _font_faces() -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f' font-style: {face.style}; src: url("{_SCHEME}{number}"); }}'
        for number, face in enumerate(FACES)
    )


@cache
def _fetcher() -> Any:
    from weasyprint.urls import (
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class FontsOnly(URLFetcher):
        """Opens our own font files, and refuses every other address there is."""

        def __init__(self) -> None:
            super().__init__(
                allowed_protocols=(), allow_redirects=False, fail_on_errors=True
            )

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            number = url.removeprefix(_SCHEME)
            if url.startswith(_SCHEME) and number in _numbers():
                return URLFetcherResponse(url, FACES[int(number)].path.read_bytes())
            raise FatalURLFetchingError(f"The letter refers to {url[:200]}.")

    return FontsOnly()


@cache
def _numbers() -> frozenset[str]:
    return frozenset(map(str, range(len(FACES))))


@contextmanager
def _errors_raised() -> Iterator[None]:
    """Turn what WeasyPrint would only log as an error into a letter not made."""
    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.ERROR)
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    if told:
        raise LetterNotMade("; ".join(told))
