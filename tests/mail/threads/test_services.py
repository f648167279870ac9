"""A message is read once, and goes on the file of its request or into the queue."""

from datetime import timedelta

import pytest

from mail.models import Entry, Mailbox, Message
from requests_app.models import Notice
from requests_app.workflow import State
from responses.models import Dispatch, Sender
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    LetterFactory,
    UserFactory,
)
from tests.mail.made import AT, mail, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory()


def request_of(authority, **given):
    officer = UserFactory(authority=authority, roles=["officer"])
    details = {
        "authority": authority,
        "officer": officer,
        "requester_email": "rowan@hale.example",
        "state": State.ANSWERING,
    }
    return FOIRequestFactory(**details | given)


def sent_letter(foi_request, message_id="<letter@authority.example>"):
    return Dispatch.objects.create(
        letter=LetterFactory(foi_request=foi_request),
        channel="email",
        address="rowan@hale.example",
        by=foi_request.officer,
        sent_at=AT,
        sent_on=AT.date(),
        begun_at=AT,
        message_id=message_id,
    )


def test_a_new_message_goes_into_the_queue_with_its_day_in_london(authority):
    receive(authority, mail(sent_at="Fri, 12 Jun 2026 23:30:00 +0000"))

    one = Entry.objects.get()
    assert one.received_on.isoformat() == "2026-06-13"  # summer time
    assert (one.question_count, one.regime, one.language) == (2, "FOIA", "en")
    assert one.message.sender_address == "rowan@hale.example"


def test_a_date_of_next_year_is_not_believed(authority):
    receive(authority, mail(sent_at="Sat, 12 Jun 2027 10:00:00 +0000"))

    assert Entry.objects.get().received_on == AT.date()


def test_the_same_message_in_two_boxes_is_one_entry_of_the_earlier_day(authority):
    raw = mail()
    boxes = [
        Mailbox.objects.create(authority=authority, name=name, kind="folder")
        for name in ("FOI", "Press")
    ]

    receive(authority, raw, mailbox=boxes[0], arrived_at=AT)
    receive(authority, raw, mailbox=boxes[1], arrived_at=AT - timedelta(days=3))

    one = Entry.objects.get()
    assert one.received_on == (AT - timedelta(days=3)).date()
    assert Message.objects.count() == 1


def test_an_answer_to_our_letter_goes_on_its_file_and_the_officer_is_told(authority):
    foi_request = request_of(authority)
    sent_letter(foi_request)

    receive(authority, mail(In_Reply_To="<letter@authority.example>"))

    message = Message.objects.get()
    assert (message.foi_request, message.matched_by) == (foi_request, "message_id")
    assert not Entry.objects.exists()
    assert Notice.objects.get().person == foi_request.officer


def test_the_address_of_a_request_leads_to_it(authority):
    foi_request = request_of(authority, reference="RX/12-26")

    receive(authority, mail(to="foi+rx~12-26@authority.example"))

    assert Message.objects.get().foi_request == foi_request


def test_the_address_by_the_pattern_of_the_authority_leads_to_it(authority):
    Sender.objects.create(
        authority=authority, reply_pattern="reply-{reference}@answers.example"
    )
    foi_request = request_of(authority, reference="RX/12-26")

    receive(authority, mail(to="reply-rx~12-26@answers.example"))

    message = Message.objects.get()
    assert (message.foi_request, message.matched_by) == (foi_request, "address")


def test_a_reference_counts_only_from_the_requester(authority):
    foi_request = request_of(authority, reference="RX/12-26")
    said = {"subject": "Your reference RX/12-26"}

    receive(authority, mail(**said))
    receive(authority, mail(sender="Someone <else@other.example>", **said))

    assert Message.objects.filter(foi_request=foi_request).count() == 1
    assert Entry.objects.get().named == foi_request


def test_a_like_subject_alone_never_matches(authority):
    request_of(authority, subject="Bicycles bought by the authority")

    receive(authority, mail(subject="RE: Bicycles bought by the authority"))

    assert Entry.objects.get().named is None


def test_an_answer_to_a_closed_request_waits_in_the_queue(authority):
    foi_request = request_of(
        authority, state=State.ANSWERED, closed_on=AT.date(), answered_on=AT.date()
    )
    sent_letter(foi_request)

    receive(authority, mail(In_Reply_To="<letter@authority.example>"))

    assert Entry.objects.get().named == foi_request


def test_whoever_uses_our_message_id_is_still_read(authority):
    foi_request = request_of(authority)
    sent_letter(foi_request)

    receive(authority, mail(Message_ID="<letter@authority.example>"))

    message = Message.objects.get()
    assert message.foi_request == foi_request
    assert (message.direction, message.read_at) == ("received", None)


def test_another_message_with_the_same_id_is_kept(authority):
    receive(authority, mail(Message_ID="<one@hale.example>"))
    receive(authority, mail(Message_ID="<one@hale.example>", text="Quite another."))

    assert Entry.objects.count() == 2
