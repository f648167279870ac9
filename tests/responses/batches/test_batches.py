"""Bulk letters: each is issued once, independently of the others."""

import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from pypdf import PdfReader

from requests_app.jobs.handlers import Handler
from requests_app.jobs.queue import run_due
from requests_app.models import Job
from responses.batches import running
from responses.batches.printing import read_file
from responses.batches.queueing import (
    RUN_BATCH,
    BatchNotPossible,
    reprint_letters,
    stop_batch,
    try_failed_again,
    write_letters,
)
from responses.letters.pages import sha256_of
from responses.letters.records import attach_pdf
from responses.models import Batch, BatchItem, Dispatch, Letter
from responses.procedural.history import ProceduralHistory
from responses.procedural.services import (
    issue_procedural_letter,
    save_procedural_letter,
)
from statute.notices import LetterType
from tests.factories import FOIRequestFactory, LetterFactory, QuestionFactory
from tests.jobs import run_jobs

ON = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
ACKNOWLEDGEMENT = LetterType.ACKNOWLEDGEMENT


@pytest.fixture
def foi_requests(officer):
    """Three registered requests of the officer's authority."""
    made = [
        FOIRequestFactory(
            authority=officer.authority,
            received_on=date(2026, 3, 2),
            due_on=date(2026, 3, 31),
            requester_email=f"person{number}@example.org",
        )
        for number in range(3)
    ]
    for foi_request in made:
        QuestionFactory(foi_request=foi_request)
    return made


def ask(foi_requests, officer, *, kind=ACKNOWLEDGEMENT, said=None, is_sent=True):
    return write_letters(
        foi_requests=foi_requests,
        kind=kind,
        said=said or {"remarks": ""},
        is_sent=is_sent,
        by=officer,
        at=AT,
        form_key=uuid.uuid4(),
    )


def run():
    """Run what waits in batches; return how many items were done."""
    done = BatchItem.objects.filter(done_at__isnull=False)
    before = done.count()
    run_jobs(RUN_BATCH, on=ON, at=AT)
    return done.count() - before


def lease_runs_out():
    Job.objects.update(leased_until=Now() - timedelta(seconds=1))


def issued(officer, pages=1):
    """Return a letter of so many pages, without its PDF."""
    sheets = "".join(
        f'<p style="break-before: page">Page {number}.</p>' for number in range(pages)
    )
    html = (
        '<!DOCTYPE html><html lang="en"><head><title>Letter</title></head>'
        f"<body>{sheets}</body></html>"
    )
    return LetterFactory(
        foi_request__authority=officer.authority,
        cleared_by=officer,
        html=html,
        html_sha256=sha256_of(html),
    )


def in_another_thread(work):
    """Do something with another connection to the database."""

    def closing():
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(closing).result()


def errors(batch):
    return list(batch.items.failed().values_list("error", flat=True))


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


def test_what_failed_can_be_tried_again(foi_requests, officer):
    lost = foi_requests[1]
    lost.requester_email = lost.requester_address = ""
    lost.save()
    batch = ask(foi_requests, officer)
    run()
    lost.requester_email = "found@example.org"
    lost.save()

    again = try_failed_again(batch=batch)
    run()

    assert again == 1
    assert errors(batch) == []
    assert Letter.objects.count() == 3


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

    monkeypatch.setattr(running, "issue_procedural_letter", stumble)
    batch = ask(foi_requests, officer)

    run()

    assert Letter.objects.count() == 2
    assert "this letter was not written" in errors(batch)[0]
    assert "disk is on fire" in caplog.text


def test_the_same_form_sent_twice_is_one_batch(foi_requests, officer):
    key = uuid.uuid4()
    given = {
        "foi_requests": foi_requests,
        "kind": ACKNOWLEDGEMENT,
        "said": {"remarks": ""},
        "is_sent": False,
        "by": officer,
        "at": AT,
        "form_key": key,
    }

    first, second = (write_letters(**given) for _ in range(2))

    assert first == second
    assert BatchItem.objects.count() == 3


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


def test_a_letter_that_differs_from_request_to_request_is_refused(
    foi_requests, officer
):
    with pytest.raises(BatchNotPossible, match="Write it on the page of each request"):
        ask(foi_requests, officer, kind=LetterType.FEES_NOTICE)


def test_what_was_stopped_stays_undone_until_it_goes_on(foi_requests, officer):
    batch = ask(foi_requests, officer)
    stop_batch(batch=batch, at=AT)

    assert run() == 0
    assert try_failed_again(batch=batch) == 3
    assert run() == 3


def test_nothing_can_be_stopped_or_tried_again_that_is_over(foi_requests, officer):
    batch = ask(foi_requests, officer)
    run()

    with pytest.raises(BatchNotPossible, match="nothing to stop"):
        stop_batch(batch=batch, at=AT)
    with pytest.raises(BatchNotPossible, match="No letter failed"):
        try_failed_again(batch=batch)


@pytest.mark.parametrize(
    ("number", "refusal"), [(0, "Choose at least one"), (501, "has 500 at most")]
)
def test_a_batch_has_at_least_one_and_not_too_many(officer, number, refusal):
    one = FOIRequestFactory(authority=officer.authority)

    with pytest.raises(BatchNotPossible, match=refusal):
        ask([one] * number, officer)

    assert not Batch.objects.exists()


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
        issue = issue_procedural_letter

        def die(**given):
            issue(**given)
            if Letter.objects.count() == 2:
                os._exit(9)  # while this item is still uncommitted

        running.issue_procedural_letter = die
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


def test_letters_are_put_into_one_file_each_on_its_own_sheet(officer):
    letters = [issued(officer, pages) for pages in (1, 2, 1)]
    for letter in letters:
        attach_pdf(letter=letter, on=ON)
    batch = reprint_letters(
        letters=letters,
        title="Letters of March",
        by=officer,
        at=AT,
        form_key=uuid.uuid4(),
    )

    run()

    batch.refresh_from_db()
    pages = PdfReader(BytesIO(read_file(batch))).pages
    assert batch.items.filter(done_at__isnull=False).count() == 3
    assert len(pages) == 6
    assert [bool(page.extract_text().strip()) for page in pages] == [
        True,
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_letter_without_its_pdf_is_named_and_the_others_are_printed(officer):
    made, waiting = issued(officer), issued(officer)
    attach_pdf(letter=made, on=ON)
    batch = reprint_letters(
        letters=[made, waiting],
        title="Letters",
        by=officer,
        at=AT,
        form_key=uuid.uuid4(),
    )

    run()

    batch.refresh_from_db()
    assert errors(batch) == ["Its PDF is still being made. Try again in a minute."]
    assert batch.file
