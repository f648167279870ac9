from datetime import date

import pytest

from requests_app.models import Fingerprint
from requests_app.requesters.facts import facts_of
from requests_app.requesters.queries import requests_of
from tests.factories import FOIRequestFactory, RequesterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def requester(officer):
    return RequesterFactory(authority=officer.authority)


def asked(requester, day, **more):
    return FOIRequestFactory(
        authority=requester.authority, requester=requester, received_on=day, **more
    )


def facts(requester, user):
    return facts_of(requests_of(requester, user))


@pytest.mark.parametrize(
    ("later", "near"),
    [
        # Working days 1 to 60 from 2 February 2026, with Good Friday, Easter Monday and
        # St Patrick's Day (Northern Ireland) left out.
        pytest.param(date(2026, 4, 29), 1, id="the sixtieth day, the first counted"),
        pytest.param(date(2026, 4, 30), 0, id="the sixty-first day"),
    ],
)
def test_requests_within_sixty_consecutive_working_days(
    officer, requester, later, near
):
    first = asked(requester, date(2026, 2, 2))
    last = asked(requester, later)

    found = facts(requester, officer)

    assert [found.beside[one.pk].near for one in (first, last)] == [near, near]
    assert found.near == 2 * near


def test_requests_of_one_day_are_near_each_other(officer, requester):
    made = [asked(requester, date(2026, 2, 2)) for _ in range(3)]

    assert facts(requester, officer).beside[made[0].pk].near == 2


def test_costs_under_another_law_are_never_added_up(officer, requester):
    one = asked(requester, date(2026, 2, 2))
    asked(requester, date(2026, 2, 3), regime="EIR")

    assert facts(requester, officer).beside[one.pk].near == 0


def test_a_request_with_the_text_of_an_earlier_one_names_it(officer, requester):
    first = asked(requester, date(2026, 2, 2))
    again = asked(requester, date(2026, 3, 2))
    for one in (first, again):
        Fingerprint.objects.create(foi_request=one, group=first.pk)

    found = facts(requester, officer)

    assert found.beside[again.pk].alike == (first,)
    assert found.beside[first.pk].alike == ()
    assert found.repeated == 1


def test_restricted_requests_are_no_facts_for_others(officer, requester):
    one = asked(requester, date(2026, 2, 2))
    asked(requester, date(2026, 2, 3), is_restricted=True)

    found = facts(requester, officer)

    assert found.compared == 1
    assert found.beside[one.pk].near == 0
