"""Delete the remains of imports asked for a month ago."""

from datetime import datetime, timedelta
from typing import Final

from requests_app.models import PastImport
from requests_app.past_requests.records import delete_file

# Rejected rows hold names and addresses, and are not kept for ever.
KEPT: Final = timedelta(days=30)


def delete_old_imports(*, at: datetime) -> int:
    """Delete the files and the rejected rows of imports asked for a month ago.

    Returns:
        How many imports had any.
    """
    old = PastImport.objects.filter(asked_at__lt=at - KEPT).exclude(
        state=PastImport.State.RUNNING
    )
    number = 0
    for past_import in old.order_by("pk"):
        deleted, _ = past_import.findings.all().delete()
        had_file = bool(past_import.file)
        delete_file(past_import)
        number += bool(deleted or had_file)
    return number
