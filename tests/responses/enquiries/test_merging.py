"""A department is merged while its questions are open."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client

from requests_app.administration.parts import merge_department
from requests_app.jobs.handlers import handler_of
from requests_app.jobs.queue import run_due
from requests_app.models import EnquiryReply, Notice, Snooze
from requests_app.snoozing.queries import is_over
from requests_app.snoozing.services import snooze_request
from responses.enquiries.answering import Written, answer_enquiry, save_reply_draft
from responses.enquiries.asking import EnquiryNotPossible, ask_departments
from responses.enquiries.holders import Holder
from responses.enquiries.links import link_for, url_of
from responses.enquiries.posting import SEND_ENQUIRIES, post_enquiries
from tests.factories import DepartmentFactory, UserFactory

TODAY = date(2026, 3, 16)
WANTED = date(2026, 3, 20)
NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)


@pytest.fixture
def chief(officer):
    return UserFactory(roles=["administrator"], authority=officer.authority)


@pytest.fixture
def into(officer):
    return DepartmentFactory(
        authority=officer.authority, name="Estates", mailbox="estates@authority.example"
    )


@pytest.fixture
def colleague(officer, into):
    return UserFactory(
        roles=["contributor"], authority=officer.authority, department=into
    )


@pytest.fixture
def link(enquiry):
    return link_for(enquiry, "old@authority.example", on=TODAY)


@pytest.fixture
def merge(enquiry, chief, into):
    def merge():
        merge_department(department=enquiry.department, into=into, by=chief, on=TODAY)

    return merge


def post(day):
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    post_enquiries(on=day, at=at)
    run_due(handler=handler_of(SEND_ENQUIRIES.name), on=day, at=at)


def test_a_link_sent_before_opens_its_questions_under_the_new_name(
    enquiry, link, merge, questions
):
    old = enquiry.department.name
    save_reply_draft(
        enquiry=enquiry,
        holder=Holder(link=link),
        written=Written(texts={questions[0].pk: "So far."}),
        at=NOW,
    )
    type(link).objects.update(expires_at=datetime(2126, 1, 1, tzinfo=UTC))
    merge()

    url = url_of(link)
    page = Client().get(url, secure=True)
    assert page.status_code == 200
    assert "asks Estates" in page.text
    assert old not in page.text
    assert "So far." in page.text
    Client().post(url, {"act": "answer", f"text-{questions[0].pk}": "Twelve."})
    enquiry.refresh_from_db()
    assert enquiry.department.name == "Estates"
    assert EnquiryReply.objects.get().sent_at is not None


def test_a_snooze_until_the_department_answers_ends_with_the_reply_alone(
    enquiry, link, merge, officer, foi_request, questions
):
    snooze_request(foi_request=foi_request, event="department", by=officer, on=TODAY)
    merge()
    assert not Snooze.objects.filter(is_over()).exists()

    answer_enquiry(
        enquiry=enquiry,
        holder=Holder(link=link),
        written=Written(text="Twelve."),
        on=TODAY,
        at=NOW,
    )
    assert Snooze.objects.filter(is_over()).exists()


def test_a_reminder_goes_to_the_old_link_and_the_new_mailbox(enquiry, link, merge):
    post(date(2026, 3, 18))
    assert [one.to for one in mail.outbox] == [["old@authority.example"]]
    merge()
    mail.outbox.clear()

    post(date(2026, 3, 19))
    assert sorted(one.to[0] for one in mail.outbox) == [
        "estates@authority.example",
        "old@authority.example",
    ]
    assert all("Estates" in one.subject for one in mail.outbox)
    mail.outbox.clear()
    post(date(2026, 3, 19))
    assert mail.outbox == []
    post(WANTED)
    assert len(mail.outbox) == 2


def test_the_people_who_take_over_are_told_once(enquiry, merge, colleague, contributor):
    old = enquiry.department
    merge()

    told = Notice.objects.filter(key__startswith="merged-")
    assert {one.person for one in told} == {colleague, contributor}
    assert {one.words for one in told} == {
        f"{old} is now part of Estates. Sets of questions that want a reply: 1"
    }


def test_questions_that_the_other_department_knows_are_not_new_again(
    enquiry, merge, into, foi_request, officer, questions
):
    [own] = ask_departments(
        foi_request=foi_request,
        questions={into: questions[:1]},
        wanted_by={into: date(2026, 4, 1)},
        message="",
        by=officer,
        on=TODAY,
    )
    post(date(2026, 3, 18))
    before = set(own.stages.values_list("stage", flat=True))
    merge()

    assert set(own.stages.values_list("stage", flat=True)) == before == {"new"}
    assert not enquiry.stages.filter(stage="new").exists()


def test_a_department_closed_meanwhile_is_not_asked(
    enquiry, merge, foi_request, officer, questions
):
    gone = enquiry.department
    merge()
    with pytest.raises(EnquiryNotPossible, match="Ask Estates instead"):
        ask_departments(
            foi_request=foi_request,
            questions={gone: questions[:1]},
            wanted_by={gone: WANTED},
            message="",
            addresses={gone: "jo@authority.example"},
            by=officer,
            on=TODAY,
        )

    assert foi_request.enquiries.count() == 1
