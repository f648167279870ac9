"""Querysets of answers, letters, dispatches and precedents."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from statute.notices import RESPONSES

if TYPE_CHECKING:
    from accounts.models import User

_Of = TypeVar("_Of", bound=models.QuerySet)


class LetterQuerySet(models.QuerySet):
    """Issued letters."""

    def responses(self) -> Self:
        """Letters that answer the request, or part of the request."""
        return self.filter(type__in=RESPONSES)


class DispatchQuerySet(models.QuerySet):
    """Dispatches of letters."""

    def waiting(self) -> Self:
        """Dispatches still to be done: neither sent, nor stopped, nor failed."""
        return self.filter(
            sent_at__isnull=True, stopped_at__isnull=True, failed_at__isnull=True
        )

    def undelivered(self) -> Self:
        """Dispatches that failed or are unconfirmed, with no later dispatch.

        Withdrawn letters and replaced letters are left out: they need not arrive any
        more.
        """
        later = self.model._default_manager.filter(
            letter=OuterRef("letter"),
            pk__gt=OuterRef("pk"),
            stopped_at__isnull=True,
            failed_at__isnull=True,
        )
        return self.filter(
            Q(unconfirmed_since__isnull=False)
            | Q(failed_at__isnull=False) & ~Exists(later),
            letter__withdrawal__isnull=True,
            letter__superseded_by__isnull=True,
        )


class BatchItemQuerySet(models.QuerySet):
    """Items of batches."""

    def waiting(self) -> Self:
        """Items still to be done."""
        return self.filter(done_at__isnull=True, error="")

    def failed(self) -> Self:
        """Items that failed."""
        return self.exclude(error="")


class PreviousResponseQuerySet(models.QuerySet):
    """Previous responses."""

    def visible_to(self, user: "User") -> Self:
        """Previous responses of the user's authority that the user may see.

        A letter about a request hidden from the user is left out.
        """
        return _visible(self, user)


class PreviousAnswerQuerySet(models.QuerySet):
    """Previous answers."""

    def visible_to(self, user: "User") -> Self:
        """Previous answers of the user's authority that the user may see.

        An answer about a request hidden from the user is left out.
        """
        return _visible(self, user)

    def reusable(self) -> Self:
        """Answers an officer may reuse: confirmed, and not of a withdrawn letter."""
        return self.filter(is_reusable=True, letter__withdrawal__isnull=True)

    def matching(self, words: str) -> Self:
        """Previous answers with `words` in the question or the answer."""
        return self.filter(
            words=SearchQuery(words, search_type="websearch", config="english")
        )


def _visible(found: _Of, user: "User") -> _Of:
    if not user.is_authenticated or not user.sees_requests:
        return found.none()
    return found.filter(authority_id=user.authority_id).filter(
        Q(foi_request__isnull=True)
        | Q(foi_request__is_restricted=False)
        | Q(foi_request__in=user.named_on.values("pk"))
    )
