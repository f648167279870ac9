"""Fixtures and settings shared by every test."""

import gc
import os
import sys
from contextlib import ExitStack
from math import inf
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase

from requests_app.models import HistoryEntry
from tests.dovecot import is_installed, running_dovecot
from tests.factories import UserFactory
from tests.graph import fake_graph, use_fake
from tests.history_words import saved_in_words
from tests.migrated import copy_of, drop_database, make_database, step

REPOSITORY = Path(__file__).resolve().parent.parent
LONGEST = {"test_access.py", "test_migrations.py"}


def pytest_configure():
    """Use plain HTTP, unbuilt static files, and no broker.

    Hash passwords quickly: Django's own hash is slow on purpose and not tested here.
    Keep compiled modules, whatever the shell says: the many processes that tests start
    would each spend half of their start on compiling.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.CELERY_BROKER_URL = "memory://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the longest tests, so that none of them is left to run alone."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish():
    """Spare the garbage collector what lasts as long as the run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Store the files of a test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def broker_is_tried(monkeypatch):
    """Let no test leave the broker alone because of a failure in another test."""
    monkeypatch.setattr("requests_app.jobs.tasks._broker_failed_at", -inf)


@pytest.fixture(scope="session", autouse=True)
def history_in_words():
    """Let no test write history with a raw name or value."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HistoryEntry, "save", saved_in_words(HistoryEntry.save))
        yield


@pytest.fixture(scope="session")
def shared():
    """Return the reference material beside the repository; skip if missing."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "law").is_dir():
        pytest.skip("no reference material beside this clone")
    return folder


@pytest.fixture
def officer(db):
    return UserFactory(roles=["officer"])


@pytest.fixture
def approver(officer):
    return UserFactory(roles=["approver"], authority=officer.authority)


@pytest.fixture
def manager(officer):
    return UserFactory(roles=["manager"], authority=officer.authority)


@pytest.fixture
def graph(settings, tmp_path):
    """Serve a fake of Microsoft 365, and let the settings name it."""
    with fake_graph(tmp_path / "graph") as fake:
        use_fake(settings, fake)
        yield fake


@pytest.fixture(scope="session")
def dovecot():
    """Serve mail by IMAP; skip where dovecot is not installed."""
    if not is_installed():
        pytest.skip("dovecot is not installed")
    with running_dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker
):
    """Copy a migrated database, and empty it quickly between tests that commit."""
    with django_db_blocker.unblock():
        make_database()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _empty_tables)
        yield
    with django_db_blocker.unblock():
        drop_database()


@pytest.fixture
def step_of(django_db_setup, django_db_blocker):
    """Return a function that connects the test to a database of `migrated.step`."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        yield lambda *migrations: stack.enter_context(step(*migrations))


@pytest.fixture
def copied(django_db_setup, django_db_blocker):
    """Connect the test to a copy of the migrated database."""
    with django_db_blocker.unblock(), copy_of():
        yield


def _empty_tables(_test):
    """Delete all rows, even of append-only tables, and keep the rest.

    Django truncates every table, which takes ten times as long, and then recreates
    content types and permissions. Foreign keys are checked at the end, so the order of
    the tables does not matter.
    """
    tables = set(connection.introspection.django_table_names())
    tables -= {"django_content_type", "auth_permission"}
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            " UNION ALL ".join(
                f"(SELECT '{name}' FROM {name} LIMIT 1)"  # noqa: S608
                for name in tables
            )
        )
        filled = [name for (name,) in cursor]
        for statement in (
            *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in filled),
            *(f"DELETE FROM {name}" for name in filled),  # noqa: S608
            "SET CONSTRAINTS ALL IMMEDIATE",
            *(f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in filled),
        ):
            cursor.execute(statement)
