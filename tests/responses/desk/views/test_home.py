"""My day: the work of a person, in order of the law's time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Leave
from responses.models import Clearance, Mention
from tests.factories import (
    AdviceFactory,
    AnswerFactory,
    CommentFactory,
    DepartmentFactory,
    FOIRequestFactory,
    LeaveFactory,
    LetterFactory,
    ParagraphFactory,
    QuestionFactory,
    ResponseDraftFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def home(client, officer):
    """Return the page, by default for the officer."""

    def home(by=officer):
        client.force_login(by, backend="accounts.backends.RoleBackend")
        return client.get(reverse("home"))

    return home


@pytest.fixture
def make(officer):
    """Make a request assigned to the officer."""

    def make(**fields):
        fields = {"authority": officer.authority, "officer": officer} | fields
        return FOIRequestFactory(**fields)

    return make


@pytest.fixture
def ask(officer):
    """Ask a department a question of a request."""

    def ask(foi_request, *questions, department=None, **fields):
        enquiry = foi_request.enquiries.create(
            department=department or DepartmentFactory(authority=officer.authority),
            asked_by=officer,
            asked_on=timezone.localdate(),
            wanted_by=timezone.localdate(),
            **fields,
        )
        enquiry.questions.set(questions)
        return enquiry

    return ask


def references(page):
    return [
        (str(band), [row.title for row in rows])
        for band, rows in page.context["day"].groups
    ]


def steps_of(page, title):
    day = page.context["day"]
    rows = [row for _, group in day.groups for row in group] + day.waiting
    return next((row.steps for row in rows if row.title == title), [])


# --- Order ---


def test_what_waits_is_shown_in_order_of_the_due_date(home, make, today):
    make(reference="later-26", due_on=today + timedelta(days=90))
    make(reference="late-26", due_on=today - timedelta(days=3))
    make(reference="later-still-26", due_on=today + timedelta(days=91))
    make(reference="today-26", due_on=today)
    make(reference="latest-26", due_on=today - timedelta(days=30))
    make(reference="undated-26", due_on=None)
    make(reference="done-26", state="answered")
    make(reference="theirs-26", officer=UserFactory())

    assert references(home()) == [
        ("overdue", ["latest-26", "late-26"]),
        ("today", ["today-26"]),
        ("later", ["later-26", "later-still-26", "undated-26"]),
    ]


def test_all_kinds_of_turns_stand_in_one_order(home, make, today, officer):
    manager = UserFactory(roles=["manager", "approver"], authority=officer.authority)
    make(reference="mine-26", officer=manager, due_on=today - timedelta(days=1))
    make(reference="clear-26", state="clearance", due_on=today - timedelta(days=2))
    make(reference="free-26", officer=None, due_on=today - timedelta(days=3))
    named = make(reference="named-26", due_on=today - timedelta(days=4))
    CommentFactory(foi_request=named, by=officer).mentions.create(person=manager)

    assert references(home(manager)) == [
        ("overdue", ["named-26", "free-26", "clear-26", "mine-26"])
    ]


def test_each_band_has_its_number_and_list(home, make, today, client):
    for days in (-9, -2, 0, 60):
        make(due_on=today + timedelta(days=days))
    make(state="awaiting_fee", due_on=None)

    page = home()

    ((title, bands),) = page.context["glance"]
    assert title == "Your open requests by due date"
    assert [number.count for _, number in bands] == [2, 1, 0, 0, 1, 1]
    for _, number in bands:
        listed = client.get(number.url).context["around"].count
        assert listed == number.count


def test_my_reviews_are_counted_apart(home, make, today):
    make(due_on=today)
    for _ in range(2):
        make(due_on=today, review_of=make(state="answered"))

    (_, requests), (title, reviews) = home().context["glance"]

    assert sum(number.count for _, number in requests) == 1
    assert title == "Your open internal reviews by due date"
    assert sum(number.count for _, number in reviews) == 2


# --- Steps of my requests ---


def test_a_request_says_what_to_do_and_leads_to_the_draft(home, make):
    foi_request = make(reference="1-26")
    question = QuestionFactory(foi_request=foi_request)
    QuestionFactory(foi_request=foi_request, order=99)
    AnswerFactory(foi_request=foi_request, to=[question])

    (step,) = steps_of(home(), "1-26")

    assert step.words == "Answer: 1 of 2 questions have no outcome yet"
    assert step.url == reverse("draft-response", args=["1-26"])
    assert step.whose == "You"
    assert step.since == foi_request.registered_on


def test_a_returned_response_says_so(home, make, approver):
    foi_request = make(reference="1-26")
    QuestionFactory(foi_request=foi_request)
    ResponseDraftFactory(foi_request=foi_request, return_reason="Which years?")
    foi_request.history.create(
        kind="response_returned", on="2026-03-17", changes={"state": ["", ""]}
    )

    (step,) = steps_of(home(), "1-26")

    assert step.words == "Change what the approver asked for"
    assert step.since.isoformat() == "2026-03-17"


def test_a_cleared_response_is_to_be_issued(home, make):
    make(reference="1-26", state="cleared")

    (step,) = steps_of(home(), "1-26")

    assert step.words == "The response is cleared and can go out"
    assert step.url == reverse("issue-response", args=["1-26"])


def test_an_undelivered_letter_leads_to_the_letter(home, make, today):
    foi_request = make(reference="1-26", due_on=today - timedelta(days=3))
    QuestionFactory(foi_request=foi_request)
    letter = LetterFactory(foi_request=foi_request, type="acknowledgement")

    first, second = steps_of(home(), "1-26")

    assert (first.kind, first.url) == ("undelivered", letter.get_absolute_url())
    assert first.words == "Choose how to send the letter (letter 1)"
    assert second.kind == "mine"


def test_a_response_that_went_nowhere_is_told_once(home, make):
    foi_request = make(reference="1-26", state="issued")
    LetterFactory(foi_request=foi_request)

    assert [step.kind for step in steps_of(home(), "1-26")] == ["undelivered"]


def away(person):
    LeaveFactory(person=person)


def gone(person):
    person.is_active = False
    person.save()


@pytest.mark.parametrize("happens", [away, gone])
@pytest.mark.parametrize("is_issuer", [False, True])
def test_an_undelivered_letter_of_a_person_who_cannot_act_waits_for_managers(
    home, make, officer, manager, happens, is_issuer
):
    person = UserFactory(roles=["officer"], authority=officer.authority)
    foi_request = make(
        reference="1-26", state="answered", officer=None if is_issuer else person
    )
    letter = LetterFactory(
        foi_request=foi_request, issued_by=person if is_issuer else officer
    )
    kinds = [step.kind for step in steps_of(home(manager), "1-26")]
    assert "undelivered" not in kinds

    happens(person)

    first = steps_of(home(manager), "1-26")[0]
    assert (first.kind, first.url) == ("undelivered", letter.get_absolute_url())
    assert first.whose == f"{person} cannot act now"
    assert steps_of(home(officer), "1-26") == []


def test_a_request_not_registered_of_an_officer_who_left_waits_for_managers(
    home, make, manager
):
    person = UserFactory(
        roles=["officer"], authority=manager.authority, is_active=False
    )
    foi_request = make(
        state="received", reference=None, registered_on=None, officer=person
    )

    day = home(manager).context["day"]

    (step,) = [step for _, group in day.groups for row in group for step in row.steps]
    assert step.kind == "held_by_nobody"
    assert step.whose == f"{person} cannot act now"
    assert step.url.startswith(f"/intake/{foi_request.pk}/")


def test_letters_of_requests_of_colleagues_do_not_wait_for_me(home, make):
    LetterFactory(foi_request=make(reference="1-26", officer=UserFactory()))

    assert steps_of(home(), "1-26") == []


# --- Waiting for others ---


@pytest.mark.parametrize(
    ("state", "whose"),
    [
        ("awaiting_clarification", "The requester"),
        ("awaiting_fee", "The requester"),
        ("clearance", "An approver"),
    ],
)
def test_what_waits_for_others_is_folded_away(home, make, state, whose):
    make(reference="1-26", state=state)

    day = (page := home()).context["day"]

    assert day.groups == []
    assert [row.title for row in day.waiting] == ["1-26"]
    assert steps_of(page, "1-26")[0].whose == whose


@pytest.fixture
def in_clearance(make):
    """Make a request in clearance with open steps: a name and the people of each."""

    def in_clearance(reference, *steps, **fields):
        fields |= {"reference": reference} if reference else {}
        foi_request = make(state="clearance", **fields)
        made = Clearance.objects.create(foi_request=foi_request, route_name="Senior")
        for name, people in steps:
            step = made.steps.create(
                name=name,
                state="open",
                opened_at=datetime(2026, 3, 3, 12, tzinfo=UTC),
                is_for_anyone=people is None,
            )
            step.people.set(people or ())
        return foi_request

    return in_clearance


@pytest.fixture
def legal(officer):
    return UserFactory(
        authority=officer.authority,
        roles=["approver"],
        first_name="Lee",
        last_name="Legal",
    )


def test_open_steps_of_clearance_are_named_with_their_people(home, in_clearance, legal):
    in_clearance("one-26", ("Legal", [legal]))
    in_clearance("two-26", ("Legal", [legal]), ("Press", [legal]))
    in_clearance("any-26", ("Senior", None))
    in_clearance("none-26", ("Senior", []))

    page = home()

    told = {
        row.title: step.told_whose
        for row in page.context["day"].waiting
        for step in row.steps
    }
    assert told == {
        "one-26": "Legal: Lee Legal, since 3 Mar 2026",
        "two-26": "Legal and Press, since 3 Mar 2026",
        "any-26": "Senior: any approver, since 3 Mar 2026",
        "none-26": "Senior: nobody, since 3 Mar 2026",
    }


def test_overdue_requests_waiting_for_others_are_counted_in_sight(home, make, today):
    make(state="clearance", due_on=today - timedelta(days=1))
    make(state="clearance", due_on=today + timedelta(days=9))

    html = " ".join(home().text.split())

    assert "Waiting for others: 2, 1 overdue" in html
    assert '<details class="govuk-details" open>' in html


def test_what_every_question_waits_for_a_department(home, make, ask):
    foi_request = make(reference="1-26")
    first = QuestionFactory(foi_request=foi_request)
    second = QuestionFactory(foi_request=foi_request, order=99)
    operations = DepartmentFactory(name="Operations")
    ask(foi_request, first, department=operations)

    assert [row.title for row in home().context["day"].waiting] == []
    ask(foi_request, first, second, department=operations)
    page = home()
    assert [row.title for row in page.context["day"].waiting] == ["1-26"]
    assert steps_of(page, "1-26")[0].words == "Waits for Operations"


@pytest.fixture
def contributor(officer):
    return UserFactory(
        roles=["contributor"],
        authority=officer.authority,
        department=DepartmentFactory(authority=officer.authority),
    )


def test_a_reply_brings_the_request_back_until_the_question_has_an_outcome(
    home, make, ask, contributor
):
    foi_request = make(reference="1-26")
    question = QuestionFactory(foi_request=foi_request)
    enquiry = ask(foi_request, question, department=contributor.department)
    enquiry.reply, enquiry.replied_by = "Twelve.", contributor
    enquiry.replied_on = timezone.localdate()
    enquiry.save()

    own, reply = steps_of(home(), "1-26")

    assert (own.kind, reply.kind) == ("mine", "reply")
    assert reply.words == f"{contributor.department} replied: use the reply"
    room = reverse("answer-question", args=["1-26", question.pk])
    assert reply.url == f"{room}?panel=departments#room-panel"
    assert reply.since == timezone.localdate()
    AnswerFactory(foi_request=foi_request, to=[question])
    assert [step.kind for step in steps_of(home(), "1-26")] == ["mine"]


@pytest.mark.parametrize(
    ("suggested", "then"),
    [("Highways", "ask Highways"), (None, "choose whom to ask")],
)
def test_questions_sent_back_say_whom_to_ask(home, make, ask_back, suggested, then):
    ask_back(make(reference="1-26"), suggested)

    _, reply = steps_of(home(), "1-26")

    assert reply.words == f"Parks says this is not theirs: {then}"


@pytest.fixture
def ask_back(ask, contributor):
    """Ask Parks, and let Parks name another department, or none."""

    def ask_back(foi_request, suggested):
        authority = contributor.authority
        return ask(
            foi_request,
            QuestionFactory(foi_request=foi_request),
            department=DepartmentFactory(name="Parks", authority=authority),
            declined_at=timezone.now(),
            declined_by=str(contributor),
            decline_reason="Not ours.",
            suggested=suggested
            and DepartmentFactory(name=suggested, authority=authority),
        )

    return ask_back


def test_a_late_department_is_named_with_its_days(home, make, ask, today):
    foi_request = make(reference="1-26", due_on=today + timedelta(days=9))
    question = QuestionFactory(foi_request=foi_request)
    operations = DepartmentFactory(name="Operations")
    late = ask(foi_request, question, department=operations)
    late.asked_on = late.wanted_by = today - timedelta(days=2)
    late.save()

    page = home()

    (step,) = steps_of(page, "1-26")
    assert (step.words, step.late) == ("Waits for Operations", "2 days late")
    assert step.url == f"/requests/1-26/#enquiry-{late.pk}"
    assert '</a>, <span class="foi-due--late">2 days late</span>' in page.text
    assert "Waiting for others: 1, 1 with a late answer" in " ".join(page.text.split())
    assert re.search(r'<details class="govuk-details"\s+open>', page.text)
    legal = DepartmentFactory(name="Legal")
    ask(foi_request, question, department=legal)
    (step,) = steps_of(home(), "1-26")
    assert (step.words, step.late) == (
        "Waits for Legal, Operations",
        "Operations 2 days late",
    )
    QuestionFactory(foi_request=foi_request, order=99)
    own, waits = steps_of(home(), "1-26")
    assert own.words == "Answer 2 questions"
    assert (waits.whose, waits.late) == ("Operations", "2 days late")


# --- Advice from outside ---


def test_received_advice_waits_for_the_decision(home, make, today):
    foi_request = make(reference="1-26", state="clearance")
    advice = AdviceFactory(foi_request=foi_request)

    own, step = steps_of(home(), "1-26")

    assert own.is_waiting
    assert step.words == "Nye and Nye answered: say whether you follow the advice"
    assert step.url == reverse("decide-advice", args=["1-26", advice.pk])
    assert (step.whose, step.since) == ("You", advice.received_on)
    advice.decision, advice.decided_on = "followed", today
    advice.decided_by = foi_request.officer
    advice.save()
    assert [step.kind for step in steps_of(home(), "1-26")] == ["mine"]


def test_late_advice_waits_for_the_adviser(home, make, today):
    foi_request = make(reference="1-26")
    asked = {"received_on": None, "received": "", "file": "", "name": ""}
    late = AdviceFactory(
        foi_request=foi_request, wanted_by=today - timedelta(days=1), **asked
    )
    AdviceFactory(foi_request=foi_request, wanted_by=today, **asked)
    theirs = make(officer=UserFactory(authority=foi_request.authority))
    AdviceFactory(foi_request=theirs)

    page = home()

    _, step = steps_of(page, "1-26")
    assert step.words == "Waits for the advice of Nye and Nye"
    assert step.url == f"/requests/1-26/#advice-{late.pk}"
    assert (step.whose, step.since, step.late) == ("Nye and Nye", today, "1 day late")
    assert steps_of(page, str(theirs)) == []
    late.withdrawn_on = today
    late.save()
    assert [step.kind for step in steps_of(home(), "1-26")] == ["mine"]


# --- From colleagues ---


def test_tasks_and_mentions_lead_to_the_comment(home, make, officer, today):
    theirs = make(reference="1-26", officer=None)
    kim = UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name="Kim",
        last_name="Lee",
    )
    task = CommentFactory(
        foi_request=theirs,
        by=kim,
        words="Find the contract.",
        assigned_to=officer,
        wanted_by=today,
    )
    named = CommentFactory(foi_request=theirs, by=kim, words="Is <this> so?")
    named.mentions.create(person=officer)
    read = CommentFactory(foi_request=theirs, by=kim, words="Read it.")
    Mention.objects.create(comment=read, person=officer, read_at=timezone.now())

    page = home()
    first, second, _ = steps_of(page, "1-26")

    assert (first.words, first.quoted) == ("Task from Kim Lee", "Find the contract.")
    assert first.url == reverse("comment", args=["1-26", task.pk])
    assert first.by_on == today
    assert (second.words, second.quoted) == ("Kim Lee named you", "Is <this> so?")
    assert second.act_url == reverse("read-comment", args=["1-26", named.pk])
    assert "Is &lt;this&gt; so?" in page.text
    assert "Read it." not in page.text


def test_approvers_see_what_waits_and_never_their_own(home, make, approver, officer):
    theirs = make(reference="1-26", state="clearance")
    ResponseDraftFactory(
        foi_request=theirs,
        submitted_by=officer,
        submitted_at=datetime(2026, 3, 17, 12, tzinfo=UTC),
    )
    own = make(reference="2-26", state="clearance")
    ResponseDraftFactory(foi_request=own, submitted_by=approver)

    page = home(approver)
    (step,) = steps_of(page, "1-26")

    assert step.words == (f"Read the response, then clear or return it from {officer}")
    assert step.url == reverse("clearance-desk", args=["1-26"])
    assert step.since.isoformat() == "2026-03-17"
    assert steps_of(page, "2-26") == []


def test_a_department_finds_its_questions_and_not_who_asked(
    home, make, ask, contributor, today, officer
):
    foi_request = make(reference="1-26", subject="Secret", requester_name="Ada Asker")
    enquiry = ask(foi_request, department=contributor.department)
    ask(make(), department=DepartmentFactory())

    page = home(contributor)

    (step,) = steps_of(page, f"Questions from {officer}")
    assert step.url == reverse("answer-enquiry", args=[enquiry.pk])
    assert references(page) == [("today", [f"Questions from {officer}"])]
    for secret in ("1-26", "Secret", "Asker"):
        assert secret not in page.text


# --- Held by nobody ---


def test_requests_received_wait_to_be_registered(home, make):
    received = make(state="received", reference=None, registered_on=None, officer=None)

    (step,) = steps_of(home(), "Not yet registered")

    assert step.words == "Check the questions, then register the request"
    assert step.url == f"/intake/{received.pk}/"


def test_managers_assign_what_no_officer_has(home, make, manager):
    make(reference="1-26", officer=None)

    (step,) = steps_of(home(manager), "1-26")

    assert step.url == reverse("assign-request", kwargs={"reference": "1-26"})
    assert step.whose == "No officer"


def test_officers_see_what_their_team_can_take(home, make, officer):
    officer.team = TeamFactory(authority=officer.authority)
    officer.save()
    make(reference="team-26", officer=None, team=officer.team)
    make(reference="free-26", officer=None, team=None)
    other = TeamFactory(authority=officer.authority)
    make(reference="other-26", officer=None, team=other)

    page = home()

    assert steps_of(page, "team-26")[0].whose == "Your team"
    assert steps_of(page, "free-26")
    assert not steps_of(page, "other-26")


# --- For a person on leave ---


def test_a_deputy_finds_the_work_of_the_person_on_leave(home, make, officer, today):
    deputy = UserFactory(roles=["officer"], authority=officer.authority)
    secret = make(reference="1-26", is_restricted=True)
    secret.named_people.add(officer)
    CommentFactory(
        foi_request=make(reference="2-26", officer=None), by=deputy, assigned_to=officer
    )
    assert references(home(deputy))[0][1] == ["2-26"]
    leave = Leave.objects.create(
        person=officer, deputy=deputy, first_on=today, last_on=today
    )

    page = home(deputy)

    assert steps_of(page, "1-26")[0].instead_of == str(officer)
    assert f"You, for {officer}" in page.text
    assert steps_of(page, "2-26")[0].kind == "task"
    leave.first_on -= timedelta(days=2)
    leave.last_on -= timedelta(days=1)
    leave.save()
    assert not steps_of(home(deputy), "1-26")


# --- What a person may not see ---


def test_work_that_is_not_mine_to_see_is_not_shown(home, make, officer):
    make(reference="1-26", is_restricted=True)
    task = make(reference="2-26", is_restricted=True, officer=None)
    CommentFactory(foi_request=task, by=officer, assigned_to=officer, words="Hidden.")
    FOIRequestFactory(
        state="received", reference=None, registered_on=None, subject="Elsewhere"
    )

    page = home()

    for secret in ("1-26", "2-26", "Hidden.", "Elsewhere"):
        assert secret not in page.text
    assert page.context["day"].own_in_all == 0


# --- An empty desk ---


@pytest.mark.parametrize("role", ["officer", "approver", "manager", "contributor"])
def test_an_empty_desk_says_so(home, officer, role):
    page = home(UserFactory(roles=[role], authority=officer.authority))

    assert "Nothing waits for you." in page.text


def test_who_has_no_role_reads_whom_to_ask(home, officer):
    UserFactory(
        roles=["administrator"],
        authority=officer.authority,
        first_name="Ada",
        last_name="Min",
        email="ada.min@authority.example",
    )
    UserFactory(roles=["administrator"], email="stranger@other.example")

    page = home(UserFactory(authority=officer.authority))

    assert "You have no role yet" in page.text
    assert "ada.min@authority.example" in page.text
    assert "stranger" not in page.text


def test_administrators_are_led_to_administration(home, officer):
    administrator = UserFactory(roles=["administrator"], authority=officer.authority)

    assert reverse("administration") in home(administrator).text


def test_paragraphs_past_their_review_are_counted(home, officer, today):
    for days in (-1, 1):
        ParagraphFactory(
            authority=officer.authority,
            owner=officer,
            review_on=today + timedelta(days=days),
        )

    assert "The review date of 1 of your paragraphs is past." in " ".join(
        home().text.split()
    )


def test_more_than_fits_is_counted_and_leads_to_the_list(home, make, monkeypatch):
    monkeypatch.setattr("responses.desk.day.MINE_SHOWN", 3)
    for _ in range(5):
        make()

    assert "See all 5 of your open requests" in home().text


def total_of(page):
    """Return how many a list has, whatever the page calls the list."""
    context = page.context
    if "enquiries" in context:
        return len(context["enquiries"])
    if "around" in context:
        return context["around"].count
    return (context.get("page") or context["page_obj"]).paginator.count


@pytest.mark.parametrize(
    ("role", "kind", "words", "fields"),
    [
        ("approver", "clear", "responses to clear", {"state": "clearance"}),
        (
            "officer",
            "register",
            "requests to register",
            {"state": "received", "reference": None, "registered_on": None},
        ),
        ("officer", "take", "requests to take", {}),
        ("manager", "held_by_nobody", "requests that no officer can act on", {}),
    ],
)
def test_hidden_and_snoozed_rows_take_no_place_and_the_list_has_all(
    home, make, client, officer, today, role, kind, words, fields
):
    person = UserFactory(roles=[role], authority=officer.authority)
    due = {"officer": None, **fields}
    for days in range(11):
        make(due_on=today + timedelta(days=90 + days), **due)
    # The first due: restricted to other people, or snoozed.
    for _ in range(2):
        make(due_on=today + timedelta(days=30), is_restricted=True, **due)
    for days in range(12):
        snoozed = make(due_on=today + timedelta(days=40 + days), **due)
        person.snoozes.create(
            foi_request=snoozed, until_on=today + timedelta(days=9), at=timezone.now()
        )

    day = home(person).context["day"]

    rows = [row for _, group in day.groups for row in group]
    assert [step.kind for row in rows for step in row.steps] == [kind] * 10
    assert len(day.snoozed) == 12
    assert min(row.due.on for row in rows) == today + timedelta(days=90)
    (more,) = day.more
    assert more.words == f"All 23 {words}"
    assert total_of(client.get(more.url)) == 23


def test_responses_of_my_own_are_counted_as_the_queue_counts(home, make, client):
    both = UserFactory(
        roles=["officer", "approver"], authority=make().authority, department=None
    )
    for _ in range(11):
        theirs = make(state="clearance")
        ResponseDraftFactory(foi_request=theirs, submitted_by=theirs.officer)
    own = make(state="clearance")
    ResponseDraftFactory(foi_request=own, submitted_by=both)

    day = home(both).context["day"]

    (more,) = (one for one in day.more if "to clear" in one.words)
    assert more.words == "All 12 responses to clear"
    assert total_of(client.get(more.url)) == 12


def test_all_questions_to_a_department_are_a_link_away(
    home, make, ask, client, contributor
):
    for _ in range(12):
        ask(make(), department=contributor.department)

    day = home(contributor).context["day"]

    assert sum(len(rows) for _, rows in day.groups) == 10
    (more,) = day.more
    assert more.words == "All 12 questions to your department"
    assert total_of(client.get(more.url)) == 12


def test_tasks_beyond_the_first_are_counted(home, make, officer):
    for _ in range(16):
        CommentFactory(
            foi_request=make(officer=None, state="issued"), assigned_to=officer
        )

    page = home()

    assert "Shown are 15 of 16 tasks." in page.text


# --- What it costs ---


@pytest.mark.parametrize(
    "roles",
    [
        ["officer"],
        ["manager"],
        ["approver"],
        ["contributor"],
        ["auditor"],
        ["administrator"],
        ["officer", "approver", "manager", "contributor", "administrator"],
    ],
)
def test_the_page_takes_eight_queries_at_most(
    client,
    make,
    ask,
    in_clearance,
    officer,
    roles,
    today,
    django_assert_max_num_queries,
):
    department = DepartmentFactory(authority=officer.authority)
    person = UserFactory(
        roles=roles, authority=officer.authority, department=department
    )
    client.force_login(person, backend="accounts.backends.RoleBackend")

    def fill(number):
        for _ in range(number):
            team = TeamFactory(authority=officer.authority)
            mine = make(officer=person, team=team, due_on=today)
            question = QuestionFactory(foi_request=mine)
            ResponseDraftFactory(foi_request=mine, submitted_by=UserFactory())
            ask(mine, question, department=department)
            comment = CommentFactory(
                foi_request=mine, by=officer, assigned_to=person, words="See to it."
            )
            comment.mentions.create(person=person)
            LetterFactory(foi_request=make(officer=person), type="acknowledgement")
            make(officer=None, state="received", reference=None, registered_on=None)
            make(officer=None, state="clearance")
            in_clearance(None, ("Legal", [officer]), officer=person)
            ParagraphFactory(
                authority=officer.authority,
                owner=person,
                review_on=today - timedelta(days=1),
            )

    with django_assert_max_num_queries(8):
        client.get(reverse("home"))
    Leave.objects.create(person=officer, deputy=person, first_on=today, last_on=today)
    fill(3)
    with django_assert_max_num_queries(8):
        client.get(reverse("home"))
    fill(32)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("home"))

    assert len(page.content) < 100_000


@pytest.mark.parametrize(
    ("roles", "state"),
    [("approver", "clearance"), ("officer", "received"), ("manager", "answering")],
)
def test_requests_hidden_from_a_person_take_no_place_on_the_page(
    home, make, officer, today, roles, state
):
    person = UserFactory(roles=[roles], authority=officer.authority)
    common = {"officer": None, "state": state}
    for _ in range(11):
        make(**common, is_restricted=True, due_on=today - timedelta(days=9))
    seen = make(**common, due_on=today)

    ((_, titles),) = references(home(person))
    assert titles == [str(seen)]
