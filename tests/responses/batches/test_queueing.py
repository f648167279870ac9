"""Bulk letters are queued once, stopped, and tried again."""

import uuid

import pytest

from responses.batches.queueing import (
    BatchNotPossible,
    stop_batch,
    try_failed_again,
    write_letters,
)
from responses.models import Batch, BatchItem, Letter
from statute.notices import LetterType
from tests.factories import FOIRequestFactory
from tests.responses.batches.asked import ACKNOWLEDGEMENT, AT, ask, errors, run


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
