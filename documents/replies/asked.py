"""Read the questions of a request that a letter quotes."""

from collections.abc import Iterator, Sequence

from documents.replies.reply import Asked
from documents.requests.reader import parse
from documents.requests.tree import ParsedQuestion
from documents.requests.units import Unit

_QUOTES = str.maketrans(dict.fromkeys('"“”*', " "))


def asked_in(text: str, units: Sequence[Unit]) -> list[Asked]:
    """Return the questions of a request quoted in the letter."""
    if not units:
        return []
    quoted = text[units[0].start : units[-1].lines[-1].end if units[-1].lines else None]
    quoted = quoted.translate(_QUOTES)
    found = list(flattened(parse(quoted).questions))
    is_one = len(found) < 2 and not any(one.label.isdigit() for one in found)
    return [Asked("#1", " ".join(quoted.split()))] if is_one else found


def flattened(
    questions: Sequence[ParsedQuestion], above: str = "", count: int = 0
) -> Iterator[Asked]:
    """Yield the questions of a tree, labelled by their path.

    Args:
        questions: The tree.
        above: The path of the parent node.
        count: How many unlabelled questions came before, including under headings.
    """
    for node in questions:
        if node.kind == "note":
            continue
        if node.kind == "heading":
            for one in flattened(node.children, above, count):
                count += one.label.rpartition("/")[2].startswith("#")
                yield one
            continue
        if not node.label:
            count += 1
        label = "/".join(filter(None, [above, node.label or f"#{count}"]))
        if not node.is_implicit:
            yield Asked(label, " ".join(f"{node.text} {node.after}".split()))
        yield from flattened(node.children, label)
