"""What stands beside an entry: earlier requests of its sender, and facts of the law."""

from dataclasses import dataclass
from typing import Final

from accounts.models import User
from mail.models import Entry
from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest
from statute.money import AGGREGATION_WORKING_DAYS, are_near_enough
from statute.regimes import Regime
from statute.working_days import CalendarExhausted

_MOST_NAMED: Final = 5
_MOST_COUNTED: Final = 100


@dataclass(frozen=True, slots=True)
class FromTheSender:
    """The earlier requests with the address of a sender.

    Attributes:
        named: The newest, at most five.
        number: How many there are; at most a hundred are counted.
        within: How many came within sixty working days of the entry.
    """

    named: list[FOIRequest]
    number: int
    within: int

    @property
    def aggregation(self) -> str:
        """The fact that matters for adding up costs, in a sentence; "" for none."""
        if not self.within:
            return ""
        return (
            f"{self.within} of them came within {AGGREGATION_WORKING_DAYS} working "
            "days of this message. Whether costs are added up is for you to decide."
        )


def from_the_sender(entry: Entry, user: User) -> FromTheSender:
    """Return the requests made from the address of an entry's sender.

    A like name is no sign: only the address counts here.

    Source: FOIA 2000 ss.12(4) and 14(2); SI 2004/3244 reg 5.
    """
    address = entry.message.sender_address
    if not address:
        return FromTheSender([], 0, 0)
    found = list(
        FOIRequest.objects.visible_to(user)
        .filter(requester_email__iexact=address, review_of=None)
        .order_by("-received_on", "-pk")
        .only("reference", "subject", "state", "received_on")[:_MOST_COUNTED]
    )
    near = [one for one in found if _is_near(one, entry)]
    return FromTheSender(found[:_MOST_NAMED], len(found), len(near))


def _is_near(foi_request: FOIRequest, entry: Entry) -> bool:
    days = [foi_request.received_on, entry.received_on]
    try:
        return are_near_enough(days, calendar_for(Regime(entry.regime)))
    except CalendarExhausted:
        return False
