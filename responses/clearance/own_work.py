"""Tell who took part in a response, and so may not clear the response."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from accounts.models import User
from requests_app.history.kinds import Trait, kinds_with
from requests_app.models import FOIRequest, HistoryEntry
from requests_app.refusals import Refusal
from requests_app.separation_of_duties import took_part
from responses.models import Answer, AnswerRevision, NCNDStatement, ResponseDraft


class OwnWork(Refusal):
    """The approver contributed to the response, or to the decision under review."""


def check_took_no_part(foi_request: FOIRequest, person: User) -> None:
    """Refuse a user who took part in the decision under review.

    Raises:
        OwnWork: The user wrote, cleared or issued the answer under review.
    """
    if refusal := took_part(person, foi_request):
        raise OwnWork(refusal)


def check_not_own_work(foi_request: FOIRequest, approver: User) -> None:
    """Refuse an approver who contributed to the response or the decision under review.

    Raises:
        OwnWork: The approver sent the response, wrote any part of it, or took part in
            the decision under review.
    """
    check_took_no_part(foi_request, approver)
    if approver.pk not in writers_of(foi_request):
        return
    raise OwnWork(
        "You sent this response for clearance or wrote part of it, so another "
        "approver must clear it."
    )


def writers_of(foi_request: FOIRequest) -> set[int]:
    """Return the keys of all users who contributed to the response."""
    return writers_in([foi_request.pk]).get(foi_request.pk, set())


def writers_in(foi_requests: Collection[int]) -> Mapping[int, set[int]]:
    """Return the keys of the users who contributed to each response, in one query.

    Args:
        foi_requests: The keys of the requests.
    """
    written: tuple[QuerySet, ...] = (
        AnswerRevision.objects.filter(answer__foi_request__in=foi_requests).values_list(
            "answer__foi_request_id", "by_id"
        ),
        HistoryEntry.objects.filter(
            foi_request__in=foi_requests,
            kind__in=kinds_with(Trait.WRITING),
            by__isnull=False,
        ).values_list("foi_request_id", "by_id"),
        ResponseDraft.objects.filter(
            foi_request__in=foi_requests, submitted_by__isnull=False
        ).values_list("foi_request_id", "submitted_by_id"),
        NCNDStatement.objects.filter(foi_request__in=foi_requests).values_list(
            "foi_request_id", "updated_by_id"
        ),
    )
    answers = Answer.objects.filter(foi_request__in=foi_requests).order_by()
    pairs = answers.values_list("foi_request_id", "updated_by_id").union(
        *(rows.order_by() for rows in written)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for foi_request, person in pairs:
        found[foi_request].add(person)
    return found
