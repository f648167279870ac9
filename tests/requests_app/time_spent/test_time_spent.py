"""Officers record their time on requests, correct it, and see it added up."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from requests_app.models import FOIRequest, TimeSpent
from requests_app.time_spent.history import TimeSpentHistory
from requests_app.time_spent.queries import (
    exported,
    officers_minutes_since,
    officers_time,
)
from requests_app.time_spent.services import (
    TimeChanged,
    TimeNotPossible,
    change_time,
    record_time,
)
from statute.money import counted_activities
from statute.regimes import Regime
from tests.factories import FOIRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
RECEIVED, ON, TODAY = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 11)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority, officer=officer, reference="1-26"
    )


@pytest.fixture
def client(client, officer):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    return client


def spend(foi_request, by, **facts):
    given = {
        "minutes": 45,
        "work": "locating",
        "on": ON,
        "form_key": uuid4(),
        "today": TODAY,
    }
    return record_time(foi_request=foi_request, by=by, **{**given, **facts})


def correct(one, by, **facts):
    given = {
        "version": one.version,
        "minutes": one.minutes,
        "work": one.work,
        "on": one.on,
        "note": one.note,
        "today": TODAY,
    }
    return change_time(time_spent=one, by=by, **{**given, **facts})


def day(value):
    return {"on_0": value.day, "on_1": value.month, "on_2": value.year}


def test_time_is_recorded_and_told_in_the_history(foi_request, officer):
    made = spend(foi_request, officer, note="  Searched the archive ")

    assert (made.person, made.minutes, made.on) == (officer, 45, ON)
    entry = foi_request.history.get(kind=TimeSpentHistory.TIME_RECORDED)
    assert entry.note == "45 minutes on 9 March 2026: Locating. Searched the archive"


def test_a_form_sent_twice_makes_one_record(foi_request, officer):
    key = uuid4()

    first = spend(foi_request, officer, form_key=key)
    second = spend(foi_request, officer, form_key=key)

    assert first.pk == second.pk
    assert foi_request.history.count() == 1


def test_only_work_that_the_law_counts_goes_towards_the_limit(officer):
    def counted(regime):
        made = FOIRequestFactory(authority=officer.authority, regime=regime)
        for work in TimeSpent.Work:
            spend(made, officer, work=work, minutes=10)
        time = officers_time(made)
        assert time.minutes == 70
        return time.counted

    assert counted("FOIA") == 40
    # Only locating, retrieving and providing.
    assert counted("FOISA") == 30
    # No limit on cost.
    assert counted("EIR") == 0
    assert counted_activities(Regime.FOISA) == {"locating", "retrieving", "providing"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"minutes": 0}, "Enter minutes from 1 to 2,160"),
        ({"minutes": 2_161}, "Enter minutes from 1 to 2,160"),
        ({"on": date(2026, 3, 12)}, "12 March 2026 is in the future"),
        ({"on": date(2026, 3, 1)}, "was received on 2 March 2026"),
    ],
)
def test_a_time_that_cannot_be_is_refused(foi_request, officer, facts, words):
    with pytest.raises(TimeNotPossible, match=words):
        spend(foi_request, officer, **facts)

    assert not foi_request.times_spent.exists()
    assert not foi_request.history.exists()


def test_no_record_is_without_minutes(foi_request, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        foi_request.times_spent.create(
            person=officer, work="other", minutes=0, on=ON, form_key=uuid4()
        )


def test_a_correction_keeps_both_in_the_history(foi_request, officer):
    one = spend(foi_request, officer)

    changed = correct(one, officer, minutes=30, work="considering")

    assert (changed.minutes, changed.version) == (30, 2)
    entry = foi_request.history.get(kind=TimeSpentHistory.TIME_CHANGED)
    assert entry.changes["Time spent"] == [
        "45 minutes on 9 March 2026: Locating.",
        "30 minutes on 9 March 2026: Considering or redacting.",
    ]


def test_nought_minutes_take_a_record_out_and_say_so(foi_request, officer):
    one = spend(foi_request, officer)

    assert correct(one, officer, minutes=0) is None

    assert not foi_request.times_spent.exists()
    entry = foi_request.history.get(kind=TimeSpentHistory.TIME_REMOVED)
    assert "45 minutes on 9 March 2026: Locating." in entry.note


@pytest.mark.parametrize("minutes", [30, 0])
def test_a_stale_correction_overwrites_nothing(foi_request, officer, minutes):
    one = spend(foi_request, officer)
    correct(one, officer, minutes=20)

    with pytest.raises(TimeChanged):
        correct(one, officer, minutes=minutes)
    foi_request.times_spent.all().delete()
    with pytest.raises(TimeChanged):
        correct(one, officer, minutes=minutes)


def test_a_correction_that_changes_nothing_is_refused(foi_request, officer):
    one = spend(foi_request, officer)

    with pytest.raises(TimeNotPossible, match="Nothing was changed"):
        correct(one, officer)


def test_an_officer_records_and_corrects_time_on_the_pages(
    foi_request, officer, client
):
    page = client.get(reverse("record-time", args=["1-26"]))
    form = page.context["form"]
    sent = {
        "minutes": "90",
        "work": "retrieving",
        "note": "From the store",
        "form_key": form["form_key"].value(),
        **day(RECEIVED),
    }

    answer = client.post(reverse("record-time", args=["1-26"]), sent)
    one = foi_request.times_spent.get()
    page = client.get(answer.url).content.decode()
    assert (
        "spent 1 hour 30 minutes on this request, of which 1 hour 30 minutes counts"
        in page
    )
    assert "From the store" in page
    assert one.get_absolute_url() in page

    changed = {**sent, "minutes": "60", "version": 1}
    answer = client.post(one.get_absolute_url(), changed)
    assert (
        "Officers spent 1 hour on this request, of which 1 hour counts"
        in client.get(answer.url).content.decode()
    )


@pytest.mark.parametrize("minutes", ["", "many", "-5", "0", "99999999999999999999"])
def test_minutes_that_are_none_are_refused_on_the_form(foi_request, client, minutes):
    url = reverse("record-time", args=["1-26"])
    sent = {
        "minutes": minutes,
        "work": "locating",
        "note": "Kept as typed",
        "form_key": uuid4(),
        **day(RECEIVED),
    }

    page = client.post(url, sent)

    assert page.status_code == 200
    assert page.context["form"].errors["minutes"]
    assert "Kept as typed" in page.content.decode()
    assert not foi_request.times_spent.exists()


def test_the_form_offers_the_work_that_the_law_counts(officer, client):
    FOIRequestFactory(authority=officer.authority, regime="FOISA", reference="2-26")
    FOIRequestFactory(authority=officer.authority, regime="FOIA", reference="3-26")

    def offered(reference):
        page = client.get(reverse("record-time", args=[reference]))
        return [value for value, _ in page.context["form"].fields["work"].choices]

    assert offered("2-26") == [
        "locating",
        "retrieving",
        "providing",
        "considering",
        "other",
    ]
    assert offered("3-26")[:2] == ["determining", "locating"]
    assert "providing" not in offered("3-26")


def test_a_record_of_another_request_is_not_found(foi_request, officer, client):
    other = FOIRequestFactory(authority=officer.authority, reference="2-26")
    one = spend(other, officer)

    url = reverse("change-time", args=["1-26", one.pk])

    assert client.get(url).status_code == 404


def test_the_time_of_three_months_is_added_up_for_the_authority(foi_request, officer):
    spend(foi_request, officer)
    spend(foi_request, officer, on=RECEIVED, minutes=5)
    elsewhere = UserFactory(roles=["officer"])
    spend(FOIRequestFactory(authority=elsewhere.authority), elsewhere)

    own = FOIRequest.objects.filter(authority=officer.authority)

    assert officers_minutes_since(RECEIVED, own) == 50
    assert officers_minutes_since(ON, own) == 45


def test_exports_have_the_minutes_of_officers(foi_request, officer):
    spend(foi_request, officer)
    spend(foi_request, officer, minutes=15)

    assert exported([foi_request.pk]) == {foi_request.pk: [60]}
