"""A draft that comes back: each change on the right answer, with its author."""

import shutil
import subprocess
from copy import deepcopy

import pytest
from docx.oxml.ns import qn

from requests_app.workflow import State
from responses.drafting.permitted import DraftNotOpen
from responses.models import Answer, Comment, Suggestion, WordDraft, WordReturn
from responses.word_drafts.history import WordHistory
from responses.word_drafts.making import make_word_draft
from responses.word_drafts.returning import WordDraftRefused, take_back_word_draft
from tests.documents.word_drafts.hand import Hand, made_run
from tests.documents.word_drafts.making import control, paragraph, run, word_file
from tests.factories import FOIRequestFactory, QuestionFactory
from tests.responses import kinds
from tests.responses.word_drafts.conftest import ON


def suggested():
    return [
        (one.removed, one.words, one.called, one.is_tracked)
        for one in Suggestion.objects.all()
    ]


def test_a_file_without_changes_brings_nothing(opened, take_back):
    report = take_back(opened.saved())

    assert (report.taken, report.refused, suggested()) == ([], [], [])


def test_tracked_changes_become_suggestions_of_their_authors(opened, take_back, answer):
    opened.replace("answer:", "twelve", "thirteen")
    opened.author = "Kim Lee"
    opened.insert("answer:", " in all.", " Really.")

    report = take_back(opened.saved())

    assert suggested() == [
        ("twelve", "thirteen", "Pat Reed", True),
        ("", " Really.", "Kim Lee", True),
    ]
    first = Suggestion.objects.first()
    assert (first.base.answer, first.base.version, first.state) == (answer, 1, "open")
    assert first.written_at.isoformat() == "2026-03-04T09:30:00+00:00"
    assert [(one.called, one.number) for one in report.taken] == [("Question 1", 2)]
    answer.refresh_from_db()
    assert (answer.version, "twelve" in answer.text) == (1, True)


def test_a_change_without_tracking_is_a_suggestion_too(opened, take_back):
    opened.type_over("answer:", "twelve boats", "six boats")

    take_back(opened.saved(last_author="Ash Webb"))

    assert suggested() == [("twelve", "six", "Ash Webb", False)]


def test_a_new_paragraph_is_a_suggestion(opened, take_back):
    opened.split("answer:", "We hold ")

    take_back(opened.saved())

    assert suggested() == [("", "\n", "Pat Reed", True)]


def test_an_answer_written_in_word_is_suggested_for_its_question(
    opened, take_back, questions
):
    place = opened.control("question:").find(f"{qn('w:sdtContent')}/{qn('w:p')}")
    mark = opened.mark("ins")
    place.append(mark)
    mark.append(made_run("In the harbour."))

    report = take_back(opened.saved())

    new = Answer.objects.get(questions=questions[1])
    assert (new.text, new.version) == ("", 0)
    assert suggested() == [("", "In the harbour.", "Pat Reed", True)]
    assert report.taken[0].called == "Question 2"


def test_the_same_file_brings_each_change_once(opened, take_back):
    opened.replace("answer:", "twelve", "thirteen")
    data = opened.saved()
    take_back(data)

    (again,) = take_back(data).taken

    assert (again.number, again.again) == (0, 1)
    assert len(suggested()) == 1


def test_an_answer_changed_meanwhile_gets_suggestions_on_what_went_out(
    opened, take_back, say, questions
):
    opened.replace("answer:", "twelve", "thirteen")
    say(questions[0], "<p>We hold twelve boats and a raft.</p>", version=1)

    (taken,) = take_back(opened.saved()).taken

    assert taken.is_changed
    assert Suggestion.objects.get().base.version == 1


def test_comments_and_replies_become_comments_of_the_room(
    opened, take_back, questions, foi_request
):
    opened.comment("answer:", "boats", "Which boats?")
    opened.comment("letter:1:", "Dear Alex Requester", "Is this the name?")
    opened.comment("answer:", "End.", "")

    report = take_back(opened.saved())

    first, other = Comment.objects.order_by("pk")
    assert (first.question_key, first.quoted, first.words, first.said_by) == (
        *(questions[0].pk, "boats", "Which boats?", "Pat Reed"),
    )
    assert (other.part, other.words) == (Comment.Part.WHOLE, "Is this the name?")
    assert {(one.called, one.comments) for one in report.taken} == {
        ("Question 1", 1),
        ("The rest of the draft", 1),
    }
    assert len(report.refused) == 1


def test_text_changed_elsewhere_is_shown_and_refused(opened, take_back, foi_request):
    asked = foi_request.questions.first().text
    opened.type_over("letter:1:", "How many boats?", "How many ships?")
    opened.insert("letter:", "Dear Alex Requester", " and friends")

    report = take_back(opened.saved())

    (refused,) = report.refused
    assert "left as it was" in refused.reason
    assert (refused.sent, refused.words) == (
        "Dear Alex Requester\nHow many boats?",
        "Dear Alex Requester and friends\nHow many ships?",
    )
    assert foi_request.questions.first().text == asked
    assert suggested() == []


def test_text_added_between_the_boxes_is_shown_and_refused(opened, take_back):
    place = opened.control("answer:")
    new = made_run("Slipped in.")
    added = place.makeelement(qn("w:p"))
    added.append(new)
    place.addnext(added)

    (refused,) = take_back(opened.saved()).refused

    assert "added outside the answers" in refused.reason
    assert refused.words == "Slipped in."


def test_a_copied_box_is_refused_and_the_others_are_taken(opened, take_back):
    opened.replace("answer:", "twelve", "thirteen")
    opened.control("answer:").addnext(deepcopy(opened.control("answer:")))

    (refused,) = take_back(opened.saved()).refused

    assert "Question 1: its box stands in the file 2 times" in refused.reason
    assert suggested() == []


def test_a_removed_box_is_told_and_changes_nothing(opened, take_back, answer):
    box = opened.control("answer:")
    box.getparent().remove(box)

    (refused,) = take_back(opened.saved()).refused

    assert refused.reason == "Question 1: its box was removed. Nothing was changed."
    answer.refresh_from_db()
    assert "twelve" in answer.text


@pytest.mark.parametrize("forge", ["key", "answer", "version", "word"])
def test_a_forged_tag_is_refused(forge, opened, take_back, answer):
    tag = opened.control("answer:").find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    was = tag.get(qn("w:val"))
    forged = {
        "key": was[:-4] + "0000",
        "answer": was.replace("answer:", "answer:9"),
        "version": was.replace(":v1:", ":v2:"),
        "word": "mine",
    }
    opened.replace("answer:", "twelve", "thirteen")
    tag.set(qn("w:val"), forged[forge])

    report = take_back(opened.saved())

    assert {one.reason.split(":")[0] for one in report.refused} == {
        "Question 1",
        "A box is not one of this draft’s",
    }
    assert suggested() == []


def test_a_box_of_another_draft_of_this_request_is_refused(
    opened, take_back, foi_request, officer
):
    other = Hand(make_word_draft(foi_request=foi_request, by=officer, on=ON))
    other.replace("answer:", "twelve", "six")
    opened.control("letter:1:").addnext(other.control("answer:"))

    report = take_back(opened.saved())

    assert [one.words for one in report.refused] == ["We hold six boats in all.\nEnd."]
    assert suggested() == []


def test_the_draft_of_another_request_is_refused(opened, officer):
    another = FOIRequestFactory(authority=officer.authority)
    QuestionFactory(foi_request=another)

    with pytest.raises(WordDraftRefused, match="the draft of another request"):
        take_back_word_draft(
            foi_request=another, name="x", data=opened.saved(), by=officer, on=ON
        )

    assert not WordReturn.objects.exists()


def test_a_file_that_never_went_out_is_refused(take_back, foi_request):
    with pytest.raises(WordDraftRefused, match="not a draft that was downloaded here"):
        take_back(word_file(control(paragraph(run("Ten.")))))


def test_a_file_that_cannot_be_read_is_refused(take_back):
    with pytest.raises(WordDraftRefused, match="not a Word document"):
        take_back(b"Words")


@pytest.mark.parametrize("state", [State.CLEARANCE, State.CLEARED])
def test_nothing_comes_back_to_a_draft_that_is_not_open(
    state, opened, take_back, foi_request
):
    opened.replace("answer:", "twelve", "thirteen")
    type(foi_request).objects.filter(pk=foi_request.pk).update(state=state)

    with pytest.raises(DraftNotOpen):
        take_back(opened.saved())

    assert suggested() == []


def test_a_review_does_not_come_back(officer):
    review = kinds.review_outcome(authority=officer.authority, officer=officer)
    data = make_word_draft(foi_request=review, by=officer, on=ON)

    with pytest.raises(WordDraftRefused, match="point by point"):
        take_back_word_draft(foi_request=review, name="x", data=data, by=officer, on=ON)


def test_changes_to_a_question_no_longer_asked_are_told(
    opened, take_back, questions, answer
):
    opened.replace("answer:", "twelve", "thirteen")
    answer.delete()
    questions[0].delete()

    (refused,) = take_back(opened.saved()).refused

    assert refused.reason.startswith("Question 1 is no longer asked")
    assert "thirteen" in refused.words


def test_hundreds_of_changes_are_refused(opened, take_back):
    place = opened.run("answer:", "boats")
    for _ in range(501):
        opened.author = f"A{_}"
        mark = opened.mark("ins")
        mark.append(made_run("x "))
        place.addnext(mark)

    (refused,) = take_back(opened.saved()).refused

    assert "more than 500 changes" in refused.reason
    assert suggested() == []


def test_a_return_is_recorded_with_the_name_of_its_file(
    opened, take_back, foi_request, officer
):
    opened.replace("answer:", "twelve", "thirteen")
    take_back(opened.saved(), name="mine.docx")

    entry = foi_request.history.get(kind=WordHistory.WORD_DRAFT_RETURNED)
    assert (entry.by, entry.note) == (officer, "mine.docx, suggestions: 1")
    assert WordReturn.objects.get().draft == WordDraft.objects.get()


@pytest.mark.parametrize(
    "date", ["", "x", "2026-02-31T10:00:00Z", "0001-01-01T00:00:00Z"]
)
def test_a_date_that_is_none_is_left_out(date, opened, take_back):
    opened.at = date
    opened.insert("answer:", " in all.", " Now.")

    take_back(opened.saved())

    assert Suggestion.objects.get().written_at is None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_draft_saved_by_libreoffice_is_refused(opened, take_back, tmp_path):
    # LibreOffice 7.4 drops the tags, and words beside a comment within a control.
    opened.replace("answer:", "twelve", "thirteen")
    path = tmp_path / "draft.docx"
    path.write_bytes(opened.saved())
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--headless", "--convert-to", "docx", "--outdir", tmp_path / "out", path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    with pytest.raises(WordDraftRefused, match="removed the boxes"):
        take_back((tmp_path / "out" / "draft.docx").read_bytes())

    assert suggested() == []
