"""Make safe copies of files of a draft, to be looked at before they are used."""

from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from accounts.models import User
from documents.hidden.apart import scan_apart
from documents.hidden.findings import VERSION
from documents.safe.apart import copied_apart
from documents.safe.made import MadeFile, Words
from documents.safe.refusal import CannotCopy
from documents.safe.ways import Way, ways_for
from requests_app.files.names import safe_name, unique_name
from requests_app.files.storage import ReceivedFile, local_copy
from requests_app.history.steps import lock
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue, hasten
from requests_app.models import Job
from responses.enclosures.adding import MOST_IN_A_DRAFT, EnclosureRefused
from responses.enclosures.changing import of_open_draft
from responses.enclosures.looking import verdict, words_of
from responses.enclosures.pages import Page, draw_pages, receive_whole, stored
from responses.enclosures.reading import sha256_of
from responses.models import Enclosure, SafeCopy, SafeCopyFile, SafeCopyPicture
from responses.models.enclosures import enclosure_storage

# A copy is made, and each of its files checked, in one turn.
COPY_ENCLOSURE: Final = JobKind(
    name="copy_enclosure",
    label="Make a safe copy of an enclosure",
    lease=timedelta(minutes=11),
    most_attempts=3,
    most_at_once=1,
    time_limit_seconds=600,
    queue=READING_QUEUE,
)
_CHANGED = "has changed since it was added. Add it again"


def copy_job_key(copy: SafeCopy) -> str:
    """Return the key of the job that makes this copy."""
    return f"copy-enclosure:{copy.pk}"


def is_given_up(copy: SafeCopy) -> bool:
    """Whether workers have stopped trying to make a copy that is still waited for."""
    return (
        copy.state == SafeCopy.State.WAITING
        and Job.objects.filter(
            idempotency_key=copy_job_key(copy), needs_attention=True
        ).exists()
    )


@transaction.atomic
def ask_for_copy(*, enclosure: Enclosure, way: str, sha256: str, by: User) -> SafeCopy:
    """Queue a safe copy of a file, to be looked at. Asking twice makes one copy.

    Args:
        enclosure: A file of a draft, already checked.
        way: How to copy it.
        sha256: The hash of the file shown on the page.
        by: The officer who asks.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file has changed or gone, is not checked yet, is a copy
            itself, or cannot be copied in this way.
    """
    current = current_file(enclosure, sha256=sha256, by=by)
    if way not in ways_for(current.name):
        raise EnclosureRefused("This file cannot be copied in that way.")
    if current.original_id is not None:
        raise EnclosureRefused("This file is a safe copy already.")
    copy, is_new = SafeCopy.objects.get_or_create(
        enclosure=current,
        way=way,
        defaults={"sha256": current.sha256, "asked_by": by},
    )
    if not is_new and copy.state == SafeCopy.State.REFUSED:
        copy.delete()
        copy = SafeCopy.objects.create(
            enclosure=current, way=way, sha256=current.sha256, asked_by=by
        )
    job = enqueue(
        kind=COPY_ENCLOSURE,
        idempotency_key=copy_job_key(copy),
        payload={"copy_id": copy.pk},
        foi_request=current.foi_request,
    )
    if not is_new:
        hasten(job=job)
    return copy


def current_file(enclosure: Enclosure, *, sha256: str, by: User) -> Enclosure:
    """Return a file as it stands, under the lock of its request.

    Args:
        enclosure: A file of a draft.
        sha256: The hash of the file shown on the page.
        by: The officer.

    Raises:
        DraftNotOpen: The request is not being answered.
        EnclosureRefused: The file has changed or gone, or is not checked yet.
    """
    foi_request, current = of_open_draft(enclosure, by=by)
    if current.sha256 != sha256:
        raise EnclosureRefused(
            "This file has been replaced since you opened the page. Look at the new "
            "one."
        )
    if not current.is_scanned:
        raise EnclosureRefused("This file is still being checked. Wait for the result.")
    current.foi_request = foi_request
    return current


def make_queued_copy(run: Run) -> None:
    """Make the copy of a job, unless its file was removed, replaced or copied."""
    copy = (
        SafeCopy.objects.filter(
            pk=run.job.payload["copy_id"], state=SafeCopy.State.WAITING
        )
        .select_related("enclosure__foi_request")
        .first()
    )
    if copy is not None:
        make_copy(copy=copy, at=run.at)


def make_copy(*, copy: SafeCopy, at: datetime) -> None:
    """Make a safe copy, and check each of its files. Harmless to run twice.

    Args:
        copy: A copy that was asked for.
        at: The moment.

    Raises:
        OSError: A file cannot be read or stored just now.
    """
    enclosure = copy.enclosure
    with (
        local_copy(enclosure_storage(), enclosure.stored_as) as path,
        ExitStack() as stack,
    ):
        try:
            if sha256_of(path) != copy.sha256:
                raise CannotCopy(_CHANGED)
            files, words = copied_apart(path, enclosure.name, Way(copy.way))
            files = _each_once(files)
            if len(files) > MOST_IN_A_DRAFT:
                raise CannotCopy(
                    f"would become {len(files)} files, and a letter can carry "
                    f"{MOST_IN_A_DRAFT}"
                )
        except CannotCopy as why:
            SafeCopy.objects.filter(pk=copy.pk, state=SafeCopy.State.WAITING).update(
                state=SafeCopy.State.REFUSED, refusal=str(why)
            )
            return
        received = [stack.enter_context(receive_whole(one.content)) for one in files]
        rows = _rows(copy, files, received, at)
        pages = draw_pages(
            before=(path, enclosure.name), after=(received[0].path, files[0].name)
        )
        kept = [stack.enter_context(receive_whole(one.picture)) for one in pages]
        _keep(copy, [*zip(rows, received, strict=True)], words, pages, kept)


def _each_once(files: list[MadeFile]) -> list[MadeFile]:
    """Return files without repetitions: sheets that hold the same become one file."""
    made: dict[bytes, MadeFile] = {}
    for one in files:
        made.setdefault(one.content, one)
    return list(made.values())


def _rows(
    copy: SafeCopy, files: list[MadeFile], received: list[ReceivedFile], at: datetime
) -> list[SafeCopyFile]:
    """Return the rows of a copy's files, each checked for hidden data."""
    taken, rows = set[str](), []
    for position, (one, kept) in enumerate(zip(files, received, strict=True), 1):
        name = unique_name(safe_name(one.name), taken)
        taken.add(name)
        report = scan_apart(Path(kept.path), name)
        rows.append(
            SafeCopyFile(
                copy=copy,
                position=position,
                part=one.part[:200] if len(files) > 1 else "",
                name=name,
                size_bytes=kept.size_bytes,
                sha256=kept.sha256,
                words=words_of(Path(kept.path), name),
                scan=verdict(report),
                found=[finding.as_json() for finding in report.findings],
                scanned_at=at,
                scanned_by_version=VERSION,
            )
        )
    return rows


def _keep(
    copy: SafeCopy,
    files: list[tuple[SafeCopyFile, ReceivedFile]],
    words: Words,
    pages: list[Page],
    drawn: list[ReceivedFile],
) -> None:
    """Store the files and pictures of a copy, unless it is no longer wanted."""
    with transaction.atomic():
        foi_request = lock(copy.enclosure.foi_request)
        current = (
            SafeCopy.objects.select_for_update()
            .filter(pk=copy.pk, state=SafeCopy.State.WAITING)
            .first()
        )
        if current is None:
            return
        for row, kept in files:
            row.file = stored(foi_request, kept)
        SafeCopyFile.objects.bulk_create([row for row, _ in files])
        SafeCopyPicture.objects.bulk_create(
            SafeCopyPicture(
                copy=current,
                side=one.side,
                number=one.number,
                file=stored(foi_request, kept),
                sha256=kept.sha256,
            )
            for one, kept in zip(pages, drawn, strict=True)
        )
        current.state, current.words = SafeCopy.State.READY, asdict(words)
        for one in pages:
            setattr(current, f"pages_{one.side}", one.count)
        current.save(update_fields=["state", "words", "pages_before", "pages_after"])
