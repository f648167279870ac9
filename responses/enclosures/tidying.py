"""Let go of files that nothing refers to any longer."""

from django.db import transaction

from requests_app.history.steps import lock
from requests_app.models import FOIRequest
from responses.models import Enclosure
from responses.models.enclosures import enclosure_storage


def forget_unless_needed(foi_request: FOIRequest, name: str) -> None:
    """Delete a file once this transaction commits, if no row needs it then.

    Its bytes may be those of a file added again meanwhile: files of one request are
    added and forgotten one at a time, under the request's lock.
    """

    def forget() -> None:
        with transaction.atomic():
            lock(foi_request)
            if not Enclosure.objects.filter(file=name).exists():
                enclosure_storage().delete(name)

    transaction.on_commit(forget, robust=True)
