"""Find the marked units of a letter that are questions, not points of an answer."""

import re
from collections.abc import Mapping, Sequence

from documents.replies.cues import OPENING
from documents.requests.language import (
    asks,
    asks_outright,
    names_a_thing,
    sets_condition,
)
from documents.requests.markers import Marker
from documents.requests.units import Unit

_WORD = re.compile(r"[^\W_]+")
_ANSWERED_EACH = 4  # questions of which no more than one lacks an answer of its own
_NAMED = re.compile(r"\W*(?:question|cwestiwn)\b", re.IGNORECASE)
_WISH = re.compile(
    r"(?:[^.?]{0,120},? )?(?:i|we)(?: would|['’]d| should)? (?:also |further )?(?:like|"
    r"wish|want|need|request|seek|am (?:looking|seeking|requesting)|ask)\b",
    re.IGNORECASE,
)


def tops_of(body: Sequence[Unit]) -> dict[int, Unit]:
    """Return the units with the same style of mark as the first mark in the body.

    A numbered question is also of the list: "5)" may follow "4.".
    """
    marked = {at: unit for at, unit in enumerate(body) if unit.place and unit.marker}
    first = next((unit.marker for unit in marked.values() if unit.marker), None)
    if first is None:
        return {}
    return {
        at: unit
        for at, unit in marked.items()
        if unit.marker
        and (
            unit.marker.style == first.style
            or (first.label.isdigit() and _adds_to_list(unit, unit.marker))
        )
    }


def _adds_to_list(unit: Unit, marker: Marker) -> bool:
    """Whether a mark of another style goes on with a list: "5)", "2a. If so, …"."""
    if marker.label.isdigit():
        return unit.words.endswith("?") or _NAMED.match(marker.text) is not None
    return bool(marker.parent) and (asks(unit.words) or sets_condition(unit.words))


def listed_in(body: Sequence[Unit], tops: Mapping[int, Unit]) -> set[int]:
    """Return the marked units that are questions, if each has plain units below it.

    Parts of a question stand right below it, or go on after the answer to the part
    before. A list begun within an answer is of the answer.
    """
    is_named = all(_WORD.search(unit.words) for unit in tops.values())
    bullets = [unit.marker and unit.marker.is_bullet for unit in tops.values()]
    if not tops or not is_named or any(bullets):
        return set()
    if len(tops) == 1:
        return {at for at, unit in tops.items() if wishes(unit.words)}
    found: set[int] = set()
    styles: set[str] = set()
    is_asking = False
    stated = 0
    answers = _marked_answers(body, tops)
    for number, unit in enumerate(body):
        if not unit.place or not unit.marker or number in answers:
            is_asking = False
            continue
        if is_asking or number in tops or unit.marker.style in styles:
            if number + 1 == len(body):
                return set()
            if is_asking and _is_beside(body[number - 1], unit):
                above = body[number - 1].words
                stated += not asks(above) and above[-1:] == "."
            is_asking = True
            found.add(number)
            if not unit.marker.is_bullet:
                styles.add(unit.marker.style)
    # Statements in a row are answers; two questions may share an answer.
    return found if _ANSWERED_EACH * stated < len(found) else set()


def _marked_answers(body: Sequence[Unit], tops: Mapping[int, Unit]) -> set[int]:
    """Return the marked units below a question that are its answer: "a) 14".

    Nothing else stands between the question and the next, nothing of this asks, and
    the question does not end in a colon.
    """
    places = sorted(tops)
    found: set[int] = set()
    for place, end in zip(places, [*places[1:], len(body)], strict=True):
        below = range(place + 1, end)
        is_answer = body[place].words[-1:] != ":" and all(
            body[at].place and not asks(body[at].words) for at in below
        )
        if is_answer and not any(names_a_thing(body[at].words) for at in below):
            found.update(below)
    return found


def _is_beside(above: Unit, unit: Unit) -> bool:
    """Whether two marked units are items of the same list."""
    if not (above.marker and unit.marker and above.place and unit.place):
        return False
    return not unit.marker.is_bullet and above.place.depth == unit.place.depth


def bulleted_in(body: Sequence[Unit]) -> set[int]:
    """Return the bullets that are questions, most of them with plain units below.

    Most of them ask, so they are not points of an answer. Bullets of other shapes are.
    """
    marked = [
        (number, unit.marker)
        for number, unit in enumerate(body)
        if unit.place and unit.marker
    ]
    if not marked or not marked[0][1].is_bullet:
        return set()
    first = marked[0][1].text
    bullets = [number for number, marker in marked if marker.text == first]
    asking = sum(
        asks(body[number].words) or names_a_thing(body[number].words)
        for number in bullets
    )
    ends = [*bullets[1:], len(body)]
    answered = sum(end > number + 1 for number, end in zip(bullets, ends, strict=True))
    is_list = 2 * asking > len(bullets) and 3 * answered > 2 * len(bullets)
    return set(bullets) if is_list else set()


def wishes(words: str) -> bool:
    """Whether a paragraph asks in the requester's voice."""
    if words[-1:] == ":" or not asks(words) or OPENING.match(words):
        return False
    return asks_outright(words) or _WISH.match(words) is not None
