"""Make letters as PDF and Word files for tests."""

import io
import zipfile

from docx import Document
from weasyprint import HTML

_PAGE = """
<style>
  @page {{ size: A4; margin: 3cm 2.5cm;
    @top-left {{ content: "Harbour Council – Information Team"; font-size: 9pt }}
    @bottom-center {{ content: "Page " counter(page) " of " counter(pages) }} }}
  body {{ font: 11pt/1.4 sans-serif; hyphens: manual }}
  p {{ margin: 0 0 12pt; {more} }}
</style>
"""


def pdf(body, *, is_tagged=False, more=""):
    """Return a PDF of some HTML, with a running head and page numbers."""
    page = f"<html lang=en><title>Letter</title>{_PAGE.format(more=more)}{body}</html>"
    return HTML(string=page).write_pdf(pdf_variant="pdf/ua-1" if is_tagged else None)


def word(fill):
    """Return a .docx with content added by `fill`."""
    document = Document()
    fill(document)
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(**parts):
    """Return a ZIP file of these parts; double underscores in names become slashes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()
