"""Sender and addressee of a letter, and the days on which the requester wrote."""

from dataclasses import dataclass
from datetime import date

from django.db.models.fields.files import FieldFile

from accounts.models import Authority
from documents.requester import telephones_in
from requests_app.forms.postal_address import as_posted
from requests_app.models import FOIRequest
from responses.letters import pictures
from responses.letters.content import Addressee, Picture, Sender
from responses.models import Letterhead
from statute.deadlines import EventName
from statute.reuse import terms_of


def letterhead_of(authority: Authority) -> Letterhead:
    """Return an authority's letterhead, or the defaults if none is saved."""
    kept = Letterhead.objects.filter(authority=authority).first()
    return kept or Letterhead(authority=authority)


def sender_of(foi_request: FOIRequest, letterhead: Letterhead | None = None) -> Sender:
    """Return the authority's details for its letters.

    Args:
        foi_request: The request.
        letterhead: The authority's letterhead; looked up if left out.
    """
    authority = foi_request.authority
    letterhead = letterhead or letterhead_of(authority)
    return Sender(
        name=authority.name,
        short_name=authority.short_name,
        address=lines(authority.address),
        email=authority.email,
        telephone=authority.telephone,
        website=authority.website,
        signatory=authority.signatory,
        review_contact=lines(authority.review_contact),
        terms=terms_of(authority.kind),
        logo=_picture(letterhead.logo, letterhead.logo_text),
        signature=_picture(letterhead.signature),
        envelope=letterhead.envelope,
    )


def addressee_of(foi_request: FOIRequest) -> Addressee:
    """Return the requester's details for letters.

    Of the telephone numbers in a request, those before and after its questions are
    the requester's, except the authority's own.
    """
    own = telephones_in(foi_request.authority.telephone)
    around = f"{foi_request.preamble}\n{foi_request.closing}"
    return Addressee(
        name=foi_request.requester_name,
        organisation=foi_request.requester_organisation,
        address=lines(as_posted(foi_request.requester_address)),
        email=foi_request.requester_email,
        telephones=tuple(
            number for number in telephones_in(around) if number not in own
        ),
        has_large_print=foi_request.has_large_print,
    )


@dataclass(frozen=True, slots=True)
class WroteLater:
    """The days on which a requester wrote after the request.

    Attributes:
        clarified_on: The day of the latest clarification.
        asked_later_on: The days of the letters that asked for more.
    """

    clarified_on: date | None
    asked_later_on: tuple[date, ...]


def wrote_later(foi_request: FOIRequest) -> WroteLater:
    """Return the days on which the requester wrote after the request, in one query."""
    clarified, asked = EventName.CLARIFICATION_RECEIVED, EventName.ASKED_LATER
    events = foi_request.clock_events.filter(name__in=[clarified, asked])
    days = list(events.values_list("name", "on"))
    return WroteLater(
        max((on for name, on in days if name == clarified), default=None),
        tuple(on for name, on in days if name == asked),
    )


def clarified_on(foi_request: FOIRequest) -> date | None:
    """Return the day of the requester's latest clarification."""
    return wrote_later(foi_request).clarified_on


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of an address, without empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _picture(kept: FieldFile, text: str = "") -> Picture | None:
    if not kept.name:
        return None
    return Picture(address=pictures.address_of(kept.name), text=text)
