"""Requests on file are linked to records, and unlinked again."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from requests_app.models import FOIRequest, Requester
from tests.factories import AuthorityFactory, FOIRequestFactory

APP = "requests_app"


def stem(ending):
    graph = MigrationExecutor(connection).loader.graph
    return next(key for key in graph.nodes if key[0] == APP and key[1].endswith(ending))


def migrate(*to):
    MigrationExecutor(connection).migrate(list(to))


@pytest.fixture
def newest(transactional_db):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield newest
    migrate(*newest)


def test_requests_of_one_name_and_address_have_one_record(newest):
    authority = AuthorityFactory()
    one, same, spelt = (
        FOIRequestFactory(authority=authority, requester_name=name, requester_email=at)
        for name, at in (
            ("Alex Requester", "alex@requester.example"),
            ("Alex Requester", "alex@requester.example"),
            ("ALEX  requester", "Alex@Requester.example"),
        )
    )
    namesake = FOIRequestFactory(
        authority=authority, requester_email="another@requester.example"
    )
    wife = FOIRequestFactory(authority=authority, requester_name="Robin Sample")
    elsewhere = FOIRequestFactory()
    posted, again = (
        FOIRequestFactory(
            authority=authority, requester_email="", requester_address="1 Low Road"
        )
        for _ in range(2)
    )
    review = FOIRequestFactory(
        authority=authority, requester_email="", review_of=posted
    )
    made = (one, same, spelt, namesake, wife, elsewhere, posted, again, review)
    migrate(stem("keep_requesters"))

    migrate(*newest)

    for each in made:
        each.refresh_from_db()
    assert one.requester == same.requester == spelt.requester
    assert review.requester == posted.requester
    assert len({each.requester_id for each in made}) == 6
    assert one.requester.known_by == ["alex requester", "alex@requester.example"]
    assert one.requester.name == "ALEX requester"  # as the newest request has it
    assert posted.requester.address == "1 Low Road"
    assert one.requester.authority == authority

    migrate(stem("keep_requesters"))
    assert not FOIRequest.objects.filter(requester__isnull=False).exists()
    assert not Requester.objects.exists()
