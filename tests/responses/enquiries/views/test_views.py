"""A contributor sees only the questions put to their department."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.casework.closing import withdraw_request
from requests_app.models import Enquiry, EnquiryReply
from responses.enquiries.asking import make_enquiry
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def contributor(officer):
    return UserFactory(
        roles=["contributor"],
        authority=officer.authority,
        department=DepartmentFactory(authority=officer.authority),
    )


@pytest.fixture
def enquiry(officer, contributor, today):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        reference="77-26",
        subject="A subject",
        requester_name="Ada Asker",
        requester_email="ada@asker.example",
        received_text="Dear force, I am Ada Asker.",
    )
    first = QuestionFactory(foi_request=foi_request, order=0, text="How many dogs?")
    QuestionFactory(foi_request=foi_request, order=1, label="2", text="How many cats?")
    return make_enquiry(
        foi_request=foi_request,
        department=contributor.department,
        questions=[first],
        message="For 2025, please.",
        wanted_by=today,
        by=officer,
        on=today,
    )


@pytest.fixture
def client(client, contributor):
    client.force_login(contributor, backend="accounts.backends.RoleBackend")
    return client


def test_contributors_see_what_is_asked_and_nothing_of_who_asks(client, enquiry):
    pages = [
        client.get(url).content.decode()
        for url in (
            reverse("home"),
            reverse("enquiries"),
            reverse("answer-enquiry", args=[enquiry.pk]),
        )
    ]

    assert "How many dogs?" in pages[2]
    assert "For 2025, please." in pages[2]
    for page in pages:
        for secret in ("77-26", "Asker", "asker.example", "cats", "A subject"):
            assert secret not in page


def said(enquiry, text, **more):
    return {f"text-{enquiry.questions.first().pk}": text, "act": "answer", **more}


def test_a_reply_reaches_the_officer(client, enquiry, officer):
    url = reverse("answer-enquiry", args=[enquiry.pk])
    client.post(url, said(enquiry, "Twelve.", minutes="90"))

    client.force_login(officer, backend="accounts.backends.RoleBackend")
    page = client.get(reverse("foi-request", kwargs={"reference": "77-26"}))
    assert "Twelve." in page.text
    assert "Departments spent 1 hour 30 minutes" in page.text


def test_two_people_reply_and_both_replies_are_kept(client, enquiry, contributor):
    colleague = UserFactory(
        first_name="Cleo",
        roles=["contributor"],
        authority=contributor.authority,
        department=contributor.department,
    )
    url = reverse("answer-enquiry", args=[enquiry.pk])
    client.post(url, said(enquiry, "Twelve."))
    client.force_login(colleague, backend="accounts.backends.RoleBackend")

    assert "Add to your answer" in client.get(url).text
    client.post(url, said(enquiry, "Thirteen."))

    page = client.get(url).text
    assert "Twelve." in page
    assert "Thirteen." in page
    assert "Cleo" in page


def test_an_empty_reply_is_refused(client, enquiry):
    url = reverse("answer-enquiry", args=[enquiry.pk])
    page = client.post(url, said(enquiry, " "))

    assert "Write an answer, or choose a file" in page.text
    assert not EnquiryReply.objects.filter(sent_at__isnull=False).exists()


def test_a_draft_is_kept_for_its_writer_alone(client, enquiry, contributor, officer):
    url = reverse("answer-enquiry", args=[enquiry.pk])
    client.post(url, {**said(enquiry, "Perhaps nine."), "act": "draft"})

    assert "Perhaps nine." in client.get(url).text
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    request_page = client.get(reverse("foi-request", kwargs={"reference": "77-26"}))
    assert "Perhaps nine." not in request_page.text


def test_answered_questions_are_listed_by_their_words(client, enquiry):
    client.post(reverse("answer-enquiry", args=[enquiry.pk]), said(enquiry, "Twelve."))

    page = client.get(reverse("enquiries")).text

    assert "No questions are waiting" in page
    assert "How many dogs?" in page


def test_a_late_reply_says_so(client, enquiry):
    Enquiry.objects.update(wanted_by=enquiry.wanted_by - timedelta(days=1))

    assert ", late" in client.get(reverse("enquiries")).content.decode()


def test_a_reply_is_no_longer_wanted_once_the_request_is_closed(
    client, enquiry, officer, today
):
    withdraw_request(
        foi_request=enquiry.foi_request,
        reason="No longer needed.",
        by=officer,
        on=today,
        today=today,
    )

    assert (
        "No questions are waiting" in client.get(reverse("enquiries")).content.decode()
    )
    page = client.get(reverse("answer-enquiry", args=[enquiry.pk]))
    assert "no longer needed" in page.text


def test_nothing_to_reply_to_says_so(client, contributor):
    page = client.get(reverse("enquiries"))

    assert "No questions are waiting for your department" in page.content.decode()


def test_the_list_takes_the_same_queries_however_long(
    client, enquiry, officer, today, django_assert_num_queries
):
    def fill(number):
        for _ in range(number):
            Enquiry.objects.create(
                foi_request=enquiry.foi_request,
                department=enquiry.department,
                asked_by=UserFactory(authority=officer.authority),
                asked_on=today,
                wanted_by=today,
            )

    fill(4)
    with django_assert_num_queries(6):
        client.get(reverse("enquiries"))
    fill(55)
    with django_assert_num_queries(6):
        client.get(reverse("enquiries"))


def test_the_words_that_tell_who_asked_are_shown_marked_before_they_go(
    enquiry, officer, client, contributor, today
):
    foi_request = enquiry.foi_request
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    url = reverse("make-enquiry", args=[foi_request.reference])
    second = foi_request.questions.last()
    posted = {
        "departments": [contributor.department.pk],
        "questions": [second.pk],
        "message": "Ada Asker <b>asks</b>.",
        "wanted_by_0": today.day,
        "wanted_by_1": today.month,
        "wanted_by_2": today.year,
    }
    assert "Why the department must know" not in client.get(url).content.decode()

    page = client.post(url, posted).content.decode()

    assert "<mark>Ada Asker</mark> &lt;b&gt;asks" in page
    assert "Why the department must know who asked" in page
    assert Enquiry.objects.count() == 1
    client.post(url, {**posted, "reason": "It is about her own file."})
    assert Enquiry.objects.count() == 2


@pytest.fixture
def head(contributor):
    """Return an officer who is head of the department, and no contributor."""
    head = UserFactory(roles=["officer"], authority=contributor.authority)
    contributor.department.head = head
    contributor.department.save()
    return head


def test_the_head_of_a_department_opens_what_the_notice_leads_to(client, enquiry, head):
    client.force_login(head, backend="accounts.backends.RoleBackend")
    url = reverse("answer-enquiry", args=[enquiry.pk])
    page = client.get(url)

    assert page.status_code == 200
    assert "77-26" not in page.text
    assert client.get(reverse("enquiries")).status_code == 200
    answer = client.post(url, {"act": "answer", "text": "Twelve."})
    assert answer.status_code == 302
    assert EnquiryReply.objects.get().by == head


def test_an_officer_with_a_department_is_no_contributor(client, enquiry, contributor):
    contributor.roles = ["officer"]
    contributor.save()
    url = reverse("answer-enquiry", args=[enquiry.pk])

    assert client.get(url).status_code == 404
    assert not Enquiry.objects.put_to(contributor).exists()
