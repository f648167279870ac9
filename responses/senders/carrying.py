"""Choose by what an e-mail leaves, and note when nothing leaves any more."""

from dataclasses import dataclass
from time import monotonic
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models.functions import Now

from requests_app.jobs.carriers import Begin, CarrierAway, CarrierClosed, Carry
from requests_app.jobs.emails import is_mail_set_up
from responses.models import Sender
from responses.senders.graph import carry_by_graph
from responses.senders.notify import carry_by_notify
from responses.senders.smtp import carry_by_smtp

# After a service was not reached, this process leaves it alone for so long: e-mails of
# other authorities need not wait for it.
REST_SECONDS: Final = 60
_CARRIES: Final = {
    Sender.Mail.SMTP: carry_by_smtp,
    Sender.Mail.GRAPH: carry_by_graph,
    Sender.Mail.NOTIFY: carry_by_notify,
}
_away: dict[int, tuple[float, str]] = {}


def sender_of(authority_id: int) -> Sender | None:
    """Return the settings of an authority; None where everything leaves as usual.

    The demonstration sends nothing, whatever is set.
    """
    if settings.IS_DEMONSTRATION:
        return None
    found = Sender.objects.filter(authority_id=authority_id)
    return found.select_related("authority", "login").first()


def carrier_of_sender(authority_id: int, *, is_to_colleague: bool) -> Carry | None:
    """Return by what e-mails of an authority leave; None for the installation's server.

    E-mails to colleagues leave by the installation's server while the way chosen is
    out of order, so that an administrator hears of it.
    """
    sender = sender_of(authority_id)
    if sender is None or sender.mail_by not in _CARRIES:
        return None
    if is_to_colleague and not sender.carries_notices:
        return None
    if is_to_colleague and sender.broken_since is not None and is_mail_set_up():
        return None
    return Carrier(sender)


@dataclass(frozen=True, slots=True)
class Carrier:
    """The way of one authority, which keeps in mind that it is out of order.

    Attributes:
        sender: The settings.
    """

    sender: Sender

    def __call__(self, message: EmailMessage, *, begin: Begin | None = None) -> None:
        """Hand a message over.

        Raises:
            NotCarried: The message did not leave.
            OutcomeUnknown: The connection broke while the message was being sent.
            OSError: The mail server refused the message.
        """
        carry = _CARRIES[Sender.Mail(self.sender.mail_by)]
        with Watched(self.sender):
            carry(self.sender, message, begin=begin)


@dataclass(frozen=True, slots=True)
class Watched:
    """Within it a service is used: failures of the service itself are noted.

    Attributes:
        sender: The settings of the service.
    """

    sender: Sender

    def __enter__(self) -> None:
        until, words = _away.get(self.sender.pk, (0.0, ""))
        if monotonic() < until:
            raise CarrierAway(words)

    def __exit__(self, _: object, reason: BaseException | None, __: object) -> None:
        if isinstance(reason, CarrierClosed):
            note_broken(self.sender, str(reason))
        elif isinstance(reason, CarrierAway):
            _away[self.sender.pk] = (monotonic() + REST_SECONDS, str(reason))
        elif reason is None and self.sender.broken_since is not None:
            note_mended(self.sender)


def note_broken(sender: Sender, failure: str) -> None:
    """Note that nothing leaves until an administrator mends the settings."""
    own = Sender.objects.filter(pk=sender.pk)
    own.filter(broken_since__isnull=True).update(broken_since=Now(), failure=failure)
    own.exclude(failure=failure).update(failure=failure)


def note_mended(sender: Sender) -> None:
    """Note that the way works again."""
    _away.pop(sender.pk, None)
    Sender.objects.filter(pk=sender.pk).update(broken_since=None, failure="")
