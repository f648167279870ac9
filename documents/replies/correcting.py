"""Correct the roles of a letter's units once all of them are known."""

import re
from collections.abc import Sequence
from itertools import pairwise

from documents.replies import cues
from documents.replies.reply import Role
from documents.replies.titles import Announced, announced_by
from documents.requests.language import asks, asks_outright, sentence_starts
from documents.requests.units import Unit

_READ = 2_000  # characters of a unit searched for a sentence that asks
_LONGEST_TITLE = 100  # characters
_OPENING = 10  # words; two units with the same opening ask the same
_FEWEST = 2  # numbers that make a list
_MARK = re.compile(r"\A\W*\w{1,3}[.)]+\s*")


def corrected(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Return the roles, with a request that only its answer shows to be one."""
    roles = _answer_at_repeats(units, roles)
    roles = _request_above(units, _nothing_above(units, roles))
    return _request_before_restart(units, roles)


def is_heading(words: str) -> bool:
    """Whether a unit is a title or a date: short, and no sentence."""
    return len(words) <= _LONGEST_TITLE and words[-1:] not in ".?:;,"


def asks_again(unit: Unit) -> bool:
    """Whether a question is quoted below the apparent end of the letter."""
    is_numbered = unit.place is not None and unit.marker and not unit.marker.is_bullet
    return bool(is_numbered) or unit.words.endswith("?")


def titles_answer(unit: Unit) -> bool:
    """Whether a unit is a title over the answer."""
    is_named = cues.ANSWER_TITLE.match(unit.words) is not None
    return is_named or announced_by(unit.words) is Announced.ANSWER


def _answer_at_repeats(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Begin the answer where the quoted questions are repeated, if none is titled."""
    if Role.ANSWER in roles or Role.REQUEST not in roles:
        return roles
    said: set[str] = set()
    for at, unit in enumerate(units):
        if roles[at] is not Role.REQUEST:
            continue
        opening = " ".join(unit.words.lower().split()[:_OPENING])
        if opening in said and opening.count(" ") >= _OPENING // 2:
            return [
                Role.ANSWER if number >= at and role is Role.REQUEST else role
                for number, role in enumerate(roles)
            ]
        said.add(opening)
    return roles


def _nothing_above(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Make what stands above the quoted request no answer, if an answer follows.

    A summary and a letterhead answer no single question.
    """
    if Role.REQUEST not in roles:
        return roles
    first = roles.index(Role.REQUEST)
    if Role.ANSWER not in roles[first:]:
        return roles
    if any(asks_again(unit) for unit in units[:first]):
        return roles
    return [
        Role.INTRO if at < first and role is Role.ANSWER else role
        for at, role in enumerate(roles)
    ]


def _request_above(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Make the units above the title of the answer a request, if they ask."""
    if Role.REQUEST in roles:
        return roles
    title = next((at for at, unit in enumerate(units) if titles_answer(unit)), 0)
    above = [at for at in range(title) if roles[at] is Role.ANSWER]
    if any(
        asks_again(units[at]) or _asks_within(units[at]) or asks(units[at].words)
        for at in above
    ):
        _make_request(units, roles, above)
    return roles


def _request_before_restart(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Make numbered questions a request, if a list of as many answers follows them.

    No title stands between the lists, but the numbers begin anew.
    """
    if Role.REQUEST in roles:
        return roles
    marked = [
        at
        for at, (unit, role) in enumerate(zip(units, roles, strict=True))
        if role is Role.ANSWER and unit.place and unit.marker and unit.marker.label
    ]
    labels = [marker.label for at in marked if (marker := units[at].marker)]
    half = len(labels) // 2
    if half < _FEWEST or labels[:half] != labels[half:]:
        return roles
    asking = [units[at].words.count("?") > 0 for at in marked]
    if 2 * sum(asking[:half]) > half and not any(asking[half:]):
        above = [at for at in range(marked[half]) if roles[at] is Role.ANSWER]
        _make_request(units, roles, above)
    return roles


def _make_request(
    units: Sequence[Unit], roles: list[Role], above: Sequence[int]
) -> None:
    """Make units a request, but the titles and dates at their top an introduction."""
    is_top = True
    for at in above:
        words = units[at].words
        is_top = is_top and units[at].place is None and is_heading(words)
        roles[at] = Role.INTRO if is_top else Role.REQUEST


def _asks_within(unit: Unit) -> bool:
    """Whether one of the sentences of a unit asks for something."""
    words = unit.words[:_READ]
    starts = [*sentence_starts(words), len(words)]
    sentences = (words[at:end] for at, end in pairwise(starts))
    return any(asks_outright(_MARK.sub("", one, count=1)) for one in sentences)
