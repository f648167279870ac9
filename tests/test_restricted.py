"""A restricted request stays out of every list for people who are not named on it."""

from datetime import date

import pytest
from django.urls import NoReverseMatch, reverse

from requests_app.feeds.services import make_feed, read_feed
from requests_app.models import (
    Enquiry,
    FOIRequest,
    HandedOver,
    HandOver,
    Notice,
    Snooze,
)
from requests_app.telling.mailing import mail_notices, send_digests
from tests.factories import UserFactory
from tests.test_access import PAGES, ROLES, make_world

TODAY = date(2026, 3, 16)
SECRETS = ("SECRET-7", "Hidden subject", "Hidden words", "Zed Hidden")


@pytest.fixture
def person_of():
    """Return a function that makes a person whose work the restricted request was."""

    def person_of(role):
        world = make_world("own")
        enquiry = Enquiry.objects.get(pk=world.ids["enquiry"])
        person = UserFactory(roles=[role], authority=world.authority)
        request = world.foi_request
        for each in FOIRequest.objects.filter(authority=world.authority):
            each.is_restricted = True
            each.officer = person
            each.subject, each.requester_name = SECRETS[1], SECRETS[3]
            if each == request:
                each.reference, each.state = SECRETS[0], "clearance"
            each.save()
        comment = request.comments.get()
        comment.words, comment.assigned_to = SECRETS[2], person
        comment.save()
        comment.mentions.create(person=person)
        Enquiry.objects.filter(pk=enquiry.pk).update(replied_on=TODAY)
        Snooze.objects.create(
            foi_request=request, person=person, event="department", after=0
        )
        Notice.objects.create(
            person=person,
            kind=Notice.Kind.RETURNED,
            foi_request=request,
            words=f"The response to {SECRETS[0]} was returned.",
            url=f"/requests/{SECRETS[0]}/",
            key="returned-1",
            on=TODAY,
            way="at_once",
        )
        made = HandOver.objects.create(
            authority=world.authority, giver=person, by=person, on=TODAY, reason="Left."
        )
        HandedOver.objects.create(
            hand_over=made, foi_request=request, problem="It stayed."
        )
        return person, made

    return person_of


def lists():
    """Yield the address of each page that is about no request of its own."""
    for name, pages in PAGES.items():
        if any(not page.about and not page.more for page in pages):
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_no_list_names_a_request_restricted_to_others(client, role, person_of):
    person, made = person_of(role)
    client.force_login(person, backend="accounts.backends.RoleBackend")
    leaks = []
    for url in (
        *lists(),
        made.get_absolute_url(),
        f"{reverse('hand-over')}?person={person.pk}",
        f"{reverse('foi-requests')}?q=secret-7&state=all",
        f"{reverse('foi-requests')}?officer={person.pk}",
        f"{reverse('palette')}?q=SECRET",
        f"{reverse('search')}?q=secret-7",
        f"{reverse('narrow-search')}?q=secret-7",
        f"{reverse('clearance-queue')}?all=yes",
    ):
        response = client.get(url)
        text = b"".join(response.streaming_content if response.streaming else [])
        shown = (text or response.content).decode(errors="replace")
        leaks += [(url, secret) for secret in SECRETS if secret in shown]

    assert leaks == []
    assert mail_notices() == send_digests(on=TODAY) == 0
    feed = make_feed(person=person)
    assert "SECRET-7" not in read_feed(feed=feed, on=TODAY, at=made.at)


@pytest.mark.django_db
def test_a_person_named_finds_the_request_again(client, person_of):
    person, _ = person_of("officer")
    FOIRequest.objects.get(reference="SECRET-7").named_people.add(person)
    client.force_login(person, backend="accounts.backends.RoleBackend")

    assert "SECRET-7" in client.get(reverse("notices")).text
    assert "SECRET-7" in client.get(reverse("foi-requests")).text
    assert mail_notices() == 1
