"""Put files with a request."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction

from accounts.models import User
from requests_app.files.history import FilesHistory
from requests_app.files.keeping import FileRefused, keep_file
from requests_app.files.names import safe_name, unique_name
from requests_app.files.telling import tell_of_hold, tell_of_virus
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import FOIRequest, KeptFile, RequestFile

MOST_FILES: Final = 500  # of one request, by hand


@transaction.atomic
def add_file(
    *,
    foi_request: FOIRequest,
    kept_file: KeptFile,
    name: str,
    source: str,
    by: User | None,
    on: date,
    note: str = "",
) -> RequestFile:
    """Put a kept file with a request, and record it. Harmless to repeat.

    Args:
        foi_request: The request, registered or not.
        kept_file: A file of the same authority.
        name: The file's name; a path and unsafe characters are removed.
        source: One of `RequestFile.Source`.
        by: The person; None for the system, as for attachments of a mail.
        on: The London day.
        note: What the file is, in a few words.

    Returns:
        The file of the request. Bytes that the request has already are not added again.

    Raises:
        FileRefused: The file belongs to another authority.
    """
    locked = lock(foi_request)
    if kept_file.authority_id != locked.authority_id:
        raise FileRefused("The file belongs to another authority. Nothing was added.")
    present = locked.files.filter(removed_on__isnull=True)
    if (there := present.filter(kept_file=kept_file).first()) is not None:
        return there
    taken = set(present.values_list("name", flat=True))
    file = RequestFile.objects.create(
        foi_request=locked,
        kept_file=kept_file,
        name=unique_name(safe_name(name), taken),
        note=note.strip(),
        source=source,
        added_by=by,
        added_on=on,
    )
    said = f"{file.name}, {file.get_source_display().lower()}"
    record(
        foi_request=locked,
        kind=FilesHistory.FILE_ADDED,
        by=by,
        on=on,
        note=f"{said}: {file.note}" if file.note else said,
        changes={"sha256": ["", kept_file.sha256]},
    )
    if kept_file.scan == KeptFile.Scan.INFECTED:
        tell_of_virus(file, on=on)
    elif kept_file.hold == KeptFile.Hold.TOO_LARGE:
        tell_of_hold(file, on=on)
    return file


def add_uploaded_file(
    *,
    foi_request: FOIRequest,
    chunks: Iterable[bytes],
    name: str,
    source: str,
    note: str,
    by: User,
    on: date,
) -> RequestFile:
    """Keep a file that a person uploads, and put it with a request.

    Args:
        foi_request: The request, registered or not.
        chunks: The file as it is uploaded; it is never held in memory as a whole.
        name: The file's name.
        source: One of `RequestFile.Source`.
        note: What the file is, in a few words.
        by: The person.
        on: The London day.

    Raises:
        FileRefused: The file is empty or too large, is there already, or cannot be
            stored just now; or the request has as many files as it may have.
    """
    kept = keep_file(
        authority=foi_request.authority,
        name=name,
        chunks=chunks,
        most_bytes=settings.MOST_BYTES_PER_FILE,
        is_empty_refused=True,
    )
    with transaction.atomic():
        present = lock(foi_request).files.filter(removed_on__isnull=True)
        if (there := present.filter(kept_file=kept).first()) is not None:
            as_what = f", as {there.name}" if there.name != safe_name(name) else ""
            raise FileRefused(
                f"{safe_name(name)} is with this request already{as_what}."
            )
        if present.count() >= MOST_FILES:
            raise FileRefused(
                f"A request can have {MOST_FILES} files, and this request already has "
                "that many."
            )
        return add_file(
            foi_request=foi_request,
            kept_file=kept,
            name=name,
            source=source,
            by=by,
            on=on,
            note=note,
        )
