"""Divide a letter into passages: letterhead, quoted request, answer, farewell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from documents.replies import cues
from documents.replies.reply import Role
from documents.requests.language import (
    asks_outright,
    is_salutation,
    is_sign_off,
    sentence_starts,
)
from documents.requests.units import Unit

_TITLES = 2  # units at the top that may be the letter's title
_HEAD = 300  # characters of a unit searched for cues
_READ = 2_000  # characters of a unit searched for a sentence that asks
_LONGEST_TITLE = 100  # characters
_FEWEST = 2  # numbers that make a list
_MARK = re.compile(r"\A\W*\w{1,3}[.)]+\s*")


_TAIL = (
    (Role.QUOTED, cues.QUOTED),
    (Role.FOOTER, cues.FOOTER),
    (Role.REVIEW, cues.REVIEW),
    (Role.EXTRA, cues.EXTRA),
)


def roles_of(units: Sequence[Unit]) -> list[Role]:
    """Return the role of each unit of a letter.

    A letter is read downwards. The units above the salutation are its head. A cue opens
    the quoted request or the answer. After the farewell only a heading reopens the
    answer, as in letters signed above their answers.
    """
    has_salutation = any(is_salutation(unit.words) for unit in units)
    role = Role.HEAD if has_salutation else Role.INTRO
    roles: list[Role] = []
    is_quoting = has_answer = has_begun = False
    last_cue = max((at for at, unit in enumerate(units) if _announces(unit)), default=0)
    for number, unit in enumerate(units):
        has_answer = has_answer or roles[-1:] == [Role.ANSWER]
        words = unit.words
        tail = _tail_role(words, role)
        cue = None if tail else _cue(unit, role, has_answer=has_answer)
        has_begun = (
            has_begun
            or (has_salutation and role is not Role.HEAD)
            or (bool(roles) and roles[-1] not in (Role.HEAD, Role.INTRO))
        )
        if cue is Role.REQUEST and _is_title_of_letter(units, number):
            cue = None
        is_older = tail is Role.QUOTED or (has_begun and _is_header(units, number))
        if role is Role.QUOTED or (is_older and number):
            role = Role.QUOTED
        elif role is Role.HEAD:
            role = Role.INTRO if is_salutation(words) else Role.HEAD
        elif cue is not None:
            role = cue
            is_quoting = cue is Role.REQUEST and _opens_quotation(units, number + 1)
            roles.append(Role.INTRO)
            continue
        elif role is Role.REQUEST and is_quoting:
            if words.rstrip("*_)]. ").endswith(('"', "”", "'", "’")):
                is_quoting = False
                roles.append(Role.REQUEST)
                role = Role.ANSWER
                continue
        elif role is Role.REQUEST and _ends_request(unit) and number > last_cue:
            role = Role.ANSWER
        elif tail is not None:
            role = tail
        elif (role is Role.INTRO and _begins_body(unit)) or (
            role is Role.EXTRA and _asks_again(unit)
        ):
            role = Role.ANSWER
        if role is Role.ANSWER and cues.THE_ACT_ALONE.match(words):
            roles.append(Role.INTRO)
            continue
        roles.append(role)
    roles = _request_above(units, _nothing_above(units, roles))
    return _request_before_restart(units, roles)


def _nothing_above(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Make what stands above the quoted request no answer, if an answer follows.

    A summary and a letterhead answer no single question.
    """
    if Role.REQUEST not in roles:
        return roles
    first = roles.index(Role.REQUEST)
    if Role.ANSWER not in roles[first:]:
        return roles
    if any(_asks_again(unit) for unit in units[:first]):
        return roles
    return [
        Role.INTRO if at < first and role is Role.ANSWER else role
        for at, role in enumerate(roles)
    ]


def _request_above(units: Sequence[Unit], roles: list[Role]) -> list[Role]:
    """Make the units above the title of the answer a request, if they ask."""
    if Role.REQUEST in roles:
        return roles
    title = next(
        (at for at, unit in enumerate(units) if cues.ANSWER_TITLE.match(unit.words)), 0
    )
    above = [at for at in range(title) if roles[at] is Role.ANSWER]
    if any(_asks_again(units[at]) or _asks_within(units[at]) for at in above):
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
        is_top = is_top and units[at].place is None and _is_heading(words)
        roles[at] = Role.INTRO if is_top else Role.REQUEST


def _is_heading(words: str) -> bool:
    """Whether a unit is a title or a date: short, and no sentence."""
    return len(words) <= _LONGEST_TITLE and words[-1:] not in ".?:;,"


def _asks_within(unit: Unit) -> bool:
    """Whether one of the sentences of a unit asks for something."""
    words = unit.words[:_READ]
    starts = [*sentence_starts(words), len(words)]
    sentences = (words[at:end] for at, end in pairwise(starts))
    return any(asks_outright(_MARK.sub("", one, count=1)) for one in sentences)


def _is_title_of_letter(units: Sequence[Unit], number: int) -> bool:
    """Whether a title above the reference and the dates is that of the whole letter."""
    is_first = number < _TITLES and number + 1 < len(units)
    return is_first and cues.HEADED.match(units[number + 1].words) is not None


def _announces(unit: Unit) -> bool:
    """Whether a unit announces the answer, and nothing else."""
    return (
        not unit.place
        and len(unit.words) <= _HEAD
        and not _tail_role(unit.words, Role.INTRO)
        and (cues.ANSWER_TITLE.match(unit.words) or cues.ANSWER_LEAD.match(unit.words))
        is not None
    )


def _cue(unit: Unit, role: Role, *, has_answer: bool) -> Role | None:
    """Return the role a unit announces: the quoted request, the answer, or neither."""
    words = unit.words
    if len(words) > _HEAD or unit.place:
        return None
    if cues.ANSWER_TITLE.match(words):
        return Role.ANSWER
    if cues.REQUEST_TITLE.match(words):
        return None if has_answer and role is not Role.ANSWER else Role.REQUEST
    if cues.ANSWER_LEAD.match(words):
        return Role.ANSWER
    if cues.REQUEST_LEAD.match(words):
        return None if has_answer or role is Role.ANSWER else Role.REQUEST
    return None


def _opens_quotation(units: Sequence[Unit], number: int) -> bool:
    """Whether the request starting at a unit is in quotation marks."""
    if number >= len(units):
        return False
    unit = units[number]
    first = (unit.marker.text if unit.marker else unit.words).lstrip("*_ ")
    return first[:1] in '"“'


def _tail_role(words: str, role: Role) -> Role | None:
    """Return the role of a unit in the letter's ending, None for other units."""
    if is_sign_off(words) and not words.lower().startswith("thank"):
        return Role.SIGN
    if role is Role.HEAD:
        return None
    head = words[:_HEAD]
    return next((tail for tail, cue in _TAIL if cue.match(head)), None)


def _is_header(units: Sequence[Unit], number: int) -> bool:
    """Whether the headers of an older e-mail begin at a unit."""
    if not units[number].words.lower().startswith("from:"):
        return False
    return any(cues.HEADER.match(unit.words) for unit in units[number + 1 : number + 4])


def _ends_request(unit: Unit) -> bool:
    """Whether a unit below the quoted request is the authority's own words."""
    return unit.place is None and (
        cues.DECIDING.match(unit.words) is not None
        or cues.THE_ACT_ALONE.match(unit.words) is not None
    )


def _asks_again(unit: Unit) -> bool:
    """Whether a question is quoted below the apparent end of the letter."""
    is_numbered = unit.place is not None and unit.marker and not unit.marker.is_bullet
    return bool(is_numbered) or unit.words.endswith("?")


def _begins_body(unit: Unit) -> bool:
    """Whether a unit below the salutation is more than thanks and apologies."""
    return cues.OPENING.match(unit.words.lstrip("*_ ")) is None
