"""Check and import a table of past requests, batch by batch; stop and go on."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import BinaryIO, Final

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from accounts import policy
from accounts.models import Authority, User
from requests_app.calendars.locking import hold_calendars
from requests_app.calendars.working_days import read_once
from requests_app.history.administration import record_change
from requests_app.jobs.handlers import READING_QUEUE, JobKind, Run
from requests_app.jobs.queue import enqueue
from requests_app.models import Job, PastImport, PastImportFinding
from requests_app.past_requests.columns import FileRefused
from requests_app.past_requests.judging import Judged, judge
from requests_app.past_requests.tables import (
    MOST_BYTES,
    Row,
    Table,
    check_file,
    reading,
    shown,
)
from requests_app.past_requests.writing import write_drafts
from requests_app.refusals import Refusal

IMPORT_REQUESTS: Final = JobKind(
    name="import_requests",
    label="Import past requests",
    lease=timedelta(minutes=10),
    most_at_once=1,
    time_limit_seconds=3600,
    queue=READING_QUEUE,
)
# Rows of one transaction.
BATCH: Final = 500
# Rejected rows hold names and addresses, and are not kept for ever.
KEPT: Final = timedelta(days=30)
_TRIES: Final = 3
_CHUNK: Final = 1024**2
_COUNTS: Final = ("last_row", "made", "there", "rejected", "noted")
_STEP = PastImport.Step
_STATE = PastImport.State
Tell = Callable[[PastImport], None]


class ImportNotPossible(Refusal):
    """The file cannot be checked, imported or stopped as things stand."""


class TakenOver(Exception):
    """The import was stopped, or another process goes on with it."""


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
    made, is_new = _begin(
        authority=authority, sha256=_hash(file), name=name, by=by, step=_STEP.CHECK
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
    if locked.step == _STEP.IMPORT:
        return locked
    if not locked.is_checked:
        raise ImportNotPossible("The table is not checked to its end yet.")
    if not locked.made:
        raise ImportNotPossible("The table has no new request to import.")
    locked.findings.all().delete()
    locked.step = _STEP.IMPORT
    locked.last_row = locked.made = locked.there = locked.rejected = locked.noted = 0
    _run_again(locked)
    _record(locked, "Import of past requests begun", by)
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
    if locked.state != _STATE.STOPPED:
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
    locked.state = _STATE.STOPPED
    locked.save(update_fields=["state"])
    if locked.step == _STEP.IMPORT:
        _record(locked, f"Import of past requests stopped: {_numbers(locked)}", by)
    return locked


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
        past_import, _ = _begin(
            authority=authority, sha256=_hash(file), name=name, by=None, step=step
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
            _carry_out(past_import, table, on, tell)
    except FileRefused as refusal:
        _refuse(past_import, refusal)
        raise
    except TakenOver as reason:
        raise ImportNotPossible(
            "The import was stopped, or another process goes on with it."
        ) from reason
    return past_import


@transaction.atomic
def forget_check(past_import: PastImport) -> None:
    """Delete a check of the command, of which nothing stays."""
    PastImport.objects.filter(pk=past_import.pk, step=_STEP.CHECK).delete()


def carry_on(run: Run) -> None:
    """Carry out the step of an import; begun again after a worker was stopped."""
    past_import = (
        PastImport.objects.select_related("authority", "by")
        .filter(pk=run.job.payload["import"], turn=run.job.payload["turn"])
        .first()
    )
    if past_import is None or not past_import.is_running:
        return
    try:
        with past_import.file.open("rb") as stored, reading(stored.file) as table:
            _carry_out(past_import, table, run.on, lambda _: run.extend_lease())
    except FileNotFoundError:
        _refuse(past_import, FileRefused("The file is gone. Choose it again."))
    except FileRefused as refusal:
        _refuse(past_import, refusal)
    except TakenOver:
        return


def delete_old_imports(*, at: datetime) -> int:
    """Delete the files and the rejected rows of imports asked for a month ago.

    Returns:
        How many imports had any.
    """
    old = PastImport.objects.filter(asked_at__lt=at - KEPT).exclude(
        state=_STATE.RUNNING
    )
    number = 0
    for past_import in old.order_by("pk"):
        deleted, _ = past_import.findings.all().delete()
        had_file = bool(past_import.file)
        _delete_file(past_import)
        number += bool(deleted or had_file)
    return number


def _check_administers(authority: Authority, by: User) -> None:
    if not by.has_perm(policy.ADMINISTER) or by.authority_id != authority.pk:
        raise ImportNotPossible("You administer your own authority only.")


def _lock(past_import: PastImport, by: User) -> PastImport:
    _check_administers(past_import.authority, by)
    locked = PastImport.objects.select_for_update(of=("self",))
    return locked.select_related("authority", "by").get(pk=past_import.pk)


def _begin(
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
    other = every.filter(state=_STATE.RUNNING).first()
    if other is not None and (other.sha256, other.step) == (sha256, step):
        return other, False
    if other is not None and other.step == _STEP.CHECK and other.by_id is None:
        # A check of the command holds nobody up: it may have been killed.
        PastImport.objects.filter(pk=other.pk).update(state=_STATE.STOPPED)
    elif other is not None:
        raise ImportNotPossible(
            f"Another table, “{other}”, is under way. Wait until it is done, or stop "
            "it on the page of past requests."
        )
    stopped = every.filter(
        sha256=sha256, step=step, state=_STATE.STOPPED, by__isnull=True
    ).first()
    if by is None and stopped is not None:
        stopped.state = _STATE.RUNNING
        stopped.save(update_fields=["state"])
        return stopped, False
    made = PastImport.objects.create(
        authority=authority,
        by=by,
        name=PurePath(name.replace("\\", "/")).name[:200] or "table",
        sha256=sha256,
        step=step,
    )
    if step == _STEP.IMPORT:
        _record(made, "Import of past requests begun", by)
    return made, True


def _run_again(locked: PastImport) -> None:
    other = PastImport.objects.filter(
        authority=locked.authority, state=_STATE.RUNNING
    ).first()
    if other is not None:
        raise ImportNotPossible(
            f"Another table, “{other}”, is under way. Wait until it is done, or stop "
            "it first."
        )
    locked.state, locked.done_at = _STATE.RUNNING, None
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


def _carry_out(past_import: PastImport, table: Table, on: date, tell: Tell) -> None:
    past_import.header = list(table.header.cells)
    past_import.unknown = table.header.unknown
    past_import.rows = table.rows
    PastImport.objects.filter(pk=past_import.pk).update(
        header=past_import.header, unknown=past_import.unknown, rows=table.rows
    )
    for rows in table.batches(after=past_import.last_row, size=BATCH):
        for tries_left in reversed(range(_TRIES)):
            try:
                committed = _commit(past_import, table, rows, on)
                break
            except IntegrityError:
                # A reference was taken meanwhile: the next look finds it.
                if not tries_left:
                    raise
        for name in _COUNTS:
            setattr(past_import, name, getattr(committed, name))
        tell(past_import)
    _end(past_import)


@transaction.atomic
def _commit(
    past_import: PastImport, table: Table, rows: list[Row], on: date
) -> PastImport:
    """Judge some rows, write what is new, and note how far the import is."""
    locked = _still_ours(past_import)
    hold_calendars()
    with read_once():
        judged = judge(rows, table, Authority.objects.get(pk=locked.authority_id), on)
    if locked.step == _STEP.IMPORT and judged.new:
        write_drafts(judged.new, name=locked.name, by=locked.by, on=on)
    _keep_findings(locked, judged)
    locked.last_row += len(rows)
    locked.made += len(judged.new)
    locked.there += judged.there
    locked.rejected += len(judged.rejected)
    locked.noted += len(judged.noted)
    locked.save(update_fields=_COUNTS)
    return locked


def _still_ours(past_import: PastImport) -> PastImport:
    """Lock the import, unless it was stopped or another process goes on with it."""
    ours = PastImport.objects.select_for_update(of=("self",)).select_related("by")
    locked = ours.filter(
        pk=past_import.pk,
        state=_STATE.RUNNING,
        turn=past_import.turn,
        last_row=past_import.last_row,
    ).first()
    if locked is None:
        raise TakenOver
    return locked


def _keep_findings(past_import: PastImport, judged: Judged) -> None:
    PastImportFinding.objects.bulk_create(
        PastImportFinding(
            past_import=past_import,
            line=finding.row.line,
            is_rejected=is_rejected,
            says=finding.says,
            cells=shown(finding.row.cells) if is_rejected else [],
        )
        for is_rejected, findings in ((True, judged.rejected), (False, judged.noted))
        for finding in findings
    )


@transaction.atomic
def _end(past_import: PastImport) -> None:
    locked = _still_ours(past_import)
    locked.state = past_import.state = _STATE.DONE
    locked.done_at = Now()
    locked.save(update_fields=["state", "done_at"])
    if locked.step == _STEP.IMPORT:
        _record(locked, f"Past requests imported: {_numbers(locked)}", locked.by)
        _delete_file(locked)


def _refuse(past_import: PastImport, refusal: FileRefused) -> None:
    PastImport.objects.filter(
        pk=past_import.pk, state=_STATE.RUNNING, turn=past_import.turn
    ).update(state=_STATE.REFUSED, problem=str(refusal))
    _delete_file(past_import)


def _delete_file(past_import: PastImport) -> None:
    """Delete the file once the transaction is committed."""
    if not past_import.file:
        return
    storage, name = past_import.file.storage, str(past_import.file.name)
    PastImport.objects.filter(pk=past_import.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))


def _record(past_import: PastImport, what: str, by: User | None) -> None:
    record_change(
        authority=past_import.authority,
        by=by,
        subject=f"Past requests of {past_import}",
        what=what,
    )


def _numbers(past_import: PastImport) -> str:
    return (
        f"{past_import.made:,} made, {past_import.there:,} there already, "
        f"{past_import.rejected:,} rejected"
    )


def _hash(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
