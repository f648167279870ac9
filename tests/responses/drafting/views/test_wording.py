"""Paragraphs of the library offered beside forms, and put into their boxes."""

import pytest
from django.utils.http import urlencode

from tests.factories import AnswerFactory, CitationFactory, ParagraphFactory

CRIME = "FOIA 31(1)(a)"


@pytest.fixture
def answer(foi_request, questions):
    return AnswerFactory(foi_request=foi_request, to=[questions["1(b)"]])


@pytest.fixture
def own(foi_request):
    return ParagraphFactory(
        authority=foi_request.authority, text="All would know by {{ due_date }}."
    )


@pytest.fixture
def cite_url(at, questions):
    page = at("cite-exemption", questions["1(b)"].pk)
    return f"{page}?{urlencode({'provision': CRIME})}"


@pytest.fixture
def citation(answer):
    return CitationFactory(answer=answer, provision_key=CRIME, harm="Typed before.")


@pytest.fixture
def change_url(at, questions, citation):
    return at("change-citation", questions["1(b)"].pk, citation.pk)


@pytest.fixture
def answer_url(at, questions):
    return at("answer-question", questions["1(b)"].pk)


def boxes(page):
    return {box.name: offers for box, offers in page.context["wording"]}


def test_a_citation_is_offered_wording_for_each_of_its_boxes(drafter, cite_url, own):
    page = drafter.get(cite_url)

    offered = boxes(page)
    assert list(offered) == [
        "why_applies",
        "harm",
        "factors_for",
        "factors_against",
        "balance",
    ]
    assert offered["harm"][0].entry.key == f"own-{own.pk}"
    assert f'value="own-{own.pk}"' in page.text


def test_an_absolute_exemption_is_offered_nothing_to_weigh(drafter, at, questions):
    url = at("cite-exemption", questions["1(b)"].pk)

    page = drafter.get(url, {"provision": "FOIA 41(1)"})

    assert list(boxes(page)) == ["why_applies"]


def test_words_go_after_those_typed_and_nothing_is_saved(
    drafter, change_url, citation, own
):
    form = drafter.get(change_url).context["form"]

    page = drafter.post(
        change_url,
        {
            "wording": f"own-{own.pk}",
            "why_applies": "Typed just now.",
            "harm": "Typed  too.\n",
            "seen": form.initial["seen"],
        },
    )

    shown = page.context["form"]
    assert page.status_code == 200
    assert (
        shown["harm"].value() == "Typed  too.\n" + page.context["wording"][1][1][0].text
    )
    assert shown["why_applies"].value() == "Typed just now."
    assert shown["seen"].value() == form.initial["seen"]
    citation.refresh_from_db()
    assert citation.harm == "Typed before."


def test_words_fill_an_empty_box(drafter, cite_url):
    page = drafter.post(cite_url, {"wording": "foia-harm-31-crime", "harm": ""})

    assert page.context["form"]["harm"].value().startswith("The information shows")


def test_a_paragraph_retired_meanwhile_is_told_and_the_typed_words_stay(
    drafter, cite_url, own, officer
):
    page = drafter.post(cite_url, {"wording": "own-999999", "harm": "Typed."})

    assert "not offered here any more" in page.text
    assert page.context["form"]["harm"].value() == "Typed."


def test_a_field_without_a_value_is_named(drafter, cite_url, own, foi_request):
    foi_request.due_on = None
    foi_request.save()

    page = drafter.get(cite_url)

    assert "Not known yet: due_date." in page.text
    assert "by {{ due_date }}." in page.text


def test_an_answer_is_offered_advice_for_what_it_cites(drafter, answer, answer_url):
    CitationFactory(answer=answer, provision_key="FOIA 12(1)")

    keys = [one.entry.key for one in boxes(drafter.get(answer_url))["text"]]

    assert keys == ["foia-advice-12", "foia-advice-ask-again"]


def test_advice_has_its_own_box_where_the_outcome_asks_for_it(
    drafter, answer, answer_url
):
    answer.outcome = "cost"
    answer.save()

    assert list(boxes(drafter.get(answer_url))) == ["advice"]


def test_words_go_into_an_answer_without_scripts(drafter, answer, answer_url):
    before = answer.text

    page = drafter.post(
        answer_url,
        {
            "wording": "foia-advice-ask-again",
            "text": "Typed.",
            "text-format": "plain",
            "version": answer.version,
            "outcome": "",
        },
    )

    assert "<p>Typed.</p>" in page.text.replace("&lt;", "<").replace("&gt;", ">")
    assert "help you word a new request" in page.text
    answer.refresh_from_db()
    assert answer.text == before


def test_formatted_text_keeps_its_formatting(drafter, answer, answer_url):
    page = drafter.post(
        answer_url,
        {
            "wording": "foia-advice-ask-again",
            "text": "<p><strong>Typed.</strong></p>",
            "text-format": "html",
            "version": answer.version,
            "outcome": "",
        },
    )

    value = page.context["form"]["text"].value()
    assert value.startswith("<p><strong>Typed.</strong></p><p>If you tell us")


def test_the_opening_of_a_letter_is_offered(drafter, at):
    url = at("save-letter-text")

    offered = boxes(drafter.get(url))["opening"]
    page = drafter.post(
        url, {"wording": "foia-opening", "opening": "", "ending": "Kept.", "version": 0}
    )

    assert offered[0].entry.key == "foia-opening"
    assert "Thank you for your request of" in page.context["form"]["opening"].value()
    assert "Kept." in page.context["form"]["ending"].value()


def test_nothing_is_offered_once_the_draft_is_closed(
    drafter, answer, answer_url, foi_request
):
    foi_request.state = "clearance"
    foi_request.save()

    assert "wording" not in drafter.get(answer_url).context
