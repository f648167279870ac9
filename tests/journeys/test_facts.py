"""Officers state what the law asks for: each provision asks for its own facts."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from responses.models import Answer, Citation
from tests.factories import (
    AnswerFactory,
    CitationFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def question(officer):
    foi_request = FOIRequestFactory(
        authority=officer.authority, received_on=date(2026, 3, 2), subject="Cameras"
    )
    QuestionFactory(foi_request=foi_request, order=2, label="2", text="And where?")
    return QuestionFactory(foi_request=foi_request, order=1, label="1")


@pytest.fixture
def page(page, officer, sign_in):
    sign_in(page, officer)
    return page


def cite(question, provision):
    at = reverse("cite-exemption", args=[question.foi_request.reference, question.pk])
    return f"{at}?{urlencode({'provision': provision})}"


@pytest.mark.parametrize(
    ("regime", "provision", "asked"),
    [
        (
            "FOIA",
            "FOIA 40(2) by virtue of 40(3A)(a)",
            "Which data protection principle it would break",
        ),
        ("FOIA", "FOIA 36(2)(b)(i)", "Whose opinion it is"),
        ("FOIA", "FOIA 12(1)", "Hours to locate it"),
        ("FOIA", "FOIA 31(1)(g)", "The purpose that the function serves"),
        ("EIR", "EIR 12(4)(d)", "Is another authority preparing it?"),
    ],
)
def test_a_provision_asks_for_its_facts_in_any_width(
    page, question, check_widths, regime, provision, asked
):
    question.foi_request.regime = regime
    question.foi_request.save()

    page.goto(cite(question, provision))

    expect(page.get_by_text(asked, exact=True)).to_be_visible()
    check_widths(page)


def test_the_limb_is_chosen_and_its_facts_stated(page, question, check_widths):
    page.goto(cite(question, "FOIA 40(2)"))
    check_widths(page)
    limb = "Section 40(2) by virtue of section 40(3A)(a)"
    page.get_by_role("link", name=limb).click()

    page.get_by_label("(a) Lawfulness, fairness and transparency").check()
    page.get_by_label("The interest in disclosure").fill("knowing who decided")
    page.get_by_role("button", name="Cite s.40(2)").click()

    expect(page.get_by_text("cited for Question 1.")).to_be_visible()
    expect(page.get_by_text("knowing who decided")).to_be_visible()
    assert Citation.objects.get().facts == {
        "data_principle": "lawful_and_fair",
        "interest": "knowing who decided",
    }


def test_what_was_typed_and_ticked_is_brought_back(page, question):
    page.goto(cite(question, "FOIA 31(1)(g)"))
    page.get_by_label("s.31(2)(b)").check()
    page.get_by_label("It would follow: more likely than not").check()
    page.get_by_label("The harm that disclosure would do").fill("Much harm.")

    page.goto("/")
    page.goto(cite(question, "FOIA 31(1)(g)"))

    expect(page.get_by_text("It has been restored below")).to_be_visible()
    expect(page.get_by_label("s.31(2)(b)")).to_be_checked()
    expect(page.get_by_label("s.31(2)(a)")).not_to_be_checked()
    expect(page.get_by_label("It would follow: more likely than not")).to_be_checked()
    expect(page.get_by_label("The harm that disclosure would do")).to_have_value(
        "Much harm."
    )


def test_searches_are_asked_for_where_nothing_is_held_and_saved_while_typing(
    page, question, check_widths
):
    at = reverse("answer-question", args=[question.foi_request.reference, question.pk])
    page.goto(at)
    expect(page.get_by_label("Where you searched")).to_be_hidden()

    page.get_by_label("Not held").check()
    page.get_by_label("Where you searched").fill("In all three registers.")
    expect(page.get_by_text("Saved ")).to_be_visible()
    check_widths(page)

    assert Answer.objects.get().facts == {"searches": "In all three registers."}


def test_reasons_of_another_answer_are_used_by_choice_and_undone(page, question):
    other = question.foi_request.questions.get(label="2")
    CitationFactory(
        answer=AnswerFactory(foi_request=question.foi_request, to=[other]),
        provision_key="FOIA 43(2)",
        harm="Prices would rise.",
    )
    page.goto(cite(question, "FOIA 43(2)"))
    page.get_by_label("Use the reasons of question 2").check()
    page.get_by_role("button", name="Cite s.43(2)").click()
    expect(page.get_by_text("uses the reasons given for the same")).to_be_visible()

    page.get_by_label("Give the reasons here").check()
    page.get_by_role("button", name="Save reasons").click()

    expect(page.get_by_text("uses the reasons given for the same")).to_be_hidden()
    expect(page.locator("#citations").get_by_text("Still to do")).to_be_visible()


def test_the_sum_of_an_estimate_follows_the_figures(page, question, check_widths):
    page.goto(cite(question, "FOIA 12(1)"))
    total = page.locator("[data-estimate-sum]")
    expect(total).to_be_empty()

    page.get_by_label("Records to look through").fill("400")
    page.get_by_label("Minutes for each record to locate it").fill("2.5")
    expect(total).to_have_text(
        "16.67 hours at £25 an hour come to £416.66. That is not above the limit of "
        "£450, so the request cannot be refused on cost."
    )
    page.get_by_label("Hours to extract it").fill("2")
    expect(total).to_have_text(
        "18.67 hours at £25 an hour come to £466.66. That is above the limit of £450."
    )
    page.get_by_text("Add up the cost of other requests").click()
    page.get_by_label("Hours that the requests added up would take").fill("1")
    expect(total).to_contain_text("19.67 hours")
    check_widths(page)

    page.get_by_role("button", name="Cite s.12(1)").click()

    reasons = page.locator(".foi-cited")
    expect(reasons.locator("[data-estimate-sum]")).to_contain_text("19.67 hours")
    reasons.evaluate("one => { one.open = true; }")
    reasons.get_by_label("Hours to extract it").fill("3")
    expect(reasons.locator("[data-estimate-sum]")).to_contain_text("20.67 hours")

    facts = Citation.objects.get().facts
    assert facts == {
        "records": 400,
        "minutes_locating": "2.5",
        "hours_extracting": "2",
        "added_hours": "1",
    }


def test_the_sum_says_where_the_regulations_set_no_limit(page, question, check_widths):
    question.foi_request.regime = "EIR"
    question.foi_request.save()
    page.goto(cite(question, "EIR 12(4)(b)"))

    page.get_by_label("Records to look through").fill("90")
    page.get_by_label("Minutes for each record").fill("40")

    expect(page.locator("[data-estimate-sum]")).to_have_text(
        "60 hours at £25 an hour come to £1,500. The Regulations set no limit on cost."
    )
    check_widths(page)
