"""Between whom a letter passes, and the days they share."""

from datetime import date

from requests_app.models import FOIRequest
from responses.letters.content import Addressee, Sender


def sender_of(foi_request: FOIRequest) -> Sender:
    """Return the authority as it writes its letters."""
    authority = foi_request.authority
    return Sender(
        name=authority.name,
        short_name=authority.short_name,
        address=lines(authority.address),
        email=authority.email,
        telephone=authority.telephone,
        website=authority.website,
        signatory=authority.signatory,
        review_contact=lines(authority.review_contact),
    )


def addressee_of(foi_request: FOIRequest) -> Addressee:
    """Return the requester as letters address them."""
    return Addressee(
        name=foi_request.requester_name,
        organisation=foi_request.requester_organisation,
        address=lines(foi_request.requester_address),
        email=foi_request.requester_email,
    )


def clarified_on(foi_request: FOIRequest) -> date | None:
    """Return the day on which the requester last said what they mean."""
    clarified = foi_request.clock_events.filter(name="clarification_received")
    return clarified.order_by("-on").values_list("on", flat=True).first()


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of an address that say anything."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
