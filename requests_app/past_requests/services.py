"""Keep a table of past requests, and begin, stop or go on with its import."""

from pathlib import PurePath
from typing import BinaryIO

from django.core.files import File
from django.db import transaction

from accounts import policy
from accounts.models import Authority, User
from requests_app.jobs.queue import enqueue
from requests_app.models import Job, PastImport
from requests_app.past_requests.records import (
    IMPORT_REQUESTS,
    ImportNotPossible,
    numbers_of,
    record_step,
)
from requests_app.past_requests.tables import MOST_BYTES, check_file, hash_of


@transaction.atomic
def keep_table(
    *, authority: Authority, file: BinaryIO, name: str, by: User
) -> PastImport:
    """Keep an uploaded table, and have it checked in the background.

    The same table is checked once at a time, however often it is sent.

    Args:
        authority: The authority.
        file: The file.
        name: Its name.
        by: The administrator.

    Raises:
        FileRefused: The file is empty, too large, or no table.
        ImportNotPossible: Another table is being checked or imported.
    """
    _check_administers(authority, by)
    check_file(file, most_bytes=MOST_BYTES)
    made, is_new = begin_step(
        authority=authority,
        sha256=hash_of(file),
        name=name,
        by=by,
        step=PastImport.Step.CHECK,
    )
    if not is_new:
        return made
    file.seek(0)
    made.file.save(made.name, File(file), save=True)
    _enqueue(made)
    return made


@transaction.atomic
def begin_import(*, past_import: PastImport, by: User) -> PastImport:
    """Begin to import a table that was checked. A second press changes nothing.

    Raises:
        ImportNotPossible: The table was not checked to its end, has no new row, or
            another table is being checked or imported.
    """
    locked = _lock(past_import, by)
    if locked.step == PastImport.Step.IMPORT:
        return locked
    if not locked.is_checked:
        raise ImportNotPossible("The table is not checked to its end yet.")
    if not locked.made:
        raise ImportNotPossible("The table has no new request to import.")
    locked.findings.all().delete()
    locked.step = PastImport.Step.IMPORT
    locked.last_row = locked.made = locked.there = locked.rejected = locked.noted = 0
    _run_again(locked)
    record_step(locked, "Import of past requests begun", by)
    return locked


@transaction.atomic
def go_on(*, past_import: PastImport, by: User) -> PastImport:
    """Go on with a step that was stopped, after the last row committed.

    Raises:
        ImportNotPossible: The step was not stopped, the file is gone, or another table
            is being checked or imported.
    """
    locked = _lock(past_import, by)
    if locked.is_running:
        return locked
    if locked.state != PastImport.State.STOPPED:
        raise ImportNotPossible("This import was not stopped.")
    if not locked.file:
        raise ImportNotPossible(
            "The file is not kept any more. Choose it again: rows that were imported "
            "are not made twice."
        )
    _run_again(locked)
    return locked


@transaction.atomic
def stop_import(*, past_import: PastImport, by: User) -> PastImport:
    """Stop a step; what is made stays.

    Raises:
        ImportNotPossible: The step is not under way.
    """
    locked = _lock(past_import, by)
    if not locked.is_running:
        raise ImportNotPossible("The import is not under way. Nothing was changed.")
    locked.state = PastImport.State.STOPPED
    locked.save(update_fields=["state"])
    if locked.step == PastImport.Step.IMPORT:
        record_step(
            locked, f"Import of past requests stopped: {numbers_of(locked)}", by
        )
    return locked


def _check_administers(authority: Authority, by: User) -> None:
    if not by.has_perm(policy.ADMINISTER) or by.authority_id != authority.pk:
        raise ImportNotPossible("You administer your own authority only.")


def _lock(past_import: PastImport, by: User) -> PastImport:
    _check_administers(past_import.authority, by)
    locked = PastImport.objects.select_for_update(of=("self",))
    return locked.select_related("authority", "by").get(pk=past_import.pk)


def begin_step(
    *,
    authority: Authority,
    sha256: str,
    name: str,
    by: User | None,
    step: PastImport.Step,
) -> tuple[PastImport, bool]:
    """Return the import of a file under way or stopped, or a new one."""
    # Two presses at once, and two commands, wait for each other.
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    every = PastImport.objects.filter(authority=authority)
    other = every.filter(state=PastImport.State.RUNNING).first()
    if other is not None and (other.sha256, other.step) == (sha256, step):
        return other, False
    if (
        other is not None
        and other.step == PastImport.Step.CHECK
        and other.by_id is None
    ):
        # A check of the command holds nobody up: it may have been killed.
        PastImport.objects.filter(pk=other.pk).update(state=PastImport.State.STOPPED)
    elif other is not None:
        raise ImportNotPossible(
            f"Another table, “{other}”, is under way. Wait until it is done, or stop "
            "it on the page of past requests."
        )
    stopped = every.filter(
        sha256=sha256, step=step, state=PastImport.State.STOPPED, by__isnull=True
    ).first()
    if by is None and stopped is not None:
        stopped.state = PastImport.State.RUNNING
        stopped.save(update_fields=["state"])
        return stopped, False
    made = PastImport.objects.create(
        authority=authority,
        by=by,
        name=PurePath(name.replace("\\", "/")).name[:200] or "table",
        sha256=sha256,
        step=step,
    )
    if step == PastImport.Step.IMPORT:
        record_step(made, "Import of past requests begun", by)
    return made, True


def _run_again(locked: PastImport) -> None:
    other = PastImport.objects.filter(
        authority=locked.authority, state=PastImport.State.RUNNING
    ).first()
    if other is not None:
        raise ImportNotPossible(
            f"Another table, “{other}”, is under way. Wait until it is done, or stop "
            "it first."
        )
    locked.state, locked.done_at = PastImport.State.RUNNING, None
    locked.turn += 1
    locked.save()
    _enqueue(locked)


def _enqueue(past_import: PastImport) -> Job:
    return enqueue(
        kind=IMPORT_REQUESTS,
        idempotency_key=past_import.job_key,
        payload={"import": past_import.pk, "turn": past_import.turn},
        authority=past_import.authority,
    )
