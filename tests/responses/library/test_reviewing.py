"""Owners are told once that the review date of a paragraph is past."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Notice
from responses.library.reviewing import tell_owners_to_review
from responses.library.tasks import tell_owners_to_review as task
from responses.models import Paragraph
from tests.factories import ParagraphFactory, UserFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 30)
PAST = ON - timedelta(days=1)


def told():
    return [(each.person, each.words) for each in Notice.objects.order_by("pk")]


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

    assert {person for person, _ in told()} == {officer}
    cameras, patrols = [words for _, words in told()]
    assert cameras.startswith("Wording to review: Cameras (")
    assert patrols.startswith("Wording to review: Patrols (")


def test_a_new_review_date_and_a_new_owner_are_told_again(officer):
    paragraph = kept(officer)
    tell_owners_to_review(on=ON)

    Paragraph.objects.update(review_on=ON)
    assert tell_owners_to_review(on=ON + timedelta(days=1)) == 1
    other = UserFactory(authority=officer.authority, roles=["officer"])
    Paragraph.objects.filter(pk=paragraph.pk).update(owner=other, told_past=None)
    assert tell_owners_to_review(on=ON + timedelta(days=1)) == 1
    assert len(told()) == 3


def test_retired_wording_is_not_to_be_reviewed(officer):
    kept(officer, retired_at=timezone.now(), retired_by=officer)

    assert tell_owners_to_review(on=ON) == 0
    assert told() == []


def test_in_the_place_of_an_owner_who_left_the_manager_is_told(officer, manager):
    officer.is_active = False
    officer.save()
    kept(officer)

    tell_owners_to_review(on=ON)

    ((person, words),) = told()
    assert person == manager
    assert words.endswith(f"Owner: {officer}.")


def test_the_task_tells_those_of_today(officer):
    kept(officer, review_on=timezone.localdate() - timedelta(days=1))

    task()

    assert [person for person, _ in told()] == [officer]


def test_home_tells_an_owner_of_what_is_past_review(client, officer, manager):
    kept(officer, review_on=timezone.localdate() - timedelta(days=1))

    client.force_login(officer)
    assert "Wording to review" in client.get(reverse("home")).text
    client.force_login(manager)
    assert "Wording to review" not in client.get(reverse("home")).text
