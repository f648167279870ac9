"""Questions are looked for by the meaning of words typed, or of a question."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.models import MeaningSearch
from responses.precedents.by_meaning import look_for
from responses.precedents.tasks import find_meanings, find_searches
from tests.factories import (
    FOIRequestFactory,
    PreviousAnswerFactory,
    QuestionFactory,
    UserFactory,
)

DOGS = "How many stray dogs were collected in Leeds in 2023?"
AGAIN = "What number of lost hounds were picked up in Bradford in 2024?"
ROADS = "What did it cost to grit the roads?"
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def search(client):
    """Open the page of a search by meaning, after the worker has looked."""

    def search(words="", **more):
        query = {"by": "meaning", "q": words, **more}
        client.get(reverse("search"), query)
        find_searches()
        return client.get(reverse("search"), query)

    return search


def previous(officer, question=DOGS, **fields):
    return PreviousAnswerFactory(
        authority=officer.authority, question=question, **fields
    )


def asked(officer, text=DOGS, **fields):
    made = FOIRequestFactory(authority=officer.authority, **fields)
    return QuestionFactory(foi_request=made, text=text)


def questions(page):
    return [one.question for one in page.context["found"]]


def test_a_question_in_other_words_is_found_with_its_answer(search, officer):
    previous(officer, answer="Forty dogs were collected.", reference="7-25")
    previous(officer, ROADS)
    find_meanings()

    page = search(AGAIN)

    assert questions(page) == [DOGS]
    told = page.content.decode()
    assert "Forty dogs were collected." in told
    assert "7-25" in told
    assert "alike" in page.context["found"][0].likeness.lower()


def test_the_nearest_stands_first_and_its_likeness_is_told(search, officer):
    previous(officer, AGAIN)
    previous(officer, DOGS)
    find_meanings()

    page = search(DOGS)

    assert questions(page) == [DOGS, AGAIN]
    assert page.context["found"][0].likeness == "Asks nearly the same"
    assert page.context["found"][1].likeness != "Asks nearly the same"


def test_questions_not_answered_yet_are_found_too(search, officer):
    asked(officer, reference="8-26")
    find_meanings()

    page = search(AGAIN)

    assert questions(page) == [DOGS]
    assert "Not answered yet" in page.content.decode()
    assert page.context["found"][0].name == "8-26"


def test_a_question_answered_in_an_open_request_is_shown_once(search, officer):
    question = asked(officer)
    previous(officer, foi_request=question.foi_request, answer="Forty.")
    find_meanings()

    (one,) = search(AGAIN).context["found"]

    assert one.answer == "Forty."


def test_open_questions_in_the_same_words_are_shown_once_with_their_number(
    search, officer
):
    for _ in range(3):
        asked(officer)
    previous(officer, answer="Forty.")
    find_meanings()

    page = search(AGAIN)

    answered, waiting = sorted(page.context["found"], key=lambda one: not one.answer)
    assert (answered.answer, answered.others) == ("Forty.", 0)
    assert waiting.others == 2
    assert "2 more open requests ask this in the same words." in page.content.decode()


def test_only_requests_that_a_person_may_see_are_found(search, officer):
    hidden = asked(officer)
    FOIRequest.objects.filter(pk=hidden.foi_request.pk).update(is_restricted=True)
    previous(officer, foi_request=hidden.foi_request)
    elsewhere = UserFactory(roles=["officer"])
    previous(elsewhere)
    asked(elsewhere)
    previous(officer, ROADS)
    find_meanings()

    page = search(AGAIN)

    assert questions(page) == []
    assert "No question of the requests you may see is near" in page.content.decode()


def test_restricted_questions_displace_no_others(search, officer, monkeypatch):
    monkeypatch.setattr("responses.precedents.by_meaning._MOST_KEPT", 2)
    for _ in range(3):
        hidden = asked(officer)
        FOIRequest.objects.filter(pk=hidden.foi_request.pk).update(is_restricted=True)
        previous(officer, foi_request=hidden.foi_request)
    open_to_all = asked(officer, AGAIN)
    find_meanings()

    assert questions(search(DOGS)) == [open_to_all.text]


def test_questions_like_a_question_leave_out_its_own_request(search, officer):
    question = asked(officer)
    QuestionFactory(foi_request=question.foi_request, text=AGAIN, order=7)
    other = asked(officer, AGAIN)
    find_meanings()

    page = search(like=question.pk)

    assert [one.url for one in page.context["found"]] == [
        f"{other.foi_request.get_absolute_url()}#questions"
    ]
    assert DOGS in page.content.decode()


@pytest.mark.parametrize("like", ["0", "x", "9" * 30])
def test_an_unknown_question_is_not_found(client, like):
    assert client.get(reverse("search"), {"like": like}).status_code == 404


def test_a_question_of_a_request_out_of_sight_is_not_found(client):
    hidden = asked(UserFactory(roles=["officer"]))

    page = client.get(reverse("search"), {"like": hidden.pk})

    assert page.status_code == 404


def test_results_and_the_page_of_a_request_lead_to_questions_like_each(client, officer):
    question = asked(officer)

    page = client.get(question.foi_request.get_absolute_url())

    assert f"{reverse('search')}?like={question.pk}" in page.content.decode()


def test_until_the_worker_answers_the_page_says_so_and_looks_again(client, officer):
    previous(officer)
    find_meanings()
    query = {"by": "meaning", "q": AGAIN}

    page = client.get(reverse("search"), query).content.decode()
    assert "Looking for questions near in meaning" in page
    assert 'hx-trigger="every 1s"' in page

    MeaningSearch.objects.update(asked_at=NOW - timedelta(days=300))
    page = client.get(reverse("search"), query).content.decode()
    assert "This takes longer than usual." in page
    assert 'hx-trigger="every 1s"' not in page


def test_without_any_meaning_the_page_says_so_and_asks_no_worker(client, officer):
    previous(officer)

    page = client.get(reverse("search"), {"by": "meaning", "q": AGAIN})

    assert "has not read any questions of your authority" in page.content.decode()
    assert not MeaningSearch.objects.exists()


def test_without_words_the_page_tells_what_is_found(client):
    page = client.get(reverse("search"), {"by": "meaning"})

    assert page.status_code == 200
    assert "Questions are found whose meaning is near" in page.content.decode()


def test_only_the_beginning_of_a_long_text_is_looked_for(client, officer):
    previous(officer)
    find_meanings()

    page = client.get(reverse("search"), {"by": "meaning", "q": "dogs " * 2_000})

    assert "A search has at most 300 characters" in page.content.decode()
    assert len(MeaningSearch.objects.get().words) <= 300


def test_a_new_answer_is_found_after_half_an_hour(officer):
    previous(officer)
    find_meanings()
    first = look_for(AGAIN, authority=officer.authority, at=NOW)
    MeaningSearch.objects.update(found_at=NOW)

    soon = look_for(AGAIN, authority=officer.authority, at=NOW + timedelta(minutes=29))
    later = look_for(AGAIN, authority=officer.authority, at=NOW + timedelta(minutes=31))

    assert first.pk == soon.pk == later.pk
    assert soon.found_at
    assert later.found_at is None


def test_what_was_looked_for_is_deleted_after_a_day(officer):
    previous(officer)
    look_for(AGAIN, authority=officer.authority, at=NOW - timedelta(days=300))

    find_meanings()

    assert not MeaningSearch.objects.exists()


def test_the_page_makes_as_many_queries_for_many_questions_as_for_few(
    search, client, officer
):
    def queries():
        find_meanings()
        MeaningSearch.objects.all().delete()
        search(AGAIN)
        with CaptureQueriesContext(connection) as found:
            page = client.get(reverse("search"), {"by": "meaning", "q": AGAIN})
        return len(found), len(page.context["found"])

    previous(officer)
    asked(officer)
    few, shown = queries()
    for _ in range(6):
        previous(officer)
        asked(officer)
    many, more = queries()

    assert (shown, more) == (2, 8)
    assert many == few
