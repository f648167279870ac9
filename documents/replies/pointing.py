"""Read which questions a passage points to: "Questions 1(b) to 1(f)"."""

import re

from documents.requests.units import Unit

_NUMBER = r"\d{1,3}\s?(?:[a-z]\b|\([a-z]\))?"
# A figure after a comma may begin the answer: "Question 2, 61 of these".
_COMMA = rf",(?=\s?(?:question\s)?{_NUMBER}\s?(?:[,:.)&–-]|and\b|to\b|\Z))"
_ABOUT = (
    r"in (?:respect|relation|response|answer) (?:of|to)|re|regarding|concerning|for|on|"
    r"to|as (?:to|for|regards)|turning to|with (?:regards?|respect|reference) to"
)
_REFERENCE = re.compile(
    r"\W*(?:(?:our |the )?(?:answers?|response|reply|information)\s)?"
    rf"(?:(?:{_ABOUT})\s)?"
    r"(?P<word>(?:questions?|qs?|parts?|points?|items?|requests?|no)\.?\s?)?"
    rf"(?P<list>{_NUMBER}(?:\s?(?:{_COMMA}|&|and|to|-|–)\s?(?:question\s)?{_NUMBER}){{0,20}})"
    r"(?P<close>\s?[:.)\-–—]{1,2}|,|\s|\Z)",
    re.IGNORECASE,
)


def referred(unit: Unit, labels: dict[str, int]) -> list[int]:
    """Return the numbers of the questions a unit refers to."""
    if unit.marker and unit.place and not unit.marker.is_bullet:
        if listed := _list_begun(unit, labels):
            return listed
        if unit.marker.is_weak and not any(map(str.isalpha, unit.words)):
            return []  # a cell of a table
        path = [unit.marker.parent, unit.marker.label]
        label = "/".join(filter(None, path)).lower()
        if label in labels:
            return [labels[label]]
        return _children_of(unit.marker.label.lower(), labels)
    found = _REFERENCE.match(unit.words[:200])
    if not found or not (found["word"] or found["close"].strip()):
        return []
    named = _numbers_in(found["list"])
    return [labels[label] for label in named if label in labels]


def _list_begun(unit: Unit, labels: dict[str, int]) -> list[int]:
    """Return the questions of a list after a mark: "Questions 1(b) to 1(f)".

    The mark is only the start of the list, so the words after it must be further labels
    and nothing else.
    """
    if not unit.marker or not unit.words:
        return []
    whole = f"{unit.marker.text} {unit.words}"
    found = _REFERENCE.match(whole)
    if not found or not found["word"] or whole[found.end() :].strip(" .:"):
        return []
    named = _numbers_in(found["list"])
    return [at for label, at in labels.items() if label in named]


def _children_of(label: str, labels: dict[str, int]) -> list[int]:
    return [at for path, at in labels.items() if path.startswith(f"{label}/")]


def _numbers_in(listed: str) -> list[str]:
    """Return the labels in "1, 2 and 4", "1c & 1d", "2 to 5"."""
    parts = re.findall(r"(\d{1,3})(?:\s?\(?([a-z])\b\)?)?|(to|-|–)", listed.lower())
    labels: list[str] = []
    is_range = False
    for number, letter, dash in parts:
        if dash:
            is_range = bool(labels)
            continue
        label = f"{number}/{letter}" if letter else number
        if is_range and labels:
            labels.extend(_between(labels[-1], label))
        labels.append(label)
        is_range = False
    return labels


def is_only_a_reference(unit: Unit, labels: dict[str, int]) -> bool:
    """Whether a unit names questions and says nothing else, like a heading."""
    if unit.place:
        return bool(_list_begun(unit, labels))
    found = _REFERENCE.match(unit.words[:200])
    if not found or not found["word"]:
        return False
    return not unit.words[found.end() :].strip(" .:")


def _between(first: str, last: str) -> list[str]:
    """Return the labels between two: 3 and 4 in "2 to 5", 1/c in "1b to 1d"."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, int(last))][:100]
    above, _, one = first.rpartition("/")
    parent, _, other = last.rpartition("/")
    if above != parent or not one.isalpha() or not other.isalpha():
        return []
    return [f"{above}/{chr(at)}" for at in range(ord(one) + 1, ord(other))]


def without_reference(unit: Unit) -> Unit:
    """Return a unit without a leading "Answer to question 1 -"."""
    if unit.place or not unit.lines:
        return unit
    found = _REFERENCE.match(unit.words[:200])
    is_of_a_sentence = found is not None and found["close"] == ","
    if not found or is_of_a_sentence or found.end() >= len(unit.lines[0].text):
        return unit
    first = unit.lines[0].split(found.end())[1]
    return Unit([first, *unit.lines[1:]], unit.start, is_after_gap=unit.is_after_gap)
