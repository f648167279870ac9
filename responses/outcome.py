"""Outcome of a whole request, derived from the outcomes of its questions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from statute.notices import GIVEN, REFUSALS, Outcome


class RequestOutcome(StrEnum):
    """Outcome of a request as a whole."""

    UNDECIDED = "undecided"
    TO_FOLLOW = "to_follow"
    GRANTED = "granted"
    PARTLY_REFUSED = "partly_refused"
    REFUSED = "refused"
    ACCESSIBLE = "accessible"
    NOT_HELD = "not_held"

    @property
    def label(self) -> str:
        """Name the outcome for an officer."""
        return _LABELS[self]


_LABELS = {
    RequestOutcome.UNDECIDED: "Not yet decided",
    RequestOutcome.TO_FOLLOW: "Answered in part, the rest to follow",
    RequestOutcome.GRANTED: "Granted in full",
    RequestOutcome.PARTLY_REFUSED: "Granted in part, refused in part",
    RequestOutcome.REFUSED: "Refused in full",
    RequestOutcome.ACCESSIBLE: "Already accessible",
    RequestOutcome.NOT_HELD: "Information not held",
}
# What the requester can already get is counted by itself.
_REFUSED = REFUSALS - {Outcome.ACCESSIBLE}


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A request's outcome, with the rule behind it."""

    outcome: RequestOutcome
    rule: str


def roll_up(outcomes: Iterable[str], *, has_statement: bool = False) -> RolledUp:
    """Return the outcome of a request from the outcomes of its questions.

    The first rule that applies decides:

    - A question without an outcome leaves the request undecided.
    - A question still to follow means "answered in part".
    - Information both given and refused means "granted in part".
    - Information refused, and nothing given, means "refused in full".
    - Information given, and nothing refused, means "granted in full".

    Information already accessible counts as given beside a refusal. Information not
    held counts neither way.

    Args:
        outcomes: The outcome of each question, "" for none yet.
        has_statement: Whether the response neither confirms nor denies holding other
            information. Such a statement counts as a refusal.

    Source: the Cabinet Office's statistics on FOI in central government, which count
    requests granted in full, withheld in part, withheld in full and not held.
    """
    counts = Counter(outcomes)
    total = counts.total()
    given = any(counts[outcome] for outcome in GIVEN)
    refused = has_statement or any(counts[outcome] for outcome in _REFUSED)
    accessible = counts[Outcome.ACCESSIBLE]
    if not total:
        return RolledUp(RequestOutcome.UNDECIDED, "The request asks no question.")
    if counts[""]:
        rule = f"{_have(counts[''], total)} no outcome yet."
        return RolledUp(RequestOutcome.UNDECIDED, rule)
    if counts[Outcome.TO_FOLLOW]:
        rule = f"{_have(counts[Outcome.TO_FOLLOW], total)} an answer still to follow."
        return RolledUp(RequestOutcome.TO_FOLLOW, rule)
    if refused and (given or accessible):
        return RolledUp(RequestOutcome.PARTLY_REFUSED, _PARTLY)
    if refused:
        return RolledUp(RequestOutcome.REFUSED, _NOTHING_GIVEN)
    if given:
        rule = _NOT_HELD_BESIDE if counts[Outcome.NOT_HELD] else _ALL_GIVEN
        return RolledUp(RequestOutcome.GRANTED, rule)
    if accessible:
        return RolledUp(RequestOutcome.ACCESSIBLE, _ELSEWHERE)
    return RolledUp(RequestOutcome.NOT_HELD, "Nothing that is asked for is held.")


_PARTLY = "Something that is asked for is given, and something is refused."
_NOTHING_GIVEN = "Nothing that is asked for is given, and something is refused."
_ALL_GIVEN = "Everything that is asked for is given."
_NOT_HELD_BESIDE = "Everything that is held is given; what is not held is not counted."
_ELSEWHERE = "The requester can already get everything that is held."


def _have(number: int, total: int) -> str:
    if total == 1:
        return "The question has"
    return f"{number} of {total} questions {'has' if number == 1 else 'have'}"
