"""The days by which replies of departments are wanted, for calendars."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from accounts import policy
from accounts.models import User
from requests_app.feeds.entries import Entry
from requests_app.models import Enquiry, FOIRequest


def replies_wanted(person: User, holders: Sequence[User]) -> Iterator[Entry]:
    """Yield the days of replies that officers wait for, then of replies to give.

    A person of a department does not read the reference of the request.
    """
    for enquiry in (
        Enquiry.objects.wanted()
        .filter(
            foi_request__in=FOIRequest.objects.visible_to(person).filter(
                officer__in=holders
            )
        )
        .select_related("foi_request", "department")
        .order_by("wanted_by", "pk")
    ):
        foi_request = enquiry.foi_request
        yield Entry(
            uid=f"reply-wanted-{enquiry.pk}",
            on=enquiry.wanted_by,
            summary=f"Reply of {enquiry.department} wanted: request {foi_request}",
            url=f"{foi_request.get_absolute_url()}#enquiry-{enquiry.pk}",
        )
    if policy.ANSWER_ENQUIRY not in person.role_permissions:
        return
    mine = Enquiry.objects.put_to(person).wanted().select_related("department")
    for enquiry in mine.order_by("wanted_by", "pk"):
        yield Entry(
            uid=f"reply-{enquiry.pk}",
            on=enquiry.wanted_by,
            summary=f"Questions for {enquiry.department}: your reply is wanted",
            url=reverse("answer-enquiry", args=[enquiry.pk]),
        )
