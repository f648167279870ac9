"""Compare the texts of requests, and keep which are alike."""

from collections.abc import Collection
from functools import partial
from typing import Final

from django.db import connection, transaction
from django.db.models.functions import Left

from documents.likeness.asked import own_words
from documents.likeness.fingerprints import (
    Fingerprint as Compared,
)
from documents.likeness.fingerprints import (
    are_alike,
    as_bytes,
    bands,
    fingerprint,
    from_bytes,
)
from requests_app.models import Fingerprint, FOIRequest

# Raised after each change of fingerprints, with a migration to clear groups and
# versions: all requests are then compared afresh in the background.
VERSION: Final = 1
_AT_ONCE: Final = 50
_MOST_CHARACTERS: Final = 100_000
# Of the requests with a band in common, the newest.
_MOST_COMPARED: Final = 1_000
_LOCK: Final = 726_350_412


def compare_when_recorded(foi_request: FOIRequest) -> None:
    """Have a new request compared with all others, once its text is committed.

    After a failure the request is compared in the background.
    """
    Fingerprint.objects.create(foi_request=foi_request)
    transaction.on_commit(partial(compare, [foi_request.pk]), robust=True)


def compare_some() -> int:
    """Compare some requests not yet compared, the newest first; return their number."""
    waiting = Fingerprint.objects.filter(version__lt=VERSION)
    waiting = waiting.order_by("version", "-pk")
    keys = list(waiting.values_list("pk", flat=True)[:_AT_ONCE])
    compare(keys)
    return len(keys)


def compare(keys: Collection[int]) -> None:
    """Compare requests with all others. Harmless to run twice.

    Args:
        keys: The keys of requests; those compared before are left out.
    """
    texts = (
        Fingerprint.objects.filter(pk__in=keys, version__lt=VERSION)
        .order_by("pk")
        .values_list("pk", Left("foi_request__received_text", _MOST_CHARACTERS))
    )
    compared = {key: fingerprint(own_words(text)) for key, text in texts}
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time: two copies never miss each other, and groups join in order.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        # PostgreSQL takes one of many bands for common, and would read every row.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        for key, one in compared.items():
            _keep(key, one)


def _keep(key: int, one: Compared) -> None:
    kept = Fingerprint.objects.filter(pk=key, version__lt=VERSION)
    in_bands = bands(one)
    if not kept.update(minhash=as_bytes(one), bands=in_bands, version=VERSION):
        return
    near = (
        Fingerprint.objects.filter(bands__overlap=in_bands)
        .exclude(pk=key)
        .order_by("-pk")
        .values_list("pk", "group", "minhash")[:_MOST_COMPARED]
    )
    alike = [
        (other, group)
        for other, group, minhash in near
        if are_alike(one, from_bytes(bytes(minhash)))
    ]
    if not alike:
        return
    groups = {group for _, group in alike if group is not None}
    group = min(groups, default=min(key, *(other for other, _ in alike)))
    Fingerprint.objects.filter(group__in=groups - {group}).update(group=group)
    new = [key, *(other for other, before in alike if before is None)]
    Fingerprint.objects.filter(pk__in=new).update(group=group)
