"""Files of a message that waits: listed, shown and scanned before it is registered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mail.models import Entry, MessageFile
from mail.queue.outline import outline_of_entry
from mail.queue.registering import register_entry
from mail.queue.services import end_entry
from requests_app.files.previewing import PREVIEW_FILE
from requests_app.files.scanning import SCAN_FILE
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import Job, KeptFile
from tests.factories import UserFactory
from tests.mail.made import AT, ON, mail, receive
from tests.requests_app.files.clamd import EICAR, running_clamd

pytestmark = pytest.mark.django_db

TABLE = b"Question,Answer\nHow many bicycles?,\n"
NAME = "..\\questions\u202e.csv"


@pytest.fixture
def officer(client):
    officer = UserFactory(roles=["officer"])
    client.force_login(officer)
    return officer


def came_with(officer, content=TABLE, name=NAME):
    """Take a message with a file in; return its entry and the file."""
    receipt = receive(officer.authority, mail(files=[(name, content)]))
    return receipt.raw.message.entries.get(), MessageFile.objects.get()


def run(kind):
    Job.objects.filter(kind=kind.name).update(due_at=AT - timedelta(days=300))
    run_due(handler=handler_of(kind.name), on=ON, at=AT)


def at(name, entry, *more):
    return reverse(name, args=[entry.pk, *more])


def text(client, url, **given):
    return client.get(url, **given).content.decode()


def register(entry, officer):
    return register_entry(
        entry=entry,
        outline=outline_of_entry(entry),
        requester_name="Rowan Hale",
        requester_email="rowan@hale.example",
        received_on=entry.received_on,
        regime="FOIA",
        channel="email",
        is_acknowledged=False,
        by=officer,
        on=ON,
        at=AT,
    )


def test_files_are_listed_beside_the_list_and_on_the_page(client, officer):
    entry, file = came_with(officer)

    for url in (reverse("incoming"), at("incoming-message", entry)):
        page = text(client, url)
        assert "questions" in page
        assert at("preview-incoming-file", entry, file.pk) in page


def test_a_file_is_previewed_before_anything_is_registered(client, officer):
    entry, file = came_with(officer)
    url = at("preview-incoming-file", entry, file.pk)

    assert "The preview is being made" in text(client, url)
    run(PREVIEW_FILE)

    assert "How many bicycles?" in text(client, url)


def test_a_file_is_served_for_download_under_a_safe_name(client, officer):
    entry, file = came_with(officer)

    answer = client.get(at("incoming-file", entry, file.pk))

    assert answer.content == TABLE
    assert answer["Content-Disposition"] == 'attachment; filename="questions.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_people_of_other_authorities_find_no_file(client, officer):
    entry, file = came_with(officer)
    client.force_login(UserFactory(roles=["officer"]))

    for name in ("incoming-file", "preview-incoming-file"):
        assert client.get(at(name, entry, file.pk)).status_code == 404


def test_a_file_of_another_message_is_not_found(client, officer):
    _, file = came_with(officer)
    receipt = receive(officer.authority, mail(text="Another?"))
    other = receipt.raw.message.entries.get()

    assert client.get(at("incoming-file", other, file.pk)).status_code == 404


def test_a_file_waits_for_the_scanner_and_a_virus_is_never_opened(
    client, officer, settings
):
    with running_clamd() as server:
        settings.CLAMD = server.address
        entry, file = came_with(officer, EICAR, "virus.txt")
        page = at("incoming-message", entry)

        assert "Being scanned for viruses" in text(client, page)
        assert client.get(at("incoming-file", entry, file.pk)).status_code == 302
        run(SCAN_FILE)

    shown = text(client, page)
    assert "Virus found" in shown
    assert at("incoming-file", entry, file.pk) not in shown
    assert client.get(at("preview-incoming-file", entry, file.pk)).status_code == 302


def test_a_file_held_while_the_scanner_is_away_is_scanned_again(
    client, officer, settings
):
    with running_clamd() as server:
        settings.CLAMD = server.address
    entry, file = came_with(officer)
    run(SCAN_FILE)
    page = at("incoming-message", entry)
    assert "Held: the virus scanner does not answer" in text(client, page)

    client.post(at("scan-incoming-file", entry, file.pk))

    assert KeptFile.objects.get().scan == KeptFile.Scan.WAITING


def test_registered_the_files_are_neither_scanned_nor_stored_twice(
    client, officer, settings
):
    with running_clamd() as server:
        settings.CLAMD = server.address
        entry, _ = came_with(officer)
        run(SCAN_FILE)
        kept = KeptFile.objects.get()

        foi_request = register(entry, officer)

    assert foi_request.files.get().kept_file == kept
    assert kept.scan == KeptFile.Scan.CLEAN
    assert Job.objects.filter(kind=SCAN_FILE.name).count() == 1


def test_files_of_spam_are_not_opened(client, officer):
    entry, file = came_with(officer)
    end_entry(entry=entry, ended_as=Entry.End.SPAM, by=officer, at=AT)

    assert client.get(at("incoming-file", entry, file.pk)).status_code == 404
    assert "questions.csv" not in text(client, at("incoming-message", entry))
