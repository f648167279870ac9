"""Messages asking the same in other words are found by a worker with the model."""

from datetime import timedelta

import pytest
from django.urls import reverse

from documents.meaning.model import mark_of
from mail.models import EntryMeaning
from mail.queue.meanings import common, learn_entries
from mail.queue.outline import correct_entry, outline_as_read
from mail.queue.queries import rows_of
from mail.queue.reworded import reworded_beside
from responses.precedents import meaning
from responses.precedents.tasks import find_meanings
from tests.documents.meaning.sets import PAIRS
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    PreviousAnswerFactory,
    QuestionFactory,
    UserFactory,
)
from tests.mail.made import AT, ON, entry

pytestmark = pytest.mark.django_db

EARLIER = [earlier for earlier, _ in PAIRS[:3]]
AGAIN = [again for _, again in PAIRS[:3]]


def text_of(questions):
    asked = "\n".join(f"{at}. {one}" for at, one in enumerate(questions, start=1))
    return f"Dear Sir or Madam\n\nPlease tell me:\n\n{asked}\n\nYours faithfully\nKim"


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def asked(officer):
    """An open request with the earlier questions."""

    def asked(**given):
        made = FOIRequestFactory(authority=officer.authority, **given)
        for one in EARLIER:
            QuestionFactory(foi_request=made, text=one)
        return made

    return asked


@pytest.fixture
def found(officer):
    def found(one):
        return reworded_beside(rows_of([one], officer, on=ON)[0], officer)

    return found


def test_a_request_asked_again_in_other_words_is_told_with_the_reason(
    officer, asked, found, client
):
    made = asked(state="answering", subject="Parking")
    one = entry(officer.authority, text=text_of(AGAIN))
    find_meanings()

    (near,) = found(one).requests
    client.force_login(officer)
    page = client.get(reverse("incoming-message", args=[one.pk])).content.decode()

    assert (near.name, near.asked) == (str(made), 3)
    assert near.number >= 2
    assert near.theirs in EARLIER
    assert "Perhaps the same in other words as" in page
    assert "near by meaning, such as" in page
    assert page.count(made.reference) >= 1


def test_an_answered_request_is_found_by_its_answers(officer, found):
    made = FOIRequestFactory(authority=officer.authority, state="answered")
    for question in EARLIER:
        PreviousAnswerFactory(
            authority=officer.authority, foi_request=made, question=question
        )
    one = entry(officer.authority, text=text_of(AGAIN))
    find_meanings()
    find_meanings()

    EntryMeaning.objects.update(found_at=AT - timedelta(days=1))
    find_meanings()

    assert [each.name for each in found(one).requests] == [str(made)]


def test_two_messages_of_one_morning_find_each_other(officer, found):
    one = entry(officer.authority, text=text_of(EARLIER))
    other = entry(officer.authority, text=text_of(AGAIN))
    find_meanings()

    assert list(found(one).entries) == [other]
    assert list(found(other).entries) == [one]


def test_welsh_texts_are_left_out(officer, asked, found):
    asked(state="answering", language="cy")
    one = entry(officer.authority, text=text_of(EARLIER))
    welsh = entry(officer.authority, text=text_of(AGAIN), language="cy")
    find_meanings()

    assert EntryMeaning.objects.get().entry == one
    assert not found(one)
    assert not found(welsh)


def test_other_questions_are_not_told(officer, asked, found):
    asked(state="answering")
    one = entry(
        officer.authority,
        text=text_of(["How many swans live on the lake?", "Who feeds the swans?"]),
    )
    find_meanings()

    assert not found(one)


def test_a_restricted_request_and_another_authority_stay_unknown(officer, asked, found):
    asked(state="answering", is_restricted=True)
    elsewhere = FOIRequestFactory(authority=AuthorityFactory(), state="answering")
    for each in EARLIER:
        QuestionFactory(foi_request=elsewhere, text=each)
    one = entry(officer.authority, text=text_of(AGAIN))
    find_meanings()

    assert not found(one)


def test_corrected_questions_are_compared_anew(officer, asked, found):
    asked(state="answering")
    one = entry(officer.authority, text=text_of(AGAIN))
    find_meanings()
    assert found(one)

    one = correct_entry(
        entry=one, version=1, outline=outline_as_read("How many swans are there?")
    )
    assert not found(one)
    find_meanings()

    assert EntryMeaning.objects.get().questions == ["How many swans are there?"]
    assert not found(one)


def test_what_is_fresh_is_left_alone(officer):
    entry(officer.authority, text=text_of(AGAIN))
    mark = mark_of(None)
    learn_entries(mark, AT)
    EntryMeaning.objects.update(near=[4])

    learn_entries(mark, AT + timedelta(minutes=10))
    assert EntryMeaning.objects.get().near == [4]
    learn_entries(mark, AT + timedelta(minutes=40))

    assert EntryMeaning.objects.get().near == []


def test_without_the_model_nothing_is_said(officer, asked, client, monkeypatch):
    monkeypatch.setattr(meaning, "is_installed", lambda _folder: False)
    asked(state="answering")
    one = entry(officer.authority, text=text_of(AGAIN))
    find_meanings()
    client.force_login(officer)

    page = client.get(reverse("incoming-message", args=[one.pk])).content.decode()

    assert not EntryMeaning.objects.exists()
    assert "meaning" not in page.lower()


def test_one_question_of_many_is_not_enough():
    assert common([0.9, 0.1, 0.1]) == 0
    assert common([0.55, 0.52, 0.1]) == 2
    assert common([0.55]) == 0
    assert common([0.61]) == 1


def test_the_list_reads_what_is_near_in_a_fixed_number_of_queries(
    officer, asked, client, django_assert_max_num_queries
):
    def queries():
        url = reverse("incoming")
        with django_assert_max_num_queries(100) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    client.force_login(officer)
    asked(state="answering")
    entry(officer.authority, text=text_of(AGAIN))
    find_meanings()
    few = queries()
    for _ in range(4):
        asked(state="answering")
    for number in range(4):
        entry(officer.authority, text=text_of([*AGAIN, f"What about {number}?"]))
    find_meanings()

    assert queries() <= few + 2
