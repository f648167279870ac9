"""The pages of the messages of a request, and what an unread message stops."""

import pytest
from django.urls import reverse

from mail.models import Entry, Message
from mail.threads.queries import unread_messages
from requests_app.workflow import State
from tests.factories import FOIRequestFactory, QuestionFactory, UserFactory
from tests.mail.made import ASKS, AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


@pytest.fixture
def message(foi_request):
    return Message.objects.create(
        authority=foi_request.authority,
        content_key="1" * 64,
        kind=Message.Kind.MESSAGE,
        sender_name="Rowan <b>Hale</b>",
        sender_address="rowan@hale.example",
        subject="More about bicycles",
        text=f"{ASKS}On Monday you wrote:\n> The old words",
        folds=[[len(ASKS), len(ASKS) + 36]],
        received_at=AT,
        foi_request=foi_request,
        matched_by=Message.MatchedBy.REFERENCE,
    )


def at(name, foi_request, *more):
    return reverse(name, args=[foi_request.reference, *more])


def test_the_page_of_the_request_lists_its_messages(
    client, officer, foi_request, message
):
    client.force_login(officer)

    page = client.get(foi_request.get_absolute_url()).content.decode()

    assert "More about bicycles" in page
    assert "Not read yet" in page


def test_the_message_is_shown_whole_with_its_history_folded(
    client, officer, foi_request, message
):
    client.force_login(officer)

    page = client.get(at("message", foi_request, message.pk)).content.decode()

    assert "How many bicycles did you buy in 2025?" in page
    assert "<details><summary>Earlier messages, quoted: " in page
    assert "The old words" in page
    assert "Rowan &lt;b&gt;Hale&lt;/b&gt;" in page


def test_no_letter_goes_before_the_message_is_read(
    client, officer, foi_request, message
):
    assert [one.code for one in unread_messages(foi_request)] == ["unread_message"]

    client.force_login(officer)
    client.post(at("mark-read", foi_request, message.pk))

    assert not list(unread_messages(foi_request))
    message.refresh_from_db()
    assert message.read_by == officer


def test_reading_what_came_in_is_the_first_step(client, officer, foi_request, message):
    client.force_login(officer)
    page = client.get(foi_request.get_absolute_url()).content.decode()
    assert "Read what came in: until then no letter is issued." in page

    client.post(at("mark-read", foi_request, message.pk))

    page = client.get(foi_request.get_absolute_url()).content.decode()
    assert "Read what came in" not in page


def test_a_message_about_something_else_goes_into_the_queue(
    client, officer, foi_request, message
):
    client.force_login(officer)

    client.post(at("move-message", foi_request, message.pk))

    assert Entry.objects.get().message == message
    message.refresh_from_db()
    assert message.foi_request is None


def test_a_clarification_arrives_with_its_words_and_its_day(
    client, officer, foi_request, message
):
    foi_request.clock_events.create(
        name="clarification_sent", on=foi_request.received_on
    )
    foi_request.state = State.AWAITING_CLARIFICATION
    foi_request.save()
    QuestionFactory(foi_request=foi_request, order=0)
    client.force_login(officer)

    page = client.get(at("clarification-from-message", foi_request, message.pk))

    assert page.context["form"].initial["on"] == AT.date()
    assert page.context["form"].initial["clarification"] == ASKS.strip()
    assert "typed among their lines" not in page.text
    head = "From: FOI\nSent: 1 June 2026 10:00\nTo: Rowan\nSubject: Bicycles"
    text = f"{ASKS}\n{head}\n\nWhich days? May."
    Message.objects.filter(pk=message.pk).update(
        text=text, folds=[[len(ASKS) + 1, len(text)]]
    )
    again = client.get(at("clarification-from-message", foi_request, message.pk))
    assert again.context["form"].initial["clarification"] == ASKS.strip()
    assert "typed among their lines" in again.text


def test_messages_of_a_restricted_request_are_closed_to_others(
    client, officer, foi_request, message
):
    foi_request.is_restricted = True
    foi_request.save()
    client.force_login(UserFactory(authority=officer.authority, roles=["officer"]))

    assert client.get(at("message", foi_request, message.pk)).status_code == 404
    assert client.get(at("messages", foi_request)).status_code == 404
