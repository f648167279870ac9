"""The comments waiting for a person: open tasks, and unread mentions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import F, QuerySet

from accounts.models import User
from requests_app.models import Question
from requests_app.querysets import FOIRequestQuerySet
from responses.comments.places import Places
from responses.models import Comment, Mention

MOST_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment waiting for a person.

    Attributes:
        comment: The comment.
        place: What it is about, for a sentence.
    """

    comment: Comment
    place: str


def tasks_of(person: User, foi_requests: FOIRequestQuerySet) -> list[Waiting]:
    """Return a person's open tasks on these requests, the most urgent first."""
    tasks = Comment.objects.filter(
        assigned_to=person, resolved_at=None, foi_request__in=foi_requests.values("pk")
    )
    return _placed(tasks.order_by(F("wanted_by").asc(nulls_last=True), "pk"))


def naming(person: User, foi_requests: FOIRequestQuerySet) -> list[Waiting]:
    """Return a person's unread mentions on these requests, the newest first."""
    unread = Mention.objects.filter(person=person, read_at=None)
    comments = Comment.objects.filter(
        pk__in=unread.values("comment"),
        resolved_at=None,
        foi_request__in=foi_requests.values("pk"),
    ).exclude(reply_to__resolved_at__isnull=False)
    return _placed(comments.order_by("-pk"))


def _placed(comments: QuerySet[Comment]) -> list[Waiting]:
    shown = list(comments.select_related("foi_request", "by")[:MOST_SHOWN])
    places = _places_of({one.foi_request_id for one in shown})
    return [Waiting(one, places[one.foi_request_id].name_of(one)) for one in shown]


def _places_of(foi_requests: Iterable[int]) -> dict[int, Places]:
    nodes: dict[int, list[Question]] = defaultdict(list)
    for node in Question.objects.filter(foi_request__in=foi_requests):
        nodes[node.foi_request_id].append(node)
    return {key: Places(nodes[key]) for key in foi_requests}
