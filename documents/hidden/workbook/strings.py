"""Read the texts of a workbook's cells, with the looks of their parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from documents.hidden.packages import Package, find_all, local
from documents.hidden.workbook.styles import Look, Styles


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a cell.

    Attributes:
        words: What it says.
        runs: Its parts that look otherwise than the cell.
        guide: Words to pronounce it by, which no cell shows by itself.
    """

    words: str
    runs: tuple[tuple[str, Look], ...] = ()
    guide: str = ""


def text_in(element: Element, styles: Styles) -> Text:
    """Return the text of an `si` or an `is`."""
    words, runs, guide = "", [], ""
    for one in element:
        name = local(one.tag)
        if name == "t":
            words += one.text or ""
        elif name == "r":
            said = "".join(part.text or "" for part in find_all(one, "t"))
            words += said
            for setup in one:
                if local(setup.tag) == "rPr" and said.strip():
                    runs.append((said, styles.font(setup)))
        elif name == "rPh":
            guide += "".join(part.text or "" for part in find_all(one, "t"))
    return Text(words, tuple(runs), guide)


def shared_texts(package: Package, styles: Styles) -> list[Text]:
    """Return the texts that cells refer to by number."""
    made: list[Text] = []

    def handle(event: str, name: str, element: Element) -> None:
        if event == "end" and name == "si":
            made.append(text_in(element, styles))
            element.clear()

    if "xl/sharedStrings.xml" in package.names:
        package.stream("xl/sharedStrings.xml", handle)
    return made


def unseen_runs(runs: Iterable[tuple[str, Look]], cell: Look) -> dict[str, str]:
    """Return the parts of a cell's text that cannot be seen, by reason."""
    found: dict[str, str] = {}
    for words, look in runs:
        if why := look.over(cell).why:
            found[why] = f"{found.get(why, '')} {words}".strip()
    return found
