"""Fold the entries of a sitting into one line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from requests_app.history.kinds import Trait, kinds_with, label_of
from requests_app.models import HistoryEntry

# Entries further apart than this belong to different sittings.
_PAUSE: Final = timedelta(minutes=30)


def runs_of(entries: Iterable[HistoryEntry]) -> list[list[HistoryEntry]]:
    """Return entries, newest first, in runs that are each shown as one line.

    A run is what a person did at one sitting to the draft and the like. A letter, a
    decision, and every other entry is a run by itself.
    """
    grouped = kinds_with(Trait.GROUPED)
    runs: list[list[HistoryEntry]] = []
    for entry in entries:
        is_routine = entry.kind in grouped
        if runs and is_routine and _goes_on(runs[-1][-1], entry, grouped):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def summary_of(run: Sequence[HistoryEntry]) -> str:
    """Return what a run did: "Answer saved 12 times, provision cited"."""
    counted = Counter(label_of(entry.kind) for entry in run).most_common()
    words = [f"{label} {n} times" if n > 1 else label for label, n in counted]
    first, *others = words
    return ", ".join([first, *(f"{one[:1].lower()}{one[1:]}" for one in others)])


def _goes_on(
    later: HistoryEntry, earlier: HistoryEntry, grouped: frozenset[str]
) -> bool:
    """Return whether an earlier entry belongs to the run of a later one."""
    return (
        later.kind in grouped
        and earlier.by_id == later.by_id
        and earlier.on == later.on
        and later.recorded_at - earlier.recorded_at < _PAUSE
    )
