"""Copy PDFs as pictures of their pages."""

import io
from contextlib import closing

import pypdfium2

from documents.safe.refusal import CannotCopy

_SCALE = 150 / 72  # 150 dots to the inch: letters of six points stay readable
_MOST_PAGES = 200
_MOST_PIXELS = 20_000_000  # of a page
_QUALITY = 85


def flattened(content: bytes) -> bytes:
    """Return a PDF of pictures of the pages: what is not seen is not in it.

    Words in it can no longer be searched or read aloud. Send it only where the words
    may not go, and say in the letter how to ask for another form.

    Raises:
        CannotCopy: The PDF is damaged, asks for a password, or has too many pages.
    """
    file = io.BytesIO()
    try:
        with (
            pypdfium2.PdfDocument(content) as document,
            closing(pypdfium2.PdfDocument.new()) as made,
        ):
            if len(document) > _MOST_PAGES:
                raise CannotCopy(f"has more than {_MOST_PAGES} pages")
            document.init_forms()
            for number in range(len(document)):
                with closing(document[number]) as page:
                    _add(made, page)
            made.save(file)
    except pypdfium2.PdfiumError as why:
        raise CannotCopy("is damaged, or asks for a password") from why
    return file.getvalue()


def _add(made: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    """Add a picture of a page: one at a time, for a long PDF is larger than memory."""
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
    drawn = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(
        drawn, "JPEG", quality=_QUALITY
    )
    picture = pypdfium2.PdfImage.new(made)
    picture.load_jpeg(drawn, inline=True)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    with closing(made.new_page(width, height)) as new:
        new.insert_obj(picture)
        new.gen_content()
