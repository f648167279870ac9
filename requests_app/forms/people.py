"""Choose people of the request's authority by their permissions."""

from typing import Any

from accounts import policy
from accounts.models import User
from requests_app.models import FOIRequest


def people_who(permission: str, foi_request: FOIRequest) -> Any:
    """Return the active people of the request's authority with this permission."""
    roles = [
        role
        for role, allowed in policy.ROLE_PERMISSIONS.items()
        if permission in allowed
    ]
    return User.objects.filter(
        authority_id=foi_request.authority_id, is_active=True, roles__overlap=roles
    ).order_by("last_name", "first_name", "username")
