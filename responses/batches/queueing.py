"""Queue or stop a batch, and retry failed items."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from accounts.models import User
from requests_app.jobs.handlers import JobKind
from requests_app.jobs.queue import enqueue
from requests_app.models import FOIRequest
from requests_app.refusals import Refusal
from responses.models import Batch, BatchItem, Letter
from responses.models.letters import LETTER_TYPE_LABELS
from responses.procedural.kinds.catalogue import KINDS
from statute.notices import LetterType

MOST_IN_A_BATCH: Final = 500
RUN_BATCH: Final = JobKind(
    name="run_batch",
    label="Process a batch of letters",
    # Longer than one letter takes. A worker that dies is missed after it.
    lease=timedelta(seconds=30),
)
# What these say differs from request to request: each is written on its own.
_EACH_ITS_OWN: Final = frozenset({LetterType.PIT_EXTENSION, LetterType.FEES_NOTICE})
BATCH_KINDS: Final = {
    type_: kind for type_, kind in KINDS.items() if type_ not in _EACH_ITS_OWN
}


class BatchNotPossible(Refusal):
    """The batch cannot be queued, stopped or retried."""


def write_letters(
    *,
    foi_requests: Iterable[FOIRequest],
    kind: str,
    said: Mapping[str, Any],
    is_sent: bool,
    by: User,
    at: datetime,
    form_key: UUID,
) -> Batch:
    """Queue the same letter about each of many requests.

    Each letter is issued, and moves its request, exactly as if written separately. An
    item that fails is left out, with its error.

    Args:
        foi_requests: The requests, of the user's own authority.
        kind: The type of letter, by `LetterType`.
        said: The content of the form, as `ProceduralDraft.details` stores it.
        is_sent: Whether each letter is sent to the requester's recorded address: by
            e-mail where there is an e-mail address, otherwise by post.
        by: The officer who queues the batch, and so issues the letters.
        at: The moment.
        form_key: Identifies the form: sent twice, it makes one batch.

    Raises:
        BatchNotPossible: No request was chosen, or too many, or the letter must be
            written separately for each request.
    """
    found = BATCH_KINDS.get(LetterType(kind))
    if found is None:
        raise BatchNotPossible(
            "This kind of letter differs for each request. Write it on the page of "
            "each request."
        )
    return _begin(
        Batch(
            kind=Batch.Kind.WRITE,
            title=LETTER_TYPE_LABELS[found.type],
            details={"type": kind, "said": dict(said), "is_sent": is_sent},
        ),
        [BatchItem(foi_request=one) for one in foi_requests],
        by=by,
        at=at,
        form_key=form_key,
    )


def reprint_letters(
    *, letters: Iterable[Letter], title: str, by: User, at: datetime, form_key: UUID
) -> Batch:
    """Queue issued letters to be joined into one file for printing.

    Args:
        letters: The letters, of the user's own authority.
        title: The title of the file: "Letters of March 2026".
        by: The user who queues the batch.
        at: The moment.
        form_key: Identifies the form: sent twice, it makes one batch.

    Raises:
        BatchNotPossible: There are no letters, or too many.
    """
    return _begin(
        Batch(kind=Batch.Kind.REPRINT, title=title),
        [BatchItem(foi_request_id=one.foi_request_id, letter=one) for one in letters],
        by=by,
        at=at,
        form_key=form_key,
    )


def _begin(
    batch: Batch, items: list[BatchItem], *, by: User, at: datetime, form_key: UUID
) -> Batch:
    if not items:
        raise BatchNotPossible("Choose at least one.")
    if len(items) > MOST_IN_A_BATCH:
        raise BatchNotPossible(
            f"You have chosen {len(items):,}; a batch has {MOST_IN_A_BATCH} at most. "
            "Choose fewer, then start another batch."
        )
    if by.authority is None:
        raise BatchNotPossible(
            "You belong to no authority. Ask your administrator to set one for you."
        )
    batch.authority = by.authority
    batch.by, batch.asked_at, batch.form_key = by, at, form_key
    try:
        with transaction.atomic():
            batch.save()
            for position, item in enumerate(items, start=1):
                item.batch, item.position = batch, position
            BatchItem.objects.bulk_create(items)
            _enqueue(batch)
    except IntegrityError:
        twin = Batch.objects.filter(form_key=form_key).first()
        if twin is None:
            raise
        return twin
    return batch


@transaction.atomic
def stop_batch(*, batch: Batch, at: datetime) -> Batch:
    """Stop a batch before its remaining items; finished items stay done.

    Raises:
        BatchNotPossible: No item is left to be done.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not batch.items.waiting().exists():
        raise BatchNotPossible(
            "The batch had already finished, so there was nothing to stop."
        )
    batch.stopped_at = at
    batch.save(update_fields=["stopped_at"])
    return batch


@transaction.atomic
def try_failed_again(*, batch: Batch) -> int:
    """Retry the failed items, and those left by a stop; return how many.

    Raises:
        BatchNotPossible: No item failed, and none was left.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    failed = batch.items.failed().update(error="", attempts=0)
    left = batch.items.waiting().count() if batch.stopped_at else failed
    if not left:
        raise BatchNotPossible("No letter failed, so there is nothing to try again.")
    batch.stopped_at = None
    if batch.kind == Batch.Kind.REPRINT:
        batch.file.name = batch.sha256 = ""
    batch.save(update_fields=["stopped_at", "file", "sha256"])
    _enqueue(batch)
    return left


def _enqueue(batch: Batch) -> None:
    """Have a worker take the batch up, again if it did so before."""
    enqueue(
        kind=RUN_BATCH,
        idempotency_key=f"batch:{batch.pk}:{uuid4()}",
        payload={"batch_id": batch.pk},
        authority=batch.authority,
    )
