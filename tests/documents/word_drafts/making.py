"""Make Word files whose controls came back, with XML as programs write it."""

import io
import zipfile

from docx import Document
from docx.oxml.parser import parse_xml

from tests.documents.word_drafts.hand import NAMESPACES

TAG = "answer:1:v1:0123456789abcdef"
BY = 'w:id="7" w:author="Pat Reed" w:date="2026-03-04T09:30:00Z"'
KIM = 'w:id="8" w:author="Kim Lee" w:date="2026-03-05T10:00:00Z"'


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def gone(words):
    return f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'


def paragraph(inside, mark=""):
    settings = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{settings}{inside}</w:p>"


def control(inside, tag=TAG):
    return (
        f'<w:sdt {NAMESPACES}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def word_file(*blocks):
    """Return a .docx file with these blocks."""
    document = Document()
    body = document.element.body
    for block in blocks:
        if " xmlns:w=" not in block:
            block = block.replace(">", f" {NAMESPACES}>", 1)
        body.insert(len(body) - 1, parse_xml(block))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_parts(data, **parts):
    """Return a file with parts replaced or added; "__" in names stands for "/"."""
    new = {name.replace("__", "/"): content for name, content in parts.items()}
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for name in old.namelist():
            file.writestr(name, new.pop(name, old.read(name)))
        for name, content in new.items():
            file.writestr(name, content)
    return made.getvalue()
