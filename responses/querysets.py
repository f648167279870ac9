"""The questions that pages ask of answers and letters."""

from typing import Self

from django.db import models


class LetterQuerySet(models.QuerySet):
    """Letters, narrowed by what is asked."""

    def without_pdf(self) -> Self:
        """Letters issued whose PDF is still to be made."""
        return self.filter(pdf="")
