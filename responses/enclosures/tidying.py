"""Delete stored files without a row."""

from django.db import transaction

from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from responses.models import Enclosure
from responses.models.enclosures import enclosure_storage


def forget_unless_needed(foi_request: FOIRequest, name: str) -> None:
    """Delete a file once this transaction commits, unless a row still needs it.

    The same bytes may have been added again meanwhile. So the request is locked: its
    files are added and deleted one at a time.
    """

    def forget() -> None:
        with transaction.atomic():
            lock(foi_request)
            if not Enclosure.objects.filter(file=name).exists():
                enclosure_storage().delete(name)

    transaction.on_commit(forget, robust=True)
