"""A draft in Word: each answer in a control, all else locked, nothing hidden."""

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.hidden.looking import scan
from responses.drafting.sharing import share_answer
from responses.models import WordDraft
from responses.word_drafts.history import WordHistory
from responses.word_drafts.making import make_word_draft
from responses.word_drafts.sent import sent_with
from tests.documents.word_drafts.hand import Hand
from tests.responses import kinds
from tests.responses.word_drafts.conftest import ON

LOCK = f"{qn('w:sdtPr')}/{qn('w:lock')}"


def words(control):
    return "".join(one.text or "" for one in control.iter(qn("w:t")))


def test_each_answer_stands_in_a_control_of_its_own(opened, answer, questions):
    draft = WordDraft.objects.get()
    first, second = (one for one in sent_with(draft) if one.question)

    assert first.tag == f"answer:{answer.pk}:v1:{draft.key}"
    assert (first.called, first.question, first.version) == (
        *("Question 1", questions[0].pk, 1),
    )
    assert first.words == "We hold twelve boats in all.\nEnd."
    assert second.tag == f"question:{questions[1].pk}:v0:{draft.key}"
    assert words(opened.control("answer:")) == "We hold twelve boats in all.End."
    assert all(len(tag) <= 64 for tag in opened.controls)


def test_all_but_the_answers_is_locked(opened):
    locks = {
        tag.split(":")[0]: control.find(LOCK).get(qn("w:val"))
        for tag, control in opened.controls.items()
    }
    loose = [one.tag for one in opened.body if one.tag != qn("w:sdt")]

    assert locks == {
        "letter": "sdtContentLocked",
        "answer": "sdtLocked",
        "question": "sdtLocked",
    }
    assert loose == [qn("w:sectPr")]


def test_the_document_says_that_it_is_a_draft_and_what_it_is_about(opened):
    beginning = words(opened.control("letter:1:"))

    assert beginning.startswith("Draft of 9 March 2026. This is not an issued letter.")
    assert "received 2 March 2026, due 31 March 2026" in beginning
    assert "DRAFT – NOT ISSUED" in "".join(
        one.text for one in opened.document.sections[0].header.paragraphs
    )


def test_word_tracks_changes_from_the_start(opened):
    settings = [one.tag for one in opened.document.settings.element]

    assert settings.index(qn("w:trackRevisions")) < settings.index(
        qn("w:defaultTabStop")
    )


def test_nothing_is_hidden_in_the_file_but_tags_and_the_authoritys_name(
    opened, foi_request, tmp_path
):
    path = tmp_path / "letter.docx"
    path.write_bytes(opened.saved())

    told = "".join(one.message for one in scan(path, "letter.docx").findings)

    key = WordDraft.objects.get().key
    quoted = {one for one in re.findall("“(.+?)”", told) if not one.endswith(key)}
    assert quoted <= {foi_request.authority.name}
    assert opened.document.core_properties.last_modified_by == ""


def test_the_download_is_recorded(opened, foi_request, officer):
    entry = foi_request.history.get(kind=WordHistory.WORD_DRAFT_MADE)

    assert (entry.by, entry.on) == (officer, ON)
    assert WordDraft.objects.get().made_by == officer


def test_two_downloads_have_two_keys(opened, foi_request, officer):
    make_word_draft(foi_request=foi_request, by=officer, on=ON)

    assert len({one.key for one in WordDraft.objects.all()}) == 2


def test_an_answer_shared_by_questions_has_one_control(foi_request, questions, say):
    answer = say(questions[0], "<p>Both.</p>")
    share_answer(
        foi_request=foi_request, questions=questions, by=answer.updated_by, on=ON
    )
    make_word_draft(foi_request=foi_request, by=answer.updated_by, on=ON)

    (sent,) = (one for one in sent_with(WordDraft.objects.get()) if one.question)
    assert sent.called == "Questions 1 and 2"


@pytest.mark.parametrize(
    "text",
    [
        "<ul><li>oars<ul><li>long</li></ul></li><li>sails</li></ul>",
        "<table><thead><tr><th>Boat</th></tr></thead><tbody><tr><td>Ida</td></tr>"
        "</tbody></table>",
        '<p>See <a href="https://a.example/">the list</a> of CO<sub>2</sub>.</p>',
    ],
)
def test_an_answer_that_went_out_comes_back_unchanged(
    text, foi_request, questions, say, take_back
):
    answer = say(questions[0], text)
    data = make_word_draft(foi_request=foi_request, by=answer.updated_by, on=ON)

    report = take_back(Hand(data).saved())

    assert (report.taken, report.refused) == ([], [])


def test_the_draft_of_a_review_is_locked_as_a_whole(officer):
    review = kinds.review_outcome(authority=officer.authority, officer=officer)
    data = make_word_draft(foi_request=review, by=officer, on=ON)

    tags = Hand(data).controls

    assert Document(io.BytesIO(data)).core_properties.title
    assert {tag.split(":")[0] for tag in tags} == {"letter"}
