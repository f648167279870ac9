"""Extract the words of a PDF by its tags, else by their positions."""

import pypdfium2
from pypdfium2 import raw

from documents.files.characters import words_of_page
from documents.files.document import MOST_PAGES, FileText, UnreadableFile, assembled
from documents.files.hyphens import Hyphens
from documents.files.page import blocks_of, lines_of_page
from documents.files.running import without_running
from documents.files.tags import read_tagged, tags_of_page

_DEEPEST_BOOKMARK = 6  # levels
_STAMP = 8  # words that a scanner may set on a page: its name, a page number
_COVERED = 0.6  # of the page


def read_pdf(data: bytes) -> FileText:
    """Return the words of a PDF, with running heads and feet set aside.

    Raises:
        UnreadableFile: The PDF needs a password, is damaged, too long, or a scan.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableFile(
                "The PDF is protected by a password. Save a copy without a password "
                "and import that, or paste the text."
            ) from error
        raise _damaged() from error
    with document:
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableFile(
                f"The PDF has {count:,} pages, more than the {MOST_PAGES:,} that are "
                "read. Import the letter without its enclosures."
            )
        try:
            return _read(document, count)
        except pypdfium2.PdfiumError as error:
            raise _damaged() from error


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "The PDF is damaged. Save it anew from the program that made it, or paste the "
        "text."
    )


def _read(document: pypdfium2.PdfDocument, count: int) -> FileText:
    pages, tags = [], []
    is_scan = True
    for page in document:
        pages.append(words_of_page(page))
        tags.append(tags_of_page(page))
        is_scan = is_scan and (
            not pages[-1] or (len(pages[-1]) <= _STAMP and _is_picture(page))
        )
        page.close()
    if is_scan:
        raise UnreadableFile(
            f"The PDF has {count} page{'s' * (count != 1)} but no words: it is a "
            "scan. Import the document it was made from, or paste the text."
        )
    titles = _bookmarks(document)
    words = Hyphens(word.text for page in pages for word in page)
    lines = [lines_of_page(page) for page in pages]
    if any(tags):
        blocks, unplaced = read_tagged(tags, pages, words)
        _, running = without_running(lines, keeps_letterhead=False)
        known = {id(word) for line in running for word in line.words}
        left = [word for page in unplaced for word in page]
        if all(word.is_artifact or id(word) in known for word in left):
            around = [line for page in unplaced for line in lines_of_page(page)]
            return assembled("pdf", blocks, [line.text for line in around])
    kept, running = without_running(lines)
    blocks = blocks_of(kept, words, titles)
    return assembled("pdf", blocks, [line.text for line in running])


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether one picture covers most of a page."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) >= _COVERED * width * height:
            return True
    return False


def _bookmarks(document: pypdfium2.PdfDocument) -> dict[str, int]:
    """Return the titles of the bookmarks, each with its level."""
    found: dict[str, int] = {}
    for bookmark in document.get_toc(max_depth=_DEEPEST_BOOKMARK):
        if title := " ".join(bookmark.get_title().split()):
            found.setdefault(title, bookmark.level + 1)
    return found
