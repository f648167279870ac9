"""The group of requests alike on the page of a request."""

from accounts.models import User
from requests_app.models import FOIRequest
from responses.desk.panels import Panel
from responses.round_robins.queries import group_of, offered_with


def panel_of_round_robin(foi_request: FOIRequest, user: User) -> Panel | None:
    """Return the group, or the way to make one; None for a request by itself."""
    template = "responses/round_robins/on_request.html"
    if (group := group_of(foi_request)) is not None:
        return Panel(template, {"group": group})
    if foi_request.is_review or foi_request.reference is None:
        return None
    if offered_with(foi_request, user).exists():
        return Panel(template, {"group": None})
    return None
