"""Check or import a file here and now, for the command."""

from datetime import date
from typing import BinaryIO

from django.db import transaction

from accounts.models import Authority
from requests_app.models import PastImport
from requests_app.past_requests.carrying import TakenOver, Tell, carry_out, refuse
from requests_app.past_requests.columns import FileRefused
from requests_app.past_requests.records import ImportNotPossible
from requests_app.past_requests.services import begin_step
from requests_app.past_requests.tables import check_file, hash_of, reading


def import_file(
    *,
    authority: Authority,
    file: BinaryIO,
    name: str,
    step: PastImport.Step,
    most_bytes: int,
    on: date,
    tell: Tell,
) -> PastImport:
    """Check or import a file here and now, for the command.

    A file whose import was stopped or killed goes on after its last row.

    Args:
        authority: The authority.
        file: The file.
        name: Its name.
        step: Whether to check or to import.
        most_bytes: The bytes of the largest file read.
        on: The London day.
        tell: Called after each batch.

    Returns:
        The import, done.

    Raises:
        FileRefused: The file cannot be read as a table of past requests.
        ImportNotPossible: Another table is being checked or imported.
    """
    check_file(file, most_bytes=most_bytes)
    with transaction.atomic():
        past_import, _ = begin_step(
            authority=authority, sha256=hash_of(file), name=name, by=None, step=step
        )
        if past_import.by_id is not None:
            raise ImportNotPossible(
                f"The same file, “{past_import}”, is under way on the page of past "
                "requests."
            )
        # A process that was killed, and lives after all, stops at its next batch.
        past_import.turn += 1
        past_import.save(update_fields=["turn"])
    file.seek(0)
    try:
        with reading(file, most_bytes=most_bytes) as table:
            carry_out(past_import, table, on, tell)
    except FileRefused as refusal:
        refuse(past_import, refusal)
        raise
    except TakenOver as reason:
        raise ImportNotPossible(
            "The import was stopped, or another process goes on with it."
        ) from reason
    return past_import


@transaction.atomic
def forget_check(past_import: PastImport) -> None:
    """Delete a check of the command; nothing of it stays."""
    PastImport.objects.filter(pk=past_import.pk, step=PastImport.Step.CHECK).delete()
