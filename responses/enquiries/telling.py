"""Tell officers, contributors and heads of departments what happened to an enquiry."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from requests_app.jobs.emails import enqueue_email
from requests_app.models import Enquiry
from responses.enquiries.people import contributors_of, officer_of


def tell_officer(
    enquiry: Enquiry,
    words: str,
    *,
    kind: str,
    key: str,
    on: date,
    by: User | None = None,
) -> None:
    """Tell the officer who waits for a reply.

    Args:
        enquiry: The enquiry.
        words: A sentence without its full stop, and without the requester's name.
        kind: The kind of notice.
        key: Identifies the event.
        on: The London day.
        by: The person whose act it was, who is not told.
    """
    officer, foi_request = officer_of(enquiry), enquiry.foi_request
    url = f"{foi_request.get_absolute_url()}#enquiry-{enquiry.pk}"
    _tell([officer], words, url, key=key, by=by, enquiry=enquiry)


def tell_contributors(
    enquiry: Enquiry,
    words: str,
    *,
    key: str,
    on: date,
    by: User | None = None,
    is_reminder: bool = False,
) -> None:
    """Tell the people of the department who have accounts."""
    url = reverse("answer-enquiry", args=[enquiry.pk])
    people = contributors_of(enquiry.department)
    _tell(people, words, url, key=key, by=by, enquiry=enquiry)


def tell_head(enquiry: Enquiry, head: User, words: str, *, key: str, on: date) -> None:
    """Tell the head of a department, who has an account."""
    url = reverse("answer-enquiry", args=[enquiry.pk])
    _tell([head], words, url, key=key, by=None, enquiry=enquiry)


def _tell(
    people: list[User],
    words: str,
    url: str,
    *,
    key: str,
    by: User | None,
    enquiry: Enquiry,
) -> None:
    for person in people:
        if person.email and person != by:
            enqueue_email(
                to=person,
                subject=words,
                text=f"{words}. Read it here:\n{settings.SITE_URL}{url}\n",
                idempotency_key=f"{key}-{person.pk}",
                foi_request=enquiry.foi_request,
            )
