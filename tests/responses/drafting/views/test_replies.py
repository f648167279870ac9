"""A department's reply is put into the answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from responses.models import Answer
from tests.factories import AnswerFactory, DepartmentFactory, FOIRequestFactory, replied

TAB = {"panel": "departments"}


@pytest.fixture
def reply(foi_request, questions, officer):
    """Return a function making a reply of a department to a question."""

    def reply(name="1(b)", words="Four.\nTwo are new.", department="Fleet"):
        today = timezone.localdate()
        enquiry = foi_request.enquiries.create(
            department=DepartmentFactory(authority=officer.authority, name=department),
            message="A note for the department alone.",
            asked_by=officer,
            asked_on=today,
            wanted_by=today,
        )
        enquiry.questions.add(questions[name])
        return replied(enquiry, words, officer)

    return reply


@pytest.fixture
def url(at, questions):
    return at("answer-question", questions["1(b)"].pk)


def notes(foi_request):
    return [one.note for one in foi_request.history.all()]


def test_a_reply_is_offered_without_the_message_or_who_asked(
    drafter, url, foi_request, reply
):
    enquiry = reply()

    page = drafter.get(url, TAB)

    tab = page.text[page.text.index('id="room-tab"') :]
    assert f'value="{enquiry.pk}"' in tab[tab.index('name="put_reply"') :]
    assert f'id="reply-{enquiry.pk}">Four.\nTwo are new.</p>' in tab
    assert "A note for the department alone." not in page.text
    assert foi_request.requester_name not in tab


@pytest.mark.parametrize(("hours", "is_said"), [(47, False), (49, True)])
def test_a_department_that_has_not_accepted_is_named(
    drafter, url, foi_request, questions, officer, hours, is_said
):
    today = timezone.localdate()
    enquiry = foi_request.enquiries.create(
        department=DepartmentFactory(authority=officer.authority),
        asked_by=officer,
        asked_on=today,
        asked_at=timezone.now() - timedelta(hours=hours),
        wanted_by=today,
    )
    enquiry.questions.add(questions["1(b)"])

    page = drafter.get(url, TAB)

    assert ("Not accepted within 48 hours" in page.text) == is_said


def test_without_scripts_the_page_comes_back_with_the_reply_and_saves_nothing(
    drafter, url, foi_request, reply
):
    enquiry = reply()
    typed = {"text": "Typed before.", "outcome": "disclosed", "version": 0}

    page = drafter.post(url, {**typed, "put_reply": enquiry.pk})

    form = page.context["form"]
    assert form["text"].value() == "<p>Typed before.</p><p>Four.<br>Two are new.</p>"
    assert form["outcome"].value() == "disclosed"
    assert form["replies"].value() == str(enquiry.pk)
    assert page.context["panel"].key == "departments"
    assert not Answer.objects.exists()
    assert not foi_request.history.exists()


@pytest.mark.parametrize("kind", ["answer-question", "autosave-answer"])
def test_history_says_from_which_department_a_text_came(
    drafter, at, questions, foi_request, reply, kind
):
    one, other = reply(), reply(words="None of ours.", department="Parks")
    url = at(kind, questions["1(b)"].pk)
    said = {
        "text": "<p>Four.</p><p>Two are new.</p><p>None of ours.</p>",
        "text-format": "html",
        "outcome": "disclosed",
        "version": 0,
        "replies": f"{one.pk} {other.pk}",
    }

    drafter.post(url, said)
    again = {**said, "text": f"{said['text']}<p>More.</p>", "version": 1}
    drafter.post(url, again)

    told = [note for note in notes(foi_request) if "with the replies" in note]
    assert told == ["Question 1(b): with the replies of Fleet and Parks"]


def test_a_reply_taken_out_again_is_not_told(drafter, url, foi_request, reply):
    enquiry = reply()

    drafter.post(
        url,
        {
            "text": "<p>My own words.</p>",
            "text-format": "html",
            "outcome": "disclosed",
            "version": 0,
            "replies": enquiry.pk,
        },
    )

    assert notes(foi_request) == ["Question 1(b)"]


def test_a_reply_about_another_question_is_not_put_in(drafter, url, foi_request, reply):
    enquiry = reply("2")

    page = drafter.post(url, {"text": "Mine.", "version": 0, "put_reply": enquiry.pk})

    assert page.context["form"]["text"].value() == "<p>Mine.</p>"
    assert "That reply is not there any more." in page.text


def test_the_reply_to_another_request_tells_nothing(
    drafter, url, foi_request, questions, reply
):
    enquiry = reply(words="Seven.")
    enquiry.enquiry.foi_request = FOIRequestFactory(authority=foi_request.authority)
    enquiry.enquiry.save()

    drafter.post(
        url,
        {
            "text": "<p>Seven.</p>",
            "text-format": "html",
            "outcome": "",
            "version": 0,
            "replies": enquiry.pk,
        },
    )

    assert notes(foi_request) == ["Question 1(b)"]


def test_a_draft_that_is_closed_takes_no_reply(drafter, url, foi_request, reply):
    enquiry = reply()
    AnswerFactory(foi_request=foi_request, to=foi_request.questions.all()[2:3])
    foi_request.state = "clearance"
    foi_request.save()

    page = drafter.get(url, TAB)

    assert "put_reply" not in page.text
    assert enquiry.text.splitlines()[0] in page.text
