"""Messages and entries of the queue for tests, all made up."""

from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from itertools import count

from documents.likeness.asked import own_words
from documents.likeness.fingerprints import as_bytes, bands, fingerprint
from mail.asking.limits import Sender
from mail.asking.links import make_link, token_of
from mail.asking.sentences import Sentences
from mail.asking.services import Asked, send_request
from mail.asking.showing import show_answer
from mail.models import Entry, Message
from mail.taking.services import take
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from tests.factories import FOIRequestFactory, LetterFactory

AT = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
ON = date(2026, 6, 15)
_numbers = count(1)

ASKS = """Dear Sir or Madam

Please tell me under the Freedom of Information Act:

1. How many bicycles did you buy in 2025?
2. What did they cost?

Yours faithfully
Rowan Hale
"""


def mail(
    *,
    text=ASKS,
    subject="Bicycles bought by the authority",
    sender="Rowan Hale <rowan@hale.example>",
    to="foi@authority.example",
    sent_at="Fri, 12 Jun 2026 18:05:00 +0100",
    files=(),
    **headers,
):
    """Return a message as bytes; a header of None is left out.

    `files` has the name and the bytes of each file with the message.
    """
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = sent_at
    headers = {"Message_ID": f"<{next(_numbers)}@hale.example>"} | headers
    for name, value in headers.items():
        if value is not None:
            made[name.replace("_", "-")] = value
    made.set_content(text)
    for name, content in files:
        made.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return made.as_bytes()


def receive(authority, raw=None, *, at=AT, on=ON, **given):
    """Take a message and have it read; return its receipt."""
    receipt = take(raw or mail(), authority=authority, at=at, **given)
    run_due(handler=handler_of("read_mail"), on=on, at=at)
    receipt.raw.refresh_from_db()
    return receipt


def entry(authority, *, text=ASKS, subject="Bicycles", received_on=ON, **given):
    """Return an entry of the queue, without reading a message."""
    number = next(_numbers)
    message = Message.objects.create(
        authority=authority,
        content_key=f"{number:064}",
        kind=given.pop("kind", Message.Kind.MESSAGE),
        sender_name=given.pop("sender_name", "Rowan Hale"),
        sender_address=given.pop("sender_address", "rowan@hale.example"),
        subject=subject,
        text=text,
        received_at=AT,
    )
    minhash = fingerprint(own_words(text))
    details = {
        "subject": subject,
        "text": text,
        "received_on": received_on,
        "received_at": time(9, 30),
        "regime": "FOISA" if authority.is_scottish else "FOIA",
        "question_count": 2,
        "minhash": as_bytes(minhash),
        "bands": bands(minhash),
    }
    return Entry.objects.create(authority=authority, message=message, **details | given)


def public_pages(authority, foi_request, *, by):
    """Open the public form; return what the addresses of its pages name."""
    authority.slug, authority.is_form_open = f"authority-{authority.pk}", True
    authority.save()
    letter = LetterFactory(
        foi_request=FOIRequestFactory(authority=authority, state="answered"),
        given_on=ON,
        html_for_publication="<!DOCTYPE html><html><body><article>We bought 12 "
        "bicycles for patrol officers.</article></body></html>",
    )
    answer = show_answer(letter=letter, title="Bicycles bought", by=by, on=ON)
    sent = send_request(
        authority=authority,
        asked=Asked(text=ASKS, name="Rowan Hale", email="rowan@hale.example"),
        form_key="one",
        sender=Sender("client", ""),
        say=Sentences("en"),
        at=AT,
    )
    link = make_link(foi_request=foi_request, by=by, on=ON, at=AT)
    return {
        "slug": authority.slug,
        "public answer": answer.pk,
        "progress token": token_of(link),
        "sent token": token_of(sent),
    }
