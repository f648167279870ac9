"""What figures count and a list leaves out: requests restricted to other people."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from accounts import policy
from accounts.models import User
from requests_app.lists.queries import narrow
from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet

# The filters of figures of the authority, and no others: how many restricted requests
# an officer has, or some words find, would tell of these requests.
_OF_FIGURES: Final = frozenset(
    {
        *("state", "kind", "band", "late", "likely", "waits"),
        *("answered", "late_reason", "extended", "restricted"),
        *("received_from", "received_to", "answered_from", "answered_to"),
        *("closed_from", "closed_to", "extended_from", "extended_to"),
    }
)


def unlisted(
    user: User, wanted: Mapping[str, Any], *, on: date
) -> FOIRequestQuerySet | None:
    """Return the requests that fit the filters and are restricted to other people.

    They are to be counted and never listed.

    Args:
        user: The person who looks.
        wanted: The valid filters of a `FindRequestsForm`.
        on: The London day.

    Returns:
        None for a person without the figures, and for filters that no figure has.
    """
    if policy.VIEW_DASHBOARD not in user.role_permissions:
        return None
    if not _OF_FIGURES.issuperset(wanted.keys() - {"sort"}):
        return None
    hidden = FOIRequest.objects.hidden_from(user)
    # The index of what is restricted knows it by this column.
    return narrow(hidden.filter(is_restricted=True), wanted, on=on)
