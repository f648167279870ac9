"""Shared by every part of an import of past requests: its job, refusals, record."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from accounts.models import User
from requests_app.history.administration import record_change
from requests_app.jobs.handlers import READING_QUEUE, JobKind
from requests_app.models import PastImport
from requests_app.refusals import Refusal

IMPORT_REQUESTS: Final = JobKind(
    name="import_requests",
    label="Import past requests",
    lease=timedelta(minutes=10),
    most_at_once=1,
    time_limit_seconds=3600,
    queue=READING_QUEUE,
)


class ImportNotPossible(Refusal):
    """The file cannot be checked, imported or stopped as things stand."""


def delete_file(past_import: PastImport) -> None:
    """Delete the file once the transaction is committed."""
    if not past_import.file:
        return
    storage, name = past_import.file.storage, str(past_import.file.name)
    PastImport.objects.filter(pk=past_import.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))


def record_step(past_import: PastImport, what: str, by: User | None) -> None:
    """Write a step of an import into the record of administration."""
    record_change(
        authority=past_import.authority,
        by=by,
        subject=f"Past requests of {past_import}",
        what=what,
    )


def numbers_of(past_import: PastImport) -> str:
    """Return the counts of an import, as the record has them."""
    return (
        f"{past_import.made:,} made, {past_import.there:,} there already, "
        f"{past_import.rejected:,} rejected"
    )
