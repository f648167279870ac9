"""The approver's desk: the letter, the evidence beside each part, the buttons."""

import pytest
from django.urls import reverse

from requests_app.workflow import State
from responses.approving.services import (
    approve_parts,
    note_looks,
    return_with_comments,
)
from responses.approving.standard import MARK
from responses.comments.services import comment_on
from responses.drafting.suggested_wording import offered_statement
from responses.models import Comment, Look, NCNDStatement, PartApproval
from statute.regimes import Regime
from tests.factories import (
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    ResponseDraftFactory,
    UserFactory,
    replied,
)
from tests.responses import kinds
from tests.responses.kinds import AT, ON

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def as_approver(client, approver):
    client.force_login(approver)
    return client


def at(name, foi_request, *more):
    return reverse(name, args=[foi_request.reference, *more])


def text_of(response):
    return " ".join(response.content.decode().split())


def key_of(foi_request, order):
    return f"answer-{foi_request.questions.get(order=order).pk}"


def shown(response, key):
    return next(one for one in response.context["parts"] if one.part.key == key)


def ask(question, *, by, reply=""):
    """Put a question to a department, perhaps with its reply."""
    foi_request = question.foi_request
    enquiry = foi_request.enquiries.create(
        department=DepartmentFactory(authority=foi_request.authority),
        asked_by=by,
        asked_on=ON,
        wanted_by=ON,
    )
    enquiry.questions.add(question)
    if reply:
        replied(enquiry, reply, by)


def unmarked(letter):
    """Return a letter without the marks of standard wording."""
    return letter.replace(MARK, "<p>")


def test_the_desk_has_the_whole_letter_once(as_approver, sent):
    preview = as_approver.get(at("preview-response", sent))
    desk = as_approver.get(at("clearance-desk", sent))

    whole = "".join(
        [
            *(one.piece for one in desk.context["parts"]),
            desk.context["desk"].pieces.fixed,
        ]
    )
    letter = preview.context["letter"]
    inner = letter[letter.index(">") + 1 : letter.rindex("</article>")]
    assert "".join(unmarked(whole).split()) == "".join(inner.split())


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_each_kind_of_letter_is_cut_without_loss(as_approver, approver, kind):
    foi_request = kinds.KINDS[kind][0](authority=approver.authority)
    foi_request.state = State.CLEARANCE
    foi_request.save()
    preview = as_approver.get(at("preview-response", foi_request))

    desk = as_approver.get(at("clearance-desk", foi_request)).context["desk"]

    pieces = [*(one.piece for one in desk.shown), desk.pieces.fixed]
    letter = preview.context["letter"]
    inner = letter[letter.index(">") + 1 : letter.rindex("</article>")]
    assert "".join(unmarked("".join(pieces)).split()) == "".join(inner.split())
    assert all(one.piece for one in desk.shown)


def test_a_question_stands_beside_its_evidence_and_the_words_of_departments(
    as_approver, officer
):
    foi_request = kinds.partial_disclosure(authority=officer.authority)
    question = foi_request.questions.get(order=3)
    ask(question, by=officer, reply="The depot counted nine.")
    sent = kinds.in_clearance(foi_request, by=officer)

    page = text_of(as_approver.get(at("clearance-desk", sent)))

    side = page[page.index(f'id="title-answer-{question.pk}"') :]
    for words in (
        "How much did they cost?",
        "s.31(1)(a)",
        "Prices at the next tender would be likely to rise.",
        "The depot counted nine.",
    ):
        assert words in side


def test_a_part_changed_since_the_last_look_shows_the_difference(
    as_approver, sent, approver, officer, read, change
):
    note_looks(foi_request=sent, read=read(sent), by=approver, at=AT)
    change(sent, order=1, text="<p>There are nine of either kind.</p>")

    response = as_approver.get(at("clearance-desk", sent))

    page = text_of(response)
    assert "Changed since you read it on 9 March 2026" in page
    assert f"by {officer} on" in page
    assert '<del><span class="govuk-visually-hidden">deleted: </span>four' in page
    assert '<ins><span class="govuk-visually-hidden">inserted: </span>nine' in page
    changed = [one.part.title for one in response.context["parts"] if one.difference]
    assert changed == ["Questions 1(a) and 1(b)"]


def test_a_dropped_approval_says_who_changed_what(
    as_approver, sent, approver, read, change
):
    approve_parts(foi_request=sent, read=read(sent), by=approver, on=ON, at=AT)
    change(sent, order=1, text="<p>There are nine of either kind.</p>")

    response = as_approver.get(at("clearance-desk", sent))

    assert "Your approval was dropped." in text_of(response)
    assert "5 of 6 parts approved" in text_of(response)


def test_an_earlier_return_stands_at_its_question(as_approver, sent, approver, officer):
    key = key_of(sent, 1)
    return_with_comments(
        foi_request=sent, reasons="Name both kinds.", parts=[key], by=approver, on=ON
    )
    kinds.in_clearance(sent, by=officer)

    response = as_approver.get(at("clearance-desk", sent))

    returned = shown(response, key).returns
    assert [(one.by, one.reasons) for one in returned] == [
        (approver, "Name both kinds.")
    ]
    assert f"Returned by {approver}, 9 March 2026" in text_of(response)


def test_an_open_comment_stands_at_its_question(as_approver, sent, officer):
    question = sent.questions.get(order=1)
    comment_on(
        foi_request=sent,
        question=question,
        quoted="four of either",
        words="Is this still <so>?",
        by=officer,
        on=ON,
    )

    page = text_of(as_approver.get(at("clearance-desk", sent)))

    assert "Is this still &lt;so&gt;?" in page


def test_standard_wording_is_told_from_typed_words(as_approver, sent):
    text = "Nothing in this letter is an admission."
    sent.authority.paragraphs.create(
        regime="FOIA",
        kind="harm",
        topic="Our usual harm",
        text="Either reply  would show how we work.",
        owner=sent.officer or UserFactory(authority=sent.authority),
        review_on=ON,
    )

    response = as_approver.get(at("clearance-desk", sent))

    standard = shown(response, "statement").standard
    assert standard["The harm"].topics == ("Our usual harm",)
    assert standard["The harm"].is_whole
    assert text not in text_of(response)


def in_library(foi_request, text, topic="Our usual words"):
    authority = foi_request.authority
    authority.paragraphs.create(
        regime="FOIA",
        kind="harm",
        topic=topic,
        text=text,
        owner=UserFactory(authority=authority),
        review_on=ON,
    )


def write(foi_request, text):
    answer = foi_request.answers.get(questions__order=0)
    answer.text = text
    answer.save()


LONG = "We count each camera once, wherever it stands in the county."
OTHER = "The figures are those of the last day of the month."


def test_a_sentence_of_the_library_is_marked_within_other_words(as_approver, sent):
    in_library(sent, f"{LONG} {OTHER} Ask us.")
    write(sent, f"<p>There are twelve. {LONG} Ask us.</p>")

    response = as_approver.get(at("clearance-desk", sent))

    (standard,) = shown(response, key_of(sent, 0)).standard.values()
    assert standard.sentences == (LONG,)
    assert standard.count == 3
    assert not standard.is_whole
    assert "“Our usual words” of the library, 1 of 3 sentences" in text_of(response)
    assert 'class="foi-standard"' not in response.text


def test_a_whole_paragraph_of_the_library_is_marked_in_the_letter(as_approver, sent):
    in_library(sent, f"{LONG}\n{OTHER}")
    write(sent, f"<p>{OTHER}</p><p>There are twelve.</p>")

    response = as_approver.get(at("clearance-desk", sent))

    assert f'<p class="foi-standard">{OTHER}</p>' in response.text
    assert "<p>There are twelve.</p>" in response.text
    assert "A dotted line beside a paragraph" in text_of(response)


def test_wording_changed_by_a_word_is_not_standard(as_approver, sent):
    in_library(sent, LONG)
    write(sent, f"<p>{LONG.replace('once', 'twice')}</p>")

    response = as_approver.get(at("clearance-desk", sent))

    assert shown(response, key_of(sent, 0)).standard == {}
    assert 'class="foi-standard"' not in response.text


def test_the_words_that_a_statement_begins_with_are_standard(as_approver, sent):
    statement = NCNDStatement.objects.get(foi_request=sent)
    statement.no_inference = offered_statement(Regime.FOIA)["no_inference"]
    statement.save()

    response = as_approver.get(at("clearance-desk", sent))

    topics = [
        topic
        for one in shown(response, "statement").standard.values()
        for topic in one.topics
    ]
    assert "Suggested statement" in topics


@pytest.mark.parametrize("number", [5, 50])
def test_the_desk_asks_the_same_number_of_questions_however_long_it_is(
    as_approver, officer, approver, read, django_assert_num_queries, number
):
    foi_request = FOIRequestFactory(authority=officer.authority, state="clearance")
    ResponseDraftFactory(foi_request=foi_request, submitted_by=officer)
    for order in range(number):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(number):
        kinds.answer(foi_request, order, outcome="withheld", cites=["FOIA 43(2)"])
        question = foi_request.questions.get(order=order)
        ask(question, by=officer, reply="Nine.")
        comment_on(
            foi_request=foi_request, question=question, words="So?", by=officer, on=ON
        )
    half = dict(list(read(foi_request).items())[::2])
    approve_parts(foi_request=foi_request, read=half, by=approver, on=ON, at=AT)

    with django_assert_num_queries(69):
        as_approver.get(at("clearance-desk", foi_request))


def test_no_page_of_a_long_letter_is_heavy(as_approver, officer):
    foi_request = FOIRequestFactory(authority=officer.authority, state="clearance")
    for order in range(50):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(50):
        kinds.answer(foi_request, order, outcome="withheld", cites=["FOIA 43(2)"])

    pages = as_approver.get(at("clearance-desk", foi_request)).context["pages"]

    seen = []
    for number in range(1, pages + 1):
        response = as_approver.get(at("clearance-desk", foi_request), {"page": number})
        assert len(response.content) < 100_000
        seen += [one.part.title for one in response.context["parts"]]
    assert len(seen) == len(set(seen)) == 51


def test_the_desk_opens_at_the_first_part_left(as_approver, officer, approver, read):
    foi_request = FOIRequestFactory(authority=officer.authority, state="clearance")
    for order in range(50):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(50):
        kinds.answer(foi_request, order)
    approve_parts(
        foi_request=foi_request,
        read=dict(list(read(foi_request).items())[:-1]),
        by=approver,
        on=ON,
        at=AT,
    )

    context = as_approver.get(at("clearance-desk", foi_request)).context

    assert context["page"] == context["pages"] > 1


# --- Buttons ---


def approve(client, sent, key, sha256, **more):
    return client.post(
        at("approve-parts", sent), {"part": f"{key}:{sha256}"}, headers=more
    )


def test_a_button_approves_and_leads_to_the_next_part(as_approver, sent, read):
    response = approve(as_approver, sent, "start", read(sent)["start"])

    assert response.url == f"{at('clearance-desk', sent)}#part-{key_of(sent, 0)}"
    assert PartApproval.objects.get().part == "start"


def test_the_last_approval_leads_to_the_decision(as_approver, sent, read):
    pairs = [f"{key}:{sha256}" for key, sha256 in read(sent).items()]

    response = as_approver.post(at("approve-parts", sent), {"part": pairs})

    assert response.url == f"{at('clearance-desk', sent)}#decision"


def test_the_script_gets_the_part_as_it_now_stands(as_approver, sent, read):
    response = approve(as_approver, sent, "start", read(sent)["start"], **SCRIPT)

    assert "Approved by you" in text_of(response)
    assert "1 of 6 parts approved" in text_of(response)
    assert len(response.content) < 12_000


def test_words_changed_meanwhile_come_back_with_the_difference(
    as_approver, sent, approver, read, change
):
    before = read(sent)
    key = key_of(sent, 1)
    note_looks(foi_request=sent, read=before, by=approver, at=AT)
    change(sent, order=1, text="<p>There are nine of either kind.</p>")

    response = approve(as_approver, sent, key, before[key], **SCRIPT)

    assert response.status_code == 409
    assert "so nothing was approved" in text_of(response)
    assert '<ins><span class="govuk-visually-hidden">inserted: </span>nine' in (
        text_of(response)
    )
    assert not PartApproval.objects.exists()


def test_a_refused_button_leads_back_to_the_part(as_approver, sent):
    response = approve(as_approver, sent, "start", "f" * 64)

    assert response.url == f"{at('clearance-desk', sent)}#part-start"
    page = text_of(as_approver.get(response.url))
    assert "Start of the letter changed since you opened the page" in page


def test_an_approval_is_taken_back(as_approver, sent, approver, read):
    approve_parts(foi_request=sent, read=read(sent), by=approver, on=ON, at=AT)

    response = as_approver.post(at("withdraw-approval", sent), {"part": "start:x"})

    assert response.url == f"{at('clearance-desk', sent)}#part-start"
    assert not PartApproval.objects.filter(part="start").exists()


def test_what_was_read_is_noted(as_approver, sent, read):
    pair = f"start:{read(sent)['start']}"

    response = as_approver.post(at("note-looks", sent), {"part": pair})

    assert response.status_code == 204
    assert Look.objects.get().part == "start"


# --- A part by itself ---


def test_a_part_has_a_page_with_the_parts_around_it(as_approver, sent):
    response = as_approver.get(at("clearance-part", sent, key_of(sent, 0)))

    page = text_of(response)
    assert "Before: Start of the letter" in page
    assert "Next: Questions 1(a) and 1(b)" in page


def test_the_script_gets_what_stands_beside_a_part(as_approver, sent):
    url = at("clearance-part", sent, key_of(sent, 0))

    response = as_approver.get(url, headers=SCRIPT)

    assert "As received" in text_of(response)
    assert "<html" not in text_of(response)


def test_a_part_that_is_not_in_the_letter_is_not_found(as_approver, sent):
    assert as_approver.get(at("clearance-part", sent, "files")).status_code == 404


def test_a_comment_becomes_a_task_for_the_officer(as_approver, sent, officer):
    question = sent.questions.get(order=1)
    url = at("comment-on-part", sent, key_of(sent, 1))
    assert f"Make it a task for {officer}" in text_of(as_approver.get(url))

    response = as_approver.post(
        url, {"quoted": "four", "words": "Since when?", "is_task": "on"}
    )

    comment = Comment.objects.get()
    assert response.url.endswith(f"#part-{key_of(sent, 1)}")
    assert (comment.question_key, comment.assigned_to) == (question.pk, officer)
    assert (comment.quoted, comment.words) == ("four", "Since when?")


def test_a_passage_is_chosen_from_the_sentences_of_the_part(as_approver, sent):
    url = at("comment-on-part", sent, key_of(sent, 1))
    choices = as_approver.get(url).context["form"].fields["passage"].choices
    key, sentence = choices[1]
    assert "four" in sentence

    as_approver.post(url, {"passage": key, "words": "Since when?"})

    comment = Comment.objects.get()
    assert (comment.quoted, comment.is_from_text) == (sentence, True)


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ("first", "Choose a passage or enter the words, not both"),
        ("gone", "This passage has changed. Choose a passage again"),
    ],
)
def test_a_passage_that_cannot_be_quoted_is_refused(as_approver, sent, passage, told):
    url = at("comment-on-part", sent, key_of(sent, 1))
    choices = as_approver.get(url).context["form"].fields["passage"].choices
    chosen = choices[1][0] if passage == "first" else passage

    response = as_approver.post(
        url, {"passage": chosen, "quoted": "other", "words": "Since when?"}
    )

    page = text_of(response)
    assert told in page
    assert "Since when?" in page
    assert not Comment.objects.exists()


def test_a_comment_on_the_start_is_of_the_letter_as_a_whole(as_approver, sent):
    url = at("comment-on-part", sent, "start")

    as_approver.post(url, {"words": "Warmer, please."})

    comment = Comment.objects.get()
    assert (comment.part, comment.assigned_to) == (Comment.Part.LETTER_TEXT, None)


def test_a_comment_without_words_keeps_the_passage(as_approver, sent):
    url = at("comment-on-part", sent, "start")

    response = as_approver.post(url, {"quoted": "four of", "words": ""})

    assert "Enter a comment" in text_of(response)
    assert "four of" in text_of(response)
    part = as_approver.post(url, {"quoted": "four of"}, headers=SCRIPT)
    assert part.status_code == 422
    assert "<html" not in text_of(part)


def test_an_amendment_is_kept_as_a_suggestion(as_approver, sent, approver):
    url = at("suggest-amendment", sent, key_of(sent, 1))
    form = as_approver.get(url).context["form"]

    as_approver.post(
        url,
        {
            "words": form.initial["words"].replace("four", "nine"),
            "version": form.initial["version"],
        },
    )

    page = text_of(as_approver.get(at("clearance-desk", sent)))
    assert f"1 change suggested by {approver}" in page
    assert "Clear with amendments" in page


def test_an_amendment_begun_from_an_older_answer_keeps_its_words(as_approver, sent):
    url = at("suggest-amendment", sent, key_of(sent, 1))

    page = text_of(as_approver.post(url, {"words": "Nine.", "version": 99}))

    assert "saved this answer after you opened the page" in page
    assert "Nine.</textarea>" in page


def test_words_around_the_answers_are_not_amended(as_approver, sent):
    assert as_approver.get(at("suggest-amendment", sent, "start")).status_code == 404
