"""Facts of the clock other than steps of answering, and where they apply."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from accounts.models import Authority
from requests_app.models import FOIRequest
from statute.deadlines import EventName
from statute.regimes import INFORMATION_REGIMES, Regime

_Kind = Authority.Kind
_EVERY: Final = frozenset(INFORMATION_REGIMES)


@dataclass(frozen=True, slots=True)
class ClockFact:
    """A kind of fact.

    Attributes:
        event: Its event name in the statute.
        title: Its title on the screen.
        hint: Its effect on the due date, with the source.
        regimes: The regimes where it applies.
        kinds: The kinds of authority where it applies; empty for all.
        value: The value of the event.
        needs_days: Whether the value is a number of working days.
        is_before_receipt: Whether the day is before the day of receipt.
    """

    event: EventName
    title: str
    hint: str
    regimes: frozenset[Regime]
    kinds: frozenset[str] = frozenset()
    value: str = ""
    needs_days: bool = False
    is_before_receipt: bool = False


FACTS: Final = (
    ClockFact(
        EventName.NARROWED_VOLUNTARILY,
        "The requester narrowed the request voluntarily",
        "The due date stays the same, unless the authority treats the narrowed "
        "request as a new request. If you need to know more to find the "
        "information, seek clarification instead.",
        _EVERY,
    ),
    ClockFact(
        EventName.BECAME_VALID,
        "What the request lacked arrived: a name, an address or what is wanted",
        "The time for answering is counted from that day (section 8(1)). The day of "
        "the first letter stays on record.",
        frozenset({Regime.FOIA, Regime.FOISA}),
    ),
    ClockFact(
        EventName.POSTED,
        "The request came by post: the day it was posted",
        "The request is presumed received on the third day after that (FOISA s.74(2)).",
        frozenset({Regime.FOISA}),
        is_before_receipt=True,
    ),
    ClockFact(
        EventName.TRANSFERRED_PUBLIC_RECORD,
        "The information is in a transferred public record that is not open",
        "Thirty working days in all (SI 2004/3364 reg 4).",
        frozenset({Regime.FOIA}),
        value="not_open",
    ),
    ClockFact(
        EventName.KEEPER_NOT_OPEN,
        "The information is in a record transferred to the Keeper that is not open",
        "Thirty working days in all (FOISA s.10(2)).",
        frozenset({Regime.FOISA}),
        kinds=frozenset({_Kind.KEEPER_NRS}),
        value="yes",
    ),
    ClockFact(
        EventName.COMMISSIONER_EXTENSION_TO_WORKING_DAY,
        "The regulator specified a longer time",
        "For information from the armed forces or from outside the United Kingdom, up "
        "to sixty working days in all (SI 2004/3364 regs 5 and 6).",
        frozenset({Regime.FOIA}),
        needs_days=True,
    ),
)


def facts_of(foi_request: FOIRequest) -> Iterator[ClockFact]:
    """Yield the facts that apply to a request.

    Only the Keeper's consultation applies to a review: FOISA s.21(2).
    """
    for fact in FACTS:
        if foi_request.is_review and fact.event != EventName.KEEPER_NOT_OPEN:
            continue
        if Regime(foi_request.regime) in fact.regimes and (
            not fact.kinds or foi_request.authority.kind in fact.kinds
        ):
            yield fact
