"""Jobs take effect once, and jobs needing attention are left to a person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from requests_app.calendars.recalculating import RECALCULATE_DUE_DATES
from requests_app.jobs import queue
from requests_app.jobs.emails import MAIL_ATTEMPTS, SEND_EMAIL
from requests_app.jobs.handlers import MOST_ATTEMPTS, Handler, JobKind, Run
from requests_app.jobs.queue import (
    DecisionNotPossible,
    NotFinished,
    OutcomeUnknown,
    cancel_job,
    claim,
    enqueue,
    hasten,
    kinds_due,
    retry_job,
    run_due,
)
from requests_app.models import Job, JobDecision
from responses.letters.records import MAKE_PDF
from tests.factories import FOIRequestFactory, UserFactory

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
# Sending e-mails, were it harmless to send one twice.
KIND = JobKind(name="send_email", label="Send an e-mail", may_be_cancelled=True)


@pytest.fixture
def job(db):
    with transaction.atomic():
        return enqueue(kind=KIND, idempotency_key="tell-sam", payload={})


def run(effect, kind=KIND, key=""):
    return run_due(handler=Handler(kind, effect), on=ON, at=AT, key=key)


def lose_the_worker(job):
    """Leave the job as a worker does that dies at it."""
    taken = claim(kind=KIND)
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

    run(done.append, kind=replace(KIND, most_at_once=1))

    assert [one.job for one in done] == [job]


def test_a_job_that_is_named_is_taken_and_no_other(job):
    with transaction.atomic():
        other = enqueue(kind=KIND, idempotency_key="tell-alex", payload={})
    done = []

    run(done.append, key=other.idempotency_key)

    assert [one.job for one in done] == [other]


def test_a_turn_that_is_over_begins_no_job(job):
    done = []

    run(done.append, kind=replace(KIND, turn_seconds=0))

    assert done == []


def test_a_job_that_is_not_finished_waits_for_the_next_turn(job):
    taken = []

    def get_on(run):
        taken.append(run.job)
        if len(taken) < MOST_ATTEMPTS + 2:
            raise NotFinished

    succeeded = [run(get_on) for _ in range(MOST_ATTEMPTS + 2)]

    job.refresh_from_db()
    assert succeeded == [*[0] * (MOST_ATTEMPTS + 1), 1]
    assert job.done_at is not None
    assert not job.needs_attention


def test_a_job_that_gets_on_needs_no_attention(job):
    Job.objects.update(created_at=Now() - timedelta(hours=1))

    def get_on(_run):
        raise NotFinished

    run(get_on)

    job.refresh_from_db()
    assert not Job.objects.needing_attention(at=job.wanted_at + timedelta(minutes=14))


def test_a_lease_extended_keeps_the_job_from_others(job):
    Job.objects.update(kind="recalculate_due_dates")
    taken = claim(kind=RECALCULATE_DUE_DATES)
    Job.objects.update(leased_until=Now() - timedelta(seconds=1))

    Run(job=taken, on=ON, at=AT, ends=0).extend_lease()

    assert claim(kind=RECALCULATE_DUE_DATES) is None


def test_what_must_not_be_repeated_is_left_to_a_person(job):
    lose_the_worker(job)

    assert claim(kind=SEND_EMAIL) is None

    job.refresh_from_db()
    assert job.needs_attention
    assert "may have taken effect" in job.last_error


def test_a_failure_is_tried_again_later(job):
    def fail(_run):
        raise OSError("no route")

    succeeded = run(fail)

    job.refresh_from_db()
    assert succeeded == 0
    assert job.last_error == "OSError: no route"
    assert job.due_at > job.created_at + timedelta(seconds=10)
    assert not job.needs_attention


def test_a_failed_job_asked_for_again_is_tried_at_once(job):
    def fail(_run):
        raise OSError

    run(fail)

    hasten(job=job)

    assert claim(kind=KIND) == job


def test_asking_again_takes_no_job_from_its_worker(job):
    claim(kind=KIND)

    hasten(job=job)

    assert claim(kind=KIND) is None


def test_an_effect_with_an_unknown_outcome_is_not_tried_again(job):
    def lose_the_line(_run):
        raise OutcomeUnknown("the line went dead")

    run(lose_the_line)

    job.refresh_from_db()
    assert job.needs_attention
    assert claim(kind=KIND) is None


def test_an_job_that_keeps_failing_is_left_to_a_person(job):
    Job.objects.update(attempts=MAIL_ATTEMPTS - 1)

    def fail(_run):
        raise OSError

    run(fail)

    job.refresh_from_db()
    assert job.needs_attention


def test_done_is_done(job):
    done = []

    first = run(done.append)
    second = run(done.append)

    assert (first, second, len(done)) == (1, 0, 1)


def test_a_job_needs_attention_once_it_has_waited_a_quarter_of_an_hour(job):
    now = job.created_at

    assert not Job.objects.needing_attention(at=now + timedelta(minutes=14))
    assert Job.objects.needing_attention(at=now + timedelta(minutes=16)).get() == job


def test_a_person_may_have_it_tried_again(job, manager):
    queue.mark_failed(job=claim(kind=KIND), error="?", may_have_happened=True)

    retry_job(job=job, by=manager)

    assert claim(kind=KIND) == job
    decision = JobDecision.objects.get()
    assert (decision.decision, decision.by) == ("retry", manager)


def test_a_person_may_cancel_a_job_and_says_why(job, manager):
    cancel_job(job=job, reason="Told by telephone.", by=manager)

    assert claim(kind=KIND) is None
    assert not Job.objects.waiting().exists()
    assert JobDecision.objects.get().reason == "Told by telephone."


def test_what_has_been_done_is_not_decided_on(job, manager):
    run(lambda _run: None)

    with pytest.raises(DecisionNotPossible, match="dealt with"):
        retry_job(job=job, by=manager)


def test_what_is_being_done_is_not_decided_on(job, manager):
    claim(kind=KIND)

    with pytest.raises(DecisionNotPossible, match="running now"):
        cancel_job(job=job, reason="?", by=manager)


@pytest.mark.parametrize("kind", [MAKE_PDF, RECALCULATE_DUE_DATES])
def test_a_job_that_the_law_rests_on_is_never_cancelled(manager, kind):
    job = enqueue(kind=kind, idempotency_key="x", payload={})

    with pytest.raises(DecisionNotPossible, match="cannot be cancelled"):
        cancel_job(job=job, reason="?", by=manager)


def test_jobs_are_shown_to_those_who_see_the_request_or_in_their_authority(manager):
    own = manager.authority
    mine = FOIRequestFactory(authority=own)
    secret = FOIRequestFactory(authority=own, is_restricted=True)
    elsewhere = FOIRequestFactory()
    enqueue(kind=KIND, idempotency_key="a", payload={}, foi_request=mine)
    for key, other in (("b", elsewhere), ("c", secret)):
        # The authority of a job does not show a request out of sight.
        enqueue(
            kind=KIND,
            idempotency_key=key,
            payload={},
            foi_request=other,
            authority=own,
        )
    for key, authority in (("d", own), ("e", elsewhere.authority), ("f", None)):
        enqueue(
            kind=RECALCULATE_DUE_DATES,
            idempotency_key=key,
            payload={},
            authority=authority,
        )

    def seen(user):
        return [each.idempotency_key for each in Job.objects.visible_to(user)]

    assert seen(manager) == ["a", "d"]
    # A job of the whole installation is shown to its owners.
    assert seen(UserFactory(roles=["manager", "owner"], authority=own)) == [
        "a",
        "d",
        "f",
    ]
    assert seen(UserFactory(roles=["manager"], authority=None)) == []


def put(job_kind, key, **given):
    with transaction.atomic():
        made = enqueue(kind=job_kind, idempotency_key=key, payload={})
    Job.objects.filter(pk=made.pk).update(**given)


@pytest.mark.django_db
def test_kinds_with_a_job_due_are_told_the_longest_waiting_first():
    put(SEND_EMAIL, "a", due_at=Now() - timedelta(minutes=1))
    put(SEND_EMAIL, "b", due_at=Now() - timedelta(minutes=9))
    put(MAKE_PDF, "c", due_at=Now() - timedelta(minutes=5))

    assert kinds_due() == [SEND_EMAIL, MAKE_PDF]


@pytest.mark.django_db
def test_a_kind_that_no_worker_is_at_comes_before_one_that_waits_longer():
    put(SEND_EMAIL, "a", leased_until=Now() + timedelta(minutes=1))
    put(SEND_EMAIL, "b", due_at=Now() - timedelta(minutes=9))
    put(MAKE_PDF, "c", due_at=Now() - timedelta(minutes=1))

    assert kinds_due() == [MAKE_PDF, SEND_EMAIL]


@pytest.mark.django_db
def test_a_kind_whose_worker_died_is_due():
    put(MAKE_PDF, "a", leased_until=Now() - timedelta(seconds=1))

    assert kinds_due() == [MAKE_PDF]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state",
    [
        {"done_at": Now()},
        {"needs_attention": True},
        {"due_at": Now() + timedelta(minutes=1)},
        {"leased_until": Now() + timedelta(minutes=1)},
    ],
)
def test_a_kind_with_nothing_a_worker_could_take_is_not_due(state):
    put(MAKE_PDF, "a", **state)

    assert kinds_due() == []


@pytest.mark.django_db
def test_a_kind_of_a_newer_release_is_left_to_it():
    put(MAKE_PDF, "a", kind="of_a_newer_release")

    assert kinds_due() == []
