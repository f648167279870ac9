"""The pages on which an administrator says by what letters leave."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from requests_app.models import AdministrationEntry, Job
from responses.models import Sender
from responses.senders.sealing import KEYS, PASSWORDS
from responses.senders.trying import TRY_SENDER
from tests.factories import LoginFactory, UserFactory
from tests.jobs import run_jobs
from tests.notify import KEY, SECRET, TEMPLATE, serving_notify

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
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
    "post_by": "print",
}
NOTIFY = {
    "mail_by": "notify",
    "notify_template": TEMPLATE,
    "notify_links": "on",
    "notify_weeks": "4",
    "post_by": "notify",
    "postage": "first",
    "notify_key": KEY,
    "receipts_token": "t" * 32,
}
GRAPH = {"mail_by": "graph", "mailbox": "foi@council.example", "post_by": "print"}


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


def test_notify_is_kept_and_its_secrets_shown_nowhere(page):
    html = page.post(CHANGE, NOTIFY, follow=True).content.decode()

    sender = Sender.objects.get()
    assert KEYS.open(sender.sealed_notify_key) == KEY
    assert "First class" in html
    assert "By link, for 4 weeks" in html
    assert "/notify/receipts/" in html
    entry = AdministrationEntry.objects.get(subject="Outgoing e-mail and post")
    for shown in (html, page.get(CHANGE).content.decode(), str(entry.changes)):
        assert SECRET not in shown
        assert "t" * 32 not in shown
        assert sender.sealed_notify_key not in shown
        assert sender.receipts_digest not in shown

    page.post(CHANGE, NOTIFY | {"notify_key": "", "receipts_token": ""})
    sender.refresh_from_db()
    assert KEYS.open(sender.sealed_notify_key) == KEY
    assert sender.receipts_digest


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"notify_key": ""}, "Enter the API key of GOV.UK Notify."),
        ({"notify_key": "council-1234"}, "This is no API key of GOV.UK Notify."),
        ({"notify_template": ""}, "Enter the id of the template."),
        ({"notify_template": "none"}, "Enter the id as GOV.UK Notify shows it"),
        ({"notify_weeks": "79"}, "Enter a number of weeks from 1 to 78."),
        ({"notify_weeks": "0"}, "Enter a number of weeks from 1 to 78."),
        ({"notify_weeks": ""}, "Enter a number of weeks from 1 to 78."),
        ({"receipts_token": "short"}, "Enter a token of 32 characters or more."),
        ({"postage": "pigeon"}, "Postage"),
    ],
)
def test_what_notify_would_refuse_is_refused_first(page, change, sentence):
    response = page.post(CHANGE, NOTIFY | change)

    assert response.status_code in {200, 422}
    assert sentence in response.content.decode()
    assert not Sender.objects.exclude(mail_by="installation").exists()


def test_a_mailbox_of_microsoft_needs_a_login_of_the_authority(page, administrator):
    own = LoginFactory(authority=administrator.authority)
    other = LoginFactory()
    for login in ("", other.pk):
        response = page.post(CHANGE, GRAPH | {"login": login})
        assert response.status_code in {200, 422}
        assert other.name not in response.content.decode().replace(own.name, "")
    html = page.post(CHANGE, GRAPH | {"login": own.pk}, follow=True).content.decode()

    sender = Sender.objects.get()
    assert (sender.mail_by, sender.address) == ("graph", "foi@council.example")
    assert own.name in html


def test_the_trial_tries_the_key_and_the_template(page, settings, administrator):
    with serving_notify() as notify:
        settings.NOTIFY_URL = notify.url
        page.post(CHANGE, NOTIFY | {"notify_links": ""})
        page.post(reverse("try-sender"))
        run_jobs(TRY_SENDER)
        assert notify.sent[0]["to"] == administrator.email

        notify.places = ["subject"]
        page.post(reverse("try-sender"))
        run_jobs(TRY_SENDER)
        html = page.get(OUTGOING).content.decode()
        assert "has no place for ((message))" in html

        notify.is_revoked = True
        page.post(reverse("try-sender"))
        run_jobs(TRY_SENDER)
        html = page.get(OUTGOING).content.decode()
        assert "does not accept the API key" in html
        assert "Nothing leaves since" in html


def test_changed_settings_let_waiting_letters_leave_at_once(page, administrator):
    Sender.objects.create(
        authority=administrator.authority, broken_since=AT, failure="Expired."
    )
    page.post(CHANGE, SMTP)

    assert Sender.objects.get().broken_since is None
    assert "Nothing leaves" not in page.get(OUTGOING).content.decode()
