"""Administration pages: holidays, interpretations and recalculations."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.calendars import recalculating
from requests_app.calendars.holidays import add_holiday
from requests_app.calendars.recalculating import RECALCULATE_DUE_DATES
from requests_app.models import HolidayOverride, Recalculation
from statute.working_days import UNITED_KINGDOM
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs

TODAY = date(2026, 3, 16)
NEW_HOLIDAY = date(2026, 3, 24)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    """An administrator, owner of the installation too."""
    return UserFactory(roles=["administrator", "owner"])


@pytest.fixture
def client(client, administrator):
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def manager(manager, client):
    """Sign a manager in, instead of the administrator."""
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    return manager


def text_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words)


def proclaim(by, on=NEW_HOLIDAY):
    return add_holiday(
        on=on, name="Jubilee", divisions=UNITED_KINGDOM, reason="Proclaimed.", by=by
    ).recalculation


ADDED = {
    "on_0": 24,
    "on_1": 3,
    "on_2": 2026,
    "name": "Jubilee",
    "divisions": ["E&W", "Scotland", "NI"],
    "reason": "Proclaimed.",
}


# --- Bank holidays ---


def test_a_year_shows_its_holidays_and_by_which_law_they_count(client):
    page = text_of(client.get(reverse("holidays"), {"year": 2026}))

    assert "Mon 15 Jun FIFA World Cup bank holiday Scotland Does not count" in page
    assert "Mon 6 Apr Easter Monday England and Wales, Northern Ireland" in page
    assert "Does not count Counts Remove : Easter Monday" in page


@pytest.mark.parametrize("year", ["", "1999", "next", "99999"])
def test_a_year_out_of_reach_shows_this_one(client, year):
    response = client.get(reverse("holidays"), {"year": year})

    assert response.context["year"] == timezone.localdate().year


def test_adding_a_holiday_leads_to_the_dates_it_moves(client):
    request = FOIRequestFactory()

    response = client.post(reverse("add-holiday"), ADDED, follow=True)

    recalculation = Recalculation.objects.get()
    assert response.redirect_chain == [(recalculation.get_absolute_url(), 302)]
    assert "0 of 1 checked" in text_of(response)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)
    page = text_of(client.get(recalculation.get_absolute_url()))
    assert "1 due date moved" in page
    assert "1 working day later 1" in page
    # An administrator may not see requests, only their number.
    assert str(request) not in page
    assert "1 request that you may not see is affected" in page


def test_adding_a_holiday_no_date_can_depend_on_leads_back(client):
    response = client.post(
        reverse("add-holiday"), ADDED | {"on_0": 30, "on_2": 2029}, follow=True
    )

    assert response.redirect_chain == [(reverse("holidays"), 302)]
    assert "No due date depends on this day" in text_of(response)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"on_0": 22}, "is a Sunday", id="a weekend"),
        pytest.param({"on_0": 17}, "St Patrick", id="a holiday already"),
        pytest.param({"reason": ""}, "Enter the source", id="no reason"),
        pytest.param({"divisions": []}, "at least one part", id="nowhere"),
        pytest.param({"on_0": 31, "on_1": 2}, "no day 31/2/2026", id="no such day"),
    ],
)
def test_a_holiday_that_cannot_be_added_is_refused_on_the_form(client, changed, why):
    holiday = ADDED | changed
    if "St" in why:
        holiday["divisions"] = ["NI"]

    response = client.post(reverse("add-holiday"), holiday)

    assert response.status_code == 200
    assert why in text_of(response)
    assert "<title>Error: Add a bank holiday" in response.content.decode()
    assert "Jubilee" in response.content.decode()  # the input is kept
    assert not HolidayOverride.objects.exists()


def test_a_holiday_can_be_removed_and_restored(client):
    boxing_day = {"on": date(2026, 12, 28)}
    client.post(
        reverse("remove-holiday", kwargs=boxing_day),
        {"divisions": ["E&W", "Scotland", "NI"], "reason": "A mistake."},
    )
    page = client.get(reverse("holidays"), {"year": 2026})
    assert "Boxing Day Removed here" in text_of(page)

    client.post(
        reverse("restore-holiday", kwargs=boxing_day), {"reason": "It was not."}
    )

    page = text_of(client.get(reverse("holidays"), {"year": 2026}))
    assert "Removed here" not in page
    assert "Removed : Boxing Day, 28 December 2026" in page  # the record stays
    assert "Restored as published : Boxing Day" in page
    assert "A mistake." in page


@pytest.mark.parametrize("name", ["remove-holiday", "restore-holiday"])
@pytest.mark.parametrize("day", ["2026-03-24", "2026-02-30"])
def test_a_day_that_is_no_holiday_has_no_page(client, name, day):
    url = reverse(name, kwargs={"on": NEW_HOLIDAY}).replace("2026-03-24", day)

    assert client.get(url).status_code == 404


def test_a_year_without_its_holidays_is_not_declared_complete(client):
    url = reverse("complete-year", kwargs={"year": 2029})

    response = client.post(url, {"reason": "GOV.UK."})

    assert "England and Wales has at least 8 bank holidays" in text_of(response)


def test_the_pages_of_holidays_take_the_same_number_of_queries(
    client, administrator, django_assert_num_queries
):
    def queries():
        with django_assert_num_queries(5):
            client.get(reverse("holidays"), {"year": 2026})

    proclaim(administrator)
    queries()
    for day in (25, 26, 27):
        proclaim(administrator, date(2026, 3, day))
    queries()


# --- Recalculations ---


def test_a_manager_finds_the_requests_that_moved_and_no_others(client, manager):
    mine = FOIRequestFactory(authority=manager.authority, reference="1-26")
    hidden = FOIRequestFactory(
        authority=manager.authority, reference="2-26", is_restricted=True
    )
    theirs = FOIRequestFactory(reference="3-26")
    recalculation = proclaim(manager)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    page = client.get(recalculation.get_absolute_url())

    assert mine.get_absolute_url() in page.content.decode()
    assert hidden.get_absolute_url() not in page.content.decode()
    assert theirs.get_absolute_url() not in page.content.decode()
    assert "31 Mar 2026 1 Apr 2026 1 working day later" in text_of(page)
    assert "Besides these, 2 requests that you may not see are" in text_of(page)


def test_while_it_goes_on_the_page_asks_again_and_then_stops(client, administrator):
    FOIRequestFactory()
    recalculation = proclaim(administrator)
    url = recalculation.get_absolute_url()

    going_on = client.get(url, HTTP_HX_REQUEST="true").content.decode()
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)
    done = client.get(url, HTTP_HX_REQUEST="true").content.decode()

    assert 'hx-trigger="every 2s"' in going_on
    assert "<html" not in going_on
    assert "hx-trigger" not in done
    assert "Finished. 1 due date moved." in done


def test_a_date_that_could_not_be_worked_out_says_why(client, manager):
    FOIRequestFactory(
        authority=manager.authority,
        received_on=date(2028, 12, 20),
        due_on=date(2028, 12, 29),
    )
    recalculation = proclaim(manager)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    page = text_of(client.get(recalculation.get_absolute_url()))

    assert "1 due date could not be calculated" in page
    assert "Could not be calculated Bank holidays are known only" in page


def test_a_recalculation_that_fails_says_so_and_can_be_tried_again(
    client, administrator, monkeypatch
):
    FOIRequestFactory()
    recalculation = proclaim(administrator)

    def fail(*_):
        raise RuntimeError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(recalculating, "work_out_batch", fail)
        run_jobs(RECALCULATE_DUE_DATES, on=TODAY)
    page = text_of(client.get(recalculation.get_absolute_url()))
    assert "The disk is full." in page

    client.post(
        reverse("retry-recalculation", kwargs={"recalculation": recalculation.pk})
    )
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    recalculation.refresh_from_db()
    assert recalculation.moved == 1


def test_a_recalculation_that_is_done_is_not_tried_again(client, administrator):
    recalculation = proclaim(administrator)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    url = reverse("retry-recalculation", kwargs={"recalculation": recalculation.pk})
    page = client.post(url, follow=True)

    assert "already been dealt with" in text_of(page)


@pytest.mark.parametrize("number", [3, 45])
def test_the_page_of_a_recalculation_takes_the_same_number_of_queries(
    client, manager, django_assert_num_queries, number
):
    for _ in range(number):
        FOIRequestFactory(authority=manager.authority, officer=manager)
    recalculation = proclaim(manager)
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    with django_assert_num_queries(7):
        client.get(recalculation.get_absolute_url())


def test_every_recalculation_is_listed(client, administrator):
    page = text_of(client.get(reverse("recalculations")))
    assert "No due date has been recalculated yet" in page
    proclaim(administrator)

    page = text_of(client.get(reverse("recalculations")))

    assert "24 March 2026 became a bank holiday: Jubilee In progress" in page


def test_an_administrator_can_have_every_date_worked_out_afresh(client):
    wrong = FOIRequestFactory(due_on=date(2026, 3, 1))

    client.post(reverse("request-recalculation"), {"reason": "A new release."})
    run_jobs(RECALCULATE_DUE_DATES, on=TODAY)

    wrong.refresh_from_db()
    assert wrong.due_on == date(2026, 3, 31)


# --- Disputed points ---


def chosen(authority, **changed):
    """Return the form's data as on opening, with some answers changed."""
    return {
        "seen": "{}",
        "reason": "The board said so.",
        "weekend_receipt": "statutory",
        "after_hours_receipt": "calendar_day",
        "office_closes_at": "17:00",
        "clarification": "restart",
        "clarification_close_after_months": 2,
        "voluntary_narrowing": "original_date",
        "pit_target_working_days": 40,
        "late_public_interest_notice": "extends_nothing",
        "foia_review_window": "from_issue",
        "short_month_end": "last_day",
        "is_lateness_kept": "yes",
        "internal_target_days": "5, 10, 15",
        **changed,
    }


@pytest.fixture
def authority(administrator):
    administrator.authority = AuthorityFactory(kind="council", name="Midshire")
    administrator.save()
    return administrator.authority


def test_the_kind_of_an_authority_is_changed_with_a_reason(client, authority):
    url = reverse("change-kind", kwargs={"authority": authority.pk})

    page = client.post(
        url, {"kind": "academy", "law": "uk", "reason": "Since September."}
    )
    asked = text_of(page)
    authority.refresh_from_db()
    assert authority.kind == "council"
    assert "No request is open, so no due date moves." in asked
    assert "Time under FOIA will be counted in school days." in asked

    page = client.post(
        url,
        {
            "kind": "academy",
            "law": "uk",
            "reason": "Since September.",
            "confirmed": "academy uk",
        },
        follow=True,
    )

    authority.refresh_from_db()
    assert authority.kind == "academy"
    assert "changed from “Council, UK law” to “Academy, UK law”" in text_of(page)


@pytest.fixture
def settle(client, authority):
    def settle(**changed):
        url = reverse("change-interpretations", kwargs={"authority": authority.pk})
        return client.post(url, chosen(authority, **changed), follow=True)

    return settle


def test_disputed_points_are_settled_and_the_change_is_shown(client, settle, authority):
    settle(clarification="pause", internal_target_days="12 3", office_closes_at="16.30")

    authority.refresh_from_db()
    assert authority.interpretations == {
        "clarification": "pause",
        "internal_target_days": [3, 12],
        "office_closes_at": "16:30",
    }
    page = text_of(
        client.get(reverse("interpretations", kwargs={"authority": authority.pk}))
    )
    assert "Clarification Continues from where it stopped Not the default" in page
    assert "Internal milestones working days 3, 12" in page
    assert "The board said so." in page


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"clarification": "perhaps"}, "from the list", id="a choice"),
        pytest.param({"office_closes_at": "five"}, "such as 17:00", id="a time"),
        pytest.param({"internal_target_days": "ten"}, "from 1 to 60", id="a list"),
        pytest.param({"pit_target_working_days": 20}, "21", id="a number"),
        pytest.param({"reason": ""}, "Enter the reason for the change", id="no reason"),
        pytest.param({}, "Nothing was changed", id="nothing"),
    ],
)
def test_points_that_cannot_be_settled_so_are_refused(settle, authority, changed, why):
    response = settle(**changed)

    assert why in text_of(response)
    authority.refresh_from_db()
    assert authority.interpretations == {}


def test_a_form_that_somebody_overtook_shows_both_and_can_be_sent_again(
    client, settle, authority
):
    settle(clarification="pause")

    stale = settle(pit_target_working_days=60)

    page = stale.content.decode()
    assert "Another user has changed these interpretations" in page
    assert "Continues from where it stopped" in page
    assert 'value="60"' in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1].replace("&quot;", '"')
    settle(pit_target_working_days=60, clarification="pause", seen=seen)
    authority.refresh_from_db()
    assert authority.interpretations == {
        "clarification": "pause",
        "pit_target_working_days": 60,
    }


def test_an_authority_is_asked_only_what_can_matter_to_it(client, administrator):
    scottish = AuthorityFactory(is_scottish=True)
    school = AuthorityFactory(kind="academy")

    def fields(authority):
        administrator.authority = authority
        administrator.save()
        url = reverse("change-interpretations", kwargs={"authority": authority.pk})
        return set(client.get(url).context["form"].fields)

    assert "foisa_review_window" in fields(scottish)
    assert not fields(scottish) & {"foia_review_window", "non_pupil_days"}
    assert "non_pupil_days" in fields(school)
    assert "sar_month" not in fields(school)


# --- Schools ---


def test_a_schools_days_without_a_session_are_entered_and_withdrawn(
    client, administrator
):
    school = administrator.authority
    school.kind = "academy"
    school.save()
    url = reverse("closures", kwargs={"authority": school.pk})
    assert "No days are entered" in text_of(client.get(url))

    client.post(
        reverse("record-closure", kwargs={"authority": school.pk}),
        {
            "kind": "school_closed",
            "name": "Summer holidays",
            "first_on_0": 22,
            "first_on_1": 7,
            "first_on_2": 2026,
            "last_on_0": 1,
            "last_on_1": 9,
            "last_on_2": 2026,
        },
    )
    assert "Summer holidays , Wed 22 July 2026" in text_of(client.get(url))
    closure = school.closures.get()
    client.post(
        reverse("withdraw-closure", kwargs={"closure": closure.pk}),
        {"reason": "Wrong."},
    )

    page = text_of(client.get(url))
    assert "Withdrawn on" in page
    assert "Wrong." in page


def test_an_authority_that_is_no_school_has_no_closures_to_enter(client, authority):
    page = client.get(reverse("closures", kwargs={"authority": authority.pk}))

    assert "Midshire is not a school" in text_of(page)


# --- Warnings ---


@pytest.fixture
def late_in_2028(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2028, 7, 1))


def test_that_known_holidays_end_soon_is_said_where_it_matters(
    client, late_in_2028, authority
):
    for name in ("administration", "holidays"):
        page = text_of(client.get(reverse(name)))
        assert "Bank holidays are known only until 31 December 2028" in page


def test_managers_are_told_on_their_dashboard(client, late_in_2028, manager):
    page = text_of(client.get(reverse("dashboard")))

    assert "Bank holidays are known only until 31 December 2028" in page


def test_nothing_is_said_while_they_reach_far_enough(client):
    assert "known only until" not in text_of(client.get(reverse("holidays")))


def test_the_dashboard_leads_to_the_dates_that_moved(client, manager):
    page = client.get(reverse("dashboard")).content.decode()

    assert reverse("recalculations") in page


def test_a_recalculation_of_another_authority_is_not_found(client, administrator):
    elsewhere = AuthorityFactory(name="Elsewhere")
    theirs = Recalculation.objects.create(
        cause=Recalculation.Cause.REQUESTED,
        what="Elsewhere asked for a recalculation",
        reason="A correction.",
        authority=elsewhere,
        regimes=["FOIA"],
        by=administrator,
        total=0,
    )
    page = reverse("recalculation", args=[theirs.pk])
    assert client.get(page).status_code == 200

    administrator.roles = ["administrator", "manager", "auditor"]
    administrator.save()

    assert client.get(page).status_code == 404
    assert page not in client.get(reverse("recalculations")).text
    again = reverse("retry-recalculation", args=[theirs.pk])
    assert client.post(again).status_code == 404
