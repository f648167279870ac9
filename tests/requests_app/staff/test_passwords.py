"""Own passwords, and forgotten passwords without telling of any account."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from requests_app.models import AccountLink, AdministrationEntry, Job
from requests_app.staff.links import SEND_ACCOUNT_LINK, LinkEnded
from requests_app.staff.passwords import (
    FIND_FORGOTTEN,
    MOST_AN_HOUR,
    AddressTaken,
    AskedTooOften,
    PasswordRefused,
    ask_for_password,
    change_own_address,
    change_password,
    choose_password,
)
from tests.factories import UserFactory
from tests.jobs import run_jobs
from tests.requests_app.staff.conftest import PASSWORD, with_password
from tests.requests_app.staff.test_invitations import NEW, token_of

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BACKEND = "accounts.backends.RoleBackend"


@pytest.fixture
def person(authority):
    return with_password(
        UserFactory(authority=authority, email="kim@authority.example")
    )


def ask(address="kim@authority.example", at=NOW, place="203.0.113.9"):
    ask_for_password(address=address, place=place, at=at)
    for kind in (FIND_FORGOTTEN, SEND_ACCOUNT_LINK):
        run_jobs(kind, at=at)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "too short"),
        ("password1", "too common"),
        ("83746192837", "entirely numeric"),
        (PASSWORD, "your present password"),
    ],
)
def test_a_password_easy_to_guess_is_refused_in_a_sentence(person, password, why):
    with pytest.raises(PasswordRefused, match=why):
        change_password(person=person, password=password)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_new_password_signs_out_other_browsers_and_keeps_this(person):
    here, there = Client(), Client()
    for browser in (here, there):
        browser.force_login(person, backend=BACKEND)

    answer = here.post(
        reverse("change-password"),
        {"present": PASSWORD, "password": NEW, "again": NEW},
    )

    assert answer.url == reverse("account")
    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302
    person.refresh_from_db()
    assert person.check_password(NEW)
    entry = AdministrationEntry.objects.get()
    assert (entry.what, entry.changes) == ("Password changed", {})


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"present": "wrong"}, "not your present password"),
        ({"again": "another"}, "two passwords differ"),
        ({"password": "", "again": ""}, "Enter the new password"),
    ],
)
def test_a_password_is_not_changed_by_a_wrong_form(person, sent, why):
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    form = {"present": PASSWORD, "password": NEW, "again": NEW, **sent}

    page = browser.post(reverse("change-password"), form)

    assert why in page.text
    assert NEW not in page.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_the_link_once(person):
    ask()
    token = token_of(mail.outbox[0])

    choose_password(token=token, password=NEW, at=NOW)

    person.refresh_from_db()
    assert person.check_password(NEW)
    with pytest.raises(LinkEnded, match="used already"):
        choose_password(token=token, password=PASSWORD, at=NOW)


def test_the_link_ends_after_an_hour(person):
    ask()

    with pytest.raises(LinkEnded, match="Ask for a new password again"):
        choose_password(
            token=token_of(mail.outbox[0]),
            password=NEW,
            at=NOW + timedelta(hours=1),
        )


@pytest.mark.parametrize("address", [" KIM@authority.example ", "username"])
def test_the_address_may_be_spelt_in_any_way_or_be_the_user_name(person, address):
    ask(person.username if address == "username" else address)

    assert [message.to for message in mail.outbox] == [["kim@authority.example"]]


@pytest.mark.parametrize("whose", ["nobody", "closed", "no password"])
def test_nothing_is_sent_where_nobody_may_sign_in(person, whose):
    if whose == "closed":
        User.objects.filter(pk=person.pk).update(is_active=False)
    if whose == "no password":
        User.objects.filter(pk=person.pk).update(password="!")  # noqa: S106

    ask("who@authority.example" if whose == "nobody" else person.email)

    assert mail.outbox == []


def test_the_page_tells_nobody_whether_there_is_an_account(person):
    url, answers = reverse("forgotten-password"), []
    for address in (person.email, "nobody@authority.example"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = Client().post(url, {"address": address})
        answers.append((answer.status_code, answer.url, len(queries)))

    assert answers[0] == answers[1]
    assert "If there is an account" in Client().get(answers[0][1]).text


def test_one_address_is_written_to_once_in_ten_minutes(person):
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    for minutes in (0, 1, 9):
        ask(at=at + timedelta(minutes=minutes))
    assert len(mail.outbox) == 1

    ask(at=at + timedelta(minutes=10))
    assert len(mail.outbox) == 2


def test_one_place_asks_twenty_times_an_hour(person):
    for number in range(MOST_AN_HOUR):
        ask_for_password(address=f"{number}@b.example", place="here", at=NOW)

    with pytest.raises(AskedTooOften, match="in an hour"):
        ask_for_password(address=person.email, place="here", at=NOW)
    ask_for_password(address=person.email, place="there", at=NOW)
    ask_for_password(
        address="a@b.example", place="here", at=NOW + timedelta(hours=1, seconds=1)
    )


def test_the_queue_keeps_no_address_once_the_person_is_found(person):
    ask()

    assert person.email not in str(list(Job.objects.values()))


def test_people_with_one_address_each_receive_their_own_link(person):
    with_password(UserFactory(email="kim@authority.example"))

    ask()

    assert len(mail.outbox) == 2
    assert token_of(mail.outbox[0]) != token_of(mail.outbox[1])


def test_the_link_leaves_the_address_and_leads_to_a_password(person):
    ask(at=datetime.now(UTC))
    browser = Client()
    opened = browser.get(
        reverse("open-account-link", kwargs={"token": token_of(mail.outbox[0])})
    )
    assert opened.url == reverse("use-account-link")
    assert "Choose a password" in browser.get(opened.url).text

    weak = browser.post(opened.url, {"password": "short", "again": "short"})
    assert "too short" in weak.text
    done = browser.post(opened.url, {"password": NEW, "again": NEW})

    assert done.url == reverse("landing")
    assert browser.session["_auth_user_id"] == str(person.pk)
    assert AccountLink.objects.get().used_at is not None
    assert "does not work" in browser.get(opened.url).text


def test_the_own_address_is_changed_with_the_password(person, administrator):
    browser = Client()
    browser.force_login(person, backend=BACKEND)

    browser.post(
        reverse("change-own-address"),
        {"email": "new@authority.example", "present": PASSWORD},
    )

    person.refresh_from_db()
    assert person.email == "new@authority.example"
    with pytest.raises(AddressTaken):
        change_own_address(person=person, email=administrator.email)
