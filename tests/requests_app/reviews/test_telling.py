"""Who is told of internal reviews: asked for, without a reviewer, decided."""

from datetime import date

import pytest

from requests_app.models import Notice
from requests_app.reviews.telling import tell_of_decision
from tests.factories import FOIRequestFactory
from tests.requests_app.reviews.test_services import answered, ask, officer_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 8)


def told():
    return set(Notice.objects.values_list("person", "words", "url", "way"))


@pytest.fixture
def foi_request():
    foi_request = answered()
    foi_request.officer = officer_of(foi_request)
    foi_request.save()
    return foi_request


@pytest.fixture
def manager(foi_request):
    return officer_of(foi_request, roles=["manager"])


def test_a_review_is_told_to_the_officer_and_to_managers_without_a_reviewer(
    foi_request, manager
):
    review = ask(foi_request)

    assert told() == {
        (
            foi_request.officer_id,
            f"An internal review of request {foi_request} was asked for. It is due on "
            "6 May 2026.",
            foi_request.get_absolute_url(),
            "at_once",
        ),
        (
            manager.pk,
            f"Internal review {review} needs a reviewer. It is due on 6 May 2026.",
            review.get_absolute_url(),
            "at_once",
        ),
    }


def test_a_reviewer_is_told_instead_of_managers(foi_request, manager):
    reviewer = officer_of(foi_request)
    review = ask(foi_request, officer=reviewer)

    kinds = set(Notice.objects.values_list("person", "kind"))
    assert kinds == {(foi_request.officer_id, "review"), (reviewer.pk, "assigned")}
    assert str(review) in Notice.objects.get(person=reviewer).words


def test_the_person_who_records_the_review_is_not_told(foi_request, manager):
    ask(foi_request, by=manager)

    assert {person for person, *_ in told()} == {foi_request.officer_id}


def test_a_decision_is_told_to_the_officer_once(foi_request):
    review = FOIRequestFactory(
        authority=foi_request.authority,
        review_of=foi_request,
        reference=f"{foi_request}/R1",
    )
    for _ in range(2):
        tell_of_decision(review, by=None, on=TODAY)

    assert told() == {
        (
            foi_request.officer_id,
            f"Internal review {review} of request {foi_request} was decided.",
            review.get_absolute_url(),
            "at_once",
        )
    }
