"""Guessing of passwords is slowed, and locks nobody out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from accounts.models import KnownBrowser
from accounts.sign_in import (
    FREE_FAILURES,
    FREE_FAILURES_OF_AN_ADDRESS,
    client_address,
)
from requests_app.models import AdministrationEntry
from tests.factories import UserFactory

RIGHT = "a long enough sentence"
SIGN_IN = "/sign-in/"
PROXY = "10.0.0.7"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def behind_a_proxy(settings):
    settings.TRUSTED_PROXIES = 1


@pytest.fixture
def person():
    person = UserFactory(username="manager", roles=["manager"])
    person.set_password(RIGHT)
    person.save()
    return person


def sign_in(password, *, by="203.0.113.9", name="manager", client=None):
    """Send the form as the proxy does, which adds the address it was called from."""
    client = client or Client()
    return client.post(
        SIGN_IN,
        {"username": name, "password": password},
        REMOTE_ADDR=PROXY,
        HTTP_X_FORWARDED_FOR=by,
    )


def test_twenty_wrong_passwords_are_slowed_and_the_right_one_works_elsewhere(person):
    answers = [sign_in("wrong").status_code for _ in range(20)]

    assert answers == [200] * FREE_FAILURES + [429] * (20 - FREE_FAILURES)
    assert sign_in(RIGHT).status_code == 429
    assert sign_in(RIGHT, by="198.51.100.4").status_code == 302


def test_the_wait_is_told_doubles_and_ends(person):
    for _ in range(FREE_FAILURES):
        sign_in("wrong")
    waits = []
    for _ in range(7):
        waits.append(int(sign_in(RIGHT)["Retry-After"]))
        _let_pass(seconds=waits[-1] + 1)
        sign_in("wrong")

    assert waits == pytest.approx([30, 60, 120, 240, 480, 900, 900], abs=3)
    _let_pass(seconds=901)
    assert sign_in(RIGHT).status_code == 302
    page = sign_in("wrong", by="203.0.113.77")
    assert page.status_code == 200


def _let_pass(*, seconds):
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(seconds=seconds)
        attempt.save()


def test_a_forged_header_neither_helps_the_guesser_nor_blames_another(person):
    for number in range(20):
        sign_in("wrong", by=f"198.51.100.{number}, 203.0.113.9")

    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {
        "203.0.113.9"
    }
    assert sign_in(RIGHT, by="203.0.113.9").status_code == 429
    assert sign_in(RIGHT, by="198.51.100.3").status_code == 302


def test_many_names_from_one_address_are_slowed(person):
    for number in range(FREE_FAILURES_OF_AN_ADDRESS):
        assert sign_in("Summer2026!", name=f"person{number}").status_code == 200

    assert sign_in("Summer2026!", name="one more").status_code == 429
    assert sign_in(RIGHT, by="198.51.100.4").status_code == 302


def test_a_browser_in_which_the_person_signed_in_before_is_not_held_up(person):
    browser = Client()
    assert sign_in(RIGHT, client=browser).status_code == 302
    browser.post(reverse("sign-out"))
    for _ in range(20):
        sign_in("wrong")

    assert sign_in(RIGHT).status_code == 429
    assert sign_in(RIGHT, client=browser).status_code == 302


def test_a_known_browser_waits_for_its_own_failures_and_for_its_own_person(person):
    other = UserFactory(username="other")
    browser = Client()
    sign_in(RIGHT, client=browser)
    browser.post(reverse("sign-out"))

    answers = [sign_in("wrong", client=browser).status_code for _ in range(7)]

    assert answers == [200] * FREE_FAILURES + [429] * 2
    assert KnownBrowser.objects.get().failures == FREE_FAILURES
    assert not other.known_browsers.exists()


def test_an_administrator_lets_a_person_try_at_once_and_that_is_recorded(
    person, client
):
    administrator = UserFactory(roles=["administrator"], authority=person.authority)
    for _ in range(20):
        sign_in("wrong")
    client.force_login(administrator, backend="accounts.backends.RoleBackend")

    client.post(reverse("let-sign-in", kwargs={"person": person.pk}))

    assert sign_in(RIGHT).status_code == 302
    entry = AdministrationEntry.objects.get()
    assert (entry.by, entry.subject) == (administrator, f"Person {person}")
    assert entry.what == "Let sign in at once, after 5 wrong passwords"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        pytest.param(0, "203.0.113.9", PROXY, id="no proxy is trusted"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="one"),
        pytest.param(1, "1.1.1.1, 203.0.113.9", "203.0.113.9", id="a forged entry"),
        pytest.param(2, "1.1.1.1, 203.0.113.9, 10.0.0.8", "203.0.113.9", id="two"),
        pytest.param(2, "203.0.113.9", "203.0.113.9", id="fewer than expected"),
        pytest.param(1, "", PROXY, id="none sent"),
        pytest.param(1, "1.1.1.1, nonsense\0", PROXY, id="no address"),
        pytest.param(1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", id="IPv6"),
        pytest.param(1, "::ffff:203.0.113.9", "203.0.113.9", id="IPv4 in IPv6"),
    ],
)
def test_the_address_is_read_from_the_end_that_our_proxies_wrote(
    rf, settings, proxies, forwarded, expected
):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    request = rf.get("/", REMOTE_ADDR=PROXY, **headers)

    assert client_address(request) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "", "password": "x"}, "Enter your user name"),
        ({"username": "a", "password": ""}, "Enter your password"),
        ({"username": "a" * 300, "password": "x"}, "user name or password is wrong"),
        ({"username": "a\0", "password": "x"}, "user name or password is wrong"),
    ],
)
def test_the_form_says_what_is_wrong_in_plain_words(client, typed, said):
    page = client.post(SIGN_IN, typed)

    ((message, *_),) = page.context["form"].errors.values()
    assert said in message
