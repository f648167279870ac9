"""Messages wait in the demonstration."""

from datetime import date

import pytest

from mail.models import Entry, Message
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from responses.management.demonstration import Demonstration
from tests.mail.made import AT, ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    Demonstration(today=date(2026, 11, 23)).load()
    run_due(handler=handler_of("read_mail"), on=ON, at=AT)


def entry(subject):
    return Entry.objects.get(message__subject=subject)


@pytest.mark.usefixtures("loaded")
def test_they_show_what_the_queue_tells():
    assert Entry.objects.count() == Message.objects.count() == 11
    press = entry("URGENT media request: drones")
    assert press.urgent_reason
    assert press.regime == "EIR"
    assert entry("Cais am wybodaeth").language == "cy"
    assert entry("Freedom of Information request - dog section").received_on == date(
        2026, 11, 22
    )
    survey = entry("Survey of forces, questions attached")
    assert [file.name for file in survey.message.files.all()] == [
        "survey of forces.xlsx"
    ]
