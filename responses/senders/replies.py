"""The address to which a requester's reply goes: one for each request, where set."""

import re
from typing import Final

from django.core.exceptions import ValidationError

from requests_app.forms.fields import check_email_address
from requests_app.models import FOIRequest
from responses.models import Sender
from responses.senders.carrying import sender_of

PLACE: Final = "{reference}"
# The longest local part that mail servers take (RFC 5321, section 4.5.3.1.1).
_LONGEST_LOCAL: Final = 64
_EXAMPLE: Final = "1413-26"


def why_no_pattern(pattern: str) -> str:
    """Return why a text is no pattern of reply addresses; "" where it is one."""
    if pattern.count(PLACE) != 1 or PLACE not in pattern.rpartition("@")[0]:
        return f"Write {PLACE} once, before the @, such as foi+{PLACE}@council.example."
    try:
        check_email_address(pattern.replace(PLACE, _EXAMPLE))
    except ValidationError:
        return (
            f"With a reference in place of {PLACE} this makes no e-mail address. Write "
            f"it such as foi+{PLACE}@council.example."
        )
    return ""


def reply_address(foi_request: FOIRequest) -> str:
    """Return the address to which replies about a request go.

    Without a pattern, and for a reference that fits no address, it is the authority's.
    """
    usual: str = foi_request.authority.email
    sender = sender_of(foi_request.authority_id)
    if sender is None or not sender.reply_pattern or not foi_request.reference:
        return usual
    address = sender.reply_pattern.replace(PLACE, _as_token(foi_request.reference))
    if len(address.rpartition("@")[0]) > _LONGEST_LOCAL:
        return usual
    try:
        check_email_address(address)
    except ValidationError:
        return usual
    return address


def request_of_address(address: str, *, authority_id: int) -> FOIRequest | None:
    """Return the request whose reply address this is; None for none.

    Args:
        address: An address to which a mail came, in any spelling.
        authority_id: The key of the authority that received it.
    """
    pattern = (
        Sender.objects.filter(authority_id=authority_id)
        .values_list("reply_pattern", flat=True)
        .first()
    )
    if not pattern:
        return None
    before, _, after = pattern.partition(PLACE)
    found = re.fullmatch(
        f"{re.escape(before)}(.+){re.escape(after)}", address.strip(), re.IGNORECASE
    )
    if found is None:
        return None
    return FOIRequest.objects.filter(
        authority_id=authority_id, reference__in=_references(found[1])
    ).first()


def _references(token: str) -> set[str]:
    """Return the references that a token may stand for, whatever became of capitals."""
    reference = token.replace("~", "/")
    return {reference, reference.upper(), reference.lower()}


def _as_token(reference: str) -> str:
    """Return a reference as it stands in an address, its slashes as tildes."""
    return reference.replace("/", "~")
