"""The address to which a requester's reply goes: one for each request, where set."""

import re
from collections.abc import Container
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


def request_of_address(
    *addresses: str, authority_id: int, own: Container[str] = ()
) -> FOIRequest | None:
    """Return the request whose reply address is among these; None for none.

    Args:
        addresses: The addresses to which a mail came, in any spelling.
        authority_id: The key of the authority that received it.
        own: Addresses of the authority in small letters. With "+" and a reference
            before the "@" they lead to its request, whatever the pattern.
    """
    pattern = (
        Sender.objects.filter(authority_id=authority_id)
        .values_list("reply_pattern", flat=True)
        .first()
    )
    tokens = [
        token
        for address in addresses
        for token in (_token_by(pattern or "", address), _token_of_own(address, own))
        if token
    ]
    if not tokens:
        return None
    wanted = {each for token in tokens for each in _references(token)}
    found = FOIRequest.objects.filter(
        authority_id=authority_id, reference__in=wanted
    ).select_related("officer")
    by_reference = {each.reference: each for each in found}
    spelt = (each for token in tokens for each in _references(token))
    return next((by_reference[each] for each in spelt if each in by_reference), None)


def _token_by(pattern: str, address: str) -> str:
    """Return what stands in an address where a pattern has the reference."""
    before, place, after = pattern.partition(PLACE)
    if not place:
        return ""
    found = re.fullmatch(
        f"{re.escape(before)}(.+){re.escape(after)}", address.strip(), re.IGNORECASE
    )
    return found[1] if found else ""


def _token_of_own(address: str, own: Container[str]) -> str:
    local, _, domain = address.strip().rpartition("@")
    base, _, token = local.partition("+")
    return token if f"{base}@{domain}".lower() in own else ""


def _references(token: str) -> tuple[str, str, str]:
    """Return the references that a token may stand for, whatever became of capitals."""
    reference = token.replace("~", "/")
    return reference, reference.upper(), reference.lower()


def _as_token(reference: str) -> str:
    """Return a reference as it stands in an address, its slashes as tildes."""
    return reference.replace("/", "~")
