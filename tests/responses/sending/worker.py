"""Send waiting letters in a process of its own, which dies at a given step."""

from datetime import date

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from requests_app.jobs import queue
from responses.sending import delivery
from responses.sending.queueing import SEND_LETTER
from tests.jobs import run_jobs
from tests.workers import die


def send(step: str, port: int) -> None:
    """Send the waiting letters through the mail server at `port`; die at `step`."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    match step:
        case "before connecting":
            EmailBackend.open = die
        case "connected":
            delivery._begin = die
        case "after the answer":
            delivery._note_sent = die
        case "after the commit":
            queue.mark_done = die
    run_jobs(SEND_LETTER, on=date(2026, 3, 9))
