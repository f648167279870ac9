"""Querysets of answers, letters, dispatches and precedents."""

from datetime import date
from typing import TYPE_CHECKING, Final, Self, TypeVar

from django.apps import apps
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Case, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Now

from requests_app.querysets import shown_to_deputy
from statute.notices import RESPONSES

if TYPE_CHECKING:
    from accounts.models import User


class Whereabouts(models.TextChoices):
    """Where an issued letter is. Each letter is in exactly one place."""

    GIVEN = "given", "Given to the requester"
    WITHDRAWN = "withdrawn", "Withdrawn, never given"
    REPLACED = "replaced", "Replaced, never given"
    UNCONFIRMED = "unconfirmed", "Delivery unconfirmed"
    UNDOABLE = "undoable", "Issued, not yet sent: the sending can still be undone"
    FOR_POST = "for_post", "Waiting for the post"
    QUEUED = "queued", "Being sent"
    NOT_SENT = "not_sent", "Not sent"
    HELD_BACK = "held_back", "Sending undone"
    FAILED = "failed", "Not delivered"


# A letter in one of these places goes nowhere until a person acts.
STUCK: Final = frozenset(
    {
        Whereabouts.UNCONFIRMED,
        Whereabouts.NOT_SENT,
        Whereabouts.HELD_BACK,
        Whereabouts.FAILED,
    }
)

_Of = TypeVar("_Of", bound=models.QuerySet)


class LetterQuerySet(models.QuerySet):
    """Issued letters."""

    def responses(self) -> Self:
        """Letters answering the request, or part of the request."""
        return self.filter(type__in=RESPONSES)

    def given(self) -> Self:
        """Letters given to the requester."""
        return self.filter(given_on__isnull=False)

    def owed(self) -> Self:
        """Letters issued and not given, still to go out.

        Withdrawn letters and replaced letters are left out.
        """
        return self.filter(
            given_on__isnull=True,
            withdrawal__isnull=True,
            superseded_by__isnull=True,
        )

    def with_whereabouts(self) -> Self:
        """Letters annotated with where each is, as `whereabouts`."""
        own = _dispatches().filter(letter=OuterRef("pk"))
        waiting = own.waiting()
        ready = waiting.filter(due_at__lte=Now())
        last_stopped = own.order_by("-pk").values("stopped_at")[:1]
        places = (
            (Q(given_on__isnull=False), Whereabouts.GIVEN),
            (Q(withdrawal__isnull=False), Whereabouts.WITHDRAWN),
            (Q(superseded_by__isnull=False), Whereabouts.REPLACED),
            (
                Exists(waiting.filter(unconfirmed_since__isnull=False)),
                Whereabouts.UNCONFIRMED,
            ),
            (Exists(ready.for_print()), Whereabouts.FOR_POST),
            (Exists(ready), Whereabouts.QUEUED),
            (Exists(waiting), Whereabouts.UNDOABLE),
            (~Exists(own), Whereabouts.NOT_SENT),
            (Q(last_stopped_at__isnull=False), Whereabouts.HELD_BACK),
        )
        return self.annotate(last_stopped_at=Subquery(last_stopped)).annotate(
            whereabouts=Case(
                *(When(where, then=Value(place.value)) for where, place in places),
                default=Value(Whereabouts.FAILED.value),
                output_field=models.CharField(),
            )
        )

    def stuck(self) -> Self:
        """Letters issued and not given, and going nowhere until a person acts."""
        return self.owed().with_whereabouts().filter(whereabouts__in=STUCK)

    def standing(self) -> Self:
        """Letters given, on their way, or still to be sent.

        A letter that was withdrawn, held back, refused or returned is left out: the
        requester does not have it, and will not get it unless a person acts.
        """
        own = _dispatches().filter(letter=OuterRef("pk"))
        is_coming = Q(withdrawal__isnull=True) & (Exists(own.waiting()) | ~Exists(own))
        return self.filter(Q(given_on__isnull=False) | is_coming)


class DispatchQuerySet(models.QuerySet):
    """Dispatches of letters."""

    def waiting(self) -> Self:
        """Dispatches still to be done: neither sent, nor stopped, nor failed."""
        return self.filter(
            sent_at__isnull=True, stopped_at__isnull=True, failed_at__isnull=True
        )

    def for_print(self) -> Self:
        """Dispatches by post that people print and post."""
        return self.filter(channel="post").exclude(door="notify")

    def given_on(self) -> date | None:
        """The day the first standing dispatch went out; None if none."""
        sent = self.filter(stopped_at__isnull=True, failed_at__isnull=True)
        first: date | None = sent.aggregate(first=Min("sent_on"))["first"]
        return first

    def undelivered(self) -> Self:
        """Failed or unconfirmed dispatches, with no later dispatch.

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


def _dispatches() -> DispatchQuerySet:
    dispatches: DispatchQuerySet = apps.get_model("responses", "Dispatch").objects.all()
    return dispatches


class BatchItemQuerySet(models.QuerySet):
    """Items of batches."""

    def waiting(self) -> Self:
        """Items still to be done."""
        return self.filter(done_at__isnull=True, error="")

    def failed(self) -> Self:
        """Failed items."""
        return self.exclude(error="")


class PreviousResponseQuerySet(models.QuerySet):
    """Previous responses."""

    def visible_to(self, user: "User") -> Self:
        """Previous responses of the user's authority the user may see.

        A letter about a request hidden from the user is left out.
        """
        return _visible(self, user)


class PreviousAnswerQuerySet(models.QuerySet):
    """Previous answers."""

    def visible_to(self, user: "User") -> Self:
        """Previous answers of the user's authority the user may see.

        An answer about a request hidden from the user is left out.
        """
        return _visible(self, user)

    def reusable(self) -> Self:
        """Answers an officer may reuse: confirmed, and given to the requester.

        Answers of a withdrawn letter are left out.
        """
        return self.filter(
            Q(letter__isnull=True) | Q(letter__given_on__isnull=False),
            is_reusable=True,
            letter__withdrawal__isnull=True,
        )

    def open_to_all(self) -> Self:
        """Answers that every officer of the authority may see and reuse."""
        return (
            self.reusable().exclude(answer="").exclude(foi_request__is_restricted=True)
        )

    def matching(self, words: str) -> Self:
        """Previous answers with `words` in the question or the answer."""
        return self.filter(
            words=SearchQuery(words, search_type="websearch", config="english")
        )


class ParagraphQuerySet(models.QuerySet):
    """Paragraphs of authorities' libraries."""

    def visible_to(self, user: "User") -> Self:
        """Paragraphs of the user's authority."""
        if user.authority_id is None:
            return self.none()
        return self.filter(authority_id=user.authority_id)

    def in_use(self) -> Self:
        """Paragraphs not retired."""
        return self.filter(retired_at__isnull=True)

    def past_review(self, on: date) -> Self:
        """Paragraphs in use whose review date is past."""
        return self.in_use().filter(review_on__lt=on)

    def not_told(self) -> Self:
        """Paragraphs with an owner who was not told of this review date."""
        return self.exclude(told_past=F("review_on"))


def _visible(found: _Of, user: "User") -> _Of:
    if not user.is_authenticated or not user.sees_requests:
        return found.none()
    return found.filter(authority_id=user.authority_id).filter(
        Q(foi_request__isnull=True)
        | Q(foi_request__is_restricted=False)
        | Q(foi_request__in=user.named_on.values("pk"))
        | Q(foi_request__in=shown_to_deputy(user))
    )


class SuggestionQuerySet(models.QuerySet):
    """Suggested changes to answers."""

    def open_for(self, *, answer: int) -> Self:
        """Suggestions neither accepted nor refused, by the key of their answer."""
        found = self.filter(base__answer=answer, state="open")
        return found.select_related("author", "base")
