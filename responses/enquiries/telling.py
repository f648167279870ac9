"""Tell officers, contributors and heads of departments what happened to an enquiry."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from accounts.models import User
from requests_app.models import Enquiry, FOIRequest, Notice
from requests_app.telling.places import PlaceRule
from requests_app.telling.services import tell
from responses.enquiries.people import contributors_of, officer_of

# The page of a department leads others to the enquiry on the page of the request.
ANSWER_PAGE = PlaceRule(
    may_open=lambda person, named: (
        Enquiry.objects.put_to(person).filter(pk=named["enquiry"]).exists()
    ),
    request_of=lambda named: _request_of(named["enquiry"]),
    fragment=lambda named: f"#enquiry-{named['enquiry']}",
)


def _request_of(enquiry: int) -> FOIRequest | None:
    found = Enquiry.objects.filter(pk=enquiry).select_related("foi_request").first()
    return found.foi_request if found is not None else None


def tell_officer(
    enquiry: Enquiry,
    words: str,
    *,
    kind: Notice.Kind,
    key: str,
    on: date,
    by: User | None = None,
) -> None:
    """Tell the officer who waits for a reply.

    Args:
        enquiry: The enquiry.
        words: A sentence, without the requester's name.
        kind: The kind of notice.
        key: Identifies the event.
        on: The London day.
        by: The person with an account whose act it was; None for none.
    """
    foi_request = enquiry.foi_request
    tell(
        people=[officer_of(enquiry)],
        kind=kind,
        words=words,
        url=f"{foi_request.get_absolute_url()}#enquiry-{enquiry.pk}",
        key=key,
        foi_request=foi_request,
        by=by,
        on=on,
    )


def tell_contributors(
    enquiry: Enquiry,
    words: str,
    *,
    key: str,
    on: date,
    by: User | None = None,
    kind: Notice.Kind = Notice.Kind.ASKED,
) -> None:
    """Tell the people of the department who have accounts.

    The request stays unnamed: they do not see it. A manager told in the place of such a
    person is led to the request.
    """
    tell(
        people=contributors_of(enquiry.department),
        kind=kind,
        words=words,
        url=reverse("answer-enquiry", args=[enquiry.pk]),
        key=key,
        by=by,
        on=on,
    )


def tell_head(enquiry: Enquiry, head: User, words: str, *, key: str, on: date) -> None:
    """Tell the head of a department, who has an account."""
    tell(
        people=[head],
        kind=Notice.Kind.REPLY_LATE,
        words=words,
        url=reverse("answer-enquiry", args=[enquiry.pk]),
        key=key,
        on=on,
    )


def tell_managers(
    enquiry: Enquiry, managers: Iterable[User], words: str, *, key: str, on: date
) -> None:
    """Tell managers of a reply that stays out; the notice leads to the request."""
    foi_request = enquiry.foi_request
    tell(
        people=managers,
        kind=Notice.Kind.REPLY_LATE,
        words=words,
        url=f"{foi_request.get_absolute_url()}#enquiry-{enquiry.pk}",
        key=key,
        foi_request=foi_request,
        on=on,
    )
