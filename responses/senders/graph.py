"""Send e-mails from an authority's own mailbox in Microsoft 365."""

import re
from typing import Final

from django.core.mail import EmailMessage

from requests_app.connections.failures import (
    AccessDenied,
    CertificateWrong,
    ConnectionFailed,
    Failed,
    NotEncrypted,
    NotThere,
    SignInRefused,
)
from requests_app.connections.graph import Graph
from requests_app.connections.graph_calls import scope_of_graph
from requests_app.connections.tokens import token_for
from requests_app.jobs.carriers import (
    Begin,
    CarrierAway,
    CarrierClosed,
    MessageRefused,
    NotCarried,
)
from requests_app.jobs.queue import OutcomeUnknown
from responses.models import Sender
from responses.senders.smtp import written_from

# A call of Graph takes 4 MB, and the message leaves in base64.
MOST_MB: Final = 3
_MOST_BYTES: Final = MOST_MB * 1_000_000
# Until an administrator acts, nothing will leave.
_OF_SETTINGS: Final = (
    SignInRefused,
    AccessDenied,
    NotThere,
    CertificateWrong,
    NotEncrypted,
)


def carry_by_graph(
    sender: Sender, message: EmailMessage, *, begin: Begin | None = None
) -> None:
    """Send a message by Microsoft Graph, which keeps a copy in Sent Items.

    Args:
        sender: The settings, with a login and a mailbox.
        message: The message. It comes from the mailbox.
        begin: Called just before the message leaves.

    Raises:
        CarrierClosed: The login, its permissions or the mailbox are wrong.
        CarrierAway: Graph was not reached, or asks to wait.
        MessageRefused: Graph does not take the message.
        OutcomeUnknown: The answer was lost.
    """
    assert sender.login is not None  # noqa: S101 - a constraint of the database
    message.from_email = written_from(sender, message)
    raw = re.sub(rb"\r?\n", b"\r\n", message.message().as_bytes())
    if len(raw) > _MOST_BYTES:
        raise MessageRefused(
            f"With its files the e-mail has {len(raw) / 1_000_000:.1f} MB, and "
            f"Microsoft 365 takes {MOST_MB} MB from us."
        )
    graph = Graph(login=sender.login, address=sender.address)
    try:
        # Obtained before the message is said to be leaving.
        token_for(login=sender.login, scopes=[scope_of_graph()])
        if begin is not None:
            begin()
        graph.send(raw)
    except ConnectionFailed as failure:
        raise _told(failure) from failure
    finally:
        graph.close()


def _told(failure: ConnectionFailed) -> NotCarried | OutcomeUnknown:
    if failure.may_have_happened:
        return OutcomeUnknown(f"{failure} The message may have been sent.")
    if isinstance(failure, _OF_SETTINGS):
        return CarrierClosed(str(failure))
    if isinstance(failure, Failed):
        return MessageRefused(str(failure))
    return CarrierAway(str(failure))
