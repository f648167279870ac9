"""Earlier requests of the sender of an entry, and facts of the law."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from accounts.models import User
from mail.models import Entry
from requests_app.alike.queries import AlikeRequest
from requests_app.calendars.working_days import calendar_for
from requests_app.models import FOIRequest, Requester
from requests_app.requesters.keeping import words_of
from statute.money import AGGREGATION_WORKING_DAYS, are_near_enough
from statute.regimes import Regime
from statute.working_days import CalendarExhausted

_MOST_NAMED: Final = 5
_MOST_COUNTED: Final = 100


@dataclass(frozen=True, slots=True)
class FromTheSender:
    """The earlier requests of one record with the address of a sender.

    Attributes:
        requester: The record; None for requests without a record.
        named: The newest requests, at most five.
        number: How many there are; at most a hundred are counted for a sender.
        within: How many under FOIA came within sixty working days of the entry.
        repeated: Those with nearly the same words, the most alike first.
    """

    requester: Requester | None
    named: Sequence[FOIRequest]
    number: int
    within: int
    repeated: Sequence[FOIRequest]

    @property
    def more(self) -> int:
        """How many requests are not named."""
        return self.number - len(self.named)

    @property
    def aggregation(self) -> str:
        """The fact on adding up costs, in a sentence; "" for none."""
        if not self.within:
            return ""
        return (
            f"{self.within} of them came within {AGGREGATION_WORKING_DAYS} working "
            "days of this message (section 12(4)). Whether costs are added up is for "
            "you to decide."
        )


def from_the_sender(
    entry: Entry, user: User, alike: Sequence[AlikeRequest] = ()
) -> list[FromTheSender]:
    """Return the requests of each record with the address of an entry's sender.

    Two queries. All requests of such a record count, from whatever address they came. A
    like name is no sign.

    Args:
        entry: The entry.
        user: The person, who learns only of requests that they may see.
        alike: The requests with nearly the same words, the most alike first.

    Source: FOIA 2000 ss.12(4) and 14(2); SI 2004/3244 reg 5.
    """
    address = words_of(entry.message.sender_address)
    if not address:
        return []
    records = Requester.objects.visible_to(user).in_use()
    known = list(records.filter(known_by__contains=[address]).values_list("pk"))
    found = (
        FOIRequest.objects.visible_to(user)
        .counted()
        .filter(
            Q(requester__in=[key for (key,) in known])
            | Q(requester_email__iexact=address),
            review_of=None,
        )
        .select_related("requester")
        .order_by("-received_on", "-pk")
        .only(
            *("reference", "subject", "state", "received_on", "regime"),
            *("requester__name", "requester__authority"),
        )[:_MOST_COUNTED]
    )
    by_record: dict[int | None, list[FOIRequest]] = defaultdict(list)
    for one in found:
        by_record[one.requester_id].append(one)
    return [_told(requests, entry, alike) for requests in by_record.values()]


def _told(
    requests: Sequence[FOIRequest], entry: Entry, alike: Sequence[AlikeRequest]
) -> FromTheSender:
    own = {one.pk for one in requests}
    return FromTheSender(
        requester=requests[0].requester,
        named=requests[:_MOST_NAMED],
        number=len(requests),
        within=sum(_is_near(one, entry) for one in requests),
        repeated=[one.foi_request for one in alike if one.foi_request.pk in own],
    )


def _is_near(foi_request: FOIRequest, entry: Entry) -> bool:
    if {foi_request.regime, entry.regime} != {Regime.FOIA.value}:
        return False
    days = [foi_request.received_on, entry.received_on]
    try:
        return are_near_enough(days, calendar_for(Regime.FOIA))
    except CalendarExhausted:
        return False
