"""Import, read, confirm and discard previous responses."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from accounts.models import User
from documents.files.document import FileText, UnreadableFile
from documents.files.reading import read_file_apart
from documents.replies import facts
from documents.replies.apart import Meaning, understood_apart
from documents.replies.reply import Role
from documents.requests.reader import UnreadableRequest
from requests_app.history.record import record
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.models import PreviousAnswer, PreviousResponse
from responses.precedents.asked import asked_of, lead_ins_read
from responses.precedents.history import PrecedentsHistory
from statute.notices import Outcome
from statute.regimes import Regime

READ_PREVIOUS_RESPONSE: Final = JobKind(
    name="read_previous_response",
    label="Read a previous response",
    # The last letter begun may take twice `_READING_SECONDS` within the task's 120.
    turn_seconds=25,
    queue=READING_QUEUE,
)
_READING_SECONDS: Final = 45
_MOST_OF_A_NAME = 200
_MOST_ANSWERS = 500
_OUTCOMES = (
    (re.compile(r"(?:FOIA|FOISA) 12\b"), Outcome.COST),
    (re.compile(r"(?:FOIA|FOISA) 14\(2"), Outcome.REPEATED),
    (re.compile(r"(?:FOIA|FOISA) 14\b"), Outcome.VEXATIOUS),
    (re.compile(r"FOIA 21\b|FOISA 25\b"), Outcome.ACCESSIBLE),
)


class PreviousResponseRefused(Refusal):
    """An action on a previous response is not possible."""


class PreviousResponseChanged(PreviousResponseRefused):
    """Another user corrected the letter after the page was opened."""


class Imported(NamedTuple):
    """A previous response, and whether it is new."""

    letter: PreviousResponse
    is_new: bool


@transaction.atomic
def import_letter(
    *, by: User, name: str = "", data: bytes = b"", text: str = ""
) -> Imported:
    """Import a previous response, as a file or as text, for a worker to read.

    The same file, or the same text, is stored once however often it is imported.

    Args:
        by: The user importing the letter; it is stored for this user's authority.
        name: The name of the file.
        data: The file.
        text: The words, where pasted.

    Raises:
        PreviousResponseRefused: The letter is empty, the user belongs to no authority,
            or the file cannot be stored just now.
    """
    if by.authority_id is None:
        raise PreviousResponseRefused(
            "You belong to no authority. Ask your administrator to set one for you."
        )
    if not data and not text.strip():
        raise PreviousResponseRefused(
            f"“{name}” is empty." if name else "Paste the text of the letter."
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
                # Never store a file under the name it was uploaded with.
                letter.file.save(f"{sha256}.bin", ContentFile(data), save=False)
            letter.save()
    except IntegrityError:
        # Another user imported the same letter at the same moment.
        return Imported(same.get(), is_new=False)
    except OSError as reason:
        raise PreviousResponseRefused(
            f"“{name}” could not be stored. Try again. If the problem continues, "
            "tell your administrator."
        ) from reason
    enqueue(
        kind=READ_PREVIOUS_RESPONSE,
        idempotency_key=f"read-previous-response:{letter.pk}",
        payload={"letter_id": letter.pk},
        authority=letter.authority,
    )
    return Imported(letter, is_new=True)


def read_queued_response(run: Run) -> None:
    """Read the previous response of a job, unless it was discarded since."""
    letter = PreviousResponse.objects.filter(pk=run.job.payload["letter_id"]).first()
    if letter is None:
        return
    if run.job.payload.get("is_again"):
        read_again(letter=letter)
    else:
        read_previous_response(letter=letter)


def read_again(*, letter: PreviousResponse) -> PreviousResponse:
    """Read a letter with the questions of the request that an officer named for it.

    Harmless to run twice. The earlier reading stays where this one is given up, or
    where another officer has named another request meanwhile.
    """
    foi_request = letter.foi_request
    file = FileText(str(letter.reading.get("kind", "text")), letter.text)
    try:
        read = (
            _understood_with(file, foi_request)
            if foi_request
            else understood_apart(file)
        )
    except (UnreadableFile, UnreadableRequest):
        return letter
    with transaction.atomic():
        locked = PreviousResponse.objects.select_for_update().get(pk=letter.pk)
        if locked.foi_request_id == letter.foi_request_id:
            _keep(locked, file, read)
    return locked


def read_previous_response(*, letter: PreviousResponse) -> PreviousResponse:
    """Read a previous response and store its questions and answers.

    Harmless to run twice. A letter that cannot be read is kept with the error. Where
    the letter's reference names a request on record, the letter is read with that
    request's questions.
    """
    if letter.read_at is not None or letter.error:
        return letter
    try:
        file = _words_of(letter)
        read = understood_apart(file)
        foi_request = request_named(letter.authority_id, read.reference)
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
        letter.reference = read.reference[:60]
        letter.issued_on = read.dated
        letter.subject = foi_request.subject if foi_request else read.subject[:200]
        _keep(letter, file, read)
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
    """Confirm the reading of a previous response, so that its answers can be reused.

    If `foi_request` is not the request the letter was read with, a worker reads the
    letter again with the questions of `foi_request`. Until then the earlier reading
    stands. A confirmed letter can be corrected later.

    Args:
        letter: A letter that has been read.
        version: The version shown on the page.
        reference: The authority's reference on the letter, corrected if needed.
        issued_on: The date on the letter.
        subject: The subject of the letter.
        foi_request: The request answered, if on record.
        by: The officer confirming the reading.
        on: The London day.
        at: The moment.

    Raises:
        PreviousResponseRefused: The letter has not been read, or its date is in the
            future.
        PreviousResponseChanged: Another user corrected the letter since.
    """
    letter = PreviousResponse.objects.select_for_update().get(pk=letter.pk)
    if letter.read_at is None:
        raise PreviousResponseRefused("This letter has not been read yet.")
    if letter.version != version:
        raise PreviousResponseChanged(
            "Another user corrected this letter after you opened it. Open the "
            "letter again."
        )
    if issued_on > on:
        raise PreviousResponseRefused("The date of the letter cannot be in the future.")
    is_other = letter.foi_request_id != (foi_request.pk if foi_request else None)
    letter.reference, letter.subject = reference.strip(), subject.strip()
    letter.issued_on = issued_on
    if is_other:
        letter.foi_request = foi_request
        enqueue(
            kind=READ_PREVIOUS_RESPONSE,
            idempotency_key=f"read-previous-response:{letter.pk}:{letter.version}",
            payload={"letter_id": letter.pk, "is_again": True},
            authority=letter.authority,
        )
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
            kind=PrecedentsHistory.PREVIOUS_RESPONSE_LINKED,
            by=by,
            on=on,
            note=f"{letter}, {letter.name or 'pasted'}",
        )
    return letter


@transaction.atomic
def discard_previous_response(*, letter: PreviousResponse, version: int) -> None:
    """Remove a previous response imported by mistake, with its file and its answers.

    Answers already made from it stay, and so do the history entries about it.

    Raises:
        PreviousResponseChanged: Another user corrected the letter after the page was
            opened.
    """
    locked = PreviousResponse.objects.select_for_update().filter(pk=letter.pk).first()
    if locked is None:
        return
    if locked.version != version:
        raise PreviousResponseChanged(
            "Another user corrected this letter after you opened it. Open the "
            "letter again."
        )
    name, storage = locked.file.name, locked.file.storage
    locked.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)


def request_named(authority_id: int, reference: str) -> FOIRequest | None:
    """Return the authority's request with this reference, in any usual spelling.

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


def _understood_with(file: FileText, foi_request: FOIRequest) -> Meaning:
    return understood_apart(file, asked_of(foi_request), Regime(foi_request.regime))


def _keep(letter: PreviousResponse, file: FileText, read: Meaning) -> None:
    """Store the reading of a letter, and make its answers searchable."""
    letter.reading = {"kind": file.kind, "aside": list(file.aside), **read.said}
    letter.save()
    letter.answers.all().delete()
    PreviousAnswer.objects.bulk_create(_answers(letter, file, read))


def _answers(
    letter: PreviousResponse, file: FileText, read: Meaning
) -> Iterator[PreviousAnswer]:
    """Yield the letter's answers; a single one for a letter that quotes no question."""
    common = {
        "authority_id": letter.authority_id,
        "foi_request_id": letter.foi_request_id,
        "previous_response": letter,
        "reference": letter.reference,
        "answered_on": letter.issued_on,
        "is_reusable": letter.confirmed_at is not None,
    }
    lead_ins = lead_ins_read(read.said["questions"], letter.foi_request)
    for order, one in enumerate(read.said["questions"][:_MOST_ANSWERS]):
        yield PreviousAnswer(
            order=order,
            label=_shown(one["label"])[:60],
            question=one["text"],
            lead_in=lead_ins.get(one["label"], ""),
            answer=one["answer"],
            outcome=_outcome(one),
            provisions=one["provisions"],
            **common,
        )
    if not read.said["questions"]:
        yield PreviousAnswer(
            order=0,
            answer=read.words_of(Role.ANSWER, file.text),
            provisions=list(read.grounds),
            **common,
        )


def _outcome(one: Mapping[str, Any]) -> str:
    """Return the outcome of a question as its answer states it; "" if unknown."""
    if not one["answer"]:
        return ""
    if facts.is_ncnd(" ".join(one["answer"].split())):
        return Outcome.NCND
    if not one["held"]:
        return Outcome.NOT_HELD
    for pattern, outcome in _OUTCOMES:
        if any(pattern.match(key) for key in one["provisions"]):
            return outcome
    return Outcome.WITHHELD if one["provisions"] else Outcome.DISCLOSED


def _shown(label: str) -> str:
    """Return a label as cited in letters: "1/b" gives 1(b), "#2" gives ""."""
    first, *below = [part for part in label.split("/") if not part.startswith("#")] or [
        ""
    ]
    return first + "".join(f"({part})" for part in below)
