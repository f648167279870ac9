"""Divide a letter into passages: letterhead, quoted request, answer, farewell."""

from collections.abc import Sequence

from documents.replies import cues
from documents.replies.beside import begins_answer
from documents.replies.correcting import (
    asks_again,
    corrected,
    is_heading,
    titles_answer,
)
from documents.replies.reply import Role
from documents.replies.titles import Announced, announced_by, may_be_of_letter
from documents.requests.language import asks, is_salutation, is_sign_off
from documents.requests.units import Unit

_HEADINGS = 5  # units at the top that may be titles in a row
_TITLES = 2  # units at the top that may be the letter's title
_HEAD = 300  # characters of a unit searched for cues


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
    has_salutation = _is_greeted(units)
    role = Role.HEAD if has_salutation else Role.INTRO
    roles: list[Role] = []
    is_quoting = has_answer = has_begun = False
    last_ask = max((at for at, unit in enumerate(units) if asks(unit.words)), default=0)
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
        elif (
            role is Role.REQUEST
            and number > last_cue
            and (
                _ends_request(unit)
                or (number > last_ask and _answers_below(units, number, roles))
            )
        ):
            role = Role.ANSWER
        elif tail is not None:
            role = tail
        elif (role is Role.INTRO and _begins_body(units, number)) or (
            role is Role.EXTRA and asks_again(unit)
        ):
            role = Role.ANSWER
        if role is Role.ANSWER and cues.THE_ACT_ALONE.match(words):
            roles.append(Role.INTRO)
            continue
        roles.append(role)
    return corrected(units, roles)


def _is_greeted(units: Sequence[Unit]) -> bool:
    """Whether the letter greets its reader; a quoted request has its own greeting."""
    for number, unit in enumerate(units):
        if is_salutation(unit.words):
            return True
        announced = None if unit.place else announced_by(unit.words)
        if announced is Announced.REQUEST and not _is_title_of_letter(units, number):
            return False
    return False


def _is_title_of_letter(units: Sequence[Unit], number: int) -> bool:
    """Whether a title is that of the whole letter.

    Thanks for the request stand below, or further titles and then the dates, or
    nothing that asks.
    """
    below = units[number + 1 : number + 2 + _TITLES]
    if below and cues.THANKS.match(below[0].words):
        return True
    for unit in below:
        if cues.HEADED.match(unit.words) or cues.DATED.match(unit.words):
            return number < _TITLES
        if unit.place or not is_heading(unit.words):
            break
    if not may_be_of_letter(units[number].words) or not below:
        return False
    first = below[0]
    return not (first.place or asks(first.words) or first.words.endswith(":"))


def _announces(unit: Unit) -> bool:
    """Whether a unit announces the answer, and nothing else."""
    return (
        not unit.place
        and len(unit.words) <= _HEAD
        and not _tail_role(unit.words, Role.INTRO)
        and (titles_answer(unit) or cues.ANSWER_LEAD.match(unit.words) is not None)
    )


def _cue(unit: Unit, role: Role, *, has_answer: bool) -> Role | None:
    """Return the role a unit announces: the quoted request, the answer, or neither."""
    words = unit.words
    if len(words) > _HEAD or unit.place:
        return None
    announced = announced_by(words)
    if announced is Announced.ANSWER or cues.ANSWER_TITLE.match(words):
        return Role.ANSWER
    if cues.REQUEST_TITLE.match(words) is None and cues.ANSWER_LEAD.match(words):
        return Role.ANSWER
    if announced is Announced.REQUEST or cues.REQUEST_TITLE.match(words):
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


def _answers_below(units: Sequence[Unit], number: int, roles: Sequence[Role]) -> bool:
    """Whether a unit right below the request begins as an answer does.

    Below a list, that is any paragraph in sentences that is no remark of the requester.
    """
    unit, above = units[number], units[number - 1]
    if roles[-1:] != [Role.REQUEST] or unit.place is not None:
        return False
    if begins_answer(unit.words):
        return above.words[-1:] not in ":;,"
    is_paragraph = unit.is_after_gap and unit.words[-1:] == "."
    is_below_list = above.place is not None and is_paragraph
    return is_below_list and cues.REMARK.match(unit.words) is None


def _begins_body(units: Sequence[Unit], number: int) -> bool:
    """Whether a unit at the top is more than titles, thanks and apologies.

    Titles and dates belong to the thanks, or to the title over the request, below.
    """
    for unit in units[number : number + _HEADINGS]:
        if cues.OPENING.match(unit.words.lstrip("*_ ")):
            return False
        if unit.place or not is_heading(unit.words):
            return True
        if announced_by(unit.words) is not None:
            return False
    return True
