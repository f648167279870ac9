"""The pages of mailboxes: set up, tried, switched, and shown as they are."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from mail.fetching.polling import poll
from mail.fetching.trials import TRY_MAILBOX
from mail.models import Mailbox, Receipt
from requests_app.models import AdministrationEntry
from tests.dovecot import PASSWORD
from tests.factories import LoginFactory, MailboxFactory, UserFactory
from tests.graph import BOX, moments_ago
from tests.jobs import run_jobs
from tests.mail.mails import mail

NOW = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
FIELDS = {
    "name": "FOI inbox",
    "kind": "graph",
    "address": BOX,
    "host": "",
    "port": "",
    "folder": "INBOX",
    "filed_to": "Filed",
    "sent_folder": "Sent Items",
    "since_0": "1",
    "since_1": "3",
    "since_2": "2026",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(officer):
    return UserFactory(roles=["administrator"], authority=officer.authority)


@pytest.fixture
def browser(client, administrator):
    client.force_login(administrator, backend="accounts.backends.RoleBackend")
    return client


@pytest.fixture
def login(administrator):
    return LoginFactory(authority=administrator.authority, name="Ours")


@pytest.fixture
def mailbox(login):
    return MailboxFactory(
        authority=login.authority, login=login, name="FOI inbox", is_on=False
    )


def add(browser, login, **fields):
    sent = {**FIELDS, "login": login.pk if login else "", **fields}
    return browser.post(reverse("add-mailbox"), sent, follow=True)


def words(response):
    return " ".join(response.content.decode().split())


def press(browser, name, mailbox):
    return browser.post(reverse(name, args=[mailbox.pk]), follow=True)


def test_a_mailbox_is_added_switched_off_and_on_record(browser, login):
    page = words(add(browser, login))

    box = Mailbox.objects.get()
    assert (box.login, box.address, box.folder, box.filed_to, box.sent_folder) == (
        login,
        BOX,
        "INBOX",
        "Filed",
        "Sent Items",
    )
    assert not box.is_on
    assert "Switched off: nothing is fetched" in page
    entry = AdministrationEntry.objects.get(what="Added")
    assert entry.subject == "Mailbox FOI inbox"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": ""}, "Enter the address whose mail is read."),
        ({"kind": "imap"}, "Enter the name of the IMAP server."),
        ({"kind": "imap", "host": "imap://mail.example"}, "without “imap://”"),
        ({"kind": "folder"}, "Choose how it is read from the list"),
        ({"filed_to": "inbox"}, "The three folders must differ"),
        ({"sent_folder": "Filed"}, "The three folders must differ"),
        ({"port": "70000"}, "must be 65535 or less"),
        ({"folder": ""}, "Enter the folder that is read"),
    ],
)
def test_what_does_not_fit_is_refused(browser, login, fields, sentence):
    assert sentence in words(add(browser, login, **fields))
    assert not Mailbox.objects.exists()


def test_a_login_of_another_authority_is_none(browser, login):
    add(browser, LoginFactory())
    assert not Mailbox.objects.exists()

    assert "Choose a login of your authority." in words(add(browser, None))


def test_a_password_does_not_open_graph(browser, administrator):
    login = LoginFactory(
        authority=administrator.authority, kind="password", username="foi"
    )

    assert "Choose a login of Microsoft 365." in words(add(browser, login))


def test_a_name_is_taken_once(browser, mailbox, login):
    assert "There is a mailbox “FOI inbox” already." in words(add(browser, login))


def test_another_place_is_read_from_its_beginning(browser, mailbox, login):
    mailbox.cursors = {"INBOX": "somewhere"}
    mailbox.save()
    url = reverse("change-mailbox", args=[mailbox.pk])
    sent = {**FIELDS, "login": login.pk}
    browser.post(url, sent)
    mailbox.refresh_from_db()
    assert mailbox.cursors == {"INBOX": "somewhere"}
    browser.post(url, {**sent, "address": "env@council.example"})

    mailbox.refresh_from_db()
    assert (mailbox.address, mailbox.cursors) == ("env@council.example", {})


def test_a_mailbox_is_switched_on_and_off(browser, mailbox):
    press(browser, "switch-mailbox-on", mailbox)
    mailbox.refresh_from_db()
    assert mailbox.is_on
    press(browser, "switch-mailbox-off", mailbox)

    mailbox.refresh_from_db()
    assert not mailbox.is_on
    assert list(
        AdministrationEntry.objects.order_by("pk").values_list("what", flat=True)
    ) == ["Switched on", "Switched off"]


def test_a_mailbox_without_a_login_is_not_switched_on(browser, mailbox):
    Mailbox.objects.update(login=None)

    assert "Choose a login for the mailbox first." in words(
        press(browser, "switch-mailbox-on", mailbox)
    )


def test_a_trial_shows_whose_mail_is_read(graph, browser, mailbox):
    graph.deliver(mail("How many permits?"), at=moments_ago(days=1))
    assert "Looking whose mail is read" in words(press(browser, "try-mailbox", mailbox))
    run_jobs(TRY_MAILBOX)
    page = words(browser.get(reverse("mailboxes")))

    assert f"this was the mail of <strong>{BOX}</strong>" in page
    assert "How many permits? (to foi@council.example)" in page
    assert "Folders: Inbox, Sent Items, Archive" in page
    assert "Check that this is the right mailbox" not in page
    assert not Receipt.objects.exists()


def test_a_trial_doubts_a_mailbox_of_other_peoples_mail(graph, browser, mailbox):
    graph.deliver(mail(to="a.person@council.example"))
    press(browser, "try-mailbox", mailbox)
    run_jobs(TRY_MAILBOX)

    assert "None of its newest messages was sent to foi@council.example." in words(
        browser.get(reverse("mailboxes"))
    )


def test_a_trial_that_fails_says_why(graph, browser, mailbox):
    graph.secret = "another"  # noqa: S105 - of no service
    press(browser, "try-mailbox", mailbox)
    assert run_jobs(TRY_MAILBOX) == 1

    assert "Login “Ours”: the client secret is wrong." in words(
        browser.get(reverse("mailboxes"))
    )


def test_an_imap_mailbox_is_tried_and_read(dovecot, browser, administrator):
    user = f"{uuid4()}@council.example"
    login = LoginFactory(
        authority=administrator.authority,
        kind="password",
        username=user,
        secret=PASSWORD,
    )
    add(
        browser,
        login,
        kind="imap",
        address=user,
        host="127.0.0.1",
        port=dovecot.port,
        sent_folder="Sent",
    )
    dovecot.deliver(user, mail("By IMAP", to=user))
    box = Mailbox.objects.get()
    press(browser, "try-mailbox", box)
    run_jobs(TRY_MAILBOX)
    assert "By IMAP" in words(browser.get(reverse("mailboxes")))
    press(browser, "switch-mailbox-on", box)

    assert poll(mailbox=box.pk, at=NOW).new == 1


def test_the_page_says_how_a_mailbox_is(graph, browser, mailbox):
    press(browser, "switch-mailbox-on", mailbox)
    for number in range(3):
        graph.deliver(mail(number=number))
    poll(mailbox=mailbox.pk, at=NOW)
    page = words(browser.get(reverse("mailboxes")))
    assert "Last fetched 14:02" in page
    assert "3 new at 14:02 on 2 March 2026" in page
    graph.denied.add(BOX)
    poll(mailbox=mailbox.pk, at=NOW + timedelta(minutes=5))

    page = words(browser.get(reverse("mailboxes")))
    assert "Not read since 14:07 on 2 March 2026: Folder “INBOX”: The appl" in page
    assert "Cannot be read now: FOI inbox." in words(
        browser.get(reverse("administration"))
    )


def test_single_messages_are_shown_and_tried_again(graph, browser, mailbox):
    Mailbox.objects.update(is_on=True, filed_to="FOI/Filed")
    graph.deliver(mail())
    poll(mailbox=mailbox.pk, at=NOW)
    page = words(browser.get(reverse("mailboxes")))
    assert "1 is kept, and could not be moved to “FOI/Filed”." in page
    graph.add_folder("FOI")
    graph.add_folder("FOI/Filed")
    press(browser, "fetch-again", mailbox)
    poll(mailbox=mailbox.pk, at=datetime.now(UTC))

    assert not mailbox.remainders.exists()


def test_a_mailbox_with_kept_messages_is_not_removed(graph, browser, mailbox):
    Mailbox.objects.update(is_on=True)
    graph.deliver(mail())
    poll(mailbox=mailbox.pk, at=NOW)
    page = words(press(browser, "remove-mailbox", mailbox))
    assert "Switch it off instead." in page
    Receipt.objects.all().delete()
    press(browser, "remove-mailbox", mailbox)

    assert not Mailbox.objects.exists()


def test_a_manager_sees_how_mailboxes_are_and_changes_nothing(client, manager, login):
    MailboxFactory(authority=manager.authority, name="FOI inbox")
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    page = words(client.get(reverse("mailboxes")))

    assert "FOI inbox" in page
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]
