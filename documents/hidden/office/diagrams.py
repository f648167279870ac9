"""Check diagrams (SmartArt), which keep their words apart from what is drawn."""

from collections.abc import Iterator

from documents.hidden.findings import Finding, block, quoted
from documents.hidden.packages import Package, find_all
from documents.hidden.words import Seen


def look_at_diagrams(package: Package, folder: str) -> Iterator[Finding]:
    """Yield the words of diagrams that are not drawn."""
    drawings = package.matching(rf"{folder}/diagrams/drawing[^/]*\.xml")
    drawn = Seen(
        one.text or "" for name in drawings for one in find_all(package.xml(name), "t")
    )
    for name in (
        package.matching(rf"{folder}/diagrams/data[^/]*\.xml") if drawings else ()
    ):
        lost = [
            words
            for one in find_all(package.xml(name), "pt")
            if (
                words := "".join(each.text or "" for each in find_all(one, "t"))
            ).strip()
            and drawn.lacks(words)
        ]
        if lost:
            yield block(
                "diagram_words",
                "its diagrams",
                "A diagram keeps words that it does not draw: "
                f"{quoted(' '.join(lost))}. "
                "Paste it as a picture.",
            )
