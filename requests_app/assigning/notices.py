"""Tell people that a request reached them, left them, or came back."""

from datetime import date

from accounts.models import User
from requests_app.models import FOIRequest, HandOver


def tell_assigned(
    *, foi_request: FOIRequest, before: User | None, by: User, on: date
) -> None:
    """Tell the new officer, and the officer before."""


def tell_passed_on(
    *, foi_request: FOIRequest, before: User | None, by: User, on: date
) -> None:
    """Tell the colleague, or the managers of the team, and the officer before."""


def tell_given_back(
    *, foi_request: FOIRequest, giver: User | None, by: User, on: date
) -> None:
    """Tell the person who gave the request, else the managers of the team."""


def tell_handed_over(made: HandOver) -> None:
    """Tell each colleague once of all requests they got, and the person before."""
