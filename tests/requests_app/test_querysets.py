"""The requests visible to a user, and the filters and search of lists."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from requests_app.casework.handling import restrict_request
from requests_app.models import FOIRequest
from requests_app.querysets import MOST_RANKED, DueBand
from requests_app.search import index_request
from requests_app.workflow import OPEN_STATES, State
from tests.factories import (
    FOIRequestFactory,
    LeaveFactory,
    QuestionFactory,
    UserFactory,
)

# A Wednesday.
TODAY = date(2026, 3, 11)


def test_people_see_requests_of_their_own_authority(officer):
    mine = FOIRequestFactory(authority=officer.authority)
    FOIRequestFactory()

    assert list(FOIRequest.objects.visible_to(officer)) == [mine]


@pytest.mark.parametrize("roles", [[], ["contributor"], ["administrator"]])
def test_people_without_a_role_for_requests_see_none(officer, roles):
    FOIRequestFactory(authority=officer.authority)
    stranger = UserFactory(roles=roles, authority=officer.authority)

    assert not FOIRequest.objects.visible_to(stranger).exists()


def test_being_named_elsewhere_opens_no_other_authority(officer):
    theirs = FOIRequestFactory(is_restricted=True)
    theirs.named_people.add(officer)

    assert not FOIRequest.objects.visible_to(officer).exists()


@pytest.fixture
def deputy(officer):
    """Return a deputy; the person is named on the only restricted request."""
    restricted = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    restricted.named_people.add(officer)
    return UserFactory(roles=["officer"], authority=officer.authority)


def test_a_deputy_sees_restricted_requests_while_the_leave_lasts(officer, deputy):
    assert not FOIRequest.objects.visible_to(deputy).exists()

    leave = LeaveFactory(person=officer, deputy=deputy)
    assert FOIRequest.objects.visible_to(deputy).count() == 1
    assert not FOIRequest.objects.hidden_from(deputy).exists()

    leave.last_on = date(2020, 1, 31)
    leave.save()
    assert not FOIRequest.objects.visible_to(deputy).exists()


def test_a_deputy_of_another_authority_sees_nothing_of_this_one(officer, deputy):
    LeaveFactory(person=officer, deputy=UserFactory(roles=["officer"]))

    for stranger in User.objects.exclude(pk=officer.pk):
        assert not FOIRequest.objects.visible_to(stranger).exists()


def test_what_a_deputy_sees_takes_one_query(officer, deputy, django_assert_num_queries):
    LeaveFactory(person=officer, deputy=deputy)

    with django_assert_num_queries(1):
        assert len(FOIRequest.objects.visible_to(deputy)) == 1


@pytest.mark.parametrize(
    ("due_on", "band"),
    [
        (date(2026, 3, 10), DueBand.OVERDUE),
        (date(2026, 3, 11), DueBand.TODAY),
        (date(2026, 3, 12), DueBand.THIS_WEEK),
        (date(2026, 3, 15), DueBand.THIS_WEEK),
        (date(2026, 3, 16), DueBand.NEXT_WEEK),
        (date(2026, 3, 22), DueBand.NEXT_WEEK),
        (date(2026, 3, 23), DueBand.LATER),
        (None, DueBand.LATER),
    ],
)
def test_a_running_request_is_in_the_band_of_its_due_date(db, due_on, band):
    FOIRequestFactory(due_on=due_on)

    found = [
        each for each in DueBand if FOIRequest.objects.in_band(each, on=TODAY).exists()
    ]

    assert found == [band]


@pytest.mark.parametrize("state", State)
def test_every_open_request_is_in_exactly_one_band_on_any_day(db, state):
    FOIRequestFactory(state=state)

    for day in range(30):
        on = date(2026, 3, 20) + timedelta(days=day)
        bands = sum(FOIRequest.objects.in_band(band, on=on).count() for band in DueBand)
        assert bands == (1 if state in OPEN_STATES else 0)


@pytest.fixture
def found(officer):
    """Find requests as an officer does in the search box."""

    def found(words):
        visible = FOIRequest.objects.visible_to(officer)
        return [each.reference for each in visible.best_matching(words)]

    return found


@pytest.fixture
def findable(officer):
    """Make requests and index them for search."""

    def findable(**fields):
        asked = fields.pop("asked", "How many?")
        made = FOIRequestFactory(authority=officer.authority, **fields)
        QuestionFactory(foi_request=made, text=asked)
        index_request(made)
        return made

    return findable


def test_search_finds_by_reference_requester_subject_and_question(findable, found):
    findable(reference="1433-19", requester_name="Ada Lovelace", subject="Dogs")
    findable(reference="2-26", subject="Cats", asked="How many kennels are there?")

    assert found("1433-19") == ["1433-19"]
    assert found("Lovelace") == ["1433-19"]
    assert found("dog") == ["1433-19"]
    assert found("kennel") == ["2-26"]


def test_search_takes_a_reference_in_any_case(findable, found):
    findable(reference="FOI/2026/0012")

    assert found("foi/2026/0012") == ["FOI/2026/0012"]


def test_search_wants_all_words_and_takes_phrases_and_exclusions(findable, found):
    findable(reference="1-26", subject="Speed cameras in the city")
    findable(reference="2-26", subject="Cameras, and speed of response")

    assert set(found("speed cameras")) == {"1-26", "2-26"}
    assert found('"speed cameras"') == ["1-26"]
    assert found("cameras -city") == ["2-26"]


def test_search_puts_the_subject_before_the_text(findable, found):
    findable(reference="1-26", subject="Fleet", asked="And the tasers?")
    findable(reference="2-26", subject="Tasers", received_on=date(2026, 2, 2))

    assert found("tasers") == ["2-26", "1-26"]


def test_search_does_not_find_what_one_may_not_see(findable, found, manager):
    hidden = findable(subject="Witnesses")
    restrict_request(foi_request=hidden, people=[manager], by=manager, on=TODAY)

    assert found("witnesses") == []


def test_search_ranks_the_newest_matches_only(findable, found, monkeypatch):
    monkeypatch.setattr("requests_app.querysets.MOST_RANKED", 2)
    for year in (2024, 2025, 2026):
        findable(reference=f"1-{year}", subject="Dogs", received_on=date(year, 1, 5))

    assert found("dogs") == ["1-2026", "1-2025"]
    assert MOST_RANKED == 1000


@pytest.mark.parametrize("words", ["", "  ", "the", "'", "a & | !", "\\"])
def test_search_for_nothing_finds_nothing(findable, found, words):
    findable(subject="Dogs")

    assert found(words) == []
