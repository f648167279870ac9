"""Check the files and pictures within an Office file."""

import re
from collections.abc import Iterator

from documents.hidden.findings import Finding, block, counted, never, quoted, warn
from documents.hidden.numbers import number_in
from documents.hidden.packages import Package, attribute, find_all, is_on, local

_READ = re.compile(r".*\.(jpe?g|png|tiff?|gif|bmp|webp)", re.IGNORECASE)
_OPAQUE, _CLEAR = 100_000, 3_000  # thousandths of a percent
_DRAWN = re.compile(r".*\.(emf|wmf|emz|wmz)", re.IGNORECASE)
_SHEETS = (
    r"(?:document|header\d*|footer\d*|footnotes|endnotes|comments|drawings/[^/]+|"
    r"slides/[^/]+|slideLayouts/[^/]+|slideMasters/[^/]+|notesSlides/[^/]+|"
    r"diagrams/[^/]+|charts/[^/]+)\.xml"
)


def look_at_embedded(package: Package, folder: str, depth: int) -> Iterator[Finding]:
    """Yield files embedded in an Office file, and what they hold in turn."""
    # Imported here because files within files make this import circular.
    from documents.hidden.looking import look_within

    for name in package.matching(rf"{folder}/(embeddings|activeX|ctrlProps)/[^/]+"):
        base = name.rsplit("/", 1)[-1]
        if base.endswith(".rels"):
            continue
        yield block(
            "embedded_file",
            "",
            f"Another file lies within it: {quoted(base)}. Every reader of the file "
            "gets all of its data. Paste it as a picture instead.",
        )
        if "/embeddings/" in name:
            yield from look_within(package.read(name), base, depth + 1)
    for name in package.matching(rf"{folder}/(vbaProject\.bin|macrosheets/.*)"):
        yield never(
            "macros",
            "",
            f"It has macros ({name.rsplit('/', 1)[-1]}). Save it without them, as "
            ".xlsx, .docx or .pptx.",
        )
    for name in package.matching(rf"{folder}/webextensions/.*\.xml"):
        said = [
            value
            for one in find_all(package.xml(name), "property")
            for value in one.attrib.values()
        ]
        yield block(
            "web_extension",
            "",
            f"An add-in has kept data in it, {name.rsplit('/', 1)[-1]}: "
            f"{quoted(' '.join(said))}. Take the add-in out.",
        )


def look_at_pictures(package: Package, folder: str, depth: int) -> Iterator[Finding]:
    """Yield the findings of the pictures in an Office file, and cropped pictures."""
    from documents.hidden.looking import look_within

    drawn = []
    for name in package.matching(rf"{folder}/media/[^/]+"):
        base = name.rsplit("/", 1)[-1]
        if _READ.fullmatch(base) or base.lower().endswith(".svg"):
            yield from look_within(package.read(name), base, depth + 1, "the picture")
        elif _DRAWN.fullmatch(base):
            drawn.append(base)
        else:
            yield block(
                "media",
                "",
                f"It holds {quoted(base)}, which this check cannot read.",
            )
    if drawn:
        yield warn(
            "drawn_pictures",
            "",
            f"{counted(len(drawn), 'drawn picture')} within it, such as "
            f"{quoted(drawn[0])}, of a kind that can hold words: look at what they "
            "show.",
        )
    for name in package.matching(rf"{folder}/{_SHEETS}"):
        root = package.xml(name)
        cropped = sum(
            any(_is_cut(value) for key, value in one.items() if local(key) in "ltrb")
            for one in find_all(root, "srcRect")
        ) + sum(
            any(_is_part(attribute(one, f"crop{side}")) for side in _SIDES)
            for one in find_all(root, "imagedata")
        )
        hidden = [
            quoted(one.get("name") or "unnamed")
            for holder in find_all(root, "nvGrpSpPr", "anchor", "inline")
            for one in holder
            if local(one.tag) in {"cNvPr", "docPr"} and is_on(one.get("hidden"))
        ]
        clear = sum(
            number_in(one.get("amt", "").rstrip("%"), _OPAQUE) < _CLEAR
            for one in find_all(root, "alphaModFix")
        )
        if clear:
            yield block(
                "hidden_picture",
                name.rsplit("/", 1)[-1],
                f"{counted(clear, 'picture')} made so clear that nothing of it is "
                "seen. Delete it, or show it.",
            )
        if hidden:
            yield block(
                "hidden_shape",
                name.rsplit("/", 1)[-1],
                f"{counted(len(hidden), 'drawing')} hidden: {', '.join(hidden[:5])}. "
                "Show it, or delete it.",
            )
        if cropped:
            yield block(
                "cropped_picture",
                name.rsplit("/", 1)[-1],
                f"{counted(cropped, 'picture')} shown cropped, but kept whole. Use "
                "Compress Pictures and delete the cropped areas.",
            )


_SIDES = ("left", "top", "right", "bottom")


def _is_part(value: str) -> bool:
    return value not in {"", "0", "0f"} and not value.startswith("-")


def _is_cut(value: str) -> bool:
    try:
        return float(value.removesuffix("%")) > 0
    except ValueError:
        return False
