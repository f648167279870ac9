"""How many of the right requests a search shows among its first ten."""

from datetime import date, timedelta
from typing import Final

import pytest
from django.db import connection
from django.urls import reverse

from requests_app.search.indexing import index_requests
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)
from tests.requests_app.search.office import REQUESTS, SEARCHES

SHOWN: Final = 10
RECEIVED_ON: Final = date(2026, 3, 2)


def reference_of(number):
    return f"WCC/2026/{number:05}"


@pytest.fixture
def manager_of_office(manager, django_capture_on_commit_callbacks):
    """Make the requests of the office."""
    officers = {
        name: UserFactory(authority=manager.authority, first_name=name)
        for name in {one.officer for one in REQUESTS if one.officer}
    }
    made = []
    for one in REQUESTS:
        foi_request = FOIRequestFactory(
            authority=manager.authority,
            reference=reference_of(one.number),
            subject=one.subject,
            requester_name=one.requester,
            officer=officers.get(one.officer),
            state=one.state,
            language=one.language,
            received_on=RECEIVED_ON + timedelta(days=one.number % 7),
        )
        question = QuestionFactory(foi_request=foi_request, text=one.asked, label="1")
        if one.said:
            answer = AnswerFactory(
                foi_request=foi_request,
                to=[question],
                text=f"<p>{one.said}</p>",
                outcome=one.outcome,
            )
            for key in one.provisions:
                CitationFactory(
                    answer=answer, provision_key=key, factors_for=one.factors
                )
        made.append(foi_request)
    with django_capture_on_commit_callbacks(execute=True):
        index_requests(made)
    return manager


def recall(found, right):
    return len({*found[:SHOWN]} & {*right}) / len(right)


def before(typed):
    """Return what one English dictionary finds, without marks and near spellings."""
    texts = [
        " ".join(
            (reference_of(one.number), one.subject, one.requester, one.asked, one.said)
        )
        for one in REQUESTS
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place FROM unnest(%s::text[]) WITH ORDINALITY AS made(text, place)"
            " WHERE to_tsvector('english', text)"
            " @@ websearch_to_tsquery('english', %s)",
            [texts, typed],
        )
        return [REQUESTS[place - 1].number for (place,) in cursor.fetchall()]


def test_a_search_shows_the_right_requests(client, manager_of_office):
    client.force_login(manager_of_office)
    numbers = {reference_of(one.number): one.number for one in REQUESTS}
    opened = {
        reverse("foi-request", args=[reference]): number
        for reference, number in numbers.items()
    }
    missed, shares, old = [], [], []
    for kind, searches in SEARCHES.items():
        for typed, right in searches:
            page = client.get(reverse("search"), {"q": typed})
            if page.status_code == 302:
                found = [opened[page.url]]
            else:
                found = [numbers[one.reference] for one, *_ in page.context["found"]]
            shares.append(recall(found, right))
            old.append(recall(before(typed), right))
            if shares[-1] < 1:
                missed.append((kind, typed, right, found[:SHOWN]))

    assert len(shares) >= 200
    after, then = sum(shares) / len(shares), sum(old) / len(old)
    assert after > 0.99, missed
    assert then < 0.5
