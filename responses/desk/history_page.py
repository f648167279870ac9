"""The history of a request, a page at a time: folded, filtered, or one run opened."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from django.core.paginator import Page, Paginator

from requests_app.history.folding import runs_of
from requests_app.history.kinds import Trait, kinds_with, label_of
from requests_app.history.wording import Told
from requests_app.models import FOIRequest, HistoryEntry
from responses.desk.history_words import WORDING

LINES_SHOWN: Final = 20
# Of a folded run, the page has so many entries; the others are a link away.
MOST_FOLDED: Final = 20
MILESTONES: Final = "milestones"
_FOR_FOLDING: Final = ("foi_request_id", "kind", "by_id", "on", "recorded_at")


class HistoryPage:
    """One page of a request's history, in two queries.

    Args:
        foi_request: The request.
        asked: What the address asks for: "history", the number of the page; "kind", a
            kind or `MILESTONES`; "run", the key of the newest entry of a run to open.
    """

    def __init__(self, foi_request: FOIRequest, asked: Mapping[str, str]) -> None:
        self.foi_request = foi_request
        self.number = asked.get("history", "")
        self.kind = asked.get("kind", "")
        self.run = asked.get("run", "")

    @cached_property
    def page(self) -> Page:
        """The runs on the page, without notes and changes."""
        return Paginator(self._runs, LINES_SHOWN).get_page(self.number)

    @cached_property
    def told(self) -> list[Told]:
        """The lines of the page, in words."""
        shown = [(run, run[:MOST_FOLDED]) for run in self.page]
        keys = [entry.pk for _, here in shown for entry in here]
        read = self.foi_request.history.select_related("by").in_bulk(keys)
        return [
            WORDING.told_together(run, [read[entry.pk] for entry in here])
            for run, here in shown
        ]

    @property
    def milestones(self) -> frozenset[str]:
        """The kinds shown in bold."""
        return kinds_with(Trait.MILESTONE)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds that the history has, by their words."""
        labels = {label_of(entry.kind): entry.kind for entry in self._entries}
        return [(kind, label) for label, kind in sorted(labels.items())]

    @property
    def is_opened(self) -> bool:
        """Whether the page shows the entries of one run."""
        return self._opened is not None

    @cached_property
    def _entries(self) -> Sequence[HistoryEntry]:
        """Every entry, with no more than folding needs."""
        light = self.foi_request.history.only(*_FOR_FOLDING)
        return list(light)

    @cached_property
    def _opened(self) -> Sequence[HistoryEntry] | None:
        runs = runs_of(self._entries) if self.run else []
        return next((run for run in runs if str(run[0].pk) == self.run), None)

    @property
    def _runs(self) -> list[list[HistoryEntry]]:
        """The lines of every page; single entries where a person asked for some."""
        if self._opened is not None:
            return [[entry] for entry in self._opened]
        if not self.kind:
            return runs_of(self._entries)
        wanted = self.milestones if self.kind == MILESTONES else {self.kind}
        return [[entry] for entry in self._entries if entry.kind in wanted]
