"""Letters that leave by GOV.UK Notify, as e-mail and as post."""

from base64 import b64decode
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile

from requests_app.models import FOIRequest, Job, Notice
from requests_app.workflow import State
from responses.letters.records import read_pdf
from responses.models import Dispatch, Enclosure, Receipt, Sender
from responses.senders import carrying
from responses.senders.telling import tell_of_broken
from responses.sending import post
from responses.sending.limits import FilesNotCarried, MessageTooLarge
from responses.sending.queries import sendings_of
from responses.sending.queueing import SEND_LETTER, Sending, send_letter
from tests.jobs import run_jobs
from tests.responses.kinds import AT, ON
from tests.responses.sending.conftest import ADDRESS, BY_EMAIL, BY_POST, ELSEWHERE

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=12)


@pytest.fixture
def with_file(issue, by_notify, officer):
    """Issue a letter outside the system, with a file; return how to send it."""

    def with_file(name, sending, size=9):
        letter = issue(ELSEWHERE)
        Enclosure.objects.create(
            foi_request=letter.foi_request,
            letter=letter,
            title=name,
            name=name,
            file=ContentFile(b"%PDF-1.7 made up", name=name),
            size_bytes=size,
            sha256="0" * 64,
            added_by=officer,
        )
        send_letter(letter=letter, sending=sending, by=officer, on=ON, at=AT)

    return with_file


def state_of(letter):
    letter.foi_request.refresh_from_db()
    return letter.foi_request.state


def told(letter):
    return sendings_of(letter)[0].state


def test_the_text_of_the_letter_is_in_the_e_mail(issue, by_notify, notify):
    letter = issue()
    assert run_jobs(SEND_LETTER, on=ON) == 1
    assert run_jobs(SEND_LETTER, on=ON) == 0

    (sent,) = notify.sent
    dispatch = letter.dispatches.get()
    assert sent["to"] == ADDRESS
    assert letter.foi_request.reference in sent["content"]["subject"]
    assert "There are four of either kind." in sent["content"]["message"]
    assert "download" not in sent["content"]["message"]
    assert (
        sent["reference"] in f"foi-dispatch-{dispatch.pk}-{dispatch.message_id[1:37]}"
    )
    assert dispatch.door == "notify"
    assert dispatch.sent_on == ON
    assert str(dispatch.receipt.notify_id) == sent["id"]
    assert state_of(letter) == State.ANSWERED
    assert mail.outbox == []


def test_files_leave_by_link_where_the_authority_wants_it(issue, by_notify, notify):
    Sender.objects.update(notify_links=True, notify_weeks=4, notify_confirms=False)
    notify.places = ["subject", "message", "link"]
    letter = issue()
    run_jobs(SEND_LETTER, on=ON)

    given = notify.sent[0]["content"]
    letter.refresh_from_db()
    assert b64decode(given["link"]["file"]) == read_pdf(letter)
    assert given["link"]["retention_period"] == "4 weeks"
    assert given["link"]["confirm_email_before_download"] is False
    assert "until 6 April 2026" in given["message"]


def test_a_template_without_a_place_for_the_letter_sends_nothing(
    issue, by_notify, notify
):
    Sender.objects.update(notify_links=True)
    letter = issue()
    run_jobs(SEND_LETTER, on=ON)

    assert notify.sent == []
    assert "has no place for ((link))" in letter.dispatches.get().failure


def test_a_letter_with_files_is_refused_where_e_mails_link_to_none(with_file):
    with pytest.raises(FilesNotCarried, match="carry none here"):
        with_file("spending.csv", BY_EMAIL)

    assert not Dispatch.objects.waiting().exists()


@pytest.mark.parametrize(
    ("name", "size", "refusal"),
    [("film.mov", 9, FilesNotCarried), ("big.pdf", 2**21 + 1, MessageTooLarge)],
)
def test_files_that_notify_does_not_take_are_refused_when_chosen(
    with_file, name, size, refusal
):
    Sender.objects.update(notify_links=True)

    with pytest.raises(refusal):
        with_file(name, BY_EMAIL, size)


def test_a_letter_is_printed_and_posted_with_its_postage(issue, by_notify, notify):
    Sender.objects.update(postage="first")
    letter = issue(BY_POST)
    assert not post.waiting_for_post(FOIRequest.objects.all(), at=AT).exists()
    run_jobs(SEND_LETTER, on=ON)

    (sent,) = notify.sent
    letter.refresh_from_db()
    assert sent["content"] == read_pdf(letter)
    assert sent["postage"] == "first"
    assert state_of(letter) == State.ANSWERED
    assert "Taken by GOV.UK Notify" in told(letter)


def test_a_letter_to_another_address_lies_behind_a_cover(issue, by_notify, notify):
    letter = issue(BY_POST)
    run_jobs(SEND_LETTER, on=ON)
    other = Sending(Dispatch.Channel.POST, "Sam Other\n4 Side Street\nYork\nYO1 7HH")
    send_letter(
        letter=letter, sending=other, by=letter.dispatches.get().by, on=ON, at=AT
    )
    run_jobs(SEND_LETTER, on=ON)

    assert len(notify.sent) == 2
    assert len(notify.sent[1]["content"]) > len(notify.sent[0]["content"])


@pytest.mark.parametrize(
    ("name", "size", "why"),
    [
        ("spending.xlsx", 9, r"spending\.xlsx is none"),
        ("plans.pdf", 2**21 + 1, "takes 2 MB"),
    ],
)
def test_files_that_cannot_be_posted_are_refused_when_chosen(
    with_file, name, size, why
):
    with pytest.raises(FilesNotCarried, match=why):
        with_file(name, BY_POST, size)


def test_a_letter_that_does_not_fit_leaves_never_and_says_why(
    issue, by_notify, notify, monkeypatch
):
    letter = issue(BY_POST)
    monkeypatch.setattr("responses.letters.window.MOST_PAGES", 0)
    run_jobs(SEND_LETTER, on=ON)

    assert notify.sent == []
    failure = letter.dispatches.get().failure
    assert "would refuse the letter" in failure
    assert "fit the envelope" in failure


def test_post_can_be_printed_here_all_the_same(issue, by_notify, notify):
    issue(Sending(BY_POST.channel, BY_POST.address, is_printed_here=True))
    run_jobs(SEND_LETTER, on=ON)

    assert notify.sent == []
    later = AT + timedelta(hours=1)
    assert post.waiting_for_post(FOIRequest.objects.all(), at=later).count() == 1


def test_a_revoked_key_keeps_letters_back_and_tells_an_administrator(
    issue, by_notify, notify, administrator
):
    letter = issue()
    notify.is_revoked = True
    run_jobs(SEND_LETTER, on=ON)
    for _ in range(2):
        tell_of_broken(on=ON)

    dispatch = letter.dispatches.get()
    assert dispatch.begun_at is None
    assert dispatch.failed_at is None
    assert "It has not left so far. GOV.UK Notify does not accept" in told(letter)
    notice = Notice.objects.get(person=administrator)
    assert "API key revoked" in notice.words
    assert letter.foi_request.reference not in notice.words

    notify.is_revoked = False
    Job.objects.update(due_at=AT)
    run_jobs(SEND_LETTER, on=ON)
    assert len(notify.sent) == 1
    assert Sender.objects.get().broken_since is None


def test_an_address_refused_for_good_is_told(issue, by_notify, notify):
    letter = issue()
    notify.answers = [(400, "ValidationError", "email_address Not a valid address")]
    run_jobs(SEND_LETTER, on=ON)

    assert "GOV.UK Notify refused the address" in letter.dispatches.get().failure
    assert Notice.objects.filter(kind=Notice.Kind.BOUNCED).exists()


@pytest.mark.parametrize(
    ("answer", "begun"),
    [
        ((429, "RateLimitError", "Exceeded rate limit"), False),
        ((503, "Unavailable", "Try later"), True),
        ((500, "Exception", "Internal server error"), True),
    ],
)
def test_a_service_in_trouble_is_tried_again(issue, by_notify, notify, answer, begun):
    letter = issue(BY_POST)
    notify.answers = [answer]
    run_jobs(SEND_LETTER, on=ON)

    dispatch = letter.dispatches.get()
    assert (dispatch.begun_at is not None) == begun
    assert dispatch.is_waiting
    assert not Job.objects.filter(needs_attention=True).exists()

    Job.objects.update(due_at=AT)
    carrying._away.clear()
    Dispatch.objects.filter(begun_at__isnull=False).update(begun_at=AT - LATER)
    run_jobs(SEND_LETTER, on=ON, at=AT)
    assert len(notify.sent) == 1
    assert letter.dispatches.get().sent_at is not None


@pytest.mark.parametrize("sending", [BY_EMAIL, BY_POST])
def test_a_lost_answer_gives_neither_a_double_nor_a_doubt(
    issue, by_notify, notify, sending
):
    letter = issue(sending)
    notify.is_silent = True
    run_jobs(SEND_LETTER, on=ON)
    assert letter.dispatches.get().begun_at is not None
    notify.is_silent = False

    Job.objects.update(due_at=AT)
    run_jobs(SEND_LETTER, on=ON)

    dispatch = letter.dispatches.get()
    assert len(notify.sent) == 1
    assert dispatch.sent_at is not None
    assert dispatch.unconfirmed_since is None
    assert Receipt.objects.get().dispatch == dispatch


def test_nothing_is_sent_again_while_a_call_may_be_on_its_way(issue, by_notify, notify):
    letter = issue()
    Dispatch.objects.update(begun_at=AT, door="notify")
    run_jobs(SEND_LETTER, on=ON, at=AT + timedelta(minutes=9))

    assert notify.sent == []
    assert letter.dispatches.get().begun_at is not None
    assert (
        "has nothing of the letter yet"
        in Job.objects.get(kind="send_letter").last_error
    )


def test_a_service_that_never_answers_leaves_it_to_a_person(issue, by_notify, notify):
    letter = issue()
    Dispatch.objects.update(begun_at=AT, door="notify")
    notify.is_revoked = True
    Job.objects.filter(kind="send_letter").update(
        attempts=SEND_LETTER.most_attempts - 1
    )
    run_jobs(SEND_LETTER, on=ON)

    assert letter.dispatches.get().unconfirmed_since is not None
    assert Job.objects.get(kind="send_letter").needs_attention


def test_the_demonstration_posts_and_sends_nothing(issue, by_notify, notify, settings):
    settings.IS_DEMONSTRATION = True
    issue()
    run_jobs(SEND_LETTER, on=ON)

    assert notify.calls == []
