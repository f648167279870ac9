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
