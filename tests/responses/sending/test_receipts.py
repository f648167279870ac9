"""What becomes of letters that GOV.UK Notify took comes back to the request."""

import json
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from requests_app.models import Notice
from requests_app.workflow import State
from responses.models import Receipt, Sender
from responses.senders.services import digest_of
from responses.sending.history import SendingHistory
from responses.sending.queries import sendings_of
from responses.sending.queueing import SEND_LETTER
from responses.sending.receipts import ask_for_receipts
from tests.factories import AuthorityFactory
from tests.jobs import run_jobs
from tests.responses.kinds import ON
from tests.responses.sending.conftest import BY_EMAIL, BY_POST

pytestmark = pytest.mark.django_db
ADDRESS = reverse("notify-receipts")
TOKEN = "a token of the tests, long enough for one"  # noqa: S105 - of no service


@pytest.fixture
def send(issue, by_notify):
    def send(sending=BY_EMAIL):
        letter = issue(sending)
        run_jobs(SEND_LETTER, on=ON)
        return letter

    return send


def ask(after=timedelta(hours=1)):
    Receipt.objects.filter(ask_at__isnull=False).update(ask_at=F("taken_at"))
    taken_at = Receipt.objects.get().taken_at
    return ask_for_receipts(at=taken_at + after, on=ON)


def told(letter):
    return sendings_of(letter)[0].state


def state_of(letter):
    letter.foi_request.refresh_from_db()
    return letter.foi_request.state


@pytest.mark.parametrize(
    ("sending", "status", "words"),
    [
        (BY_EMAIL, "delivered", "Delivered on"),
        (BY_POST, "received", "The printer of GOV.UK Notify has posted the letter on"),
    ],
)
def test_what_arrived_is_shown_with_its_moment(send, notify, sending, status, words):
    letter = send(sending)
    notify.set_status("sending")
    ask(timedelta(0))
    assert "GOV.UK Notify is sending it." in told(letter)

    notify.set_status(status)
    assert ask() == 1
    assert ask() == 0
    assert words in told(letter)
    assert Receipt.objects.get().ask_at is None
    assert state_of(letter) == State.ANSWERED


@pytest.mark.parametrize(
    ("sending", "status", "words"),
    [
        (BY_EMAIL, "permanent-failure", "The address does not exist"),
        (BY_EMAIL, "temporary-failure", "the mailbox is full"),
        (BY_EMAIL, "technical-failure", "could not send the e-mail"),
        (BY_POST, "validation-failed", "failed the checks of GOV.UK Notify"),
        (BY_POST, "cancelled", "cancelled at GOV.UK Notify"),
        (BY_POST, "virus-scan-failed", "found a virus"),
        (BY_POST, "returned-letter", "brought the letter back"),
    ],
)
def test_what_did_not_arrive_opens_the_request_and_tells_the_officer(
    send, notify, sending, status, words, officer
):
    letter = send(sending)
    notify.set_status(status)
    ask()
    ask()

    dispatch = letter.dispatches.get()
    assert words in dispatch.failure
    assert f"Not delivered. {dispatch.failure}" in told(letter)
    assert state_of(letter) != State.ANSWERED
    history = letter.foi_request.history
    assert history.filter(kind=SendingHistory.LETTER_NOT_DELIVERED).count() == 1
    assert Notice.objects.filter(person=officer, kind="bounced").count() == 1


def test_a_letter_is_asked_about_ever_more_seldom_and_for_a_week(send, notify):
    send(BY_POST)
    receipt = Receipt.objects.get()
    gaps = []
    for age in (timedelta(minutes=10), timedelta(hours=5), timedelta(days=3)):
        at = receipt.taken_at + age
        Receipt.objects.update(ask_at=at)
        ask_for_receipts(at=at, on=ON)
        gaps.append(Receipt.objects.get().ask_at - at)
    assert gaps == [timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6)]

    at = receipt.taken_at + timedelta(days=8)
    ask_for_receipts(at=at, on=ON)
    assert Receipt.objects.get().ask_at is None


def test_a_message_that_notify_forgot_is_not_asked_about_again(send, notify):
    letter = send()
    notify.sent.clear()
    ask()

    assert Receipt.objects.get().ask_at is None
    assert "did not say whether it arrived" in told(letter)


def test_a_service_in_trouble_is_asked_later(send, notify):
    send()
    notify.is_revoked = True
    ask()

    assert Receipt.objects.get().ask_at is not None


@pytest.fixture
def reports(by_notify):
    Sender.objects.update(receipts_digest=digest_of(TOKEN))


def report(client, notify, status="delivered", token=TOKEN, **more):
    said = {
        "id": notify.sent[-1]["id"] if notify.sent else "x",
        "reference": "any",
        "to": "alex@requester.example",
        "status": status,
        "notification_type": "email",
    }
    return client.post(
        ADDRESS,
        json.dumps(said | more),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def test_notify_may_report_by_itself(client, send, notify, reports):
    letter = send()
    assert report(client, notify).status_code == 204
    assert report(client, notify).status_code == 204

    assert "Delivered" in told(letter)


def test_a_report_of_a_failure_counts_once(client, send, notify, reports):
    letter = send()
    for _ in range(2):
        report(client, notify, "permanent-failure")

    history = letter.foi_request.history
    assert history.filter(kind=SendingHistory.LETTER_NOT_DELIVERED).count() == 1


@pytest.mark.parametrize("token", ["", "another token", TOKEN.upper()])
def test_a_report_without_the_token_changes_nothing(
    client, send, notify, reports, token
):
    send()
    assert report(client, notify, token=token).status_code == 403
    assert Receipt.objects.get().status == "created"


def test_many_wrong_tokens_wait(client, send, notify, reports):
    send()
    wrong = TOKEN[1:]
    codes = {report(client, notify, token=wrong).status_code for _ in range(60)}

    assert codes == {403, 429}


def test_the_token_of_one_authority_moves_no_letter_of_another(client, send, notify):
    send()
    other = AuthorityFactory()
    Sender.objects.create(authority=other, receipts_digest=digest_of(TOKEN))
    assert report(client, notify).status_code == 204
    assert Receipt.objects.get().status == "created"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"id": 1, "status": "x"}', b'"' + b"x" * 30_000 + b'"'],
)
def test_what_is_no_report_is_refused(client, reports, body):
    response = client.post(
        ADDRESS,
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {TOKEN}"},
    )

    assert response.status_code == 400


def test_only_reports_are_taken(client):
    assert client.get(ADDRESS).status_code == 405
