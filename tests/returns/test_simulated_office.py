"""An office over five months: its kept facts, recomputed from history and letters.

Requests move through the services day by day. Afterwards the facts kept with each
request are worked out again by slow plain Python that shares nothing with the product:
the working days are counted one by one, from holidays written down here. The state of
each request at the end of each month is noted during the months, and must be what the
history tells afterwards.
"""

import random
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta

import pytest

from requests_app.casework.closing import (
    lapse_request,
    reopen_request,
    withdraw_request,
)
from requests_app.clock.events import (
    recalculate_due_date,
    receive_clarification,
    seek_clarification,
)
from requests_app.clock.extensions import extend_time
from requests_app.models import FOIRequest
from responses.clearance.services import clear_response, send_for_clearance
from responses.issuing.services import issue_response
from responses.letters.composing import compose
from responses.letters.pages import sha256_of_words
from responses.models import Letter, LetterStatement
from returns.counting import count
from returns.dimensions import Moment
from returns.population import Period, classified, population
from returns.reports import WHOLE, reports
from tests.factories import FOIRequestFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 2, 2), date(2026, 6, 30)
MONTH_ENDS = [
    date(2026, 2, 28),
    date(2026, 3, 31),
    date(2026, 4, 30),
    date(2026, 5, 31),
]
# Bank holidays of any part of the United Kingdom in these months: FOIA s.10(6).
HOLIDAYS = {
    date(2026, 3, 17), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4),
    date(2026, 5, 25),
}  # fmt: skip
ANSWERS = [
    kinds.full_disclosure,
    kinds.partial_disclosure,
    kinds.full_refusal,
    kinds.ncnd,
    kinds.mixed_with_ncnd,
    kinds.not_held,
    kinds.cost_refusal,
    kinds.vexatious_or_repeated,
]
GIVING, REFUSING = {"disclosed", "partly_disclosed"}, {
    "withheld", "partly_disclosed", "ncnd", "cost", "vexatious", "repeated"
}  # fmt: skip


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days(after, number):
    """Return the working day that is so many after a day."""
    day = after
    while number:
        day += timedelta(days=1)
        number -= is_working(day)
    return day


def days_between(start, end):
    """Count the working days after the start, up to and including the end."""
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(map(is_working, span))


class Office:
    """An office whose requests follow stories, each step on its day."""

    def __init__(self, officer, approver):
        self.officer, self.approver = officer, approver
        self.steps = defaultdict(list)
        self.told = Counter()
        self.states = {}
        # The letters about cost and repetition name this earlier request.
        FOIRequestFactory(
            authority=officer.authority,
            reference="FOI-2026-0099",
            received_on=date(2026, 1, 30),
            state="not_valid",
        )

    def begin(self, make, received_on, steps):
        """Receive a request, and plan its steps, each some working days after."""
        foi_request = make(
            authority=self.officer.authority,
            received_on=received_on,
            registered_on=received_on,
            due_on=None,
        )
        foi_request.answers.update(updated_by=self.officer)
        recalculate_due_date(foi_request)
        foi_request.save(update_fields=["due_on"])
        for after, step, *arguments in steps:
            day = working_days(received_on, after)
            self.steps[day].append((foi_request.pk, step, arguments))

    def run(self):
        day = FIRST
        while day <= LAST:
            for key, step, arguments in self.steps[day]:
                getattr(self, step)(FOIRequest.objects.get(pk=key), day, *arguments)
                self.told[step] += 1
            if day in MONTH_ENDS:
                found = FOIRequest.objects.filter(
                    received_on__gte=FIRST, received_on__lte=day
                )
                self.states[day] = dict(found.values_list("pk", "state"))
            day += timedelta(days=1)

    def _by(self, day):
        return {"by": self.officer, "on": day, "today": day}

    def seek(self, foi_request, day):
        seek_clarification(
            foi_request=foi_request, question="Which years?", **self._by(day)
        )

    def receive(self, foi_request, day):
        receive_clarification(
            foi_request=foi_request, clarification="2024.", **self._by(day)
        )

    def lapse(self, foi_request, day):
        lapse_request(foi_request=foi_request, reason="Silence.", **self._by(day))

    def withdraw(self, foi_request, day):
        withdraw_request(foi_request=foi_request, reason="Told us.", **self._by(day))

    def reopen(self, foi_request, day):
        reopen_request(
            foi_request=foi_request, reason="Asked again.", by=self.officer, on=day
        )

    def extend(self, foi_request, day, more):
        extend_time(
            foi_request=foi_request,
            until=working_days(foi_request.due_on, more),
            reason="To weigh it.",
            **self._by(day),
        )

    def clear(self, foi_request, day):
        at = datetime.combine(day, time(11), UTC)
        kinds.nothing_warns(foi_request, by=self.officer, on=day, at=at)
        sent = send_for_clearance(
            foi_request=foi_request, by=self.officer, on=day, at=at
        )
        clear_response(
            foi_request=sent,
            words_sha256=sha256_of_words(compose(sent, on=day)),
            by=self.approver,
            on=day,
            at=at,
        )

    def issue(self, foi_request, day):
        number = foi_request.letters.count() + 1
        at = datetime.combine(day, time(14), UTC)
        issue_response(
            foi_request=foi_request, number=number, by=self.officer, on=day, at=at
        )

    def give(self, foi_request, day):
        letter = foi_request.letters.order_by("number").last()
        kinds.hand_over(letter, by=self.officer, on=day)


def answered(after, posted=0):
    """Return the steps of an answer: cleared, issued, and given some days later."""
    return [(after, "clear"), (after, "issue"), (after + posted, "give")]


@pytest.fixture
def office(officer, approver):
    office = Office(officer, approver)
    chance = random.Random(14)  # noqa: S311 - the same office each time
    stories = [
        lambda: answered(chance.randint(3, 30), chance.randint(0, 6)),
        lambda: answered(chance.randint(3, 30), chance.randint(0, 6)),
        list,
        lambda: [(3, "seek"), (11, "receive"), *answered(chance.randint(12, 45))],
        lambda: [(4, "seek"), (68, "lapse")],
        lambda: [(5, "seek"), (6, "withdraw")],
        lambda: [(6, "withdraw"), (24, "reopen"), *answered(26)],
        lambda: [*answered(9), (25, "reopen")],
        lambda: [(15, "extend", 15), *answered(chance.choice([18, 30, 39]), 1)],
        lambda: [(2, "withdraw")],
    ]
    for number in range(60):
        story = stories[number % len(stories)]()
        is_extended = any(step == "extend" for _, step, *_ in story)
        make = kinds.full_refusal if is_extended else ANSWERS[number // 7 % 8]
        received_on = FIRST + timedelta(days=chance.randint(0, 45))
        office.begin(make, received_on, story)
    office.run()
    return office


def recomputed(foi_request):
    """Work out the facts of a request from its history and its letters."""
    history = list(foi_request.history.order_by("pk"))
    letters = list(foi_request.letters.order_by("number"))
    given = {
        letter: min(day for day in days if day)
        for letter in letters
        if (days := list(letter.dispatches.values_list("sent_on", flat=True)))
    }
    first = min(given.values(), default=None)
    start, until = foi_request.received_on, None
    original = extended_on = None
    for entry in history:
        if first and entry.on > first:
            break
        if entry.kind == "clarification_received":
            start, until = entry.on, None
        if entry.kind == "time_extended":
            original, extended_on = working_days(start, 20), entry.on
            until = date.fromisoformat(entry.changes["due_on"][1])
    due = until or working_days(start, 20)
    said, provisions, is_stated = {}, set(), False
    for letter in given:
        for each in letter.letter_answers.all():
            said[each.question_id] = each
        is_stated = LetterStatement.objects.filter(letter=letter).exists()
    for each in said.values():
        provisions |= set(each.provisions)
    for statement in LetterStatement.objects.filter(letter__in=given):
        provisions |= set(statement.provisions)
    outcomes = {each.outcome for each in said.values()}
    gave = bool(outcomes & GIVING)
    refused = bool(outcomes & REFUSING) or is_stated
    outcome = ""
    if given:
        outcome = {
            (True, True): "partly_refused",
            (False, True): "refused",
            (True, False): "granted",
            (False, False): "not_held",
        }[gave, refused]
    grounds = [
        ("exemption", {"withheld", "partly_disclosed"}),
        ("ncnd", {"ncnd"}),
        ("cost", {"cost"}),
        ("vexatious", {"vexatious"}),
    ]
    told = outcomes | ({"ncnd"} if is_stated else set())
    reason = next((name for name, these in grounds if told & these), "")
    return {
        "answered_on": first,
        "was_in_time": None if first is None else first <= due,
        "days_taken": None if first is None else days_between(start, first),
        "outcome": outcome,
        "refusal_reason": reason if refused else "",
        "provisions": sorted(provisions),
        "original_due_on": original,
        "extension": "public_interest" if extended_on else "",
        "extended_on": extended_on,
    }


def test_the_facts_kept_are_what_history_and_letters_say(office):
    found = list(FOIRequest.objects.filter(received_on__gte=FIRST))

    kept = {
        one.pk: {name: getattr(one, name) for name in recomputed(one)} for one in found
    }

    assert kept == {one.pk: recomputed(one) for one in found}
    # The office did everything that the months are meant to try.
    assert office.told.keys() == {
        "seek", "receive", "lapse", "withdraw", "reopen", "extend", "clear", "issue",
        "give",
    }  # fmt: skip
    assert {one.outcome for one in found} == {
        "", "granted", "partly_refused", "refused", "not_held"
    }  # fmt: skip
    assert {one.was_in_time for one in found} == {None, True, False}
    assert Letter.objects.filter(given_on__isnull=False).count() > 25


def test_the_states_of_past_days_are_what_they_were(office):
    for day in MONTH_ENDS:
        noted = office.states[day]
        replayed = classified(
            FOIRequest.objects.filter(pk__in=noted), ["state_then"], Moment(day, LAST)
        )
        assert dict(replayed.values_list("pk", "state_then")) == noted, day
    assert (
        len({state for day in MONTH_ENDS for state in office.states[day].values()}) > 5
    )


def test_a_return_of_a_past_day_counts_what_plain_python_counts(office, officer):
    for day in MONTH_ENDS[1:]:
        period = Period(FIRST, date(2026, 3, 31), day, LAST)
        figures = count(reports()["co-time"], officer.authority, period).figures
        facts = {one.pk: recomputed(one) for one in FOIRequest.objects.all()}
        received = {
            key: state
            for key, state in office.states[day].items()
            if state not in {"withdrawn", "transferred", "not_valid"}
            or (facts[key]["answered_on"] or LAST) <= day
        }
        done = {
            key
            for key in received
            if facts[key]["answered_on"] and facts[key]["answered_on"] <= day
        }
        late = {key for key in done if not facts[key]["was_in_time"]}

        assert figures["received"][WHOLE].value == len(received)
        assert figures["closed"][WHOLE].value == len(done)
        assert figures["closed_late"][WHOLE].value == len(late)
    assert population(officer.authority, period).count() == 60
