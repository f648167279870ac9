"""What stood before versions were kept of it becomes part of the latest version."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from responses.models import AnswerRevision, DraftRevision
from tests.factories import AnswerFactory, FOIRequestFactory, UserFactory

BEFORE = [("responses", "0013_keep_paragraphs")]


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def rows(transactional_db):
    foi_request = FOIRequestFactory()
    author = UserFactory(authority=foi_request.authority)
    return foi_request.pk, author.pk, [AnswerFactory(foi_request=foi_request).pk] * 2


@pytest.fixture
def old(rows):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrate(BEFORE), newest
    migrate(newest)


def test_what_stands_becomes_part_of_the_latest_version(rows, old):
    foi_request, author, (answer, _) = rows
    apps, newest = old
    for version, is_unused in ((1, False), (2, False), (2, True)):
        apps.get_model("responses", "AnswerRevision").objects.create(
            answer_id=answer, version=version, by_id=author, is_unused=is_unused
        )
    statement = apps.get_model("responses", "NCNDStatement").objects.create(
        foi_request_id=foi_request, scope="more maps", version=4, updated_by_id=author
    )
    citations = apps.get_model("responses", "Citation").objects
    citations.create(
        answer_id=answer,
        provision_key="FOIA 43(2)",
        harm="Bids.",
        facts={"likelihood": "would"},
    )
    citations.create(
        statement=statement, provision_key="FOIA 31(3)", why_applies="It tells."
    )
    apps.get_model("responses", "ResponseDraft").objects.create(
        foi_request_id=foi_request, opening="<p>Sorry.</p>", version=3
    )
    apps.get_model("requests_app", "HistoryEntry").objects.create(
        foi_request_id=foi_request,
        kind="letter_text_saved",
        by_id=author,
        on="2026-03-09",
        recorded_at=datetime(2026, 3, 9, 9, tzinfo=UTC),
    )

    migrate(newest)

    kept = AnswerRevision.objects.order_by("pk").values_list("citations", flat=True)
    assert list(kept) == [
        None,
        [
            {
                "provision_key": "FOIA 43(2)",
                "why_applies": "",
                "harm": "Bids.",
                "factors_for": "",
                "factors_against": "",
                "balance": "",
                "facts": {"likelihood": "would"},
                "same_as": None,
            }
        ],
        None,
    ]
    by_part = {one.part: one for one in DraftRevision.objects.all()}
    stated, letter_text = by_part["statement"], by_part["letter_text"]
    assert (stated.version, stated.said["scope"]) == (4, "more maps")
    assert stated.citations[0]["why_applies"] == "It tells."
    assert (letter_text.version, letter_text.by_id) == (3, author)
    assert letter_text.said["opening"] == "<p>Sorry.</p>"
