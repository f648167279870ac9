"""Every row of "My day" leads to a page open to the person, at the very place."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from responses.desk.addresses import address
from responses.models import Dispatch, PartReturn
from tests.factories import (
    AdviceFactory,
    CommentFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    ResponseDraftFactory,
    UserFactory,
    replied,
)

pytestmark = pytest.mark.django_db


class Office:
    """A request with a question, and the people around it."""

    def __init__(self, officer, role):
        self.officer = officer
        self.department = DepartmentFactory(authority=officer.authority)
        self.person = officer
        if role != "officer":
            self.person = UserFactory(
                roles=[role],
                authority=officer.authority,
                department=self.department if role == "contributor" else None,
            )
        self.at = timezone.now()  # noqa: TID251 - the moment the pages go by
        self.today = timezone.localtime(self.at).date()

    def make(self, **fields):
        fields = {"authority": self.officer.authority, "officer": self.person} | fields
        made = FOIRequestFactory(**fields)
        self.question = QuestionFactory(foi_request=made)
        return made

    def ask(self, days=0, **fields):
        wanted_by = self.today + timedelta(days=days)
        made = fields.pop("foi_request", None) or self.make()
        enquiry = made.enquiries.create(
            department=self.department,
            asked_by=self.officer,
            asked_on=wanted_by,
            wanted_by=wanted_by,
            **fields,
        )
        enquiry.questions.add(self.question)
        return enquiry


def draft(office):
    office.make()


def received(office):
    office.make(state="received", reference=None, registered_on=None, officer=None)


def returned_at_a_question(office):
    made = office.make()
    office.returned = QuestionFactory(foi_request=made)
    ResponseDraftFactory(foi_request=made, return_reason="Which years?")
    PartReturn.objects.create(
        foi_request=made,
        part=f"answer-{office.returned.pk}",
        by=office.officer,
        on=office.today,
        reasons="Which years?",
    )


def returned_review(office):
    made = office.make(review_of=office.make(state="answered"))
    ResponseDraftFactory(foi_request=made, return_reason="Why?")
    PartReturn.objects.create(
        foi_request=made,
        part=f"answer-{office.question.pk}",
        by=office.officer,
        on=office.today,
        reasons="Why?",
    )


def returned_as_a_whole(office):
    made = office.make()
    ResponseDraftFactory(foi_request=made, return_reason="Too long.")


def cleared(office):
    made = office.make(state="cleared")
    ResponseDraftFactory(foi_request=made)


def undelivered(office):
    LetterFactory(foi_request=office.make(state="issued"))


def unposted(office):
    letter = LetterFactory(foi_request=office.make(state="issued"))
    Dispatch.objects.create(
        letter=letter,
        channel=Dispatch.Channel.POST,
        due_at=office.at - timedelta(days=2),
        by=office.officer,
    )


def reply(office):
    replied(office.ask(), "Twelve.", UserFactory())


def reply_to_a_review(office):
    review = office.make(review_of=office.make(state="answered"))
    replied(office.ask(foi_request=review), "Twelve.", UserFactory())


def not_ours(office):
    office.ask(declined_at=office.at, declined_by="Kim", decline_reason="Ask Parks.")


def late_department(office):
    office.ask(days=-2)


def advice(office):
    AdviceFactory(foi_request=office.make())


def late_advice(office):
    AdviceFactory(
        foi_request=office.make(), received_on=None, received="", file="", name=""
    )


def _comment(office, **fields):
    made = office.make()
    comment = CommentFactory(
        foi_request=made, question_key=office.question.pk, by=office.officer, **fields
    )
    comment.mentions.create(person=office.person)


def mention(office):
    _comment(office)


def task(office):
    _comment(office, assigned_to=office.person)


def clear(office):
    made = office.make(state="clearance", officer=None)
    ResponseDraftFactory(
        foi_request=made,
        submitted_by=UserFactory(authority=made.authority),
        submitted_at=office.at,
    )


def take(office):
    office.make(officer=None)


def enquiry(office):
    office.ask()


ROWS = [
    ("officer", draft, "mine"),
    ("officer", received, "register"),
    ("officer", returned_at_a_question, "mine"),
    ("officer", returned_review, "mine"),
    ("officer", returned_as_a_whole, "mine"),
    ("officer", cleared, "mine"),
    ("officer", undelivered, "undelivered"),
    ("officer", unposted, "mine"),
    ("officer", reply, "reply"),
    ("officer", reply_to_a_review, "reply"),
    ("officer", not_ours, "reply"),
    ("officer", late_department, "mine"),
    ("officer", advice, "advice"),
    ("officer", late_advice, "advice"),
    ("officer", mention, "mention"),
    ("officer", task, "task"),
    ("officer", take, "take"),
    ("manager", draft, "mine"),
    ("manager", received, "register"),
    ("manager", reply, "reply"),
    ("manager", take, "held_by_nobody"),
    ("manager", task, "task"),
    ("approver", clear, "clear"),
    ("approver", mention, "mention"),
    ("approver", task, "task"),
    ("auditor", mention, "mention"),
    ("contributor", enquiry, "enquiry"),
]


@pytest.mark.parametrize(
    ("role", "make", "kind"),
    ROWS,
    ids=[f"{make.__name__}-{role}" for role, make, _ in ROWS],
)
def test_every_row_leads_to_a_place_that_exists(client, officer, role, make, kind):
    office = Office(officer, role)
    make(office)
    client.force_login(office.person)

    day = client.get(reverse("home")).context["day"]

    rows = [row for _, group in day.groups for row in group] + day.waiting
    steps = [step for row in rows for step in row.steps]
    assert kind in {step.kind for step in steps}
    links = [step.url for step in steps if step.url]
    links += [row.foi_request.get_absolute_url() for row in rows if row.foi_request]
    if day.for_post:
        links.append(reverse("post"))
    assert links
    for link in links:
        check_place(client, link)


def check_place(client, link):
    page = client.get(link, follow=True)
    assert page.status_code == 200, link
    last = page.redirect_chain[-1][0] if page.redirect_chain else link
    if place := urlsplit(last).fragment:
        assert f'id="{place}"' in page.text, link


def places(client, officer, make):
    office = Office(officer, "officer")
    make(office)
    client.force_login(office.person)
    day = client.get(reverse("home")).context["day"]
    rows = [row for _, group in day.groups for row in group]
    return office, [step.url for row in rows for step in row.steps]


def test_a_returned_answer_leads_to_its_question(client, officer):
    office, links = places(client, officer, returned_at_a_question)

    foi_request, returned = office.question.foi_request, office.returned
    assert links == [
        reverse("answer-question", args=[foi_request.reference, returned.pk])
    ]
    # The next step on the page of the request leads there too.
    assert links[0] in client.get(foi_request.get_absolute_url()).text
    returned.delete()
    day = client.get(reverse("home")).context["day"]
    assert day.groups[0][1][0].steps[0].url == reverse(
        "draft-response", args=[foi_request.reference]
    )


def test_a_returned_review_leads_to_its_point(client, officer):
    office, links = places(client, officer, returned_review)

    reference = office.question.foi_request.reference
    assert links == [
        reverse("decide-review-point", args=[reference, office.question.pk])
    ]


@pytest.mark.parametrize("reference", ["1-26", "FOI/2026/7", "A b&c (é)", "9%"])
@pytest.mark.parametrize(("page", "key"), [("foi-request", None), ("letter", 12)])
def test_addresses_of_rows_are_those_of_django(reference, page, key):
    found = reverse(page, args=[reference, *([key] if key else [])])

    assert address(page, reference, key) == found
