"""Read a request without numbered questions: with bullets, or without any marks."""

from collections.abc import Sequence

from documents.requests.draft import Draft
from documents.requests.language import (
    adds_on,
    asks,
    is_period,
    is_salutation,
    sets_condition,
    takes_leave,
)
from documents.requests.listed import Reading, looks_like_heading
from documents.requests.roles import Role, roles_of, sentences_apart
from documents.requests.units import Unit

_LONGEST_HEADING = 100  # characters
_LONGEST_GREETING = 50  # characters; a longer greeting continues into the question


def read_plain(units: Sequence[Unit]) -> Reading:
    """Return the tree of a request without numbers or letters."""
    units = sentences_apart(units)
    roles = roles_of(units)
    first = _first_asking(units, roles)
    last = _last_asking(units, roles, first)
    headings = _headings(units, roles, first, last)
    if first - 1 in headings:
        first -= 1
    reading = Reading()
    reading.preamble = [line for unit in units[:first] for line in unit.all_lines()]
    reading.closing = [line for unit in units[last:] for line in unit.all_lines()]
    tree = _PlainTree(reading)
    for number in range(first, last):
        tree.add(
            units[number],
            roles[number],
            is_heading=number in headings,
            is_over_bullets=_is_over_bullets(units, roles, number),
        )
    return reading


class _PlainTree:
    """The tree while units are added."""

    def __init__(self, reading: Reading) -> None:
        self.siblings = reading.top
        self.top = reading.top
        self.open_nodes: list[Draft] = []

    def add(
        self, unit: Unit, role: Role, *, is_heading: bool, is_over_bullets: bool
    ) -> None:
        """Add one unit to the tree."""
        if is_heading:
            heading = Draft(unit.start, kind="heading", lines=unit.all_lines())
            self.top.append(heading)
            self.siblings, self.open_nodes = heading.children, []
        elif role is Role.BULLET:
            self._add_bullet(unit)
        elif (
            not self.siblings
            or role in (Role.ASK, Role.TOPIC, Role.LEAD)
            or (self.open_nodes[0].children and is_over_bullets)
        ):
            self.open_nodes = [Draft(unit.start, lines=list(unit.lines))]
            self.siblings.append(self.open_nodes[0])
        elif self.open_nodes[0].children:
            self.open_nodes[0].after.extend(unit.lines)
        else:
            self.open_nodes[-1].lines.extend(unit.lines)

    def _add_bullet(self, unit: Unit) -> None:
        """Add a bullet beneath its lead-in, or at the top without a lead-in."""
        assert unit.place is not None  # noqa: S101
        assert unit.marker is not None  # noqa: S101
        lead = self.siblings[-1] if self.siblings else None
        has_lead = lead is not None and not lead.marker
        if lead and has_lead and is_period(unit.words) and not lead.children:
            lead.lines.extend(unit.all_lines())
            return
        depth = unit.place.depth + has_lead
        del self.open_nodes[depth:]
        draft = Draft(unit.start, unit.marker.text, lines=list(unit.lines))
        above = self.open_nodes[-1].children if self.open_nodes else self.siblings
        above.append(draft)
        self.open_nodes.append(draft)


def _is_over_bullets(units: Sequence[Unit], roles: Sequence[Role], number: int) -> bool:
    """Whether a unit without a mark introduces the bullets below it."""
    unit = units[number]
    is_title = unit.is_after_gap and looks_like_heading(unit)
    return (
        (unit.words.endswith(":") or is_title)
        and number + 1 < len(units)
        and roles[number + 1] is Role.BULLET
    )


def _headings(
    units: Sequence[Unit], roles: Sequence[Role], first: int, last: int
) -> set[int]:
    """Return the single short lines above questions: their headings.

    At least two are needed: a lone short line is the beginning of its question, and
    several short lines together are a list.
    """
    found = {
        number
        for number in range(max(first - 1, 0), last - 1)
        if _stands_over(units[number], roles[number])
        and roles[number + 1] in (Role.ASK, Role.LEAD)
        and (number < first or roles[number - 1] is not Role.FRAGMENT)
    }
    return found if len(found) > 1 else set()


def _stands_over(unit: Unit, role: Role) -> bool:
    """Whether a unit could be a heading."""
    if role is Role.STATEMENT:
        return unit.words[-1] == ":" and len(unit.words) < _LONGEST_HEADING
    return role is Role.FRAGMENT and looks_like_heading(unit)


def _first_asking(units: Sequence[Unit], roles: Sequence[Role]) -> int:
    """Return the first unit of the first question."""
    for wanted in (Role.ASK, Role.TOPIC, Role.LEAD, Role.BULLET):
        if wanted in roles:
            found = roles.index(wanted)
            if found and roles[found - 1] is Role.TOPIC and adds_on(units[found].words):
                found -= 1
            bullet = roles.index(Role.BULLET) if Role.BULLET in roles else found
            if wanted is Role.LEAD and bullet == found + 1:
                return bullet
            if 0 < bullet < found and asks(units[bullet - 1].words):
                return bullet
            return found
    return _body(units)


def _body(units: Sequence[Unit]) -> int:
    """Return where the body begins, in a request without words of asking.

    "Everything about parking." is a question all the same, because the sender made a
    request. A text of only a greeting and a farewell is not.
    """
    for number, unit in enumerate(units):
        words = unit.words
        only_greets = is_salutation(words) and len(words) < _LONGEST_GREETING
        if not only_greets and not takes_leave(words):
            return number
    return len(units)


def _leave(units: Sequence[Unit], first: int) -> int:
    """Return where the farewell begins, after `first`."""
    end = len(units)
    while end > first and takes_leave(units[end - 1].words):
        end -= 1
    return end


def _last_asking(units: Sequence[Unit], roles: Sequence[Role], first: int) -> int:
    """Return the position after the last unit of the last question."""
    says_it_asks = any(
        role in (Role.ASK, Role.TOPIC, Role.LEAD, Role.BULLET) for role in roles[first:]
    )
    if not says_it_asks:
        return _leave(units, first)
    end, asked, is_argument = first, 0, False
    for number in range(first, len(roles)):
        role = roles[number]
        if role is Role.BREAKDOWN and asked == 1:
            role = Role.FOLLOW_UP
        asked += role in (Role.ASK, Role.TOPIC, Role.BULLET)
        if number > end and role is Role.ASK and sets_condition(units[number].words):
            continue
        if role is Role.CLOSING and _is_over_bullets(units, roles, number):
            is_argument = True
        elif role is not Role.BULLET:
            is_argument = False
        if is_argument:
            continue
        if role in (Role.ASK, Role.TOPIC, Role.BULLET) or (
            number == end and role in (Role.FRAGMENT, Role.FOLLOW_UP, Role.LEAD)
        ):
            end = number + 1
    return end
