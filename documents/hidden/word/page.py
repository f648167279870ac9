"""Read the measures of a Word document's page."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from documents.hidden.packages import child, find_all
from documents.hidden.word.elements import attribute_of, is_number

TWIPS = 20  # to a point


@dataclass(frozen=True)
class Page:
    """The measures of a page, in points."""

    width: float = 595.0
    height: float = 842.0
    left: float = 72.0
    top: float = 72.0
    right: float = 72.0
    bottom: float = 72.0

    @classmethod
    def of(cls, root: Element) -> "Page":
        """Return the page of the last section of a document."""
        made = cls()
        for section in find_all(root, "sectPr"):
            size, margin = child(section, "pgSz"), child(section, "pgMar")
            made = cls(
                _twips(size, "w", cls.width),
                _twips(size, "h", cls.height),
                _twips(margin, "left", cls.left),
                abs(_twips(margin, "top", cls.top)),
                _twips(margin, "right", cls.right),
                abs(_twips(margin, "bottom", cls.bottom)),
            )
        return made


def _twips(element: Element | None, name: str, usual: float) -> float:
    written = attribute_of(element, name)
    return float(written) / TWIPS if is_number(written) else usual
