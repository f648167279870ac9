"""Tell officers and contributors of what happened to an enquiry."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from requests_app.jobs.emails import enqueue_email
from requests_app.models import Enquiry
from responses.enquiries.people import contributors_of, officer_of


def tell_officer(
    enquiry: Enquiry, words: str, *, key: str, on: date, by: User | None = None
) -> None:
    """Tell the officer who waits for a reply."""
    officer, foi_request = officer_of(enquiry), enquiry.foi_request
    if not officer.email or officer == by:
        return
    url = f"{foi_request.get_absolute_url()}#enquiry-{enquiry.pk}"
    enqueue_email(
        to=officer,
        subject=f"{enquiry.department}: request {foi_request}",
        text=f"{words}. Read it here:\n{settings.SITE_URL}{url}\n",
        idempotency_key=key,
        foi_request=foi_request,
    )


def tell_contributors(
    enquiry: Enquiry, words: str, *, key: str, on: date, by: User | None = None
) -> None:
    """Tell the people of the department who have accounts."""
    url = reverse("answer-enquiry", args=[enquiry.pk])
    for person in contributors_of(enquiry.department):
        if person.email and person != by:
            enqueue_email(
                to=person,
                subject=words,
                text=f"{words}. Read it here:\n{settings.SITE_URL}{url}\n",
                idempotency_key=f"{key}-{person.pk}",
                foi_request=enquiry.foi_request,
            )
