"""Run batches, an item at a time.

A worker locks the row of its item, so two workers never run the same item, and a dead
worker releases its item at once. The item's effect and the mark "done" are written in
the same transaction.
"""

import logging
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from accounts.models import User
from requests_app.jobs.handlers import Run
from requests_app.jobs.queue import NotFinished
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.batches.printing import join_letters
from responses.letters.records import read_pdf
from responses.models import Batch, BatchItem, Letter
from responses.procedural.at_once import issue_at_once
from responses.procedural.services import procedural_draft_of
from responses.sending.queueing import Sending, usual_sending

logger = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 3


class ItemNotPossible(Refusal):
    """The item of the batch cannot be done."""


def run_batch(run: Run) -> None:
    """Run the waiting items of a job's batch, for one turn.

    Harmless to run twice, in two places at once, or to stop at any point.

    Raises:
        NotFinished: The turn is over, or another worker runs the last item.
    """
    batch = Batch.objects.get(pk=run.job.payload["batch_id"])
    while (item := _take(batch)) is not None:
        _run(item.pk, on=run.on, at=run.at)
        if run.is_turn_over:
            raise NotFinished
        run.extend_lease()
    batch.refresh_from_db()
    if batch.stopped_at is not None:
        return
    if batch.items.waiting().exists():
        # Another worker is running the last item, and may die.
        raise NotFinished
    if batch.kind == Batch.Kind.REPRINT:
        join_letters(batch=batch)


def _take(batch: Batch) -> BatchItem | None:
    """Return the next item, and count an attempt.

    An item whose workers died too often is marked as failed: it may kill its workers.
    """
    with transaction.atomic():
        item = (
            batch.items.waiting()
            .filter(batch__stopped_at=None)
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("position")
            .first()
        )
        if item is None:
            return None
        BatchItem.objects.filter(pk=item.pk).update(
            attempts=F("attempts") + 1,
            error=(
                f"The worker stopped {MOST_ATTEMPTS} times during this letter."
                if item.attempts >= MOST_ATTEMPTS
                else ""
            ),
        )
    return item


def _run(key: int, *, on: date, at: datetime) -> None:
    with transaction.atomic():
        item = (
            BatchItem.objects.waiting()
            .filter(pk=key, batch__stopped_at=None)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("batch__by", "letter")
            .first()
        )
        if item is None:
            return  # done by another worker, stopped, or failed
        try:
            with transaction.atomic():
                if item.batch.kind == Batch.Kind.WRITE:
                    item.letter = _write(item, on=on, at=at)
                else:
                    _check(item)
        except Refusal as refusal:
            item.error = str(refusal)
        except Exception:
            logger.exception("Item %s of batch %s failed", item.pk, item.batch_id)
            item.error = (
                "Something went wrong, so this letter was not written. Tell your "
                "administrator if it fails again."
            )
        else:
            item.done_at = at
        item.save(update_fields=["letter", "done_at", "error"])


def _write(item: BatchItem, *, on: date, at: datetime) -> Letter:
    """Issue the letter of an item."""
    by, details = item.batch.by, item.batch.details
    foi_request = _found(item, by)
    kind = details["type"]
    if procedural_draft_of(foi_request, kind) is not None:
        raise ItemNotPossible(
            "This letter has already been started. Finish it or discard it on the "
            "request’s page."
        )
    return issue_at_once(
        foi_request=foi_request,
        kind=kind,
        said=details["said"],
        sending=_sending_of(foi_request) if details["is_sent"] else None,
        by=by,
        on=on,
        at=at,
    )


def _check(item: BatchItem) -> None:
    """Check that a letter can be printed.

    Raises:
        ItemNotPossible: The user may not see the request, or there is no PDF yet.
        DocumentDamaged: The PDF is missing or was changed.
    """
    _found(item, item.batch.by)
    assert item.letter is not None  # noqa: S101 - chosen by its letter
    if not item.letter.pdf:
        raise ItemNotPossible("Its PDF is still being made. Try again in a minute.")
    read_pdf(item.letter)


def _found(item: BatchItem, by: User) -> FOIRequest:
    """Return the request of an item, if the batch's user may still see it.

    Raises:
        ItemNotPossible: The user may no longer see the request.
    """
    found = FOIRequest.objects.visible_to(by).filter(pk=item.foi_request_id).first()
    if found is None:
        raise ItemNotPossible("You may no longer see this request.")
    return found


def _sending_of(foi_request: FOIRequest) -> Sending:
    sending = usual_sending(foi_request)
    if sending is None:
        raise ItemNotPossible(
            "No e-mail address and no postal address of the requester is on record."
        )
    return sending
