"""Typed words whose place went, moved or closed meanwhile are put aside, never lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Enquiry, PutAside
from requests_app.put_aside.history import PutAsideHistory
from requests_app.put_aside.still_asked import QuestionGone
from requests_app.questions.correcting import correct_questions
from requests_app.questions.outline.tree_edits import delete, merge, set_kind
from requests_app.questions.stored_outline import outline_of
from responses.drafting.answers import answer_question
from responses.drafting.answers_after_correction import follow_questions
from responses.drafting.citations import cite_exemption, remove_citation
from responses.drafting.sharing import share_answer
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

WORDS = "Twelve stand beside the ring road."
COPY = "a1b2c3d4e5f6"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def correct(foi_request, colleague, today):
    """Correct the questions as a colleague."""

    def correct(operation, question, *args):
        foi_request.refresh_from_db()
        return correct_questions(
            foi_request=foi_request,
            version=foi_request.questions_version,
            outline=operation(outline_of(foi_request), question.pk, *args),
            by=colleague,
            on=today,
            follow=follow_questions,
        )

    return correct


@pytest.fixture
def post(drafter, at, questions):
    """Post an answer to 1(b), as the page with scripts does."""

    def post(name="answer-question", question=None, **headers):
        posted = {
            "text": f"<p>{WORDS}</p>",
            "text-format": "html",
            "outcome": "disclosed",
            "version": 0,
            "typed_copy": COPY,
        }
        key = (question or questions["1(b)"]).pk
        return drafter.post(at(name, key), posted, headers=headers)

    return post


def test_after_a_merge_the_words_are_beside_the_question_that_remains(
    drafter, post, correct, questions, at
):
    correct(merge, questions["1(b)"])  # into 1(a), above

    answer = post()

    page = at("answer-question", questions["1(a)"].pk)
    assert answer.status_code == 302
    assert answer.url == page
    assert answer.cookies[f"foi-stored-{COPY}"].value == "yes"
    html = drafter.get(page).content.decode()
    assert WORDS in html
    assert "Kim Lee corrected the questions on" in html
    assert "Outcome" in html
    aside = PutAside.objects.get()
    assert aside.question == questions["1(a)"]
    added = drafter.get(f"{page}?aside={aside.pk}")
    assert WORDS in added.context["form"]["text"].value()


@pytest.mark.parametrize(
    ("operation", "args"),
    [
        pytest.param(delete, (), id="deleted"),
        pytest.param(set_kind, ("note",), id="note"),
    ],
)
def test_without_a_successor_the_words_are_on_the_draft(
    drafter, post, correct, questions, at, operation, args
):
    correct(operation, questions["1(b)"], *args)

    answer = post()

    assert answer.url == at("draft-response")
    html = drafter.get(at("draft-response")).content.decode()
    assert WORDS in html
    assert "Kim Lee corrected the questions on" in html


def test_the_question_is_followed_through_several_merges(post, correct, questions):
    correct(merge, questions["1(c)"])
    correct(merge, questions["1(b)"])

    post(question=questions["1(c)"])

    assert PutAside.objects.get().question == questions["1(a)"]


def test_an_autosave_is_told_and_makes_one_entry(post, drafter, at, correct, questions):
    correct(delete, questions["1(b)"])

    told = post("autosave-answer", accept="application/json")
    longer = {
        "text": f"<p>{WORDS} More.</p>",
        "text-format": "html",
        "outcome": "disclosed",
        "version": 0,
    }
    again = drafter.post(at("answer-question", questions["1(b)"].pk), longer)

    assert told.status_code == 410
    assert again.status_code == 302
    assert "It is kept on the page of the request" in told.json()["message"]
    texts = [aside.words[0]["text"] for aside in PutAside.objects.all()]
    assert texts == [f"<p>{WORDS} More.</p>"]


def test_another_text_from_the_same_page_does_not_replace_the_first(
    drafter, at, correct, questions
):
    correct(delete, questions["1(b)"])
    for text in ("<p>One text.</p>", "<p>Quite another.</p>"):
        drafter.post(
            at("answer-question", questions["1(b)"].pk),
            {"text": text, "text-format": "html", "version": 0},
        )

    assert PutAside.objects.count() == 2


def test_no_words_or_another_requests_question_is_not_found(
    drafter, at, correct, questions, officer
):
    correct(delete, questions["1(b)"])
    other = QuestionFactory(foi_request=FOIRequestFactory(authority=officer.authority))
    page = at("answer-question", questions["1(b)"].pk)

    assert drafter.post(page, {"version": 0}).status_code == 404
    assert drafter.get(page).status_code == 404
    elsewhere = at("answer-question", other.pk)
    assert drafter.post(elsewhere, {"text": WORDS}).status_code == 404
    assert not PutAside.objects.exists()


def test_a_citations_words_follow_its_question(drafter, at, correct, questions, post):
    answer = AnswerFactory(foi_request=questions["1(b)"].foi_request)
    answer.answered_questions.create(question=questions["1(b)"])
    citation = CitationFactory(answer=answer, provision_key="FOIA 43(2)")
    correct(merge, questions["1(b)"])

    sent = drafter.post(
        at("change-citation", questions["1(b)"].pk, citation.pk),
        {"why_applies": WORDS, "seen": "x"},
    )

    assert sent.url == at("answer-question", questions["1(a)"].pk)
    assert PutAside.objects.get().words[0]["text"] == WORDS


def test_the_words_of_a_citation_removed_meanwhile_are_kept(
    drafter, at, foi_request, questions, colleague, today
):
    citation = cite_exemption(
        foi_request=foi_request,
        question=questions["2"],
        provision_key="FOIA 43(2)",
        by=colleague,
        on=today,
    )
    key = citation.pk
    remove_citation(foi_request=foi_request, citation=citation, by=colleague, on=today)

    sent = drafter.post(
        at("change-citation", questions["2"].pk, key),
        {"why_applies": WORDS, "seen": "x"},
    )

    assert sent.url == at("answer-question", questions["2"].pk)
    html = drafter.get(sent.url).content.decode()
    assert WORDS in html
    assert "by Kim Lee" in html


def test_the_words_for_a_draft_closed_meanwhile_are_kept(drafter, post, foi_request):
    foi_request.state = "clearance"
    foi_request.save()

    answer = post()

    assert "Your text could not be saved there. It is kept" in answer.content.decode()
    assert WORDS in drafter.get(foi_request.get_absolute_url()).content.decode()
    assert answer.cookies[f"foi-stored-{COPY}"].value == "yes"


def test_a_note_of_a_fact_no_longer_possible_is_kept(drafter, foi_request):
    foi_request.state = "answered"
    foi_request.answered_on = foi_request.closed_on = foi_request.received_on
    foi_request.save()

    drafter.post(
        reverse("withdraw-request", args=[foi_request.reference]),
        {"on_0": "1", "on_1": "3", "on_2": "2026", "reason": WORDS},
    )

    assert PutAside.objects.get().words[0]["text"] == WORDS


def test_a_reply_that_comes_too_late_reaches_the_officer(
    client, drafter, foi_request, questions, officer, today
):
    department = DepartmentFactory(authority=officer.authority)
    enquiry = Enquiry.objects.create(
        foi_request=foi_request,
        department=department,
        asked_by=officer,
        asked_on=today,
        wanted_by=today,
        withdrawn_at=timezone.now(),
    )
    enquiry.questions.add(questions["1(b)"])
    second = UserFactory(
        roles=["contributor"], authority=officer.authority, department=department
    )
    drafter.logout()
    client.force_login(second, backend="accounts.backends.RoleBackend")

    page = client.post(
        reverse("answer-enquiry", args=[enquiry.pk]),
        {f"text-{questions['1(b)'].pk}": WORDS, "act": "answer"},
    )

    assert WORDS in page.content.decode()
    client.force_login(officer, backend="accounts.backends.RoleBackend")
    assert WORDS in client.get(foi_request.get_absolute_url()).content.decode()


def test_words_dealt_with_stay_stored_and_history_says_who(
    drafter, post, correct, questions, foi_request, at
):
    correct(delete, questions["1(b)"])
    post()
    aside = PutAside.objects.get()
    deal = reverse(
        "deal-with-put-aside",
        kwargs={"reference": foi_request.reference, "aside": aside.pk},
    )

    drafter.post(deal)
    again = drafter.post(deal, follow=True)

    assert "has dealt with this text already" in again.content.decode()
    assert WORDS not in drafter.get(at("draft-response")).content.decode()
    aside.refresh_from_db()
    assert WORDS in aside.words[0]["text"]
    kinds = list(foi_request.history.values_list("kind", flat=True))
    assert kinds.count(PutAsideHistory.PUT_ASIDE_DEALT_WITH) == 1
    assert kinds.count(PutAsideHistory.WORDS_PUT_ASIDE) == 1


@pytest.mark.parametrize(
    ("service", "given"),
    [
        pytest.param(answer_question, {"text": WORDS, "outcome": "", "version": 0}),
        pytest.param(cite_exemption, {"provision_key": "FOIA 43(2)"}),
        pytest.param(share_answer, {}),
    ],
)
def test_a_service_reads_the_question_again_under_the_lock(
    service, given, correct, questions, foi_request, officer, today
):
    gone = questions["1(b)"]
    asked = (
        {"questions": [gone, questions["2"]]}
        if service is share_answer
        else {"question": gone}
    )
    correct(delete, gone)

    with pytest.raises(QuestionGone):
        service(foi_request=foi_request, by=officer, on=today, **asked, **given)


def test_a_success_tells_the_browser_that_its_copy_is_stored(post, foi_request):
    assert f"foi-stored-{COPY}" in post().cookies


def test_a_form_sent_back_and_a_strange_name_tell_nothing(drafter, at, questions):
    page = at("answer-question", questions["2"].pk)
    invalid = {"text": WORDS, "outcome": "nonsense", "version": 0, "typed_copy": COPY}
    strange = {"text": WORDS, "version": 0, "typed_copy": "x=y; path=/"}

    for posted in (invalid, strange):
        answer = drafter.post(page, posted)
        assert not any(name.startswith("foi-stored") for name in answer.cookies)
