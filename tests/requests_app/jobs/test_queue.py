"""Work to be done later: each effect once, and what is stuck is for a person."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from requests_app.jobs import queue
from requests_app.jobs.queue import (
    MOST_ATTEMPTS,
    DecisionNotPossible,
    InDoubt,
    dismiss_errand,
    put_off,
    retry_errand,
    run_waiting,
    take,
)
from requests_app.models import Errand, ErrandDecision, FOIRequest
from tests.factories import FOIRequestFactory

KIND = Errand.Kind.SEND_EMAIL


@pytest.fixture
def errand(db):
    with transaction.atomic():
        return put_off(kind=KIND, effect_key="tell-sam", payload={})


def lose_the_worker(errand):
    """Leave the errand as a worker does that dies at it."""
    taken = take(kind=errand.kind)
    Errand.objects.filter(pk=taken.pk).update(leased_until=Now() - timedelta(seconds=1))
    return taken


@pytest.mark.django_db(transaction=True)
def test_an_errand_is_written_with_what_decides_on_it():
    with pytest.raises(RuntimeError, match="in the transaction"):
        put_off(kind=KIND, effect_key="x", payload={})


def test_the_same_effect_asked_for_twice_is_one_errand(errand):
    again = put_off(kind=KIND, effect_key="tell-sam", payload={"other": 1})

    assert again == errand
    assert again.payload == {}


def test_an_errand_taken_is_not_taken_again(errand):
    assert take(kind=KIND) == errand

    assert take(kind=KIND) is None


def test_an_errand_whose_worker_died_is_taken_again(errand):
    lose_the_worker(errand)

    assert take(kind=KIND) == errand


def test_an_errand_that_keeps_killing_workers_is_left_to_a_person(errand):
    for _ in range(MOST_ATTEMPTS):
        lose_the_worker(errand)

    assert take(kind=KIND) is None

    errand.refresh_from_db()
    assert errand.needs_attention
    assert "8 times" in errand.last_error


def test_a_sweep_stops_when_it_has_done_enough(errand):
    with transaction.atomic():
        put_off(kind=KIND, effect_key="tell-alex", payload={})
    done = []

    run_waiting(kind=KIND, effect=done.append, at_most=1)

    assert done == [errand]


def test_what_must_not_be_repeated_is_left_to_a_person(errand):
    lose_the_worker(errand)

    assert take(kind=KIND, is_repeatable=False) is None

    errand.refresh_from_db()
    assert errand.needs_attention
    assert "may have happened" in errand.last_error


def test_a_failure_is_tried_again_later(errand):
    def fail(_errand):
        raise OSError("no route")

    succeeded = run_waiting(kind=KIND, effect=fail)

    errand.refresh_from_db()
    assert succeeded == 0
    assert errand.last_error == "OSError: no route"
    assert errand.due_at > errand.created_at + timedelta(seconds=10)
    assert not errand.needs_attention


def test_an_effect_in_doubt_is_not_tried_again(errand):
    def doubt(_errand):
        raise InDoubt("the line went dead")

    run_waiting(kind=KIND, effect=doubt)

    errand.refresh_from_db()
    assert errand.needs_attention
    assert take(kind=KIND) is None


def test_an_errand_that_keeps_failing_is_left_to_a_person(errand):
    Errand.objects.update(attempts=MOST_ATTEMPTS - 1)

    def fail(_errand):
        raise OSError

    run_waiting(kind=KIND, effect=fail)

    errand.refresh_from_db()
    assert errand.needs_attention


def test_done_is_done(errand):
    done = []

    first = run_waiting(kind=KIND, effect=done.append)
    second = run_waiting(kind=KIND, effect=done.append)

    assert (first, second, len(done)) == (1, 0, 1)


def test_work_is_stuck_once_it_has_waited_a_quarter_of_an_hour(errand):
    now = errand.created_at

    assert not Errand.objects.stuck(at=now + timedelta(minutes=14))
    assert Errand.objects.stuck(at=now + timedelta(minutes=16)).get() == errand


def test_a_person_may_have_it_tried_again(errand, manager):
    queue.fail(errand=take(kind=KIND), error="?", may_have_happened=True)

    retry_errand(errand=errand, by=manager)

    assert take(kind=KIND) == errand
    decision = ErrandDecision.objects.get()
    assert (decision.decision, decision.by) == ("retry", manager)


def test_a_person_may_give_it_up_and_says_why(errand, manager):
    dismiss_errand(errand=errand, because="Told by telephone.", by=manager)

    assert take(kind=KIND) is None
    assert not Errand.objects.waiting().exists()
    assert ErrandDecision.objects.get().because == "Told by telephone."


def test_what_has_been_done_is_not_decided_on(errand, manager):
    run_waiting(kind=KIND, effect=lambda _errand: None)

    with pytest.raises(DecisionNotPossible, match="dealt with"):
        retry_errand(errand=errand, by=manager)


def test_what_is_being_done_is_not_decided_on(errand, manager):
    take(kind=KIND)

    with pytest.raises(DecisionNotPossible, match="just now"):
        dismiss_errand(errand=errand, because="?", by=manager)


@pytest.mark.parametrize(
    "kind", [Errand.Kind.MAKE_PDF, Errand.Kind.RECOMPUTE_DUE_DATES]
)
def test_what_the_law_rests_on_is_never_given_up(manager, kind):
    errand = put_off(kind=kind, effect_key="x", payload={})

    with pytest.raises(DecisionNotPossible, match="must be done"):
        dismiss_errand(errand=errand, because="?", by=manager)


def test_errands_are_there_for_whoever_sees_their_request(officer, manager):
    mine = FOIRequestFactory(authority=officer.authority)
    put_off(kind=KIND, effect_key="a", payload={}, foi_request=mine)
    put_off(kind=KIND, effect_key="b", payload={}, foi_request=FOIRequestFactory())

    put_off(kind=Errand.Kind.RECOMPUTE_DUE_DATES, effect_key="c", payload={})

    visible = FOIRequest.objects.visible_to(manager)

    assert [each.effect_key for each in Errand.objects.of(visible)] == ["a", "c"]
