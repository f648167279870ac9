"""Try a login: obtain a token by it, in a worker."""

from typing import Final
from uuid import uuid4

from django.db import transaction

from requests_app.connections.failures import ConnectionFailed
from requests_app.connections.graph_calls import scope_of_graph
from requests_app.connections.queries import TRIALS
from requests_app.connections.tokens import token_for
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Job, Login

TRY_LOGIN: Final = JobKind(
    name="try_login",
    label="Try a login",
    most_attempts=1,
    may_be_cancelled=True,
    queue=READING_QUEUE,
)


@transaction.atomic
def try_login(*, login: Login) -> Job:
    """Have a worker obtain a new token by a login of Microsoft 365.

    The login then says whether that succeeded.
    """
    return enqueue(
        kind=TRY_LOGIN,
        idempotency_key=f"{TRIALS}{login.pk}-{uuid4()}",
        payload={"login": login.pk},
        authority=login.authority,
    )


def carry_out_trial(run: Run) -> None:
    """Obtain a new token; a failure is kept with the login, and is no failed job."""
    login = Login.objects.filter(pk=run.job.payload["login"]).first()
    if login is None or login.kind != Login.Kind.MICROSOFT:
        return
    try:
        token_for(login=login, scopes=[scope_of_graph()], is_fresh=True)
    except ConnectionFailed:
        return
