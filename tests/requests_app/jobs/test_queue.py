"""Jobs take effect once, and stuck jobs are left to a person."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from requests_app.jobs import queue
from requests_app.jobs.queue import (
    MOST_ATTEMPTS,
    DecisionNotPossible,
    OutcomeUnknown,
    cancel_job,
    claim,
    enqueue,
    retry_job,
    run_pending,
)
from requests_app.models import FOIRequest, Job, JobDecision
from tests.factories import FOIRequestFactory

KIND = Job.Kind.SEND_EMAIL


@pytest.fixture
def job(db):
    with transaction.atomic():
        return enqueue(kind=KIND, idempotency_key="tell-sam", payload={})


def lose_the_worker(job):
    """Leave the job as a worker that died during the job would."""
    taken = claim(kind=job.kind)
    Job.objects.filter(pk=taken.pk).update(leased_until=Now() - timedelta(seconds=1))
    return taken


@pytest.mark.django_db(transaction=True)
def test_an_job_is_written_with_what_decides_on_it():
    with pytest.raises(RuntimeError, match="in the transaction"):
        enqueue(kind=KIND, idempotency_key="x", payload={})


def test_the_same_effect_asked_for_twice_is_one_job(job):
    again = enqueue(kind=KIND, idempotency_key="tell-sam", payload={"other": 1})

    assert again == job
    assert again.payload == {}


def test_an_job_taken_is_not_taken_again(job):
    assert claim(kind=KIND) == job

    assert claim(kind=KIND) is None


def test_an_job_whose_worker_died_is_taken_again(job):
    lose_the_worker(job)

    assert claim(kind=KIND) == job


def test_an_job_that_keeps_killing_workers_is_left_to_a_person(job):
    for _ in range(MOST_ATTEMPTS):
        lose_the_worker(job)

    assert claim(kind=KIND) is None

    job.refresh_from_db()
    assert job.needs_attention
    assert "8 times" in job.last_error


def test_a_sweep_stops_when_it_has_done_enough(job):
    with transaction.atomic():
        enqueue(kind=KIND, idempotency_key="tell-alex", payload={})
    done = []

    run_pending(kind=KIND, effect=done.append, at_most=1)

    assert done == [job]


def test_what_must_not_be_repeated_is_left_to_a_person(job):
    lose_the_worker(job)

    assert claim(kind=KIND, is_repeatable=False) is None

    job.refresh_from_db()
    assert job.needs_attention
    assert "may have happened" in job.last_error


def test_a_failure_is_tried_again_later(job):
    def fail(_job):
        raise OSError("no route")

    succeeded = run_pending(kind=KIND, effect=fail)

    job.refresh_from_db()
    assert succeeded == 0
    assert job.last_error == "OSError: no route"
    assert job.due_at > job.created_at + timedelta(seconds=10)
    assert not job.needs_attention


def test_an_effect_in_doubt_is_not_tried_again(job):
    def doubt(_job):
        raise OutcomeUnknown("the line went dead")

    run_pending(kind=KIND, effect=doubt)

    job.refresh_from_db()
    assert job.needs_attention
    assert claim(kind=KIND) is None


def test_an_job_that_keeps_failing_is_left_to_a_person(job):
    Job.objects.update(attempts=MOST_ATTEMPTS - 1)

    def fail(_job):
        raise OSError

    run_pending(kind=KIND, effect=fail)

    job.refresh_from_db()
    assert job.needs_attention


def test_done_is_done(job):
    done = []

    first = run_pending(kind=KIND, effect=done.append)
    second = run_pending(kind=KIND, effect=done.append)

    assert (first, second, len(done)) == (1, 0, 1)


def test_work_is_stuck_once_it_has_waited_a_quarter_of_an_hour(job):
    now = job.created_at

    assert not Job.objects.stuck(at=now + timedelta(minutes=14))
    assert Job.objects.stuck(at=now + timedelta(minutes=16)).get() == job


def test_a_person_may_have_it_tried_again(job, manager):
    queue.mark_failed(job=claim(kind=KIND), error="?", may_have_happened=True)

    retry_job(job=job, by=manager)

    assert claim(kind=KIND) == job
    decision = JobDecision.objects.get()
    assert (decision.decision, decision.by) == ("retry", manager)


def test_a_person_may_give_it_up_and_says_why(job, manager):
    cancel_job(job=job, reason="Told by telephone.", by=manager)

    assert claim(kind=KIND) is None
    assert not Job.objects.waiting().exists()
    assert JobDecision.objects.get().reason == "Told by telephone."


def test_what_has_been_done_is_not_decided_on(job, manager):
    run_pending(kind=KIND, effect=lambda _job: None)

    with pytest.raises(DecisionNotPossible, match="dealt with"):
        retry_job(job=job, by=manager)


def test_what_is_being_done_is_not_decided_on(job, manager):
    claim(kind=KIND)

    with pytest.raises(DecisionNotPossible, match="just now"):
        cancel_job(job=job, reason="?", by=manager)


@pytest.mark.parametrize("kind", [Job.Kind.MAKE_PDF, Job.Kind.RECALCULATE_DUE_DATES])
def test_what_the_law_rests_on_is_never_given_up(manager, kind):
    job = enqueue(kind=kind, idempotency_key="x", payload={})

    with pytest.raises(DecisionNotPossible, match="must be done"):
        cancel_job(job=job, reason="?", by=manager)


def test_jobs_are_there_for_whoever_sees_their_request(officer, manager):
    mine = FOIRequestFactory(authority=officer.authority)
    enqueue(kind=KIND, idempotency_key="a", payload={}, foi_request=mine)
    enqueue(kind=KIND, idempotency_key="b", payload={}, foi_request=FOIRequestFactory())

    enqueue(kind=Job.Kind.RECALCULATE_DUE_DATES, idempotency_key="c", payload={})

    visible = FOIRequest.objects.visible_to(manager)

    assert [each.idempotency_key for each in Job.objects.of(visible)] == ["a", "c"]
