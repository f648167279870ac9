"""Reminders of the fixed stages keep their meaning under the rules, and come back."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import FOIRequestFactory

RULES, NUMBERS = "remind_by_rules", "number_reminders"


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def sides(transactional_db):
    """Return the states before and after; leave the newest behind."""
    graph = MigrationExecutor(connection).loader.graph
    (rules,) = [key for key in graph.nodes if key[1].endswith(RULES)]
    (after,) = [key for key in graph.nodes if key[1].endswith(NUMBERS)]
    parents = [parent.key for parent in graph.node_map[rules].parents]
    (before,) = [key for key in parents if key[0] == after[0]]
    yield [before], [after]
    migrate(graph.leaf_nodes())


def test_old_stages_become_stages_of_the_rules_and_come_back(sides):
    before, after = sides
    key = FOIRequestFactory().pk
    old = migrate(before).get_model("requests_app", "Reminder").objects
    for kind in ("ten_days", "five_days", "today", "overdue"):
        old.create(
            foi_request_id=key,
            kind=kind,
            due_on=date(2026, 3, 31),
            on=date(2026, 3, 31),
        )
    new = migrate(after).get_model("requests_app", "Reminder").objects
    assert list(new.order_by("pk").values_list("kind", "number")) == [
        ("before", 10),
        ("before", 5),
        ("today", 0),
        ("overdue", 1),
        ("managers", 0),
    ]
    old = migrate(before).get_model("requests_app", "Reminder").objects
    assert list(old.order_by("pk").values_list("kind", flat=True)) == [
        "ten_days",
        "five_days",
        "today",
        "overdue",
    ]
    old.all().delete()
