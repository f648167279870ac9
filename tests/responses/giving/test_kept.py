"""Outcome, ground and provisions of a request: what the letters given say."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.models import FOIRequest
from responses.giving import exported
from responses.giving.kept import keep_outcome
from responses.management.commands import keep_facts
from responses.models import Dispatch, LetterAnswer, Letterhead
from responses.sending.outcomes import record_returned
from responses.sending.queueing import SEND_LETTER, Sending, send_letter
from tests.factories import FOIRequestFactory, UserFactory
from tests.jobs import run_jobs
from tests.responses import kinds

pytestmark = pytest.mark.django_db

KEPT = ("outcome", "refusal_reason", "provisions")
NOTHING = ("", "", [])


def kept(foi_request):
    return FOIRequest.objects.values_list(*KEPT).get(pk=foi_request.pk)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (kinds.full_disclosure, ("granted", "", [])),
        (
            kinds.partial_disclosure,
            ("partly_refused", "exemption", ["FOIA 31(1)(a)"]),
        ),
        (
            kinds.full_refusal,
            (
                "refused",
                "exemption",
                ["FOIA 40(2) by virtue of 40(3A)(a)", "FOIA 43(2)"],
            ),
        ),
        (kinds.ncnd, ("refused", "ncnd", ["FOIA 31(3)"])),
        (
            kinds.mixed_with_ncnd,
            ("partly_refused", "ncnd", ["FOIA 24(2)", "FOIA 31(3)"]),
        ),
        (kinds.not_held, ("not_held", "", [])),
        (kinds.cost_refusal, ("refused", "cost", ["FOIA 12(1)"])),
        (kinds.vexatious_or_repeated, ("refused", "vexatious", ["FOIA 14(1)"])),
        (kinds.accessible_elsewhere, ("accessible", "accessible", ["FOIA 21(1)"])),
        (kinds.interim, ("to_follow", "", [])),
    ],
)
def test_the_outcome_is_kept_on_the_day_the_letter_is_given(
    make, expected, officer, approver
):
    FOIRequestFactory(authority=officer.authority, reference="FOI-2026-0099")
    foi_request = make(authority=officer.authority)

    letter = kinds.issued(foi_request, by=officer, approver=approver)
    assert kept(foi_request) == NOTHING

    kinds.hand_over(letter, by=officer)
    assert kept(foi_request) == expected


def test_a_letter_that_comes_back_leaves_no_outcome(officer, approver):
    Letterhead.objects.create(authority=officer.authority, undo_minutes=0)
    foi_request = kinds.full_refusal(authority=officer.authority)
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    by_email = Sending(Dispatch.Channel.EMAIL, "alex@requester.example")
    dispatch = send_letter(
        letter=letter, sending=by_email, by=officer, on=kinds.ON, at=kinds.AT
    )
    run_jobs(SEND_LETTER, on=kinds.ON)
    assert kept(foi_request) != NOTHING

    record_returned(
        dispatch=dispatch, reason="Full.", by=officer, on=kinds.ON, at=kinds.AT
    )

    assert kept(foi_request) == NOTHING


def test_the_latest_letter_given_tells_of_each_question(officer, approver):
    foi_request = kinds.partial_disclosure(authority=officer.authority)
    letter = kinds.given(foi_request, by=officer, approver=approver)
    later = type(letter).objects.get(pk=letter.pk)
    later.pk, later.number = None, letter.number + 1
    later.save()
    for each in letter.letter_answers.all():
        LetterAnswer.objects.create(
            letter=later, question=each.question, outcome="disclosed"
        )

    keep_outcome(foi_request)

    assert kept(foi_request) == ("granted", "", [])


def test_the_days_taken_are_kept_with_the_first_answer(officer, approver):
    foi_request = kinds.full_disclosure(
        authority=officer.authority, received_on=date(2026, 2, 23)
    )
    letter = kinds.issued(foi_request, by=officer, approver=approver)
    kinds.hand_over(letter, by=officer, on=date(2026, 3, 10))

    # 24 February is day one, and 10 March day eleven.
    assert FOIRequest.objects.get(pk=foi_request.pk).days_taken == 11


def test_past_requests_are_filled_in_by_the_command(officer, approver, capsys):
    refused = kinds.full_refusal(authority=officer.authority)
    kinds.given(refused, by=officer, approver=approver)
    before = FOIRequest.objects.filter(pk=refused.pk).values(*KEPT, "days_taken").get()
    FOIRequest.objects.update(
        outcome="", refusal_reason="", provisions=[], days_taken=None
    )
    # From before letters kept what they cite.
    LetterAnswer.objects.update(provisions=[])

    call_command("keep_facts")

    after = FOIRequest.objects.filter(pk=refused.pk).values(*KEPT, "days_taken").get()
    assert after == before
    assert capsys.readouterr().out == "1 request looked at.\n"


def test_the_command_says_how_far_it_is_and_goes_on_from_there(
    officer, capsys, monkeypatch
):
    monkeypatch.setattr(keep_facts, "_TOLD_EVERY", 2)
    made = [kinds.full_disclosure(authority=officer.authority) for _ in range(5)]
    keys = sorted(one.pk for one in made)

    call_command("keep_facts")
    told = capsys.readouterr().out.splitlines()
    call_command("keep_facts", "--from", str(keys[0]))
    rest = capsys.readouterr().out

    assert told == [
        f"2 of 5 looked at. If stopped, go on with --from {keys[2]}.",
        f"4 of 5 looked at. If stopped, go on with --from {keys[0]}.",
        "5 requests looked at.",
    ]
    assert rest == "1 request looked at.\n"


def test_exports_tell_of_letters_answers_and_reviews(officer, approver):
    refused = kinds.full_refusal(authority=officer.authority)
    letter = kinds.given(refused, by=officer, approver=approver)
    review = kinds.review_outcome("FOIA")
    clearing = UserFactory(authority=review.authority, roles=["approver"])
    kinds.given(review, by=review.officer, approver=clearing)
    silent = kinds.full_disclosure(authority=officer.authority)

    with CaptureQueriesContext(connection) as queries:
        rows = exported.of_requests([refused.pk, review.pk, silent.pk])
    told = dict(zip(exported.OF_REQUESTS, rows[refused.pk], strict=True))
    reviewed = dict(zip(exported.OF_REQUESTS, rows[review.pk], strict=True))
    questions = list(refused.questions.filter(kind="question"))
    answers = exported.of_questions([one.pk for one in questions])

    assert len(queries) == 4
    assert silent.pk not in rows
    assert told == {
        "Letters given": 1,
        "Responses given": 1,
        "Last letter given": letter.given_on,
        "Last letter given by": letter.dispatches.get().get_channel_display(),
        "Points of the review": "",
        "Provisions at review": "",
    }
    assert "handling: overturned" in reviewed["Points of the review"]
    assert "FOIA 43(2): new" in reviewed["Provisions at review"]
    one = dict(zip(exported.OF_QUESTIONS, answers[questions[0].pk], strict=True))
    kept_one = letter.letter_answers.get(question=questions[0])
    assert one["Outcome"] == kept_one.get_outcome_display()
    assert one["Provisions"] == "; ".join(kept_one.provisions)
    assert (one["Said in letter"], one["Letter given"]) == (1, letter.given_on)
