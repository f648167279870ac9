import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department
from requests_app.models import FOIRequest
from responses.drafting.answers import answer_question
from responses.models import Answer, AnswerRevision
from tests.factories import AnswerFactory, DepartmentFactory, QuestionFactory, replied


@pytest.fixture
def post(drafter, at, questions):
    """Post the answer to 1(b), by default as a browser with scripts does."""

    def post(name="answer-question", **changes):
        posted = {
            "text": "<p>Twelve.</p>",
            "text-format": "html",
            "outcome": "disclosed",
            "version": 0,
            **changes,
        }
        return drafter.post(at(name, questions["1(b)"].pk), posted, follow=True)

    return post


@pytest.fixture
def theirs(foi_request, questions, colleague):
    """Save an answer as a colleague."""

    def theirs(**changes):
        return answer_question(
            **{
                "foi_request": foi_request,
                "question": questions["1(b)"],
                "text": "<p>Theirs.</p>",
                "outcome": "withheld",
                "version": 0,
                "by": colleague,
                "on": timezone.localdate(),
                **changes,
            }
        )

    return theirs


def test_the_question_is_restated_with_what_it_stands_beneath(
    drafter, at, foi_request, questions
):
    AnswerFactory(foi_request=foi_request, to=[questions["1(b)"], questions["1(c)"]])

    page = drafter.get(at("answer-question", questions["1(b)"].pk))

    for words in ("Of your cameras, please say:", "What of part b?", "What of part c?"):
        assert words in page.text
    assert at("unshare-answer", questions["1(c)"].pk) in page.text


def test_previous_and_next_pass_over_questions_with_the_same_answer(
    drafter, at, foi_request, questions
):
    AnswerFactory(foi_request=foi_request, to=[questions["1(b)"], questions["1(c)"]])

    page = drafter.get(at("answer-question", questions["1(b)"].pk))

    assert page.context["before"].path == "1(a)"
    assert page.context["after"].path == "2"


def test_an_answer_is_saved_and_its_question_comes_back(post, at, questions):
    page = post()

    assert page.redirect_chain[-1][0] == at("answer-question", questions["1(b)"].pk)
    assert "Question 1(b) saved." in page.text
    assert Answer.objects.get().text == "<p>Twelve.</p>"


def test_save_and_go_on_leads_to_the_next_question(post, at, questions):
    page = post(next="yes")

    assert page.redirect_chain[-1][0] == at("answer-question", questions["1(c)"].pk)


def test_after_the_last_question_the_first_that_is_left_comes(drafter, at, questions):
    posted = {"text": "x", "outcome": "disclosed", "version": 0, "next": "yes"}
    address = at("answer-question", questions["2"].pk)

    page = drafter.post(address, posted, follow=True)

    assert page.redirect_chain[-1][0] == at("draft-response")
    assert page.context["line"].path == "1(a)"


@pytest.mark.parametrize("typed", ["provision", "provision_key"])
def test_looking_for_a_provision_saves_first(post, at, questions, typed):
    page = post(**{typed: "FOIA 31(1)(a)"})

    assert Answer.objects.get().text == "<p>Twelve.</p>"
    url = page.redirect_chain[-1][0]
    assert url.startswith(at("cite-exemption", questions["1(b)"].pk))
    assert "Section 31(1)(a)" in page.text


def test_a_browser_without_scripts_sends_plain_text(post):
    post(**{"text": "In two places:\r\n- Derby\r\n- Leeds", "text-format": "plain"})

    assert Answer.objects.get().text == (
        "<p>In two places:</p><ul><li>Derby</li><li>Leeds</li></ul>"
    )


def test_a_plain_box_left_alone_keeps_the_formatting(drafter, post, at, questions):
    table = "<p>See <strong>this</strong>:</p><table><tr><th>A</th></tr></table>"
    post(text=table, outcome="")
    page = drafter.get(at("answer-question", questions["1(b)"].pk))
    shown = page.context["form"]["text"]

    post(
        **{
            "text": shown.field.widget.get_context("text", shown.value(), {})["widget"][
                "value"
            ].replace("\n", "\r\n"),
            "text-format": "plain",
            "version": 1,
        }
    )

    answer = Answer.objects.get()
    assert answer.outcome == "disclosed"
    assert "<strong>this</strong>" in answer.text
    assert "<table>" in answer.text


def test_a_stale_save_shows_both_texts_and_a_choice(post, theirs, at, questions):
    theirs()

    page = post(text="<p>Mine.</p>")

    assert page.status_code == 409
    assert "Kim Lee saved this answer after you opened this page" in page.text
    unused = AnswerRevision.objects.get(is_unused=True)
    assert unused.text == "<p>Mine.</p>"
    for words in ("Mine.", "Theirs.", "Disclosed", "Withheld"):
        assert words in page.text
    restore = at("restore-answer", questions["1(b)"].pk, unused.pk)
    assert restore in page.text
    assert f"?with={unused.pk}" in page.text


def test_mine_is_kept(drafter, post, theirs, at, questions):
    theirs()
    post(text="<p>Mine.</p>")
    unused = AnswerRevision.objects.get(is_unused=True)

    drafter.post(at("restore-answer", questions["1(b)"].pk, unused.pk), {"version": 1})

    answer = Answer.objects.get()
    assert (answer.text, answer.version) == ("<p>Mine.</p>", 2)
    assert answer.revisions.filter(text="<p>Theirs.</p>").exists()


def test_both_are_edited_together(drafter, post, theirs, at, questions):
    theirs()
    post(text="<p>Mine.</p>")
    unused = AnswerRevision.objects.get(is_unused=True)

    url = at("answer-question", questions["1(b)"].pk)
    page = drafter.get(f"{url}?with={unused.pk}")

    assert page.context["form"]["text"].value() == "<p>Theirs.</p><p>Mine.</p>"
    assert page.context["form"]["version"].value() == 1


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "²"])
def test_a_version_that_is_none_is_not_merged(drafter, theirs, at, questions, key):
    theirs()

    url = at("answer-question", questions["1(b)"].pk)
    page = drafter.get(f"{url}?with={key}")

    assert page.context["form"]["text"].value() == "<p>Theirs.</p>"


def test_a_refusal_goes_back_on_the_form_with_what_was_typed(post):
    FOIRequest.objects.update(state="clearance")

    page = post()

    assert "The response can be changed only while" in page.text
    assert page.context["form"].errors


def test_a_question_that_is_none_is_not_there(drafter, at, foi_request):
    heading = QuestionFactory(foi_request=foi_request, kind="heading")

    assert drafter.get(at("answer-question", heading.pk)).status_code == 404
    assert drafter.get(at("answer-question", QuestionFactory().pk)).status_code == 404


def test_an_answer_that_is_closed_is_shown_clean(drafter, at, foi_request, questions):
    AnswerFactory(
        foi_request=foi_request,
        to=[questions["1(b)"]],
        text="<p>Twelve.<script>alert(1)</script></p>",
    )
    FOIRequest.objects.update(state="cleared")

    page = drafter.get(at("answer-question", questions["1(b)"].pk))

    assert "<p>Twelve.</p>" in page.text
    assert "alert(1)" not in page.text
    assert "<textarea" not in page.text


def test_what_departments_replied_stands_beside(
    drafter, at, foi_request, questions, officer
):
    department = DepartmentFactory(authority=officer.authority, name="Fleet")
    today = timezone.localdate()
    about = {"department": department, "asked_by": officer, "asked_on": today}
    enquiry = foi_request.enquiries.create(**about, wanted_by=today)
    replied(enquiry, "Four.", officer)
    enquiry.questions.add(questions["1(b)"])
    foi_request.enquiries.create(**about, wanted_by=today).questions.add(questions["2"])
    assert Department.objects.count() == 1

    tab = {"panel": "departments"}
    page = drafter.get(at("answer-question", questions["1(b)"].pk), tab)
    other = drafter.get(at("answer-question", questions["2"].pk), tab)

    assert "Four." in page.text
    assert "Four." not in other.text
    assert "No reply yet." in other.text


# --- Autosave -----------------------------------------------------------------------


def test_the_page_saves_by_itself(post):
    saved = post("autosave-answer", text="<p>Tw</p>", outcome="")

    assert saved.json()["version"] == 1
    assert saved.json()["saved_at"] == f"{timezone.localtime():%H:%M}"
    assert AnswerRevision.objects.get().is_autosave


def test_an_autosave_of_an_older_version_is_refused_in_words(post, theirs):
    theirs()

    refused = post("autosave-answer", text="<p>Mine.</p>")

    assert refused.status_code == 409
    assert "Kim Lee saved this answer" in refused.json()["message"]


def test_an_autosave_is_refused_once_the_draft_is_closed(post):
    FOIRequest.objects.update(state="clearance")

    refused = post("autosave-answer")

    assert refused.status_code == 422
    assert "In clearance" in refused.json()["message"]


def test_an_autosave_without_a_version_is_refused(post):
    assert post("autosave-answer", version="x").status_code == 400
    assert not Answer.objects.exists()


def test_an_autosave_by_somebody_signed_out_is_sent_to_sign_in(client, at, questions):
    answer = client.post(at("autosave-answer", questions["1(b)"].pk))

    assert answer.status_code == 302
    assert SESSION_KEY not in client.session
    assert reverse("sign-in") in answer.url


def test_an_autosave_asks_little_of_the_database(drafter, post, at, questions):
    post("autosave-answer")

    with CaptureQueriesContext(connection) as captured:
        post("autosave-answer", text="<p>Twelve or so.</p>", version=1)

    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    # Who is signed in (2); then the question, the locked answer, and the two writings.
    assert len(asked) <= 2 + 4, asked


# --- Versions -----------------------------------------------------------------------


def test_versions_are_listed_with_autosaves_folded(drafter, post, at, questions):
    for version in range(4):
        post("autosave-answer", text=f"<p>{version}</p>", version=version)
    post(text="<p>Done.</p>", version=4)

    page = drafter.get(at("answer-versions", questions["1(b)"].pk))

    # The version saved by the officer, with the autosaves before it.
    (version,) = page.context["listed"]
    assert (version.revision.version, version.count) == (5, 4)


def test_a_version_is_shown_beside_the_answer_and_brought_back(
    drafter, post, at, questions
):
    post()
    post(text="<p>Thirteen.</p>", version=1)
    first = AnswerRevision.objects.earliest("pk")
    url = at("answer-versions", questions["1(b)"].pk)

    page = drafter.get(f"{url}?version={first.pk}")

    assert "Twelve." in page.text
    assert "Restore version 1" in page.text

    restore = at("restore-answer", questions["1(b)"].pk, first.pk)
    page = drafter.post(restore, {"version": 2}, follow=True)

    assert Answer.objects.get().text == "<p>Twelve.</p>"
    assert "is the answer again" in page.text


def test_a_version_is_not_brought_back_over_a_later_save(drafter, post, at, questions):
    post()
    post(text="<p>Thirteen.</p>", version=1)
    first = AnswerRevision.objects.earliest("pk")

    restore = at("restore-answer", questions["1(b)"].pk, first.pk)
    page = drafter.post(restore, {"version": 1}, follow=True)

    assert "after you opened this page" in page.text
    assert Answer.objects.get().text == "<p>Thirteen.</p>"


def test_a_version_of_another_answer_is_not_there(drafter, post, at, questions):
    post()
    other = AnswerFactory().revisions.create(
        version=1, by=Answer.objects.first().updated_by
    )

    restore = at("restore-answer", questions["1(b)"].pk, other.pk)

    assert drafter.post(restore, {"version": 1}).status_code == 404
