"""A deputy whose time ends in the middle of work."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import FOIRequestFactory, LeaveFactory, UserFactory


@pytest.fixture
def deputy(officer):
    return UserFactory(roles=["officer"], authority=officer.authority)


@pytest.fixture
def leave(officer, deputy):
    return LeaveFactory(person=officer, deputy=deputy)


@pytest.fixture
def foi_request(officer):
    made = FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="7-26",
        is_restricted=True,
    )
    made.named_people.add(officer)
    return made


@pytest.fixture
def send(client, deputy):
    client.force_login(deputy, backend="accounts.backends.RoleBackend")

    def send(note, **headers):
        url = reverse("add-note", kwargs={"reference": "7-26"})
        return client.post(url, {"note": note}, headers=headers)

    return send


def test_a_deputy_acts_while_the_leave_lasts(leave, foi_request, send):
    send("They rang.")

    assert foi_request.history.get().note == "They rang."


def test_what_a_deputy_sends_after_the_leave_is_refused_and_kept(
    leave, foi_request, send, client, officer
):
    leave.last_on = date(2020, 1, 31)
    leave.save()

    sent = send("They rang.")

    assert sent.url == reverse("home")
    assert "has ended" in client.get(sent.url).content.decode()
    assert not foi_request.history.filter(kind="note_added").exists()
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    page = client.get(foi_request.get_absolute_url()).content.decode()
    assert "They rang." in page


def test_a_script_of_a_former_deputy_reads_the_sentence(leave, foi_request, send):
    leave.last_on = date(2020, 1, 31)
    leave.save()

    sent = send("They rang.", accept="application/json")

    assert sent.status_code == 410
    assert "has ended" in sent.json()["message"]


def test_who_was_no_deputy_finds_nothing(foi_request, send):
    assert send("They rang.").status_code == 404
    assert not foi_request.put_aside.exists()
