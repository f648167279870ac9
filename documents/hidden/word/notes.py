"""Check the heads, feet and notes of a Word document that no page shows."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from documents.hidden.findings import Finding, block, quoted
from documents.hidden.packages import Package, attribute, find_all, local, text_of
from documents.hidden.word.elements import is_set

_NOTES = {
    "footnotes": ("footnote", "footnoteReference"),
    "endnotes": ("endnote", "endnoteReference"),
}
# The lines between text and notes.
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def look_at_unused(
    package: Package, body: Element, roots: Mapping[str, Element]
) -> Iterator[Finding]:
    """Yield the words of heads, feet and notes that nothing refers to or shows."""
    yield from _heads(package, body)
    for name, (note, reference) in _NOTES.items():
        root = package.xml_if_there(f"word/{name}.xml")
        if root is None:
            continue
        referred = {
            attribute(one, "id")
            for each in roots.values()
            for one in find_all(each, reference)
        }
        for one in find_all(root, note):
            words = _words(one)
            is_kept = attribute(one, "type") in _SEPARATORS
            if words and not is_kept and attribute(one, "id") not in referred:
                yield block(
                    "unused_note",
                    name,
                    "A note that no text refers to stayed in the file: "
                    f"{quoted(words)}. "
                    "Copy the text to a new document.",
                )


def _heads(package: Package, body: Element) -> Iterator[Finding]:
    links = package.relationships("word/document.xml")
    settings = package.xml_if_there("word/settings.xml")
    parts_even = settings is not None and is_set(settings, "evenAndOddHeaders")
    shown: set[str] = set()
    off: dict[str, str] = {}
    is_first_shown = False
    for section in find_all(body, "sectPr"):
        is_first_shown |= is_set(section, "titlePg")
        for one in section:
            if local(one.tag) not in {"headerReference", "footerReference"}:
                continue
            link = links.get(attribute(one, "id"))
            if link is None:
                continue
            kind = attribute(one, "type")
            # A section goes on with the heads of those before it.
            if kind == "first" and not is_first_shown:
                off[link.target] = "first pages are not different"
            elif kind == "even" and not parts_even:
                off[link.target] = "even pages are not different"
            else:
                shown.add(link.target)
    for name in package.matching(r"word/(header|footer)\d*\.xml"):
        words = _words(package.xml(name))
        if name in shown or not words:
            continue
        why = off.get(name, "no section uses it")
        yield block(
            "unused_head",
            name.rsplit("/", 1)[-1].removesuffix(".xml"),
            f"It says {quoted(words)}, but {why}. Delete its words.",
        )


def _words(root: Element) -> str:
    return " ".join(filter(None, (text_of(one) for one in find_all(root, "t"))))
