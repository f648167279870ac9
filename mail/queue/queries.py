"""What waits in the queue of an authority, and what is told of each entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from documents.likeness.fingerprints import Fingerprint, are_alike, bands, from_bytes
from mail.models import Entry
from mail.models.messages import AUTOMATIC
from mail.queue.due import as_asked, due_on_of
from mail.queue.own_data import asks_for_own_data
from requests_app.alike.queries import AlikeRequest, requests_alike
from requests_app.due import Due, running_status
from requests_app.models import FOIRequest
from requests_app.requesters.same_person import is_another
from responses.models import RoundRobin
from statute.regimes import Regime

PER_PAGE: Final = 25
FIRST_WORDS: Final = 160  # characters of the text shown in a row
_MOST_GROUPS: Final = 3
_MOST_COMPARED: Final = 500  # entries with a band in common


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as a row of the queue.

    Attributes:
        entry: The entry.
        first_words: The beginning of its words, on one line.
        own_data: The words that ask for the sender's own data; "" for none.
        due: By when an answer is due, should it be a request; None for no such day.
        alike_in_queue: The other waiting entries with nearly the same words.
        alike_requests: The requests with nearly the same words that the user may see.
        other_authorities: How many other authorities have a request alike.
        named: The request that it seems to be about, if the user may see it.
    """

    entry: Entry
    first_words: str
    own_data: str
    due: Due | None
    alike_in_queue: Sequence[Entry]
    alike_requests: Sequence[AlikeRequest]
    other_authorities: int
    named: FOIRequest | None

    def is_of_another(self, foi_request: FOIRequest) -> bool:
        """Whether the sender is another person than the requester, as far as known."""
        message = self.entry.message
        return is_another(
            foi_request, address=message.sender_address, name=message.sender_name
        )

    @property
    def told_alike(self) -> Sequence[tuple[FOIRequest, bool]]:
        """The requests alike, each with whether another person made it."""
        found = [one.foi_request for one in self.alike_requests]
        return [(one, self.is_of_another(one)) for one in found]

    @property
    def told_in_queue(self) -> Sequence[tuple[Entry, bool]]:
        """The entries alike, each with whether another person sent it."""
        own = self.entry.message.sender_address
        return [
            (one, bool(own) and one.message.sender_address not in {"", own})
            for one in self.alike_in_queue
        ]

    @property
    def is_named_by_another(self) -> bool:
        """Whether another person writes about the request named."""
        return self.named is not None and self.is_of_another(self.named)

    @property
    def is_round_robin(self) -> bool:
        """Whether the same was asked of other authorities, or by several senders."""
        own = self.entry.message.sender_address
        others = {one.message.sender_address for one in self.alike_in_queue} - {own}
        others |= {one.email for one in self.alike_requests} - {own, ""}
        return bool(self.other_authorities or others)


def waiting(user: User) -> QuerySet[Entry]:
    """Return the entries that wait, the newest first."""
    return (
        entries_of(user)
        .filter(ended_as="")
        .select_related("message", "claimed_by", "answered_by", "team")
        .order_by("-received_on", "-pk")
    )


def ended(user: User) -> QuerySet[Entry]:
    """Return the entries that were decided, the last decided first."""
    return (
        entries_of(user)
        .exclude(ended_as="")
        .select_related("message", "ended_by", "foi_request", "joined_into")
        .order_by("-ended_at", "-pk")
    )


def entries_of(user: User) -> QuerySet[Entry]:
    """Return the entries that a person may see; none without an authority.

    An entry made into a request, or attached to one, follows that request.
    """
    if user.authority_id is None:
        return Entry.objects.none()
    visible = FOIRequest.objects.visible_to(user).filter(pk=OuterRef("foi_request"))
    return Entry.objects.filter(
        Q(foi_request=None) | Exists(visible), authority=user.authority_id
    )


def rows_of(entries: Sequence[Entry], user: User, *, on: date) -> list[Row]:
    """Return entries as rows, with what is alike to each, in a fixed number of queries.

    Args:
        entries: Entries of one page, of the user's authority.
        user: The person.
        on: The London day.
    """
    prints = {one.pk: from_bytes(bytes(one.minhash)) for one in entries}
    requests, authorities = requests_alike(prints, user)
    in_queue = entries_alike(prints, user)
    visible = FOIRequest.objects.visible_to(user).select_related("requester")
    named = visible.in_bulk([one.named_id for one in entries if one.named_id])
    due_of = _due_of(entries, user, on=on)
    return [
        Row(
            entry=one,
            first_words=first_words(one),
            own_data=asks_for_own_data(one.subject, one.text),
            due=due_of.get(one.pk),
            alike_in_queue=[each for each in in_queue[one.pk] if each.pk != one.pk],
            alike_requests=requests.get(one.pk, ()),
            other_authorities=authorities.get(one.pk, 0),
            named=named.get(one.named_id or 0),
        )
        for one in entries
    ]


def _due_of(entries: Sequence[Entry], user: User, *, on: date) -> dict[int, Due]:
    authority = as_asked(user)
    if authority is None:
        return {}
    days = [(one, due_on_of(one, authority)) for one in entries]
    return {
        one.pk: running_status(due_on, Regime(one.regime), on=on)
        for one, due_on in days
        if due_on is not None
    }


def first_words(entry: Entry) -> str:
    """Return the beginning of an entry's words, without headers and white space."""
    words = " ".join(entry.text[: 4 * FIRST_WORDS].split())
    if len(words) <= FIRST_WORDS:
        return words
    return f"{words[:FIRST_WORDS].rpartition(' ')[0] or words[:FIRST_WORDS]} …"


def groups_alike(alike: Sequence[AlikeRequest]) -> list[RoundRobin]:
    """Return the groups of requests with nearly the same words, in one query.

    Args:
        alike: Requests visible to the person.
    """
    keys = [one.foi_request.pk for one in alike]
    found = RoundRobin.objects.filter(members__foi_request__in=keys)
    return list(found.distinct()[:_MOST_GROUPS]) if keys else []


def entries_alike(
    prints: Mapping[int, Fingerprint], user: User
) -> Mapping[int, list[Entry]]:
    """Return the waiting entries alike to each of some texts, in one query.

    Args:
        prints: The fingerprint of each text, by its key.
        user: The person.

    Returns:
        By key, the entries with nearly the same words, the newest first. An entry is
        alike to its own text.
    """
    among = {band for one in prints.values() for band in bands(one)}
    if not among:
        return {key: [] for key in prints}
    near = waiting(user).filter(bands__overlap=sorted(among))[:_MOST_COMPARED]
    others = [(one, from_bytes(bytes(one.minhash))) for one in near]
    return {
        key: [other for other, compared in others if are_alike(one, compared)]
        for key, one in prints.items()
    }


def shown_as(show: str, user: User) -> Q:
    """Return the condition for one of the choices of the filter.

    Args:
        show: "urgent", "alike", "automatic", "mine" or "free".
        user: The person.
    """
    conditions = {
        "urgent": ~Q(urgent_reason=""),
        "alike": Q(named__isnull=False),
        "automatic": Q(message__kind__in=AUTOMATIC),
        "mine": Q(claimed_by=user),
        "free": Q(claimed_by__isnull=True),
    }
    return conditions[show]


def joinable(entry: Entry, user: User) -> QuerySet[Entry]:
    """Return the entries that an entry may be joined with: alike, or by its sender."""
    same = Q(bands__overlap=entry.bands) if entry.bands else Q(pk=None)
    if entry.message.sender_address:
        same |= Q(message__sender_address=entry.message.sender_address)
    return waiting(user).filter(same).exclude(pk=entry.pk)
