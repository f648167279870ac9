from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.drafting.answers import AnswerChanged, answer_question
from responses.drafting.citations import (
    change_citation,
    cite_exemption,
    remove_citation,
)
from responses.drafting.cited import cited_in, cited_now
from responses.drafting.letter_text import LetterTextChanged, save_letter_text
from responses.drafting.permitted import DraftNotOpen, NotOfThisRequest
from responses.drafting.recorded_citations import fingerprint
from responses.drafting.restoring import (
    CitationsNotKept,
    restore_answer,
    restore_part,
)
from responses.drafting.sharing import share_answer, unshare_answer
from responses.drafting.statements import (
    StatementChanged,
    remove_statement,
    save_statement,
)
from responses.models import Answer, AnswerRevision, Citation, NCNDStatement
from tests.factories import FOIRequestFactory

TODAY = date(2026, 3, 9)
PRICES = {"provision_key": "FOIA 43(2)", "why_applies": "It names prices."}


@pytest.fixture
def common(foi_request, officer):
    return {"foi_request": foi_request, "by": officer, "on": TODAY}


@pytest.fixture
def save(common, questions):
    def save(name="2", **changes):
        given = {"text": "<p>Ten.</p>", "outcome": "withheld", "version": 0, **changes}
        return answer_question(question=questions[name], **given, **common)

    return save


@pytest.fixture
def cite(common, questions):
    def cite(name="2", **changes):
        return cite_exemption(
            question=questions[name], **{**PRICES, **changes}, **common
        )

    return cite


@pytest.fixture
def change(common):
    def change(citation, **changes):
        given = {"seen": fingerprint(citation), "why_applies": "Of another."}
        return change_citation(citation=citation, **{**given, **changes}, **common)

    return change


def cited_of(answer):
    """Return what each version cited, oldest first: the reasons by provision."""
    return [
        {one["provision_key"]: one["why_applies"] for one in cited_in(revision) or ()}
        for revision in answer.revisions.order_by("pk")
    ]


def test_every_change_of_what_is_cited_is_a_version(save, cite, change, common):
    answer = save()
    citation = change(cite())
    remove_citation(citation=citation, **common)

    assert cited_of(answer) == [
        {},
        {"FOIA 43(2)": "It names prices."},
        {"FOIA 43(2)": "Of another."},
        {},
    ]


def test_an_autosave_leaves_what_is_cited_as_it_was(save, cite):
    answer = save()
    cite()
    save(text="<p>Eleven.</p>", version=1, is_autosave=True)

    assert cited_of(answer)[-1] == {"FOIA 43(2)": "It names prices."}
    assert answer.revisions.first().citations is None


def test_citing_leaves_the_number_that_an_open_page_knows(save, cite):
    save()
    cite()

    assert save(text="<p>Eleven.</p>", version=1).version == 2


def test_a_version_comes_back_with_its_provisions(save, cite, change, common):
    answer = save()
    citation = cite(harm="Bids would rise.", facts={"likelihood": "would"})
    then = answer.revisions.first()
    change(citation)
    cite(provision_key="FOIA 31(1)(a)")

    answer = restore_answer(revision=then, version=1, with_citations=True, **common)

    (now,) = cited_now(answer)
    assert (now["why_applies"], now["harm"]) == ("It names prices.", "Bids would rise.")
    assert now["facts"] == {"likelihood": "would"}
    assert answer.version == 2
    assert cited_of(answer)[-1] == {"FOIA 43(2)": "It names prices."}
    # The state until then is a version too.
    assert cited_of(answer)[-2].keys() == {"FOIA 43(2)", "FOIA 31(1)(a)"}
    kinds = list(common["foi_request"].history.values_list("kind", flat=True)[:3])
    assert kinds == ["question_answered", "citation_changed", "citation_removed"]


def test_a_removed_provision_comes_back(save, cite, common):
    answer = save()
    citation = cite()
    then = answer.revisions.first()
    remove_citation(citation=citation, **common)

    restore_answer(revision=then, version=1, with_citations=True, **common)

    assert Citation.objects.get().why_applies == "It names prices."


def test_a_text_comes_back_alone_unless_its_provisions_are_asked_for(
    save, cite, common
):
    answer = save()
    cite()
    save(text="<p>Eleven.</p>", version=1)
    first = answer.revisions.last()

    restore_answer(revision=first, version=2, **common)

    assert Citation.objects.exists()
    assert cited_of(answer)[-1] == {"FOIA 43(2)": "It names prices."}


def test_restoring_what_stands_changes_nothing(save, cite, common):
    answer = save()
    cite()
    count = AnswerRevision.objects.count()

    restore_answer(
        revision=answer.revisions.first(), version=1, with_citations=True, **common
    )

    assert AnswerRevision.objects.count() == count


def test_a_later_save_is_not_written_over(save, cite, common):
    answer = save()
    then = answer.revisions.first()
    cite()
    save(text="<p>Eleven.</p>", version=1)

    with pytest.raises(AnswerChanged):
        restore_answer(revision=then, version=1, with_citations=True, **common)

    assert Citation.objects.exists()


def test_provisions_that_were_not_kept_do_not_come_back(save, cite, common):
    answer = save()
    cite()
    AnswerRevision.objects.update(citations=None)

    with pytest.raises(CitationsNotKept):
        restore_answer(
            revision=answer.revisions.last(), version=1, with_citations=True, **common
        )


def test_reasons_lent_by_another_answer_come_back_as_lent(save, cite, change, common):
    save("1(a)", text="<p>One.</p>")
    lender = cite("1(a)")
    answer = save()
    citation = cite(same_as=lender, why_applies="")
    then = answer.revisions.first()
    change(citation)

    restore_answer(revision=then, version=1, with_citations=True, **common)

    assert answer.citations.get().same_as == lender


def test_reasons_that_are_no_longer_lent_are_missing(save, cite, common):
    save("1(a)", text="<p>One.</p>")
    lender = cite("1(a)")
    answer = save()
    citation = cite(same_as=lender, why_applies="")
    then = answer.revisions.first()
    remove_citation(citation=citation, **common)
    remove_citation(citation=lender, **common)

    restore_answer(revision=then, version=1, with_citations=True, **common)

    assert (answer.citations.get().same_as, answer.citations.get().why_applies) == (
        None,
        "",
    )


def test_joined_answers_keep_what_each_version_cited(save, cite, common, questions):
    one = save("1(a)", text="<p>One.</p>")
    cite("1(a)")
    save("1(b)", text="<p>Two.</p>")
    save("1(b)", text="<p>Two, then.</p>", version=1)

    share_answer(questions=[questions["1(a)"], questions["1(b)"]], **common)

    one = Answer.objects.get(pk=one.pk)
    said = list(zip(one.revisions.order_by("pk"), cited_of(one), strict=True))
    assert [cited.keys() for revision, cited in said if "Two" in revision.text] == [
        set(),
        set(),
        {"FOIA 43(2)"},
    ]


def test_an_answer_of_its_own_begins_with_what_it_cites(save, cite, common, questions):
    save("1(a)", text="<p>One.</p>")
    cite("1(a)")
    share_answer(questions=[questions["1(a)"], questions["1(b)"]], **common)

    own = unshare_answer(question=questions["1(b)"], **common)

    assert cited_of(own) == [{"FOIA 43(2)": "It names prices."}]


def test_a_change_of_a_citation_takes_a_fixed_number_of_queries(save, cite, change):
    save()
    first = cite()
    with CaptureQueriesContext(connection) as few:
        change(first)
    for key in ("FOIA 31(1)(a)", "FOIA 41(1)", "FOIA 31(3)"):
        cite(provision_key=key)
    again = Citation.objects.get(pk=first.pk)
    with CaptureQueriesContext(connection) as many:
        change(again, why_applies="Of a third.")

    assert len(many) == len(few)


# --- The statement, and the letter's own texts --------------------------------------


@pytest.fixture
def state(common):
    def state(scope="whether we hold more", version=0, **changes):
        given = {"reasons": {"FOIA 31(3)": "To say would tell."}, **changes}
        return save_statement(scope=scope, version=version, **given, **common)

    return state


def test_the_statement_comes_back_with_its_provisions(state, common, foi_request):
    state()
    state("whether we hold any", 1, reasons={"FOIA 24(2)": "Security."})
    first = foi_request.draft_revisions.last()

    restore_part(revision=first, version=2, **common)

    statement = NCNDStatement.objects.get()
    assert (statement.scope, statement.version) == ("whether we hold more", 3)
    assert statement.citations.get().why_applies == "To say would tell."


def test_a_removed_statement_comes_back_and_counts_on(state, common, foi_request):
    state()
    remove_statement(version=1, **common)
    removed, first = foi_request.draft_revisions.all()
    assert (removed.version, removed.said) == (2, {})

    restore_part(revision=first, version=0, **common)

    assert NCNDStatement.objects.get().version == 3

    restore_part(revision=removed, version=3, **common)

    assert not NCNDStatement.objects.exists()


def test_a_statement_saved_since_is_not_written_over(state, common, foi_request):
    state()
    state("whether we hold any", 1)

    with pytest.raises(StatementChanged):
        restore_part(revision=foi_request.draft_revisions.last(), version=1, **common)


def test_opening_and_ending_come_back(common, foi_request):
    for version, opening in enumerate(("<p>Sorry.</p>", "<p>Thanks.</p>")):
        save_letter_text(opening=opening, ending="", version=version, **common)
    first = foi_request.draft_revisions.last()
    with pytest.raises(LetterTextChanged):
        restore_part(revision=first, version=1, **common)

    restore_part(revision=first, version=2, **common)

    assert foi_request.response_draft.opening == "<p>Sorry.</p>"
    assert foi_request.draft_revisions.count() == 3


def test_a_part_of_another_request_or_a_closed_draft_is_refused(
    common, foi_request, officer
):
    save_letter_text(opening="<p>Sorry.</p>", ending="", version=0, **common)
    first = foi_request.draft_revisions.get()
    other = FOIRequestFactory(authority=officer.authority)
    with pytest.raises(NotOfThisRequest):
        restore_part(revision=first, version=0, **{**common, "foi_request": other})
    foi_request.state = "clearance"
    foi_request.save()

    with pytest.raises(DraftNotOpen):
        restore_part(revision=first, version=1, **common)
