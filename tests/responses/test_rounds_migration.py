"""Responses sent before there were routes get a round of a single step."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from responses.models import Clearance
from tests.factories import FOIRequestFactory, UserFactory

BEFORE = [("responses", "0022_keep_routes_of_clearance")]
AT = datetime(2026, 3, 9, 9, tzinfo=UTC)


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def rows(transactional_db):
    author = UserFactory()
    made = [
        FOIRequestFactory(authority=author.authority, state=state).pk
        for state in ("clearance", "cleared", "answering", "clearance")
    ]
    return author.pk, made


@pytest.fixture
def old(rows):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrate(BEFORE), newest
    migrate(newest)


def test_each_response_in_clearance_gets_its_round(rows, old):
    author, (waiting, cleared, answering, without_draft) = rows
    apps, newest = old
    drafts = apps.get_model("responses", "ResponseDraft").objects
    drafts.create(foi_request_id=waiting, submitted_by_id=author, submitted_at=AT)
    drafts.create(
        foi_request_id=cleared,
        submitted_by_id=author,
        submitted_at=AT,
        cleared_by_id=author,
        cleared_at=AT,
        cleared_sha256="a" * 64,
    )

    migrate(newest)

    rounds = {one.foi_request_id: one for one in Clearance.objects.all()}
    assert set(rounds) == {waiting, cleared, without_draft}
    assert rounds[waiting].state == "running"
    step = rounds[waiting].steps.get()
    assert (step.state, step.is_for_anyone, step.opened_at) == ("open", True, AT)
    assert rounds[without_draft].steps.get().state == "open"
    assert rounds[cleared].state == "cleared"
    done = rounds[cleared].steps.get()
    assert (done.by_id, done.words_sha256) == (author, "a" * 64)
    assert answering not in rounds

    migrate(BEFORE)

    assert not Clearance.objects.exists()
