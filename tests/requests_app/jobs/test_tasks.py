"""A sweep starts one task for each kind of job that is due."""

import threading

import pytest
from django.db import connections, transaction
from kombu.exceptions import OperationalError

from requests_app.calendars.recalculating import RECALCULATE_DUE_DATES
from requests_app.jobs import handlers, tasks
from requests_app.jobs.emails import SEND_EMAIL
from requests_app.jobs.handlers import Handler
from requests_app.jobs.queue import enqueue
from requests_app.models import Job
from responses.letters.records import MAKE_PDF
from responses.sending.queueing import SEND_LETTER


@pytest.fixture
def started(monkeypatch):
    """Take down the tasks that are sent to the broker."""
    sent = []
    monkeypatch.setattr(
        tasks.run_jobs, "apply_async", lambda **options: sent.append(options)
    )
    return sent


def put(*kinds):
    with transaction.atomic():
        for kind in kinds:
            enqueue(kind=kind, idempotency_key=f"test-{kind.name}", payload={})


def handle(monkeypatch, kind, effect):
    """Have jobs of a kind handled by the test's own function."""
    monkeypatch.setitem(handlers._registered, kind.name, Handler(kind, effect))


@pytest.mark.django_db
def test_one_task_is_started_for_each_kind_that_is_due(started):
    put(SEND_EMAIL, MAKE_PDF)
    with transaction.atomic():
        enqueue(kind=MAKE_PDF, idempotency_key="another", payload={})

    tasks.start_due_jobs()

    assert [one["kwargs"]["kind"] for one in started] == ["send_email", "make_pdf"]


@pytest.mark.django_db
def test_each_task_has_the_time_limit_of_its_kind(started):
    put(SEND_EMAIL, SEND_LETTER)

    tasks.start_due_jobs()

    limits = {one["kwargs"]["kind"]: one["time_limit"] for one in started}
    assert limits == {"send_email": 600, "send_letter": 600}


@pytest.mark.django_db
def test_nothing_is_started_while_nothing_is_due(started):
    tasks.start_due_jobs()

    assert started == []


@pytest.mark.django_db(transaction=True)
def test_a_kind_that_is_blocked_holds_up_no_other(monkeypatch):
    begun, goes_on, done = threading.Event(), threading.Event(), []

    def block(_run):
        begun.set()
        goes_on.wait(30)

    handle(monkeypatch, RECALCULATE_DUE_DATES, block)
    for kind in (SEND_EMAIL, MAKE_PDF):
        handle(monkeypatch, kind, lambda run: done.append(run.job.kind))
    workers = []

    def on_a_worker_of_its_own(*, kwargs, **_options):
        def work():
            try:
                tasks.run_jobs(**kwargs)
            finally:
                connections.close_all()

        workers.append(threading.Thread(target=work))
        workers[-1].start()

    monkeypatch.setattr(tasks.run_jobs, "apply_async", on_a_worker_of_its_own)
    put(RECALCULATE_DUE_DATES)
    tasks.start_due_jobs()
    assert begun.wait(30)
    put(SEND_EMAIL, MAKE_PDF)

    tasks.start_due_jobs()
    blocked, *others = workers
    for worker in others:
        worker.join(30)

    assert sorted(done) == ["make_pdf", "send_email"]
    assert len(others) == 2  # no second worker for the kind that is blocked
    assert Job.objects.get(kind="recalculate_due_dates").done_at is None
    goes_on.set()
    blocked.join(30)
    assert not Job.objects.filter(done_at=None).exists()


@pytest.mark.django_db
def test_a_failing_kind_holds_up_no_other(monkeypatch):
    done = []

    def fail(_run):
        raise OSError("no route")

    handle(monkeypatch, SEND_EMAIL, fail)
    handle(monkeypatch, MAKE_PDF, done.append)
    monkeypatch.setattr(
        tasks.run_jobs,
        "apply_async",
        lambda *, kwargs, **_options: tasks.run_jobs(**kwargs),
    )
    put(SEND_EMAIL, MAKE_PDF)

    tasks.start_due_jobs()

    assert len(done) == 1
    assert "no route" in Job.objects.get(kind="send_email").last_error


def test_a_broker_that_is_down_does_not_fail_the_page(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    def be_down(**_options):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.run_jobs, "apply_async", be_down)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        tasks.start_jobs_on_commit(MAKE_PDF)


def test_after_a_failure_the_broker_is_left_alone_for_some_seconds(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    tried = []

    def be_down(**_options):
        tried.append(tasks.monotonic())
        raise OperationalError("no broker")

    def wake():
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            tasks.start_jobs_on_commit(MAKE_PDF)

    monkeypatch.setattr(tasks.run_jobs, "apply_async", be_down)
    for _ in range(9):
        wake()
    assert len(tried) == 1

    monkeypatch.setattr(
        tasks, "_broker_failed_at", tried[0] - tasks.BROKER_REST_SECONDS
    )
    wake()
    assert len(tried) == 2


def test_mail_and_reading_have_queues_that_a_worker_takes_from(settings):
    kinds = [handler.kind for handler in handlers.registered_handlers()]
    queues = {kind.name: kind.queue for kind in kinds}

    assert queues["send_email"] == queues["send_letter"] == "mail"
    assert queues["scan_enclosure"] == queues["read_previous_response"] == "reading"
    timed = settings.CELERY_BEAT_SCHEDULE.values()
    used = {
        one["options"]["queue"] for one in timed if "queue" in one.get("options", {})
    }
    assert {*queues.values(), *used} == {
        one.name for one in settings.CELERY_TASK_QUEUES
    }
