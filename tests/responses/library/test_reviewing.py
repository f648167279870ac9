"""Owners are told once that the review date of a paragraph is past."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import Job
from responses.library.reviewing import tell_owners_to_review
from responses.library.tasks import tell_owners_to_review as task
from responses.models import Paragraph
from tests.factories import ParagraphFactory, UserFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 30)
PAST = ON - timedelta(days=1)


def mails():
    return Job.objects.filter(kind=SEND_EMAIL.name)


def kept(owner, **fields):
    return ParagraphFactory(
        **{
            "authority": owner.authority,
            "owner": owner,
            "review_on": PAST,
            "topic": "Cameras",
            **fields,
        }
    )


def test_an_owner_is_told_once_of_all_paragraphs_past_review(officer):
    kept(officer)
    kept(officer, topic="Patrols")
    kept(officer, topic="Later", review_on=ON)

    assert tell_owners_to_review(on=ON) == 1
    assert tell_owners_to_review(on=ON) == 0

    mail = mails().get().payload
    assert mail["to"] == officer.email
    assert mail["subject"] == "2 paragraphs of the wording library are to be reviewed"
    assert "Cameras" in mail["text"]
    assert "Patrols" in mail["text"]
    assert "Later" not in mail["text"]


def test_a_new_review_date_and_a_new_owner_are_told_again(officer):
    paragraph = kept(officer)
    tell_owners_to_review(on=ON)

    Paragraph.objects.update(review_on=ON)
    assert tell_owners_to_review(on=ON + timedelta(days=1)) == 1
    other = UserFactory(authority=officer.authority, roles=["officer"])
    Paragraph.objects.filter(pk=paragraph.pk).update(owner=other, told_past=None)
    assert tell_owners_to_review(on=ON + timedelta(days=1)) == 1
    assert mails().count() == 3


@pytest.mark.parametrize("why", ["retired", "left", "no address"])
def test_nobody_is_told_without_need(officer, why):
    owner = UserFactory(
        authority=officer.authority,
        roles=["officer"],
        is_active=why != "left",
        email="" if why == "no address" else "owner@example.org",
    )
    retired = {"retired_at": timezone.now(), "retired_by": officer}
    kept(owner, **(retired if why == "retired" else {}))

    assert tell_owners_to_review(on=ON) == 0
    assert not mails().exists()


def test_the_task_tells_those_of_today(officer):
    kept(officer, review_on=timezone.localdate() - timedelta(days=1))

    task()

    assert "A paragraph of the wording library is" in mails().get().payload["subject"]


def test_home_tells_an_owner_of_what_is_past_review(client, officer, manager):
    kept(officer, review_on=timezone.localdate() - timedelta(days=1))

    client.force_login(officer)
    assert "Wording to review" in client.get(reverse("home")).text
    client.force_login(manager)
    assert "Wording to review" not in client.get(reverse("home")).text
