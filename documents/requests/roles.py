"""Classify each unmarked paragraph of a request: question, lead-in, farewell."""

from collections.abc import Sequence
from enum import Enum, auto

from documents.requests.language import (
    adds_background,
    asks,
    asks_for_review,
    asks_outright,
    breaks_down,
    follows_up,
    is_about_form,
    is_closing,
    is_item,
    is_period,
    is_salutation,
    is_table_row,
    names_a_thing,
    names_the_act,
    only_leads_in,
    sentence_starts,
    sets_condition,
    specifies,
    states_topic,
    takes_leave,
    wishes_more,
)
from documents.requests.units import Unit

_LONGEST_FRAGMENT = 90  # characters
_LONGEST_ITEM = 200  # characters
_FEWEST_FIELDS = 3  # lines
_LONGEST_PARAGRAPH = 20_000  # characters; a longer paragraph is left whole
_LONGEST_CLOSING = 4_000  # characters searched for a later question


class Role(Enum):
    """The role of a unit in the request."""

    ASK = auto()
    TOPIC = auto()  # asks, but only gives the topic of the request
    LEAD = auto()  # only introduces the units below
    FOLLOW_UP = auto()  # says more about the question above
    FRAGMENT = auto()  # a line of a list or a table, or a heading
    BREAKDOWN = auto()  # asks for a breakdown of the question above
    BULLET = auto()
    STATEMENT = auto()
    CLOSING = auto()


def roles_of(units: Sequence[Unit]) -> list[Role]:
    """Return the role of each unit, its neighbours considered."""
    roles = [
        Role.BULLET if unit.place else role_of(unit.words, is_last=unit is units[-1])
        for unit in units
    ]
    fields = set(_fields_to_fill(units, roles))
    for field in fields:
        roles[field] = Role.ASK
    for number, (unit, role) in enumerate(zip(units, roles, strict=True)):
        below = number + 1
        if below == len(units):
            break
        if number in fields:
            continue
        if role is Role.LEAD and is_table_row(units[below].words):
            roles[number] = Role.ASK
        elif role in (Role.LEAD, Role.TOPIC) and (
            unit.words[-1] == ":"
            or (role is Role.LEAD and not asks(units[below].words))
        ):
            items = _items_below(units, roles, number)
            if len(items) > 1:
                roles[below : below + len(items)] = [
                    Role.FRAGMENT if is_period(item.words) else Role.ASK
                    for item in items
                ]
        elif role is Role.ASK and unit.words[-1] == ":":
            items = _items_below(units, roles, number)
            roles[below : below + len(items)] = [Role.FRAGMENT] * len(items)
        is_new = role in (Role.TOPIC, Role.STATEMENT) and asks(units[below].words)
        if is_new and roles[below] is Role.FOLLOW_UP:
            roles[below] = Role.ASK
    return roles


def _fields_to_fill(units: Sequence[Unit], roles: Sequence[Role]) -> list[int]:
    """Return the fields of a form: three or more lines in a row ending in a colon."""
    found: list[int] = []
    run: list[int] = []
    for number, (unit, role) in enumerate(zip(units, roles, strict=True)):
        is_field = (
            unit.words[-1] == ":"
            and len(unit.words) < _LONGEST_FRAGMENT
            and role is not Role.BULLET
            and not is_period(unit.words)
        )
        if is_field and not (run and unit.is_after_gap):
            run.append(number)
        else:
            found.extend(run if len(run) >= _FEWEST_FIELDS else [])
            run = [number] if is_field else []
    return found + (run if len(run) >= _FEWEST_FIELDS else [])


def _items_below(
    units: Sequence[Unit], roles: Sequence[Role], number: int
) -> Sequence[Unit]:
    """Return the lines listed below a unit ending in a colon.

    If a line among them is a question, the short lines are headings, so none is
    returned.
    """
    end = number + 1
    while end < len(units) and roles[end] in (Role.ASK, Role.FRAGMENT, Role.STATEMENT):
        words = units[end].words
        is_apart = units[end].is_after_gap and not _all_apart(units)
        if end > number + 1 and is_apart and not names_a_thing(words):
            break
        if len(words) > _LONGEST_ITEM or not is_item(words):
            break
        end += 1
    items = units[number + 1 : end]
    is_list = len(items) > 1 and not any(item.is_after_gap for item in items[1:])
    if end < len(units) and "?" in units[end].words:
        return items if is_list and units[end].is_after_gap else []
    return items


def _all_apart(units: Sequence[Unit]) -> bool:
    """Whether the sender put an empty line after every line."""
    return all(unit.is_after_gap for unit in units)


def role_of(words: str, *, is_last: bool = False) -> Role:
    """Return the role of a paragraph without a mark.

    Args:
        words: The paragraph.
        is_last: Whether no paragraph follows, so that this is no lead-in.
    """
    if is_table_row(words):
        return Role.FRAGMENT
    if is_salutation(words) and "?" not in words:
        return Role.STATEMENT
    if breaks_down(words) and (follows_up(words) or is_closing(words)):
        return Role.BREAKDOWN
    speaks_of_all = is_about_form(words) or (
        is_closing(words) and not _asks_later(words)
    )
    if speaks_of_all or asks_for_review(words) or adds_background(words):
        if words.endswith("?") and follows_up(words):
            return Role.ASK
        return Role.FOLLOW_UP if wishes_more(words) else Role.CLOSING
    leads = only_leads_in(words) and not (words[-1] == "." and names_a_thing(words))
    if asks(words):
        is_condition = sets_condition(words) and wishes_more(words)
        is_more = (follows_up(words) or is_condition) and words[-1] not in ":?"
        if is_more or specifies(words):
            return Role.FOLLOW_UP
        if leads and not is_last:
            return Role.LEAD
        return Role.TOPIC if states_topic(words) else Role.ASK
    if follows_up(words) or (wishes_more(words) and len(words) < _LONGEST_FRAGMENT):
        return Role.FOLLOW_UP
    if leads:
        return Role.LEAD
    if len(words) < _LONGEST_FRAGMENT and words[-1] not in ".:":
        return Role.FRAGMENT
    return Role.FRAGMENT if is_period(words) else Role.STATEMENT


def _asks_later(words: str) -> bool:
    """Whether a sentence after the first asks on its own."""
    starts = sentence_starts(words[:_LONGEST_CLOSING])
    ends = [*starts[2:], len(words)]
    return any(
        asks_outright(words[start:end])
        for start, end in zip(starts[1:], ends, strict=False)
    )


def sentences_apart(units: Sequence[Unit]) -> list[Unit]:
    """Split paragraphs where a sentence asks for something new.

    A paragraph is cut before its second sentence that asks on its own, after opening
    sentences that only name the topic, and before closing sentences.
    """
    asking = [unit for unit in units if not unit.place and asks(unit.words)]
    is_one_paragraph = len(asking) == 1 and not any(unit.place for unit in units)
    apart: list[Unit] = []
    for unit in units:
        if unit.place:
            apart.append(unit)
        else:
            apart.extend(unit.split(_cuts(unit.words, is_alone=is_one_paragraph)))
    return apart


def _cuts(words: str, *, is_alone: bool) -> list[int]:
    """Return the positions at which to cut a paragraph, 0 first.

    Args:
        words: The paragraph.
        is_alone: Whether no other paragraph asks. Only then is each sentence a question
            of its own, unless it follows a question mark without a space.
    """
    starts = sentence_starts(words)
    if len(starts) == 1 or len(words) > _LONGEST_PARAGRAPH:
        return [0]
    pieces = [
        words[start:end]
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
    ]
    asking = [
        number
        for number, piece in enumerate(pieces)
        if role_of(piece.strip()) is Role.ASK and not follows_up(piece)
    ]
    if not asking:
        return [0]
    cuts = [
        starts[number]
        for number in asking[1:]
        if is_alone or not words[starts[number] - 1].isspace()
    ]
    opening = pieces[: asking[0]]
    if opening and all(map(_opens_letter, opening)):
        cuts.insert(0, starts[asking[0]])
    end = len(pieces)
    while end - 1 > asking[-1] and takes_leave(pieces[end - 1]):
        end -= 1
    if end < len(pieces):
        cuts.append(starts[end])
    return [0, *cuts] if 0 not in cuts else cuts


def _opens_letter(sentence: str) -> bool:
    """Whether a sentence only greets, names the Act or gives the topic."""
    return is_salutation(sentence) or states_topic(sentence) or names_the_act(sentence)
