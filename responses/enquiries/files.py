"""Files that come with a department's reply, or go out with the questions."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from accounts.models import User
from documents.hidden.findings import damaged
from requests_app.casework.who_asked import requester_of
from requests_app.files.names import safe_name, unique_name
from requests_app.files.storage import TooLarge, local_copy, receive, store
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Enquiry, EnquiryReply, Question
from responses.enclosures.adding import EnclosureRefused, add_enclosure, too_large
from responses.enclosures.looking import read_checked, verdict
from responses.enclosures.names import kind_refused
from responses.enclosures.reading import check
from responses.enquiries.answering import AnswerNotPossible
from responses.enquiries.history import EnquiriesHistory
from responses.models import Enclosure, EnquiryFile
from responses.models.enclosures import enclosure_storage
from responses.searching.services import index_added

FOLDER: Final = "enquiries"
MOST_FILES: Final = 20  # of one reply, and of one enquiry's material
_CHUNK: Final = 64 * 1024

SCAN_ENQUIRY_FILE: Final = JobKind(
    name="scan_enquiry_file",
    label="Check a department’s file for hidden data",
    most_at_once=20,
    turn_seconds=15,
    queue=READING_QUEUE,
)


def add_enquiry_file(
    *,
    enquiry: Enquiry,
    reply: EnquiryReply | None,
    question: Question | None,
    chunks: Iterable[bytes],
    name: str,
    most_bytes: int,
    by: User | None,
) -> EnquiryFile:
    """Store a file of a reply's draft, or material for a department; queue its check.

    Args:
        enquiry: The enquiry.
        reply: The draft of the reply; None for material from the officer.
        question: The question that the file answers; None for all.
        chunks: The file as it is uploaded.
        name: The file's name; a path and unsafe characters are removed.
        most_bytes: The largest size allowed.
        by: The person with an account who adds the file; None for a link.

    Returns:
        The stored file; the same file added again is stored once.

    Raises:
        EnclosureRefused: The file is empty, too large, or of a kind that cannot be
            checked; there are too many; or it cannot be stored just now.
        AnswerNotPossible: The reply was sent meanwhile.
    """
    name = safe_name(name)
    if refused := kind_refused(name):
        raise EnclosureRefused(refused)
    storage = enclosure_storage()
    try:
        with receive(storage, chunks, folder=FOLDER, most_bytes=most_bytes) as received:
            if not received.size_bytes:
                raise EnclosureRefused(f"{name} is empty.")
            with transaction.atomic():
                lock(enquiry.foi_request)
                if reply is not None and not _is_draft(reply):
                    raise AnswerNotPossible("The reply was sent meanwhile.")
                others = list(EnquiryFile.objects.filter(enquiry=enquiry, reply=reply))
                if len(others) >= MOST_FILES:
                    raise EnclosureRefused(
                        f"A reply can have {MOST_FILES} files, and this reply already "
                        "has that many."
                    )
                key = question.pk if question else None
                for other in others:
                    if (other.sha256, other.question_id) == (received.sha256, key):
                        return other
                stored_as = f"{FOLDER}/{enquiry.pk}/{received.sha256}"
                file = EnquiryFile.objects.create(
                    enquiry=enquiry,
                    reply=reply,
                    question=question,
                    name=unique_name(name, {one.name for one in others}),
                    file=store(storage, received, stored_as),
                    size_bytes=received.size_bytes,
                    sha256=received.sha256,
                    added_by=by,
                )
                enqueue(
                    kind=SCAN_ENQUIRY_FILE,
                    idempotency_key=f"scan-enquiry-file:{file.pk}:{uuid4()}",
                    payload={"file_id": file.pk},
                    foi_request=enquiry.foi_request,
                )
    except TooLarge:
        raise too_large(name, most_bytes) from None
    except OSError as problem:
        raise EnclosureRefused(
            f"{name} could not be stored. Nothing was added. Try again. If the "
            "problem continues, tell your administrator."
        ) from problem
    return file


@transaction.atomic
def remove_enquiry_file(*, reply: EnquiryReply, key: int) -> None:
    """Take a file out of a draft again. A file that is not there changes nothing."""
    lock(reply.enquiry.foi_request)
    if _is_draft(reply):
        EnquiryFile.objects.filter(reply=reply, pk=key).delete()


def scan_queued_file(run: Run) -> None:
    """Check the file of a job for hidden data. Harmless to run twice.

    Raises:
        OSError: The file cannot be read from its storage just now, or the virus scanner
            does not answer.
    """
    file = (
        EnquiryFile.objects.filter(pk=run.job.payload["file_id"])
        .select_related("enquiry__foi_request")
        .first()
    )
    if file is None or file.scan != Enclosure.Scan.WAITING:
        return
    with local_copy(enclosure_storage(), file.stored_as) as path:
        report, words = read_checked(path, file.name)
    if report.sha256 != file.sha256:
        report = damaged()
    is_material = file.reply_id is None and file.enquiry.is_blind
    requester = requester_of(file.enquiry.foi_request)
    named = is_material and (requester.found_in(words) or requester.found_in(file.name))
    EnquiryFile.objects.filter(pk=file.pk, scan=Enclosure.Scan.WAITING).update(
        scan=verdict(report),
        found=[finding.as_json() for finding in report.findings],
        words=words,
        tells_who_asked=bool(named),
        scanned_at=run.at,
    )
    index_added(foi_request=file.enquiry.foi_request)


def enclose_file(*, file: EnquiryFile, by: User, on: date) -> Enclosure:
    """Put a department's file with the letter, as a file of the draft.

    Args:
        file: A file of a reply that was sent.
        by: The officer.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file is with the letter already.
        DocumentDamaged: The stored file is missing or was changed.
    """
    foi_request = file.enquiry.foi_request
    with check(file) as content:
        enclosure = add_enclosure(
            foi_request=foi_request,
            chunks=iter(lambda: content.read(_CHUNK), b""),
            name=file.name,
            title="",
            most_bytes=settings.MOST_BYTES_PER_FILE,
            by=by,
            on=on,
        )
    with transaction.atomic():
        EnquiryFile.objects.filter(pk=file.pk).update(enclosed_as=enclosure)
        record(
            foi_request=lock(foi_request),
            kind=EnquiriesHistory.ENQUIRY_FILE_ENCLOSED,
            by=by,
            on=on,
            note=f"{file.name}, from {file.enquiry.department}",
        )
    return enclosure


def _is_draft(reply: EnquiryReply) -> bool:
    return EnquiryReply.objects.filter(pk=reply.pk, sent_at__isnull=True).exists()
