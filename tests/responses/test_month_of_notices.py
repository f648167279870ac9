"""A simulated month through the services: each event told once to each person.

A case begins on each of the first working days: assigned, asked about, commented on,
returned, cleared and issued. The mail server refuses the letter, or the letter lies
unposted. The tasks of the day run after the work, twice on some days and not at all on
others.
"""

import smtplib
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from requests_app.assigning.services import assign_request
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.models import FOIRequest, Notice
from requests_app.reminders.services import remind_of_due_dates
from requests_app.reviews.services import request_review
from requests_app.telling.mailing import mail_notices, send_digests
from responses.advice.late import tell_of_late_advice
from responses.clearance.services import (
    clear_response,
    return_response,
    send_for_clearance,
)
from responses.comments.services import comment_on
from responses.enquiries.answering import Written, answer_enquiry
from responses.enquiries.asking import make_enquiry
from responses.enquiries.holders import Holder
from responses.enquiries.links import link_for
from responses.enquiries.posting import SEND_ENQUIRIES, post_enquiries
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Dispatch, Letterhead
from responses.sending.queueing import SEND_LETTER, Sending
from responses.sending.unposted import tell_of_unposted
from tests.factories import DepartmentFactory, FOIRequestFactory, UserFactory
from tests.jobs import run_jobs
from tests.responses import kinds

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
WITHOUT_BEAT = {date(2026, 3, day) for day in (5, 6, 12, 24)}
WITH_TWO_BEATS = {date(2026, 3, day) for day in (3, 9, 10, 17, 25, 31)}
CASES = 4
REQUESTER = "alex@requester.example"
BY_EMAIL = Sending(Dispatch.Channel.EMAIL, REQUESTER)
BY_POST = Sending(Dispatch.Channel.POST, "12 Example Street\nMidtown\nLS2 2BB")
WORKING_DAYS = [
    day
    for day in (FIRST + timedelta(days=number) for number in range(30))
    if day.weekday() < 5
]


class RefusesRequesters(EmailBackend):
    """Refuse letters for good, and take every other e-mail."""

    def send_messages(self, messages):
        for message in messages:
            if REQUESTER in message.to:
                refusal = {REQUESTER: (550, b"No such user")}
                raise smtplib.SMTPRecipientsRefused(refusal)
        return super().send_messages(messages)


def at(day, hour):
    return datetime.combine(day, time(hour), UTC)


class Month:
    """The office, its cases, and what each person must have been told."""

    def __init__(self, officer, approver, manager):
        self.authority = officer.authority
        self.officer, self.approver, self.manager = officer, approver, manager
        self.colleague, self.reviewer = (
            UserFactory(roles=["officer"], authority=self.authority) for _ in range(2)
        )
        self.parks = DepartmentFactory(
            authority=self.authority, mailbox="parks@authority.example", name="Parks"
        )
        self.roads = DepartmentFactory(
            authority=self.authority, mailbox="", name="Roads"
        )
        self.contributor = UserFactory(
            roles=["contributor"], authority=self.authority, department=self.roads
        )
        Letterhead.objects.create(authority=self.authority, undo_minutes=0)
        self.wanted, self.cases, self.enquiries = Counter(), [], {}

    def expect(self, kind, *people):
        self.wanted.update((person, kind) for person in people)

    def work(self, day):
        """Take each case a step further."""
        if day not in WORKING_DAYS:
            return
        if len(self.cases) < CASES:
            made = kinds.full_disclosure(
                authority=self.authority, received_on=FIRST, due_on=LAST
            )
            made.answers.update(updated_by=self.officer)
            self.cases.append((made, day))
        for number, (made, begun) in enumerate(self.cases):
            steps = (
                self.assign,
                self.ask,
                self.pass_to_colleague,
                self.reply,
                self.send,
                self.return_it,
                self.send,
                self.clear,
                self.issue,
            )
            passed = WORKING_DAYS.index(day) - WORKING_DAYS.index(begun)
            if passed < len(steps):
                foi_request = FOIRequest.objects.get(pk=made.pk)
                steps[passed](foi_request, number, day)

    def assign(self, foi_request, number, day):
        self._assign(foi_request, self.colleague, day)
        self.expect("assigned", self.colleague)

    def pass_to_colleague(self, foi_request, number, day):
        self._assign(foi_request, self.officer, day)
        self.expect("assigned", self.officer)
        self.expect("passed_on", self.colleague)
        comment_on(
            foi_request=foi_request,
            question=foi_request.questions.first(),
            words=f"@{self.officer.username} Since when?",
            by=self.colleague,
            on=day,
        )
        self.expect("mentioned", self.officer)

    def _assign(self, foi_request, officer, day):
        assign_request(
            foi_request=foi_request,
            team=None,
            officer=officer,
            by=self.manager,
            on=day,
        )

    def ask(self, foi_request, number, day):
        to_parks, to_roads = (
            make_enquiry(
                foi_request=foi_request,
                department=department,
                questions=list(foi_request.questions.all())[:1],
                message="",
                wanted_by=WORKING_DAYS[WORKING_DAYS.index(day) + days],
                by=self.colleague,
                on=day,
            )
            for department, days in ((self.parks, 6), (self.roads, 3))
        )
        self.enquiries[foi_request.pk] = to_parks, to_roads
        self.expect("asked", self.contributor)

    def reply(self, foi_request, number, day):
        to_parks, to_roads = self.enquiries[foi_request.pk]
        by_link = Holder(link=link_for(to_parks, self.parks.mailbox, on=day))
        for enquiry, holder in (
            (to_parks, by_link),
            (to_roads, Holder(user=self.contributor)),
        ):
            for _ in range(2):  # the button is pressed twice
                answer_enquiry(
                    enquiry=enquiry,
                    holder=holder,
                    written=Written(text="Twelve."),
                    on=day,
                    at=at(day, 10),
                )
            self.expect("replied", self.officer)

    def send(self, foi_request, number, day):
        when = {"by": self.officer, "on": day, "at": at(day, 11)}
        kinds.nothing_warns(foi_request, **when)
        send_for_clearance(foi_request=foi_request, **when)
        self.expect("sent_for_clearance", self.approver)

    def return_it(self, foi_request, number, day):
        return_response(
            foi_request=foi_request,
            reasons="Say since when.",
            by=self.approver,
            on=day,
            at=at(day, 12),
        )
        self.expect("returned", self.officer)

    def clear(self, foi_request, number, day):
        clear_response(
            foi_request=foi_request,
            words_sha256=sha256_of_words(compose(foi_request, on=day)),
            by=self.approver,
            on=day,
            at=at(day, 13),
        )
        self.expect("cleared", self.officer)

    def issue(self, foi_request, number, day):
        issue_response(
            foi_request=foi_request,
            number=1,
            by=self.officer,
            on=day,
            at=at(day, 14),
            sending=BY_EMAIL if number % 2 else BY_POST,
        )
        self.expect("bounced" if number % 2 else "unposted", self.officer)


@pytest.fixture
def month(officer, approver, manager):
    return Month(officer, approver, manager)


def run_mails(day):
    for kind in (SEND_LETTER, SEND_ENQUIRIES, SEND_EMAIL):
        while run_jobs(kind, on=day, at=at(day, 17)):
            pass


def beat(day):
    """Run the tasks of the day, and the mails."""
    remind_of_due_dates(on=day)
    tell_of_unposted(on=day)
    tell_of_late_advice(on=day)
    post_enquiries(on=day, at=at(day, 8))
    run_mails(day)
    mail_notices()
    send_digests(on=day)
    run_mails(day)


def review(month, day):
    """Record an internal review without a reviewer, then assign the reviewer."""
    answered = FOIRequestFactory(
        authority=month.authority,
        officer=month.colleague,
        state="answered",
        received_on=date(2026, 2, 2),
        due_on=date(2026, 3, 2),
        closed_on=date(2026, 2, 27),
    )
    month.review = request_review(
        foi_request=answered,
        received_text="I am not satisfied.",
        questions=[],
        channel="email",
        by=month.officer,
        on=day,
        today=day,
    )
    month.expect("review", month.colleague, month.manager)
    month._assign(month.review, month.reviewer, day)
    month.expect("assigned", month.reviewer)


def test_a_month_of_the_services_is_told_once_each(month, settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusesRequesters"
    digests, posts = Counter(), Counter()
    for number in range(30):
        day = FIRST + timedelta(days=number)
        month.work(day)
        if day == date(2026, 3, 11):
            review(month, day)
        beats = 0 if day in WITHOUT_BEAT else 2 if day in WITH_TWO_BEATS else 1
        seen = len(mail.outbox)
        for _ in range(beats):
            beat(day)
        for message in mail.outbox[seen:]:
            (to,) = message.to
            digests[to, day] += message.subject.startswith("Your morning digest")
            posts[to, day] += to == month.parks.mailbox

    told = Counter(
        (each.person, each.kind)
        for each in Notice.objects.exclude(kind__in=("reminder", "reply_late"))
    )
    assert told == month.wanted
    check_reminders(month)
    check_mails(month)
    assert max(digests.values()) == 1
    # On the 5th and 6th there is no beat. A question of the 5th is answered by the 9th.
    mornings = [day.day for (_, day), number in posts.items() if number]
    assert (mornings, max(posts.values())) == ([3, 4, 9], 1)


def check_reminders(month):
    """Each stage of each due date is told once, also after days without beat."""
    reminders = Counter(
        Notice.objects.filter(kind="reminder").values_list("person", "foi_request")
    )
    # Ten and five working days before the due date, and on the day. The review is due
    # on 9 April.
    still_open = FOIRequest.objects.unanswered().filter(due_on=LAST)
    wanted = dict.fromkeys(still_open.values_list("pk", flat=True), 3)
    assert len(wanted) == CASES
    wanted[month.review.pk] = 1
    assert {key: number for (_, key), number in reminders.items()} == wanted
    assert sum(reminders.values()) == sum(wanted.values())
    late = Notice.objects.filter(kind="reply_late").values_list("person", "key")
    assert late.count() == late.distinct().count()


def check_mails(month):
    """Each notice is a line of one e-mail to its person, and of no other."""
    for person in month.authority.people.all():
        lines = Counter(
            line
            for message in mail.outbox
            if message.to == [person.email]
            for line in message.body.splitlines()
            if line.startswith("- ")
        )
        notices = Notice.objects.filter(person=person).exclude(way="none")
        assert lines == Counter(f"- {each.words}" for each in notices)
