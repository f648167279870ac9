"""The format of calendars: ends of lines, folding, escaping."""

from datetime import UTC, date, datetime

from requests_app.feeds.icalendar import Event, calendar_text

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def text(summary="Request 7-26 is due", *, is_cancelled=False):
    event = Event(
        uid="due-7@foi.example",
        on=date(2026, 12, 31),
        summary=summary,
        url="https://foi.example/requests/7-26/",
        sequence=2,
        changed_at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC),
        is_cancelled=is_cancelled,
    )
    return calendar_text(name="FOI due dates", events=[event], at=AT)


def test_a_whole_day_ends_on_the_next():
    lines = text().split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [
        line
        for line in lines
        if line.startswith(("DT", "UID", "SUMM", "URL", "SEQ", "STATUS", "LAST"))
    ] == [
        "UID:due-7@foi.example",
        "DTSTAMP:20260302T093000Z",
        "LAST-MODIFIED:20260301T080000Z",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Request 7-26 is due",
        "URL:https://foi.example/requests/7-26/",
    ]


def test_a_cancelled_day_says_so():
    assert "STATUS:CANCELLED" in text(is_cancelled=True)


def test_every_line_ends_with_a_carriage_return():
    assert "\n" not in text("a\nb\r\nc").replace("\r\n", "")


def test_special_characters_are_escaped():
    assert "SUMMARY:a\\, b\\; c\\\\d\\ne" in text("a, b; c\\d\ne")


def test_long_lines_are_folded_between_characters():
    summary = "Gŵr " * 60
    written = text(summary)

    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert f"SUMMARY:{summary}\r\n" in written.replace("\r\n ", "")
