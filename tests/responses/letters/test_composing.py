"""Content of a letter, composed from the structure of its request."""

from datetime import date

import pytest

from requests_app.models import ClockEvent, Question
from responses.letters import composing
from responses.letters.answered import Answered, SeeAbove, Stem
from responses.letters.pages import page_of
from statute.notices import LetterType
from tests.factories import (
    CitationFactory,
    FOIRequestFactory,
    LetterFactory,
    NCNDStatementFactory,
    QuestionFactory,
)
from tests.responses import kinds
from tests.responses.kinds import ON, REASONS, answer

pytestmark = pytest.mark.django_db


def compose(foi_request, on=ON):
    return composing.compose(foi_request, on=on)


def text_of(foi_request, on=ON):
    return page_of(compose(foi_request, on))


def headings(content):
    return [item.heading for item in content.items]


def test_each_answer_stands_under_its_question():
    content = compose(kinds.partial_disclosure())

    assert headings(content) == [
        "Question 1",
        "Question 1(a)",
        "Question 1(b)",
        "Question 2",
    ]
    assert [one.is_nested for one in content.answers] == [False, True, True, False]


def test_a_shared_answer_is_given_once_under_all_its_questions():
    content = compose(kinds.full_disclosure())

    shared = content.answers[1]
    assert shared.heading == "Questions 1(a) and 1(b)"
    assert [asked.path for asked in shared.asked] == ["1(a)", "1(b)"]
    assert shared.asked[1].words == ("If so, what of the 2. kind?",)


def test_a_run_of_questions_is_cited_as_a_range():
    foi_request = kinds.request()
    for order, label in enumerate("cdef", start=4):
        QuestionFactory(
            foi_request=foi_request,
            order=order,
            label=label,
            parent=foi_request.questions.get(order=0),
        )
    foi_request.questions.filter(order=3).delete()
    answer(foi_request, 0)
    answer(foi_request, 2, 4, 5, 6, 7, outcome="to_follow")

    assert "Questions 1(b) to 1(f)" in headings(compose(foi_request))


def test_a_question_answered_further_up_says_where():
    foi_request = kinds.request()
    answer(foi_request, 0, 3)
    answer(foi_request, 1)
    answer(foi_request, 2)

    content = compose(foi_request)

    assert headings(content)[0] == "Questions 1 and 2"
    last = content.items[-1]
    assert isinstance(last, SeeAbove)
    assert (last.heading, last.under) == ("Question 2", "questions 1 and 2")
    assert f'href="#letter-{last.anchor}"' in text_of(foi_request)


def test_a_question_that_only_leads_to_others_is_restated_without_an_answer():
    foi_request = kinds.request()
    foi_request.questions.filter(label="1").update(text="Of your cameras, please say:")
    answer(foi_request, 1, 2, 3)

    first = compose(foi_request).items[0]

    assert isinstance(first, Stem)
    assert (first.kind, first.heading) == ("stem", "Question 1")


def test_headings_and_notes_of_the_requester_stand_where_they_stood():
    foi_request = FOIRequestFactory()
    QuestionFactory(
        foi_request=foi_request,
        order=0,
        kind=Question.Kind.HEADING,
        label="A",
        text="Cameras",
    )
    QuestionFactory(foi_request=foi_request, order=1, label="1", after="Thank you.")
    QuestionFactory(
        foi_request=foi_request, order=2, kind=Question.Kind.NOTE, label="", text="N.B."
    )
    answer(foi_request, 1)

    items = compose(foi_request).items

    kinds_of = [getattr(item, "kind", "") for item in items]
    assert kinds_of == ["heading", "answer", "note", "note"]
    assert [item.words for item in items[2:]] == [("Thank you.",), ("N.B.",)]


def test_what_the_requester_wrote_after_the_parts_follows_the_parts():
    foi_request = kinds.request()
    foi_request.questions.filter(order=0).update(after="All since 2020, please.")
    answer(foi_request)

    last = compose(foi_request).items[-1]

    assert isinstance(last, Stem)
    assert last.words == ("All since 2020, please.",)


def test_the_only_question_of_a_request_needs_no_number():
    foi_request = FOIRequestFactory()
    QuestionFactory(foi_request=foi_request, order=0, label="")
    answer(foi_request)

    content = compose(foi_request)

    assert headings(content) == ["Your question"]
    assert content.summary[0].questions == ""


def test_an_unanswered_question_is_seen_in_the_preview():
    foi_request = kinds.request()
    answer(foi_request, 0, 1, 2)

    content = compose(foi_request)

    assert content.answers[-1].outcome == ""
    assert "This question has not been answered yet." in text_of(foi_request)


def test_the_summary_says_what_became_of_every_question():
    content = compose(kinds.interim())

    assert [(told.outcome, told.questions) for told in content.summary] == [
        ("disclosed", "question 1"),
        ("not_held", "question 2"),
        ("to_follow", "questions 1(a) and 1(b)"),
    ]
    assert content.told_to_follow.questions == "questions 1(a) and 1(b)"


def test_a_provision_is_cited_in_full_once_and_explained_once():
    content = compose(kinds.partial_disclosure())

    first, second, third = (one.grounds[0] for one in content.answers[1:])
    assert (first.is_first, second.is_first, third.is_first) == (True, False, False)
    assert (first.explained_under, second.explained_under) == ("", "question 1(a)")
    assert not second.why_applies
    # The last answer has reasons of its own, so they are given in full.
    assert third.explained_under == ""
    assert "Prices" in third.harm
    assert len(content.annex) == 1


def test_a_provision_cited_again_without_a_word_says_nothing():
    foi_request = kinds.request()
    answer(foi_request, 0, outcome="withheld", cites=["FOIA 43(2)"])
    answer(foi_request, 1, outcome="withheld", cites=["FOIA 43(2)"], harm="")

    again = compose(foi_request).answers[1].grounds[0]

    assert again.explained_under == ""
    assert "pi_reasons" not in again.parts


def test_a_provision_cited_again_uses_reasons_given_elsewhere_by_choice():
    foi_request = kinds.request()
    first = answer(foi_request, 0, outcome="withheld", cites=["FOIA 43(2)"])
    second = answer(foi_request, 1, outcome="withheld", cites=["FOIA 43(2)"], harm="")
    second.citations.update(same_as=first.citations.get())

    again = compose(foi_request).answers[1].grounds[0]

    assert again.explained_under == "question 1"
    assert "pi_reasons" in again.parts


def test_one_citation_is_in_full_and_the_next_is_short():
    page = " ".join(text_of(kinds.partial_disclosure()).split())

    whole = '<span class="letter-whole">Section 31(1)(a)</span>'
    assert page.count(f"{whole} of the Freedom of Information Act 2000: Law") == 1
    assert page.count(f"{whole}: Law enforcement") == 2


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        (
            "FOIA 31(1)(a)",
            "qualified: we may rely on it only where the public interest",
        ),
        ("FOIA 23(1)", "absolute: the law does not ask us to weigh"),
        ("FOIA 41(1)", "whether the public interest would excuse the breach"),
        ("FOIA 24(2)", "in neither confirming nor denying outweighs"),
    ],
)
def test_the_class_of_an_exemption_is_explained(key, sentence):
    foi_request = kinds.request()
    answer(foi_request, outcome="withheld", cites=[key])

    assert sentence in text_of(foi_request)


def test_catalogue_shorthand_does_not_reach_the_requester():
    page = text_of(kinds.mixed_with_ncnd())

    assert "NCND" not in page
    assert "Section 31(3)</span> of the Freedom of Information Act 2000: Law" in page


def test_the_statement_names_its_scope_duty_provisions_and_no_inference():
    page = " ".join(text_of(kinds.mixed_with_ncnd()).split())

    assert "neither confirms nor denies that it holds any other information" in page
    assert (
        "section 1(1)(a)</span> of the Act to say whether information is held" in page
    )
    assert "Nothing should be inferred about what exists." in page
    assert "<li>It would show what we spend.</li>" in page


def test_a_letter_is_late_from_the_day_after_the_last():
    foi_request = kinds.full_disclosure(due_on=date(2026, 3, 31))

    assert not compose(foi_request, on=date(2026, 3, 31)).is_late
    assert compose(foi_request, on=date(2026, 4, 1)).is_late
    late = text_of(foi_request, on=date(2026, 4, 1))
    assert "by 31 March 2026. We are sorry that this letter is late." in late


def test_clarification_is_acknowledged_with_its_date():
    foi_request = kinds.full_disclosure()
    ClockEvent.objects.create(
        foi_request=foi_request, name="clarification_received", on=date(2026, 3, 5)
    )

    assert "which you clarified on 5 March 2026" in text_of(foi_request)


@pytest.mark.parametrize(
    ("regime", "sentences"),
    [
        (
            "FOIA",
            [
                "8 May 2026",
                "section 50 of the Act",
                "Wycliffe House",
                "section 17",
            ],
        ),
        ("EIR", ["regulation 11", "regulation 18", "regulation 14", "Wycliffe House"]),
        (
            "FOISA",
            ["section 20 of the Act", "cannot act", "Kinburn Castle", "section 16"],
        ),
        ("EISR", ["regulation 16", "cannot act", "Kinburn Castle", "regulation 13"]),
    ],
)
def test_every_law_brings_its_own_duties_and_rights(regime, sentences):
    page = " ".join(text_of(kinds.partial_disclosure(regime)).split())

    for sentence in sentences:
        assert sentence in page


def test_a_letter_after_an_interim_reply_says_that_it_takes_its_place():
    content = compose(kinds.supplementary())

    assert content.type == LetterType.SUPPLEMENTARY
    assert content.title == "Supplementary reply to your request for information"
    page = text_of(kinds.supplementary())
    assert "an interim reply on 9 March 2026" in page


def test_a_letter_after_a_final_one_is_a_further_reply():
    foi_request = kinds.full_disclosure()
    LetterFactory(foi_request=foi_request)

    content = compose(foi_request)

    assert content.title == "Further reply to your request for information"
    assert "takes the place of the one we sent you" in text_of(foi_request)


def test_what_people_type_never_becomes_markup():
    hostile = '<script>alert("x")</script> & <b onclick=x>'
    foi_request = kinds.request(requester_name=hostile, subject=hostile)
    foi_request.questions.update(text=hostile)
    made = answer(foi_request, outcome="withheld", text=hostile)
    CitationFactory(answer=made, **dict.fromkeys(REASONS, hostile))
    NCNDStatementFactory(foi_request=foi_request, scope=hostile, harm=hostile)

    page = text_of(foi_request)

    assert "<script" not in page
    assert "<b " not in page
    assert "onclick=x&gt;" in page


@pytest.mark.parametrize("number", [4, 40])
def test_a_letter_costs_the_same_queries_however_long_it_is(
    number, django_assert_num_queries
):
    foi_request = FOIRequestFactory()
    for order in range(number):
        QuestionFactory(foi_request=foi_request, order=order, label=str(order + 1))
    for order in range(number):
        answer(foi_request, order, outcome="withheld", cites=["FOIA 43(2)"])
    foi_request = type(foi_request).objects.select_related("authority").get()

    with django_assert_num_queries(16):
        compose(foi_request)


def test_answers_are_values_that_cannot_change():
    content = compose(kinds.full_disclosure())

    assert all(isinstance(item, Answered) for item in content.items)
    with pytest.raises(AttributeError):
        content.subject = "Another"
    assert hash(content.sender)
