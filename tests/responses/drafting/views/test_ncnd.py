"""The help on neither confirming nor denying, in a tab of the room."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.models import Neighbour
from tests.factories import (
    AnswerFactory,
    AuthorityFactory,
    CitationFactory,
    EnclosureFactory,
    FOIRequestFactory,
    NCNDStatementFactory,
    PreviousAnswerFactory,
    PreviousResponseFactory,
)

REASONS = {
    "why_applies": "Either reply would tell which methods the force has in use.",
    "harm": "A person who learnt that could choose places where nobody looks.",
}


@pytest.fixture
def answer(foi_request, questions):
    return AnswerFactory(
        foi_request=foi_request,
        outcome="ncnd",
        text="<p>We neither confirm nor deny that we hold this. Nothing should be "
        "inferred from that.</p>",
        to=[questions["2"]],
    )


@pytest.fixture
def panel(drafter, at, questions):
    def panel():
        return drafter.get(at("answer-question", questions["2"].pk), {"panel": "ncnd"})

    return panel


def earlier(officer, question=None, **fields):
    """Return an earlier answer, found near a question."""
    letter = PreviousResponseFactory(
        authority=fields.pop("authority", officer.authority),
        reference=fields.pop("reference", "FOI-2019-7"),
        foi_request=fields.pop("foi_request", None),
    )
    previous = PreviousAnswerFactory(
        authority=letter.authority,
        previous_response=letter,
        foi_request=letter.foi_request,
        question="Which sites are watched by them?",
        answer="A reply.",
        **fields,
    )
    if question is not None:
        Neighbour.objects.create(question=question, previous_answer=previous, score=0.9)
    return previous


def test_the_tab_is_there_for_answers_that_leave_open_what_is_held(
    drafter, at, questions, answer
):
    with_it = drafter.get(at("answer-question", questions["2"].pk))
    without = drafter.get(at("answer-question", questions["1(a)"].pk))

    assert "Confirm or deny" in [one.label for one in with_it.context["panels"]]
    assert "Confirm or deny" not in [one.label for one in without.context["panels"]]


def test_it_tells_the_duty_and_what_each_reply_would_give_away(panel, answer):
    facts = {"ncnd_yes": "That we look for them there."}
    CitationFactory(answer=answer, provision_key="FOIA 24(2)", facts=facts)

    page = panel()

    assert "FOIA s.1(1)(a) duty to confirm or deny" in page.text
    assert "weighed on saying whether the information is held" in page.text
    assert "That we look for them there." in page.text
    assert page.text.count("Not said yet") == 1
    assert "Cite s.23(5) too" in page.text


def test_without_a_provision_it_offers_those_that_lift_the_duty(panel, answer):
    page = panel()

    assert "provision=FOIA%2031%283%29" in page.text
    assert "FOISA" not in page.text


def test_earlier_letters_are_told_apart_by_whether_they_told(
    panel, officer, questions, answer
):
    alike = earlier(officer, questions["2"], outcome="ncnd")
    other = earlier(officer, questions["2"], outcome="not_held", reference="FOI-2020-1")
    earlier(officer, questions["2"], outcome="cost")

    page = panel()

    assert [one.previous for one in page.context["said_alike"]] == [alike]
    assert [one.previous for one in page.context["said_otherwise"]] == [other]
    assert "A different reply now may itself tell something." in page.text
    assert "Use the same line" in page.text


def test_earlier_letters_hidden_from_the_officer_are_not_offered(
    panel, officer, questions, answer
):
    hidden = FOIRequestFactory(authority=officer.authority, is_restricted=True)
    earlier(officer, questions["2"], outcome="ncnd", foi_request=hidden)
    earlier(officer, questions["2"], outcome="ncnd", authority=AuthorityFactory())

    assert panel().context["said_alike"] == []


def test_words_that_give_it_away_are_listed_with_a_link_to_each(
    panel, at, foi_request, questions, answer
):
    cited = CitationFactory(
        answer=answer,
        provision_key="FOIA 31(3)",
        **REASONS | {"harm": "We hold the list of sites, and thieves would use it."},
    )
    AnswerFactory(
        foi_request=foi_request,
        outcome="disclosed",
        text="<p>We hold a list of where the cameras stand.</p>",
        to=[questions["1(a)"]],
    )
    EnclosureFactory(foi_request=foi_request, name="we_hold_the_list.pdf", words="")
    EnclosureFactory(
        foi_request=foi_request,
        name="map.pdf",
        words="Where do they stand? We hold a map of where they stand.",
    )

    page = panel()

    links = {
        check.found.finding.code: check.fix_link.url
        for check in page.context["words_read"].checks
    }
    change = at("change-citation", questions["2"].pk, cited.pk)
    assert links["confirms_possession"] == f"{change}#id_harm"
    assert links["confirms_in_file"] == at("add-enclosure")
    assert page.context["words_read"].read == ["map.pdf"]
    assert page.context["words_read"].unread == ["we_hold_the_list.pdf"]
    assert "Read these files yourself" in page.text


def test_nothing_found_says_so(panel, answer):
    CitationFactory(answer=answer, provision_key="FOIA 31(3)", **REASONS)

    assert "Nothing in the saved draft was found" in panel().text


def test_the_statement_has_the_help_too(drafter, at, officer, foi_request, questions):
    statement = NCNDStatementFactory(foi_request=foi_request)
    CitationFactory(answer=None, statement=statement, provision_key="FOIA 23(5)")
    near = earlier(officer, questions["1(a)"], outcome="ncnd")
    Neighbour.objects.create(question=questions["2"], previous_answer=near, score=0.5)
    earlier(officer, questions["1(a)"], outcome="withheld")

    page = drafter.get(at("save-statement"), {"panel": "ncnd"})

    assert "Usually relied on together with s.24(2)" in page.text
    assert [one.previous for one in page.context["said_alike"]] == [near]


def test_the_number_of_queries_does_not_grow(drafter, officer, foi_request, questions):
    def counted(number):
        made = AnswerFactory(
            foi_request=foi_request, outcome="ncnd", to=[questions[number]]
        )
        for key in ("FOIA 23(5)", "FOIA 24(2)", "FOIA 31(3)")[: len(number)]:
            CitationFactory(answer=made, provision_key=key)
        for _ in number:
            earlier(officer, questions[number], outcome="ncnd")
            EnclosureFactory(foi_request=foi_request)
        address = reverse(
            "answer-question", args=[foi_request.reference, questions[number].pk]
        )
        drafter.get(address, {"panel": "ncnd"})
        with CaptureQueriesContext(connection) as captured:
            drafter.get(address, {"panel": "ncnd"})
        return len(captured)

    assert counted("2") == counted("1(a)")
