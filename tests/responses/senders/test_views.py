"""The pages on which an administrator says by what letters leave."""

import pytest
from django.core import mail
from django.urls import reverse

from requests_app.models import AdministrationEntry, Job
from responses.models import Sender
from responses.senders.sealing import PASSWORDS
from responses.senders.trying import TRY_SENDER
from tests.factories import UserFactory
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
OUTGOING = reverse("outgoing")
CHANGE = reverse("change-sender")
SMTP = {
    "mail_by": "smtp",
    "address": "foi@force.example",
    "smtp_host": "smtp.force.example",
    "smtp_encryption": "starttls",
    "smtp_port": "587",
    "smtp_user": "foi-sender",
    "smtp_password": "open sesame",
    "reply_pattern": "foi+{reference}@force.example",
    "carries_notices": "on",
}


@pytest.fixture
def administrator(officer):
    return UserFactory(roles=["administrator"], authority=officer.authority)


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def test_the_page_leads_from_administration_and_says_what_is_usual(page):
    assert OUTGOING in page.get(reverse("administration")).content.decode()
    html = page.get(OUTGOING).content.decode()
    assert "The mail server of this installation" in html
    assert not Sender.objects.exists()


def test_a_mail_server_is_kept_and_its_password_shown_nowhere(page, administrator):
    response = page.post(CHANGE, SMTP, follow=True)

    sender = Sender.objects.get()
    html = response.content.decode()
    assert sender.authority == administrator.authority
    assert PASSWORDS.open(sender.sealed_smtp_password) == "open sesame"
    assert "smtp.force.example, port 587" in html
    form = page.get(CHANGE).content.decode()
    for shown in (html, form):
        assert "open sesame" not in shown
        assert sender.sealed_smtp_password not in shown
    entry = AdministrationEntry.objects.get(subject="Outgoing e-mail and post")
    assert entry.changes["Mail server"] == ["", "smtp.force.example"]
    assert "open sesame" not in str(entry.changes)


def test_a_password_left_empty_stays(page):
    page.post(CHANGE, SMTP)
    page.post(CHANGE, SMTP | {"smtp_password": "", "smtp_port": "465"})

    sender = Sender.objects.get()
    assert sender.smtp_port == 465
    assert PASSWORDS.open(sender.sealed_smtp_password) == "open sesame"


def test_a_password_goes_with_its_user_name(page):
    page.post(CHANGE, SMTP)
    page.post(CHANGE, SMTP | {"smtp_user": "", "smtp_password": ""})

    assert Sender.objects.get().sealed_smtp_password == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"address": ""}, "Enter the address that e-mails come from."),
        ({"smtp_host": ""}, "Enter the name of the mail server, such as"),
        ({"smtp_port": "6379"}, "Enter a port of mail servers: 25, 465, 587 or 2525."),
        ({"smtp_port": ""}, "Enter a port of mail servers"),
        ({"smtp_encryption": "none"}, "may leave this machine encrypted only"),
        ({"smtp_password": ""}, "Enter the password."),
        ({"smtp_host": "smtp.force.example\r\nX"}, "Enter the name of the mail server"),
        ({"reply_pattern": "foi@force.example"}, "once, before the @"),
    ],
)
def test_what_cannot_send_is_refused_with_the_reason(page, change, sentence):
    response = page.post(CHANGE, SMTP | change)

    assert response.status_code in {200, 422}
    assert sentence in response.content.decode().replace("&#x27;", "’")
    assert not Sender.objects.exclude(mail_by="installation").exists()


def test_a_test_message_goes_to_the_administrator(page, administrator):
    page.post(reverse("try-sender"))
    run_jobs(TRY_SENDER)

    assert mail.outbox[0].to == [administrator.email]
    assert "Left on" in page.get(OUTGOING).content.decode()


def test_a_test_message_that_does_not_leave_says_why(page, administrator):
    Sender.objects.create(
        authority=administrator.authority,
        mail_by="smtp",
        address="foi@force.example",
        smtp_host="127.0.0.1",
        smtp_port=1,
    )
    page.post(reverse("try-sender"))
    run_jobs(TRY_SENDER)

    html = page.get(OUTGOING).content.decode()
    assert "Did not leave: The mail server 127.0.0.1 was not reached" in html
    assert mail.outbox == []


def test_a_person_without_an_address_gets_no_test_message(page, administrator):
    administrator.email = ""
    administrator.save()
    response = page.post(reverse("try-sender"), follow=True)

    assert "You have no e-mail address here" in response.content.decode()
    assert not Job.objects.exists()
