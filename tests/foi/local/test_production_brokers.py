"""The brokers of production: a slow one, and a silent one."""

import runpy
import socket
import sys
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from django.db import transaction
from django.db.models.functions import Now

from foi.celery import app
from requests_app.jobs import tasks
from requests_app.jobs.emails import enqueue_email
from requests_app.jobs.workers import counted_start, died_young
from requests_app.models import Job, WorkerStart
from responses.letters.records import MAKE_PDF
from tests.factories import FOIRequestFactory, UserFactory
from tests.foi.local.test_file_broker import (
    REPOSITORY,
    redis,  # noqa: F401 - a fixture
    started,
    test_database_url,
)
from tests.waiting import wait_until

SLOW_WORKER = """
import time
from responses.letters import pdf

pdf.warm_up = lambda: time.sleep(6)  # longer than the 4 seconds that Celery allows

from celery.__main__ import main
main()
"""


def test_with_redis_a_worker_that_is_slow_to_load_is_not_killed(
    redis,  # noqa: F811
    transactional_db,
    tmp_path,
):
    with transaction.atomic():
        enqueue_email(
            to=UserFactory(email="officer@authority.example"),
            subject="Due today",
            text="Request 1-26 is due today.",
            idempotency_key="test",
            foi_request=FOIRequestFactory(),
        )
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(REPOSITORY),
        "FOI_DEMONSTRATION": "1",
        "FOI_VAR_DIR": str(tmp_path),
        "DATABASE_URL": test_database_url(),
        "CELERY_BROKER_URL": redis.as_uri(include_password=True),
        "DJANGO_SETTINGS_MODULE": "foi.settings",
    }
    prepared = f"import django; django.setup()\n{SLOW_WORKER}"
    worker = [sys.executable, "-c", prepared, "-A", "foi", "worker", "--concurrency=1"]
    says = tmp_path / "worker.log"

    with started(worker, says=says, env=environment, cwd=REPOSITORY):
        with redis as sent_by:
            tasks.start_due_jobs.apply_async(connection=sent_by)
        is_done = wait_until(
            Job.objects.filter(done_at__isnull=False).exists, seconds=60
        )

    assert is_done, says.read_text()
    assert "Timed out waiting for UP message" not in says.read_text()
    assert WorkerStart.objects.filter(ready_at__isnull=False).count() == 1


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_silent_broker_holds_a_page_for_seconds_and_only_once(
    scheme, db, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()  # the kernel accepts, and nothing is ever said
        url = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/"
        app.conf.broker_url = url
        app.conf.broker_transport_options = _options_of(url, monkeypatch)
        app._after_fork()  # drops connections to the broker opened by earlier tests
        began = monotonic()
        try:
            for _ in range(9):
                with (
                    django_capture_on_commit_callbacks(execute=True),
                    transaction.atomic(),
                ):
                    tasks.start_jobs_on_commit(MAKE_PDF)
        finally:
            app.conf.broker_url = "memory://"
            app.conf.broker_transport_options = {}
            app._after_fork()

    assert monotonic() - began < 5
    assert caplog.text.count("The broker takes no messages") == 1


def now():
    """Return this moment, as the health check asks for it."""
    return datetime.now(UTC)


def _options_of(url, monkeypatch):
    """Return the options that the settings choose for a broker."""
    monkeypatch.setenv("CELERY_BROKER_URL", url)
    return runpy.run_path(str(REPOSITORY / "foi/settings.py"))[
        "CELERY_BROKER_TRANSPORT_OPTIONS"
    ]


@pytest.mark.django_db
def test_processes_that_died_before_they_were_ready_are_counted(client):
    with counted_start():
        assert died_young(at=now()) == 0  # it may still be loading
    WorkerStart.objects.create(host="a", started_at=Now() - timedelta(minutes=2))
    WorkerStart.objects.create(host="a", started_at=Now() - timedelta(hours=3))

    assert died_young(at=now()) == 1
    told = client.get("/health/").json()
    assert told["workers_died_at_start_in_the_last_hour"] == 1


@pytest.mark.django_db
def test_old_starts_are_removed_by_the_next():
    WorkerStart.objects.create(host="a", started_at=Now() - timedelta(days=2))

    with counted_start():
        pass

    assert WorkerStart.objects.get().ready_at is not None
