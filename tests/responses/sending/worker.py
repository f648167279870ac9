"""Send waiting letters in a process of its own, which dies at a given step."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from requests_app.jobs import queue
from responses.senders import graph as senders_graph
from responses.senders.notify import Notify
from responses.sending import delivery
from responses.sending.queueing import SEND_LETTER
from tests.jobs import run_jobs
from tests.workers import die


def send_by_notify(step: str, url: str) -> None:
    """Send the waiting letters by the fake of GOV.UK Notify at `url`; die at `step`."""
    settings.NOTIFY_URL = url
    match step:
        case "before connecting":
            Notify.__init__ = die
        case "connected":
            delivery._begin = die
        case "begun":
            Notify.send_email = Notify.send_letter = die
        case "after the answer":
            delivery._note_sent = die
        case "after the commit":
            queue.mark_done = die
    # Late enough for GOV.UK Notify to be sure of what it does not have.
    run_jobs(SEND_LETTER, on=date(2026, 3, 9), at=datetime(2100, 1, 1, tzinfo=UTC))


def send_by_graph(step: str, graph: str, login: str, bundle: str) -> None:
    """Send the waiting letters by the fake of Graph; die at `step`."""
    settings.GRAPH_URL, settings.MICROSOFT_LOGIN_URL = graph, login
    settings.CA_BUNDLE = bundle
    match step:
        case "before connecting":
            senders_graph.token_for = die
        case "connected":
            delivery._begin = die
        case "after the answer":
            delivery._note_sent = die
        case "after the commit":
            queue.mark_done = die
    run_jobs(SEND_LETTER, on=date(2026, 3, 9))


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
