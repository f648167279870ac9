"""Posting to Teams and Slack: reference and link only, never into the own network."""

import json
import logging
import socket
from datetime import date

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from requests_app.models import AdministrationEntry, Channel, Job
from requests_app.sealing import Unreadable
from requests_app.telling.channels import webhooks
from requests_app.telling.channels.posting import POST_TO_CHANNEL, message_for
from requests_app.telling.channels.sealing import ADDRESSES
from requests_app.telling.channels.webhooks import (
    AddressNotAllowed,
    ChannelRefused,
    check_address,
    post,
)
from requests_app.telling.services import tell
from tests.factories import (
    FOIRequestFactory,
    TeamFactory,
    UserFactory,
)
from tests.jobs import run_jobs
from tests.old_rows import authority_of

ADDRESS = "https://hooks.slack.com/services/T0/B0/secret"
PUBLIC = "34.226.10.1"


def resolve_to(monkeypatch, *addresses):
    def found(host, port, **_):
        return [(socket.AF_INET, 1, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.fixture(autouse=True)
def names(monkeypatch):
    resolve_to(monkeypatch, PUBLIC)


@pytest.fixture
def sent(monkeypatch):
    """Return what would be posted."""
    posted = []
    monkeypatch.setattr(
        "requests_app.telling.channels.posting.post",
        lambda address, message: posted.append((address, message)),
    )
    return posted


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="7-26",
        requester_name="Ada Asker",
    )


@pytest.fixture
def administrator(officer):
    return UserFactory(roles=["administrator"], authority=officer.authority)


def channel_of(authority, team=None, **fields):
    usual = {"kind": "slack", "groups": ["work"], "is_on": True}
    return Channel.objects.create(
        authority=authority,
        team=team,
        sealed_address=ADDRESSES.close(ADDRESS),
        host="hooks.slack.com",
        **{**usual, **fields},
    )


def assigned(foi_request, *people, key="assigned-1"):
    tell(
        people=people,
        kind="assigned",
        words=f"{people[0]} has request 7-26.",
        url="/requests/7-26/",
        key=key,
        foi_request=foi_request,
        on=date(2026, 3, 2),
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.slack.com/x",
        "https://",
        "hooks.slack.com/x",
        "https://user:secret@hooks.slack.com/x",
        "https://hooks.slack.com:8443/x",
        "https://hooks.slack.com:port/x",
        "https://hooks.slack.com/a b",
        "https://hooks.slack.com/\r\nHost: other",
        "file:///etc/passwd",
    ],
)
def test_only_plain_https_is_an_address(address):
    with pytest.raises(AddressNotAllowed):
        check_address(address)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_of_the_own_network_are_refused(monkeypatch, ip):
    resolve_to(monkeypatch, PUBLIC, ip)

    with pytest.raises(AddressNotAllowed, match="private network"):
        check_address(ADDRESS)


def test_the_machine_checked_is_the_machine_called(monkeypatch):
    called = []

    def connect(to, **_):
        called.append(to)
        raise OSError

    monkeypatch.setattr(webhooks.socket, "create_connection", connect)
    with pytest.raises(ChannelRefused) as refused:
        post(ADDRESS, {"text": "x"})

    assert called == [(PUBLIC, 443)]
    assert "secret" not in str(refused.value)


def test_an_event_is_posted_once_with_reference_and_link_alone(
    foi_request, officer, manager, sent, settings
):
    settings.SITE_URL = "https://foi.example"
    channel_of(officer.authority)
    assigned(foi_request, officer, manager)
    assigned(foi_request, officer, manager)
    run_jobs(POST_TO_CHANNEL)

    ((address, message),) = sent
    assert address == ADDRESS
    assert message == {
        "text": "Request assigned: request 7-26\n<https://foi.example/requests/7-26/>"
    }
    assert "secret" not in json.dumps(list(Job.objects.values("payload")))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"is_on": False}, id="off"),
        pytest.param({"groups": ["letters"]}, id="another group"),
    ],
)
def test_what_is_not_wanted_is_not_posted(foi_request, officer, fields):
    channel_of(officer.authority, **fields)
    assigned(foi_request, officer)

    assert not Job.objects.exists()


def test_a_restricted_request_is_not_posted(foi_request, officer):
    channel_of(officer.authority)
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.set([officer])
    assigned(foi_request, officer)

    assert not Job.objects.exists()


def test_the_teams_channel_comes_before_the_authoritys(foi_request, officer):
    foi_request.team = TeamFactory(authority=officer.authority)
    foi_request.save()
    channel_of(officer.authority)
    own = channel_of(officer.authority, foi_request.team)
    assigned(foi_request, officer)

    assert Job.objects.get().payload["channel"] == own.pk


def test_a_channel_removed_meanwhile_gets_nothing(foi_request, officer, sent):
    channel = channel_of(officer.authority)
    assigned(foi_request, officer)
    channel.delete()

    assert run_jobs(POST_TO_CHANNEL) == 1
    assert sent == []


def test_a_channel_that_does_not_answer_is_tried_again(
    foi_request, officer, monkeypatch, caplog
):
    def refuses(*_):
        raise ChannelRefused("The channel answered with the code 503.")

    monkeypatch.setattr("requests_app.telling.channels.posting.post", refuses)
    channel_of(officer.authority)
    assigned(foi_request, officer)
    with caplog.at_level(logging.DEBUG):
        run_jobs(POST_TO_CHANNEL)

    job = Job.objects.get()
    assert job.done_at is None
    assert not job.needs_attention
    assert "secret" not in f"{caplog.text}{job.last_error}"
    Job.objects.update(due_at=Now())
    assert job.attempts == 1


def test_a_card_for_teams_has_the_link_as_a_button():
    card = message_for("teams", "Cleared: request 7-26", "https://foi.example/")

    content = card["attachments"][0]["content"]
    assert content["body"][0]["text"] == "Cleared: request 7-26"
    assert content["actions"][0]["url"] == "https://foi.example/"


# --- The sealed address ---


def test_the_database_has_no_address_but_a_sealed_one(browser):
    browser.post(reverse("add-channel"), GIVEN)

    (row,) = Channel.objects.values()
    assert "T0/B0" not in str(row)
    assert (ADDRESSES.open(row["sealed_address"]), row["host"]) == (
        ADDRESS,
        "hooks.slack.com",
    )


def test_the_same_address_is_sealed_differently_each_time():
    assert ADDRESSES.close(ADDRESS) != ADDRESSES.close(ADDRESS)


def test_an_earlier_key_still_counts_while_it_is_named(settings):
    sealed, settings.SECRET_KEY_FALLBACKS = (
        ADDRESSES.close(ADDRESS),
        [settings.SECRET_KEY],
    )
    settings.SECRET_KEY = "another key of the installation"  # noqa: S105

    assert ADDRESSES.open(sealed) == ADDRESS


def test_without_the_key_the_address_is_asked_for_again(
    browser, administrator, settings
):
    channel = channel_of(administrator.authority)
    settings.SECRET_KEY = "another key of the installation"  # noqa: S105
    with pytest.raises(Unreadable, match="Enter the address again"):
        ADDRESSES.open(channel.sealed_address)

    browser.force_login(administrator)
    assert "can no longer be read" in browser.get(reverse("channels")).content.decode()
    address = reverse("change-channel", args=[channel.pk])
    given = {"kind": "slack", "groups": ["work"], "is_on": "on"}
    errors = browser.post(address, given).context["form"].errors
    assert "Enter the address again" in errors["address"][0]
    browser.post(address, {**given, "address": ADDRESS})
    channel.refresh_from_db()
    assert ADDRESSES.open(channel.sealed_address) == ADDRESS


def test_addresses_stored_before_are_sealed_and_come_back(step_of):
    step = step_of(("requests_app", "0029_seal_addresses_of_channels"))
    authority = authority_of(step.apps)
    old = step.apps.get_model("requests_app", "Channel").objects
    key = old.create(authority=authority, kind="slack", address=ADDRESS).pk
    new = step.forward().get_model("requests_app", "Channel").objects.get(pk=key)
    assert (ADDRESSES.open(new.sealed_address), new.host) == (
        ADDRESS,
        "hooks.slack.com",
    )
    old = step.back().get_model("requests_app", "Channel").objects
    assert old.get(pk=key).address == ADDRESS


# --- The pages ---


@pytest.fixture
def browser(client, administrator):
    client.force_login(administrator)
    return client


GIVEN = {"kind": "slack", "address": ADDRESS, "groups": ["work"], "team": ""}


def test_an_administrator_adds_a_channel_and_never_sees_the_address_again(
    browser, administrator
):
    response = browser.post(reverse("add-channel"), GIVEN, follow=True)

    channel = Channel.objects.get()
    assert (channel.authority, channel.is_on) == (administrator.authority, False)
    page = response.content.decode()
    assert "On hooks.slack.com; the rest is kept secret" in page
    form = browser.get(reverse("change-channel", args=[channel.pk])).content.decode()
    recorded = json.dumps(AdministrationEntry.objects.get().changes)
    assert 'secret"' not in f"{page}{form}{recorded}".replace("kept secret", "")
    assert "T0/B0" not in f"{page}{form}{recorded}"


def test_an_address_of_the_own_network_is_refused_on_the_form(browser, monkeypatch):
    resolve_to(monkeypatch, "10.0.0.1")
    response = browser.post(reverse("add-channel"), GIVEN)

    assert "private network" in response.context["form"].errors["address"][0]
    assert not Channel.objects.exists()


def test_a_team_has_one_channel(browser, administrator):
    channel_of(administrator.authority)
    response = browser.post(reverse("add-channel"), GIVEN)

    assert "has a channel already" in response.context["form"].errors["team"][0]


def test_a_change_keeps_the_address_unless_another_is_given(browser, administrator):
    channel = channel_of(administrator.authority)
    address = reverse("change-channel", args=[channel.pk])
    browser.post(address, {"kind": "teams", "groups": ["letters"], "is_on": "on"})
    channel.refresh_from_db()
    assert (ADDRESSES.open(channel.sealed_address), channel.kind) == (ADDRESS, "teams")

    browser.post(address, {"kind": "teams", "address": f"{ADDRESS}2", "is_on": "on"})
    channel.refresh_from_db()
    assert ADDRESSES.open(channel.sealed_address) == f"{ADDRESS}2"
    entry = AdministrationEntry.objects.order_by("-pk").first()
    assert entry.changes["Address"] == ["kept secret", "changed"]


def test_a_test_message_goes_even_where_the_channel_is_off(
    browser, administrator, sent
):
    channel = channel_of(administrator.authority, is_on=False)
    browser.post(reverse("try-channel", args=[channel.pk]))
    run_jobs(POST_TO_CHANNEL)

    ((_, message),) = sent
    assert message["text"].startswith("Test message from FOI casework")
    assert "Taken by Slack" in browser.get(reverse("channels")).content.decode()


def test_the_page_says_why_a_test_message_was_not_taken(
    browser, administrator, monkeypatch
):
    def refuses(*_):
        raise ChannelRefused("The channel answered with the code 404.")

    monkeypatch.setattr("requests_app.telling.channels.posting.post", refuses)
    channel = channel_of(administrator.authority)
    browser.post(reverse("try-channel", args=[channel.pk]))
    page = browser.get(reverse("channels")).content.decode()
    assert "On its way since" in page
    run_jobs(POST_TO_CHANNEL)

    page = browser.get(reverse("channels")).content.decode()
    assert "Not taken so far: The channel answered with the code 404" in page


@pytest.mark.parametrize("teams", [1, 9])
def test_the_page_takes_as_many_queries_for_many(
    browser, administrator, teams, django_assert_num_queries
):
    for _ in range(teams):
        team = TeamFactory(authority=administrator.authority)
        channel = channel_of(administrator.authority, team)
        browser.post(reverse("try-channel", args=[channel.pk]))
    with django_assert_num_queries(5):
        assert browser.get(reverse("channels")).status_code == 200


def test_a_channel_is_removed_with_its_address(browser, administrator):
    channel = channel_of(administrator.authority)
    browser.post(reverse("remove-channel", args=[channel.pk]))

    assert not Channel.objects.exists()
    assert AdministrationEntry.objects.get().what == "Removed"


def test_the_channel_of_another_authority_is_not_there(browser):
    channel = channel_of(UserFactory().authority)
    for name in ("change-channel", "try-channel", "remove-channel"):
        assert browser.post(reverse(name, args=[channel.pk])).status_code == 404
    assert Channel.objects.exists()
    assert browser.get(reverse("channels")).context["rows"] == []


def test_nothing_is_posted_of_a_request_restricted_meanwhile(
    officer, foi_request, sent
):
    channel_of(officer.authority)
    assigned(foi_request, officer)
    foi_request.is_restricted = True
    foi_request.save(update_fields=["is_restricted"])
    run_jobs(POST_TO_CHANNEL)

    assert sent == []
