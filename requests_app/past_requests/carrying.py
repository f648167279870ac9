"""Carry out a step of an import, batch by batch; go on where a process was killed."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from accounts.models import Authority
from requests_app.calendars.locking import hold_calendars
from requests_app.calendars.working_days import read_once
from requests_app.jobs.handlers import Run
from requests_app.models import PastImport, PastImportFinding
from requests_app.past_requests.columns import FileRefused
from requests_app.past_requests.judging import Judged, judge
from requests_app.past_requests.records import delete_file, numbers_of, record_step
from requests_app.past_requests.tables import Row, Table, reading, shown
from requests_app.past_requests.writing import write_drafts

# Rows of one transaction.
BATCH: Final = 500
_TRIES: Final = 3
_COUNTS: Final = ("last_row", "made", "there", "rejected", "noted")
Tell = Callable[[PastImport], None]


class TakenOver(Exception):
    """The import was stopped, or another process goes on with it."""


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
            carry_out(past_import, table, run.on, lambda _: run.extend_lease())
    except FileNotFoundError:
        refuse(past_import, FileRefused("The file is gone. Choose it again."))
    except FileRefused as refusal:
        refuse(past_import, refusal)
    except TakenOver:
        return


def carry_out(past_import: PastImport, table: Table, on: date, tell: Tell) -> None:
    """Check or import the rows left, and note how it ended.

    Raises:
        TakenOver: The import was stopped, or another process goes on with it.
    """
    past_import.header = list(table.header.cells)
    past_import.unknown = table.header.unknown
    past_import.rows = table.rows
    PastImport.objects.filter(pk=past_import.pk).update(
        header=past_import.header, unknown=past_import.unknown, rows=table.rows
    )
    for rows in table.batches(after=past_import.last_row, size=BATCH):
        for tries_left in reversed(range(_TRIES)):
            try:
                with _uncollected():
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage meanwhile: a fifth of the time went into looking for some."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@transaction.atomic
def _commit(
    past_import: PastImport, table: Table, rows: list[Row], on: date
) -> PastImport:
    """Judge some rows, write what is new, and note how far the import is."""
    locked = _still_ours(past_import)
    hold_calendars()
    with read_once():
        judged = judge(rows, table, Authority.objects.get(pk=locked.authority_id), on)
    if locked.step == PastImport.Step.IMPORT and judged.new:
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
        state=PastImport.State.RUNNING,
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
    locked.state = past_import.state = PastImport.State.DONE
    locked.done_at = Now()
    locked.save(update_fields=["state", "done_at"])
    if locked.step == PastImport.Step.IMPORT:
        record_step(locked, f"Past requests imported: {numbers_of(locked)}", locked.by)
        delete_file(locked)


def refuse(past_import: PastImport, refusal: FileRefused) -> None:
    """Note the refusal of the file, and delete it."""
    PastImport.objects.filter(
        pk=past_import.pk, state=PastImport.State.RUNNING, turn=past_import.turn
    ).update(state=PastImport.State.REFUSED, problem=str(refusal))
    delete_file(past_import)
