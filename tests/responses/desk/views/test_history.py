"""The history on the page of a request: folded by sitting, filtered, opened, paged."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.casework.history import CaseworkHistory
from requests_app.models import HistoryEntry
from responses.clearance.history import ClearanceHistory
from responses.drafting.history import DraftingHistory
from tests.factories import FOIRequestFactory, UserFactory

TWO = datetime(2026, 3, 9, 14, tzinfo=UTC)
SAVED, CITED = DraftingHistory.QUESTION_ANSWERED, DraftingHistory.EXEMPTION_CITED
SENT, NOTE = ClearanceHistory.SENT_FOR_CLEARANCE, CaseworkHistory.NOTE_ADDED


@pytest.fixture
def foi_request(officer):
    return FOIRequestFactory(authority=officer.authority, officer=officer)


@pytest.fixture
def add(foi_request, officer):
    """Add entries to the history, a minute apart from one another."""

    def add(*kinds, by=officer, minute=0, **fields):
        HistoryEntry.objects.bulk_create(
            HistoryEntry(
                foi_request=foi_request,
                kind=kind,
                by=by,
                on=TWO.date(),
                recorded_at=TWO + timedelta(minutes=minute + n),
                **fields,
            )
            for n, kind in enumerate(kinds)
        )

    return add


@pytest.fixture
def look(client, officer, foi_request):
    client.force_login(officer, backend="accounts.backends.RoleBackend")

    def look(**wanted):
        return client.get(foi_request.get_absolute_url(), wanted)

    return look


def lines(page):
    return [told.title for told in page.context["history"].told]


def test_an_afternoon_is_a_few_lines_that_open(add, look):
    add(*[SAVED] * 12, *[CITED] * 3, SAVED, note="Question 2")
    add(SENT, minute=20)

    page = look()

    assert lines(page) == [
        "Sent for clearance",
        "Answer saved 13 times, provision cited 3 times",
    ]
    assert "<summary>16 entries" in page.text
    assert "14:07 Answer saved: Question 2" in page.text


def test_a_letter_or_a_decision_is_never_folded_and_stands_in_bold(add, look):
    add(SAVED, SAVED, SENT, SENT, SAVED, NOTE)

    page = look()

    assert lines(page) == [
        "Note added",
        "Answer saved",
        "Sent for clearance",
        "Sent for clearance",
        "Answer saved 2 times",
    ]
    assert page.text.count("foi-timeline__routine") == 3


@pytest.mark.parametrize("minute", [29, 31])
def test_another_person_or_a_pause_begins_another_line(add, look, officer, minute):
    add(SAVED)
    add(SAVED, by=UserFactory(authority=officer.authority), minute=1)
    add(SAVED, by=None, minute=2)
    add(SAVED, minute=minute + 10)
    add(SAVED, minute=2 * minute + 10)

    assert len(lines(look())) == (4 if minute < 30 else 5)


def test_a_folded_line_opens_with_what_changed(add, look, foi_request):
    add(SAVED, SAVED, changes={"outcome": ["", "withheld"]})
    add(NOTE, minute=3, note="They rang.")
    newest = foi_request.history.filter(kind=SAVED).first()
    page = look()
    assert "Outcome:" not in page.text

    page = look(run=newest.pk)

    assert lines(page) == ["Answer saved", "Answer saved"]
    assert "Outcome:" in page.text
    assert "Back to the whole history" in page.text


@pytest.mark.parametrize("run", ["0", "x", "9" * 30])
def test_an_unknown_line_opens_the_whole_history(add, look, run):
    add(SAVED, NOTE)

    assert len(lines(look(run=run))) == 2


def test_history_is_filtered_by_kind(add, look):
    add(SAVED, SENT, NOTE, SAVED)

    page = look()
    assert [label for _, label in page.context["history"].kinds] == [
        "Answer saved",
        "Note added",
        "Sent for clearance",
    ]

    assert lines(look(kind="milestones")) == ["Sent for clearance"]
    assert lines(look(kind=SAVED)) == ["Answer saved", "Answer saved"]
    assert "Nothing of this kind." in look(kind="x").text


def test_a_thousand_entries_take_as_many_queries_as_two_and_a_small_page(
    add, look, officer
):
    colleague = UserFactory(authority=officer.authority)

    def measured():
        with CaptureQueriesContext(connection) as captured:
            page = look()
        return len(captured), len(page.content)

    add(SAVED, NOTE)
    look()
    few, _ = measured()
    for sitting in range(40):
        by = (officer, colleague)[sitting % 2]
        changes = {"why_applies": ["Long. " * 60, "Longer. " * 60]}
        note = "Section 43(2), for questions 1(a) to 1(f), 2(b) and 3"
        add(*[CITED] * 24, by=by, minute=60 * sitting, note=note, changes=changes)
        add(NOTE, by=by, minute=60 * sitting + 40, note="They rang. " * 12)

    many, size = measured()

    assert many == few
    assert size < 100_000
    assert "1 to 20 of 82" in look().text


def test_a_thousand_single_entries_are_paged(add, look):
    add(*[NOTE] * 1_000, note="They rang about the maps, and will ring again. " * 4)

    page = look()

    assert "1 to 20 of 1000" in page.text
    assert len(page.content) < 100_000
