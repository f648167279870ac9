"""Findings that block or warn before a letter is issued."""

from datetime import date

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Answer
from statute.notices import Severity
from tests.factories import CitationFactory, NCNDStatementFactory, QuestionFactory
from tests.facts import facts_for
from tests.responses import kinds
from tests.responses.kinds import ON, answer

pytestmark = pytest.mark.django_db


def found(foi_request, on=ON):
    content = compose(foi_request, on=on)
    return {one.code: one for one in findings_in(content)}


def blocking(foi_request):
    return {
        code
        for code, one in found(foi_request).items()
        if one.severity is Severity.BLOCK
    }


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("why_applies", "missing_why_applies"),
        ("harm", "missing_harm"),
        ("balance", "missing_pi_reasons"),
    ],
)
def test_a_refusal_without_what_section_17_asks_for_is_blocked(field, code):
    foi_request = kinds.full_refusal()
    foi_request.answers.get().citations.update(**{field: ""})

    assert code in blocking(foi_request)


def test_reasons_given_once_count_for_every_answer_that_rests_on_them():
    foi_request = kinds.partial_disclosure()
    first = foi_request.answers.all()[1].citations.get()
    for one in foi_request.answers.all()[2:]:
        one.citations.update(
            why_applies="", harm="", factors_for="", factors_against="", balance=""
        )
    assert {"missing_harm", "missing_pi_reasons"} <= blocking(foi_request)

    for one in foi_request.answers.all()[2:]:
        one.citations.update(same_as=first)

    assert not blocking(foi_request)


def test_the_statement_s_words_count_for_each_of_its_provisions():
    foi_request = kinds.mixed_with_ncnd()

    assert not blocking(foi_request)
    assert "one_balance_for_several" in found(foi_request)


def test_a_statement_without_a_provision_is_blocked():
    foi_request = kinds.full_disclosure()
    NCNDStatementFactory(foi_request=foi_request)

    assert "ncnd_without_ground" in blocking(foi_request)


def test_a_statement_that_confirms_what_is_held_is_blocked():
    foi_request = kinds.mixed_with_ncnd()
    foi_request.statement.harm = "We hold twelve files about this."
    foi_request.statement.save()

    assert "confirms_possession" in blocking(foi_request)


def test_a_question_nobody_answered_is_blocked_in_an_interim_reply_too():
    foi_request = kinds.interim()
    QuestionFactory(foi_request=foi_request, order=9, label="3")

    assert "question_without_outcome" in blocking(foi_request)


def test_an_answer_is_put_off_only_with_a_reason():
    foi_request = kinds.interim()
    foi_request.answers.filter(outcome="to_follow").update(text="")

    finding = found(foi_request)["to_follow_without_reason"]

    assert (
        finding.message == "Questions 1(a) and 1(b): say why the answer is to follow."
    )
    assert finding.about == "1(a)"


def test_everything_put_off_is_a_letter_all_the_same():
    foi_request = kinds.request()
    answer(foi_request, outcome="to_follow", text="<p>We are still searching.</p>")

    assert not blocking(foi_request)


def test_a_refusal_within_an_interim_reply_needs_what_any_refusal_needs():
    foi_request = kinds.interim()
    refused = foi_request.answers.get(outcome="not_held")
    Answer.objects.filter(pk=refused.pk).update(outcome="withheld")
    CitationFactory(answer=refused, provision_key="FOIA 43(2)")

    assert {"missing_why_applies", "missing_harm"} <= blocking(foi_request)


def test_the_qualified_person_s_opinion_is_read_from_its_fields_alone():
    foi_request = kinds.request()
    answer(foi_request, outcome="withheld", cites=["FOIA 36(2)(c)"])
    assert not blocking(foi_request)

    foi_request.answers.get().citations.update(
        facts={},
        why_applies="In the opinion of our qualified person, the Chief Constable, "
        "given on 5 March 2026, disclosure would prejudice how we work.",
    )

    assert blocking(foi_request) == {
        "missing_qp_opinion",
        "missing_qualified_person",
        "missing_likelihood",
    }


def test_a_blank_left_to_fill_in_is_blocked_but_not_one_the_requester_wrote():
    foi_request = kinds.full_disclosure()
    foi_request.questions.update(text="Why??? [insert]")
    assert not blocking(foi_request)

    foi_request.response_draft.opening = "<p>Thank you, [insert name].</p>"
    foi_request.response_draft.save()

    finding = found(foi_request)["placeholder"]
    assert blocking(foi_request) == {"placeholder"}
    assert finding.about == "opening"
    assert "in the words before the answers" in finding.message


def test_a_character_no_font_can_draw_is_blocked_and_named():
    foi_request = kinds.full_disclosure()
    answered = foi_request.answers.first()
    Answer.objects.filter(pk=answered.pk).update(text="<p>𓀀</p>")

    finding = found(foi_request)["undrawable"]

    assert "𓀀 (egyptian hieroglyph a001, U+13000)" in finding.message
    assert finding.about == "1"


def test_a_late_letter_apologises_by_itself():
    foi_request = kinds.full_disclosure(due_on=date(2026, 3, 6))

    assert "late_without_apology" not in found(foi_request)


def test_a_letter_without_a_review_contact_is_blocked_where_the_law_asks_for_it():
    foi_request = kinds.full_refusal()
    foi_request.authority.review_contact = ""
    foi_request.authority.save()

    assert "missing_internal_review" in blocking(foi_request)


def test_what_blocks_comes_first():
    foi_request = kinds.mixed_with_ncnd()
    QuestionFactory(foi_request=foi_request, order=9, label="3")
    content = compose(foi_request, on=ON)

    severities = [one.severity for one in findings_in(content)]

    assert severities == sorted(severities, key=lambda one: one is not Severity.BLOCK)
    assert len(set(severities)) == 2


def test_the_day_of_the_opinion_is_a_field_and_stands_in_the_letter():
    foi_request = kinds.request()
    answer(foi_request, outcome="withheld", cites=["FOIA 36(2)(c)"])
    cited = foi_request.answers.get().citations

    person = "the Chief Constable"
    facts = facts_for("FOIA 36(2)(c)", qualified_person=person)
    cited.update(facts={**facts, "opinion_on": "2026-03-10"})
    assert "opinion_after_letter" in blocking(foi_request)
    cited.update(facts={**facts, "opinion_on": "2026-03-05"})

    page = page_of(compose(foi_request, on=ON))
    assert not blocking(foi_request)
    assert "our qualified person, the Chief Constable, given on 5 March 2026" in page
    assert "disclosure would be likely to do the harm" in page


@pytest.mark.parametrize(
    ("regime", "key", "words"),
    [
        (
            "FOIA",
            "FOIA 12(1)",
            "extracting the information would take 40 hours, which at £25 an hour "
            "comes to £1,000.",
        ),
        (
            "FOIA",
            "FOIA 12(2)",
            "whether we hold the information would alone take 40 hours, which at £25 "
            "an hour comes to £1,000.",
        ),
        ("FOISA", "FOISA 12(1)", "take 40 hours, which at £15 an hour comes to £600"),
        ("EIR", "EIR 12(4)(b)", "take 40 hours, which at £25 an hour comes to £1,000."),
    ],
)
def test_an_estimate_stands_in_the_letter_and_is_held_against_the_limit(
    regime, key, words
):
    foi_request = kinds.cost_refusal(regime)
    hours = {
        "FOIA 12(1)": {"hours_locating": "30", "hours_extracting": "10"},
        "FOIA 12(2)": {"hours_determining": "40"},
        "FOISA 12(1)": {"hours_locating": "39", "hours_providing": "1"},
        "EIR 12(4)(b)": {"hours": "40"},
    }[key]
    foi_request.answers.get().citations.update(
        provision_key=key,
        facts={**hours, "estimate_method": "We searched a month of forty."},
    )

    page = page_of(compose(foi_request, on=ON))
    codes = set(found(foi_request))
    assert words in page
    assert "We searched a month of forty." in page
    assert not codes & {"no_estimate", "missing_cost_estimate"}
    assert "missing_estimate_method" not in codes


def test_an_estimate_within_the_limit_is_no_reason_to_refuse():
    foi_request = kinds.cost_refusal()
    cited = foi_request.answers.get().citations
    cited.update(facts={"hours_locating": "10", "hours_extracting": "8"})
    assert "estimate_within_limit" in blocking(foi_request)

    cited.update(facts={"hours_locating": "10", "hours_extracting": "8.25"})

    assert "estimate_within_limit" not in blocking(foi_request)
