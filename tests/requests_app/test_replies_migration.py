"""The single reply of an enquiry becomes the first of its replies, and back."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from requests_app.models import EnquiryReply
from tests.factories import DepartmentFactory, FOIRequestFactory, UserFactory

APP = "requests_app"
DAY = date(2026, 3, 9)


def stem(ending):
    graph = MigrationExecutor(connection).loader.graph
    return next(key for key in graph.nodes if key[0] == APP and key[1].endswith(ending))


def migrate(*to):
    MigrationExecutor(connection).migrate(list(to))
    return MigrationExecutor(connection).loader.project_state(list(to)).apps


@pytest.fixture
def newest(transactional_db):
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield newest
    migrate(*newest)


def test_a_reply_is_moved_and_comes_back(newest):
    foi_request = FOIRequestFactory()
    officer = UserFactory(authority=foi_request.authority)
    department = DepartmentFactory(authority=foi_request.authority)
    before = stem("enquiries_have_several_replies")
    apps = migrate(before)
    enquiries = apps.get_model(APP, "Enquiry").objects
    common = {
        "foi_request_id": foi_request.pk,
        "department_id": department.pk,
        "asked_by_id": officer.pk,
        "asked_on": DAY,
        "wanted_by": DAY,
    }
    replied = enquiries.create(
        **common, reply="Twelve.", replied_by_id=officer.pk, replied_on=DAY
    )
    waiting = enquiries.create(**common)

    migrate(*newest)

    reply = EnquiryReply.objects.get()
    assert (reply.enquiry_id, reply.text) == (replied.pk, "Twelve.")
    assert (reply.by, reply.name, reply.sent_on) == (officer, str(officer), DAY)

    apps = migrate(before)
    back = apps.get_model(APP, "Enquiry").objects
    assert back.get(pk=replied.pk).reply == "Twelve."
    assert back.get(pk=replied.pk).replied_by_id == officer.pk
    assert back.get(pk=waiting.pk).reply == ""
