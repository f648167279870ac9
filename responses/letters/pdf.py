"""Make a letter's page into an accessible PDF (PDF/UA-1), or into an archive PDF.

Web processes never import this module. A worker loads WeasyPrint and its libraries when
it makes its first letter.
"""

import atexit
import ctypes
import gc
import logging
import re
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from responses.letters import columns, fonts, notes, pictures
from responses.letters.fonts import FACES, Face

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

# Addresses of this scheme lead to our font files, and addresses below `_HERE` to the
# pictures of a letterhead. All other addresses are refused.
_SCHEME = "letter-font:"
_HERE = "https://letter.invalid"
STYLESHEET = "css/letter.css"
# The stylesheet of letters issued before the envelope was chosen. It never changes.
_FIRST_STYLESHEET = "css/letter_1.css"
_OF_TODAY = re.compile(r'<article class="letter"[^<>]*\sdata-envelope="')
_FIRST = (
    '<!DOCTYPE html><html lang="en-GB"><title>Letter</title>'
    '<article class="letter" data-envelope="window">'
    '<h1>Letter</h1><p><strong>Of</strong> <em>words</em> <a href="#end">and</a></p>'
    "<ul><li>lists</li></ul><table><tr><th>and</th><td>tables</td></tr></table>"
    '<p id="end">End</p></article></html>'
)
_FAMILIES = re.compile(r'"Letter Fallback"')
# WeasyPrint's font configuration is not safe for two threads at once.
_press = threading.Lock()
# In characters of its page: a letter of about fifteen sheets.
_LONG = 60_000
# Whether this process makes letter after letter.
_is_warm = threading.Event()


class LetterNotMade(Exception):
    """A page could not be made into a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file to embed in a letter's archive copy."""

    name: str
    title: str
    content: bytes
    at: datetime


def pdf_of(page: str) -> bytes:
    """Return a letter's page as a PDF.

    The same page gives the same bytes.

    Args:
        page: A page made by `pages.page_of`.

    Raises:
        LetterNotMade: Something in the page cannot be drawn, or tried to fetch an
            address. No part of a letter is ever left out silently.
    """
    return _print(page, variant="pdf/ua-1", attached=())


def archive_of(page: str, attached: Sequence[Attached] = ()) -> bytes:
    """Return a letter's page as a PDF for the archive, with its files.

    Args:
        page: A page made by `pages.page_of`.
        attached: The files sent with the letter.

    Returns:
        PDF/A-2a, or PDF/A-3a where files are embedded.

    Raises:
        LetterNotMade: As for `pdf_of`.

    Source: ISO 19005-2 and 19005-3.
    """
    variant = "pdf/a-3a" if attached else "pdf/a-2a"
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile open for Python to close.
        warnings.simplefilter("ignore", ResourceWarning)
        return _print(page, variant=variant, attached=attached)


def warm_up() -> None:
    """Load the libraries for PDFs, so that the first letter need not wait.

    Much is loaded only when something is drawn, so a small letter is made. The objects
    loaded are then frozen: garbage collection skips them.
    """
    _print(_FIRST, variant="pdf/ua-1", attached=())
    gc.collect()
    _return_memory()
    gc.freeze()
    _is_warm.set()


def _print(page: str, *, variant: str, attached: Sequence[Attached]) -> bytes:
    from weasyprint import CSS, Attachment
    from weasyprint.urls import FatalURLFetchingError

    from responses.letters.finishing import finish
    from responses.letters.numbers import styles_of_numbers
    from responses.letters.reading_page import LetterPage

    page = notes.at_the_foot(fonts.drawable(page))
    with _press, _errors_raised(), _garbage_collected(page):
        stylesheets, font_config = _stylesheets(page)
        numbers = styles_of_numbers(page) if _OF_TODAY.search(page) else ""
        try:
            made = LetterPage(page, base_url=_HERE, url_fetcher=_fetcher()).write_pdf(
                stylesheets=[*stylesheets, CSS(string=numbers)],
                font_config=font_config,
                pdf_variant=variant,
                finisher=finish,
                attachments=[
                    Attachment(
                        string=one.content,
                        url_fetcher=_fetcher(),
                        name=one.name,
                        description=one.title,
                        created=one.at,
                        modified=one.at,
                        relationship="Supplement",
                    )
                    for one in attached
                ],
            )
        except FatalURLFetchingError as refusal:
            raise LetterNotMade(str(refusal)) from refusal
    return bytes(made)


@contextmanager
def _garbage_collected(page: str) -> Iterator[None]:
    """Collect garbage once, after the letter.

    A letter's boxes refer to each other, so they stay until then. A collection within
    the letter, or the one due as soon as collections are allowed again, would free
    nothing and take a tenth of the letter's time. After a long letter its memory is
    returned to the system, or a worker would stay as large as its largest letter; the
    next letter of common length needs the memory again. In a process for a single
    letter a collection would take longer than it is worth.
    """
    if not _is_warm.is_set():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.enable()
        if len(page) > _LONG:
            _return_memory()


def _return_memory() -> None:
    """Return freed memory to the system, where the system's library can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _stylesheets(page: str) -> "tuple[list[CSS], FontConfiguration]":
    """Return a page's stylesheets and their fonts, read once for many letters."""
    sheet = STYLESHEET if _OF_TODAY.search(page) else _FIRST_STYLESHEET
    extra_fonts = fonts.extra_fonts_for(page)
    if sheet == STYLESHEET and not extra_fonts:
        return _common_stylesheets()
    return _uncommon_stylesheets(sheet, extra_fonts)


@cache
def _common_stylesheets() -> "tuple[list[CSS], FontConfiguration]":
    # Delete its files while the interpreter is still running.
    atexit.register(_common_stylesheets.cache_clear)
    return _made_stylesheets(STYLESHEET, ())


@lru_cache(maxsize=2)
def _uncommon_stylesheets(
    sheet: str, extra_fonts: tuple[Face, ...]
) -> "tuple[list[CSS], FontConfiguration]":
    atexit.register(_uncommon_stylesheets.cache_clear)
    return _made_stylesheets(sheet, extra_fonts)


def _made_stylesheets(
    name: str, extra_fonts: tuple[Face, ...]
) -> "tuple[list[CSS], FontConfiguration]":
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    font_config = FontConfiguration()
    sheet = (settings.BASE_DIR / "static" / name).read_text("utf-8")
    if extra_fonts:
        families = ", ".join(f'"{face.family}"' for face in extra_fonts)
        sheet = _FAMILIES.sub(f'"Letter Fallback", {families}', sheet)
    # A single sheet: WeasyPrint matches every element against each sheet.
    text = "\n".join((_font_faces((*FACES, *extra_fonts)), columns.rules(), sheet))
    made = CSS(string=text, font_config=font_config, url_fetcher=_fetcher())
    return [made], font_config


def _font_faces(faces: Sequence[Face]) -> str:
    """Return the font-face rules; a variable font states its weights itself."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}";'
        + (f" font-weight: {face.weight};" if face.weight else "")
        + f' font-style: {face.style}; src: url("{_SCHEME}{face.file}"); }}'
        for face in faces
    )


@cache
def _fetcher() -> Any:
    from weasyprint.urls import (
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class OursOnly(URLFetcher):
        """Open our own fonts and pictures, and refuse every other address."""

        def __init__(self) -> None:
            super().__init__(
                allowed_protocols=(), allow_redirects=False, fail_on_errors=True
            )

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url.startswith(_SCHEME):
                face = fonts.face_of(url.removeprefix(_SCHEME))
                if face is not None:
                    return URLFetcherResponse(url, face.path.read_bytes())
            elif url.startswith(f"{_HERE}/"):
                try:
                    content = pictures.read(url.removeprefix(_HERE))
                except pictures.NoSuchPicture as refusal:
                    raise FatalURLFetchingError(str(refusal)) from refusal
                return URLFetcherResponse(url, content)
            raise FatalURLFetchingError(f"The letter refers to {url[:200]}.")

    return OursOnly()


@contextmanager
def _errors_raised() -> Iterator[None]:
    """Raise `LetterNotMade` for errors that WeasyPrint would only log."""
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
