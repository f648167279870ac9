"""Changes in words that can be read years later."""

from datetime import UTC, date, datetime

import pytest

from requests_app.history.wording import Wording
from requests_app.models import HistoryEntry


def told(changes, **wording):
    """Return the wording of an entry with these changes, short changes first."""
    said = Wording(**wording).changes_of(HistoryEntry(changes=changes))
    return [
        (change.title, change.before, change.after)
        for change in (*said.short, *said.long)
    ]


def test_states_days_and_flags_are_put_into_words():
    assert told(
        {
            "state": ["answering", "awaiting_fee"],
            "due_on": ["2026-03-31", None],
            "is_restricted": [False, True],
            "channel": ["email", "post"],
        }
    ) == [
        ("State", "Answering", "Awaiting fee"),
        ("Due date", "31 March 2026", ""),
        ("Restricted", "no", "yes"),
        ("Channel", "E-mail", "Post"),
    ]


def test_names_are_listed():
    assert told({"named_people": [["Ada"], ["Ada", "Bob"]]}) == [
        ("Who may see it", "Ada", "Ada, Bob")
    ]


def test_a_value_no_longer_known_is_told_as_it_was_kept():
    assert told({"state": ["on_hold", "answering"], "due_on": ["soon", ""]}) == [
        ("State", "on_hold", "Answering"),
        ("Due date", "soon", ""),
    ]


def test_fields_of_other_apps_are_told_in_their_own_words():
    assert told(
        {"outcome": ["", "not_held"], "version": [1, 2], "text": ["", "<p>A<br>b</p>"]},
        labels={"outcome": {"not_held": "Not held"}},
        rich={"text"},
        unsaid={"version"},
    ) == [("Outcome", "", "Not held"), ("Text", "", "A b")]


def test_what_is_long_is_folded_away_and_cut_short():
    said = Wording().changes_of(
        HistoryEntry(changes={"harm": ["", "x" * 900], "scope": ["", "dogs"]})
    )

    assert [change.title for change in said.short] == ["Scope"]
    assert [len(change.after) for change in said.long] == [301]


def test_an_entry_kept_in_another_shape_is_left_out():
    assert told({"questions": 12, "text": ["only before"]}) == []


def entry(minute, kind="questions_corrected", by=1, hour=10):
    return HistoryEntry(
        kind=kind,
        by_id=by,
        on=date(2026, 3, 9),
        recorded_at=datetime(2026, 3, 9, hour, minute, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("entries", "runs"),
    [
        pytest.param([entry(9), entry(8), entry(2)], [3], id="one-run"),
        pytest.param([entry(9), entry(8, by=2)], [1, 1], id="two-people"),
        pytest.param([entry(59, hour=11), entry(2)], [1, 1], id="a-long-pause"),
        pytest.param(
            [entry(9, "note_added"), entry(8, "note_added")], [1, 1], id="notes"
        ),
        pytest.param([], [], id="nothing"),
    ],
)
def test_a_run_of_corrections_is_told_once(entries, runs):
    said = Wording().told(entries)

    assert [1 + len(one.before) for one in said] == runs
    assert [
        one for each in said for one in (each.entry, *(b.entry for b in each.before))
    ] == entries


def test_names_in_words_stay_and_a_known_field_keeps_its_prefix():
    assert told(
        {
            "When FOIA allows it": ["2026-03-31", "1 April 2026"],
            "Section 40(5B): likelihood": ["", "would"],
            "received_at": ["None", "16:45:00"],
        },
        titles={"likelihood": "How likely the harm is"},
        labels={"likelihood": {"would": "It would follow"}},
    ) == [
        ("When FOIA allows it", "31 March 2026", "1 April 2026"),
        ("Section 40(5B): How likely the harm is", "", "It would follow"),
        ("Time received", "", "16:45"),
    ]
