"""Check how Office files were made: names, programs, paths, pictures, parts."""

import io
import re
from collections.abc import Iterator

from documents.hidden.findings import (
    CannotLook,
    Finding,
    block,
    counted,
    never,
    quoted,
    warn,
    within,
)
from documents.hidden.packages import (
    Package,
    attribute,
    find_all,
    is_on,
    local,
    text_of,
)

# Authors that are programs, not people.
_PROGRAMS = frozenset(
    {"openpyxl", "python-docx", "python-pptx", "xlsxwriter", "apache poi", "unknown"}
)
_PATH = re.compile(r"^(file:|\\\\|//|[a-z]:[\\/])", re.IGNORECASE)
_PICTURES = re.compile(r".*\.(jpe?g|png|tiff?)", re.IGNORECASE)


def look_at_making(package: Package) -> Iterator[Finding]:
    """Yield the people and places named in an Office file's properties."""
    core = package.xml_if_there("docProps/core.xml")
    if core is not None:
        labels = {"creator": "its author", "lastModifiedBy": "who saved it last"}
        for element in core:
            name, text = local(element.tag), text_of(element)
            if name in labels and text and text.lower() not in _PROGRAMS:
                yield warn(
                    "names_author",
                    "its properties",
                    f"They name {labels[name]}: {quoted(text)}.",
                )
            elif name in {"description", "keywords", "category"} and text:
                yield warn(
                    "has_remarks", "its properties", f"They say {quoted(text, 80)}."
                )
    app = package.xml_if_there("docProps/app.xml")
    if app is not None:
        for element in find_all(app, "Manager", "HyperlinkBase"):
            if text := text_of(element):
                yield warn(
                    "names_author", "its properties", f"They name {quoted(text)}."
                )
    custom = package.xml_if_there("docProps/custom.xml")
    if custom is not None:
        names = [
            one.get("name", "") for one in find_all(custom, "property") if text_of(one)
        ]
        if names:
            yield warn(
                "custom_properties",
                "its properties",
                f"They have entries of their own: {', '.join(map(quoted, names[:5]))}.",
            )
    yield from _custom_xml(package)


def _custom_xml(package: Package) -> Iterator[Finding]:
    for name in package.matching(r"customXml/item\d*\.xml"):
        raw = package.read(name)
        if b"D\0a\0t\0a\0M\0a\0s\0h\0u\0p" in raw or b"DataMashup" in raw:
            yield never(
                "data_query",
                "its queries",
                "It holds a query with where its data came from, and may hold the "
                "data. Copy the values to a new workbook.",
            )
        elif text_of(package.xml(name)):
            yield warn(
                "custom_xml",
                "its custom XML",
                "It holds data that no page shows, kept by a program. Use Inspect "
                "Document to take it out.",
            )


def look_at_links(package: Package) -> Iterator[Finding]:
    """Yield links to files on a personal computer or the authority's network."""
    for part, link in package.all_relationships():
        if link.is_external and link.kind == "attachedTemplate":
            yield warn(
                "template_path",
                "its settings",
                f"They name the template it was made from: {quoted(link.target, 80)}.",
            )
        elif link.is_external and _PATH.match(link.target):
            yield warn(
                "local_link",
                part,
                f"It links to {quoted(link.target, 80)}, a file within the authority.",
            )


def look_at_parts(package: Package, known: re.Pattern[str]) -> Iterator[Finding]:
    """Yield parts unknown to this check."""
    for name in sorted(package.names):
        if not known.fullmatch(name):
            yield block(
                "unknown_part",
                "",
                f"It has a part, {quoted(name, 80)}, that this check does not know. "
                "Save it afresh, or as a PDF.",
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
        yield block("web_extension", "", f"An add-in has kept data in it: {name}.")


def look_at_pictures(package: Package, folder: str, depth: int) -> Iterator[Finding]:
    """Yield the findings of the pictures in an Office file, and cropped pictures."""
    for name in package.matching(rf"{folder}/media/[^/]+"):
        base = name.rsplit("/", 1)[-1]
        if _PICTURES.fullmatch(base):
            from documents.hidden import pictures

            place = f"the picture {base}"
            try:
                found = pictures.look(io.BytesIO(package.read(name)), depth + 1)
                yield from within(place, found)
            except CannotLook as why:
                yield block(
                    "picture_unreadable",
                    place,
                    f"It could not be checked for hidden data: it {why}.",
                )
        elif not re.search(r"\.(emf|wmf|svg|gif|bmp)$", base, re.IGNORECASE):
            yield block(
                "media",
                "",
                f"It holds {quoted(base)}, which this check cannot read.",
            )
    pattern = (
        rf"{folder}/(?:document|header\d*|footer\d*|drawings/[^/]+|slides/[^/]+|"
        r"slideLayouts/[^/]+|slideMasters/[^/]+)\.xml"
    )
    for name in package.matching(pattern):
        root = package.xml(name)
        cropped = sum(
            any(_is_cut(value) for key, value in one.items() if local(key) in "ltrb")
            for one in find_all(root, "srcRect")
        )
        if cropped:
            yield block(
                "cropped_picture",
                name.rsplit("/", 1)[-1],
                f"{counted(cropped, 'picture')} shown cropped, but kept whole. Use "
                "Compress Pictures and delete the cropped areas.",
            )
        hidden = [
            quoted(attribute(one, "name") or "unnamed")
            for one in find_all(root, "cNvPr", "docPr")
            if is_on(one.get("hidden"))
        ]
        if hidden:
            yield block(
                "hidden_shape",
                name.rsplit("/", 1)[-1],
                f"{counted(len(hidden), 'drawing')} hidden: {', '.join(hidden[:5])}.",
            )


def _is_cut(value: str) -> bool:
    try:
        return float(value.removesuffix("%")) > 0
    except ValueError:
        return False
