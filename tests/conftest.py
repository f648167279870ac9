"""What every test may ask for."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import UserFactory

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_configure():
    """Talk plain HTTP, serve static files unbuilt, and send no worker anything."""
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = False
    settings.CSRF_COOKIE_SECURE = False
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.CELERY_BROKER_URL = "memory://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Keep the files a test makes apart from everybody's."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def shared():
    """The folder of reference material beside the repository, where there is one."""
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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the test database be emptied between tests that commit.

    Only the triggers against TRUNCATE are lifted, and only here; the tests of those
    triggers put them back for themselves.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE requests_app_historyentry"
            " DISABLE TRIGGER history_refuses_truncate;"
            "ALTER TABLE responses_letter DISABLE TRIGGER letter_refuses_truncate;"
            "ALTER TABLE responses_enclosure"
            " DISABLE TRIGGER enclosure_refuses_truncate;"
            "ALTER TABLE responses_wording DISABLE TRIGGER wording_refuses_truncate;"
            "ALTER TABLE requests_app_holidayoverride"
            " DISABLE TRIGGER holiday_override_refuses_truncate;"
            "ALTER TABLE requests_app_readingschange"
            " DISABLE TRIGGER readings_change_refuses_truncate;"
        )
