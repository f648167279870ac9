"""Messages saved as files are brought to the queue, or to a request."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mail.models import Entry, Message, Receipt
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from tests.factories import FOIRequestFactory, UserFactory
from tests.mail.made import AT, ON, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)
    return officer


def bring(client, url, *files):
    chosen = [
        SimpleUploadedFile(f"message-{number}.eml", content)
        for number, content in enumerate(files)
    ]
    answer = client.post(url, {"chosen": chosen}, follow=True)
    run_due(handler=handler_of("read_mail"), on=ON, at=AT)
    return answer.content.decode()


def test_files_wait_in_the_queue(client, officer):
    page = bring(client, reverse("bring-messages"), mail(), mail(text="Another?"))

    assert "2 messages were taken in" in page
    assert Entry.objects.filter(authority=officer.authority).count() == 2
    assert {one.by for one in Receipt.objects.all()} == {officer}


def test_a_browser_can_bring_files(officer):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)
    for url in (
        reverse("bring-messages"),
        reverse("bring-to-request", args=[foi_request.reference]),
    ):
        browser.get(url)
        chosen = SimpleUploadedFile("message.eml", mail())
        token = browser.cookies["csrftoken"].value

        answer = browser.post(
            url, {"chosen": chosen, "csrfmiddlewaretoken": token}, follow=True
        )

        assert "1 message was taken in" in answer.content.decode()


def test_a_mailbox_file_brings_each_of_its_messages(client, officer):
    box = b"".join(
        b"From someone Fri Jun 12 18:05:00 2026\n"
        + mail(text=f"Number {number}?")
        + b"\n"
        for number in range(3)
    )

    bring(client, reverse("bring-messages"), box)

    assert Entry.objects.count() == 3


def test_a_file_dropped_on_a_request_goes_on_its_file(client, officer):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)
    url = reverse("bring-to-request", args=[foi_request.reference])

    bring(client, url, mail())

    assert Message.objects.get().foi_request == foi_request
    assert not Entry.objects.exists()


def test_an_empty_file_is_refused_and_the_others_are_taken(client, officer):
    page = bring(client, reverse("bring-messages"), b"", mail())

    assert "is empty" in page
    assert Entry.objects.count() == 1


def test_an_empty_file_alone_is_said_and_nothing_is_done(client, officer):
    page = bring(client, reverse("bring-messages"), b"")

    assert "message-0.eml: The file is empty" in page
    assert "taken in" not in page


def test_a_message_here_already_is_linked(client, officer):
    raw = mail()
    bring(client, reverse("bring-messages"), raw)

    page = bring(client, reverse("bring-messages"), raw)

    waits = Entry.objects.get()
    assert "Taken in before" in page
    assert f'link" href="{reverse("incoming-message", args=[waits.pk])}"' in page
    assert "in a moment" not in page


def test_a_message_on_a_file_is_linked_there_unless_restricted(client, officer):
    foi_request = FOIRequestFactory(authority=officer.authority, officer=officer)
    raw = mail()
    bring(client, reverse("bring-to-request", args=[foi_request.reference]), raw)
    place = reverse("message", args=[foi_request.reference, Message.objects.get().pk])
    assert place in bring(client, reverse("bring-messages"), raw)

    client.force_login(UserFactory(authority=officer.authority, roles=["officer"]))
    foi_request.is_restricted = True
    foi_request.save()

    page = bring(client, reverse("bring-messages"), raw)
    assert "Taken in before: A message of these files." in page
    assert foi_request.reference not in page


def test_the_command_takes_files_too(client, officer, tmp_path):
    from django.core.management import call_command

    file = tmp_path / "one.eml"
    file.write_bytes(mail())

    call_command("receive_email", str(file), authority=officer.authority.name)

    assert Receipt.objects.count() == 1
