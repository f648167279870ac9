"""Delete kept files that belong to nothing any more."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import ProtectedError

from requests_app.models import KeptFile, PreviewPage
from requests_app.models.files import file_storage

# A file kept more recently may be about to be put with a request.
UNTOUCHED_FOR: Final = timedelta(days=1)


@transaction.atomic
def forget_file(*, kept_file: KeptFile, at: datetime) -> bool:
    """Delete a file, its bytes and its preview, unless something has the file.

    Args:
        kept_file: A file that lost one of its places.
        at: The moment.

    Returns:
        Whether the file was deleted.
    """
    kept = KeptFile.objects.select_for_update().filter(
        pk=kept_file.pk, kept_at__lt=at - UNTOUCHED_FOR
    )
    pages = PreviewPage.objects.filter(preview__kept_file=kept_file)
    names = [
        *kept.values_list("file", flat=True),
        *pages.values_list("file", flat=True),
    ]
    try:
        number, _ = kept.delete()
    except ProtectedError:
        return False
    if not number:
        return False
    # Before the commit: after a crash in between the row is there to be deleted again.
    for name in names:
        file_storage().delete(name)
    return True
