"""Read a letter's page for WeasyPrint.

A letter's page is well-formed but for its void elements, so the XML parser of the
standard library reads it, in a tenth of the time that an HTML parser takes. Any other
page is read as HTML.
"""

import re
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import HTML

from responses.letters import labels

_VOID = re.compile(r"<((?:meta|img|br|col)\b[^<>]*)(?<!/)>")
_DECLARES = re.compile(r"<!(?!DOCTYPE html>|--)")


class LetterPage(HTML):
    """A page made by `pages.page_of`, ready for WeasyPrint.

    Args:
        page: The page.
        base_url: The address to which the page's addresses are relative.
        url_fetcher: Opens the addresses.
    """

    def __init__(self, page: str, *, base_url: str, url_fetcher: Any) -> None:
        self._has_labels = " rowspan=" in page
        root = _root_of(page)
        if root is None:
            super().__init__(string=page, base_url=base_url, url_fetcher=url_fetcher)
            return
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(
            root, content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element

    def render(self, *args: Any, **options: Any) -> Any:
        """Lay out the letter, with the labels of rows on each of their pages."""
        document = super().render(*args, **options)
        for _ in range(labels.MOST_ROUNDS if self._has_labels else 0):
            if not labels.cut_at_pages(document, self.etree_element):
                break
            self.wrapper_element = ElementWrapper.from_html_root(
                self.etree_element, content_language=None
            )
            document = super().render(*args, **options)
        return document


def _root_of(page: str) -> ElementTree.Element | None:
    """Return the root of a well-formed page; None for any other page."""
    if _DECLARES.search(page):
        return None
    try:
        # A page that declares no entities cannot expand or open any.
        return ElementTree.fromstring(_VOID.sub(r"<\1/>", page))  # noqa: S314
    except ElementTree.ParseError:
        return None
