"""By what an e-mail leaves where an authority has a way of its own.

An app above registers the ways. Without one an e-mail leaves by the mail server of the
installation (`requests_app.jobs.emails.hand_over`).
"""

from collections.abc import Callable
from typing import Final, Protocol

from django.core.mail import EmailMessage

Begin = Callable[[], None]


class Carry(Protocol):
    """Hands one message over; as `requests_app.jobs.emails.hand_over`."""

    def __call__(self, message: EmailMessage, *, begin: Begin | None = None) -> None:
        """Hand one message over, and call `begin` just before the message leaves."""


class NotCarried(OSError):
    """The message did not leave. The text is a sentence for the office."""


class CarrierAway(NotCarried):
    """The service was not reached, or asked to try again later."""


class CarrierClosed(NotCarried):
    """The service takes nothing until an administrator mends the settings."""


class NotKnownYet(NotCarried):
    """The answer was lost, and the service can be asked later whether it was sent."""


class MessageRefused(NotCarried):
    """The service will never take this message."""


class AddressRefused(MessageRefused):
    """The service will never take a message to this address."""


class _Find(Protocol):
    def __call__(self, authority_id: int, *, is_to_colleague: bool) -> Carry | None: ...


_FINDERS: Final[list[_Find]] = []


def register(find: _Find) -> None:
    """Register the ways of authorities; call it in `AppConfig.ready`.

    Args:
        find: Returns by what the e-mails of an authority leave; None for the mail
            server of the installation.
    """
    _FINDERS.append(find)


def carrier_of(authority_id: int | None, *, is_to_colleague: bool) -> Carry | None:
    """Return by what the e-mails of an authority leave.

    Args:
        authority_id: The key of the authority; None for the whole installation.
        is_to_colleague: Whether the e-mail goes to staff, not to the public.

    Returns:
        The way; None for the mail server of the installation.
    """
    if authority_id is None:
        return None
    found = (find(authority_id, is_to_colleague=is_to_colleague) for find in _FINDERS)
    return next((carry for carry in found if carry is not None), None)
