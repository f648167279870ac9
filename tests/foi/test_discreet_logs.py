"""No name and no address of a person reaches the log, whatever goes wrong."""

import logging
import smtplib

import pytest
from django.conf import settings as conf
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import path

from accounts.models import User
from foi.logs import Discreet
from requests_app.jobs.emails import SEND_EMAIL, enqueue_email
from requests_app.models import Job
from tests.factories import FOIRequestFactory, UserFactory
from tests.jobs import run_jobs

NAME = "Zebulon Quillfeather"
ADDRESS = "zebulon.quillfeather@requester.example"


class Refuses(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (451, f"{NAME}?".encode())})


class BreaksOff(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected(f"{NAME} <{ADDRESS}>")


@pytest.fixture
def told(caplog):
    """Return all that was logged, as the log shows it."""
    line = conf.LOGGING["formatters"]["line"]
    formatter = Discreet(line["format"], style=line["style"])
    return lambda: "\n".join(map(formatter.format, caplog.records))


def breaks(request):
    """Show a page that fails with a person's name in the error."""
    try:
        raise ValueError(f"{NAME} lives here")
    except ValueError as error:
        raise RuntimeError(ADDRESS) from error


urlpatterns = [path("breaks/", breaks)]


@pytest.mark.django_db
@pytest.mark.parametrize("backend", [Refuses, BreaksOff])
def test_mail_that_is_refused_names_nobody(settings, told, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
    enqueue_email(
        to=UserFactory(email=ADDRESS, first_name="Zebulon", last_name="Quillfeather"),
        subject="Due",
        text=NAME,
        idempotency_key="one",
        foi_request=FOIRequestFactory(requester_name=NAME),
    )

    run_jobs(SEND_EMAIL)

    log = told()
    assert f"job {Job.objects.get().pk} (send_email)" in log.lower()
    assert "Quillfeather" not in log
    assert "quillfeather" not in log
    assert ("SMTPRecipientsRefused 451" in log) is (backend is Refuses)


@pytest.mark.django_db
def test_an_error_of_the_database_names_nobody(told):
    person = UserFactory(username=ADDRESS)
    try:
        with transaction.atomic():
            User.objects.create(username=ADDRESS, authority=person.authority)
    except IntegrityError:
        logging.getLogger("any").exception("Could not save %s", ADDRESS)

    log = told()
    assert "Could not save [address]" in log
    assert "IntegrityError" in log
    assert "UniqueViolation" in log
    assert "quillfeather" not in log


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_breaks_says_where_and_of_which_kind(client, officer, told):
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    client.raise_request_exception = False

    client.get("/breaks/")

    log = told()
    assert "RuntimeError\n\nafter\n" in log
    assert "ValueError" in log
    assert "test_discreet_logs.py" in log
    assert "Quillfeather" not in log.replace('f"{NAME} lives here"', "")
    assert "quillfeather" not in log
