"""Delivery by e-mail, and refusals of the mail server."""

import hashlib
import smtplib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.core import mail
from django.core.files.base import ContentFile
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError
from django.db.models.functions import Now

from requests_app.models import Job, Notice
from responses.letters.records import attach_pdf, pdf_name, read_pdf
from responses.letters.text import text_of
from responses.models import Dispatch, Enclosure, Letterhead
from responses.sending import delivery
from responses.sending.history import SendingHistory
from responses.sending.outcomes import record_returned
from responses.sending.queueing import (
    SEND_LETTER,
    Sending,
    SendingNotPossible,
    undo_send,
)
from tests.factories import FOIRequestFactory
from tests.jobs import run_jobs
from tests.responses.kinds import AT, ON
from tests.responses.sending.conftest import ADDRESS, BY_POST

pytestmark = pytest.mark.django_db


class Refuses(EmailBackend):
    answer: Exception = smtplib.SMTPDataError(552, b"Message too big")

    def send_messages(self, messages):
        raise self.answer


class BreaksOff(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


class NobodyThere(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("nobody there")


@pytest.fixture
def send_by(settings):
    def send_by(backend):
        settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
        return run_jobs(SEND_LETTER, on=ON)

    return send_by


@pytest.fixture
def letter(issue, at_once):
    return issue()


def refuses(monkeypatch, answer):
    monkeypatch.setattr(Refuses, "answer", answer)
    return Refuses


def test_a_letter_is_sent_as_its_pdf_with_nothing_personal_in_the_subject(
    letter, officer
):
    Letterhead.objects.update(sends_from="foi@force.example")

    assert run_jobs(SEND_LETTER, on=ON) == 1
    assert run_jobs(SEND_LETTER, on=ON) == 0

    letter.refresh_from_db()
    (sent,) = mail.outbox
    reference = letter.foi_request.reference
    assert sent.subject == f"Your request for information, our reference {reference}"
    assert letter.foi_request.requester_name not in sent.subject + sent.body
    assert (sent.to, sent.reply_to) == ([ADDRESS], [officer.authority.email])
    assert sent.from_email == f"{officer.authority.name} <foi@force.example>"
    (attached,) = sent.attachments
    assert attached.filename == pdf_name(letter)
    assert attached.content == read_pdf(letter)
    dispatch = letter.dispatches.get()
    assert sent.extra_headers["Message-ID"] == dispatch.message_id
    assert dispatch.sent_on == ON
    assert letter.foi_request.history.filter(kind=SendingHistory.LETTER_SENT).exists()


def test_the_letter_can_go_as_text_with_its_pdf(issue, at_once):
    letter = issue(Sending(Dispatch.Channel.EMAIL, ADDRESS, Dispatch.Form.TEXT_AND_PDF))

    run_jobs(SEND_LETTER, on=ON)

    (sent,) = mail.outbox
    assert text_of(letter.html) in sent.body
    assert len(sent.attachments) == 1


def test_nothing_is_sent_before_its_time(issue):
    letter = issue()
    Job.objects.filter(kind="send_letter").update(due_at=Now() + timedelta(hours=1))

    assert run_jobs(SEND_LETTER, on=ON) == 0
    assert letter.dispatches.get().is_waiting


def test_what_was_held_back_is_not_sent(letter, officer):
    undo_send(dispatch=letter.dispatches.get(), by=officer, on=ON, at=AT)

    run_jobs(SEND_LETTER, on=ON)

    assert not mail.outbox


def test_what_is_held_back_while_the_worker_prepares_is_not_sent(
    letter, officer, monkeypatch
):
    """The lock on the dispatch decides the race; here the officer comes first."""
    begin = delivery._begin

    def person_first(dispatch, door):
        undo_send(dispatch=dispatch, by=officer, on=ON, at=AT)
        begin(dispatch, door)

    monkeypatch.setattr(delivery, "_begin", person_first)

    run_jobs(SEND_LETTER, on=ON)

    assert not mail.outbox
    assert letter.dispatches.get().stopped_by == officer


def test_what_a_worker_has_begun_is_not_held_back(letter, officer, monkeypatch):
    begin, refused = delivery._begin, []

    def worker_first(dispatch, door):
        begin(dispatch, door)
        try:
            undo_send(dispatch=dispatch, by=officer, on=ON, at=AT)
        except SendingNotPossible as refusal:
            refused.append(str(refusal))

    monkeypatch.setattr(delivery, "_begin", worker_first)

    run_jobs(SEND_LETTER, on=ON)

    assert refused == ["Too late to undo: the letter is being sent now."]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (smtplib.SMTPDataError(552, b"Too big"), "refused the message: 552 Too big."),
        (
            smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"No such user")}),
            "refused the address: 550 No such user.",
        ),
    ],
)
def test_a_refusal_for_good_comes_back_to_the_request(
    letter, officer, send_by, monkeypatch, answer, says
):
    send_by(refuses(monkeypatch, answer))

    dispatch, entry = letter.dispatches.get(), letter.foi_request.history.first()
    assert dispatch.failure == f"The mail server {says}"
    assert dispatch.failed_at is not None
    assert entry.kind == SendingHistory.LETTER_NOT_DELIVERED
    assert Job.objects.get(kind="send_letter").done_at is not None
    told = Notice.objects.get(kind="bounced")
    assert told.person == officer
    assert told.url == letter.get_absolute_url()


def test_a_refusal_for_now_is_tried_again_later(letter, send_by, monkeypatch):
    send_by(refuses(monkeypatch, smtplib.SMTPDataError(451, b"Greylisted")))

    dispatch, job = letter.dispatches.get(), Job.objects.get(kind="send_letter")
    assert dispatch.is_waiting
    assert dispatch.begun_at is None
    assert not job.needs_attention
    Job.objects.update(due_at=Now() - timedelta(seconds=1))
    conf.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert run_jobs(SEND_LETTER, on=ON) == 1
    assert len(mail.outbox) == 1


def test_what_nobody_takes_for_three_days_has_failed(letter, send_by):
    Job.objects.filter(kind="send_letter").update(
        attempts=SEND_LETTER.most_attempts - 1
    )

    send_by(NobodyThere)

    failure = letter.dispatches.get().failure
    assert (
        "could not be reached: nobody there. The message was tried for almost three"
    ) in failure


def test_a_connection_that_breaks_off_leaves_a_doubt(letter, send_by):
    send_by(BreaksOff)
    Job.objects.update(due_at=Now() - timedelta(hours=1))
    send_by(BreaksOff)

    assert letter.dispatches.get().unconfirmed_since is not None
    assert Job.objects.get(kind="send_letter").needs_attention


def enclose(letter, content=b"Year,Cameras\n", **fields):
    enclosure = Enclosure(
        foi_request=letter.foi_request,
        letter=letter,
        title="Cameras",
        name="cameras.csv",
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=letter.issued_by,
    )
    for name, value in fields.items():
        setattr(enclosure, name, value)
    enclosure.file.save("cameras.csv", ContentFile(content), save=True)
    return enclosure


def test_the_files_that_go_with_a_letter_go_with_it(letter):
    enclose(letter)

    run_jobs(SEND_LETTER, on=ON)

    _, table = mail.outbox[0].attachments
    assert (table.get_filename(), table.get_content_type()) == (
        "cameras.csv",
        "text/csv",
    )
    assert table.get_payload(decode=True) == b"Year,Cameras\n"
    assert "with the files that it names" in " ".join(mail.outbox[0].body.split())


def test_a_file_that_was_changed_never_leaves(letter):
    enclosure = enclose(letter)
    Path(enclosure.file.path).write_bytes(b"something else")

    run_jobs(SEND_LETTER, on=ON)

    dispatch = letter.dispatches.get()
    assert not mail.outbox
    assert dispatch.failure.startswith(
        "The sending was stopped before the message left. cameras.csv is"
    )


def test_a_letter_whose_pdf_was_changed_never_leaves(letter):
    letter = attach_pdf(letter=letter, on=ON)
    Path(conf.MEDIA_ROOT, letter.pdf.name).write_bytes(b"%PDF-1.7 forged")

    run_jobs(SEND_LETTER, on=ON)

    assert not mail.outbox
    assert letter.dispatches.get().failed_at is not None


def test_a_file_of_another_request_is_never_tied_to_a_letter(letter):
    with pytest.raises(IntegrityError, match="letter of its own request"):
        enclose(letter, foi_request=FOIRequestFactory())


@pytest.mark.parametrize("name", ["console", "dummy", "filebased"])
def test_a_letter_waits_where_no_mail_server_is_set_up(letter, settings, name):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{name}.EmailBackend"
    settings.IS_DEMONSTRATION = settings.DEBUG = False

    run_jobs(SEND_LETTER, on=ON)

    assert letter.dispatches.get().is_waiting
    assert "No mail server is set up" in Job.objects.get(kind="send_letter").last_error


def test_a_letter_that_came_back_is_not_delivered(letter, manager, officer):
    run_jobs(SEND_LETTER, on=ON)

    record_returned(
        dispatch=letter.dispatches.get(),
        reason="No such mailbox.",
        by=manager,
        on=ON,
        at=AT,
    )

    dispatch = letter.dispatches.get()
    assert dispatch.was_returned
    assert dispatch.failure == "Returned undelivered. No such mailbox."
    assert Notice.objects.get(kind="bounced").person == officer


def test_what_was_not_sent_cannot_come_back(issue, officer):
    dispatch = issue(BY_POST).dispatches.get()

    with pytest.raises(SendingNotPossible, match="has not been sent"):
        record_returned(dispatch=dispatch, reason="x", by=officer, on=ON, at=AT)


def test_the_last_letter_of_a_turn_can_be_sent_before_the_worker_is_killed():
    left = SEND_LETTER.time_limit_seconds - SEND_LETTER.turn_seconds

    assert left >= 360
