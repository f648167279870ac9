"""Offer records of requesters who may be the same person. An officer decides."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from django.db.models import Case, IntegerField, Q, Value, When

from accounts.models import Authority, User
from requests_app.forms.postal_address import is_postcode, lines_of
from requests_app.models import Requester
from requests_app.requesters.keeping import words_of
from requests_app.requesters.queries import Asked, asked_by, find_requesters

# Records read to be ranked, and records offered.
_MOST_READ: Final = 200
MOST_OFFERED: Final = 8


class Likeness(IntEnum):
    """How much speaks for the same person, the most first."""

    EMAIL_AND_NAME = 1
    EMAIL = 2
    NAME_AND_POSTCODE = 3
    NAME = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """A record that may be of the same person.

    Attributes:
        requester: The record.
        likeness: How much speaks for it.
        why: The reason, as a sentence.
        asked: How often the person asked, as far as the user may know.
    """

    requester: Requester
    likeness: Likeness
    why: str
    asked: Asked

    @property
    def is_weak(self) -> bool:
        """Whether the name alone is the same."""
        return self.likeness is Likeness.NAME


def offered_for(
    authority: Authority, name: str, email: str, address: str, user: User
) -> list[Offer]:
    """Return the records that may be of the person, the likeliest first.

    Two queries. Nothing is linked: people with one name are often different people.

    Args:
        authority: The authority asked.
        name: The name of the person.
        email: The e-mail address; "" for none.
        address: The postal address; "" for none.
        user: The user, who is offered only records they may know of.
    """
    by_name, by_email = words_of(name), words_of(email)
    wanted = [each for each in (by_name, by_email) if each]
    if not wanted or user.authority_id != authority.pk:
        return []
    has_email = Q(known_by__contains=[by_email]) if by_email else Q(pk=None)
    found = (
        Requester.objects.visible_to(user)
        .in_use()
        .filter(known_by__overlap=wanted)
        .annotate(
            rank=Case(
                When(has_email, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )
        .order_by("rank", "-pk")[:_MOST_READ]
    )
    postcode = postcode_in(address)
    ranked = [(_likeness(each, by_name, by_email, postcode), each) for each in found]
    ranked.sort(key=lambda pair: pair[0])
    ranked = ranked[:MOST_OFFERED]
    asked = asked_by([each.pk for _, each in ranked], user)
    return [
        Offer(each, likeness, _why(likeness, each), asked[each.pk])
        for likeness, each in ranked
    ]


def offer_of(requester: Requester, user: User) -> Offer:
    """Return the offer of a record from which a new request was begun."""
    asked = asked_by([requester.pk], user)[requester.pk]
    why = "You came from this record."
    return Offer(requester, Likeness.EMAIL_AND_NAME, why, asked)


def offered_to_merge(requester: Requester, words: str, user: User) -> list[Offer]:
    """Return the records that may be the same person as another record's.

    Args:
        requester: The record that remains.
        words: What is looked for; "" for records with a name or address of it.
        user: The user, who is offered only records they may know of.
    """
    if words:
        rows = find_requesters(user, words)
    else:
        rows = (
            Requester.objects.visible_to(user)
            .in_use()
            .filter(known_by__overlap=requester.known_by)
            .order_by("-pk")
        )
    found = list(rows.exclude(pk=requester.pk)[: 2 * MOST_OFFERED])
    asked = asked_by([each.pk for each in found], user)
    postcodes = {postcode_in(each) for each in requester.addresses} - {""}
    return [
        Offer(each, *_shared(requester, each, postcodes), asked[each.pk])
        for each in found
    ]


def _shared(
    requester: Requester, other: Requester, postcodes: set[str]
) -> tuple[Likeness, str]:
    """Return what two records have in common, and say so."""
    known = {words_of(name) for name in other.names}
    has_name = not known.isdisjoint(words_of(name) for name in requester.names)
    emails = {email.lower() for email in requester.emails}
    if not emails.isdisjoint(email.lower() for email in other.emails):
        if has_name:
            return Likeness.EMAIL_AND_NAME, "Same name and e-mail address."
        return Likeness.EMAIL, "Same e-mail address."
    if has_name and not postcodes.isdisjoint(map(postcode_in, other.addresses)):
        return Likeness.NAME_AND_POSTCODE, "Same name and postcode."
    if has_name:
        return Likeness.NAME, _why(Likeness.NAME, other)
    return Likeness.NAME, "Neither the name nor an e-mail address is the same."


def postcode_in(address: str) -> str:
    """Return the last postcode of an address, without spaces; "" for none."""
    for line in reversed(lines_of(address)):
        words = line.replace(",", " ").split()
        for number in (2, 1):
            end = "".join(words[-number:]).upper()
            if is_postcode(end):
                return end
    return ""


def _likeness(requester: Requester, name: str, email: str, postcode: str) -> Likeness:
    has_name = name in requester.known_by
    if email and email in requester.known_by:
        return Likeness.EMAIL_AND_NAME if has_name else Likeness.EMAIL
    if postcode and postcode in map(postcode_in, requester.addresses):
        return Likeness.NAME_AND_POSTCODE
    return Likeness.NAME


def _why(likeness: Likeness, requester: Requester) -> str:
    match likeness:
        case Likeness.EMAIL_AND_NAME:
            return "Same name and e-mail address."
        case Likeness.EMAIL:
            return f"Same e-mail address, under the name {requester}."
        case Likeness.NAME_AND_POSTCODE:
            return "Same name and postcode."
    return "Only the name is the same: this may be somebody else."
