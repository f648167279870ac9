"""Find the restricted requests that a person saw as a deputy before a leave ended."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from requests_app.models import FOIRequest


def request_of_former_deputy(user: User, named: Mapping[str, Any]) -> FOIRequest | None:
    """Return a request that a user saw as a deputy, and may see no more.

    Args:
        user: A user who may not see the request.
        named: The condition that names the request.
    """
    return (
        FOIRequest.objects.of_authority(user)
        .filter(**named, is_restricted=True, named_people__leaves__deputy=user)
        .select_related("authority", "team", "officer")
        .first()
    )
