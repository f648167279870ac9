"""Every page words a letter whose sending can still be undone in the same way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from responses.giving.queries import journeys_of
from responses.models import Dispatch, Letter
from responses.querysets import Whereabouts
from tests.factories import (
    AnswerFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SAYS = "issued, not yet sent: the sending can still be undone"


@pytest.fixture
def person(officer):
    return UserFactory(roles=["officer", "manager"], authority=officer.authority)


@pytest.fixture
def letter(person):
    foi_request = FOIRequestFactory(
        authority=person.authority,
        officer=person,
        state="issued",
        due_on=timezone.localdate() + timedelta(days=1),
    )
    return LetterFactory(foi_request=foi_request, issued_by=person)


@pytest.fixture
def read(client, person):
    """Return the text of a page in small letters."""

    def read(url):
        client.force_login(person, backend="accounts.backends.RoleBackend")
        return " ".join(client.get(url).content.decode().lower().split())

    return read


def send(letter, *, minutes, channel="post", **fields):
    return Dispatch.objects.create(
        letter=letter,
        channel=channel,
        address="Alex Requester\n12 Example Street\nLS2 2BB",
        by=letter.issued_by,
        due_at=timezone.now() + timedelta(minutes=minutes),
        **fields,
    )


def pages_about(letter):
    return [
        letter.foi_request.get_absolute_url(),
        letter.get_absolute_url(),
        reverse("home"),
        reverse("dashboard"),
        reverse("post"),
    ]


def test_every_page_says_that_a_letter_just_issued_is_not_yet_sent(letter, read):
    send(letter, minutes=5)

    for url in pages_about(letter):
        assert SAYS in read(url), url
        assert "1 letter waits for the post" not in read(url)
    assert "issued, not yet sent" in read(reverse("foi-requests"))
    assert f"1 letter {SAYS}" in read(reverse("post"))


def test_after_the_minutes_every_page_says_that_it_waits_for_the_post(letter, read):
    send(letter, minutes=-1)

    for url in pages_about(letter):
        assert SAYS not in read(url), url
    assert "waiting for the post" in read(letter.foi_request.get_absolute_url())
    assert "1 letter waits for the post" in read(reverse("home"))


@pytest.mark.parametrize("channel", ["post", "email"])
def test_a_letter_says_until_when_its_sending_can_be_undone(letter, channel):
    due = timezone.localtime(send(letter, minutes=5, channel=channel).due_at)

    (journey,) = journeys_of(Letter.objects.all())

    assert journey.whereabouts == Whereabouts.UNDOABLE
    assert journey.words.lower().startswith(f"{SAYS} until {due:%H:%M} on {due.day} ")
    assert not journey.is_stuck


def test_what_must_be_posted_comes_before_what_can_still_be_undone(letter):
    send(letter, minutes=5)
    send(letter, minutes=-5)

    (journey,) = journeys_of(Letter.objects.all())

    assert journey.whereabouts == Whereabouts.FOR_POST


def test_a_sending_undone_is_told_with_person_and_day_on_the_request(letter, read):
    now = timezone.now()
    send(letter, minutes=5, stopped_at=now, stopped_by=letter.issued_by)

    page = read(letter.foi_request.get_absolute_url())

    assert f"sending undone on {timezone.localdate().day} " in page
    assert f"by {str(letter.issued_by).lower()}: nothing was sent." in page


def test_a_letter_returned_is_told_with_its_reason_on_the_request(letter, read):
    now = timezone.now()
    send(letter, minutes=-5, failed_at=now, failure="Addressee gone away.")

    page = read(letter.foi_request.get_absolute_url())

    assert page.count("addressee gone away.") == 2  # among the letters, and on top


@pytest.mark.parametrize(
    ("became", "told"),
    [
        ({"stopped_at": timezone.now()}, "the sending was undone: send the letter"),
        (
            {"failed_at": timezone.now(), "failure": "Addressee gone away."},
            "the letter was not delivered: send it again",
        ),
    ],
)
def test_answers_of_an_interim_reply_that_went_nowhere_are_not_cleared_twice(
    person, read, became, told
):
    foi_request = FOIRequestFactory(
        authority=person.authority, officer=person, due_on=timezone.localdate()
    )
    AnswerFactory(
        foi_request=foi_request, to=[QuestionFactory(foi_request=foi_request)]
    )
    letter = LetterFactory(foi_request=foi_request, type="interim", issued_by=person)
    send(letter, minutes=-5, **became)

    for url in (foi_request.get_absolute_url(), reverse("home")):
        page = read(url)
        assert told in page, url
        assert "send it for clearance" not in page
