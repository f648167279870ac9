"""Read the logins of an authority, as their page shows them."""

from typing import Final, NamedTuple

from accounts.models import Authority
from requests_app.connections.sealing import SECRETS
from requests_app.models import Job, Login

# The keys of the jobs of trials begin so.
TRIALS: Final = "try-login-"


class Row(NamedTuple):
    """A login, as the page shows it.

    Attributes:
        login: The login.
        is_readable: Whether its secret can be read.
        is_under_way: Whether a trial has not ended yet.
    """

    login: Login
    is_readable: bool
    is_under_way: bool


def rows_of(authority: Authority) -> list[Row]:
    """Return the logins of an authority, in two queries."""
    logins = list(Login.objects.filter(authority=authority))
    waiting = Job.objects.filter(
        idempotency_key__startswith=TRIALS,
        done_at__isnull=True,
        needs_attention=False,
        payload__login__in=[login.pk for login in logins],
    )
    under_way = {job.payload["login"] for job in waiting}
    return [
        Row(login, SECRETS.opens(login.sealed_secret), login.pk in under_way)
        for login in logins
    ]
