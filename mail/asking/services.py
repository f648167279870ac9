"""Take in what was sent by the public form: once, into the queue."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction

from accounts.models import Authority
from documents.requests.reader import UnreadableRequest, parse
from mail.asking.confirming import ask_to_confirm
from mail.asking.limits import (
    Sender,
    check_limits,
    forget_clients,
    may_be_mailed,
)
from mail.asking.links import link_of_message
from mail.asking.sentences import Sentences
from mail.models import Message, ProgressLink, Submission
from mail.threads.services import enter
from requests_app.intake.recording import subject_of
from requests_app.questions.outline.nodes import from_parsed

# No letters or digits that look alike.
_RECEIPT: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person typed.

    Attributes:
        text: What is asked.
        name: The person's name.
        email: An e-mail address for the answer; "" for none.
        address: A postal address; "" for none.
        organisation: On whose behalf the person asks; "" for nobody's.
        format_wanted: How the answer is wanted; "" where nothing was said.
    """

    text: str
    name: str
    email: str = ""
    address: str = ""
    organisation: str = ""
    format_wanted: str = ""


@transaction.atomic
def send_request(
    *,
    authority: Authority,
    asked: Asked,
    form_key: str,
    sender: Sender,
    say: Sentences,
    at: datetime,
) -> ProgressLink:
    """Keep what was sent by the form, as a message in the queue.

    The same form with the same words, sent twice, is one message. The confirmation by
    e-mail says nothing that was typed: the address may be a stranger's.

    Args:
        authority: The authority asked.
        asked: What the person typed.
        form_key: Identifies the form as it was shown.
        sender: Who sends, for the limits.
        say: The sentences in the language of the page.
        at: The moment.

    Returns:
        The link to the progress.

    Raises:
        TooMany: More came within the hour than the form takes.
    """
    # Forms to an authority take turns, so that limits hold and no form counts twice.
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    key = _key(asked, form_key)
    before = Message.objects.filter(authority=authority, content_key=key).first()
    if before is not None:
        return ProgressLink.objects.get(message=before)
    if sender.proof and Submission.objects.filter(proof=sender.proof).exists():
        sender = Sender(sender.client, "")
    check_limits(authority, sender, at=at)
    forget_clients(at=at)
    message = Message.objects.create(
        authority=authority,
        content_key=key,
        kind=Message.Kind.FORM,
        sender_name=asked.name,
        sender_address=asked.email,
        sent_to=authority.email,
        subject=_subject(asked.text),
        text=asked.text,
        notes=list(_notes(asked)),
        received_at=at,
    )
    submission = Submission.objects.create(
        message=message,
        authority=authority,
        receipt=_new_receipt(),
        address=asked.address,
        organisation=asked.organisation,
        format_wanted=asked.format_wanted,
        client=sender.client,
        proof=sender.proof,
        at=at,
    )
    link = link_of_message(message, at=at)
    entry = enter(message)
    if say.is_welsh:
        entry.language = say.language
        entry.save(update_fields=["language"])
    if asked.email and may_be_mailed(asked.email, at=at):
        ask_to_confirm(submission, language=say.language)
    return link


def _key(asked: Asked, form_key: str) -> str:
    content = json.dumps([form_key, asdict(asked)], sort_keys=True)
    return sha256(content.encode()).hexdigest()


def _subject(text: str) -> str:
    try:
        return subject_of(from_parsed(parse(text)))
    except UnreadableRequest:
        return ""


def _notes(asked: Asked) -> Iterator[str]:
    """Yield what the officer is to see beside the words."""
    if asked.format_wanted:
        yield f"How the answer is wanted: {asked.format_wanted}"
    if asked.organisation:
        yield f"Asks for an organisation: {asked.organisation}"
    if asked.address:
        yield f"Postal address: {', '.join(asked.address.splitlines())}"


def _new_receipt() -> str:
    drawn = "".join(secrets.choice(_RECEIPT) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"
