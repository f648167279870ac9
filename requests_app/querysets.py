"""The questions that lists ask of requests."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q

from requests_app.workflow import CLOSED_STATES, RUNNING_STATES, State

if TYPE_CHECKING:
    from accounts.models import User


class FOIRequestQuerySet(models.QuerySet):
    """Requests, narrowed by what is asked."""

    def visible_to(self, user: "User") -> Self:
        """Requests this person may know to exist.

        Whoever handles, clears, manages or audits requests sees those of their
        authority; a restricted one only if named on it. Everybody else sees none.
        """
        if not user.is_authenticated or not user.sees_requests:
            return self.none()
        of_authority = self.filter(authority_id=user.authority_id)
        return of_authority.filter(
            Q(is_restricted=False)
            | Q(
                pk__in=self.model.named_people.through.objects.filter(
                    user_id=user.pk
                ).values("foirequest_id")
            )
        )

    def open(self) -> Self:
        """Requests to which something is still owed, by us or by the requester."""
        return self.exclude(state__in=CLOSED_STATES)

    def registered(self) -> Self:
        """Requests that have their reference."""
        return self.exclude(reference=None)

    def running(self) -> Self:
        """Requests for which the law's time runs."""
        return self.filter(state__in=RUNNING_STATES)

    def overdue(self, *, on: date) -> Self:
        """Running requests that are out of time at the end of the day `on`."""
        return self.running().filter(due_on__lt=on)

    def due_between(self, first: date, last: date) -> Self:
        """Running requests due on a day from `first` to `last`, both included."""
        return self.running().filter(due_on__range=(first, last))

    def matching(self, words: str) -> Self:
        """Requests whose reference, requester, questions or answers say `words`."""
        query = SearchQuery(words, search_type="websearch", config="english")
        return self.filter(Q(search_words=query) | Q(reference__iexact=words.strip()))

    def answered_between(self, first: date, last: date) -> Self:
        """Requests answered on a day from `first` to `last`, both included."""
        return self.filter(state=State.ANSWERED, closed_on__range=(first, last))


class EnquiryQuerySet(models.QuerySet):
    """Questions put to departments, narrowed by what is asked."""

    def put_to(self, user: "User") -> Self:
        """Enquiries this person may reply to: those put to their department."""
        if user.department_id is None:
            return self.none()
        return self.filter(department_id=user.department_id)

    def unanswered(self) -> Self:
        """Enquiries still without a reply."""
        return self.filter(replied_on__isnull=True)
