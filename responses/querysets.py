"""The questions that pages ask of answers and letters."""

from typing import Self

from django.db import models

# The kinds of letter that give an answer, or the outcome of a review, which is a request
# of its own; the others only move a request.
RESPONSES = frozenset(
    {
        "full_disclosure",
        "partial_disclosure",
        "full_refusal",
        "ncnd",
        "mixed_with_ncnd",
        "not_held",
        "cost_refusal",
        "vexatious_or_repeated",
        "accessible_elsewhere",
        "interim",
        "supplementary",
        "review_outcome",
    }
)


class LetterQuerySet(models.QuerySet):
    """Letters, narrowed by what is asked."""

    def responses(self) -> Self:
        """Letters that answer the request, or part of it."""
        return self.filter(type__in=RESPONSES)

    def without_pdf(self) -> Self:
        """Letters issued whose PDF is still to be made."""
        return self.filter(pdf="")


class DispatchQuerySet(models.QuerySet):
    """Sendings of letters, narrowed by what is asked."""

    def waiting(self) -> Self:
        """Those still to be carried out: neither sent, nor stopped, nor failed."""
        return self.filter(
            sent_at__isnull=True, stopped_at__isnull=True, failed_at__isnull=True
        )
