"""The services that put questions to departments."""

from datetime import date

import pytest

from requests_app.actions.table import ActionNotPossible
from requests_app.models import Enquiry, Notice
from responses.enquiries.asking import (
    EnquiryNotPossible,
    NobodyAnswers,
    RequesterNamed,
    ask_departments,
    default_day,
    make_enquiry,
)
from responses.enquiries.history import EnquiriesHistory
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

TODAY = date(2026, 3, 16)
WANTED = date(2026, 3, 20)


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(
        authority=officer.authority, reference="77-26", requester_name="Ada Asker"
    )


@pytest.fixture
def questions(foi_request):
    return [QuestionFactory(foi_request=foi_request, order=n) for n in range(3)]


@pytest.fixture
def contributor(officer):
    department = DepartmentFactory(authority=officer.authority, mailbox="")
    return UserFactory(
        roles=["contributor"], authority=officer.authority, department=department
    )


def ask(foi_request, contributor, questions, by, **changes):
    arguments = {
        "foi_request": foi_request,
        "department": contributor.department,
        "questions": questions,
        "message": "For 2025.",
        "wanted_by": WANTED,
        "by": by,
        "on": TODAY,
    }
    return make_enquiry(**(arguments | changes))


def test_a_department_is_asked_the_questions_chosen(
    foi_request, contributor, questions, officer
):
    enquiry = ask(foi_request, contributor, questions[:2], officer)

    assert list(enquiry.questions.all()) == questions[:2]
    assert list(Enquiry.objects.put_to(contributor)) == [enquiry]
    assert foi_request.history.get().kind == EnquiriesHistory.ENQUIRY_MADE


def test_a_department_is_told_without_requester_or_reference(
    foi_request, contributor, questions, officer
):
    ask(foi_request, contributor, questions, officer)

    notice = Notice.objects.get()
    assert notice.person == contributor
    assert "by 20 March 2026" in notice.words
    assert notice.foi_request is None
    assert "77-26" not in f"{notice.words} {notice.url}"
    assert "Asker" not in notice.words


def test_the_same_question_is_not_put_twice(
    foi_request, contributor, questions, officer
):
    ask(foi_request, contributor, questions, officer)

    with pytest.raises(EnquiryNotPossible, match="has not replied yet"):
        ask(foi_request, contributor, questions, officer)

    assert Enquiry.objects.count() == 1


def test_an_enquiry_without_questions_is_refused(foi_request, contributor, officer):
    with pytest.raises(EnquiryNotPossible, match="at least one"):
        ask(foi_request, contributor, [], officer)


def test_questions_of_another_request_are_refused(foi_request, contributor, officer):
    with pytest.raises(EnquiryNotPossible, match="of this request"):
        ask(foi_request, contributor, [QuestionFactory()], officer)


def test_departments_of_another_authority_are_not_asked(
    foi_request, contributor, questions, officer
):
    with pytest.raises(EnquiryNotPossible, match="another authority"):
        ask(
            foi_request,
            contributor,
            questions,
            officer,
            department=DepartmentFactory(),
        )


def test_a_day_that_has_passed_is_refused(foi_request, contributor, questions, officer):
    with pytest.raises(EnquiryNotPossible, match="has passed"):
        ask(foi_request, contributor, questions, officer, wanted_by=date(2026, 3, 13))


@pytest.mark.parametrize("state", ["answered", "withdrawn"])
def test_nobody_is_asked_for_a_closed_request(contributor, officer, state):
    closed = FOIRequestFactory(authority=officer.authority, state=state)
    question = QuestionFactory(foi_request=closed)

    with pytest.raises(ActionNotPossible, match="You can do this only while"):
        ask(closed, contributor, [question], officer)


def test_people_without_a_department_are_asked_nothing(
    foi_request, contributor, questions, officer
):
    ask(foi_request, contributor, questions, officer)
    stray = UserFactory(roles=["contributor"], authority=officer.authority)

    assert not Enquiry.objects.put_to(stray).exists()


@pytest.mark.parametrize(
    "message",
    [
        "Ada Asker of the Daily Gazette is asking.",
        "Ms Asker wants these by Friday.",
        "Ada wants these by Friday.",
        "This is for the daily gazette.",
        "Reply to ada@asker.example, please.",
        "Call 01632 960 001 if unsure.",
        "She lives at 4 Quarry Lane.",
        "It is for NM1 4QZ.",
    ],
)
def test_a_message_that_tells_who_asked_is_stopped_until_a_reason_is_given(
    contributor, officer, message
):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        requester_name="Ms Ada Asker",
        requester_organisation="The Daily Gazette",
        requester_email="ada@asker.example",
        requester_address="4 Quarry Lane\nNorthmoor NM1 4QZ",
        received_text="How many dogs? Telephone: (01632) 960001",
    )
    questions = [QuestionFactory(foi_request=foi_request, order=0)]

    with pytest.raises(RequesterNamed) as refused:
        ask(foi_request, contributor, questions, officer, message=message)
    assert not Enquiry.objects.exists()
    [passage] = refused.value.passages
    assert passage.label == "Your message"
    assert all(passage.text[a:b] in message for a, b in passage.spans)

    ask(
        foi_request,
        contributor,
        questions,
        officer,
        message=message,
        reason="They must find her own file.",
    )
    note = foi_request.history.get(kind=EnquiriesHistory.ENQUIRY_MADE).note
    assert "The department is told who asked: They must find her own file." in note


def test_a_chosen_question_that_tells_who_asked_is_stopped_and_another_is_not(
    foi_request, contributor, officer
):
    telling = QuestionFactory(
        foi_request=foi_request,
        order=0,
        label="1",
        text="What do you hold on Ada Asker?",
    )
    other = QuestionFactory(foi_request=foi_request, order=1, text="How many dogs?")

    with pytest.raises(RequesterNamed, match="Ada Asker"):
        ask(foi_request, contributor, [telling, other], officer)
    ask(foi_request, contributor, [other], officer, message="For May 2025, please.")


def test_a_month_is_no_name(contributor, officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, requester_name="Theo May"
    )
    questions = [QuestionFactory(foi_request=foi_request, order=0)]

    ask(foi_request, contributor, questions, officer, message="All of May 2025.")


def test_several_departments_are_asked_each_its_own_questions(
    foi_request, contributor, questions, officer
):
    fleet, parks = (DepartmentFactory(authority=officer.authority) for _ in range(2))

    made = ask_departments(
        foi_request=foi_request,
        questions={fleet: questions[:1], parks: questions},
        wanted_by={fleet: WANTED, parks: date(2026, 3, 23)},
        message="For 2025.",
        by=officer,
        on=TODAY,
    )

    assert [(one.department, one.questions.count()) for one in made] == [
        (fleet, 1),
        (parks, 3),
    ]
    assert [one.wanted_by for one in made] == [WANTED, date(2026, 3, 23)]


def test_a_department_without_person_and_mailbox_is_not_asked(
    foi_request, questions, officer
):
    alone = DepartmentFactory(authority=officer.authority, mailbox="", name="Attic")
    other = DepartmentFactory(authority=officer.authority)
    asked = {
        "foi_request": foi_request,
        "questions": {other: questions, alone: questions},
        "wanted_by": {other: WANTED, alone: WANTED},
        "message": "",
        "by": officer,
        "on": TODAY,
    }

    with pytest.raises(NobodyAnswers, match="answers for Attic") as refused:
        ask_departments(**asked)
    assert refused.value.departments == [alone]
    assert not Enquiry.objects.exists()

    ask_departments(**asked, addresses={alone: "jo@authority.example"})
    link = Enquiry.objects.get(department=alone).links.get()
    assert link.address == "jo@authority.example"


def test_a_person_who_left_does_not_answer_for_a_department(
    foi_request, contributor, questions, officer
):
    contributor.is_active = False
    contributor.save()

    with pytest.raises(NobodyAnswers):
        ask(foi_request, contributor, questions, officer)


def test_the_received_text_goes_without_who_asked(contributor, officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority,
        requester_name="Ms Ada Asker",
        requester_email="ada@asker.example",
        received_text="From: Ada Asker <ada@asker.example>\nHow many dogs?\nAda Asker",
    )
    questions = [QuestionFactory(foi_request=foi_request, order=0)]

    enquiry = ask(foi_request, contributor, questions, officer, is_material_sent=True)

    assert "How many dogs?" in enquiry.material
    assert "Asker" not in enquiry.material
    assert "asker.example" not in enquiry.material


def test_the_day_offered_is_never_after_the_due_date(foi_request, contributor):
    department = contributor.department
    assert default_day(department, foi_request, on=TODAY) == date(2026, 3, 24)

    foi_request.due_on = WANTED
    assert default_day(department, foi_request, on=TODAY) == WANTED
