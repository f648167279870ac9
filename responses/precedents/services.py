"""Previous responses: import, read, confirm and discard them."""

import hashlib
import re
import time
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from accounts.models import User
from documents.files.document import FileText, UnreadableFile
from documents.files.reading import read_file_apart
from documents.replies import facts
from documents.replies.letter import ReadLetter, understood
from documents.replies.printing import said
from documents.replies.reply import Asked, RepliedQuestion, Role
from documents.replies.subject import subject_of
from documents.requests.reader import UnreadableRequest
from requests_app.history.record import record
from requests_app.jobs.queue import enqueue, run_pending
from requests_app.models import FOIRequest, HistoryEntry, Job
from requests_app.refusals import Refusal
from responses.models import Answer, PreviousAnswer, PreviousResponse
from responses.precedents.asked import asked_of
from statute.regimes import Regime

# A sweep ends well within the time a task may take; the next goes on.
SWEEP_SECONDS: Final = 45
_READING_SECONDS: Final = 45
_MOST_OF_A_NAME = 200
_MOST_ANSWERS = 500
_OUTCOMES = (
    (re.compile(r"(?:FOIA|FOISA) 12\b"), Answer.Outcome.COST),
    (re.compile(r"(?:FOIA|FOISA) 14\(2"), Answer.Outcome.REPEATED),
    (re.compile(r"(?:FOIA|FOISA) 14\b"), Answer.Outcome.VEXATIOUS),
    (re.compile(r"FOIA 21\b|FOISA 25\b"), Answer.Outcome.ACCESSIBLE),
)


class PreviousResponseRefused(Refusal):
    """Something was to be done with a previous response that cannot be; says why."""


class PreviousResponseChanged(PreviousResponseRefused):
    """Somebody else corrected the letter since the page was opened."""


class Imported(NamedTuple):
    """A previous response, and whether it was not there before."""

    letter: PreviousResponse
    is_new: bool


@transaction.atomic
def import_letter(
    *, by: User, name: str = "", data: bytes = b"", text: str = ""
) -> Imported:
    """Import a previous response, as a file or as text, to be read by a worker.

    The same file, or the same words, are one letter however often they are imported.

    Args:
        by: Who imports it; it is kept for their authority.
        name: What the file is called.
        data: The file.
        text: The words, where they were pasted.

    Raises:
        PreviousResponseRefused: There is nothing in it, nobody to keep it for, or it
            cannot be kept just now.
    """
    if by.authority_id is None:
        raise PreviousResponseRefused("You belong to no authority, so nobody keeps it.")
    if not data and not text.strip():
        raise PreviousResponseRefused(
            f"“{name}” is empty." if name else "Paste some words."
        )
    kept = data or text.replace("\r\n", "\n").encode()
    sha256 = hashlib.sha256(kept).hexdigest()
    same = PreviousResponse.objects.filter(authority_id=by.authority_id, sha256=sha256)
    if found := same.first():
        return Imported(found, is_new=False)
    letter = PreviousResponse(
        authority_id=by.authority_id,
        name=name[:_MOST_OF_A_NAME],
        sha256=sha256,
        text="" if data else text.replace("\r\n", "\n"),
        imported_by=by,
    )
    try:
        with transaction.atomic():
            if data:
                # Never under the name it came with.
                letter.file.save(f"{sha256}.bin", ContentFile(data), save=False)
            letter.save()
    except IntegrityError:
        # Somebody imported the same at the same moment.
        return Imported(same.get(), is_new=False)
    except OSError as reason:
        raise PreviousResponseRefused(
            f"“{name}” could not be kept just now. Try again; if it goes on, tell your "
            "administrator."
        ) from reason
    enqueue(
        kind=Job.Kind.READ_PREVIOUS_RESPONSE,
        idempotency_key=f"read-previous-response:{letter.pk}",
        payload={"letter_id": letter.pk},
    )
    return Imported(letter, is_new=True)


def read_waiting_letters() -> int:
    """Read the previous responses that wait for it; return how many were."""

    def read(job: Job) -> None:
        letter = PreviousResponse.objects.filter(pk=job.payload["letter_id"]).first()
        if letter is not None:
            read_previous_response(letter=letter)

    count, until = 0, time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < until:
        done = run_pending(kind=Job.Kind.READ_PREVIOUS_RESPONSE, effect=read, at_most=1)
        if not done:
            break
        count += done
    return count


def read_previous_response(*, letter: PreviousResponse) -> PreviousResponse:
    """Read a previous response and note what it says. Harmless to run twice.

    A letter that cannot be read says why and is kept. One whose reference is that of
    a request on record is read with that request's questions.
    """
    if letter.read_at is not None or letter.error:
        return letter
    try:
        file = _words_of(letter)
        read = understood(file)
        foi_request = request_named(letter.authority_id, read.reply.reference)
        if foi_request is not None:
            read = _understood_with(file, foi_request)
    except (UnreadableFile, UnreadableRequest) as refusal:
        PreviousResponse.objects.filter(pk=letter.pk).update(error=str(refusal))
        letter.refresh_from_db()
        return letter
    with transaction.atomic():
        letter = PreviousResponse.objects.select_for_update().get(pk=letter.pk)
        if letter.read_at is not None:
            return letter
        letter.foi_request = foi_request
        letter.text = file.text
        letter.reference = read.reply.reference[:60]
        letter.issued_on = read.reply.dated
        letter.subject = _subject(read, foi_request)
        _keep(letter, read)
        PreviousResponse.objects.filter(pk=letter.pk).update(read_at=Now())
    letter.refresh_from_db()
    return letter


@transaction.atomic
def confirm_previous_response(
    *,
    letter: PreviousResponse,
    version: int,
    reference: str,
    issued_on: date,
    subject: str,
    foi_request: FOIRequest | None,
    by: User,
    on: date,
    at: datetime,
) -> PreviousResponse:
    """Confirm what was read of a previous response; its answers can then be reused.

    Where another request is named than the one it was read with, its answers are
    looked for afresh by that request's questions. It can be corrected again later.

    Args:
        letter: One that has been read.
        version: The version that was on the page.
        reference: The authority's reference on it, as it should be.
        issued_on: The day it bears.
        subject: What it is about.
        foi_request: The request it answers, if that is on record.
        by: Who confirms it.
        on: The London day.
        at: The moment.

    Raises:
        PreviousResponseRefused: It has not been read, or its day is to come.
        PreviousResponseChanged: Somebody else corrected it since.
    """
    letter = PreviousResponse.objects.select_for_update().get(pk=letter.pk)
    if letter.read_at is None:
        raise PreviousResponseRefused("This letter has not been read yet.")
    if letter.version != version:
        raise PreviousResponseChanged(
            "Somebody else corrected this letter after you opened it. Look at it again."
        )
    if issued_on > on:
        raise PreviousResponseRefused(
            "The letter cannot bear a day that is still to come."
        )
    is_other = letter.foi_request_id != (foi_request.pk if foi_request else None)
    letter.reference, letter.subject = reference.strip(), subject.strip()
    letter.issued_on = issued_on
    if is_other:
        letter.foi_request = foi_request
        file = FileText(str(letter.reading.get("kind", "text")), letter.text)
        read = _understood_with(file, foi_request) if foi_request else understood(file)
        _keep(letter, read)
    was_confirmed = letter.confirmed_at is not None
    letter.confirmed_at = letter.confirmed_at or at
    letter.version += 1
    letter.save()
    letter.answers.update(
        is_reusable=True,
        reference=letter.reference,
        answered_on=issued_on,
        foi_request=foi_request,
    )
    if foi_request is not None and (is_other or not was_confirmed):
        record(
            foi_request=foi_request,
            kind=HistoryEntry.Kind.PREVIOUS_RESPONSE_LINKED,
            by=by,
            on=on,
            note=f"{letter}, {letter.name or 'pasted'}",
        )
    return letter


@transaction.atomic
def discard_previous_response(*, letter: PreviousResponse, version: int) -> None:
    """Remove a previous response imported by mistake, with its file and its answers.

    What was made from its answers stays, and so does what history says of it.

    Raises:
        PreviousResponseChanged: Somebody corrected it since the page was opened.
    """
    locked = PreviousResponse.objects.select_for_update().filter(pk=letter.pk).first()
    if locked is None:
        return
    if locked.version != version:
        raise PreviousResponseChanged(
            "Somebody else corrected this letter after you opened it. Look at it again."
        )
    name, storage = locked.file.name, locked.file.storage
    locked.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def request_named(authority_id: int, reference: str) -> FOIRequest | None:
    """Return the authority's request of that reference, however it is written.

    "FOI 1433-19" and "Ref. 1433-19" name request 1433-19.
    """
    words = reference.split()
    tails = {" ".join(words[at:]).strip(".:#") for at in range(len(words))}
    tails |= {tail.upper() for tail in tails} | {tail.lower() for tail in tails}
    return (
        FOIRequest.objects.filter(authority_id=authority_id, reference__in=tails)
        .order_by("pk")
        .first()
    )


def _words_of(letter: PreviousResponse) -> FileText:
    if not letter.file:
        return FileText("text", letter.text)
    with letter.file.open("rb") as file:
        return read_file_apart(file.read(), seconds=_READING_SECONDS)


def _understood_with(file: FileText, foi_request: FOIRequest) -> ReadLetter:
    asked: list[Asked] = asked_of(foi_request)
    return understood(file, asked, Regime(foi_request.regime))


def _subject(read: ReadLetter, foi_request: FOIRequest | None) -> str:
    if foi_request is not None:
        return foi_request.subject
    return subject_of(read.file.text, read.reply)[:200]


def _keep(letter: PreviousResponse, read: ReadLetter) -> None:
    """Note what a letter says, and make its answers findable."""
    letter.reading = {
        "kind": read.file.kind,
        "aside": list(read.file.aside),
        **said(read.reply, read.file.text),
    }
    letter.save()
    letter.answers.all().delete()
    PreviousAnswer.objects.bulk_create(_answers(letter, read))


def _answers(letter: PreviousResponse, read: ReadLetter) -> Iterator[PreviousAnswer]:
    """Yield what the letter answers; a letter that quotes no question, as one."""
    common = {
        "authority_id": letter.authority_id,
        "foi_request_id": letter.foi_request_id,
        "previous_response": letter,
        "reference": letter.reference,
        "answered_on": letter.issued_on,
        "is_reusable": letter.confirmed_at is not None,
    }
    for order, one in enumerate(read.reply.questions[:_MOST_ANSWERS]):
        keys = _grounds_of(one)
        yield PreviousAnswer(
            order=order,
            label=_shown(one.label)[:60],
            question=one.text,
            answer=one.answer,
            outcome=_outcome(one, keys),
            provisions=keys,
            **common,
        )
    if not read.reply.questions:
        words = "\n\n".join(
            read.file.text[part.start : part.end].strip()
            for part in read.reply.passages
            if part.role is Role.ANSWER
        )
        grounds = read.reply.grounds.values()
        yield PreviousAnswer(
            order=0,
            answer=words,
            provisions=sorted({one.key for found in grounds for one in found}),
            **common,
        )


def _grounds_of(one: RepliedQuestion) -> list[str]:
    return sorted(
        {
            provision.key
            for cited in one.citations
            for provision in cited.provisions
            if provision.is_ground
        }
    )


def _outcome(one: RepliedQuestion, keys: list[str]) -> str:
    """Return what became of a question, as far as its answer says; "" if unknown."""
    if not one.answer:
        return ""
    if facts.is_ncnd(" ".join(one.answer.split())):
        return Answer.Outcome.NCND
    if not one.is_held:
        return Answer.Outcome.NOT_HELD
    for pattern, outcome in _OUTCOMES:
        if any(pattern.match(key) for key in keys):
            return outcome
    return Answer.Outcome.WITHHELD if keys else Answer.Outcome.DISCLOSED


def _shown(label: str) -> str:
    """Return a label as letters cite it: "1/b" is 1(b), "#2" has none."""
    first, *below = [part for part in label.split("/") if not part.startswith("#")] or [
        ""
    ]
    return first + "".join(f"({part})" for part in below)
