"""The pages of versions: any two compared, and restored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from responses.drafting.answers import answer_question
from responses.drafting.citations import cite_exemption
from responses.drafting.letter_text import save_letter_text
from responses.drafting.statements import save_statement
from responses.models import Answer, Citation


@pytest.fixture
def common(foi_request, officer):
    return {"foi_request": foi_request, "by": officer, "on": timezone.localdate()}


@pytest.fixture
def save(common, questions):
    def save(text, version, **changes):
        given = {"outcome": "disclosed", "text": text, "version": version, **changes}
        return answer_question(question=questions["2"], **given, **common)

    return save


@pytest.fixture
def cite(common, questions):
    def cite(**said):
        return cite_exemption(
            question=questions["2"], provision_key="FOIA 43(2)", **said, **common
        )

    return cite


@pytest.fixture
def look(drafter, at, questions):
    def look(**wanted):
        return drafter.get(at("answer-versions", questions["2"].pk), wanted)

    return look


def keys(answer):
    return [one.pk for one in answer.revisions.order_by("pk")]


def test_any_two_versions_are_compared_the_earlier_first(save, look):
    for version, words in enumerate(("Ten vans.", "Ten lorries.", "Nine lorries.")):
        answer = save(f"<p>{words}</p>", version, is_autosave=version == 1)
    one, two, _ = keys(answer)

    page = look(**{"version": two, "with": one})

    assert "deleted: </span>vans." in page.text
    assert "inserted: </span>lorries." in page.text
    assert "Nine" not in page.text
    assert "Version 1 and version 2" in page.text


def test_outcome_and_provisions_are_compared_too(save, look, cite):
    answer = save("<p>Ten.</p>", 0)
    cite(harm="Bids would rise.", facts={"likelihood": "would"})
    save("<p>Ten.</p>", 1, outcome="withheld")
    first, *_ = keys(answer)

    page = look(version=first)

    for words in (
        "deleted: </span>Disclosed",
        "inserted: </span>Withheld",
        "s.43(2): The harm",
        "inserted: </span>Bids would rise.",
    ):
        assert words in page.text


def test_two_versions_stand_side_by_side_if_wanted(save, look):
    answer = save("<p>Ten.</p>", 0)
    save("<p>Nine.</p>", 1)

    page = look(version=keys(answer)[0], view="columns")

    assert '<div class="foi-both">' in page.text
    assert "Show in one line" in page.text


def test_versions_alike_say_so(save, look):
    answer = save("<p>Ten.</p>", 0)

    assert "They say the same." in look(version=keys(answer)[0]).text


def test_what_is_not_known_of_an_old_version_is_said(save, look, cite):
    answer = save("<p>Ten.</p>", 0)
    answer.revisions.update(citations=None)
    cite()

    page = look(version=keys(answer)[0])

    assert "What version 1 cited was not kept." in page.text
    assert "With its provisions" not in page.text


def test_a_version_of_another_answer_is_not_compared(look, save, common, questions):
    save("<p>Ten.</p>", 0)
    other = answer_question(
        question=questions["1(a)"],
        text="<p>Secret.</p>",
        outcome="",
        version=0,
        **common,
    )

    assert "Secret" not in look(version=keys(other)[0]).text


def test_all_autosaves_of_a_long_sitting_can_be_shown(save, look):
    answer = save("<p>0</p>", 0)
    for version in range(1, 60):
        answer.revisions.create(version=version, by=answer.updated_by, is_autosave=True)

    assert "Show all 58" in look().text
    assert look(all="").text.count("Compare version 7,") == 1


def test_a_restored_version_brings_its_provisions_if_ticked(
    drafter, at, questions, save, cite
):
    answer = save("<p>Ten.</p>", 0)
    cite(harm="Bids would rise.")
    save("<p>Nine.</p>", 1)
    then = keys(answer)[1]
    Citation.objects.all().delete()
    url = at("restore-answer", questions["2"].pk, then)

    drafter.post(url, {"version": 2, "citations": "on"})

    assert Citation.objects.get().harm == "Bids would rise."
    assert Answer.objects.get().text == "<p>Ten.</p>"


def test_the_page_takes_as_many_queries_for_many_versions(save, look, cite):
    answer = save("<p>0</p>", 0)
    cite()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            first, *_, last = keys(answer)
            look(**{"version": first, "with": last})
        return len(captured)

    queries()
    few = queries()
    for version in range(1, 20):
        save(f"<p>{version}</p>", version, is_autosave=bool(version % 3))

    assert queries() == few
    assert few <= 29


# --- The statement, and opening and ending ------------------------------------------


@pytest.fixture
def state(common):
    def state(scope, version, **reasons):
        reasons = reasons or {"FOIA 31(3)": "To say would tell."}
        save_statement(scope=scope, version=version, reasons=reasons, **common)

    return state


@pytest.mark.parametrize("panel", ["letter", "versions"])
def test_a_statements_versions_are_compared_and_restored(
    drafter, foi_request, state, panel
):
    state("whether we hold more maps", 0)
    state("whether we hold more plans", 1)
    first = foi_request.draft_revisions.last()
    url = reverse("statement-versions", args=[foi_request.reference])

    page = drafter.get(url, {"version": first.pk, "panel": panel})

    assert "deleted: </span>maps" in page.text
    assert "inserted: </span>plans" in page.text

    restore = reverse("restore-part", args=[foi_request.reference, first.pk])
    page = drafter.post(restore, {"version": 2}, follow=True)

    assert foi_request.statement.scope == "whether we hold more maps"
    assert "the version you chose holds again" in page.text


def test_a_removed_statements_versions_are_still_there(drafter, foi_request, state):
    state("whether we hold more maps", 0)
    remove = reverse("remove-statement", args=[foi_request.reference])
    drafter.post(remove, {"version": 1})
    url = reverse("statement-versions", args=[foi_request.reference])

    page = drafter.get(url, {"version": foi_request.draft_revisions.last().pk})

    assert ", removed" in page.text
    assert "deleted: </span>whether we hold more maps" in page.text


def test_opening_and_ending_are_compared_and_restored(drafter, foi_request, common):
    url = reverse("letter-text-versions", args=[foi_request.reference])
    assert "There are no versions yet." in drafter.get(url).text
    for version, words in enumerate(("Sorry for the wait.", "Thanks for the wait.")):
        save_letter_text(
            opening=f"<p>{words}</p>", ending="", version=version, **common
        )
    first = foi_request.draft_revisions.last()

    page = drafter.get(url, {"version": first.pk})

    assert "deleted: </span>Sorry" in page.text

    restore = reverse("restore-part", args=[foi_request.reference, first.pk])
    page = drafter.post(restore, {"version": 1}, follow=True)
    assert "Another user saved these texts" in page.text
    drafter.post(restore, {"version": 2})

    assert foi_request.response_draft.opening == "<p>Sorry for the wait.</p>"


def test_the_tab_of_a_part_lists_its_versions(drafter, foi_request, common):
    save_letter_text(opening="<p>Sorry.</p>", ending="", version=0, **common)
    url = reverse("save-letter-text", args=[foi_request.reference])

    page = drafter.get(url, {"panel": "versions"})

    assert "Compare version 1," in page.text
