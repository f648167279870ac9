"""Read the questions of a request that a letter quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.replies.reply import Asked
from documents.requests.language import asks, is_period, is_sign_off, is_specific
from documents.requests.reader import parse
from documents.requests.tree import ParsedQuestion
from documents.requests.units import Unit

_QUOTES = str.maketrans(dict.fromkeys('"“”*', " "))
# "The kinds of goods are:" asks nothing.
_NAMES = re.compile(
    r"(?!.*\bplease\b)(?:the|these|those|my|our|they)\b[^?:]{0,120}\b(?:is|are|includes?)"
    r"(?: in question)?(?: as follows| the following| below| listed below)?\W*\Z",
    re.IGNORECASE,
)
_SHORTEST_LIST = 2  # lines
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_LONGEST_ITEM = 75  # characters; a longer line may go on in the next one
_TITLE = 6  # words
_STATES = re.compile(
    r"(?:i|we|you|they|it|this|there|(?:the|your|my|our) [\w’' -]{1,60}?)\s(?:has|have|"
    r"had|is|are|was|were|will|would|do|does|did|understand|believe|note|know)\b",
    re.IGNORECASE,
)
_FULL = 20  # words; a shorter paragraph may name what is asked for
# What ends a request and belongs to no question.
_OF_THE_WHOLE = re.compile(
    r"\b(?:section 12|cost(?:s| of|\slimit)?|(?:appropriate|time) limit|refine|thank|"
    r"20 working days|look forward|let me know|acknowledge|clarif\w+|16 obligations)\b",
    re.IGNORECASE,
)
_BREAKS_DOWN = re.compile(
    r"(?:please )?(?:could|can) (?:you )?(?:please )?(?:break |split )?"
    r"(?:these|this|them|that|it|the data|the figures)\b[^.?]{0,40}"
    r"\b(?:broken|break|split|divided|down|shown|provided)\b",
    re.IGNORECASE,
)


def asked_in(text: str, units: Sequence[Unit]) -> list[Asked]:
    """Return the questions of a request quoted in the letter."""
    if not units:
        return []
    quoted = text[units[0].start : units[-1].lines[-1].end if units[-1].lines else None]
    quoted = _with_marks(quoted.translate(_QUOTES))
    read = parse(quoted)
    found = list(flattened(read.questions))
    if found and (rest := _of_the_last(read.closing)):
        found[-1] = replace(found[-1], text=f"{found[-1].text} {rest}")
    found = _with_background(_with_breakdowns(found))
    is_one = len(found) < 2 and not any(one.label.isdigit() for one in found)
    return [Asked("#1", " ".join(quoted.split()))] if is_one else found


def _of_the_last(closing: str) -> str:
    """Return the words below the last question belonging to its wording.

    A quotation has no farewell, so a breakdown or a list of fields is asked too.
    Remarks on the cost or on the request, and a titled appendix, are not.
    """
    kept: list[str] = []
    lines = closing.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        is_title = not below.strip() and line[-1:].isalpha()
        is_title = is_title and len(line.split()) <= _TITLE
        if _OF_THE_WHOLE.search(line) or is_sign_off(line) or is_title:
            break
        kept.append(line)
    return "\n".join(kept).strip()


def _with_marks(quoted: str) -> str:
    """Return a quoted request with a bullet before each line of a list without marks.

    Such a list stands below a colon, each item on a short line that begins with a
    capital. After a colon without an ask, as in "The kinds of goods are:", the items
    are words of the question above.
    """
    lines = quoted.split("\n")
    for place, line in enumerate(lines):
        if not line.rstrip().endswith(":"):
            continue
        first = place + 1
        while first < len(lines) and not lines[first].strip():
            first += 1
        end = first
        while end < len(lines) and _is_bare_item(lines[end]):
            end += 1
        if end - first < _SHORTEST_LIST:
            continue
        if not _NAMES.match(_SENTENCE.split(line.strip())[-1]):
            lines[first:end] = [f"- {one.strip()}" for one in lines[first:end]]
        else:
            lines[place] = " ".join([line.rstrip(), *map(str.strip, lines[first:end])])
            lines[place + 1 : end] = [""] * (end - place - 1)
    return "\n".join(lines)


def _is_bare_item(line: str) -> bool:
    words = line.strip()
    return words[:1].isupper() and len(words) <= _LONGEST_ITEM


def _with_breakdowns(found: Sequence[Asked]) -> list[Asked]:
    """Join "Please could these be broken down:" to the question that it speaks of."""
    joined: list[Asked] = []
    moved: dict[str, str] = {}
    for one in found:
        above, _, own = one.label.rpartition("/")
        last = joined[-1] if joined else None
        is_of_last = last is not None and last.label.startswith("#") and own[:1] == "#"
        if last and is_of_last and not above and _BREAKS_DOWN.match(one.text):
            joined[-1] = Asked(last.label, f"{last.text} {one.text}")
            moved[one.label] = last.label
            continue
        label = f"{moved[above]}/{own}" if above in moved else one.label
        joined.append(Asked(label, one.text))
    return joined


def _with_background(found: Sequence[Asked]) -> list[Asked]:
    """Join a paragraph of background to the question above."""
    joined: list[Asked] = []
    for one in found:
        is_telling = one.label.startswith("#") and "/" not in one.label
        is_telling = (
            is_telling and len(one.text.split()) >= _FULL and not asks(one.text)
        )
        if joined and is_telling and joined[-1].label.startswith("#"):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {one.text}")
        else:
            joined.append(one)
    return joined


def _tells(words: str) -> bool:
    """Whether a paragraph states something, and neither asks nor names a thing."""
    return (
        len(words.split()) >= _FULL
        and _STATES.match(words) is not None
        and not asks(words)
        and not is_specific(words)
    )


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
        periods = _periods_of(node)
        if not node.is_implicit:
            yield Asked(label, " ".join(f"{node.text} {periods} {node.after}".split()))
        if not periods:
            yield from flattened(node.children, label)


def _periods_of(node: ParsedQuestion) -> str:
    """Return the children of a question, if they only name its years or months."""
    if not all(is_period(one.text) and not one.children for one in node.children):
        return ""
    return " ".join(f"{one.marker} {one.text}".strip() for one in node.children)
