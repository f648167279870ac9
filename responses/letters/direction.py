"""Words written from right to left, marked so: in Arabic, Hebrew and their kin."""

import re
import unicodedata

# From the first letter of Hebrew on; a page without any is the common one.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BLOCK = re.compile(r"<(p|li|td|th|h[1-6]|span class=\"letter-line\")((?: [^<>]*)?)>")
_TAG = re.compile(r"<[^<>]*>")


def directed(page: str) -> str:
    """Return a letter's page with the direction of each block that is not the usual.

    A block is written from right to left where its first letter is, as browsers have
    it for `dir="auto"`, which WeasyPrint does not know.
    """
    if not _RIGHT_TO_LEFT.search(page):
        return page

    def marked(block: re.Match[str]) -> str:
        tag, attributes = block.groups()
        end = page.find(f"</{tag.split()[0]}>", block.end())
        words = _TAG.sub("", page[block.end() : end])
        if " dir=" in attributes or not _is_right_to_left(words):
            return block[0]
        return f'<{tag}{attributes} dir="rtl">'

    return _BLOCK.sub(marked, page)


def _is_right_to_left(words: str) -> bool:
    """Whether the first letter with a direction of its own runs to the left."""
    for char in words:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
