"""Home: the user's own requests by due date, and work waiting for the user's role."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.casework.handling import restrict_request
from requests_app.querysets import DueBand
from requests_app.reminders.services import remind_of_due_dates
from tests.factories import (
    AnswerFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    ResponseDraftFactory,
    TeamFactory,
    UserFactory,
)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def home(client, officer):
    """Return the home page, by default for the officer."""

    def home(by=officer):
        client.force_login(by, backend="accounts.backends.RoleBackend")
        return client.get(reverse("home"))

    return home


@pytest.fixture
def make(officer):
    """Make a request assigned to the officer."""

    def make(**fields):
        fields = {"authority": officer.authority, "officer": officer} | fields
        return FOIRequestFactory(**fields)

    return make


def references(groups):
    return [(str(band), [row[0].reference for row in rows]) for band, rows in groups]


def test_my_open_requests_are_shown_by_due_date(home, make, today):
    make(reference="late-26", due_on=today - timedelta(days=3))
    make(reference="today-26", due_on=today)
    make(reference="later-26", due_on=today + timedelta(days=90))
    make(reference="fee-26", state="awaiting_fee", due_on=None)
    make(reference="done-26", state="answered")
    make(reference="theirs-26", officer=None)

    page = home()

    assert references(page.context["mine"]) == [
        ("overdue", ["late-26"]),
        ("today", ["today-26"]),
        ("later", ["later-26"]),
        ("waiting", ["fee-26"]),
    ]


def test_each_band_has_its_number_and_list(home, make, today, client):
    for days in (-9, -2, 0, 60):
        make(due_on=today + timedelta(days=days))

    page = home()

    ((title, bands),) = page.context["glance"]
    assert title == "Your open requests by due date"
    assert dict(bands)[DueBand.OVERDUE].count == 2
    for _, number in bands:
        listed = client.get(number.url).context["page"].paginator.count
        assert listed == number.count


def test_my_reviews_are_counted_apart(home, make, today):
    make(due_on=today)
    for _ in range(2):
        make(due_on=today, review_of=make(state="answered"))

    page = home()

    (_, requests), (title, reviews) = page.context["glance"]
    assert dict(requests)[DueBand.TODAY].count == 1
    assert (title, dict(reviews)[DueBand.TODAY].count) == (
        "Your open internal reviews by due date",
        2,
    )
    assert page.context["mine_in_all"] == 3


def test_each_request_says_what_to_do_next(home, make):
    drafted = make(reference="1-26")
    question = QuestionFactory(foi_request=drafted)
    QuestionFactory(foi_request=drafted, order=99)
    AnswerFactory(foi_request=drafted, to=[question])
    make(reference="2-26", state="awaiting_clarification", due_on=None)

    html = home().content.decode()

    assert "Answer 1 more of 2 questions" in html
    assert "record what they wrote" in html


def test_requests_received_wait_to_be_registered(home, officer):
    received = FOIRequestFactory(
        authority=officer.authority,
        state="received",
        reference=None,
        registered_on=None,
    )

    html = home().content.decode()

    assert "Check the questions, then register" in html
    assert f"/intake/{received.pk}/" in html


def test_approvers_see_what_waits_for_clearance(home, make, approver, officer):
    waiting = make(reference="1-26", state="clearance")
    ResponseDraftFactory(foi_request=waiting, submitted_by=officer)

    html = home(approver).content.decode()

    assert "Waiting for clearance" in html
    assert "Read the response, then clear or return it" in html
    assert "Received, not yet registered" not in html


def test_managers_see_what_nobody_handles(home, make, manager):
    make(reference="1-26", officer=None)

    html = home(manager).content.decode()

    assert "Unassigned requests" in html
    assert reverse("assign-request", kwargs={"reference": "1-26"}) in html


def test_auditors_see_numbers_and_where_to_look(home, make, today, officer):
    make(due_on=today)
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)

    page = home(auditor)

    ((_, bands),) = page.context["glance"]
    assert dict(bands)[DueBand.TODAY].count == 1
    assert reverse("dashboard") in page.content.decode()


def test_the_count_of_all_does_not_depend_on_who_looks(home, make, today, officer):
    make(due_on=today, is_restricted=True, reference="secret-26")
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)

    page = home(auditor)

    ((_, bands),) = page.context["glance"]
    text = " ".join(page.content.decode().split())
    assert dict(bands)[DueBand.TODAY].count == 1
    assert "1 request is restricted to named people and counted here" in text
    assert "secret-26" not in text


def test_what_is_overdue_comes_before_letters_not_given(home, make, today):
    late = make(reference="late-26", due_on=today - timedelta(days=3))
    make(reference="later-26", due_on=today + timedelta(days=90))
    LetterFactory(foi_request=late, type="acknowledgement")

    html = home().content.decode()

    places = [html.index(each) for each in (">late-26", "not yet given", ">later-26")]
    assert places == sorted(places)
    assert "and not sent." in html


def test_administrators_are_led_to_administration(home, officer):
    administrator = UserFactory(roles=["administrator"], authority=officer.authority)

    assert reverse("admin:index") in home(administrator).content.decode()


def test_somebody_without_a_role_is_told_so(home, officer):
    assert (
        "You have no role yet"
        in home(UserFactory(authority=officer.authority)).content.decode()
    )


def test_more_than_fits_is_counted_and_leads_to_the_list(home, make, monkeypatch):
    monkeypatch.setattr("responses.desk.views.home.MINE_SHOWN", 3)
    for _ in range(5):
        make()

    html = home().content.decode()

    assert "See all 5 of your open requests" in html


def test_an_empty_desk_says_so(home):
    html = home().content.decode()

    assert "You have no open requests." in html
    assert "Everything received is registered." in html


def test_reminders_are_shown_while_they_hold(home, make):
    foi_request = make(reference="1-26", due_on=date(2026, 3, 31))
    remind_of_due_dates(on=date(2026, 3, 24))
    remind_of_due_dates(on=date(2026, 4, 1))

    html = home().content.decode()
    assert "overdue since 31 March 2026" in html
    assert "due by 31 March 2026" not in html  # only the later reminder is shown

    foi_request.due_on = date(2090, 1, 3)
    foi_request.save()
    assert "Reminders" not in home().content.decode()


def test_a_reminder_of_what_one_may_no_longer_see_is_gone(home, make, manager):
    hidden = make(reference="1-26", due_on=date(2026, 3, 31))
    remind_of_due_dates(on=date(2026, 3, 24))
    hidden.officer = None
    hidden.save()
    restrict_request(
        foi_request=hidden, people=[manager], by=manager, on=date(2026, 3, 25)
    )

    assert "1-26" not in home().content.decode()


def test_work_that_is_not_mine_to_see_is_not_shown(home, make, officer):
    make(reference="1-26", is_restricted=True)
    FOIRequestFactory(
        state="received", reference=None, registered_on=None, subject="Elsewhere"
    )

    html = home().content.decode()

    assert "1-26" not in html
    assert "Elsewhere" not in html


@pytest.mark.parametrize(
    ("roles", "queries"),
    [(["officer"], 21), (["manager"], 22), (["officer", "approver"], 22)],
)
def test_the_page_takes_the_same_queries_however_much_there_is_to_do(
    client, make, officer, roles, queries, today, django_assert_num_queries
):
    person = UserFactory(roles=roles, authority=officer.authority)
    client.force_login(person, backend="accounts.backends.RoleBackend")

    def fill(number):
        for _ in range(number):
            team = TeamFactory(authority=officer.authority)
            mine = make(officer=person, team=team, due_on=today)
            QuestionFactory(foi_request=mine)
            ResponseDraftFactory(foi_request=mine, submitted_by=UserFactory())
            make(officer=None, state="received", reference=None, registered_on=None)
            make(officer=None, state="clearance")
        remind_of_due_dates(on=today)

    fill(5)
    with django_assert_num_queries(queries):
        client.get(reverse("home"))
    fill(55)
    with django_assert_num_queries(queries):
        page = client.get(reverse("home"))

    assert len(page.content) < 100_000
