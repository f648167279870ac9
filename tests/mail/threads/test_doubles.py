"""The mail of a double is on the file of the request that is answered."""

import pytest
from django.urls import reverse

from mail.asking.links import make_link
from mail.asking.progress import Progress
from mail.asking.sentences import Sentences
from mail.models import Entry, Message
from mail.queue.services import attach_entry, undo_end
from mail.threads.queries import unread_of
from requests_app.casework.doubles import mark_double, undo_double
from requests_app.workflow import State
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.mail.made import AT, ON, mail, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(authority=AuthorityFactory(), roles=["officer"])


def request_of(officer, reference):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference=reference,
        requester_email="rowan@hale.example",
        state=State.ANSWERING,
    )


@pytest.fixture
def original(officer):
    return request_of(officer, "RX/1-26")


@pytest.fixture
def double(officer, original):
    twin = request_of(officer, "RX/2-26")
    return mark_double(foi_request=twin, original=original, by=officer, on=ON)


def test_messages_go_along_and_come_back(officer, original):
    twin = request_of(officer, "RX/2-26")
    receive(officer.authority, mail(to="foi+rx~2-26@authority.example"))

    double = mark_double(foi_request=twin, original=original, by=officer, on=ON)

    message = Message.objects.get()
    assert (message.foi_request, message.came_for) == (original, double)
    assert unread_of(original).count() == 1
    undo_double(foi_request=double, reason="Two requests.", by=officer, on=ON)
    message.refresh_from_db()
    assert (message.foi_request, message.came_for) == (twin, None)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param({"to": "foi+rx~2-26@authority.example"}, id="its address"),
        pytest.param({"subject": "Your reference RX/2-26"}, id="its reference"),
    ],
)
def test_a_later_mail_goes_on_the_file_of_the_original(
    officer, original, double, written
):
    receive(officer.authority, mail(**written))

    message = Message.objects.get()
    assert (message.foi_request, message.came_for) == (original, double)
    assert not Entry.objects.exists()
    undo_double(foi_request=double, reason="Two requests.", by=officer, on=ON)
    message.refresh_from_db()
    assert message.foi_request == double


def test_an_answer_to_a_mail_of_the_double_goes_there_too(officer, original):
    twin = request_of(officer, "RX/2-26")
    receive(
        officer.authority,
        mail(to="foi+rx~2-26@authority.example", Message_ID="<first@hale.example>"),
    )
    mark_double(foi_request=twin, original=original, by=officer, on=ON)

    receive(officer.authority, mail(In_Reply_To="<first@hale.example>", text="And?"))

    assert Message.objects.filter(foi_request=original).count() == 2


def test_a_mail_for_a_closed_original_waits_in_the_queue(officer, original, double):
    original.state, original.closed_on = State.WITHDRAWN, ON
    original.save()

    receive(officer.authority, mail(to="foi+rx~2-26@authority.example"))

    assert Entry.objects.get().named == original


def test_attaching_to_a_double_attaches_to_the_original(officer, original, double):
    receive(officer.authority, mail())
    entry = attach_entry(
        entry=Entry.objects.get(), foi_request=double, by=officer, on=ON, at=AT
    )

    message = Message.objects.get()
    assert entry.foi_request == original
    assert (message.foi_request, message.came_for) == (original, double)
    undo_end(entry=entry, by=officer, on=ON, at=AT)
    message.refresh_from_db()
    assert (message.foi_request, message.came_for) == (None, None)


def test_an_attached_message_that_went_along_goes_back_to_the_queue(officer, original):
    twin = request_of(officer, "RX/2-26")
    receive(officer.authority, mail())
    entry = attach_entry(
        entry=Entry.objects.get(), foi_request=twin, by=officer, on=ON, at=AT
    )
    mark_double(foi_request=twin, original=original, by=officer, on=ON)

    undo_end(entry=entry, by=officer, on=ON, at=AT)

    assert Message.objects.get().foi_request is None


def test_the_page_says_for_which_double_a_message_came(client, officer, double):
    receive(officer.authority, mail(to="foi+rx~2-26@authority.example"))
    client.force_login(officer)

    page = client.get(reverse("messages", args=["RX/1-26"])).content.decode()

    assert "Came for the double RX/2-26" in page


def test_the_requester_reads_that_one_answer_is_owed(officer, double):
    link = make_link(foi_request=double, by=officer, on=ON, at=AT)

    said = [
        line
        for stage in Progress(link).stages(Sentences("en"), on=ON)
        for line in stage.now
    ]

    assert any("as RX/1-26. You get one answer to both" in line for line in said)
    assert "answer" in said[-1]
