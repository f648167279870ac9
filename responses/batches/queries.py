"""Progress of batches, and the requests offered for a new batch."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from requests_app.models import FOIRequest
from requests_app.search.matching import matching
from requests_app.workflow import ANSWERABLE_STATES
from responses.models import Batch, BatchItem
from responses.procedural.kinds.catalogue import KINDS
from statute.notices import LetterType

# Requests listed. A longer list invites careless choices; a search narrows the list.
MOST_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of items in a batch: in all, done, and failed."""

    total: int
    done: int
    failed: int
    is_stopped: bool

    @property
    def waiting(self) -> int:
        """The number of items still to be done."""
        return self.total - self.done - self.failed

    @property
    def is_over(self) -> bool:
        """Whether the batch is finished or stopped."""
        return self.is_stopped or not self.waiting

    @property
    def percent(self) -> int:
        """The percentage of items done or failed; 100 only at the end."""
        return 100 * (self.done + self.failed) // self.total if self.total else 100


_COUNTS = {
    "total": Count("items"),
    "done": Count("items", filter=Q(items__done_at__isnull=False)),
    "failed": Count("items", filter=~Q(items__error="")),
}


def with_progress(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Return batches with the counts that `progress_of` needs."""
    return batches.annotate(**_COUNTS).select_related("by").order_by("-pk")


def progress_of(batch: Batch) -> Progress:
    """Return the progress of a batch from `with_progress`."""
    counts = {name: getattr(batch, name) for name in _COUNTS}
    return Progress(is_stopped=batch.stopped_at is not None, **counts)


def items_seen_by(user: User, batch: Batch) -> QuerySet[BatchItem]:
    """Return the items of a batch about requests that the user may see."""
    visible = FOIRequest.objects.visible_to(user)
    return batch.items.filter(foi_request__in=visible).select_related(
        "foi_request", "letter"
    )


def offered_to(user: User, *, kind: str, words: str, on: date) -> QuerySet[FOIRequest]:
    """Return the requests offered for a batch of letters, newest first.

    An acknowledgement is offered for requests without one that are not overdue. An
    overdue request needs an answer, or an apology.

    Args:
        user: The user who chooses.
        kind: The type of letter, by `LetterType`.
        words: A search for words in the requests; "" for any.
        on: The London day.
    """
    found = FOIRequest.objects.visible_to(user).filter(state__in=ANSWERABLE_STATES)
    if kind == LetterType.ACKNOWLEDGEMENT:
        found = found.exclude(letters__type=kind).filter(due_on__gte=on)
    is_of_review = KINDS[LetterType(kind)].is_of_review
    found = found.filter(review_of__isnull=not is_of_review)
    if words:
        found = matching(found, words, user=user, on=on)
    return found.order_by("-received_on", "-pk")
