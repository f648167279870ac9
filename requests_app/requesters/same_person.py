"""Whether a sender is known as the requester of a request. Officers decide."""

from requests_app.models import FOIRequest
from requests_app.requesters.keeping import words_of


def is_another(foi_request: FOIRequest, *, address: str, name: str = "") -> bool:
    """Whether a sender goes by no address of the requester, so far as is known.

    Without an address, the name tells. Where the sender has neither, nothing tells that
    it is the requester.

    Args:
        foi_request: The request, with its record.
        address: The e-mail address of the sender; "" for none.
        name: The name of the sender; "" for none.
    """
    known = {words_of(foi_request.requester_email)}
    if not address:
        known.add(words_of(foi_request.requester_name))
    if foi_request.requester is not None:
        known.update(foi_request.requester.known_by)
    return words_of(address or name) not in known - {""}


def seems_another(foi_request: FOIRequest, *, address: str, name: str) -> bool:
    """Whether sender and requester look like two people.

    Where no address of the requester is known, the names tell. People with one name and
    two addresses are often two people.

    Args:
        foi_request: The request, with its record.
        address: The e-mail address of the sender; "" for none.
        name: The name of the sender; "" for none.
    """
    record = foi_request.requester
    known = [] if record is None else record.known_by
    has_address = foi_request.requester_email or any("@" in each for each in known)
    return is_another(foi_request, address=address if has_address else "", name=name)


def look_the_same(one: FOIRequest, other: FOIRequest) -> bool:
    """Whether record, address or name tell of a single requester of two requests."""
    if one.requester_id is not None and one.requester_id == other.requester_id:
        return True
    return not seems_another(
        other, address=one.requester_email, name=one.requester_name
    )
