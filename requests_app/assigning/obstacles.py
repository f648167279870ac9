"""Say why colleagues cannot have requests, for many at once."""

from collections.abc import Collection
from typing import Any

from accounts.models import User
from requests_app.history.kinds import Trait, kinds_with
from requests_app.models import FOIRequest, HistoryEntry


class Obstacles:
    """The obstacles between requests and the people who might get them.

    Two queries read them, however many there are.

    Args:
        foi_requests: The requests.
        people: The people, all of whom may answer requests of the authority.
    """

    def __init__(
        self, foi_requests: Collection[FOIRequest], people: Collection[User]
    ) -> None:
        self.people = people
        named: Any = FOIRequest.named_people.through._default_manager
        restricted = [each.pk for each in foi_requests if each.is_restricted]
        self._named = set(
            named.filter(foirequest_id__in=restricted, user__in=people).values_list(
                "foirequest_id", "user_id"
            )
        )
        reviewed = {each.review_of_id for each in foi_requests} - {None}
        self._decided = set(
            HistoryEntry.objects.filter(
                foi_request__in=reviewed,
                by__in=people,
                kind__in=kinds_with(Trait.WRITING | Trait.DECIDING),
            )
            .order_by()
            .values_list("foi_request_id", "by_id")
        )

    def between(self, foi_request: FOIRequest, person: User) -> str:
        """Return why a person cannot have a request; "" if they can."""
        if (foi_request.review_of_id, person.pk) in self._decided:
            return (
                f"{person} wrote, cleared or issued the answer under review, so "
                "another person must decide this review."
            )
        is_named = (foi_request.pk, person.pk) in self._named
        if foi_request.is_restricted and not is_named:
            return f"This request is restricted, and {person} may not see it."
        return ""

    def in_words(self, foi_request: FOIRequest) -> str:
        """Return why none of the people can have a request."""
        said = (self.between(foi_request, person) for person in self.people)
        return " ".join(dict.fromkeys(filter(None, said)))
