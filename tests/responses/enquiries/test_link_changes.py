"""An officer ends one link, and sends another."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from requests_app.casework.closing import withdraw_request
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import Enquiry, EnquiryLink
from responses.drafting.replies import enquiries_of
from responses.enquiries.answering import (
    Written,
    answer_enquiry,
    draft_of,
    save_reply_draft,
)
from responses.enquiries.following import FollowingNotPossible
from responses.enquiries.history import EnquiriesHistory
from responses.enquiries.holders import Holder
from responses.enquiries.link_changes import end_link, send_link
from responses.enquiries.links import find_link, link_for, url_of
from responses.enquiries.posting import SEND_ENQUIRIES, post_enquiries

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)
WHEN = {"on": TODAY, "at": NOW}
ADDRESS = "jo@authority.example"


@pytest.fixture
def link(enquiry):
    return link_for(enquiry, ADDRESS, on=TODAY)


@pytest.fixture
def other(enquiry):
    return link_for(enquiry, "ann@authority.example", on=TODAY)


def token_of(link):
    return url_of(link).rstrip("/").rpartition("/")[2]


def post(day):
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    post_enquiries(on=day, at=at)
    run_due(handler=handler_of(SEND_ENQUIRIES.name), on=day, at=at)


def is_ended(link):
    return EnquiryLink.objects.get(pk=link.pk).is_ended(NOW)


def last_of(foi_request):
    return foi_request.history.order_by("-pk").first()


def test_one_link_ends_and_the_others_work_on(enquiry, link, other, officer):
    end_link(link=link, by=officer, **WHEN)

    assert is_ended(link)
    assert not is_ended(other)
    entry = last_of(enquiry.foi_request)
    assert entry.kind == EnquiriesHistory.ENQUIRY_LINK_ENDED
    assert entry.note == f"{enquiry.department}, {ADDRESS}"


def test_ending_a_link_twice_is_recorded_once(enquiry, link, officer):
    end_link(link=link, by=officer, **WHEN)
    end_link(link=link, by=officer, on=TODAY, at=datetime(2026, 3, 17, tzinfo=UTC))

    link.refresh_from_db()
    assert link.revoked_at == NOW
    kind = EnquiriesHistory.ENQUIRY_LINK_ENDED
    assert enquiry.foi_request.history.filter(kind=kind).count() == 1


def test_no_later_mail_opens_a_link_that_was_ended(enquiry, link, officer):
    end_link(link=link, by=officer, **WHEN)
    post(date(2026, 3, 20))  # the day wanted

    assert mail.outbox == []
    assert EnquiryLink.objects.count() == 1
    assert link_for(enquiry, ADDRESS, on=TODAY) == link


def test_the_mailbox_gets_nothing_after_its_link_ended(enquiry, officer):
    enquiry.department.mailbox = ADDRESS
    enquiry.department.save()
    post(date(2026, 3, 18))
    assert len(mail.outbox) == 1

    end_link(link=EnquiryLink.objects.get(), by=officer, **WHEN)
    post(date(2026, 3, 20))
    assert len(mail.outbox) == 1


def test_a_new_link_takes_the_place_of_the_one_before(enquiry, link, officer):
    Enquiry.objects.update(wanted_by=date(2026, 4, 1))
    before = token_of(link)
    save_reply_draft(
        enquiry=enquiry,
        holder=Holder(link=link),
        written=Written(text="So far."),
        at=NOW,
    )

    made = send_link(
        enquiry=enquiry, address="Jo@Authority.example", by=officer, **WHEN
    )

    assert is_ended(link)
    assert not is_ended(made)
    assert find_link(before) == link
    assert find_link(token_of(made)) == made
    assert token_of(made) != before
    assert draft_of(enquiry, Holder(link=made)).text == "So far."
    assert last_of(enquiry.foi_request).kind == EnquiriesHistory.ENQUIRY_LINK_SENT
    run_due(handler=handler_of(SEND_ENQUIRIES.name), on=TODAY, at=NOW)
    [message] = mail.outbox
    assert message.to == [ADDRESS]
    assert token_of(made) in message.body
    # The morning post does not repeat the questions.
    post(date(2026, 3, 18))
    assert len(mail.outbox) == 1


def test_a_link_to_another_person_takes_no_draft(enquiry, link, officer):
    save_reply_draft(
        enquiry=enquiry,
        holder=Holder(link=link),
        written=Written(text="So far."),
        at=NOW,
    )
    made = send_link(
        enquiry=enquiry, address="ann@authority.example", by=officer, **WHEN
    )

    assert draft_of(enquiry, Holder(link=made)) is None
    assert not is_ended(link)


def test_no_link_goes_where_no_reply_is_waited_for(
    enquiry, link, officer, contributor, foi_request
):
    answer_enquiry(
        enquiry=enquiry,
        holder=Holder(user=contributor),
        written=Written(text="Twelve."),
        **WHEN,
    )
    with pytest.raises(FollowingNotPossible, match="so no link was sent"):
        send_link(enquiry=enquiry, address=ADDRESS, by=officer, **WHEN)

    Enquiry.objects.update(replied_on=None)
    withdraw_request(
        foi_request=foi_request,
        reason="No longer needed.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )
    enquiry.refresh_from_db()
    with pytest.raises(FollowingNotPossible, match="so no link was sent"):
        send_link(enquiry=enquiry, address=ADDRESS, by=officer, **WHEN)
    assert not is_ended(link)


def test_questions_that_reach_no_person_say_so(enquiry, contributor, officer):
    def has_reader():
        [beside] = enquiries_of(enquiry.foi_request, on=TODAY)
        return beside.has_reader

    assert has_reader()
    contributor.is_active = False
    contributor.save()
    assert not has_reader()

    enquiry.department.mailbox = ADDRESS
    enquiry.department.save()
    assert has_reader()
    link = link_for(enquiry, ADDRESS, on=TODAY)
    end_link(link=link, by=officer, **WHEN)
    assert not has_reader()
    send_link(enquiry=enquiry, address=ADDRESS, by=officer, **WHEN)
    assert has_reader()
