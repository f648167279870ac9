"""What a person may have meant."""

from datetime import date

import pytest

from requests_app.casework.handling import restrict_request
from requests_app.search.asking import read
from requests_app.search.indexing import index_request
from requests_app.search.matching import seek
from requests_app.search.suggesting import meant
from tests.factories import FOIRequestFactory, UserFactory

TODAY = date(2026, 3, 11)


@pytest.fixture
def indexed(officer, django_capture_on_commit_callbacks):
    def indexed(subject, **fields):
        made = FOIRequestFactory(authority=officer.authority, subject=subject, **fields)
        with django_capture_on_commit_callbacks(execute=True):
            index_request(made)
        return made

    return indexed


@pytest.fixture
def offered(officer):
    def offered(typed):
        sought = seek(read(typed), user=officer, on=TODAY)
        return [str(one.asked) for one, _ in meant(sought, most=20)]

    return offered


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("camra", "cameras"),
        ("licencing", "licensing"),
        ("licencing camras", "licensing cameras"),
        ("flytipping", "fly tipping"),
        ("Hanna Evans", "hannah Evans"),
        ("lisensing -taxi", "licensing -taxi"),
        ("licen sing", "licensing"),
    ],
)
def test_spellings_that_find_something(indexed, offered, typed, first):
    indexed("Licensing of cameras and fly tipping", requester_name="Hannah Evans")
    indexed("Dogs", requester_name="Hanna Smith")

    assert offered(typed)[0] == first


def test_nothing_near_is_offered_as_nothing(indexed, offered):
    indexed("Licensing of cameras")

    assert offered("zeppelin") == []
    assert offered("the") == []
    assert offered('"camras"') == []


def test_a_word_of_a_request_one_may_not_see_is_not_offered(indexed, offered, manager):
    hidden = indexed("Witnesses")
    restrict_request(foi_request=hidden, people=[manager], by=manager, on=TODAY)

    assert offered("witneses") == []


def test_a_word_of_another_authority_is_not_offered(
    indexed, offered, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        index_request(FOIRequestFactory(subject="Zeppelins"))

    assert offered("zepelins") == []


def test_the_name_of_an_officer_is_offered(indexed, offered, officer):
    kim = UserFactory(authority=officer.authority, first_name="Kim", last_name="Becker")
    indexed("Dogs", officer=kim)

    assert offered("Bekcer") == ["becker"]


def test_short_words_are_near_nothing(indexed, offered):
    indexed("Doe and car")

    assert offered("dogs or cats") == []
