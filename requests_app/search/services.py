"""Bring the index of words to its present version."""

from typing import Final

from django.db import transaction

from requests_app.models import FOIRequest, SearchEntry
from requests_app.search.indexing import VERSION, index_requests

_AT_ONCE: Final = 200


@transaction.atomic
def index_some_old_entries() -> bool:
    """Index afresh some requests whose entries have an older version.

    Two workers take different requests, and a request that is changing is left for
    later.

    Returns:
        Whether there were any.
    """
    old = SearchEntry.objects.filter(version__lt=VERSION).order_by("version", "-pk")
    keys = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    taken = list(
        FOIRequest.objects.select_for_update(skip_locked=True)
        .filter(pk__in=keys)
        .order_by("pk")
    )
    index_requests(taken)
    return bool(taken)
