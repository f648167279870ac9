"""The command `due_date`: one date with its working, or the dates of a table."""

import csv
import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command


def run(*arguments):
    out = io.StringIO()
    call_command("due_date", *arguments, stdout=out)
    return out.getvalue()


def test_a_date_is_printed_with_its_working():
    lines = run("--regime", "FOIA", "--received", "2026-05-26").splitlines()

    assert lines[0] == "response_due: 2026-06-24"
    assert "Mon 15 Jun 2026    –  FIFA World Cup bank holiday" in lines
    assert "Wed 24 Jun 2026   20" in lines
    assert any(line.startswith("FOIA s.10(1): ") for line in lines)


def test_the_working_is_given_as_json():
    working = json.loads(
        run(
            *("--regime", "foia", "--received", "2026-02-02"),
            *("--event", "clarification_sent:2026-02-04"),
            *("--event", "clarification_received:2026-02-10"),
            "--json",
        )
    )

    assert working["due_date"] == working["original_due_date"] == "2026-03-10"
    assert working["first_counted_day"] == "2026-02-11"
    assert working["task"] == "response_due"
    assert working["days"][-1] == {"date": "2026-03-10", "number": 20, "why": None}
    assert working["days"][1]["why"] == "Waiting for further information"
    assert working["sections"][0]["citation"] == "FOIA s.10(1)"
    assert working["sections"][0]["verified"] == "yes"
    assert working["sections"][0]["binding"] is True


def test_a_date_that_does_not_stand_is_suspended():
    options = ("--regime", "FOIA", "--received", "2026-01-12")
    waiting = ("--event", "clarification_sent:2026-01-14")

    assert run(*options, *waiting).startswith("response_due: suspended\n")
    assert json.loads(run(*options, *waiting, "--json"))["due_date"] is None


def test_the_type_of_authority_the_task_and_the_reading_are_heard():
    school = run(
        *("--regime", "FOIA", "--received", "2024-10-14"),
        *("--authority-type", "academy"),
        *("--event", "school_closed:2024-10-28..2024-11-01"),
    )
    paid = run(
        *("--regime", "FOISA", "--task", "fee_payment_latest"),
        *("--event", "fees_notice:2025-05-31"),
    )
    deemed = run(
        *("--regime", "FOIA", "--received", "2024-05-04"),
        *("--variant", "deemed_next_working_day"),
    )

    assert school.startswith("response_due: 2024-11-18")
    assert paid.startswith("fee_payment_latest: 2025-08-30")
    assert deemed.startswith("response_due: 2024-06-05")


TABLE = """\
id,regime,authority_type,task,received,events,rule_variant,working_day_calendar
A1,FOIA,council,response_due,2026-03-02,,default,UK_ALL
A2,FOIA,council,response_due,2026-01-12,clarification_sent:2026-01-14,default,UK_ALL
A3,SAR,police,sar_response_due,2026-05-15,,default,SCOTLAND_PUBLIC_HOLIDAYS
A4,FOIA,council,ir_response_due,,ir_requested:2025-03-08,default,UK_ALL
"""
DATES = """id,first_counted_day,due_date
A1,2026-03-03,2026-03-31
A2,,suspended
A3,2026-05-15,2026-06-16
A4,2025-03-10,2025-04-07
"""


def test_a_table_gives_a_line_for_each_row(tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text(TABLE, encoding="utf-8-sig")

    assert run("--csv", str(table)) == DATES


def test_a_table_may_come_by_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(TABLE))

    assert run("--csv", "-") == DATES


def test_a_row_that_cannot_be_read_is_left_empty_and_named(tmp_path, capsys):
    table = tmp_path / "cases.csv"
    table.write_text(
        "id,regime,task,received,events\n"
        "B1,FOIA,response_due,2 March,\n"
        "B2,FOIA,response_due,2026-03-02,\n"
        "B3,FOIA\n"
    )
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"2 of 3 rows.* B1: '2 March'") as refusal:
        call_command("due_date", "--csv", str(table), stdout=out)

    assert refusal.value.returncode == 1
    assert out.getvalue().splitlines()[1:] == [
        "B1,,",
        "B2,2026-03-03,2026-03-31",
        "B3,,",
    ]


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        pytest.param("C,FOIA,borough,,", "no type of authority", id="a type"),
        pytest.param("C,FOIA,,sar_extended:yes,", "has no effect", id="an event"),
        pytest.param(
            "C,FOIA,,,SCOTLAND", "FOIA does not count by a calendar", id="a calendar"
        ),
        pytest.param("C,FOI,,,", "'FOI' is not a regime", id="a regime"),
        pytest.param("C,FOIA,,,MARS", "called 'MARS'", id="no calendar"),
        pytest.param("C,FOIA,,,UK_ALL,more", "more cells", id="a cell too many"),
    ],
)
def test_what_would_have_no_effect_is_refused_in_a_table_too(tmp_path, row, refusal):
    name, regime, *rest = row.split(",")
    cells = [name, regime, "response_due", "2026-03-02", *rest]
    table = tmp_path / "cases.csv"
    table.write_text(
        "id,regime,task,received,authority_type,events,working_day_calendar\n"
        f"{','.join(cells)}\n"
    )

    with pytest.raises(CommandError, match=refusal):
        run("--csv", str(table))


@pytest.mark.parametrize(
    ("arguments", "refusal", "status"),
    [
        pytest.param((), "Say which law", 2, id="neither a law nor a table"),
        pytest.param(
            ("--csv", "x.csv", "--regime", "FOIA"), "no other option", 2, id="both"
        ),
        pytest.param(
            ("--csv", "no-such.csv"), "No such file or directory", 1, id="no such file"
        ),
        pytest.param(("--regime", "FOI"), "not a regime", 1, id="an unknown law"),
        pytest.param(
            ("--regime", "FOIA", "--received", "soon"), "not a day", 1, id="no day"
        ),
        pytest.param(
            ("--regime", "FOIA", "--received", "2030-01-01"),
            "31 December 2028",
            1,
            id="beyond the known holidays",
        ),
    ],
)
def test_a_refusal_is_one_sentence_and_a_status(arguments, refusal, status):
    with pytest.raises(CommandError, match=refusal) as raised:
        run(*arguments)

    assert raised.value.returncode == status
    assert "\n" not in str(raised.value)


def test_a_table_without_its_columns_is_refused(tmp_path):
    table = tmp_path / "cases.csv"
    table.write_text("id,received\nC1,2026-03-02\n")

    with pytest.raises(CommandError, match="no column called 'regime'"):
        run("--csv", str(table))


def test_a_table_that_is_no_text_is_refused(tmp_path):
    table = tmp_path / "cases.csv"
    table.write_bytes(b"id,\xff\xfe\n")

    with pytest.raises(CommandError, match="cannot be read as a table"):
        run("--csv", str(table))


def test_the_worked_cases_of_the_reference_agree(shared):
    table = shared / "law" / "deadline_cases.csv"

    found = {
        row["id"]: row for row in csv.DictReader(run("--csv", str(table)).splitlines())
    }

    with table.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            assert found[row["id"]]["due_date"] == row["expected_due_date"]
            first = row["expected_first_counted_day"]
            assert found[row["id"]]["first_counted_day"] == first
