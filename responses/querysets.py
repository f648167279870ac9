"""The questions that pages ask of answers and letters."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.models import User

_Of = TypeVar("_Of", bound=models.QuerySet)

# The kinds of letter that give an answer, or the outcome of a review, which is a
# request of its own; the others only move a request.
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

    def publishable(self) -> Self:
        """Letters of which there is a version to be published.

        None that was taken back, or whose place another letter has taken.
        """
        return self.exclude(html_for_publication="").filter(
            withdrawal__isnull=True, superseded_by__isnull=True
        )

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

    def undelivered(self) -> Self:
        """Those that did not arrive, or may not have, with nothing sent since.

        A letter taken back, or put right by another, need not arrive any more.
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
    """Items of batches, narrowed by what became of them."""

    def waiting(self) -> Self:
        """Those still to be done."""
        return self.filter(done_at__isnull=True, error="")

    def failed(self) -> Self:
        """Those that could not be done."""
        return self.exclude(error="")


class PreviousResponseQuerySet(models.QuerySet):
    """Previous responses, narrowed by what is asked."""

    def visible_to(self, user: "User") -> Self:
        """Previous responses this person may know to exist.

        Those of their authority, save letters that answer a request they may not see.
        """
        return _visible(self, user)


class PreviousAnswerQuerySet(models.QuerySet):
    """Questions as they were once answered, narrowed by what is asked."""

    def visible_to(self, user: "User") -> Self:
        """Those this person may know to exist, as with the letters they stand in."""
        return _visible(self, user)

    def reusable(self) -> Self:
        """Those that an answer may be made from: confirmed, and never withdrawn."""
        return self.filter(is_reusable=True, letter__withdrawal__isnull=True)

    def matching(self, words: str) -> Self:
        """Those whose question or answer says `words`."""
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
