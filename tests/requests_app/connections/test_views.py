"""The pages of logins: secrets go in and never come out."""

import pytest
from django.urls import reverse

from requests_app.connections.sealing import SECRETS
from requests_app.connections.trials import TRY_LOGIN
from requests_app.models import AdministrationEntry, Login
from tests.factories import LoginFactory, MailboxFactory, UserFactory
from tests.graph import CLIENT, SECRET, TENANT
from tests.jobs import run_jobs

FIELDS = {
    "name": "Microsoft 365",
    "kind": "microsoft",
    "username": "",
    "tenant": TENANT,
    "client_id": CLIENT,
    "secret": SECRET,
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


def words(response):
    return " ".join(response.content.decode().split())


def press(browser, name, login):
    return browser.post(reverse(name, args=[login.pk]), follow=True)


def test_a_login_is_kept_sealed_and_on_record_without_its_secret(browser):
    page = words(browser.post(reverse("add-login"), FIELDS, follow=True))

    (row,) = Login.objects.values()
    assert SECRET not in f"{row}{page}"
    assert SECRETS.open(row["sealed_secret"]) == SECRET
    assert SECRET not in str(AdministrationEntry.objects.get().changes)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tenant": ""}, "Enter the tenant’s id or domain."),
        ({"tenant": "a/b"}, "without slashes"),
        ({"client_id": ""}, "Enter the id of the application."),
        ({"kind": "password"}, "Enter the user name."),
        ({"kind": "google"}, "Paste the whole JSON key file"),
        ({"secret": ""}, "Enter the secret"),
        ({"kind": "other"}, "Choose how we sign in from the list"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_secret_not_shown(
    browser, fields, sentence
):
    page = words(browser.post(reverse("add-login"), {**FIELDS, **fields}, follow=True))

    assert sentence in page
    assert SECRET not in page
    assert not Login.objects.exists()


def test_a_name_is_taken_once(browser, login):
    page = browser.post(reverse("add-login"), {**FIELDS, "name": "Ours"}, follow=True)

    assert "There is a login “Ours” already." in words(page)


def test_a_changed_login_keeps_its_secret_or_takes_another(browser, login):
    url = reverse("change-login", args=[login.pk])
    sent = {"name": "Theirs", "tenant": TENANT, "client_id": CLIENT, "secret": ""}
    browser.post(url, sent)
    login.refresh_from_db()
    assert (login.name, SECRETS.open(login.sealed_secret)) == ("Theirs", SECRET)
    browser.post(url, {**sent, "secret": "another"})

    login.refresh_from_db()
    assert SECRETS.open(login.sealed_secret) == "another"
    entry = AdministrationEntry.objects.first()
    assert entry.changes == {"Secret": ["kept secret", "changed"]}


def test_a_secret_that_can_no_longer_be_read_is_asked_for(browser, login, settings):
    settings.SECRET_KEY = "another key of the installation"  # noqa: S105
    browser.force_login(
        UserFactory(roles=["administrator"], authority=login.authority),
        backend="accounts.backends.RoleBackend",
    )
    assert "The secret can no longer be read" in words(browser.get(reverse("logins")))
    sent = {"name": "Ours", "tenant": TENANT, "client_id": CLIENT, "secret": ""}
    page = browser.post(reverse("change-login", args=[login.pk]), sent)

    assert "Enter the secret again." in words(page)


def test_a_login_is_tried(graph, browser, login):
    assert "Being tried" in words(press(browser, "try-login", login))
    run_jobs(TRY_LOGIN)
    assert "Signed in last on" in words(browser.get(reverse("logins")))
    graph.secret = "another"  # noqa: S105 - of no service
    press(browser, "try-login", login)
    assert run_jobs(TRY_LOGIN) == 1

    assert "the client secret is wrong" in words(browser.get(reverse("logins")))


def test_a_login_in_use_is_not_removed(browser, login):
    mailbox = MailboxFactory(authority=login.authority, login=login)
    assert "“Ours” is in use." in words(press(browser, "remove-login", login))
    mailbox.delete()
    press(browser, "remove-login", login)

    assert not Login.objects.exists()
