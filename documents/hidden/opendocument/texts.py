"""Tell the texts of an OpenDocument file."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.packages import find_all, local, text_of


def words_of(paragraph: Element) -> str:
    """Return the words of a paragraph, with one space between them."""
    return " ".join("".join(paragraph.itertext()).split())


def texts_of(content: Element) -> Iterator[str]:
    """Yield the texts of paragraphs; of a cell of a sheet, its lines together."""
    cells = [
        lines
        for sheet in find_all(content, "spreadsheet")
        for cell in find_all(sheet, "table-cell")
        if len(lines := [one for one in cell if local(one.tag) == "p"]) > 1
    ]
    told = {line for lines in cells for line in lines}
    yield from ("\n".join(text_of(one) for one in lines) for lines in cells)
    yield from (text_of(one) for one in find_all(content, "p", "h") if one not in told)
