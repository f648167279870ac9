from datetime import date
from decimal import Decimal

import pytest

from requests_app.models import FOIRequest
from responses.drafting.citations import (
    AlreadyCited,
    CitationChanged,
    LimbNotChosen,
    ProvisionOfOtherLaw,
    UnknownProvision,
    change_citation,
    cite_exemption,
    fingerprint,
    remove_citation,
)
from responses.drafting.facts import NotTheSame, WrongFact
from responses.drafting.permitted import DraftNotOpen, NotOfThisRequest
from responses.models import Citation
from responses.standing.progress import missing_from_citation
from tests.factories import AnswerFactory, FOIRequestFactory, QuestionFactory

TODAY = date(2026, 3, 9)
CRIME = "FOIA 31(1)(a)"


@pytest.fixture
def cite(foi_request, questions, officer):
    def cite(provision_key=CRIME, question="1(b)", **said):
        return cite_exemption(
            foi_request=foi_request,
            question=questions[question],
            provision_key=provision_key,
            by=officer,
            on=TODAY,
            **said,
        )

    return cite


@pytest.fixture
def change(foi_request, officer):
    def change(citation, **said):
        return change_citation(
            foi_request=foi_request,
            citation=citation,
            **{"seen": fingerprint(citation), "why_applies": "", **said},
            by=officer,
            on=TODAY,
        )

    return change


def test_a_provision_is_cited_for_an_answer_and_recorded(
    cite, foi_request, questions, officer
):
    answer = AnswerFactory(foi_request=foi_request, to=[questions["1(b)"]])

    citation = cite(why_applies="It would.", harm="Much.", balance="Against.")

    assert citation.answer == answer
    assert citation.provision.section == "31(1)(a)"
    entry = foi_request.history.get()
    assert (entry.kind, entry.by) == ("exemption_cited", officer)
    assert entry.note == "Section 31(1)(a), for question 1(b)"
    assert entry.changes == {
        "why_applies": ["", "It would."],
        "harm": ["", "Much."],
        "balance": ["", "Against."],
    }


def test_citing_begins_an_answer_where_there_is_none(cite, questions):
    citation = cite()

    assert citation.answer.questions.get() == questions["1(b)"]
    assert (citation.answer.text, citation.answer.version) == ("", 1)
    assert citation.answer.revisions.count() == 1


def test_the_same_citation_sent_twice_is_one(cite, foi_request):
    assert cite(harm="Much.") == cite(harm="Much.")
    assert foi_request.history.count() == 1


def test_a_provision_is_cited_once_for_an_answer(cite):
    cite(harm="Much.")

    with pytest.raises(AlreadyCited, match=r"Section 31\(1\)\(a\) is cited"):
        cite(harm="Little.")


@pytest.mark.parametrize("key", ["FOIA 99", "", "31(1)(a)"])
def test_a_provision_the_catalogue_does_not_have_is_refused(cite, key):
    with pytest.raises(UnknownProvision):
        cite(key)


@pytest.mark.parametrize(
    ("regime", "key"),
    [("FOIA", "FOISA 30(c)"), ("FOISA", "FOIA 36(2)(c)"), ("EIR", "EISR 10(5)(e)")],
)
def test_scotlands_law_and_the_rest_are_not_mixed(cite, foi_request, regime, key):
    FOIRequest.objects.update(regime=regime)

    with pytest.raises(ProvisionOfOtherLaw, match="this request is handled"):
        cite(key)


def test_the_regulations_may_be_cited_beside_the_act(cite):
    assert cite("EIR 12(5)(e)").pk


def test_a_citation_is_changed_and_both_wordings_recorded(cite, change, foi_request):
    citation = change(cite(harm="Much."), harm="More.", why_applies="It would.")

    citation.refresh_from_db()
    assert (citation.harm, citation.why_applies) == ("More.", "It would.")
    assert foi_request.history.first().changes == {
        "why_applies": ["", "It would."],
        "harm": ["Much.", "More."],
    }


def test_a_citation_somebody_changed_since_is_not_written_over(cite, change):
    citation = cite(harm="Much.")
    seen = fingerprint(citation)
    change(citation, harm="Theirs.")

    with pytest.raises(CitationChanged) as refusal:
        change(citation, harm="Mine.", seen=seen)

    assert refusal.value.citation.harm == "Theirs."
    assert Citation.objects.get().harm == "Theirs."


def test_changing_nothing_records_nothing(cite, change, foi_request):
    change(cite(harm="Much."), harm="Much.")

    assert foi_request.history.count() == 1


def test_a_citation_taken_back_stays_in_history(cite, foi_request, officer):
    citation = cite(harm="Much.")

    remove_citation(foi_request=foi_request, citation=citation, by=officer, on=TODAY)

    assert not Citation.objects.exists()
    entry = foi_request.history.first()
    assert entry.kind == "citation_removed"
    assert entry.changes == {"harm": ["Much.", ""]}


def test_a_citation_of_another_request_is_left_alone(cite, change, officer):
    citation = cite()
    other = FOIRequestFactory(authority=officer.authority)

    with pytest.raises(NotOfThisRequest):
        remove_citation(foi_request=other, citation=citation, by=officer, on=TODAY)
    with pytest.raises(NotOfThisRequest):
        cite_exemption(
            foi_request=other,
            question=QuestionFactory(),
            provision_key=CRIME,
            by=officer,
            on=TODAY,
        )


def test_provisions_are_cited_only_while_the_request_is_answered(
    cite, change, foi_request, officer
):
    citation = cite()
    FOIRequest.objects.update(state="cleared")

    with pytest.raises(DraftNotOpen):
        cite("FOIA 43(2)")
    with pytest.raises(DraftNotOpen):
        change(citation, harm="x")
    with pytest.raises(DraftNotOpen):
        remove_citation(
            foi_request=foi_request, citation=citation, by=officer, on=TODAY
        )


def test_facts_are_kept_by_type_changed_and_told(cite, change, foi_request):
    citation = cite(
        "FOIA 36(2)(c)",
        facts={"opinion_on": date(2026, 3, 4), "qualified_person": "the chief  "},
    )

    changed = change(
        citation,
        facts={"opinion_on": date(2026, 3, 5), "qualified_person": "the chief"},
    )

    changed.refresh_from_db()
    assert changed.facts == {
        "opinion_on": "2026-03-05",
        "qualified_person": "the chief",
    }
    assert foi_request.history.first().changes == {
        "opinion_on": ["2026-03-04", "2026-03-05"]
    }


def test_hours_are_kept_as_written_and_nothing_is_not_kept(cite):
    citation = cite(
        "FOIA 12(1)",
        facts={"hours_locating": Decimal("40.50"), "hours_extracting": None},
    )

    assert citation.facts == {"hours_locating": "40.5"}


@pytest.mark.parametrize(
    "facts",
    [
        {"likelihood": "perhaps"},
        {"opinion_on": "soon"},
        {"hours_locating": Decimal(-1)},
        {"hours_locating": "NaN"},
        {"purposes": ["FOIA 43(2)"]},
        {"no_such_fact": "x"},
    ],
)
def test_a_fact_that_cannot_be_is_refused(cite, facts):
    with pytest.raises(WrongFact):
        cite(facts=facts)
    assert not Citation.objects.exists()


@pytest.mark.parametrize("key", ["FOIA 40(2)", "FOIA 40(2) "])
def test_a_number_with_several_limbs_is_not_cited(cite, key):
    with pytest.raises((LimbNotChosen, UnknownProvision)):
        cite(key)


def test_reasons_are_shared_by_choice_and_the_choice_is_told(cite, foi_request):
    first = cite(harm="Much.", why_applies="It would.", balance="Against.")

    second = cite(question="1(c)", same_as=first)

    assert second.reasons == first
    assert foi_request.history.first().changes["same_as"] == ["", "question 1(b)"]


def test_reasons_shared_are_given_again_by_choice(cite, change):
    first = cite(harm="Much.")
    second = cite(question="1(c)", harm="Mine, kept.", same_as=first)

    second = change(second, harm="Mine, kept.", same_as=None)

    assert second.reasons == second
    assert second.harm == "Mine, kept."


def test_reasons_are_shared_with_one_that_gives_them(cite, change):
    first = cite(harm="Much.")
    second = cite(question="1(c)", same_as=first)
    other = cite("FOIA 43(2)", question="1(c)", harm="Little.")

    for wrong in (second, other):
        with pytest.raises(NotTheSame):
            change(first, harm="Much.", same_as=wrong)


def test_the_reasons_shared_are_removed_and_the_other_is_empty(
    cite, foi_request, officer
):
    first = cite(harm="Much.")
    second = cite(question="1(c)", same_as=first)

    remove_citation(foi_request=foi_request, citation=first, by=officer, on=TODAY)

    second.refresh_from_db()
    assert second.same_as is None
    assert missing_from_citation(second)
