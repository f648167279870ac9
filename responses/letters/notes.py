"""Number the footnotes of a letter through its page, and put them at the foot of paper.

On the page, the notes are a list at the end of the letter, with links both ways. A PDF
has each note at the foot of the sheet that has its number.
"""

import re
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from responses.letters.procedural_content import AnyContent

# The class of a note in the line of its number, for the print.
PRINTED: Final = "letter-note"
_TYPED = re.compile(r"<foot-note>(.*?)</foot-note>", re.DOTALL)
_END: Final = "</article>"
_SECTION = re.compile(r'<section class="letter-notes".*?</section>\s*', re.DOTALL)
_NOTE = re.compile(
    r'<li id="letter-note-(\d+)"([^<>]*)>(.*?) <a class="letter-notes__back"', re.DOTALL
)
_SET: Final = (
    '<sup class="letter-noteref"><a id="letter-noteref-{number}"'
    ' href="#letter-note-{number}" role="doc-noteref" aria-label="{called}">{number}'
    "</a></sup>"
)
_NUMBER = re.compile(
    r'<sup class="letter-noteref"><a id="letter-noteref-(\d+)"[^<>]*>\d+</a></sup>'
)


def numbered(page: str, content: AnyContent) -> str:
    """Return a page with numbers in place of its footnotes, and the notes at its end.

    Args:
        page: The page, each note in its line as typed.
        content: The letter, for its language.
    """
    notes: list[str] = []

    def number(typed: re.Match[str]) -> str:
        notes.append(typed[1])
        called = content.wording.text("notes.note", number=len(notes))
        return format_html(_SET, number=len(notes), called=called)

    page = _TYPED.sub(number, page)
    if not notes:
        return page
    said = [mark_safe(note) for note in notes]  # noqa: S308 - cleaned when composed
    section = render_to_string(
        "letters/notes.html", {"content": content, "notes": said}
    )
    return page.replace(_END, f"{section}{_END}", 1)


def at_the_foot(page: str) -> str:
    """Return a page with each note in the line of its number, for the print."""
    section = _SECTION.search(page)
    if section is None:
        return page
    notes = {
        number: f'<span class="{PRINTED}" data-number="{number}"{told}>{words}</span>'
        for number, told, words in _NOTE.findall(section[0])
    }
    return _NUMBER.sub(lambda found: notes[found[1]], _SECTION.sub("", page))
