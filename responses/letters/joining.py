"""Join the pieces of an element that runs over several pages of a PDF.

WeasyPrint makes a structure element for each page that a table, a list or a paragraph
touches, and a screen reader would hear several short tables. What is one element of the
letter's page becomes one element of the structure, however many pages it takes
(ISO 32000-1, 14.7.4: the content of an element may lie on several pages).
"""

from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint.pdf import tags

_WITHIN_LINES = frozenset({"a", "em", "span", "strong", "sub", "sup", "u"})


def remember_elements() -> None:
    """Have WeasyPrint note which element of the page each structure element is.

    It notes the last page of the element too. WeasyPrint itself keeps no such notes.
    """
    if not hasattr(tags._build_box_tree, "is_noting"):
        tags._build_box_tree = _noting(tags._build_box_tree)


def _noting(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def noted(box: Any, *rest: Any) -> Iterator[Any]:
        for made in build(box, *rest):
            if not hasattr(made, "element"):
                made.element, made.last_page = box.element, made["Pg"]
            yield made

    noted.is_noting = True  # type: ignore[attr-defined]
    return noted


class Joining:
    """Join the pieces of elements of one PDF.

    Args:
        elements: The structure elements, by their references.
    """

    def __init__(self, elements: dict[bytes, Any]) -> None:
        self._elements = elements
        # From each piece that was joined to the element it was joined to.
        self._joined: dict[bytes, bytes] = {}

    def join(self, pdf: Any) -> None:
        """Join every element of the PDF that was made in pieces."""
        root = self._object(pdf, pdf.catalog["StructTreeRoot"])
        for reference in root["K"]:
            self._join_kids(self._elements[reference])
        if self._joined:
            numbers = self._object(pdf, root["ParentTree"])["Nums"]
            for at, entry in enumerate(numbers):
                if isinstance(entry, list):
                    entry[:] = [self._joined.get(one, one) for one in entry]
                elif isinstance(entry, bytes):
                    numbers[at] = self._joined.get(entry, entry)

    def _join_kids(self, parent: Any) -> None:
        """Join the kids of an element that are pieces of each other, and their kids."""
        kept = pydyf.Array()
        begun: dict[tuple[int, str], list[Any]] = {}
        for kid in parent["K"]:
            piece = self._element(kid)
            element = getattr(piece, "element", None)
            if element is None:
                kept.append(kid)
                continue
            alike = begun.setdefault((id(element), piece["S"]), [])
            if not self._is_continued(alike, piece):
                alike.append(piece)
                kept.append(kid)
            elif piece["S"] == "/THead":
                self._leave_out_head(piece, alike[-1], parent)
            else:
                self._append(alike[-1], piece)
        parent["K"] = kept
        for kid in kept:
            if (element := self._element(kid)) is not None:
                self._join_kids(element)

    def _element(self, kid: Any) -> Any:
        """Return the element that a kid refers to; None for content of the page.

        Content is a number on the element's own page, a dictionary on another.
        """
        return self._elements.get(kid) if isinstance(kid, bytes) else None

    @staticmethod
    def _is_continued(alike: list[Any], piece: Any) -> bool:
        """Whether a piece continues the last element that is like it.

        A link or emphasis continues from line to line, anything else from page to page.
        Anonymous boxes belong to the same element as the box around them: where several
        stand beside each other, none continues another.
        """
        if alike and piece.element.tag in _WITHIN_LINES:
            return True
        return len(alike) == 1 and alike[0].last_page != piece["Pg"]

    def _append(self, whole: Any, piece: Any) -> None:
        """Append the content of a piece to the element it continues."""
        for kid in piece["K"]:
            if (element := self._element(kid)) is not None:
                element["P"] = whole.reference
            elif isinstance(kid, int) and whole["Pg"] != piece["Pg"]:
                kid = pydyf.Dictionary({"Type": "/MCR", "Pg": piece["Pg"], "MCID": kid})
            whole["K"].append(kid)
        whole.last_page = piece["Pg"]
        self._joined[piece.reference] = whole.reference
        piece.free = "f"

    def _leave_out_head(self, head: Any, first: Any, table: Any) -> None:
        """Leave out a table's head repeated on a later page: it is read once.

        Cells name their heads, so the repeated heads take the names of the first.
        """
        names = {cell.element: cell["ID"] for cell in self._heads(first)}
        for cell in self._heads(head):
            if cell.element in names:
                cell["ID"].string = names[cell.element].string
        head["P"] = table.reference

    def _heads(self, part: Any) -> Iterator[Any]:
        for row in part["K"]:
            for cell in self._elements[row]["K"]:
                if "ID" in self._elements[cell]:
                    yield self._elements[cell]

    @staticmethod
    def _object(pdf: Any, reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]
