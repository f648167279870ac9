"""Tell people of the steps of clearance that wait for them, and of what was decided."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from requests_app.models import FOIRequest
from responses.models import ClearanceStep


def tell_opened(
    foi_request: FOIRequest,
    steps: Iterable[ClearanceStep],
    *,
    people: Iterable[User] | None = None,
    by: User,
    on: date,
) -> None:
    """Tell the people of each step that the response waits for them.

    Args:
        foi_request: The request.
        steps: Steps that are open now.
        people: Only these people; None for everybody named.
        by: The person who acted.
        on: The London day.
    """


def tell_returned(
    foi_request: FOIRequest, *, sent_by: User | None, key: str, by: User, on: date
) -> None:
    """Tell the officer and the sender that the response came back."""


def tell_cleared(
    foi_request: FOIRequest, *, sent_by: User | None, key: str, by: User, on: date
) -> None:
    """Tell the officer and the sender that the response can be issued."""
