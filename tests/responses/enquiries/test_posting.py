"""Mails to departments: urgent questions, the morning post, reminders, the head."""

import smtplib
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db.models.functions import Now

from requests_app.administration.parts import change_part
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import EnquiryLink, Job, Notice
from responses.enquiries import posting
from responses.enquiries.answering import Written, answer_enquiry
from responses.enquiries.asking import make_enquiry
from responses.enquiries.following import change_day, withdraw_enquiry
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.holders import Holder
from responses.enquiries.links import find_link
from responses.enquiries.posting import SEND_ENQUIRIES, post_enquiries
from tests.factories import DepartmentFactory, UserFactory

MONDAY = date(2026, 3, 23)
WANTED = date(2026, 4, 1)  # the Wednesday of the week after


def at(day, hour=8):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def mailbox(officer):
    return DepartmentFactory(
        authority=officer.authority, mailbox="parks@authority.example", name="Parks"
    )


@pytest.fixture
def ask(foi_request, questions, officer, mailbox):
    def ask(number=0, **changes):
        told = {
            "foi_request": foi_request,
            "department": mailbox,
            "questions": questions[number : number + 1],
            "message": "",
            "wanted_by": WANTED,
            "by": officer,
            "on": MONDAY,
        }
        return make_enquiry(**(told | changes))

    return ask


def post(day, hour=8):
    """Let the morning come: write the mails and send them."""
    post_enquiries(on=day, at=at(day, hour))
    send(day)


def send(day):
    run_due(handler=handler_of(SEND_ENQUIRIES.name), on=day, at=at(day))


def token_in(message):
    return message.body.partition("/reply/")[2].partition("/")[0]


def test_a_morning_brings_one_mail_with_all_new_and_open_questions(ask):
    first = ask(0)
    second = ask(1, wanted_by=date(2026, 4, 2))
    assert not Job.objects.filter(kind=SEND_ENQUIRIES.name).exists()

    post(date(2026, 3, 24))

    [message] = mail.outbox
    assert message.to == ["parks@authority.example"]
    assert "How many of 0?" in message.body
    assert "How many of 1?" in message.body
    links = EnquiryLink.objects.filter(enquiry__in=[first, second])
    assert links.count() == 2
    assert "Asker" not in message.body + message.subject
    assert "77-26" not in message.body + message.subject


def test_two_beats_send_one_mail(ask):
    ask()
    for hour in (7, 8, 9):
        post(date(2026, 3, 24), hour)

    assert len(mail.outbox) == 1


def test_no_post_at_night_or_at_the_weekend(ask):
    ask()
    post(date(2026, 3, 24), 6)
    post(date(2026, 3, 28))

    assert mail.outbox == []


def test_a_morning_without_news_brings_no_mail(ask):
    ask()
    post(date(2026, 3, 24))
    post(date(2026, 3, 25))

    assert len(mail.outbox) == 1


def test_an_urgent_question_goes_at_once_and_not_again_in_the_morning(ask):
    ask(wanted_by=date(2026, 3, 25))
    send(MONDAY)
    assert len(mail.outbox) == 1

    post(date(2026, 3, 24))
    assert len(mail.outbox) == 1


def test_reminders_come_before_on_and_after_the_day(ask, officer):
    ask()
    days = [date(2026, 3, number) for number in range(24, 32)]
    days += [date(2026, 4, number) for number in (1, 2, 7, 8)]
    for day in days:
        post(day)

    # New on the 24th; two working days before; on the day; the day after.
    assert [len(mail.outbox)] == [4]
    assert mail.outbox[-1].subject.endswith("(late)")
    late = Notice.objects.filter(kind=Notice.Kind.REPLY_LATE, person=officer)
    assert late.count() == 1


def test_a_moved_day_begins_the_reminders_again(ask, officer):
    enquiry = ask()
    post(date(2026, 3, 24))
    post(date(2026, 3, 30))
    change_day(
        enquiry=enquiry, wanted_by=date(2026, 4, 9), by=officer, on=date(2026, 3, 30)
    )
    post(date(2026, 3, 31))
    assert len(mail.outbox) == 2
    post(date(2026, 4, 8))
    assert len(mail.outbox) == 3


def test_a_new_mailbox_gets_the_questions_and_the_former_gets_no_more(
    ask, mailbox, officer
):
    ask(0)
    post(date(2026, 3, 24))
    token = token_in(mail.outbox.pop())

    change_part(part=mailbox, mailbox="green@authority.example", by=officer)
    post(date(2026, 3, 25))

    [message] = mail.outbox
    assert message.to == ["green@authority.example"]
    assert token_in(message) != token
    former = EnquiryLink.objects.get(address="parks@authority.example")
    assert former.is_ended(at(date(2026, 3, 25)))


def test_a_reply_stops_the_mails(ask, mailbox):
    enquiry = ask()
    post(date(2026, 3, 24))
    link = find_link(token_in(mail.outbox[0]))
    answer_enquiry(
        enquiry=enquiry,
        holder=Holder(link=link),
        written=Written(text="Twelve."),
        on=date(2026, 3, 25),
        at=at(date(2026, 3, 25)),
    )
    post(date(2026, 3, 31))

    assert len(mail.outbox) == 1


def test_a_mail_withdrawn_before_it_leaves_is_not_sent(ask, officer):
    enquiry = ask(wanted_by=date(2026, 3, 24))
    withdraw_enquiry(enquiry=enquiry, by=officer, on=MONDAY, at=at(MONDAY))
    send(MONDAY)

    assert mail.outbox == []
    assert Job.objects.get(kind=SEND_ENQUIRIES.name).done_at


def test_no_token_is_stored_with_a_job(ask):
    ask(wanted_by=date(2026, 3, 24))
    send(MONDAY)

    token = token_in(mail.outbox[0])
    assert find_link(token)
    assert token not in str(list(Job.objects.values()))
    assert token not in str(list(EnquiryLink.objects.values()))


def test_a_reminder_carries_the_same_link(ask):
    ask()
    post(date(2026, 3, 24))
    post(date(2026, 3, 30))

    first, second = map(token_in, mail.outbox)
    assert first == second


def test_the_head_is_told_once_by_mail(ask, mailbox):
    mailbox.head_email = "head@authority.example"
    mailbox.save()
    enquiry = ask()
    for day in (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 9)):
        post(day)

    heads = [one for one in mail.outbox if one.to == ["head@authority.example"]]
    assert len(heads) == 1
    assert "as head of Parks" in heads[0].body
    told = enquiry.foi_request.history.filter(kind=EnquiriesHistory.ENQUIRY_REMINDED)
    assert "the head was told" in str([one.note for one in told])


@pytest.mark.parametrize(
    ("days", "told_on"), [(1, date(2026, 4, 2)), (4, date(2026, 4, 9))]
)
def test_each_department_says_after_how_many_days_its_head_is_told(
    ask, mailbox, days, told_on
):
    mailbox.head_email = "head@authority.example"
    mailbox.escalate_after_days = days
    mailbox.save()
    ask()

    for day in (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 9)):
        post(day)
        heads = [one for one in mail.outbox if one.to == ["head@authority.example"]]
        assert len(heads) == (day >= told_on)


def test_a_head_with_an_account_is_told_by_a_notice(ask, mailbox, officer):
    mailbox.head = UserFactory(authority=officer.authority, roles=["contributor"])
    mailbox.save()
    ask()
    for day in (date(2026, 4, 8), date(2026, 4, 9)):
        post(day)

    assert Notice.objects.filter(person=mailbox.head).count() == 1


@pytest.mark.parametrize("has_left", [True, False])
def test_without_a_head_the_managers_are_told_once(ask, mailbox, officer, has_left):
    manager = UserFactory(authority=officer.authority, roles=["manager"])
    if has_left:
        mailbox.head = UserFactory(authority=officer.authority, is_active=False)
        mailbox.save()
    enquiry = ask()
    for day in (date(2026, 4, 2), date(2026, 4, 8), date(2026, 4, 9)):
        post(day)

    notice = Notice.objects.get(person=manager)
    assert notice.kind == Notice.Kind.REPLY_LATE
    assert "A reply of Parks was wanted by 1 April 2026 and is late" in notice.words
    assert notice.url.endswith(f"#enquiry-{enquiry.pk}")
    told = enquiry.foi_request.history.filter(note__contains="the managers were told")
    assert told.count() == 1


def test_without_head_and_managers_a_head_entered_later_is_told(ask, mailbox):
    ask()
    post(date(2026, 4, 8))
    mailbox.head_email = "head@authority.example"
    mailbox.save()
    post(date(2026, 4, 9))

    assert "head@authority.example" in [one.to[0] for one in mail.outbox]


def test_contributors_are_told_by_notices_and_get_no_link(
    enquiry, contributor, foi_request
):
    post(date(2026, 3, 17))
    post(date(2026, 3, 19))

    told = Notice.objects.filter(person=contributor)
    assert {one.kind for one in told} == {Notice.Kind.ASKED, Notice.Kind.REPLY_LATE}
    assert all(one.foi_request is None for one in told)
    assert not EnquiryLink.objects.exists()
    assert mail.outbox == []


def test_an_address_refused_for_the_moment_is_tried_again(ask, monkeypatch):
    enquiry = ask(wanted_by=date(2026, 3, 24))

    def refuse(message):
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (450, b"Try later")})

    with monkeypatch.context() as patched:
        patched.setattr(posting, "hand_over", refuse)
        send(MONDAY)
    assert not Notice.objects.filter(kind=Notice.Kind.BOUNCED).exists()

    # Its pause is over.
    Job.objects.filter(kind=SEND_ENQUIRIES.name).update(due_at=Now())
    send(MONDAY)
    assert [one.to for one in mail.outbox] == [["parks@authority.example"]]
    assert enquiry.links.get().bounced_at is None


def test_a_refused_address_is_told_to_the_officer(ask, officer, monkeypatch):
    enquiry = ask(wanted_by=date(2026, 3, 24))

    def refuse(message):
        raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"No such box")})

    monkeypatch.setattr(posting, "hand_over", refuse)
    send(MONDAY)

    notice = Notice.objects.get(kind=Notice.Kind.BOUNCED)
    assert notice.person == officer
    assert "parks@authority.example" in notice.words
    history = enquiry.foi_request.history.first()
    assert history.kind == EnquiriesHistory.ENQUIRY_BOUNCED
    # The address is left alone until an officer acts.
    monkeypatch.undo()
    post(date(2026, 3, 25))
    assert mail.outbox == []

    enquiry.department.mailbox = "green@authority.example"
    enquiry.department.save()
    post(date(2026, 3, 26))
    assert [one.to for one in mail.outbox] == [["green@authority.example"]]
