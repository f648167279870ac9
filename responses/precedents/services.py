"""Old letters: brought in, read, confirmed, and from then on found and reused."""

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
from responses.models import Answer, PastAnswer, PastLetter
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


class PastLetterRefused(Refusal):
    """Something was to be done with an old letter that cannot be; says why."""


class PastLetterChanged(PastLetterRefused):
    """Somebody else corrected the letter since the page was opened."""


class Brought(NamedTuple):
    """An old letter, and whether it was not there before."""

    letter: PastLetter
    is_new: bool


@transaction.atomic
def bring_in_letter(
    *, by: User, name: str = "", data: bytes = b"", text: str = ""
) -> Brought:
    """Take in an old letter as a file or as pasted text, to be read by a worker.

    The same file, or the same words, are one letter however often they are brought in.

    Args:
        by: Who brings it in; it is kept for their authority.
        name: What the file is called.
        data: The file.
        text: The words, where they were pasted.

    Raises:
        PastLetterRefused: There is nothing in it, nobody to keep it for, or it cannot
            be kept just now.
    """
    if by.authority_id is None:
        raise PastLetterRefused("You belong to no authority, so nobody keeps it.")
    if not data and not text.strip():
        raise PastLetterRefused(f"“{name}” is empty." if name else "Paste some words.")
    kept = data or text.replace("\r\n", "\n").encode()
    sha256 = hashlib.sha256(kept).hexdigest()
    same = PastLetter.objects.filter(authority_id=by.authority_id, sha256=sha256)
    if found := same.first():
        return Brought(found, is_new=False)
    letter = PastLetter(
        authority_id=by.authority_id,
        name=name[:_MOST_OF_A_NAME],
        sha256=sha256,
        text="" if data else text.replace("\r\n", "\n"),
        brought_by=by,
    )
    try:
        with transaction.atomic():
            if data:
                # Never under the name it came with.
                letter.file.save(f"{sha256}.bin", ContentFile(data), save=False)
            letter.save()
    except IntegrityError:
        # Somebody brought the same in at the same moment.
        return Brought(same.get(), is_new=False)
    except OSError as reason:
        raise PastLetterRefused(
            f"“{name}” could not be kept just now. Try again; if it goes on, tell your "
            "administrator."
        ) from reason
    enqueue(
        kind=Job.Kind.READ_PAST_LETTER,
        idempotency_key=f"read-past-letter:{letter.pk}",
        payload={"letter_id": letter.pk},
    )
    return Brought(letter, is_new=True)


def read_waiting_letters() -> int:
    """Read the old letters that wait for it; return how many were."""

    def read(job: Job) -> None:
        letter = PastLetter.objects.filter(pk=job.payload["letter_id"]).first()
        if letter is not None:
            read_past_letter(letter=letter)

    count, until = 0, time.monotonic() + SWEEP_SECONDS
    while time.monotonic() < until:
        done = run_pending(kind=Job.Kind.READ_PAST_LETTER, effect=read, at_most=1)
        if not done:
            break
        count += done
    return count


def read_past_letter(*, letter: PastLetter) -> PastLetter:
    """Read an old letter and note what it says. Harmless to run twice.

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
        PastLetter.objects.filter(pk=letter.pk).update(error=str(refusal))
        letter.refresh_from_db()
        return letter
    with transaction.atomic():
        letter = PastLetter.objects.select_for_update().get(pk=letter.pk)
        if letter.read_at is not None:
            return letter
        letter.foi_request = foi_request
        letter.text = file.text
        letter.reference = read.reply.reference[:60]
        letter.issued_on = read.reply.dated
        letter.subject = _subject(read, foi_request)
        _keep(letter, read)
        PastLetter.objects.filter(pk=letter.pk).update(read_at=Now())
    letter.refresh_from_db()
    return letter


@transaction.atomic
def confirm_past_letter(
    *,
    letter: PastLetter,
    version: int,
    reference: str,
    issued_on: date,
    subject: str,
    foi_request: FOIRequest | None,
    by: User,
    on: date,
    at: datetime,
) -> PastLetter:
    """Confirm what was read of an old letter; from then on its answers can be reused.

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
        PastLetterRefused: It has not been read, or its day is to come.
        PastLetterChanged: Somebody else corrected it since.
    """
    letter = PastLetter.objects.select_for_update().get(pk=letter.pk)
    if letter.read_at is None:
        raise PastLetterRefused("This letter has not been read yet.")
    if letter.version != version:
        raise PastLetterChanged(
            "Somebody else corrected this letter after you opened it. Look at it again."
        )
    if issued_on > on:
        raise PastLetterRefused("The letter cannot bear a day that is still to come.")
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
            kind=HistoryEntry.Kind.PAST_LETTER_LINKED,
            by=by,
            on=on,
            note=f"{letter}, {letter.name or 'pasted'}",
        )
    return letter


@transaction.atomic
def discard_past_letter(*, letter: PastLetter, version: int) -> None:
    """Remove an old letter brought in by mistake, with its file and its answers.

    What was made from its answers stays, and so does what history says of it.

    Raises:
        PastLetterChanged: Somebody corrected it since the page was opened.
    """
    locked = PastLetter.objects.select_for_update().filter(pk=letter.pk).first()
    if locked is None:
        return
    if locked.version != version:
        raise PastLetterChanged(
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


def _words_of(letter: PastLetter) -> FileText:
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


def _keep(letter: PastLetter, read: ReadLetter) -> None:
    """Note what a letter says, and make its answers findable."""
    letter.reading = {
        "kind": read.file.kind,
        "aside": list(read.file.aside),
        **said(read.reply, read.file.text),
    }
    letter.save()
    letter.answers.all().delete()
    PastAnswer.objects.bulk_create(_answers(letter, read))


def _answers(letter: PastLetter, read: ReadLetter) -> Iterator[PastAnswer]:
    """Yield what the letter answers; a letter that quotes no question, as one."""
    common = {
        "authority_id": letter.authority_id,
        "foi_request_id": letter.foi_request_id,
        "past_letter": letter,
        "reference": letter.reference,
        "answered_on": letter.issued_on,
        "is_reusable": letter.confirmed_at is not None,
    }
    for order, one in enumerate(read.reply.questions[:_MOST_ANSWERS]):
        keys = _grounds_of(one)
        yield PastAnswer(
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
        yield PastAnswer(
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
