"""Delete stored files without a row."""

from django.db import transaction

from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from responses.models import Enclosure, OriginalFile, SafeCopy, SafeCopyFile
from responses.models.enclosures import enclosure_storage


def forget_unless_needed(foi_request: FOIRequest, name: str) -> None:
    """Delete a file once this transaction commits, unless a row still needs it.

    The same bytes may have been added again meanwhile. So the request is locked: its
    files are added and deleted one at a time.
    """

    def forget() -> None:
        with transaction.atomic():
            lock(foi_request)
            if not any(
                rows.objects.filter(file=name).exists()
                for rows in (Enclosure, OriginalFile, SafeCopyFile)
            ):
                enclosure_storage().delete(name)

    transaction.on_commit(forget, robust=True)


def forget_copies(enclosure: Enclosure) -> None:
    """Delete the safe copies made of a file to look at, with their files."""
    made = SafeCopyFile.objects.filter(copy__enclosure=enclosure)
    names = list(made.values_list("file", flat=True).distinct())
    SafeCopy.objects.filter(enclosure=enclosure).delete()
    for name in names:
        forget_unless_needed(enclosure.foi_request, name)


def forget_original(original: OriginalFile | None) -> None:
    """Delete an original of which no copy is enclosed any more, with its file."""
    if original is None or original.copies.exists():
        return
    name = str(original.file.name)
    foi_request = original.foi_request
    original.delete()
    forget_unless_needed(foi_request, name)
