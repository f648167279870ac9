"""Answers that officers show to everybody, and nothing else."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from mail.asking.queries import answers_that_may_tell, open_answers
from mail.asking.showing import NotHidden, NotShown, hide_answer, show_answer
from mail.models import AnswerTally
from statute.notices import LetterType
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    LetterFactory,
    UserFactory,
)

ON = date(2026, 6, 15)
ASKED = "How many bicycles did you buy, and for which officers?"
pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    authority = AuthorityFactory(slug="cadnam", is_form_open=True)
    foi_request = FOIRequestFactory(
        authority=authority, state="answered", requester_name="Rowan Hale"
    )
    return LetterFactory(
        foi_request=foi_request,
        type=LetterType.FULL_DISCLOSURE,
        given_on=ON,
        html_for_publication="<!DOCTYPE html><html><body><article>We bought 12 "
        "bicycles for patrol officers.</article></body></html>",
    )


def show(letter, title="Bicycles bought for patrols"):
    return show_answer(letter=letter, title=title, by=UserFactory(), on=ON)


def test_nothing_is_shown_before_an_officer_shows_it(letter):
    authority = letter.foi_request.authority
    assert answers_that_may_tell(authority, ASKED) == []
    answer = show(letter)
    assert answers_that_may_tell(authority, ASKED) == [answer]
    assert answers_that_may_tell(authority, "Who cleans the pool?") == []
    assert answers_that_may_tell(AuthorityFactory(), ASKED) == []

    hide_answer(letter=letter, by=UserFactory(), on=ON)
    assert answers_that_may_tell(authority, ASKED) == []
    with pytest.raises(NotHidden):
        hide_answer(letter=letter, by=UserFactory(), on=ON)


def test_what_names_the_requester_or_was_not_given_is_never_shown(letter):
    with pytest.raises(NotShown, match="title"):
        show(letter, title="Bicycles, asked by Rowan Hale")
    letter.given_on = None
    letter.save()
    with pytest.raises(NotShown, match="no version"):
        show(letter)


def test_a_request_restricted_later_takes_its_answer_off(letter):
    show(letter)
    letter.foi_request.is_restricted = True
    letter.foi_request.save()
    assert not open_answers(letter.foi_request.authority).exists()


def test_the_step_shows_the_answer_and_counts_what_is_said(letter):
    answer, client = show(letter), Client()
    url = reverse("ask", args=["cadnam"])
    shown = client.post(url, {"step": "question", "text": ASKED}).content.decode()
    assert answer.title in shown
    page = client.get(reverse("public-answer", args=["cadnam", answer.pk]))
    assert "We bought 12 bicycles" in page.content.decode()

    said = client.post(url, {"step": "answers", "text": ASKED, "told": "yes"})
    assert "Nothing was sent" in said.content.decode()
    went_on = client.post(url, {"step": "answers", "text": ASKED, "told": "no"})
    assert ASKED in went_on.content.decode()
    tally = AnswerTally.objects.get()
    assert (tally.shown, tally.told_enough, tally.not_enough) == (1, 1, 1)


def test_officers_and_administrators_have_their_pages(letter):
    authority = letter.foi_request.authority
    client = Client()
    roles = ["officer", "manager", "approver", "administrator"]
    client.force_login(
        UserFactory(authority=authority, roles=roles),
        backend="accounts.backends.RoleBackend",
    )
    foi_request = letter.foi_request
    client.post(reverse("make-progress-link", args=[foi_request.reference]))
    url = reverse("show-answer", args=[foi_request.reference, letter.number])
    client.post(url, {"title": "Bicycles bought for patrols"})
    page = client.get(foi_request.get_absolute_url()).content.decode()
    assert "/progress/" in page
    assert "Bicycles bought for patrols" in page

    settings = reverse("public-form")
    refused = client.post(settings, {"slug": "Cadnam Council"}).content.decode()
    assert "single hyphens" in refused
    client.post(settings, {"slug": "cadnam-council"})
    authority.refresh_from_db()
    assert (authority.slug, authority.is_form_open) == ("cadnam-council", False)
