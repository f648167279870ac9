"""A message is answered without a request, or handed on as subject access."""

from datetime import date

import pytest

from mail.models import Entry
from mail.queue.refused import EntryDecided
from mail.queue.replying import (
    NobodyToHandOnTo,
    ReplyNotPossible,
    hand_on_subject_access,
    reply_as_business,
)
from mail.queue.services import undo_end
from requests_app.models import Job, Notice
from tests.factories import UserFactory
from tests.mail.made import AT, ON, entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


def reply(one, officer):
    return reply_as_business(
        entry=one, subject="Re: Bicycles", text="Shed 4.", by=officer, at=AT
    )


def test_a_reply_goes_to_the_sender_in_the_thread_once(officer):
    one = entry(officer.authority)
    one.message.message_id = "one@hale.example"
    one.message.save()

    reply(one, officer)
    with pytest.raises(EntryDecided):
        reply(one, officer)

    payload = Job.objects.get(kind="send_email").payload
    assert payload["to"] == "rowan@hale.example"
    assert payload["in_thread"] == ["<one@hale.example>"]


def test_undoing_leaves_a_trace_of_the_reply_and_a_second_reply_leaves(officer):
    one = entry(officer.authority)
    reply(one, officer)

    back = undo_end(entry=one, by=officer, on=ON, at=AT)

    assert (back.answered_at, back.answered_by) == (AT, officer)
    assert back.answered_with == "Shed 4."
    reply(back, officer)
    assert Job.objects.filter(kind="send_email").count() == 2


def test_a_forged_id_never_reaches_a_header(officer):
    one = entry(officer.authority)
    one.message.message_id = "x\r\nBcc: all@other.example"
    one.message.save()

    reply(one, officer)

    assert Job.objects.get(kind="send_email").payload["in_thread"] == []


@pytest.mark.parametrize("kind", ["auto_reply", "bounce", "receipt"])
def test_a_machine_is_never_answered(officer, kind):
    one = entry(officer.authority, kind=kind)

    with pytest.raises(ReplyNotPossible, match="machine"):
        reply(one, officer)

    assert not Job.objects.filter(kind="send_email").exists()


def test_nobody_is_answered_where_the_sender_is_not_known(officer):
    with pytest.raises(ReplyNotPossible, match="no sender"):
        reply(entry(officer.authority, sender_address=""), officer)


def test_subject_access_is_handed_on_with_its_month(officer):
    colleague = UserFactory(authority=officer.authority, roles=["officer"])
    one = entry(officer.authority, received_on=date(2026, 6, 15))

    ended = hand_on_subject_access(
        entry=one, person=colleague, note="", by=officer, on=ON, at=AT
    )

    assert ended.ended_as == Entry.End.SUBJECT_ACCESS
    assert "15 July 2026" in ended.note
    assert "15 July 2026" in Notice.objects.get(person=colleague).words


def test_a_person_elsewhere_gets_nothing(officer):
    with pytest.raises(NobodyToHandOnTo):
        hand_on_subject_access(
            entry=entry(officer.authority),
            person=UserFactory(roles=["officer"]),
            note="",
            by=officer,
            on=ON,
            at=AT,
        )
