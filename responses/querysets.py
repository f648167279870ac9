"""The questions that pages ask of answers and letters."""

from typing import Self

from django.db import models


class LetterQuerySet(models.QuerySet):
    """Letters, narrowed by what is asked."""

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
