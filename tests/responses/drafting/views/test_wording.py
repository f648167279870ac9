"""Paragraphs of the library offered beside forms, and put into their boxes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from tests.factories import AnswerFactory, CitationFactory, ParagraphFactory

CRIME = "FOIA 31(1)(a)"
TAB = {"panel": "wording"}


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
    return f"{page}?{urlencode({'provision': CRIME, **TAB})}"


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
    return {one.box.name: one.offers for one in page.context["wording"]}


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

    page = drafter.get(url, {"provision": "FOIA 41(1)", **TAB})

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
    assert shown["harm"].value() == "Typed  too.\n" + boxes(page)["harm"][0].text
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

    offered = boxes(drafter.get(answer_url, TAB))
    keys = [one.entry.key for one in offered["text"]]

    assert keys == ["foia-advice-12", "foia-advice-ask-again"]


def test_advice_has_its_own_box_where_the_outcome_asks_for_it(
    drafter, answer, answer_url
):
    answer.outcome = "cost"
    answer.save()

    assert list(boxes(drafter.get(answer_url, TAB))) == ["advice"]


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

    offered = boxes(drafter.get(url, TAB))["opening"]
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

    page = drafter.get(answer_url, TAB)

    assert page.context["panel"].key == "letter"
    assert "wording" not in [one.key for one in page.context["panels"]]


def test_the_reasons_of_each_provision_are_offered_beside_the_answer(
    drafter, answer, answer_url
):
    crime, trade = (
        CitationFactory(answer=answer, provision_key=key)
        for key in (CRIME, "FOIA 43(2)")
    )

    page = drafter.get(answer_url, TAB)

    harms = [one for one in page.context["wording"] if one.box.name == "harm"]
    assert [one.place.form_id for one in harms] == [
        f"reasons-{one.pk}" for one in (crime, trade)
    ]
    assert f'data-into="c{trade.pk}_harm"' in page.text
    assert page.text.count('id="words-reasons-') == page.text.count(
        'data-insert="words-reasons-'
    )


def test_a_provision_with_the_reasons_of_another_is_offered_none(
    drafter, answer, answer_url, foi_request, questions
):
    lends = CitationFactory(
        answer=AnswerFactory(foi_request=foi_request, to=[questions["2"]]),
        provision_key=CRIME,
    )
    CitationFactory(answer=answer, provision_key=CRIME, same_as=lends)

    page = drafter.get(answer_url, TAB)

    assert {one.place.form_id for one in page.context["wording"]} == {"answer"}


def test_the_library_is_asked_once_and_only_when_the_tab_is_open(
    drafter, answer, answer_url
):
    def queries(url):
        with CaptureQueriesContext(connection) as asked:
            drafter.get(url)
        return len([one for one in asked if "responses_paragraph" in one["sql"]])

    CitationFactory(answer=answer, provision_key=CRIME)
    CitationFactory(answer=answer, provision_key="FOIA 43(2)")

    assert queries(answer_url) == 0
    assert queries(f"{answer_url}?panel=wording") == 1
