"""GOV.UK Notify for one authority: send, ask what became of it, and say why not.

Source: https://docs.notifications.service.gov.uk/python.html, read in November 2026 as
`notifications_python_client` 13.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from requests_app.jobs.carriers import (
    AddressRefused,
    Begin,
    CarrierAway,
    CarrierClosed,
    MessageRefused,
    NotCarried,
    NotKnownYet,
)
from requests_app.jobs.queue import OutcomeUnknown
from requests_app.sealing import Unreadable
from responses.models import Sender
from responses.senders.sealing import KEYS

NAME: Final = "GOV.UK Notify"
# Bytes of one file: https://docs.notifications.service.gov.uk/python.html#send-a-file-by-email
MOST_BYTES: Final = 2 * 1024 * 1024
# What stands in a template of ours, in two pairs of brackets.
SUBJECT: Final = "subject"
MESSAGE: Final = "message"
LINK: Final = "link"
_SECONDS: Final = 30
_KEY: Final = re.compile(
    r".*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-"
    r"[0-9a-f]{12}"
)
_TOO_MANY: Final = 429
_NOT_FOUND: Final = 404
_DENIED: Final = (401, 403)
# Words of its refusals that concern the settings, and not the one message.
_OF_SETTINGS: Final = re.compile(
    r"template|trial mode|team-only|live api key|not allowed|personalisation"
    r"|service is not|cannot send letters",
    re.IGNORECASE,
)
_OF_ADDRESS: Final = "email address"
_OF_CLOCK: Final = re.compile(r"clock", re.IGNORECASE)


class Taken(NamedTuple):
    """What GOV.UK Notify has of ours.

    Attributes:
        id: Its id there.
        status: What became of it, in the words of the API.
    """

    id: UUID
    status: str


def is_key(text: str) -> bool:
    """Whether a text has the form of an API key."""
    return bool(_KEY.fullmatch(text)) and text.isascii() and text.isprintable()


class Notify:
    """The service of one authority, by its API key."""

    def __init__(self, sender: Sender) -> None:
        """Load the library only here, in a worker.

        Raises:
            CarrierClosed: There is no key, or it can no longer be read.
        """
        from notifications_python_client import notifications

        self._sender = sender
        if not sender.sealed_notify_key:
            raise CarrierClosed(f"There is no API key of {NAME} any more.")
        try:
            key = KEYS.open(sender.sealed_notify_key)
        except Unreadable as unreadable:
            raise CarrierClosed(str(unreadable)) from None
        library: Any = notifications
        self._client = library.NotificationsAPIClient(
            key, base_url=settings.NOTIFY_URL, timeout=_SECONDS
        )

    def send_email(
        self, *, to: str, personalisation: Mapping[str, Any], reference: str
    ) -> Taken:
        """Send an e-mail by the template of the authority.

        Raises:
            NotKnownYet: The answer was lost.
            NotCarried: The e-mail was not taken.
        """
        answer = self._ask(
            lambda: self._client.send_email_notification(
                email_address=to,
                template_id=str(self._sender.notify_template),
                personalisation=dict(personalisation),
                reference=reference,
            ),
            is_sending=True,
        )
        return Taken(UUID(answer["id"]), "created")

    def send_letter(self, *, pdf: bytes, reference: str) -> Taken:
        """Have a letter printed and posted.

        Raises:
            NotKnownYet: The answer was lost.
            NotCarried: The letter was not taken.
        """
        answer = self._ask(
            lambda: self._client.send_precompiled_letter_notification(
                reference=reference, pdf_file=BytesIO(pdf), postage=self._sender.postage
            ),
            is_sending=True,
        )
        return Taken(UUID(answer["id"]), "pending-virus-check")

    def found(self, reference: str) -> Taken | None:
        """Return what was sent under a reference of ours; None for nothing.

        Raises:
            NotCarried: The service could not be asked.
        """
        answer = self._ask(
            lambda: self._client.get_all_notifications(reference=reference)
        )
        for each in answer.get("notifications", []):
            if each.get("reference") == reference:
                return Taken(UUID(each["id"]), str(each["status"]))
        return None

    def status_of(self, notify_id: UUID) -> str | None:
        """Return what became of something sent; None once the service forgot it.

        Raises:
            NotCarried: The service could not be asked.
        """
        answer = self._ask(lambda: self._client.get_notification_by_id(notify_id))
        return None if answer.get("status_code") == _NOT_FOUND else answer["status"]

    def check_key(self) -> None:
        """Ask for something small, to see whether the key works.

        Raises:
            NotCarried: The key does not work, or the service could not be asked.
        """
        self._ask(lambda: self._client.get_all_notifications(status="created"))

    def check_template(self, names: Collection[str]) -> None:
        """Refuse a template in which something would be missing.

        Args:
            names: What the message gives to the template.

        Raises:
            MessageRefused: The template lacks a place for something.
            NotCarried: The template is not there, or the service could not be asked.
        """
        answer = self._ask(
            lambda: self._client.get_template(str(self._sender.notify_template))
        )
        if answer.get("status_code") == _NOT_FOUND:
            raise CarrierClosed(f"{NAME} has no such template. Check its id.")
        places = set(answer.get("personalisation") or {})
        if missing := sorted(set(names) - places):
            written = ", ".join(f"(({name}))" for name in missing)
            raise MessageRefused(
                f"The template at {NAME} has no place for {written}, so that part of "
                "the message would be missing. Add it to the template."
            )
        if others := sorted(places - set(names) - set(FILES)):
            written = ", ".join(f"(({name}))" for name in others)
            raise CarrierClosed(
                f"The template at {NAME} asks for {written}, which this system does "
                "not know. Take it out of the template."
            )

    def _ask(
        self, call: Callable[[], Any], *, is_sending: bool = False
    ) -> Mapping[str, Any]:
        """Call the service, and say in a sentence why it did not do as asked."""
        from notifications_python_client.errors import APIError

        try:
            answer = call()
        except APIError as error:
            if error.response is None:
                raise _no_answer(error, is_sending=is_sending) from None
            if error.status_code == _NOT_FOUND and not is_sending:
                return {"status_code": _NOT_FOUND}
            raise _refusal(error, is_sending=is_sending) from None
        except AssertionError:
            raise CarrierClosed(f"The API key of {NAME} is not whole.") from None
        if not isinstance(answer, dict):
            raise NotKnownYet(f"{NAME} gave an answer that could not be read.")
        return answer


# The places for files, in the order used: the letter, then what goes with it.
FILES: Final = (LINK, *(f"file_{number}" for number in range(1, 10)))


def file_for_link(content: bytes, name: str, sender: Sender) -> dict[str, Any]:
    """Return a file as GOV.UK Notify takes it, to be downloaded by a link."""
    return {
        "file": b64encode(content).decode("ascii"),
        "filename": name,
        "confirm_email_before_download": sender.notify_confirms,
        "retention_period": f"{sender.notify_weeks} weeks",
    }


def carry_by_notify(
    sender: Sender, message: EmailMessage, *, begin: Begin | None = None
) -> None:
    """Send a message of plain text, such as one to a colleague.

    Raises:
        OutcomeUnknown: The answer was lost.
        NotCarried: The message was not taken.
    """
    notify = Notify(sender)
    if begin is not None:
        begin()
    try:
        notify.send_email(
            to=message.to[0],
            personalisation={
                SUBJECT: message.subject,
                MESSAGE: message.body,
                **dict.fromkeys(FILES, ""),
            },
            reference=message.extra_headers.get("Message-ID", "").strip("<>"),
        )
    except NotKnownYet as unknown:
        raise OutcomeUnknown(str(unknown)) from unknown


def _no_answer(error: Any, *, is_sending: bool) -> NotCarried:
    """Tell a call that never left from one whose answer was lost."""
    from requests import ConnectTimeout
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    cause = error.__cause__
    first = cause.args[0] if cause is not None and cause.args else None
    never_left = isinstance(cause, ConnectTimeout) or (
        isinstance(first, MaxRetryError)
        and isinstance(first.reason, NewConnectionError)
    )
    if is_sending and not never_left:
        return NotKnownYet(
            f"{NAME} did not answer, so the message may have been sent. {NAME} is "
            "asked again shortly."
        )
    return CarrierAway(f"{NAME} was not reached.")


def _refusal(error: Any, *, is_sending: bool) -> NotCarried:
    status, words = error.status_code, _words(error.message)
    if status in _DENIED:
        if _OF_CLOCK.search(words):
            return CarrierAway(f"{NAME} says that the clock of this machine is wrong.")
        return CarrierClosed(f"{NAME} does not accept the API key: {words}")
    if status == _TOO_MANY:
        return CarrierAway(f"{NAME} asks us to wait: {words}")
    if status >= 500:
        if is_sending:
            return NotKnownYet(
                f"{NAME} failed with the code {status}, and the message may have been "
                f"sent. {NAME} is asked again shortly."
            )
        return CarrierAway(f"{NAME} failed with the code {status}.")
    if words.startswith(_OF_ADDRESS):
        reason = words.removeprefix(_OF_ADDRESS).strip()
        return AddressRefused(f"{NAME} refused the address: {reason}")
    if _OF_SETTINGS.search(words):
        return CarrierClosed(f"{NAME} does not send for us: {words}")
    return MessageRefused(f"{NAME} refused the message: {words}")


def _words(said: object) -> str:
    """Return the reasons that GOV.UK Notify gives, as sentences."""
    if isinstance(said, list):
        parts = [
            str(each.get("message", "")) for each in said if isinstance(each, dict)
        ]
    else:
        parts = [str(said)]
    sentences = (" ".join(part.split()).rstrip(".") for part in parts if part)
    # Names of fields as people write them.
    return f"{'. '.join(sentences)}.".replace("_", " ")[:400]
