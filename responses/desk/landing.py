"""The page to land on after signing in, and at the address "/"."""

from typing import Final

from accounts import policy
from accounts.models import User

# The first permission held decides. A manager oversees before anything else. The day of
# an officer with the role of approver lists responses to clear too.
_LANDINGS: Final = (
    (policy.ASSIGN_REQUEST, "dashboard"),
    (policy.DRAFT_RESPONSE, "home"),
    (policy.CLEAR_RESPONSE, "clearance-queue"),
    (policy.VIEW_DASHBOARD, "dashboard"),
    (policy.ANSWER_ENQUIRY, "enquiries"),
    (policy.ADMINISTER, "administration"),
    (policy.OWN_INSTALLATION, "administration"),
)


def landing_of(user: User) -> str:
    """Return the name of the landing page of a person; "home" without a role."""
    allowed = user.role_permissions
    return next((page for need, page in _LANDINGS if need in allowed), "home")
