"""Match the answers in a letter to its questions."""

from collections.abc import Sequence

from documents.replies.answered import Answered
from documents.replies.asked import asked_in
from documents.replies.matching import ALIKE, MOST, by_request, share_of, tokens_of
from documents.replies.quoting import between_answers
from documents.replies.repeats import cut_at_repeats
from documents.replies.reply import Asked, Role
from documents.requests.language import asks
from documents.requests.units import Unit


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
    if _counts_on(quoted, body) or _alternates(quoted, body):
        found = between_answers([*quoted, *body])
    elif asked := asked_in(text, quoted):
        found = by_request(asked, cut_at_repeats(body, asked))
    else:
        found = between_answers(body)
    if not stored:
        return found
    return _aligned(stored, found) if found else by_request(stored, body)


def _aligned(stored: Sequence[Asked], found: Sequence[Answered]) -> list[Answered]:
    """Return the stored questions with the answers found for them.

    Further questions answered by the letter follow, under the letter's own labels.
    """
    left = {at: tokens_of(one.asked.text) for at, one in enumerate(found[:MOST])}
    aligned = []
    for asked in stored:
        words = tokens_of(asked.text)
        best = max(left, key=lambda at: share_of(words, left[at]), default=None)
        if best is None or share_of(words, left[best]) < ALIKE:
            label = asked.label.lower()
            best = next(
                (at for at in left if found[at].asked.label.lower() == label), None
            )
        if best is not None:
            del left[best]
        aligned.append(Answered(asked, [] if best is None else found[best].units))
    return [*aligned, *(found[at] for at in left), *found[MOST:]]


def _of(units: Sequence[Unit], roles: Sequence[Role], wanted: Role) -> list[Unit]:
    return [unit for unit, role in zip(units, roles, strict=True) if role is wanted]


def _counts_on(quoted: Sequence[Unit], body: Sequence[Unit]) -> bool:
    """Whether answers continue the request's numbering, each below its question."""
    asked, given = _top_numbers(quoted), _top_numbers(body)
    return bool(asked and given) and given[0] == asked[-1] + 1


def _alternates(quoted: Sequence[Unit], body: Sequence[Unit]) -> bool:
    """Whether each question of a supposed request has an answer right below.

    An answer naming the authority then seemed to begin the answers.
    """
    tops = [
        at for at, unit in enumerate(quoted) if unit.place and unit.words[-1:] == "?"
    ]
    marked = sum(unit.place is not None for unit in quoted)
    if len(tops) < 2 or len(tops) < marked or not body or body[0].place:
        return False
    below = [quoted[at + 1 : at + 2] for at in tops[:-1]]
    return tops[-1] == len(quoted) - 1 and all(
        one and not asks(one[0].words) and one[0].words[-1:] != ":" for one in below
    )


def _top_numbers(units: Sequence[Unit]) -> list[int]:
    return [
        int(unit.marker.label)
        for unit in units
        if unit.place and unit.place.depth == 0 and unit.marker
        if unit.marker.label.isdigit()
    ]
