"""The page of a request: due date and next step first, then everything else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.casework.closing import withdraw_request
from requests_app.casework.handling import add_note
from requests_app.casework.history import CaseworkHistory
from requests_app.history.record import record
from responses.giving.questions import keep_outcomes
from tests.factories import (
    AnswerFactory,
    FOIRequestFactory,
    LetterFactory,
    QuestionFactory,
    ResponseDraftFactory,
    UserFactory,
)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def foi_request(officer, today):
    return FOIRequestFactory(
        authority=officer.authority,
        officer=officer,
        reference="77-26",
        subject="Dogs",
        due_on=today + timedelta(days=60),
    )


@pytest.fixture
def read(client, officer):
    """Return the page's HTML, by default for the officer."""

    def read(by=officer, reference="77-26", **query):
        client.force_login(by, backend="accounts.backends.RoleBackend")
        url = reverse("foi-request", kwargs={"reference": reference})
        return client.get(url, query).content.decode()

    return read


def test_the_page_says_who_asked_what_and_by_when(read, foi_request):
    QuestionFactory(foi_request=foi_request, label="1", text="How many dogs?")

    html = read()

    for words in (
        "<title>77-26 – Dogs",
        "Due ",
        "working days left",
        "How was this date calculated?",
        "Alex Requester",
        "alex@requester.example",
        "2 March 2026, e-mail",
        "Freedom of Information Act 2000",
        "How many dogs?",
        "No answer yet",
        "No letter has been issued.",
    ):
        assert words in html


def test_each_question_has_the_state_of_its_answer(read, foi_request):
    one, two, three = (
        QuestionFactory(foi_request=foi_request, order=n, label=str(n + 1))
        for n in range(3)
    )
    AnswerFactory(foi_request=foi_request, outcome="not_held", to=[one, two])
    AnswerFactory(foi_request=foi_request, outcome="", to=[three])

    html = read()

    assert html.count("Not held") == 2
    assert html.count(">Ready<") == 2
    assert "with 2<" in html
    assert "with 1<" in html
    assert "In progress" in html
    assert "2 ready, 1 to do" in html


def test_an_outcome_without_its_reasons_counts_as_not_answered(read, foi_request):
    one = QuestionFactory(foi_request=foi_request)
    AnswerFactory(foi_request=foi_request, outcome="withheld", to=[one])

    html = read()

    assert "1 to do" in html
    assert "Answer 1 question." in html


def test_headings_and_notes_are_not_counted_as_questions(read, foi_request):
    QuestionFactory(foi_request=foi_request, kind="heading", label="", text="About")
    QuestionFactory(foi_request=foi_request, order=9, kind="note", text="By year.")

    html = read()

    assert "About" in html
    assert "By year." in html
    assert "to do</p>" not in html


@pytest.mark.parametrize(
    ("state", "button", "url_name"),
    [
        ("awaiting_clarification", "Record clarification", "receive-clarification"),
        ("awaiting_fee", "Record payment", "receive-fee"),
        ("cleared", "Issue the letter", "issue-response"),
    ],
)
def test_the_next_step_is_the_button(read, foi_request, state, button, url_name):
    foi_request.state = state
    foi_request.save()

    html = read()

    url = reverse(url_name, kwargs={"reference": "77-26"})
    assert f'href="{url}"' in html
    assert button in html


def test_drafting_is_the_next_step_until_every_question_is_answered(read, foi_request):
    questions = [QuestionFactory(foi_request=foi_request, order=n) for n in range(3)]
    assert "Answer 3 questions." in read()

    AnswerFactory(foi_request=foi_request, to=questions[:1])
    assert "Answer 2 more of 3 questions." in read()

    AnswerFactory(foi_request=foi_request, to=questions[1:])
    assert "send it for clearance" in read()


def test_what_is_to_follow_is_left_once_a_letter_has_said_so(read, foi_request):
    questions = [QuestionFactory(foi_request=foi_request, order=n) for n in range(2)]
    AnswerFactory(foi_request=foi_request, to=questions[:1])
    AnswerFactory(foi_request=foi_request, outcome="to_follow", to=questions[1:])
    assert "send it for clearance" in read()

    letter = LetterFactory(
        foi_request=foi_request, type="interim", given_on=timezone.localdate()
    )
    keep_outcomes(letter=letter)
    foi_request.questions.filter(pk=questions[0].pk).update(
        answered_on=letter.issued_on
    )

    html = read()
    assert "Answer 1 more of 2 questions." in html
    assert "1 answered, 1 to follow" in html
    assert "Interim reply sent" in html


def test_what_the_approver_wants_changed_is_on_the_page(read, foi_request):
    ResponseDraftFactory(foi_request=foi_request, return_reason="Name the statute.")

    html = read()

    assert "Change what the approver asked for" in html
    assert "Name the statute." in html


def test_nobody_is_offered_to_clear_their_own_draft(
    read, foi_request, officer, approver
):
    officer.roles = ["officer", "approver"]
    officer.save()
    foi_request.state = "clearance"
    foi_request.save()
    ResponseDraftFactory(foi_request=foi_request, submitted_by=officer)

    assert "Waiting for an approver other than you" in read()
    assert "Review response" in read(by=approver)


@pytest.mark.parametrize("state", ["clearance", "cleared"])
def test_in_clearance_the_page_leads_to_the_letter_and_to_recalling_it(
    read, foi_request, officer, approver, state
):
    foi_request.state = state
    foi_request.save()
    ResponseDraftFactory(foi_request=foi_request)
    recall = reverse("recall-from-clearance", args=["77-26"])

    page = read()

    assert recall in page
    letter = "issue-response" if state == "cleared" else "preview-response"
    assert reverse(letter, args=["77-26"]) in page
    assert recall not in read(by=approver)


def test_whoever_may_not_act_is_offered_nothing(read, foi_request, officer):
    auditor = UserFactory(roles=["auditor"], authority=officer.authority)

    html = read(by=auditor)

    assert "Actions" not in html
    assert "govuk-button" not in html


def test_a_manager_is_asked_to_find_an_officer(read, foi_request, manager):
    foi_request.officer = None
    foi_request.save()

    assert "Assign the request to an officer." in read(by=manager)


def test_letters_notes_and_replies_are_on_the_page(read, foi_request, officer, today):
    LetterFactory(foi_request=foi_request)
    add_note(foi_request=foi_request, note="They rang.", by=officer, on=today)

    html = read()

    assert "Response: full disclosure" in html
    assert "The PDF is being made." in html
    assert html.count("They rang.") == 2  # among the notes, and in the history


def test_history_says_what_changed_from_what_to_what(read, foi_request, officer, today):
    withdraw_request(
        foi_request=foi_request, reason="Enough.", by=officer, on=today, today=today
    )

    html = " ".join(read().split())

    assert "Request withdrawn" in html
    assert "Enough." in html
    assert 'State: <span class="govuk-visually-hidden">from </span>Answering' in html


def test_a_long_history_is_paged(read, foi_request, officer, today):
    for number in range(45):
        record(
            foi_request=foi_request,
            kind=CaseworkHistory.NOTE_ADDED,
            by=officer,
            on=today,
            note=f"Entry {number}.",
        )

    assert "1 to 20 of 45" in read()
    assert "Entry 0." in read(history=3)


def test_nothing_a_requester_wrote_is_markup(read, foi_request):
    foi_request.subject = foi_request.requester_name = "<script>alert(1)</script>"
    foi_request.save()
    QuestionFactory(foi_request=foi_request, text="<img src=x onerror=alert(1)>")

    html = read()

    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_restricted_request_says_who_may_see_it(read, foi_request, officer):
    foi_request.is_restricted = True
    foi_request.save()
    foi_request.named_people.add(officer)

    html = read()

    assert "Restricted" in html
    assert f"<dd>{officer}</dd>" in " ".join(html.split()).replace("> <", "><")


def test_a_reference_with_slashes_has_its_address(read, officer):
    FOIRequestFactory(authority=officer.authority, reference="FOI/2026/12")

    assert "FOI/2026/12" in read(reference="FOI/2026/12")
    assert reverse("foi-request", kwargs={"reference": "FOI/2026/12"}) == (
        "/requests/FOI~2026~12/"
    )


def fill(foi_request, number, *, text="How many of them were there?"):
    for order in range(number):
        question = QuestionFactory(
            foi_request=foi_request, order=order, label=str(order + 1), text=text
        )
        AnswerFactory(foi_request=foi_request, to=[question])


def test_the_page_takes_the_same_queries_however_many_questions(
    client, officer, django_assert_max_num_queries, foi_request
):
    many = FOIRequestFactory(authority=officer.authority, officer=officer)
    fill(foi_request, 5)
    fill(many, 40)
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    with django_assert_max_num_queries(44) as few:
        client.get(foi_request.get_absolute_url())
    with django_assert_max_num_queries(len(few)):
        client.get(many.get_absolute_url())


def test_a_page_of_two_hundred_questions_stays_small(read, foi_request):
    fill(foi_request, 200, text="How many of them were there in each year? " * 8)

    assert len(read().encode()) < 100_000


def test_the_letters_possible_now_are_offered_and_no_others(read, foi_request):
    page = read()

    assert "Write a letter" in page
    for kind in ("clarification", "delay_notice", "transfer"):
        assert f"/letters/new/{kind}/" in page
    # Too late for a fees notice, and an EIR extension belongs to another law.
    assert "/letters/new/fees_notice/" not in page
    assert "/letters/new/eir_extension/" not in page
    assert "(started)" not in page
    # The letter's own page links to the form that only records clarification.
    assert "/seek-clarification/" not in page
