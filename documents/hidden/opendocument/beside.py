"""Check the remarks of an OpenDocument file, and its words beside the page."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, counted, listed, quoted, warn
from documents.hidden.links import is_telling
from documents.hidden.packages import attribute, find_all, local, text_of
from documents.hidden.words import Seen, says_something

# Attributes with words of a person.
_SAYING = (
    "string-value",
    "string-value-if-true",
    "string-value-if-false",
    "title",
    "label",
    "key1",
    "key2",
    "help-message",
    "author",
    "target-frame-name",
)
_NAMED = {"bookmark", "bookmark-start", "section", "reference-mark", "named-range"}
_NAMED |= {
    "named-expression",
    "reference-mark-start",
    "frame",
    "custom-shape",
    "content-validation",
}
_GIVEN = re.compile(r"_.*|[\w ]*\d+|val\d+|", re.IGNORECASE)
_SOURCE = re.compile(r"'(\w+:[^']*)'#")  # the file a formula refers to
_HELPING = {"Content", "Help", "StatusHelp", "Description"}  # of a field of a form
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
# Changes of a text, and of a spreadsheet.
_CHANGES = ("changed-region", "cell-content-change", "insertion-cut-off", "movement")
_FORM = {"text", "textarea", "hidden", "option", "item", "listbox", "combobox"}


def look_at_remarks(content: Element) -> Iterator[Finding]:
    """Yield tracked changes and comments."""
    changed = list(find_all(content, *_CHANGES))
    if changed:
        yield block(
            "tracked_changes",
            "",
            f"{counted(len(changed), 'change')} tracked in it, such as "
            f"{quoted(text_of(changed[0]))}. Accept or reject all of them.",
        )
    comments = list(find_all(content, "annotation"))
    if comments:
        yield block(
            "comments",
            "",
            f"{counted(len(comments), 'comment')}, such as "
            f"{listed([text_of(one) for one in comments])}. Delete them.",
        )


def look_beside(content: Element, seen: Seen) -> Iterator[Finding]:
    """Yield words that the file holds and no page shows."""
    told: dict[str, None] = {}
    links: dict[str, None] = {}
    for one in content.iter():
        name = local(one.tag)
        for text in _said(one, name):
            if says_something(text) and seen.lacks(text.replace("_", " ")):
                told[text] = None
        for target in (
            attribute(one, "href"),
            *_SOURCE.findall(attribute(one, "formula")),
        ):
            if is_telling(target):
                links[target] = None
    if told:
        yield warn(
            "words_beside",
            "",
            f"{counted(len(told), 'text')} that no page shows, for screen readers, "
            f"fields, formulas or hints: "
            f"{', '.join(quoted(one) for one in list(told)[:4])}. Take out what "
            "should not go.",
        )
    for target in list(links)[:5]:
        yield warn(
            "local_link",
            "",
            f"It links to {quoted(target)}, which names a person, a machine or a "
            "file "
            "within the authority.",
        )


def _said(one: Element, name: str) -> Iterator[str]:
    if name in {"title", "desc"}:
        yield text_of(one)
    elif name in {"placeholder", "script", "text-input"}:
        yield attribute(one, "description") + " " + "".join(one.itertext())
    elif name in {"help-message", "error-message"}:
        yield attribute(one, "title") + " " + text_of(one)
    elif name in _FORM and ":form:" in one.tag:
        for key in ("value", "current-value", "label", "name"):
            yield attribute(one, key)
    elif name == "label" and ":text:" in one.tag:
        yield attribute(one, "value")
    elif name == "scenario":
        yield attribute(one, "comment")
    for key in _SAYING:
        if name != "table-cell" or key != "string-value":
            yield attribute(one, key)
    if name in _NAMED and not _GIVEN.fullmatch(given := attribute(one, "name")):
        yield given
    if name == "param" and attribute(one, "name") in _HELPING:
        yield attribute(one, "value")
    elif name == "param" and attribute(one, "name").endswith(".code"):
        yield from _LITERAL.findall(attribute(one, "value"))
    if name == "a":
        yield attribute(one, "name")
    for key in ("formula", "condition", "expression"):
        yield from _LITERAL.findall(attribute(one, key))
