"""Invitations: one purpose, one use, an end; and accounts joined by accepting."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from requests_app.models import AccountLink, AdministrationEntry, FOIRequest, Job
from requests_app.staff.details import DetailsRefused, details_of, mark_of
from requests_app.staff.invitations import (
    CannotJoin,
    NotInvited,
    accept_invitation,
    invite_person,
    join_accounts,
    send_invitation_again,
    withdraw_invitation,
)
from requests_app.staff.links import SEND_ACCOUNT_LINK, LinkEnded, find_link
from requests_app.staff.people import change_person
from requests_app.staff.rights import PersonNotRuled
from tests.factories import AuthorityFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs
from tests.requests_app.staff.conftest import PASSWORD, details, with_password

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NEW = "a quite different sentence"


def token_of(message):
    """Return the token of the link in an e-mail."""
    (line,) = [line for line in message.body.splitlines() if "/account/link/" in line]
    return line.rstrip("/").rpartition("/")[2]


@pytest.fixture
def invite(administrator, authority):
    def invite(**changed):
        changed = {"roles": ("officer",), **changed}
        return invite_person(
            authority=authority, details=details(**changed), by=administrator
        )

    return invite


@pytest.fixture
def invited(invite):
    return invite()


def sent():
    """Send what waits; return the token of the last e-mail."""
    run_jobs(SEND_ACCOUNT_LINK)
    return token_of(mail.outbox[-1])


def test_an_invitation_is_sent_and_accepted_with_a_first_password(invited, authority):
    token = sent()
    (message,) = mail.outbox

    person = accept_invitation(token=token, password=NEW, at=NOW)

    assert message.to == ["ada@authority.example"]
    assert person == invited
    assert person.check_password(NEW)
    assert (person.username, person.authority) == ("ada@authority.example", authority)
    whats = AdministrationEntry.objects.values_list("what", flat=True)
    assert set(whats) == {"Invited", "Invitation accepted"}


def test_the_token_is_stored_nowhere(invited):
    token = sent()

    assert token not in str(list(AccountLink.objects.values()))
    assert token not in str(list(Job.objects.values()))
    assert token not in str(list(AdministrationEntry.objects.values()))


def test_a_link_opens_once(invited):
    token = sent()
    accept_invitation(token=token, password=NEW, at=NOW)

    with pytest.raises(LinkEnded, match="used already"):
        accept_invitation(token=token, password=PASSWORD, at=NOW)


@pytest.mark.parametrize(
    ("after", "opens"),
    [(timedelta(days=7) - timedelta(seconds=1), True), (timedelta(days=7), False)],
)
def test_an_invitation_ends_after_seven_days(invited, after, opens):
    token = sent()

    if opens:
        assert find_link(token=token, at=NOW + after).person == invited
    else:
        with pytest.raises(LinkEnded, match="Ask your administrator"):
            find_link(token=token, at=NOW + after)


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_token_that_was_never_sent_opens_nothing(invited, token):
    with pytest.raises(LinkEnded, match="newest e-mail"):
        find_link(token=token, at=NOW)


def test_sending_again_replaces_the_first_link(invited, administrator):
    first = sent()

    send_invitation_again(person=invited, by=administrator)

    second = sent()
    assert find_link(token=second, at=NOW).person == invited
    with pytest.raises(LinkEnded):
        find_link(token=first, at=NOW)


def test_a_withdrawn_invitation_opens_nothing(invited, administrator):
    token = sent()

    withdraw_invitation(person=invited, by=administrator)

    with pytest.raises(LinkEnded):
        accept_invitation(token=token, password=NEW, at=NOW)
    with pytest.raises(NotInvited):
        withdraw_invitation(person=invited, by=administrator)
    send_invitation_again(person=invited, by=administrator)
    assert accept_invitation(token=sent(), password=NEW, at=NOW).is_active


def test_a_withdrawn_invitation_that_waits_is_not_sent(invited, administrator):
    withdraw_invitation(person=invited, by=administrator)

    run_jobs(SEND_ACCOUNT_LINK)

    assert mail.outbox == []


def test_a_person_with_a_password_is_not_invited_again(authority, administrator):
    person = with_password(UserFactory(authority=authority))

    with pytest.raises(NotInvited, match="has a password already"):
        send_invitation_again(person=person, by=administrator)
    with pytest.raises(NotInvited):
        withdraw_invitation(person=person, by=administrator)


def test_a_colleague_with_the_address_is_named(invite, administrator):
    with pytest.raises(DetailsRefused, match="Una Reed has this"):
        invite(email=administrator.email)


def test_an_administrator_invites_to_their_own_authority_alone(administrator):
    with pytest.raises(PersonNotRuled):
        invite_person(authority=AuthorityFactory(), details=details(), by=administrator)
    assert not User.objects.filter(first_name="Ada").exists()


def test_an_owner_invites_administrators_and_nobody_else(owner, authority):
    with pytest.raises(PersonNotRuled):
        invite_person(
            authority=authority, details=details(roles=("officer",)), by=owner
        )
    made = invite_person(
        authority=authority, details=details(roles=("administrator",)), by=owner
    )
    assert made.roles == ["administrator"]


def test_a_refusal_of_the_mail_server_repeats_no_address(invited, monkeypatch):
    def refuse(message):
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"Unknown")})

    monkeypatch.setattr("requests_app.staff.links.hand_over_message", refuse)

    run_jobs(SEND_ACCOUNT_LINK)

    job = Job.objects.get()
    assert job.last_error == "LinkNotSent: The mail server refused the message."
    assert AccountLink.objects.get().sent_at is None


def test_a_refused_invitation_says_so_until_the_next_is_sent(
    invited, administrator, client, monkeypatch
):
    def refuse(message):
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"Unknown")})

    pages = [reverse("people"), reverse("person", args=[invited.pk])]
    client.force_login(administrator)
    with monkeypatch.context() as refusing:
        refusing.setattr("requests_app.staff.links.hand_over_message", refuse)
        assert all("Invitation waits" in client.get(page).text for page in pages)
        run_jobs(SEND_ACCOUNT_LINK)
    told = [client.get(page).text for page in pages]
    send_invitation_again(person=invited, by=administrator)
    run_jobs(SEND_ACCOUNT_LINK)

    assert all("Invitation could not be sent" in text for text in told)
    assert "Check the e-mail address" in told[1]
    for page in pages:
        assert "could not be sent" not in client.get(page).text


# --- Joined accounts ---


@pytest.fixture
def elsewhere(db):
    """The invited person, with an account at another authority."""
    person = UserFactory(
        authority=AuthorityFactory(name="Strathcarron Council"),
        email="Ada@authority.example",
        roles=["auditor"],
    )
    return with_password(person)


@pytest.fixture
def joined(invited, elsewhere):
    return join_accounts(token=sent(), account=elsewhere, at=NOW)


def test_accepting_joins_the_accounts_under_one_password(joined, elsewhere, invited):
    elsewhere.refresh_from_db()

    assert joined == invited
    assert joined.person_key == elsewhere.person_key is not None
    assert joined.check_password(PASSWORD)
    assert (joined.roles, elsewhere.roles) == (["officer"], ["auditor"])


def test_all_sessions_end_when_accounts_are_joined(client, invited, elsewhere):
    client.force_login(elsewhere, backend="accounts.backends.RoleBackend")

    join_accounts(token=sent(), account=elsewhere, at=NOW)

    assert client.get("/account/").status_code == 302


def test_an_account_with_another_address_does_not_join(invited):
    other = with_password(UserFactory())

    with pytest.raises(CannotJoin, match=r"is for ada@authority\.example"):
        join_accounts(token=sent(), account=other, at=NOW)


def test_the_address_of_a_joined_person_is_theirs_to_change(joined, administrator):
    kept = details_of(joined)
    moved = details(
        first_name=kept.first_name,
        last_name=kept.last_name,
        email="thief@authority.example",
        roles=kept.roles,
    )

    with pytest.raises(DetailsRefused, match="only they can change"):
        change_person(
            person=joined, details=moved, seen=mark_of(joined), by=administrator
        )


def test_each_account_sees_what_its_role_sees_at_its_authority(
    client, joined, elsewhere
):
    here = FOIRequestFactory(authority=joined.authority, reference="1-26")
    there = FOIRequestFactory(authority=elsewhere.authority, reference="2-26")
    client.force_login(
        User.objects.get(pk=joined.pk), backend="accounts.backends.RoleBackend"
    )

    def opens(foi_request, name="foi-request"):
        address = reverse(name, kwargs={"reference": foi_request.reference})
        return client.get(address).status_code

    assert (opens(here), opens(there)) == (200, 404)
    assert opens(here, "add-note") == 200
    assert "Work for Strathcarron Council" in client.get("/account/").text

    client.post(reverse("work-for"), {"account": elsewhere.pk})

    assert (opens(here), opens(there)) == (404, 200)
    assert opens(there, "add-note") == 403
    assert set(FOIRequest.objects.visible_to(elsewhere)) == {there}


def test_one_sign_in_opens_the_account_used_last(client, joined, elsewhere):
    client.logout()
    User.objects.filter(pk=joined.pk).update(last_login=NOW)

    client.post(
        "/sign-in/", {"username": "ADA@authority.example", "password": PASSWORD}
    )

    assert client.session["_auth_user_id"] == str(joined.pk)

    User.objects.filter(pk=joined.pk).update(is_active=False)
    client.logout()
    client.post("/sign-in/", {"username": elsewhere.username, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(elsewhere.pk)


@pytest.mark.parametrize("which", ["stranger", "closed", "nonsense"])
def test_only_an_own_open_account_is_gone_over_to(client, joined, elsewhere, which):
    User.objects.filter(pk=elsewhere.pk).update(is_active=False)
    account = {
        "stranger": lambda: UserFactory().pk,
        "closed": lambda: elsewhere.pk,
        "nonsense": lambda: "all",
    }[which]()
    client.force_login(
        User.objects.get(pk=joined.pk), backend="accounts.backends.RoleBackend"
    )

    answer = client.post(reverse("work-for"), {"account": account})

    assert answer.status_code == 404
    assert client.session["_auth_user_id"] == str(joined.pk)
