"""The dashboard counts the undelivered letters of the visible requests."""

import pytest
from django.urls import reverse

from requests_app.models import FOIRequest
from responses.issuing.services import issue_response
from responses.models import Dispatch
from responses.sending.queueing import SEND_LETTER, Sending
from tests.factories import UserFactory
from tests.jobs import run_jobs
from tests.responses import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(officer, approver):
    foi_request = kinds.cleared(
        kinds.full_disclosure(authority=officer.authority),
        by=officer,
        approver=approver,
    )
    letter = issue_response(
        foi_request=foi_request,
        number=1,
        by=officer,
        on=kinds.ON,
        at=kinds.AT,
        sending=Sending(Dispatch.Channel.EMAIL, "alex@requester.example"),
    )
    run_jobs(SEND_LETTER, on=kinds.ON)
    return letter


@pytest.fixture
def returned(client, officer, letter):
    client.force_login(officer)
    named = {
        "reference": letter.foi_request.reference,
        "number": letter.number,
        "dispatch": letter.dispatches.get().pk,
    }
    url = reverse("record-returned", kwargs=named)
    client.post(url, {"reason": "Mailbox full."})
    return letter


def dashboard(client, user):
    client.force_login(user)
    return client.get(reverse("dashboard"))


def test_a_letter_that_came_back_is_counted_and_leads_to_it(client, returned, manager):
    page = dashboard(client, manager)
    home = client.get(reverse("home")).content.decode()

    assert page.context["undelivered"] == 1
    assert f"{reverse('home')}#undelivered" in page.content.decode()
    assert 'id="undelivered"' in home
    assert returned.get_absolute_url() in home


def test_who_has_no_list_of_them_reads_the_number_only(client, returned, officer):
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)

    page = dashboard(client, auditor)

    assert page.context["undelivered"] == 1
    assert "#undelivered" not in page.content.decode()


def test_a_letter_that_arrived_is_not_counted(client, letter, manager):
    page = dashboard(client, manager)

    assert page.context["undelivered"] == 0
    assert "No letter has failed" in page.content.decode()


def test_letters_one_may_not_see_are_not_counted(client, returned, manager):
    FOIRequest.objects.update(is_restricted=True)
    stranger = UserFactory(roles=["manager"])

    assert dashboard(client, stranger).context["undelivered"] == 0
    assert dashboard(client, manager).context["undelivered"] == (
        FOIRequest.objects.visible_to(manager).count()
    )


def test_home_says_that_it_shows_the_latest_only(client, returned, monkeypatch):
    said = "The latest 1 are shown."
    whole = client.get(reverse("home")).content.decode()
    monkeypatch.setattr("responses.desk.views.home.UNDELIVERED_SHOWN", 1)

    assert said not in whole
    assert said in " ".join(client.get(reverse("home")).content.decode().split())
