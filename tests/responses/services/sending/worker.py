"""Send what waits as a worker does, and die at a given step of it."""

from datetime import date

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from responses.services.sending import carrying
from tests.workers import die


def send(step: str, port: int) -> None:
    """Send the letters that wait through the mail server at `port`; die at `step`."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    match step:
        case "before connecting":
            EmailBackend.open = die
        case "connected":
            carrying._begin = die
        case "after the answer":
            carrying._note_sent = die
        case "after the commit":
            carrying.errands.finish = die
    carrying.send_waiting_letters(on=date(2026, 3, 9))
