"""Take files out of a request, and put them back. They stay on the record."""

from datetime import date

from django.db import transaction

from accounts.models import User
from requests_app.files.history import FilesHistory
from requests_app.history.record import record
from requests_app.history.steps import lock
from requests_app.models import RequestFile
from requests_app.refusals import Refusal


class RemovedAlready(Refusal):
    """The file was taken out of the request by another user."""

    keeps_words = True


class ThereAgain(Refusal):
    """The file is with the request already."""


@transaction.atomic
def remove_file(*, file: RequestFile, reason: str, by: User, on: date) -> RequestFile:
    """Take a file out of a request, with the reason. Its bytes stay stored.

    Args:
        file: A file of a request.
        reason: Why the file does not belong to the request.
        by: The person.
        on: The London day.

    Raises:
        RemovedAlready: The file was taken out meanwhile.
    """
    locked = lock(file.foi_request)
    file = RequestFile.objects.get(pk=file.pk)
    if file.removed_on is not None:
        raise RemovedAlready(f"{file.name} was removed already, by {file.removed_by}.")
    file.removed_on, file.removed_by = on, by
    file.removal_reason = reason.strip()
    file.save(update_fields=["removed_on", "removed_by", "removal_reason"])
    record(
        foi_request=locked,
        kind=FilesHistory.FILE_REMOVED,
        by=by,
        on=on,
        note=f"{file.name}: {file.removal_reason}",
    )
    return file


@transaction.atomic
def restore_file(*, file: RequestFile, by: User, on: date) -> RequestFile:
    """Put a removed file back. History keeps who removed it, and why.

    Raises:
        ThereAgain: The file is there, or the same bytes were added again.
    """
    locked = lock(file.foi_request)
    file = RequestFile.objects.get(pk=file.pk)
    there = locked.files.filter(removed_on__isnull=True, kept_file=file.kept_file_id)
    if there.exists():
        raise ThereAgain(f"{file.name} is with the request already.")
    file.removed_on, file.removed_by, file.removal_reason = None, None, ""
    file.save(update_fields=["removed_on", "removed_by", "removal_reason"])
    record(
        foi_request=locked,
        kind=FilesHistory.FILE_RESTORED,
        by=by,
        on=on,
        note=file.name,
    )
    return file
