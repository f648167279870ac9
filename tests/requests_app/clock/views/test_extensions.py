"""The pages to extend the time and to record other clock facts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.calendars.working_days import calendar_for
from statute.regimes import Regime
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def request_of(officer, today):
    """Make a request received ten working days ago and due in ten."""

    def request_of(regime="FOIA"):
        calendar = calendar_for(Regime(regime))
        received_on = calendar.add(today + timedelta(days=1), -10)
        return FOIRequestFactory(
            authority=officer.authority,
            regime=regime,
            reference="77-26",
            received_on=received_on,
            due_on=calendar.add(received_on, 20),
        )

    return request_of


@pytest.fixture
def act(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    def act(name, data=None):
        url = reverse(name, kwargs={"reference": "77-26"})
        return client.get(url) if data is None else client.post(url, data, follow=True)

    return act


def day(name, on):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def test_a_public_interest_extension_is_recorded_by_its_page(act, request_of, today):
    request = request_of()
    until = request.due_on + timedelta(days=14)

    page = act(
        "extend-time",
        {**day("on", today), **day("until", until), "reason": "Section 31."},
    )

    request.refresh_from_db()
    assert request.due_on == until
    assert page.redirect_chain == [("/requests/77-26/", 302)]
    assert "Extension recorded. The request has a new due date." in page.text


def test_the_page_says_by_when_notice_is_due_and_what_is_expected(act, request_of):
    request_of()

    page = act("extend-time").text

    assert "The deadline for the notice is" in page
    assert "The regulator expects the balance to be decided by" in page


def test_an_extension_longer_than_expected_is_recorded_with_a_warning(
    act, request_of, today
):
    request = request_of()
    until = request.due_on + timedelta(days=120)

    page = act(
        "extend-time",
        {**day("on", today), **day("until", until), "reason": "Section 31."},
    )

    assert "later than the regulator expects" in page.text


def test_an_impossible_extension_goes_back_on_the_form(act, request_of, today):
    request = request_of()

    page = act(
        "extend-time",
        {**day("on", today), **day("until", request.due_on), "reason": "Section 31."},
    )

    assert "Enter a later date" in page.text
    assert "Section 31." in page.text
    assert not request.clock_events.exists()


def test_a_day_beyond_the_known_holidays_goes_back_on_the_form(act, request_of, today):
    request_of()
    until = {"until_0": 6, "until_1": 1, "until_2": 2035}

    page = act("extend-time", {**day("on", today), **until, "reason": "Long."})

    assert page.status_code == 200
    assert "Bank holidays are known only" in page.text


def test_the_environmental_regulations_fix_the_new_date(act, request_of, today):
    request = request_of("EIR")
    assert "until" not in act("extend-time").context["form"].fields

    act("extend-time", {**day("on", today), "reason": "Complex."})

    request.refresh_from_db()
    calendar = calendar_for(Regime.EIR)
    assert request.due_on == calendar.add(request.received_on, 40)


def test_the_scottish_act_offers_no_extension(act, officer):
    scottish = AuthorityFactory(is_scottish=True)
    officer.authority = scottish
    officer.save()
    FOIRequestFactory(authority=scottish, regime="FOISA", reference="77-26")

    page = act("extend-time").text

    assert "Freedom of Information (Scotland) Act 2002 has no extension" in page
    assert "The Act has no extension of time" in page


def test_another_fact_of_the_clock_is_recorded_by_its_page(act, request_of, today):
    request = request_of()

    page = act(
        "record-clock-fact",
        {
            **day("on", today),
            "fact": "commissioner_extension_to_working_day",
            "working_days": 45,
            "reason": "Their letter of last week.",
        },
    )

    request.refresh_from_db()
    calendar = calendar_for(Regime.FOIA)
    assert request.due_on == calendar.add(request.received_on, 45)
    assert "recalculated" in page.text


def test_a_longer_time_must_say_how_long(act, request_of, today):
    request_of()

    page = act(
        "record-clock-fact",
        {
            **day("on", today),
            "fact": "commissioner_extension_to_working_day",
            "reason": "Their letter.",
        },
    )

    assert "Enter the total number of working days" in page.text


def test_only_facts_that_can_matter_are_offered(act, request_of):
    request_of("EIR")

    form = act("record-clock-fact").context["form"]

    assert [value for value, _ in form.fields["fact"].choices] == [
        "narrowed_voluntarily"
    ]
    assert "working_days" not in form.fields


def test_an_auditor_extends_nothing(client, officer, request_of):
    request_of()
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)
    client.force_login(auditor, backend="accounts.backends.RoleBackend")

    url = reverse("extend-time", kwargs={"reference": "77-26"})
    assert client.get(url).status_code == 403
