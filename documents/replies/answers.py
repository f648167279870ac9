"""Match the answers in a letter to its questions."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.replies.reply import Asked, Role
from documents.requests.language import is_period
from documents.requests.reader import parse
from documents.requests.tree import ParsedQuestion
from documents.requests.units import Unit

_WORD = re.compile(r"[^\W_]+")
_ALIKE = 0.75  # share of words common to a question and its repetition
_COMPARED = 60  # words
_OPENING = 10  # words; two questions with the same opening are the same question
_SHORTEST = 4  # words; a shorter repetition is recognised only by its number
# Questions compared by their words. Of a longer list the first are compared: no letter
# has as many, and each is compared with everything that the letter says.
_MOST = 200
_NUMBER = r"\d{1,3}\s?(?:[a-z]\b|\([a-z]\))?"
_REFERENCE = re.compile(
    r"\W*(?:(?:our |the )?(?:answers?|response|reply|information)\s)?"
    r"(?:(?:in (?:respect|relation|response|answer) (?:of|to)|re|regarding|for|to|with "
    r"regards? to)\s)?"
    r"(?P<word>(?:questions?|qs?|parts?|points?|items?|requests?|no)\.?\s?)?"
    rf"(?P<list>{_NUMBER}(?:\s?(?:,|&|and|to|-|–)\s?(?:question\s)?{_NUMBER}){{0,20}})"
    r"(?P<close>\s?[:.)\-–—]{1,2}|\s|\Z)",
    re.IGNORECASE,
)
_ASK_START = re.compile(
    r"(?:please|kindly|also,?|and) (?:can|could|would|provide|supply|state|confirm|"
    r"outline|list|give|tell|detail|describe|explain|advise|specify|send)\b|"
    r"(?:can|could|would) you\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\W*(?:(?:applied |relevant )?exemptions?(?: applied)?|refusal notice|legal annex|"
    r"reasons? for (?:the |this |our )?decision|"
    r"public interest (?:test|considerations?)|"
    r"overall harm|general|duty to (?:advise|confirm)[^.]{0,60})\s?[:.\-–]*\Z",
    re.IGNORECASE,
)
_ANYTHING_ELSE = re.compile(
    r"(?=.{0,200}\bneither\s(?:confirms?|confirming)\b).{0,300}\bany\s(?:other|further)\b",
    re.IGNORECASE | re.DOTALL,
)
_WISH_START = re.compile(
    r"please (?!see|find|note|refer|be aware)|(?:could|can) you\b|for example\b|e\.g|"
    r"\*link",
    re.IGNORECASE,
)
_QUOTES = str.maketrans(dict.fromkeys('"“”*', " "))


@dataclass(slots=True)
class Answered:
    """A question, with the units of its answer, and further words of its own."""

    asked: Asked
    units: list[Unit] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


def answered(
    text: str,
    units: Sequence[Unit],
    roles: Sequence[Role],
    stored: Sequence[Asked] = (),
) -> list[Answered]:
    """Return each question with the units of its answer.

    Questions come from the letter: quoted before its answers or between them. If there
    is a stored request, its questions are used instead, matched by words first and by
    labels second.

    Args:
        text: The letter.
        units: Its units.
        roles: The role of each unit.
        stored: The questions of the stored request.
    """
    quoted = _of(units, roles, Role.REQUEST)
    body = _of(units, roles, Role.ANSWER)
    if _counts_on(quoted, body):
        found = _between_answers([*quoted, *body])
    elif asked := _asked_in(text, quoted):
        found = _by_request(asked, body)
    else:
        found = _between_answers(body)
    if not stored:
        return found
    return _aligned(stored, found) if found else _by_request(stored, body)


def _aligned(stored: Sequence[Asked], found: Sequence[Answered]) -> list[Answered]:
    """Return the stored questions with the answers found for them.

    Further questions answered by the letter follow, under the letter's own labels.
    """
    left = {at: _tokens(one.asked.text) for at, one in enumerate(found[:_MOST])}
    aligned = []
    for asked in stored:
        words = _tokens(asked.text)
        best = max(left, key=lambda at: _share(words, left[at]), default=None)
        if best is None or _share(words, left[best]) < _ALIKE:
            label = asked.label.lower()
            best = next(
                (at for at in left if found[at].asked.label.lower() == label), None
            )
        if best is not None:
            del left[best]
        aligned.append(Answered(asked, [] if best is None else found[best].units))
    return [*aligned, *(found[at] for at in left), *found[_MOST:]]


def _share(words: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words common to two questions."""
    return len(words & other) / max(len(words), len(other), 1)


def _of(units: Sequence[Unit], roles: Sequence[Role], wanted: Role) -> list[Unit]:
    return [unit for unit, role in zip(units, roles, strict=True) if role is wanted]


def _counts_on(quoted: Sequence[Unit], body: Sequence[Unit]) -> bool:
    """Whether answers continue the request's numbering, each below its question."""
    asked, given = _top_numbers(quoted), _top_numbers(body)
    return bool(asked and given) and given[0] == asked[-1] + 1


def _top_numbers(units: Sequence[Unit]) -> list[int]:
    return [
        int(unit.marker.label)
        for unit in units
        if unit.place and unit.place.depth == 0 and unit.marker
        if unit.marker.label.isdigit()
    ]


def _asked_in(text: str, units: Sequence[Unit]) -> list[Asked]:
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


def _by_request(asked: Sequence[Asked], body: Sequence[Unit]) -> list[Answered]:
    """Return the questions of a known request with their answers in the body."""
    matching = _Matching(asked)
    for unit in body:
        matching.read(unit)
    return matching.answered()


class _Matching:
    """Matches the units of a letter's body to the questions of a known request.

    Attributes:
        found: The questions, each with the units of its answer so far.
        current: The numbers of the questions being answered.
        before: The units read while no question was being answered.
        is_repeating: Whether the current questions were repeated, not referred to.
    """

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.found = [Answered(one) for one in asked]
        self.labels = {one.label.lower(): number for number, one in enumerate(asked)}
        self.tokens = [_tokens(one.text) for one in asked[:_MOST]]
        self.openings: dict[tuple[str, ...], int] = {}
        for number, one in enumerate(asked):
            self.openings.setdefault(tuple(_opening(one.text)), number)
        self.current: list[int] = []
        self.before: list[Unit] = []
        self.is_repeating = False

    def read(self, unit: Unit) -> None:
        """Read the next unit: a repeated question, a reference, or an answer."""
        repeated = _repeated(unit, self.tokens, self.openings, self.current)
        if repeated is not None:
            self._repeat(repeated)
            return
        if _speaks_of_all(unit):
            self.current = []
        if numbers := _referred(unit, self.labels):
            self.current, self.is_repeating = numbers, False
            if _is_only_a_reference(unit, self.labels):
                return
            unit = _without_reference(unit)
        if unit.lines:
            self._answer(unit)

    def _repeat(self, number: int) -> None:
        """Turn to a repeated question; questions repeated in a row share an answer."""
        has_answer = any(self.found[one].units for one in self.current)
        is_run = self.is_repeating and not has_answer
        self.current = [*self.current, number] if is_run else [number]
        self.is_repeating = True

    def _answer(self, unit: Unit) -> None:
        if not self.current:
            self.before.append(unit)
        for number in self.current:
            self.found[number].units.append(unit)

    def answered(self) -> list[Answered]:
        """Return the questions; if none has an answer of its own, all share one."""
        if not any(one.units for one in self.found):
            for one in self.found:
                one.units = self.before
        return self.found


def _speaks_of_all(unit: Unit) -> bool:
    """Whether a unit concerns the whole request: grounds, "any other information"."""
    return bool(_GENERAL.match(unit.words) or _ANYTHING_ELSE.match(unit.words))


def _tokens(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(words.lower())[:_COMPARED])


def _opening(words: str) -> list[str]:
    return _WORD.findall(words[:400].lower())[:_OPENING]


def _repeated(
    unit: Unit,
    tokens: Sequence[frozenset[str]],
    openings: Mapping[tuple[str, ...], int],
    current: Sequence[int],
) -> int | None:
    """Return the number of the question repeated by a unit, if any."""
    opening = tuple(_opening(unit.words))
    if len(opening) == _OPENING and opening in openings:
        return openings[opening]
    words = _tokens(unit.words)
    if len(words) < _SHORTEST:
        return None
    best, best_share = None, _ALIKE
    for number, asked in enumerate(tokens):
        longest = max(len(words), len(asked))
        if min(len(words), len(asked)) < _ALIKE * longest:
            continue
        share = len(words & asked) / longest
        is_later = best is not None and current and number == current[-1] + 1
        if share > best_share or (share == best_share and (best is None or is_later)):
            best, best_share = number, share
    return best


def _referred(unit: Unit, labels: dict[str, int]) -> list[int]:
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


def _is_only_a_reference(unit: Unit, labels: dict[str, int]) -> bool:
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


def _without_reference(unit: Unit) -> Unit:
    """Return a unit without a leading "Answer to question 1 -"."""
    if unit.place or not unit.lines:
        return unit
    found = _REFERENCE.match(unit.words[:200])
    if not found or found.end() >= len(unit.lines[0].text):
        return unit
    first = unit.lines[0].split(found.end())[1]
    return Unit([first, *unit.lines[1:]], unit.start, is_after_gap=unit.is_after_gap)


def _between_answers(body: Sequence[Unit]) -> list[Answered]:
    """Return the questions quoted between the answers, each with the units below it."""
    tops = _tops(body)
    is_listed = _is_listed(body, tops)
    is_question = [
        _is_question(body, number, is_top=number in tops, is_listed=is_listed)
        for number in range(len(body))
    ]
    if not any(is_question):
        return _listed_below(body)
    quoting = _Quoting(is_numbered=is_listed)
    for number, unit in enumerate(body):
        is_title = _is_title(body, is_question, number)
        quoting.read(unit, is_question=is_question[number], is_title=is_title)
    return quoting.finished()


class _Quoting:
    """Reads the units of a letter whose questions stand between the answers.

    Attributes:
        is_numbered: Whether every numbered unit is a question.
        found: The questions, each with the units of its answer so far.
        current: The questions being answered.
        unlabelled: How many questions had no label.
    """

    def __init__(self, *, is_numbered: bool) -> None:
        self.is_numbered = is_numbered
        self.found: list[Answered] = []
        self.current: list[Answered] = []
        self.unlabelled = 0

    def read(self, unit: Unit, *, is_question: bool, is_title: bool) -> None:
        """Read the next unit: a question, more of a question, or an answer."""
        may_go_on = self._may_go_on(unit)
        if is_question and not may_go_on:
            self._open(unit)
        elif may_go_on and (is_question or _goes_on(self.current[-1], unit)):
            self._extend(unit)
        elif _speaks_of_all(unit):
            self.current = []
        elif not is_title:
            for one in self.current:
                one.units.append(unit)

    def _may_go_on(self, unit: Unit) -> bool:
        """Whether a unit may belong to the numbered question above."""
        is_below = self.is_numbered and not unit.place
        return is_below and bool(self.current) and not self.current[-1].units

    def _open(self, unit: Unit) -> None:
        """Add a question; unnumbered questions in a row share an answer."""
        label = unit.marker.label if unit.marker and unit.place else ""
        self.unlabelled += not label
        asked = Asked(label or f"#{self.unlabelled}", " ".join(unit.words.split()))
        if self.is_numbered or any(one.units for one in self.current):
            self.current = []
        self.current.append(Answered(asked))
        self.found.append(self.current[-1])

    def _extend(self, unit: Unit) -> None:
        self.current[-1].more.append(unit.words)

    def finished(self) -> list[Answered]:
        """Return the questions, each with all its words."""
        for one in self.found:
            if one.more:
                text = " ".join([one.asked.text, *one.more])
                one.asked = Asked(one.asked.label, text)
        return self.found


def _goes_on(one: Answered, unit: Unit) -> bool:
    """Whether a unit continues a question: its dates, "Please use …"."""
    tokens = _WORD.findall(unit.words)
    dates = sum(is_period(f"{token} 2000") for token in tokens)
    is_open = [one.asked.text, *one.more][-1].endswith(":")
    is_listed = is_open and 2 * dates > len(tokens)
    return is_listed or _WISH_START.match(unit.words) is not None


def _listed_below(body: Sequence[Unit]) -> list[Answered]:
    """Return the questions listed below their answer: "Nothing was spent on: 1) …"."""
    lists = [unit for unit in body if unit.marker and unit.place and unit.marker.label]
    leads = [unit for unit in body if not unit.place]
    if len(lists) < 2 or not leads or leads[-1].words[-1:] != ":":
        return []
    return [
        Answered(Asked(unit.marker.label, unit.words), list(leads))
        for unit in lists
        if unit.marker
    ]


def _is_question(
    body: Sequence[Unit], number: int, *, is_top: bool, is_listed: bool
) -> bool:
    """Whether a unit of the body quotes a question."""
    unit = body[number]
    words = unit.words.rstrip('"”*_ ')
    if not words:
        return False
    asks = words.endswith("?") or (
        _ASK_START.match(words) is not None and not words.endswith(":")
    )
    if unit.marker and not unit.marker.is_bullet and is_top:
        below = body[number + 1] if number + 1 < len(body) else None
        return asks or (below is not None and below.place is None and is_listed)
    return asks and unit.place is None


def _is_listed(body: Sequence[Unit], tops: Collection[int]) -> bool:
    """Whether every numbered unit in the body has an unnumbered unit below."""
    return len(tops) > 1 and all(
        at + 1 < len(body) and body[at + 1].place is None for at in tops
    )


def _tops(body: Sequence[Unit]) -> dict[int, Unit]:
    """Return the units with the same style of mark as the first mark in the body."""
    marked = {at: unit for at, unit in enumerate(body) if unit.place and unit.marker}
    styles = [unit.marker.style for unit in marked.values() if unit.marker]
    return {
        at: unit
        for (at, unit), style in zip(marked.items(), styles, strict=True)
        if style == styles[0]
    }


def _is_title(body: Sequence[Unit], is_question: Sequence[bool], number: int) -> bool:
    """Whether a unit is a heading over the question below."""
    is_last = number + 1 >= len(body)
    return not is_last and is_question[number + 1] and body[number].words[-1:] == ":"
