"""Bulk letters: each is issued once, independently of the others."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from requests_app.jobs.handlers import Handler
from requests_app.jobs.queue import run_due
from requests_app.models import Job
from responses.batches import running
from responses.batches.queueing import RUN_BATCH
from responses.models import BatchItem, Dispatch, Letter
from responses.procedural import at_once
from responses.procedural.history import ProceduralHistory
from responses.procedural.services import (
    issue_procedural_letter,
    save_procedural_letter,
)
from statute.notices import LetterType
from tests.responses.batches.asked import ACKNOWLEDGEMENT, AT, ON, ask, errors, run


def lease_runs_out():
    Job.objects.update(leased_until=Now() - timedelta(seconds=1))


def in_another_thread(work):
    """Do something with another connection to the database."""

    def closing():
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(closing).result()


def test_each_request_gets_its_own_letter_and_each_goes_out(foi_requests, officer):
    batch = ask(foi_requests, officer)

    done = run()

    letters = Letter.objects.filter(type=ACKNOWLEDGEMENT)
    assert done == 3
    assert errors(batch) == []
    assert {letter.foi_request for letter in letters} == set(foi_requests)
    for letter in letters:
        assert letter.foi_request.reference in letter.html
        assert letter.dispatches.get().address == letter.foi_request.requester_email


def test_running_again_writes_nothing_twice(foi_requests, officer):
    ask(foi_requests, officer)

    assert run() == 3
    assert run() == 0
    assert Letter.objects.count() == 3


def test_one_that_fails_stops_no_other_and_changes_nothing(foi_requests, officer):
    lost = foi_requests[1]
    lost.requester_email = lost.requester_address = ""
    lost.save()
    batch = ask(foi_requests, officer)

    run()

    assert Letter.objects.count() == 2
    assert errors(batch) == [
        "No e-mail address and no postal address of the requester is on record."
    ]
    assert not lost.letters.exists()
    assert not lost.procedural_drafts.exists()
    assert not lost.history.filter(
        kind=ProceduralHistory.PROCEDURAL_LETTER_ISSUED
    ).exists()


def test_a_letter_that_cannot_be_posted_is_left_out(foi_requests, officer):
    unposted = foi_requests[1]
    unposted.requester_email = ""
    unposted.requester_address = "12 Example Street\nMidtown"
    unposted.save()
    batch = ask(foi_requests, officer)

    run()

    (error,) = errors(batch)
    assert "must be its postcode" in error
    assert not unposted.letters.exists()


def test_a_letter_somebody_is_writing_is_left_to_them(foi_requests, officer):
    save_procedural_letter(
        foi_request=foi_requests[0],
        kind=ACKNOWLEDGEMENT,
        details={"remarks": "Nearly done"},
        version=0,
        by=officer,
        on=ON,
        at=AT,
    )
    batch = ask(foi_requests, officer)

    run()

    assert "This letter has already been started" in errors(batch)[0]
    assert Letter.objects.count() == 2


def test_a_request_that_became_restricted_meanwhile_is_left_alone(
    foi_requests, officer
):
    batch = ask(foi_requests, officer)
    foi_requests[0].is_restricted = True
    foi_requests[0].save()

    run()

    assert errors(batch) == ["You may no longer see this request."]


def test_an_unforeseen_failure_is_kept_from_the_others(
    foi_requests, officer, monkeypatch, caplog
):
    issue = issue_procedural_letter

    def stumble(**given):
        if given["foi_request"] == foi_requests[1]:
            issue(**given)
            raise RuntimeError("the disk is on fire")
        return issue(**given)

    monkeypatch.setattr(at_once, "issue_procedural_letter", stumble)
    batch = ask(foi_requests, officer)

    run()

    assert Letter.objects.count() == 2
    assert "this letter was not written" in errors(batch)[0]
    assert "disk is on fire" in caplog.text


def test_letters_need_not_be_sent(foi_requests, officer):
    ask(foi_requests, officer, is_sent=False)

    run()

    assert Letter.objects.count() == 3
    assert not Dispatch.objects.exists()


def test_a_delay_is_told_to_many_by_the_same_words(foi_requests, officer):
    batch = ask(
        foi_requests,
        officer,
        kind=LetterType.DELAY_NOTICE,
        said={"reason": "A flood closed our office.", "until": "2026-04-10"},
    )

    run()

    assert errors(batch) == []
    for letter in Letter.objects.all():
        assert "A flood closed our office." in letter.html
        assert "10 April 2026" in letter.html


def test_an_item_that_kills_its_workers_is_given_up(foi_requests, officer):
    batch = ask(foi_requests[:1], officer)
    for _ in range(running.MOST_ATTEMPTS):
        running._take(batch)  # and the worker dies

    run()

    assert errors(batch) == ["The worker stopped 3 times during this letter."]
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_an_item_leaves_it_to_the_next(foi_requests, officer):
    batch = ask(foi_requests, officer)
    connection.close()
    child = os.fork()
    if not child:
        issue = running.issue_at_once

        def die(**given):
            issue(**given)
            if Letter.objects.count() == 2:
                os._exit(9)  # while this item is still uncommitted

        running.issue_at_once = die
        try:
            run()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 9
    assert Letter.objects.count() == 1
    assert run() == 0  # the dead worker's lease holds
    lease_runs_out()
    assert run() == 2
    assert errors(batch) == []
    assert Letter.objects.values("foi_request").distinct().count() == 3


def test_a_batch_whose_turn_is_over_goes_on_in_the_next(foi_requests, officer):
    ask(foi_requests, officer)

    def one_letter_a_turn(run):
        running.run_batch(replace(run, ends=0))

    for done in (1, 2, 3):
        run_due(handler=Handler(RUN_BATCH, one_letter_a_turn), on=ON, at=AT)
        assert Letter.objects.count() == done
    run()

    assert Job.objects.get(kind=RUN_BATCH.name).done_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_batch_stays_to_be_done_while_another_worker_is_at_its_last_item(
    foi_requests, officer
):
    batch = ask(foi_requests[:1], officer)
    with transaction.atomic():
        list(BatchItem.objects.select_for_update())
        in_another_thread(run)
        assert Job.objects.get(kind=RUN_BATCH.name).done_at is None

    assert run() == 1
    assert errors(batch) == []
