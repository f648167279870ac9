"""All migrations go back and forward in a database with rows.

What single migrations do to rows is tested beside their apps (see `tests/migrated.py`).
"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import AnswerFactory, FOIRequestFactory, QuestionFactory
from tests.migrated import TESTED
from tests.old_rows import answer_of, request_of

OLD = ("responses", "0005_state_the_facts_of_answers")
KEPT = (
    ("requests_app", "FOIRequest"),
    ("requests_app", "Question"),
    ("responses", "Answer"),
)


def keys(apps):
    """Return the keys of the rows in each table."""
    return [
        set(apps.get_model(*of).objects.values_list("pk", flat=True)) for of in KEPT
    ]


def migrated(*to):
    """Migrate back or forward; return the models there."""
    return MigrationExecutor(connection).migrate(list(to)).apps


def test_rows_of_today_are_there_after_all_migrations_are_undone(copied):
    foi_request = FOIRequestFactory()
    made = [
        AnswerFactory(
            foi_request=foi_request,
            to=[QuestionFactory(foi_request=foi_request, order=order)],
        ).pk
        for order in range(2)
    ]
    cleared = [
        FOIRequestFactory(authority=foi_request.authority, state=state).pk
        for state in ("clearance", "cleared")
    ]

    requests, questions, answers = keys(migrated(OLD))

    assert requests == {foi_request.pk, *cleared}
    assert len(questions) == 2
    assert answers == set(made)


def test_rows_of_old_are_there_after_all_migrations(step_of):
    step = step_of(TESTED[0])
    foi_request = request_of(step.apps)
    for order in range(2):
        answer_of(step.apps, foi_request, order)
    request_of(step.apps, authority=foi_request.authority, state="clearance")
    before = keys(step.apps)

    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    assert keys(migrated(*newest)) == before
