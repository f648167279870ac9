"""Mark text written from right to left, such as Arabic and Hebrew."""

import re
import unicodedata

# Characters from Hebrew upwards. Most pages have none, and are returned as they are.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BLOCK = re.compile(r"<(p|li|td|th|h[1-6]|span class=\"letter-line\")((?: [^<>]*)?)>")
_TAG = re.compile(r"<[^<>]*>")


def directed(page: str) -> str:
    """Return a letter's page with right-to-left blocks marked.

    A block's direction follows from its first letter, as browsers do for `dir="auto"`.
    WeasyPrint does not support that value.
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
    """Whether the first letter with a direction runs from right to left."""
    for char in words:
        direction = unicodedata.bidirectional(char)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False
