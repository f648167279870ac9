"""Refusals of the queue."""

from django.utils import timezone

from mail.models import Entry
from requests_app.refusals import Refusal
from statute.working_days import format_date


class EntryDecided(Refusal):
    """Somebody has decided already what becomes of the entry.

    Attributes:
        entry: The entry.
    """

    def __init__(self, entry: Entry) -> None:
        assert entry.ended_at is not None  # noqa: S101 - only these are decided
        there = timezone.localtime(entry.ended_at)
        super().__init__(
            f"{entry.ended_by} has dealt with this message at {there:%H:%M} on "
            f"{format_date(there.date())}: {entry.get_ended_as_display().lower()}."
        )
        self.entry = entry


class EndNotPossible(Refusal):
    """The entry cannot be ended in this way, or its end can no longer be undone."""
