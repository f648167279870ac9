"""A real worker receives a task from a real broker, and runs the task."""

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from kombu import Connection

from foi.celery import app
from foi.local.file_broker import Transport
from requests_app.jobs.emails import enqueue_email
from requests_app.jobs.tasks import start_due_jobs
from requests_app.models import Job
from tests.factories import FOIRequestFactory, UserFactory
from tests.waiting import wait_until

REPOSITORY = Path(__file__).resolve().parents[3]


def test_database_url():
    """Return the URL of this test's database, for another process."""
    given = connection.get_connection_params()
    host = quote(str(given.get("host", "")), safe="")
    return (
        f"postgresql://{given['user']}:{quote(given.get('password', ''), safe='')}@/"
        f"{given['dbname']}?host={host}&port={given.get('port', 5432)}"
    )


test_database_url.__test__ = False


@contextmanager
def started(command, *, says, **options):
    """Run a program for the duration of a test."""
    with says.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, **options
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def redis(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    says = tmp_path / "redis.log"
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with started(command, says=says, cwd=tmp_path):
        assert wait_until(lambda: b"Ready to accept" in says.read_bytes(), seconds=10)
        yield Connection(f"redis://127.0.0.1:{port}/0")


@pytest.fixture
def files(tmp_path):
    """Return the settings of a broker in files, in the test's own folder."""
    folders = {
        "data_folder_in": tmp_path / "broker/messages",
        "data_folder_out": tmp_path / "broker/messages",
        "processed_folder": tmp_path / "broker/processed",
        "control_folder": tmp_path / "broker/control",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    return Connection("filesystem://localhost", transport_options=folders)


@pytest.mark.parametrize("broker", ["redis", "files"])
def test_a_task_sent_through_the_broker_is_done_by_the_worker(
    broker, request, transactional_db, tmp_path
):
    broker = request.getfixturevalue(broker)
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
        "PYTHONUNBUFFERED": "1",
        "FOI_DEMONSTRATION": "1",
        "FOI_VAR_DIR": str(tmp_path),
        "DATABASE_URL": test_database_url(),
        "CELERY_BROKER_URL": broker.as_uri(include_password=True),
    }
    worker = [sys.executable, "-m", "celery", "-A", "foi", "worker", "--concurrency=1"]
    says = tmp_path / "worker.log"

    with started(worker, says=says, env=environment, cwd=REPOSITORY):
        with broker as sent_by:
            start_due_jobs.apply_async(connection=sent_by)
        is_done = wait_until(
            Job.objects.filter(done_at__isnull=False).exists, seconds=30
        )

    assert is_done, says.read_text()
    (mail,) = (tmp_path / "mail").iterdir()
    assert "Request 1-26 is due today." in mail.read_text()


def test_a_broken_message_does_not_keep_the_next_from_the_worker(files):
    channel = files.channel()
    folder = Path(channel.data_folder_in)
    (folder / "0_broken.celery.msg").write_text('{"cut o')
    channel._put("celery", {"whole": True})

    read = channel._get("celery")

    assert read == {"whole": True}
    assert list(folder.iterdir()) == []


def test_a_message_for_another_queue_is_left_alone(files):
    channel = files.channel()
    channel._put("another.celery", {})

    with pytest.raises(Empty):
        channel._get("celery")

    assert channel._size("another.celery") == 1


def test_a_message_being_written_is_not_seen(files):
    channel = files.channel()
    unfinished = Path(channel.data_folder_in) / "0_unfinished.celery.msg.part"
    unfinished.write_text(json.dumps({}))

    with pytest.raises(Empty):
        channel._get("celery")


def test_files_are_handed_over_by_our_own_transport():
    assert isinstance(Connection("filesystem://localhost").transport, Transport)
    assert app.conf.broker_url == "memory://"  # in tests, without a worker
