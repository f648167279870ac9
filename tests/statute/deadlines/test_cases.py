"""The worked cases of the reference, each under its named interpretation."""

import csv

from statute.deadlines import date_for, working_for
from statute.deadlines.grammar import read_clock


def test_every_worked_case_agrees(shared):
    with (shared / "law" / "deadline_cases.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))

    differing = {}
    for row in rows:
        clock = read_clock(
            regime=row["regime"],
            received=row["received"],
            authority_type=row["authority_type"],
            events=row["events"],
            variant=row["rule_variant"],
        )
        worked = working_for(row["task"], clock)
        expected = row["expected_first_counted_day"], row["expected_due_date"]
        found = str(worked.first_counted_on or ""), str(worked.due_on or "suspended")
        if found != expected or worked.due_on != date_for(row["task"], clock):
            differing[row["id"]] = (found, expected)

    assert len(rows) >= 160
    assert differing == {}
