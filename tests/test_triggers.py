"""The database itself refuses to change what is written once."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from requests_app.models import HistoryEntry
from tests.factories import FOIRequestFactory

# Every trigger of the project, by its table.
TRIGGERS = {
    "requests_app_administrationentry": {
        "administration_entry_refuses_change",
        "administration_entry_refuses_truncate",
    },
    "requests_app_clockevent": {
        "clockevent_waiting_added",
        "clockevent_waiting_changed",
        "clockevent_waiting_deleted",
    },
    "requests_app_enquiry": {
        "enquiry_waiting_added",
        "enquiry_waiting_changed",
        "enquiry_waiting_deleted",
    },
    "requests_app_foirequest": {
        "foirequest_clearance_waiting_added",
        "foirequest_clearance_waiting_changed",
        "foirequest_waiting_added",
        "foirequest_waiting_changed",
        "foirequest_waiting_deleted",
        "received_text_is_kept",
        "foirequest_tally_added",
        "foirequest_tally_changed",
        "foirequest_tally_deleted",
    },
    "requests_app_historyentry": {"history_refuses_change", "history_refuses_truncate"},
    "requests_app_holidayoverride": {
        "holiday_override_refuses_change",
        "holiday_override_refuses_truncate",
    },
    "requests_app_interpretationchange": {
        "interpretation_change_refuses_change",
        "interpretation_change_refuses_truncate",
    },
    "requests_app_requesterentry": {
        "requester_entry_refuses_change",
        "requester_entry_refuses_truncate",
    },
    "responses_enclosure": {"enclosure_refuses_change", "enclosure_refuses_truncate"},
    "responses_letter": {"letter_refuses_change", "letter_refuses_truncate"},
    "responses_responsedraft": {
        "draft_clearance_waiting_added",
        "draft_clearance_waiting_changed",
        "draft_clearance_waiting_deleted",
    },
    "responses_roundrobinentry": {
        "round_robin_entry_refuses_change",
        "round_robin_entry_refuses_truncate",
    },
    "responses_warningoverride": {"warning_override_refuses_change"},
    "returns_snapshot": {"snapshot_refuses_change", "snapshot_refuses_truncate"},
    "responses_wording": {"wording_refuses_change", "wording_refuses_truncate"},
}
# Tables that TRUNCATE would empty of records no letter or date could be proved without.
NEVER_EMPTIED = [
    table
    for table, triggers in TRIGGERS.items()
    if any(trigger.endswith("_truncate") for trigger in triggers)
]


def run(sql):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql)


@pytest.mark.django_db
def test_every_trigger_is_there_and_switched_on():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        rows = cursor.fetchall()

    found = {table: {name for at, name in rows if at == table} for table, _ in rows}

    assert found == TRIGGERS


@pytest.mark.django_db
@pytest.mark.parametrize("table", NEVER_EMPTIED)
def test_no_table_written_once_is_emptied(table):
    with pytest.raises(DatabaseError, match=r"never|is refused"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE requests_app_historyentry SET note = 'Another note'",
        "DELETE FROM requests_app_historyentry",
    ],
)
def test_history_is_written_once(sql):
    entry = HistoryEntry.objects.create(
        foi_request=FOIRequestFactory(),
        kind="note_added",
        on=date(2026, 3, 2),
        note="As it was",
    )

    with pytest.raises(DatabaseError, match="written once"):
        run(sql)

    entry.refresh_from_db()
    assert entry.note == "As it was"


@pytest.mark.django_db
def test_a_received_text_is_kept_as_it_came():
    foi_request = FOIRequestFactory(received_text="What did the cameras cost?")

    with pytest.raises(DatabaseError, match="as it was received"):
        run("UPDATE requests_app_foirequest SET received_text = 'Nothing'")

    foi_request.refresh_from_db()
    assert foi_request.received_text == "What did the cameras cost?"
