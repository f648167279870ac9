"""Returns as data: every row is defined, and every sum can be made."""

import pytest

from returns.dimensions import DIMENSIONS
from returns.reports import PERCENT, reports

REPORTS = list(reports().values())


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.key)
def test_every_row_has_a_name_a_definition_and_a_source(report):
    keys = [row.key for row in report.rows]

    assert len(keys) == len(set(keys))
    for row in report.rows:
        assert row.title
        assert row.definition.endswith(".")
        assert row.source


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.key)
def test_rows_are_made_of_rows_above_or_beside_of_the_same_population(report):
    rows = {row.key: row for row in report.rows}
    for row in report.rows:
        parts = [rows[key] for key in (*row.plus, *row.minus, *row.over, *row.less)]
        assert len({part.of for part in parts}) <= 1
        assert bool(row.over) == (row.kind == PERCENT)
        assert not any(part.kind == PERCENT for part in parts)


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.key)
def test_conditions_name_values_that_a_request_can_have(report):
    for row in report.rows:
        for each in report.conditions_of(row):
            known = set(DIMENSIONS[each.dimension].labels(None) or each.values)
            assert each.values <= known


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.key)
def test_identities_name_rows(report):
    keys = {row.key for row in report.rows}
    for left, right in report.identities:
        assert {*left, *right} <= keys
